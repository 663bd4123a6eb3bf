// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "ui/shell/translation.h"
#include "viewmodel/tasktemplates.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDialog>
#include <QElapsedTimer>
#include <QLineEdit>

namespace skep::ui {
namespace {

std::function<qint64()> systemClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

WindowOptions completed(WindowOptions options)
{
    if (!options.steadyMs)
        options.steadyMs = systemClock();
    return options;
}

} // namespace

MainWindow::MainWindow(ViewGateway &gateway, const WindowOptions &options, QWidget *parent)
    : QMainWindow(parent)
    , m_gateway(gateway)
    , m_options(completed(options))
    , m_templates(std::make_unique<TaskTemplates>(m_options.settingsPath))
{
    setWindowTitle(QStringLiteral("Skep"));
    setMinimumSize(900, 520);
    resize(1280, 800);
    const QVariantMap state = loadSettings();
    // What this start was given weighs more than what was chosen before.
    if (language().isEmpty())
        m_languageWish = state.value(QStringLiteral("window/language")).toString();
    if (theme().isEmpty())
        m_themeWish = state.value(QStringLiteral("window/theme")).toString();
    installLanguage(language());
    build({});
    restoreGeometry(state.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(state);
}

void MainWindow::build(const Throughput &past)
{
    m_parts = std::make_unique<Parts>(m_options.steadyMs);
    Parts &p = *m_parts;
    p.index.continueFrom(past);
    p.look.theme = Theme::light();
    p.look.chooseFonts();
    p.actions = new ActionRegistry(this);
    p.taskActions = new TaskActions(m_gateway, *p.actions, this);
    buildShell();
    buildActions();
    wireTasks();
    wireSearch();
    wireIndex();
    p.clock.setInterval(1000);
    connect(&p.clock, &QTimer::timeout, this, &MainWindow::tick);
    setTheme(m_themeWish);
    setDemonstration(m_demonstrationWorkers);
    tick();
}

void MainWindow::rebuild()
{
    const QVariantMap now = state();
    const quint64 task = m_parts->inspector->task();
    const Throughput past = m_parts->throughput;
    m_gateway.setDeltaConsumer({});
    closeDialogs(); // in the words and colours of before
    delete takeCentralWidget();
    delete m_parts->palette;
    delete m_parts->toast;
    delete m_parts->taskActions;
    delete m_parts->actions;
    m_parts.reset();
    build(past);
    restoreState(now);
    if (task != 0)
        selectTask(task);
    m_parts->isInspectorWanted = m_parts->current()->hasSelection();
    showInspectors();
    updateActive();
    focusPage();
}

/// They look at what m_parts holds, so they go before it.
void MainWindow::closeDialogs() { qDeleteAll(findChildren<QDialog *>(Qt::FindDirectChildrenOnly)); }

MainWindow::~MainWindow()
{
    closeDialogs();
    m_gateway.setDeltaConsumer({});
    m_gateway.followLogs({});
}

void MainWindow::selectTask(quint64 id)
{
    Parts &p = *m_parts;
    if (id != p.inspector->task()) {
        p.index.setFocus(id);
        p.inspector->setTask(id);
    }
    p.board->select(id);
    if (id != 0) {
        p.index.setFocusAgent({});
        p.agentInspector->setAgent({});
        p.inspectors->setCurrentWidget(p.inspector);
        p.isInspectorWanted = true;
    }
    if (p.current() == p.taskPage && id != 0)
        p.taskPage->setTask(id);
    showInspectors();
}

void MainWindow::selectAgent(const QString &name)
{
    Parts &p = *m_parts;
    if (name != p.agentInspector->agent()) {
        if (!name.isEmpty())
            selectTask(0);
        p.index.setFocusAgent(name.toStdString());
        p.agentInspector->setAgent(name);
    }
    if (!name.isEmpty()) {
        p.inspectors->setCurrentWidget(p.agentInspector);
        p.isInspectorWanted = true;
    }
    showInspectors();
}

void MainWindow::showTask(quint64 id) { selectTask(id); }

int MainWindow::pageCount() const { return m_parts->pages->count(); }

QString MainWindow::pageName(int page) const { return m_parts->pageNames.value(page); }

void MainWindow::showPage(const QString &name)
{
    if (const auto at = m_parts->pageNames.indexOf(name); at >= 0)
        showPageAt(static_cast<int>(at));
}

void MainWindow::showPageAt(int page)
{
    Parts &p = *m_parts;
    WindowPage *before = p.current();
    const bool isTaskPage = p.pageList[static_cast<std::size_t>(page)] == p.taskPage;
    if (isTaskPage && before != p.taskPage)
        p.pageBefore = p.pages->currentIndex();
    p.pages->setCurrentIndex(page);
    p.navigation->setCurrent(page);
    if (before != p.current()) {
        p.index.setAgentsWanted(false); // whoever comes after another that follows them has seen nothing of them yet
        p.hasAllAgents = false;
    }
    p.index.setAgentsWanted(p.current()->followsAgents());
    if (before != p.current())
        before->setShown(false);
    p.current()->setShown(true);
    if (before != p.current())
        p.isInspectorWanted = p.current()->hasSelection();
    showInspectors();
}

void MainWindow::showInspectors()
{
    Parts &p = *m_parts;
    const bool hasSubject = p.inspector->task() != 0 || !p.agentInspector->agent().isEmpty();
    const bool isOnPage = p.current() == p.taskPage; // which tells it all, and more widely
    p.inspectors->setVisible(hasSubject && p.isInspectorWanted && !isOnPage);
    p.taskActions->setSeen(isOnPage || p.isInspectorWanted);
}

void MainWindow::openTask(quint64 id)
{
    selectTask(id);
    m_parts->taskPage->setTask(id);
    showPage(QStringLiteral("task"));
}

void MainWindow::updateActive()
{
    Parts &p = *m_parts;
    const bool isActive = isVisible() && !isMinimized();
    if (isActive == p.clock.isActive())
        return;
    if (isActive) {
        p.clock.start();
        p.index.setPace(IndexThread::Pace::Live);
        showAge();
    } else {
        p.clock.stop(); // a hidden window does not work, except for what the tray tells
        p.index.setPace(p.tray->isAvailable() ? IndexThread::Pace::Seldom : IndexThread::Pace::Stopped);
    }
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!event->spontaneous())
        focusPage();
    updateActive();
}

void MainWindow::focusPage()
{
    // Cards first; nothing is marked when there are none.
    QWidget *target = m_parts->current()->focusTarget();
    if (target && target->isVisible())
        target->setFocus();
    else
        centralWidget()->setFocus();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    updateActive();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateActive();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveSettings();
    event->accept(); // without a tray there would be no way back
    if (!m_parts->settings->staysInTray() || !m_parts->tray->isAvailable())
        emit closed();
}

} // namespace skep::ui
