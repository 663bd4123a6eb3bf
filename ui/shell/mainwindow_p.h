// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>
#include <QStackedWidget>
#include <QStringList>
#include <QTimer>

#include "ui/agents/agentspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/metricsstrip.h"
#include "ui/shell/navigation.h"
#include "ui/shell/statusline.h"
#include "ui/tasks/boardpage.h"
#include "ui/tasks/taskactions.h"
#include "ui/tasks/taskinspector.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/look.h"
#include "viewmodel/indexthread.h"

namespace skep::ui {

/// What the window is made of. Widgets belong to the window.
struct MainWindow::Parts
{
    Parts(ViewGateway &hub, const WindowOptions &wishes)
        : gateway(hub)
        , options(wishes)
    {
    }

    ViewGateway &gateway;
    const WindowOptions options;
    Look look;
    QString themeWish;
    QPalette systemPalette;
    IndexThread index;
    QTimer clock;    // ages, once a second
    QTimer typing;   // gathers keystrokes of the search

    ActionRegistry *actions = nullptr;
    TaskActions *taskActions = nullptr;
    Banner *demonstration = nullptr;
    Banner *trouble = nullptr;
    Navigation *navigation = nullptr;
    MetricsStrip *metrics = nullptr;
    QSplitter *splitter = nullptr;
    QStackedWidget *pages = nullptr;
    BoardPage *board = nullptr;
    AgentsPage *agents = nullptr;
    TaskInspector *inspector = nullptr;
    StatusLine *status = nullptr;
    QStringList pageNames;

    QString filter;
    qint64 lastWordMs = -1; // steady clock; -1: nothing came yet
    TimeMs lastNow = 0;     // the hub's time then
    bool isStale = false;
    bool isStoreOk = true;
    bool isActive = true;
    bool wasConnected = true;

    [[nodiscard]] qint64 steadyMs() const { return options.steadyMs(); }
    /// The hub's time now, told from its last word.
    [[nodiscard]] TimeMs hubNow() const { return lastWordMs < 0 ? 0 : lastNow + (steadyMs() - lastWordMs); }
};

} // namespace skep::ui
