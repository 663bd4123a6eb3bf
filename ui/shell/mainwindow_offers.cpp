// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window offers beside its pages: new tasks, a folder to review, a fleet of one's own.
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "ui/settings/setupdialog.h"
#include "ui/tasks/newtaskdialog.h"
#include "viewmodel/text.h"

#include <QFileDialog>
#include <QLineEdit>

namespace skep::ui {

void MainWindow::newTask()
{
    auto *dialog = new NewTaskDialog(m_parts->look, m_gateway, *m_templates, [this] { return m_parts->hubNow(); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewTaskDialog::submitted, this, [this](TaskId id) {
        if (id != 0)
            selectTask(id);
    });
    dialog->open();
}

void MainWindow::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder to review"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        tell(tr("Reading %1…", "a folder").arg(folder));
        emit folderReviewWanted(folder);
    });
    dialog->open();
}

void MainWindow::tellFolderSubmitted(const FolderOutcome &outcome, const Error &refusal)
{
    Parts &p = *m_parts;
    QString words = tr("%n task(s) added", nullptr, outcome.tasks) + QStringLiteral(" · ")
        + tr("%n file(s) of %1", nullptr, outcome.files).arg(outcome.project);
    if (outcome.leftOut > 0)
        words += QStringLiteral(" · ") + tr("%n left out: too large or not text", nullptr, outcome.leftOut);
    if (outcome.isCut)
        words += QStringLiteral(" · ") + tr("the rest of the folder is left out");
    if (!refusal.detail.empty())
        words += QStringLiteral(" · ") + text::error(refusal);
    tell(words, !refusal.detail.empty());
    p.metrics->search().setText(outcome.project); // its own tasks alone, until the search is cleared
    p.palette->hide();
    showPage(QStringLiteral("board"));
}

void MainWindow::tellFolderFailed(const Error &error) { tell(text::error(error), true); }

QString MainWindow::nanobotCommand() const
{
    // A demonstration's hub goes with it: what is copied from here is for the one that comes after it, at its usual place.
    const QString address = m_demonstrationWorkers > 0 ? QStringLiteral("127.0.0.1:6174") : QString::fromStdString(m_gateway.address());
    QString command = QStringLiteral("skep-nanobot --hub ws://") + address;
    if (!m_options.tokenFile.isEmpty())
        command += QStringLiteral(" --token-file ") + (m_options.tokenFile.contains(u' ') ? u'"' + m_options.tokenFile + u'"' : m_options.tokenFile);
    return command;
}

void MainWindow::tellStartFailed()
{
    tell(tr("Skep could not be started a second time. Start it by hand, without --demo."), true);
}

void MainWindow::setUpFleet()
{
    auto *dialog = new SetupDialog(m_parts->look, nanobotCommand(), m_demonstrationWorkers > 0, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SetupDialog::ownHubWanted, this, &MainWindow::ownFleetWanted);
    dialog->open();
}

void MainWindow::setDemonstration(int workers)
{
    m_demonstrationWorkers = workers;
    m_parts->demonstration->setText(tr("Demonstration"),
                                    workers == 0 ? QString()
                                                 : tr("%n real worker process(es), simulated model replies, all on this computer", nullptr, workers));
}

void MainWindow::tell(const QString &text, bool isTrouble) { m_parts->toast->tell(text, {}, isTrouble); }

void MainWindow::raiseWindow()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

} // namespace skep::ui
