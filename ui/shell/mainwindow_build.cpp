// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the window is put together; what it does is in mainwindow.cpp.
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "ui/shell/translation.h"
#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kNavigationWidth = 158;
constexpr int kInspectorWidth = 324;

QFrame *hairline(bool isVertical, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setObjectName(QStringLiteral("hairline"));
    if (isVertical)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

} // namespace

void MainWindow::buildShell()
{
    Parts &p = *m_parts;
    p.demonstration = new Banner(p.look, Banner::Kind::Note, this);
    connect(p.demonstration->addLink(tr("Review a folder of mine")), &QPushButton::clicked, this, &MainWindow::chooseFolder);
    connect(p.demonstration->addLink(tr("Set up my own fleet")), &QPushButton::clicked, this, &MainWindow::setUpFleet);
    p.demonstration->addStretch();
    connect(p.demonstration->addLink(tr("End")), &QPushButton::clicked, this, &MainWindow::endDemonstrationWanted);
    p.trouble = new Banner(p.look, Banner::Kind::Trouble, this);
    p.navigation = new Navigation(p.look, this);
    p.navigation->setObjectName(QStringLiteral("navigation"));
    p.navigation->setFixedWidth(kNavigationWidth);
    p.metrics = new MetricsStrip(p.look, this);
    p.status = new StatusLine(p.look, this);
    p.toast = new Toast(p.look, this);
    p.tray = std::make_unique<Tray>(p.look);
    connect(p.tray.get(), &Tray::windowWanted, this, &MainWindow::raiseWindow);
    connect(p.tray.get(), &Tray::taskWanted, this, &MainWindow::showTask);
    connect(p.tray.get(), &Tray::quitWanted, this, [this] {
        saveSettings();
        emit closed();
    });
    buildPages();

    auto *centre = new QVBoxLayout;
    centre->setSpacing(0);
    centre->addWidget(p.metrics);
    centre->addWidget(hairline(false, this));
    centre->addWidget(p.trouble);
    centre->addWidget(p.splitter, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(p.navigation);
    middle->addWidget(hairline(true, this));
    middle->addLayout(centre, 1);
    auto *whole = new QWidget(this);
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(p.demonstration);
    layout->addLayout(middle, 1);
    layout->addWidget(hairline(false, this));
    layout->addWidget(p.status);
    setCentralWidget(whole);
    whole->setFocusPolicy(Qt::ClickFocus);
}

void MainWindow::buildPages()
{
    Parts &p = *m_parts;
    p.pages = new QStackedWidget(this);
    p.pages->setObjectName(QStringLiteral("pages"));
    p.pages->setAttribute(Qt::WA_StyledBackground);
    p.needs = new NeedsPage(p.look, m_gateway, p.pages);
    p.board = new BoardPage(p.look, m_gateway, p.pages);
    p.agents = new AgentsPage(p.look, m_gateway, *p.actions, p.pages);
    p.analytics = new AnalyticsPage(p.look, m_gateway, p.pages);
    p.log = new LogPage(p.look, m_gateway, p.pages);
    p.machines = new MachinesPage(p.look, {}, p.pages);
    p.settings = new SettingsPage(p.look, p.pages);
    const auto add = [&p](WindowPage *page, const char *name, const QString &title) {
        p.pages->addWidget(page);
        p.pageList.push_back(page);
        p.pageNames << QString::fromLatin1(name);
        p.navigation->addPage(QString::fromLatin1(name), title);
    };
    add(p.needs, "needs", tr("Needs you"));
    add(p.board, "board", tr("Board"));
    add(p.agents, "agents", tr("Agents"));
    add(p.machines, "machines", tr("Machines"));
    add(p.analytics, "analytics", tr("Analytics"));
    add(p.log, "log", tr("Log"));
    add(p.settings, "settings", tr("Settings"));
    p.taskPage = new TaskPage(p.look, m_gateway, *p.taskActions, p.pages);
    p.pages->addWidget(p.taskPage);
    p.pageList.push_back(p.taskPage);
    p.pageNames << QStringLiteral("task");
    connect(p.navigation, &Navigation::pageChosen, this, &MainWindow::showPageAt);
    connect(p.settings, &SettingsPage::themeWanted, this, &MainWindow::setTheme);
    connect(p.settings, &SettingsPage::languageWanted, this, &MainWindow::setLanguage);
    p.settings->setTheme(m_themeWish);
    p.settings->setLanguage(m_languageWish);
    connect(p.agents, &AgentsPage::setupWanted, this, &MainWindow::setUpFleet);
    connect(p.machines, &MachinesPage::setupWanted, this, &MainWindow::setUpFleet);
    buildInspector();
}

void MainWindow::buildInspector()
{
    Parts &p = *m_parts;
    p.inspectors = new QStackedWidget(this);
    p.inspectors->setMinimumWidth(280);
    p.inspector = new TaskInspector(p.look, m_gateway, *p.taskActions, p.inspectors);
    p.agentInspector = new AgentInspector(p.look, *p.actions, p.inspectors);
    p.inspectors->addWidget(p.inspector);
    p.inspectors->addWidget(p.agentInspector);
    p.splitter = new QSplitter(Qt::Horizontal, this);
    p.splitter->setHandleWidth(1);
    p.splitter->setChildrenCollapsible(false);
    p.splitter->addWidget(p.pages);
    p.splitter->addWidget(p.inspectors);
    p.splitter->setStretchFactor(0, 1);
    p.splitter->setStretchFactor(1, 0);
    p.inspectors->hide(); // until something is selected
    p.splitter->setSizes({1280 - kNavigationWidth - kInspectorWidth, kInspectorWidth});
}

void MainWindow::buildActions()
{
    Parts &p = *m_parts;
    QAction *newTaskAction = p.actions->add("task.new", tr("New task"), QKeySequence::New);
    connect(newTaskAction, &QAction::triggered, this, &MainWindow::newTask);
    p.metrics->addButton(new ActionButton(newTaskAction, true, this));
    QAction *search = p.actions->add("search", tr("Search or command"), QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(search, &QAction::triggered, this, [&p] {
        p.metrics->search().setFocus(Qt::ShortcutFocusReason);
        p.metrics->search().selectAll();
    });
    QAction *folder = p.actions->add("folder.review", tr("Review a folder of mine"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    connect(folder, &QAction::triggered, this, &MainWindow::chooseFolder);
    QAction *fleet = p.actions->add("fleet.setup", tr("Set up my own fleet"));
    connect(fleet, &QAction::triggered, this, &MainWindow::setUpFleet);
    QAction *deselect = p.actions->add("inspector.close", tr("Close the inspector"), QKeySequence(Qt::Key_Escape));
    connect(deselect, &QAction::triggered, this, [this, &p] {
        if (!p.metrics->search().text().isEmpty() && p.metrics->search().hasFocus()) {
            p.metrics->search().clear();
            return;
        }
        selectTask(0);
        selectAgent({});
    });
    for (int page = 0; page < p.navigation->count(); ++page) {
        QAction *show = p.actions->add(qPrintable(QStringLiteral("page.") + p.pageNames.at(page)), p.navigation->button(page)->text(),
                                       QKeySequence(Qt::CTRL | (Qt::Key_1 + page)));
        connect(show, &QAction::triggered, this, [this, page] { showPageAt(page); });
    }
    const std::array<std::pair<const char *, QString>, 3> themes{{{"", tr("Colours as the system")}, {"light", tr("Light colours")}, {"dark", tr("Dark colours")}}};
    for (const auto &[wish, words] : themes) {
        QAction *action = p.actions->add(qPrintable(QStringLiteral("theme.") + QLatin1String(wish)), words);
        connect(action, &QAction::triggered, this, [this, name = QString::fromLatin1(wish)] { setTheme(name); });
    }
    for (const QString &code : languages()) {
        const QString name = QLocale(code).nativeLanguageName();
        QAction *action = p.actions->add(qPrintable(QStringLiteral("language.") + code), tr("Language: %1").arg(name));
        connect(action, &QAction::triggered, this, [this, code] { setLanguage(code); });
    }
    QAction *quit = p.actions->add("window.close", tr("Close the window"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

} // namespace skep::ui
