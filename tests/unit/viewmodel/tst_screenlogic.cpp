// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small decisions of the window that need no window: colours of a log, notices, what a search finds.
#include "viewmodel/ansi.h"
#include "viewmodel/decisionmodel.h"
#include "viewmodel/notices.h"
#include "viewmodel/palettemodel.h"
#include "viewmodel/viewindex.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace skep;

namespace {

TaskView makeTask(TaskId id, TaskState state, const std::string &title = {})
{
    TaskView task;
    task.id = id;
    task.state = state;
    task.title = title;
    task.agent = "nano-07";
    task.fence = 1;
    return task;
}

QString plain(const std::vector<AnsiRun> &runs)
{
    QString text;
    for (const AnsiRun &run : runs)
        text += run.text;
    return text;
}

} // namespace

class TestScreenLogic final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coloursOfATerminalBecomeRuns();
    void nothingButWordsReachesTheScreen_data();
    void nothingButWordsReachesTheScreen();
    void questionsAreTold();
    void failuresAreToldOnceAMinute();
    void switchedOffNoticesAreNotTold();
    void whatWasThereBeforeIsNoNews();
    void searchPrefersWhatNeedsAPerson();
    void wholeGroupIsListedInItsOrder();
    void decisionTableSaysWhoWouldGetIt();
};

void TestScreenLogic::coloursOfATerminalBecomeRuns()
{
    const auto runs = ansiRuns(QStringLiteral("ok \x1b[31mbad\x1b[0m and \x1b[1;32mgood\x1b[39m still"));
    QCOMPARE(runs.size(), std::size_t(5));
    QCOMPARE(runs[1], (AnsiRun{QStringLiteral("bad"), AnsiRun::Colour::Red, false}));
    QCOMPARE(runs[2], (AnsiRun{QStringLiteral(" and "), AnsiRun::Colour::None, false}));
    QCOMPARE(runs[3], (AnsiRun{QStringLiteral("good"), AnsiRun::Colour::Green, true}));
    QCOMPARE(runs[4], (AnsiRun{QStringLiteral(" still"), AnsiRun::Colour::None, true}));
}

void TestScreenLogic::nothingButWordsReachesTheScreen_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("shown");
    QTest::newRow("clear screen") << QStringLiteral("a\x1b[2Jb") << QStringLiteral("ab");
    QTest::newRow("cursor") << QStringLiteral("a\x1b[10;20Hb") << QStringLiteral("ab");
    QTest::newRow("title, BEL") << QStringLiteral("a\x1b]0;evil\x07" "b") << QStringLiteral("ab");
    QTest::newRow("title, ST") << QStringLiteral("a\x1b]0;evil\x1b\\b") << QStringLiteral("ab");
    QTest::newRow("link") << QStringLiteral("\x1b]8;;http://x\x07word\x1b]8;;\x07") << QStringLiteral("word");
    QTest::newRow("cut sequence") << QStringLiteral("a\x1b[3") << QStringLiteral("a");
    QTest::newRow("lone escape") << QStringLiteral("a\x1b") << QStringLiteral("a");
    QTest::newRow("full colour") << QStringLiteral("\x1b[38;2;31;32;33mx") << QStringLiteral("x");
    QTest::newRow("controls") << QString(QStringLiteral("a\rb\bc") + QChar(0) + QChar(0x9b) + QStringLiteral("d")) << QStringLiteral("abcd");
    QTest::newRow("tab stays") << QStringLiteral("a\tb") << QStringLiteral("a\tb");
}

void TestScreenLogic::nothingButWordsReachesTheScreen()
{
    QFETCH(const QString, line);
    QFETCH(const QString, shown);
    const auto runs = ansiRuns(line);
    QCOMPARE(plain(runs), shown);
    for (const AnsiRun &run : runs)
        QCOMPARE(run.colour, AnsiRun::Colour::None);
}

