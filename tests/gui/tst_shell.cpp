// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window around the tasks: what is stale, empty, hidden, restored; agents; names for screen readers.
#include "gui/windowrun.h"
#include "core/causes.h"
#include "ui/shell/metricsstrip.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sparkline.h"
#include "viewmodel/text.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QToolTip>
#include <QTreeView>

using namespace skep;
using namespace skep::test;

namespace {

bool isTextVisible(const QWidget &in, const QString &words)
{
    for (const QLabel *label : in.findChildren<QLabel *>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

} // namespace

class TestShell final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldDataLooksOldUntilNewsCome();
    void lostHubIsSaidAndForgottenWhenItIsBack();
    void fullDiskIsSaid();
    void agentWithoutSandboxIsWarnedOf();
    void lostDeltaBringsASnapshot();
    void emptyPagesSayWhatWillBeThere();
    void figuresAddUp();
    void tipsAreSaidUnderTheMouse();
    void throughputGoesOnInAnotherLanguage();
    void narrowStripLeavesOutWhatHasNoRoom();
    void hiddenWindowDoesNotWork();
    void agentsAreListedAndDrained();
    void agentsTaskIsOneStepAway();
    void themeGeometryAndPageAreRestored();
    void demonstrationIsSaidOnEveryPage();
    void everythingThatTakesFocusHasAName();
    void tabReachesEveryPart();
    void commandsHaveNamesAndDistinctShortcuts();
    void closedIsToldOnce();
    void screenshotsAreNotEmpty();
};

void TestShell::oldDataLooksOldUntilNewsCome()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Running));
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    auto *status = run.window->findChild<ui::StatusLine *>();
    QTRY_VERIFY(!status->isStale());
    QVERIFY(status->ageText().startsWith(QLatin1String("data ")));
    run.steadyMs += 2'500;
    QTRY_VERIFY(status->isStale()); // by the window's own clock: nothing came
    QVERIFY(status->ageText().startsWith(QLatin1String("stale")));
    QTRY_VERIFY(isTextVisible(*run.window, QStringLiteral("No news from the hub.")));
    run.hub.now += 3000;
    run.hub.publish();
    QTRY_VERIFY(!status->isStale());
    QVERIFY(!isTextVisible(*run.window, QStringLiteral("No news from the hub.")));
}

void TestShell::lostHubIsSaidAndForgottenWhenItIsBack()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Running));
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    run.hub.connected = false;
    auto *status = run.window->findChild<ui::StatusLine *>();
    QTRY_VERIFY(status->isStale());
    QVERIFY(status->ageText().startsWith(QLatin1String("not connected")));
    QVERIFY(isTextVisible(*run.window, QStringLiteral("The hub does not answer.")));
    run.hub.connected = true;
    run.hub.publishWhole();
    QTRY_VERIFY(!status->isStale());
    QVERIFY(!isTextVisible(*run.window, QStringLiteral("The hub does not answer.")));
}

void TestShell::agentWithoutSandboxIsWarnedOf()
{
    WindowRun run;
    AgentView agent = makeAgent("nano-01");
    agent.sandbox = "bubblewrap";
    run.hub.put(agent);
    run.open();
    auto *warning = run.window->findChild<QLabel *>(QStringLiteral("unsandboxed"));
    QVERIFY(warning && !warning->isVisible());
    agent.sandbox = "unsandboxed";
    run.hub.put(agent);
    run.hub.publish();
    QTRY_VERIFY(warning->isVisible());
    QVERIFY(warning->text().contains(QLatin1String("without a sandbox")));
    QVERIFY(!warning->toolTip().isEmpty());
    agent.state = AgentState::Gone;
    run.hub.put(agent);
    run.hub.publish();
    QTRY_VERIFY(!warning->isVisible());
}

void TestShell::fullDiskIsSaid()
{
    WindowRun run;
    run.hub.storeOk = false;
    run.open();
    QTRY_VERIFY(isTextVisible(*run.window, QStringLiteral("The disk cannot be written.")));
    run.hub.storeOk = true;
    run.hub.publish();
    QTRY_VERIFY(!isTextVisible(*run.window, QStringLiteral("The disk cannot be written.")));
}

void TestShell::lostDeltaBringsASnapshot()
{
    WindowRun run;
    run.open();
    QTRY_COMPARE(run.hub.consumersSet, 1);
    ++run.hub.seq; // one delta gets lost
    run.hub.put(makeTask(1, TaskState::Queued));
    run.hub.publish();
    QTRY_COMPARE(run.hub.consumersSet, 2);
    QVERIFY(run.waitForRows(Group::Waiting, 1));
}

