// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "ui/shell/translation.h"
#include "ui/tasks/boardcolumn.h"
#include "ui/tasks/cardlist.h"
#include "ui/tasks/newtaskdialog.h"
#include "viewmodel/text.h"

#include <QApplication>
#include <QCloseEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>

namespace skep::ui {
namespace {

constexpr qint64 kStaleMs = 2'000; // the hub beats once a second
constexpr int kTypingMs = 40;

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
    , m_parts(std::make_unique<Parts>(gateway, completed(options)))
{
    Parts &p = *m_parts;
    installTranslation();
    p.systemPalette = QApplication::palette();
    setWindowTitle(QStringLiteral("Skep"));
    p.look.theme = Theme::light();
    p.look.chooseFonts();
    p.actions = new ActionRegistry(this);
    p.taskActions = new TaskActions(gateway, *p.actions, this);
    buildShell();
    buildActions();
    wireTasks();
    restore();
    wireIndex();
    p.clock.setInterval(1000);
    connect(&p.clock, &QTimer::timeout, this, &MainWindow::tick);
    p.typing.setSingleShot(true);
    p.typing.setInterval(kTypingMs);
    connect(&p.typing, &QTimer::timeout, this, [&p] {
        p.filter = p.metrics->search().text().simplified();
        p.index.setFilter(p.filter);
    });
    tick();
}

MainWindow::~MainWindow()
{
    m_parts->gateway.setDeltaConsumer({});
    m_parts->gateway.followLogs({});
}

void MainWindow::wireIndex()
{
    Parts &p = *m_parts;
    connect(&p.index, &IndexThread::pageArrived, this, &MainWindow::onPage);
    connect(&p.index, &IndexThread::snapshotNeeded, this, [&p] { p.gateway.setDeltaConsumer(p.index.consumer()); });
    connect(p.board, &BoardPage::rangeShown, this, [&p](Group group, int first, int count) { p.index.setRange(group, first, count); });
    p.gateway.setDeltaConsumer(p.index.consumer());
}

void MainWindow::wireTasks()
{
    Parts &p = *m_parts;
    connect(p.taskActions, &TaskActions::pendingChanged, p.board, &BoardPage::setPending);
    connect(p.taskActions, &TaskActions::pendingChanged, p.inspector, [&p](TaskId id, const QString &text) {
        if (!text.isEmpty())
            p.inspector->tell(id, text, false);
    });
    connect(p.taskActions, &TaskActions::told, p.inspector, &TaskInspector::tell);
    connect(p.board, &BoardPage::taskSelected, this, &MainWindow::selectTask);
    connect(p.board, &BoardPage::newTaskWanted, this, &MainWindow::newTask);
    connect(p.board, &BoardPage::menuWanted, this, [this, &p](TaskId id, const QPoint &at) {
        selectTask(id);
        QMenu menu(this);
        p.taskActions->fillMenu(menu);
        menu.exec(at);
    });
    connect(p.inspector, &TaskInspector::closeWanted, this, [this] { selectTask(0); });
    connect(p.agents, &AgentsPage::taskWanted, this, [this](TaskId id) {
        showPage(0);
        showTask(id);
    });
}

void MainWindow::onPage(const Page &page)
{
    Parts &p = *m_parts;
    if (page.isNews) {
        p.lastWordMs = p.steadyMs();
        p.lastNow = page.now;
        p.isStoreOk = page.storeOk;
    }
    p.board->apply(page, !p.filter.isEmpty());
    if (p.pages->currentWidget() == p.agents)
        p.agents->apply(page);
    p.metrics->apply(page);
    p.status->apply(page);
    applyCounts(page);
    if (page.focus == p.inspector->task() && page.focus != 0) {
        if (page.focusView)
            p.inspector->showView(*page.focusView, page.now);
        else if (page.focusGone)
            p.inspector->showGone();
        std::vector<LogLine> lines;
        for (const auto &[id, line] : page.log)
            if (id == page.focus)
                lines.push_back(line);
        if (!lines.empty())
            p.inspector->appendLog(lines);
    }
    if (page.first && centralWidget()->hasFocus())
        focusPage();
    showAge();
}

void MainWindow::applyCounts(const Page &page)
{
    Parts &p = *m_parts;
    int all = 0;
    for (const GroupPage &group : page.groups)
        all += group.all;
    const int needs = page.groups[static_cast<std::size_t>(Group::NeedsYou)].all;
    // What needs a person stands before how much there is.
    p.navigation->setCount(0, text::compact(needs > 0 ? needs : all), needs > 0,
                           needs > 0 ? tr("%n task(s) need you", nullptr, needs) : tr("%n task(s)", nullptr, all));
    p.navigation->setCount(1, text::compact(page.counts.agentsOnline), false,
                           tr("%n agent(s) online", nullptr, static_cast<int>(page.counts.agentsOnline)));
}

void MainWindow::tick()
{
    Parts &p = *m_parts;
    showAge();
    const TimeMs now = p.hubNow();
    if (now != 0 && !p.isStale) { // what is stale does not age on as if it were watched
        if (p.pages->currentWidget() == p.board)
            p.board->tick(now);
        else
            p.agents->tick(now);
        p.inspector->tick(now);
        p.metrics->tick(now);
    }
}

void MainWindow::showAge()
{
    Parts &p = *m_parts;
    const qint64 age = p.lastWordMs < 0 ? -1 : p.steadyMs() - p.lastWordMs;
    const bool isConnected = p.gateway.isConnected();
    const bool isStale = age > kStaleMs || (age >= 0 && !isConnected);
    const QString address = QString::fromStdString(p.gateway.address());
    const bool isLoopback = address.contains(QLatin1String("127.")) || address.contains(QLatin1String("localhost"))
        || address.contains(QLatin1String("[::1]"));
    p.status->setHub(address.isEmpty() ? tr("hub is starting") : address,
                     !p.options.exposure.isEmpty() ? p.options.exposure
                         : isLoopback              ? tr("only this computer")
                                                   : tr("over the network"));
    p.status->setAge(age, isConnected, isStale);
    showTrouble(age, isConnected, isStale);
    if (isStale != p.isStale)
        setStale(isStale);
}

void MainWindow::showTrouble(qint64 age, bool isConnected, bool isStale)
{
    Parts &p = *m_parts;
    if (!isConnected && age >= 0)
        p.trouble->setText(tr("The hub does not answer."),
                           tr("What you see is from %1 and is greyed until it is back. Work goes on without this window.").arg(text::ago(age)));
    else if (isStale)
        p.trouble->setText(tr("No news from the hub."), tr("What you see is from %1.").arg(text::ago(age)));
    else if (!p.isStoreOk)
        p.trouble->setText(tr("The disk cannot be written."), tr("Nothing that was accepted is lost; new work is refused until there is room."));
    else if (!p.trouble->text().isEmpty())
        p.trouble->setText({}, {});
}

void MainWindow::setStale(bool stale)
{
    Parts &p = *m_parts;
    p.isStale = stale;
    p.board->setStale(stale);
    p.agents->setStale(stale);
    p.metrics->setStale(stale);
}

void MainWindow::selectTask(quint64 id)
{
    Parts &p = *m_parts;
    if (id != p.inspector->task()) {
        p.index.setFocus(id);
        p.inspector->setTask(id);
    }
    p.board->select(id);
    p.inspector->setVisible(id != 0);
}

void MainWindow::showTask(quint64 id) { selectTask(id); }

void MainWindow::newTask()
{
    Parts &p = *m_parts;
    auto *dialog = new NewTaskDialog(p.look, p.gateway, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewTaskDialog::submitted, this, [this](TaskId id) {
        if (id != 0)
            selectTask(id);
    });
    dialog->open();
}

void MainWindow::setDemonstration(const QString &text) { m_parts->demonstration->setText(tr("Demonstration"), text); }

int MainWindow::pageCount() const { return m_parts->pages->count(); }

QString MainWindow::pageName(int page) const { return m_parts->pageNames.value(page); }

void MainWindow::showPage(int page)
{
    Parts &p = *m_parts;
    p.pages->setCurrentIndex(page);
    p.navigation->setCurrent(page);
    p.index.setAgentsWanted(p.pages->currentWidget() == p.agents);
}

void MainWindow::updateActive()
{
    Parts &p = *m_parts;
    const bool isActive = isVisible() && !isMinimized();
    if (isActive && !p.clock.isActive()) {
        p.clock.start();
        p.index.setActive(true);
        showAge();
    } else if (!isActive && p.clock.isActive()) {
        p.clock.stop(); // a hidden window does not work
        p.index.setActive(false);
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
    QWidget *page = m_parts->pages->currentWidget();
    if (page->focusProxy() && page->focusProxy()->isVisible())
        page->setFocus();
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
    save();
    event->accept();
    emit closed();
}

} // namespace skep::ui
