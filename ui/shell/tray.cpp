// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "ui/shell/navigationbutton.h"
#include "ui/widgets/look.h"
#include "viewmodel/text.h"

#include <QAction>

namespace skep::ui {

Tray::Tray(const Look &look, QObject *parent)
    : QObject(parent)
    , m_status(m_menu.addAction(tr("Starting")))
    , m_look(look)
{
    m_status->setEnabled(false);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Show the window")), &QAction::triggered, this, &Tray::windowWanted);
    connect(m_menu.addAction(tr("Quit Skep")), &QAction::triggered, this, &Tray::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            emit windowWanted();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        emit windowWanted();
        if (m_noticed != 0)
            emit taskWanted(m_noticed);
    });
    applyLook();
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

void Tray::apply(const Page &page)
{
    const Counts &counts = page.counts;
    const int needs = page.groups[static_cast<std::size_t>(Group::NeedsYou)].all;
    const QString working = text::number(counts.of(TaskState::Leased) + counts.of(TaskState::Running) + counts.of(TaskState::Checking));
    const QString words = needs > 0 ? tr("Skep: %1 need you, %2 working", "numbers of tasks").arg(needs).arg(working)
                                    : tr("Skep: %1 working", "number of tasks").arg(working);
    if (words == m_icon.toolTip())
        return;
    m_icon.setToolTip(words);
    m_status->setText(words);
}

void Tray::notify(const Notice &notice)
{
    m_noticed = notice.task;
    if (isAvailable() && QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(notice.title, notice.text, m_icon.icon());
}

void Tray::applyLook() { m_icon.setIcon(tintedIcon(QStringLiteral("skep"), m_look.theme.accent, 64, 1)); }

} // namespace skep::ui
