// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who hears whom.
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"

#include <QLineEdit>
#include <QMenu>

namespace skep::ui {
void MainWindow::wireIndex()
{
    Parts &p = *m_parts;
    connect(&p.index, &IndexThread::pageArrived, this, &MainWindow::onPage);
    connect(&p.index, &IndexThread::snapshotNeeded, this, [this, &p] { m_gateway.setDeltaConsumer(p.index.consumer()); });
    // The column and the page of what needs a person show the same group; whoever is on the screen says which rows.
    connect(p.board, &BoardPage::rangeShown, this, [&p](Group group, int first, int count) {
        if (group != Group::NeedsYou || p.current() != p.needs)
            p.index.setRange(group, first, count);
    });
    connect(p.needs, &NeedsPage::rangeShown, this, [&p](int first, int count) {
        if (p.current() == p.needs)
            p.index.setRange(Group::NeedsYou, first, count);
    });
    connect(p.board, &BoardPage::idsWanted, &p.index, [&p](Group group) { p.index.askIds(group, Marks::kMax); });
    connect(&p.index, &IndexThread::idsArrived, p.board, &BoardPage::takeIds);
    connect(p.board, &BoardPage::viewsWanted, &p.index, &IndexThread::askViews);
    connect(&p.index, &IndexThread::viewsArrived, p.board, &BoardPage::takeViews);
    m_gateway.setDeltaConsumer(p.index.consumer());
}

void MainWindow::wireTasks()
{
    Parts &p = *m_parts;
    connect(p.board, &BoardPage::moveWanted, this, [this, &p](const TaskView &task, BoardMove::Kind kind) {
        selectTask(task.id); // what comes of it is said there
        p.taskActions->move(task, kind);
    });
    connect(p.board, &BoardPage::offerTaken, this, [this, &p](TaskId id, BoardMove::Offer offer) {
        selectTask(id);
        if (offer == BoardMove::Offer::StopAndReassign)
            p.taskActions->stopAndReassign(id);
        else
            p.taskActions->cancelTask(id);
    });
    connect(p.taskActions, &TaskActions::pendingChanged, p.board, &BoardPage::setPending);
    connect(p.taskActions, &TaskActions::pendingChanged, p.inspector, [&p](TaskId id, const QString &text) {
        if (!text.isEmpty())
            p.inspector->tell(id, text, false);
    });
    connect(p.taskActions, &TaskActions::told, p.inspector, &TaskInspector::tell);
    connect(p.board, &BoardPage::newTaskWanted, this, &MainWindow::newTask);
    connect(p.board, &BoardPage::menuWanted, this, [this, &p](TaskId id, const QPoint &at) {
        selectTask(id);
        QMenu menu(this);
        p.taskActions->fillMenu(menu);
        menu.exec(at);
    });
    connect(&p.taskActions->assigner(), &Assigner::said, this, &MainWindow::tellAssigned);
    connect(&p.taskActions->assigner(), &Assigner::whyWanted, this, [this, &p](TaskId id) {
        openTask(id);
        p.taskPage->showDecisions();
    });
    connect(p.inspector, &TaskInspector::pageWanted, this, &MainWindow::openTask);
    connect(p.board, &BoardPage::taskOpened, this, &MainWindow::openTask);
    connect(p.taskPage, &TaskPage::backWanted, this, [this, &p] { showPageAt(p.pageBefore); });
    connect(p.inspector, &TaskInspector::closeWanted, this, [this] { selectTask(0); });
    connect(p.agentInspector, &AgentInspector::closeWanted, this, [this] { selectAgent({}); });
    connect(p.agentInspector, &AgentInspector::taskWanted, this, &MainWindow::selectTask);
    for (WindowPage *page : p.pageList) {
        connect(page, &WindowPage::taskWanted, this, &MainWindow::selectTask);
        connect(page, &WindowPage::agentWanted, this, &MainWindow::selectAgent);
    }
}

void MainWindow::tellAssigned(const Assigner::Word &word)
{
    Parts &p = *m_parts;
    std::vector<Toast::Action> actions;
    for (const Assigner::Offer offer : word.offers) {
        QString text;
        switch (offer) {
        case Assigner::Offer::Undo: text = tr("Undo"); break;
        case Assigner::Offer::Cancel: text = tr("Cancel the task"); break;
        case Assigner::Offer::Why: text = tr("Why"); break;
        case Assigner::Offer::Other: text = tr("Assign to %1").arg(word.other); break;
        }
        actions.push_back({text, [&p, offer] { p.taskActions->assigner().take(offer); }});
    }
    p.toast->tell(word.reason.isEmpty() ? word.text : word.text + QLatin1Char(' ') + word.reason, std::move(actions), word.isTrouble);
}

void MainWindow::wireSearch()
{
    Parts &p = *m_parts;
    QLineEdit &search = p.metrics->search();
    p.palette = new Palette(p.look, *p.actions, search, this);
    // At once at each key: the index leaves out what a newer one has overtaken.
    connect(&search, &QLineEdit::textChanged, this, [&p](const QString &text) {
        p.filter = text.simplified();
        p.index.setFilter(p.filter);
        p.board->setFiltered(!p.filter.isEmpty());
        if (!p.filter.isEmpty())
            p.index.find(p.filter, Palette::kTasksMax);
    });
    connect(&p.index, &IndexThread::found, p.palette, &Palette::setFound);
    connect(p.palette, &Palette::taskChosen, this, [this](TaskId id) {
        showPage(QStringLiteral("board"));
        selectTask(id);
    });
    connect(p.palette, &Palette::agentChosen, this, [this](const QString &name) {
        showPage(QStringLiteral("agents"));
        selectAgent(name);
    });
    connect(p.palette, &Palette::allWanted, this, [this] {
        showPage(QStringLiteral("board"));
        focusPage();
    });
}

} // namespace skep::ui