void TestShell::emptyPagesSayWhatWillBeThere()
{
    WindowRun run;
    run.open();
    QTRY_VERIFY(isTextVisible(run.board(), QStringLiteral("Nothing waits")));
    QVERIFY(isTextVisible(run.board(), QStringLiteral("Nothing needs you")));
    run.window->showPage(QStringLiteral("agents"));
    QTRY_VERIFY(isTextVisible(run.agents(), QStringLiteral("No agent is connected")));
    QVERIFY(isTextVisible(run.agents(), QStringLiteral("skep-nanobot --hub ws://127.0.0.1:6174")));
    run.hub.put(makeAgent("nano-01"));
    run.hub.publish();
    QTRY_VERIFY(run.agents().view().isVisible());
}

void TestShell::figuresAddUp()
{
    WindowRun run;
    TaskId id = 0;
    for (const TaskState state : {TaskState::Queued, TaskState::Blocked, TaskState::Leased, TaskState::Running, TaskState::Checking,
                                  TaskState::Done, TaskState::Done, TaskState::Failed, TaskState::NeedsInput})
        run.hub.put(makeTask(++id, state));
    run.hub.doneToday = 1234;
    run.hub.failedToday = 7;
    run.open();
    auto *metrics = run.window->findChild<ui::MetricsStrip *>();
    QTRY_COMPARE(metrics->figure(0), QStringLiteral("2")); // waiting
    QCOMPARE(metrics->figure(1), QStringLiteral("3"));     // working
    QCOMPARE(metrics->figure(2), text::number(1234));      // done today, not the two that are kept
    QCOMPARE(metrics->tip(2), QStringLiteral("Since midnight. Done in all: 2"));
    QCOMPARE(metrics->figure(3), QStringLiteral("7"));     // failed today
    QCOMPARE(metrics->tip(3), QStringLiteral("Since midnight. Failed in all: 1"));
    QCOMPARE(metrics->figure(5), QStringLiteral("1 min")); // oldest in queue
    QVERIFY(isTextVisible(*metrics, QStringLiteral("oldest in queue"))); // what is held waits too, and is not in it
    QVERIFY(run.waitForRows(Group::Working, 3));
    QVERIFY(run.waitForRows(Group::NeedsYou, 2));
}

void TestShell::tipsAreSaidUnderTheMouse()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Done));
    run.open();
    auto *metrics = run.window->findChild<ui::MetricsStrip *>();
    auto *status = run.window->findChild<ui::StatusLine *>();
    QTRY_VERIFY(!metrics->tip(2).isEmpty() && status->batch() > 0);
    // As the system asks: at the label under the mouse, which hands it on to what it is part of.
    const auto ask = [](QWidget &in, const QString &words) {
        for (QLabel *label : in.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words)) {
                QHelpEvent event(QEvent::ToolTip, label->rect().center(), label->mapToGlobal(label->rect().center()));
                QApplication::sendEvent(label, &event);
                return QToolTip::text();
            }
        return QStringLiteral("no such label");
    };
    QCOMPARE(ask(*metrics, QStringLiteral("done today")), QStringLiteral("Since midnight. Done in all: 1"));
    QCOMPARE(ask(*metrics, QStringLiteral("failed today")), QStringLiteral("Since midnight. Failed in all: 0"));
    QVERIFY(ask(*status, QStringLiteral(" old")).startsWith(QLatin1String("The picture of batch ")));
    QToolTip::hideText();
}

void TestShell::throughputGoesOnInAnotherLanguage()
{
    WindowRun run;
    run.open();
    for (int second = 0; second < 20; ++second) {
        run.hub.now += 1000;
        run.hub.accepted += 3;
        run.hub.publish();
    }
    const auto line = [&run] { return run.window->findChild<ui::Sparkline *>()->values(); };
    QTRY_COMPARE(line(), std::vector<float>(20, 3.0f));
    const auto *before = run.window->findChild<ui::MetricsStrip *>();
    run.window->setLanguage(QStringLiteral("de"));
    QTRY_VERIFY(run.window->findChild<ui::MetricsStrip *>() != before);
    run.hub.now += 1000;
    run.hub.accepted += 3;
    run.hub.publish();
    QTRY_COMPARE(line(), std::vector<float>(21, 3.0f));
    QCOMPARE(run.window->findChild<ui::MetricsStrip *>()->figure(4), QStringLiteral("3,0")); // a second, in German
    QCOMPARE(text::cause(std::string(causes::kHubRestarted)), QStringLiteral("der Hub wurde neu gestartet")); // the hub's own words too
    run.window->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(run.window->findChild<ui::MetricsStrip *>()->figure(4), QStringLiteral("3.0"));
}

