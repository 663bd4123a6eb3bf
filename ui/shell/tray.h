// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/notices.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

class QAction;

namespace skep::ui {

struct Look;

/// The icon beside the clock: how things stand, notices of what needs a person, and the way back to the window. Where
/// the desktop has no such place, nothing of it is there.
class Tray final : public QObject
{
    Q_OBJECT
public:
    explicit Tray(const Look &look, QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return m_icon.isVisible(); }
    void apply(const Page &page);
    /// Shows a notice of the desktop; `task` is what a click on it opens.
    void notify(const Notice &notice);
    void applyLook();
    [[nodiscard]] QString statusText() const { return m_icon.toolTip(); }

signals:
    void windowWanted();
    void taskWanted(skep::TaskId id);
    void quitWanted();

private:
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QAction *m_status;
    const Look &m_look;
    TaskId m_noticed = 0;
};

} // namespace skep::ui
