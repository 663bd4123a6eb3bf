// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>
#include <QStackedWidget>
#include <QStringList>
#include <QTimer>

#include "ui/agents/agentinspector.h"
#include "ui/agents/agentspage.h"
#include "ui/analytics/analyticspage.h"
#include "ui/log/logpage.h"
#include "ui/machines/machinespage.h"
#include "ui/needs/needspage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/metricsstrip.h"
#include "ui/shell/navigation.h"
#include "ui/shell/palette.h"
#include "ui/shell/statusline.h"
#include "ui/shell/tray.h"
#include "ui/tasks/boardpage.h"
#include "ui/tasks/taskactions.h"
#include "ui/tasks/taskinspector.h"
#include "ui/tasks/taskpage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/look.h"
#include "ui/widgets/toast.h"
#include "viewmodel/indexthread.h"

namespace skep::ui {

/// What the window is made of. Widgets belong to the window.
struct MainWindow::Parts
{
    explicit Parts(std::function<qint64()> clockMs)
        : steadyMs(std::move(clockMs))
    {
    }

    const std::function<qint64()> steadyMs;
    Look look;
    IndexThread index;
    QTimer clock;    // ages, once a second

    ActionRegistry *actions = nullptr;
    TaskActions *taskActions = nullptr;
    Banner *demonstration = nullptr;
    Banner *trouble = nullptr;
    Navigation *navigation = nullptr;
    MetricsStrip *metrics = nullptr;
    Palette *palette = nullptr;
    Toast *toast = nullptr;
    std::unique_ptr<Tray> tray;
    Notices notices;
    QSplitter *splitter = nullptr;
    QStackedWidget *pages = nullptr;
    NeedsPage *needs = nullptr;
    BoardPage *board = nullptr;
    AgentsPage *agents = nullptr;
    AnalyticsPage *analytics = nullptr;
    LogPage *log = nullptr;
    MachinesPage *machines = nullptr;
    SettingsPage *settings = nullptr;
    TaskPage *taskPage = nullptr; // not in the navigation: it is opened from a task
    int pageBefore = 0;
    bool hasAllAgents = false; // the page that is shown, if it follows them; what was on its way for another one is not the whole
    bool isInspectorWanted = false; // by the page that is shown, or by what was selected since
    QStackedWidget *inspectors = nullptr;
    TaskInspector *inspector = nullptr;
    AgentInspector *agentInspector = nullptr;
    StatusLine *status = nullptr;
    std::vector<WindowPage *> pageList; // in the order of the navigation
    QStringList pageNames;

    QString filter;
    QString address; // of the hub, as last told
    qint64 lastWordMs = -1; // steady clock; -1: nothing came yet
    TimeMs lastNow = 0;     // the hub's time then
    Throughput throughput;  // as last told
    bool isStale = false;
    bool isStoreOk = true;

    /// The hub's time now, told from its last word.
    [[nodiscard]] TimeMs hubNow() const { return lastWordMs < 0 ? 0 : lastNow + (steadyMs() - lastWordMs); }
    [[nodiscard]] WindowPage *current() const { return pageList[static_cast<std::size_t>(pages->currentIndex())]; }
    [[nodiscard]] int indexOf(const WindowPage *page) const
    {
        return static_cast<int>(std::find(pageList.begin(), pageList.end(), page) - pageList.begin());
    }
};

} // namespace skep::ui