void TestScreenLogic::questionsAreTold()
{
    Notices notices;
    TaskView asks = makeTask(4, TaskState::NeedsInput);
    asks.question = "Which?";
    const auto notice = notices.take({makeTask(3, TaskState::Failed), asks}, 1'000);
    QVERIFY(notice);
    QCOMPARE(notice->task, TaskId(4));
    QCOMPARE(notice->text, QStringLiteral("Which?"));
}

void TestScreenLogic::failuresAreToldOnceAMinute()
{
    Notices notices;
    QCOMPARE(notices.take({makeTask(1, TaskState::Failed)}, 1'000)->task, TaskId(1));
    QVERIFY(!notices.take({makeTask(2, TaskState::Failed)}, 20'000));
    QVERIFY(!notices.take({makeTask(3, TaskState::Failed)}, 40'000));
    const auto late = notices.take({makeTask(4, TaskState::Failed)}, 61'000);
    QVERIFY(late);
    QCOMPARE(late->task, TaskId(4));
    QVERIFY2(late->text.contains(u'2'), qPrintable(late->text)); // two were not told
}

void TestScreenLogic::switchedOffNoticesAreNotTold()
{
    Notices notices;
    notices.setWanted(false, false);
    QVERIFY(!notices.take({makeTask(1, TaskState::Failed), makeTask(2, TaskState::NeedsInput)}, 1'000));
}

void TestScreenLogic::whatWasThereBeforeIsNoNews()
{
    ViewIndex index;
    Delta whole;
    whole.whole = true;
    whole.seq = 1;
    whole.tasks = {makeTask(1, TaskState::Failed), makeTask(2, TaskState::Running)};
    index.apply(std::move(whole));
    QVERIFY(index.takePage().needsFresh.empty());
    Delta next;
    next.seq = 2;
    next.tasks = {makeTask(1, TaskState::Failed), makeTask(2, TaskState::NeedsInput)};
    index.apply(std::move(next));
    const Page page = index.takePage();
    QCOMPARE(page.needsFresh.size(), std::size_t(1));
    QCOMPARE(page.needsFresh[0].id, TaskId(2));
}

void TestScreenLogic::searchPrefersWhatNeedsAPerson()
{
    ViewIndex index;
    Delta whole;
    whole.whole = true;
    whole.seq = 1;
    for (TaskId id = 1; id <= 50; ++id)
        whole.tasks.push_back(makeTask(id, id == 40 ? TaskState::NeedsInput : id == 30 ? TaskState::Running : TaskState::Done, "Review cart"));
    whole.tasks.push_back(makeTask(99, TaskState::Queued, "Other"));
    AgentView agent;
    agent.name = "cart-keeper";
    whole.agents = {agent};
    index.apply(std::move(whole));
    const Found found = index.find(QStringLiteral("CART"), 5);
    QCOMPARE(found.tasksAll, std::size_t(50));
    QCOMPARE(found.tasks.size(), std::size_t(5));
    QCOMPARE(found.tasks[0].id, TaskId(40));
    QCOMPARE(found.tasks[1].id, TaskId(30));
    QCOMPARE(found.agents, std::vector<std::string>{"cart-keeper"});
    QVERIFY(index.find(QStringLiteral("  "), 5).tasks.empty());
    QCOMPARE(index.find(QStringLiteral("99"), 5).tasks[0].id, TaskId(99)); // by its number

    PaletteModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show({{PaletteModel::Kind::Command, QStringLiteral("Cart command"), {}, QStringLiteral("x")}}, found);
    QCOMPARE(model.rowCount(), 8); // the command that begins so, five tasks, "all", the agent
    QCOMPARE(model.at(0).kind, PaletteModel::Kind::Command);
    model.show({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestScreenLogic::wholeGroupIsListedInItsOrder()
{
    ViewIndex index;
    Delta whole;
    whole.whole = true;
    whole.seq = 1;
    for (TaskId id = 1; id <= 2000; ++id)
        whole.tasks.push_back(makeTask(id, TaskState::Queued, id % 2 ? "odd" : "even"));
    index.apply(std::move(whole));
    QCOMPARE(index.idsOf(Group::Waiting, 10'000).size(), std::size_t(2000));
    QCOMPARE(index.idsOf(Group::Waiting, 10).back(), TaskId(10));
    index.setFilter(QStringLiteral("odd"));
    QCOMPARE(index.idsOf(Group::Waiting, 10'000).size(), std::size_t(1000));
    QCOMPARE(index.viewsOf({7, 5000, 8}).size(), std::size_t(2)); // one is not there
}

void TestScreenLogic::decisionTableSaysWhoWouldGetIt()
{
    DecisionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Explanation why;
    why.candidates.resize(3);
    why.candidates[0].agent = "nano-01";
    why.candidates[0].load = 1000;
    why.candidates[1].agent = "nano-02";
    why.candidates[2].agent = "nano-03";
    model.show(why);
    QCOMPARE(model.rowCount(), 3);
    const auto says = [&model](int row) { return model.index(row, DecisionModel::SaysColumn).data().toString(); };
    QCOMPARE(says(0), QStringLiteral("has no free slot"));
    QCOMPARE(says(1), QStringLiteral("would get it now"));
    QVERIFY(says(2) != says(1));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestScreenLogic)
#include "tst_screenlogic.moc"