void TestShell::narrowStripLeavesOutWhatHasNoRoom()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Queued));
    run.hub.doneToday = 48'310;
    run.hub.failedToday = 1'096;
    run.open();
    run.window->setLanguage(QStringLiteral("de"));
    QTRY_VERIFY(isTextVisible(*run.window, QStringLiteral("heute gescheitert")));
    const auto *strip = run.window->findChild<ui::MetricsStrip *>();
    QTRY_COMPARE(strip->figure(2), QStringLiteral("48.310"));
    const auto *line = strip->findChild<ui::Sparkline *>();
    QVERIFY(line->isVisible());
    for (const int width : {1280, 1100, 1000, 900, 1280}) {
        run.window->resize(width, 640);
        QTRY_COMPARE(strip->width(), width - 159); // beside the navigation and its line
        int right = 0;
        for (const QLabel *label : strip->findChildren<QLabel *>())
            if (label->isVisible())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        for (const QWidget *part : strip->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            if (part->isVisible())
                right = std::max(right, part->geometry().right());
        QVERIFY(right < strip->width());
        QVERIFY(isTextVisible(*strip, QStringLiteral("heute gescheitert")));
        QCOMPARE(line->isVisible(), width == 1280);
    }
    run.window->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY(isTextVisible(*run.window, QStringLiteral("failed today")));
}

void TestShell::hiddenWindowDoesNotWork()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Queued));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    run.window->hide();
    QSignalSpy changes(&run.model(Group::Waiting), &QAbstractItemModel::rowsInserted);
    run.hub.put(makeTask(2, TaskState::Queued));
    run.hub.publish();
    run.window->show();
    QVERIFY(run.waitForRows(Group::Waiting, 2)); // told when it is seen again
    QCOMPARE(changes.size(), 1);
}

void TestShell::agentsAreListedAndDrained()
{
    WindowRun run;
    run.hub.put(makeAgent("nano-10"));
    run.hub.put(makeAgent("nano-2"));
    run.open();
    run.window->showPage(QStringLiteral("agents"));
    QTreeView &view = run.agents().view();
    const QAbstractItemModelTester tester(view.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_COMPARE(view.model()->rowCount(), 2);
    QCOMPARE(view.model()->index(0, 0).data().toString(), QStringLiteral("nano-2"));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(1, 0)).center());
    QPushButton *drain = run.button("agent.drain");
    QCOMPARE(drain->text(), QStringLiteral("Drain nano-10"));
    QTest::mouseClick(drain, Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Drain>()->agent, std::string("nano-10"));
    QVERIFY(run.lastSent<cmd::Drain>()->on);
    run.answer(CommandDone{});
    run.hub.put(makeAgent("nano-10", AgentState::Draining));
    run.hub.publish();
    QTRY_COMPARE(drain->text(), QStringLiteral("Let it work again"));
    run.hub.put(makeAgent("nano-10", AgentState::Gone));
    run.hub.publish();
    QTRY_VERIFY(run.button("agent.forget")->isVisible());
    QTest::mouseClick(run.button("agent.forget"), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Forget>()->agent, std::string("nano-10"));
}

void TestShell::agentsTaskIsOneStepAway()
{
    WindowRun run;
    run.hub.put(makeTask(12, TaskState::Running));
    AgentView agent = makeAgent("nano-01");
    agent.busy = 1;
    agent.lastTask = 12;
    run.hub.put(agent);
    run.open();
    run.window->showPage(QStringLiteral("agents"));
    QTreeView &view = run.agents().view();
    QTRY_COMPARE(view.model()->rowCount(), 1);
    QCOMPARE(view.model()->index(0, 3).data().toString(), QStringLiteral("Task 12"));
    view.setCurrentIndex(view.model()->index(0, 0));
    QTest::keyClick(&view, Qt::Key_Return);
    QTRY_COMPARE(run.inspector().task(), TaskId(12));
    QVERIFY(run.inspector().isVisible());
}

void TestShell::themeGeometryAndPageAreRestored()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("window.ini"));
    {
        WindowRun run;
        run.open(path, {});
        run.window->setTheme(QStringLiteral("dark"));
        run.window->resize(1111, 700);
        run.window->showPage(QStringLiteral("agents"));
        run.window->close();
    }
    WindowRun run;
    ui::WindowOptions options;
    options.settingsPath = path;
    run.window = std::make_unique<ui::MainWindow>(run.hub, options);
    QCOMPARE(run.window->size(), QSize(1111, 700));
    QVERIFY(run.window->palette().color(QPalette::Window).lightness() < 80);
    run.window->show();
    QVERIFY(run.agents().isVisible());
}

void TestShell::demonstrationIsSaidOnEveryPage()
{
    WindowRun run;
    run.open();
    QVERIFY(!isTextVisible(*run.window, QStringLiteral("Demonstration")));
    const QString words = QStringLiteral("26 real worker processes, simulated model replies, all on this computer");
    run.window->setDemonstration(26);
    for (int page = 0; page < run.window->pageCount(); ++page) {
        run.window->showPage(run.window->pageName(page));
        QVERIFY(isTextVisible(*run.window, QStringLiteral("Demonstration")));
        QVERIFY(isTextVisible(*run.window, words));
    }
    run.window->setDemonstration(0);
    QVERIFY(!isTextVisible(*run.window, QStringLiteral("Demonstration")));
}

void TestShell::everythingThatTakesFocusHasAName()
{
    WindowRun run;
    TaskView asks = makeTask(6, TaskState::NeedsInput);
    asks.question = "Which?";
    asks.choices = {"One", "Two"};
    run.hub.put(asks);
    run.hub.put(makeAgent("nano-01"));
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 1));
    run.clickCard(Group::NeedsYou, 0);
    for (int page = 0; page < run.window->pageCount(); ++page) {
        run.window->showPage(run.window->pageName(page));
        for (const QWidget *widget : run.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isNamed = !widget->accessibleName().isEmpty() || (button && button->text().size() > 1);
            QVERIFY2(isNamed, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + widget->objectName()));
        }
    }
}

void TestShell::tabReachesEveryPart()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Running));
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    run.clickCard(Group::Working, 0);
    QTRY_VERIFY(run.button("task.cancel")->isVisible());
    QSet<const QWidget *> seen;
    for (int i = 0; i < 60; ++i) {
        if (run.window->focusWidget())
            seen.insert(run.window->focusWidget());
        QTest::keyClick(run.window->focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(seen.contains(&run.list(Group::Working)));
    QVERIFY(seen.contains(run.button("task.cancel")));
    QVERIFY(seen.contains(run.button("task.new")));
    bool hasSearch = false;
    for (const QWidget *widget : seen)
        hasSearch = hasSearch || widget->accessibleName() == QLatin1String("Search or command");
    QVERIFY(hasSearch);
}

void TestShell::commandsHaveNamesAndDistinctShortcuts()
{
    WindowRun run;
    run.open();
    QSet<QKeySequence> shortcuts;
    int commands = 0;
    for (const QAction *action : run.window->actions()) {
        QVERIFY(!action->text().isEmpty() && !action->objectName().isEmpty());
        ++commands;
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!shortcuts.contains(action->shortcut()), qPrintable(action->objectName()));
        shortcuts.insert(action->shortcut());
    }
    QVERIFY(commands >= 14);
}

void TestShell::closedIsToldOnce()
{
    WindowRun run;
    run.open();
    QSignalSpy closed(run.window.get(), &ui::MainWindow::closed);
    run.window->close();
    QCOMPARE(closed.size(), 1);
}

void TestShell::screenshotsAreNotEmpty()
{
    WindowRun run;
    for (TaskId id = 1; id <= 30; ++id)
        run.hub.put(makeTask(id, static_cast<TaskState>(id % kTaskStateCount)));
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 10));
    for (const QString &theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        run.window->setTheme(theme);
        for (int page = 0; page < run.window->pageCount(); ++page) {
            run.window->showPage(run.window->pageName(page));
            const QImage image = run.window->grab().toImage();
            QSet<QRgb> colours;
            for (int y = 0; y < image.height(); y += 3)
                for (int x = 0; x < image.width(); x += 3)
                    colours.insert(image.pixel(x, y));
            QVERIFY(colours.size() > 20);
            QCOMPARE(image.pixelColor(image.width() / 2, image.height() - 60).lightness() < 128, theme == QLatin1String("dark"));
        }
    }
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
