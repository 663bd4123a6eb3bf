// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/boardmodel.h"
#include "viewmodel/indexthread.h"
#include "viewmodel/rankedkeys.h"
#include "viewmodel/viewindex.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace skep;

namespace {

TaskView task(TaskId id, TaskState state, Priority priority = Priority::P2, TimeMs updated = 1000)
{
    TaskView view;
    view.id = id;
    view.state = state;
    view.priority = priority;
    view.title = "Task " + std::to_string(id);
    view.updated = updated;
    return view;
}

Delta whole(std::vector<TaskView> tasks, std::uint64_t seq = 1)
{
    Delta delta;
    delta.seq = seq;
    delta.whole = true;
    delta.tasks = std::move(tasks);
    return delta;
}

Delta change(std::uint64_t seq, std::vector<TaskView> tasks, std::vector<TaskId> gone = {})
{
    Delta delta;
    delta.seq = seq;
    delta.tasks = std::move(tasks);
    delta.tasksGone = std::move(gone);
    return delta;
}

/// The board as a window holds it: four models under the tester, fed by pages.
struct Board
{
    std::array<BoardModel, kGroupCount> models;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;

    Board()
    {
        for (BoardModel &model : models)
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                &model, QAbstractItemModelTester::FailureReportingMode::Fatal));
    }
    void apply(const Page &page)
    {
        for (std::size_t g = 0; g < kGroupCount; ++g)
            models[g].apply(page.groups[g]);
    }
    BoardModel &of(Group group) { return models[static_cast<std::size_t>(group)]; }
    std::vector<TaskId> ids(Group group)
    {
        std::vector<TaskId> ids;
        for (int row = 0; row < of(group).rowCount(); ++row)
            ids.push_back(of(group).at(row) ? of(group).at(row)->id : 0);
        return ids;
    }
};

using Ids = std::vector<TaskId>;

} // namespace

class TestViewIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksAgreeWithASortedVector();
    void ranksGiveRoomBack();
    void groupsAndOrdersTasks();
    void taskMovesBetweenGroupsWithExactSignals();
    void acknowledgedFailureLeavesNeedsYou();
    void randomHistoriesKeepModelAndTruthEqual_data();
    void randomHistoriesKeepModelAndTruthEqual();
    void selectionFollowsItsTaskThroughChangesAbove();
    void manyChangesBecomeOneReset();
    void changeOffTheScreenTellsNothing();
    void rowsOutsideTheWindowAreNotLoaded();
    void filterKeepsMatchesOnly_data();
    void filterKeepsMatchesOnly();
    void searchSaysTheSameWithAndWithoutTheFilter();
    void typingOnShowsWhatTheWholeWordShows();
    void filteredTaskAppearsWhenItBeginsToMatch();
    void focusIsToldOffTheScreenToo();
    void goneFocusIsSaid();
    void lostDeltaAsksForASnapshot();
    void snapshotForgetsWhatItDoesNotName();
    void agentsAreToldOnlyWhileWanted();
    void throughputIsAMeanOfTenSeconds();
    void throughputGoesOnOverASnapshotUnlessTheHubStartedAnew();
    void threadBringsPagesAndWaitsForTheWindow();
    void hiddenWindowGetsNoPages();
    void fullInboxAsksForASnapshot();
};

void TestViewIndex::ranksAgreeWithASortedVector()
{
    std::mt19937 random(7);
    RankedKeys keys;
    std::vector<OrderKey> truth;
    for (int step = 0; step < 20'000; ++step) {
        const OrderKey key{static_cast<std::int64_t>(random() % 50), random() % 4000};
        const auto at = std::lower_bound(truth.begin(), truth.end(), key);
        const auto row = static_cast<std::size_t>(at - truth.begin());
        QCOMPARE(keys.rank(key), row);
        if (at != truth.end() && *at == key) {
            QCOMPARE(keys.erase(key), row);
            truth.erase(at);
        } else {
            QCOMPARE(keys.insert(key), row);
            truth.insert(at, key);
        }
        QCOMPARE(keys.size(), truth.size());
        if (step % 500 == 0) {
            const std::size_t first = truth.empty() ? 0 : random() % truth.size();
            const std::size_t count = std::min<std::size_t>(600, truth.size() - first);
            const auto begin = truth.begin() + static_cast<std::ptrdiff_t>(first);
            const std::vector<OrderKey> expected(begin, begin + static_cast<std::ptrdiff_t>(count));
            QVERIFY(keys.slice(first, 600) == expected);
        }
    }
    QVERIFY(truth.size() > 1000); // several chunks
    QVERIFY(keys.slice(truth.size(), 5).empty());
}

// Tasks come at one end and go in the middle for months: what is left must not keep the room of what has gone.
void TestViewIndex::ranksGiveRoomBack()
{
    std::mt19937 random(8);
    RankedKeys keys;
    std::vector<OrderKey> truth;
    for (TaskId id = 1; id <= 50'000; ++id)
        truth.push_back({0, id});
    keys.assign(truth);
    std::shuffle(truth.begin(), truth.end(), random);
    for (; truth.size() > 500; truth.pop_back())
        (void)keys.erase(truth.back());
    std::sort(truth.begin(), truth.end());
    QVERIFY(keys.slice(0, truth.size() + 1) == truth);
    QVERIFY2(keys.chunkCount() <= 8, qPrintable(QString::number(keys.chunkCount()))); // 131 were there
}

void TestViewIndex::groupsAndOrdersTasks()
{
    ViewIndex index;
    Board board;
    index.apply(whole({task(1, TaskState::Queued), task(2, TaskState::Blocked, Priority::P0), task(3, TaskState::Queued, Priority::P0),
                       task(4, TaskState::NeedsInput, Priority::P2, 50), task(5, TaskState::Failed, Priority::P2, 20),
                       task(6, TaskState::Running), task(7, TaskState::Leased, Priority::P1), task(8, TaskState::Checking),
                       task(9, TaskState::Done, Priority::P0, 10), task(10, TaskState::Cancelled, Priority::P3, 30)}));
    board.apply(index.takePage());
    QCOMPARE(board.ids(Group::Waiting), (Ids{2, 3, 1}));
    QCOMPARE(board.ids(Group::NeedsYou), (Ids{5, 4})); // what waits longest first
    QCOMPARE(board.ids(Group::Working), (Ids{7, 6, 8}));
    QCOMPARE(board.ids(Group::Finished), (Ids{10, 9})); // newest first
}

void TestViewIndex::taskMovesBetweenGroupsWithExactSignals()
{
    ViewIndex index;
    Board board;
    index.apply(whole({task(1, TaskState::Queued), task(2, TaskState::Queued), task(3, TaskState::Queued)}));
    board.apply(index.takePage());
    QSignalSpy removed(&board.of(Group::Waiting), &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&board.of(Group::Working), &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&board.of(Group::Waiting), &QAbstractItemModel::modelReset);
    index.apply(change(2, {task(2, TaskState::Running)}));
    board.apply(index.takePage());
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed[0][1].toInt(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(board.ids(Group::Waiting), (Ids{1, 3}));
    QCOMPARE(board.ids(Group::Working), (Ids{2}));
}

void TestViewIndex::acknowledgedFailureLeavesNeedsYou()
{
    ViewIndex index;
    Board board;
    index.apply(whole({task(1, TaskState::Failed)}));
    board.apply(index.takePage());
    QCOMPARE(board.ids(Group::NeedsYou), (Ids{1}));
    TaskView seen = task(1, TaskState::Failed);
    seen.acknowledged = true;
    index.apply(change(2, {seen}));
    board.apply(index.takePage());
    QVERIFY(board.ids(Group::NeedsYou).empty());
    QCOMPARE(board.ids(Group::Finished), (Ids{1}));
}

void TestViewIndex::randomHistoriesKeepModelAndTruthEqual_data()
{
    QTest::addColumn<int>("perPage");
    QTest::newRow("few changes a page") << 7;
    QTest::newRow("many changes a page") << 90;
    QTest::newRow("so many that pages reset") << 1500;
}

void TestViewIndex::randomHistoriesKeepModelAndTruthEqual()
{
    QFETCH(int, perPage);
    std::mt19937 random(11);
    ViewIndex index;
    Board board;
    for (std::size_t g = 0; g < kGroupCount; ++g)
        index.setRange(static_cast<Group>(g), 0, 100'000); // everything loaded, so that everything can be compared
    std::map<TaskId, TaskView> truth;
    std::uint64_t seq = 1;
    index.apply(whole({}, seq));
    for (int round = 0; round < 60; ++round) {
        Delta delta = change(++seq, {});
        for (int i = 0; i < perPage; ++i) {
            const TaskId id = 1 + random() % 900;
            if (random() % 9 == 0) {
                truth.erase(id);
                delta.tasksGone.push_back(id);
                // What is named in one delta is either changed or gone.
                std::erase_if(delta.tasks, [id](const TaskView &v) { return v.id == id; });
                continue;
            }
            std::erase(delta.tasksGone, id);
            const TaskView view = task(id, static_cast<TaskState>(random() % kTaskStateCount),
                                       static_cast<Priority>(random() % 4), static_cast<TimeMs>(random() % 5000));
            truth[id] = view;
            delta.tasks.push_back(view);
        }
        index.apply(std::move(delta));
        if (random() % 3 == 0)
            continue; // a late window takes two steps at once
        board.apply(index.takePage());
        std::array<Ids, kGroupCount> expected;
        std::vector<const TaskView *> sorted;
        for (const auto &[id, view] : truth)
            expected[static_cast<std::size_t>(groupOf(view))].push_back(id);
        for (std::size_t g = 0; g < kGroupCount; ++g) {
            Ids shown = board.ids(static_cast<Group>(g));
            for (int row = 0; row < static_cast<int>(shown.size()); ++row)
                QVERIFY(*board.models[g].at(row) == truth.at(shown[static_cast<std::size_t>(row)]));
            std::sort(shown.begin(), shown.end());
            QCOMPARE(shown, expected[g]);
        }
    }
    QCOMPARE(index.taskCount(), truth.size());
}

void TestViewIndex::selectionFollowsItsTaskThroughChangesAbove()
{
    ViewIndex index;
    Board board;
    std::vector<TaskView> tasks;
    for (TaskId id = 10; id < 200; ++id)
        tasks.push_back(task(id, TaskState::Queued));
    index.apply(whole(tasks));
    index.setRange(Group::Waiting, 80, 20);
    board.apply(index.takePage());
    const int row = board.of(Group::Waiting).rowOf(95);
    QVERIFY(row >= 0);
    const QPersistentModelIndex selected(board.of(Group::Waiting).index(row));
    // Above: three leave (far off the window), two come.
    index.apply(change(2, {task(10, TaskState::Running), task(12, TaskState::Running), task(11, TaskState::Running),
                           task(1, TaskState::Queued), task(2, TaskState::Queued, Priority::P0)}));
    board.apply(index.takePage());
    QCOMPARE(selected.row(), row - 1);
    QCOMPARE(board.of(Group::Waiting).at(selected.row())->id, TaskId(95));
}

void TestViewIndex::manyChangesBecomeOneReset()
{
    ViewIndex index;
    Board board;
    std::vector<TaskView> old; // between which the new ones stand, so that they make no runs
    for (TaskId id = 5000; id < 6000; ++id)
        old.push_back(task(id, TaskState::Done, Priority::P2, static_cast<TimeMs>(id - 5000) * 100));
    index.apply(whole(old));
    board.apply(index.takePage());
    QSignalSpy reset(&board.of(Group::Finished), &QAbstractItemModel::modelReset);
    Delta delta = change(2, {});
    std::mt19937 random(3);
    for (TaskId id = 1; id < 2000; ++id)
        delta.tasks.push_back(task(id, TaskState::Done, Priority::P2, static_cast<TimeMs>(random() % 100'000)));
    index.apply(std::move(delta));
    const Page page = index.takePage();
    QVERIFY(page.groups[static_cast<std::size_t>(Group::Finished)].reset);
    QVERIFY(page.groups[static_cast<std::size_t>(Group::Finished)].changes.empty());
    board.apply(page);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(board.of(Group::Finished).rowCount(), 2999);
}

void TestViewIndex::changeOffTheScreenTellsNothing()
{
    ViewIndex index;
    std::vector<TaskView> tasks;
    for (TaskId id = 1; id <= 500; ++id)
        tasks.push_back(task(id, TaskState::Running));
    index.apply(whole(tasks));
    index.setRange(Group::Working, 0, 10);
    (void)index.takePage();
    TaskView far = task(400, TaskState::Running);
    far.note = "checked 3 of 9";
    index.apply(change(2, {far}));
    QVERIFY(!index.takePage().groups[static_cast<std::size_t>(Group::Working)].changed);
    TaskView near = task(4, TaskState::Running);
    near.note = "checked 3 of 9";
    index.apply(change(3, {near}));
    const Page page = index.takePage();
    QVERIFY(page.groups[static_cast<std::size_t>(Group::Working)].changed);
    QVERIFY(page.groups[static_cast<std::size_t>(Group::Working)].changes.empty());
}

void TestViewIndex::rowsOutsideTheWindowAreNotLoaded()
{
    ViewIndex index;
    Board board;
    std::vector<TaskView> tasks;
    for (TaskId id = 1; id <= 1000; ++id)
        tasks.push_back(task(id, TaskState::Queued));
    index.setRange(Group::Waiting, 100, 30);
    index.apply(whole(tasks));
    board.apply(index.takePage());
    BoardModel &model = board.of(Group::Waiting);
    QCOMPARE(model.rowCount(), 1000);
    QVERIFY(!model.at(99));
    QCOMPARE(model.at(100)->id, TaskId(101));
    QVERIFY(!model.at(130));
    QCOMPARE(model.index(500).data(BoardModel::LoadedRole).toBool(), false);
    QVERIFY(!model.index(500).data().toString().isEmpty());
}

void TestViewIndex::filterKeepsMatchesOnly_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<Ids>("expected");
    QTest::newRow("empty shows all") << QString() << Ids{1, 2, 3, 4};
    QTest::newRow("title, any case") << QStringLiteral("REVIEW") << Ids{1, 3};
    QTest::newRow("all words must occur") << QStringLiteral("review cart") << Ids{1};
    QTest::newRow("words of different fields") << QStringLiteral("nano-07 shop") << Ids{3};
    QTest::newRow("number") << QStringLiteral("4") << Ids{4};
    QTest::newRow("beyond ASCII, any case") << QStringLiteral("ÜBERPRÜFUNG") << Ids{4};
    QTest::newRow("nothing") << QStringLiteral("zebra") << Ids{};
}

void TestViewIndex::filterKeepsMatchesOnly()
{
    QFETCH(QString, words);
    QFETCH(Ids, expected);
    ViewIndex index;
    Board board;
    TaskView review = task(1, TaskState::Queued);
    review.title = "Review src/cart.js";
    TaskView document = task(2, TaskState::Queued);
    document.title = "Document src/cart.js";
    TaskView agent = task(3, TaskState::Queued);
    agent.title = "Review src/http.js";
    agent.agent = "nano-07";
    agent.project = "Shop";
    TaskView german = task(4, TaskState::Queued);
    german.title = "Die überprüfung";
    index.apply(whole({review, document, agent, german}));
    board.apply(index.takePage());
    index.setFilter(words);
    QVERIFY(words.isEmpty() || index.isDirty());
    const Page page = index.takePage();
    QCOMPARE(page.groups[0].all, 4);
    board.apply(page);
    QCOMPARE(board.ids(Group::Waiting), expected);
}

void TestViewIndex::searchSaysTheSameWithAndWithoutTheFilter()
{
    ViewIndex index;
    std::vector<TaskView> tasks;
    constexpr std::array kStates{TaskState::Queued, TaskState::Running, TaskState::NeedsInput, TaskState::Done};
    for (TaskId id = 1; id <= 200; ++id) {
        tasks.push_back(task(id, kStates[id % kStates.size()]));
        tasks.back().title = id % 3 == 0 ? "Review the cart" : "Document the queue";
    }
    index.apply(whole(tasks));
    const Found plain = index.find(QStringLiteral("review"), 20);
    QCOMPARE(plain.tasksAll, std::size_t(66));
    QCOMPARE(plain.tasks.size(), std::size_t(20));
    index.setFilter(QStringLiteral("review"));
    const Found filtered = index.find(QStringLiteral("Review"), 20);
    QCOMPARE(filtered.tasksAll, plain.tasksAll);
    QVERIFY(filtered.tasks == plain.tasks);
    QCOMPARE(index.find(QStringLiteral("document"), 20).tasksAll, std::size_t(134)); // other words than the board's
}

// Letter by letter, with changes in between, letters taken back and a word replaced, against an index that is asked anew.
void TestViewIndex::typingOnShowsWhatTheWholeWordShows()
{
    std::mt19937 random(21);
    constexpr std::array kStates{TaskState::Queued, TaskState::Running, TaskState::NeedsInput, TaskState::Done};
    constexpr std::array kTitles{"Review the cart", "Revise the queue", "Document the cart", "Reverse"};
    std::vector<TaskView> tasks;
    for (TaskId id = 1; id <= 400; ++id) {
        tasks.push_back(task(id, kStates[random() % kStates.size()]));
        tasks.back().title = kTitles[random() % kTitles.size()];
    }
    ViewIndex index;
    index.apply(whole(tasks));
    std::uint64_t seq = 1;
    for (const char *text : {"r", "re", "rev", "revi", "rev", "revi", "revie", "revie c", "revie", "ca", "cart", "", "cart rev"}) {
        index.setFilter(QString::fromLatin1(text));
        ViewIndex anew;
        anew.apply(whole(tasks));
        anew.setFilter(QString::fromLatin1(text));
        for (const Group group : {Group::NeedsYou, Group::Working, Group::Waiting, Group::Finished})
            QVERIFY2(index.idsOf(group, 1'000) == anew.idsOf(group, 1'000), text);
        TaskView &changed = tasks[random() % tasks.size()];
        changed.state = kStates[random() % kStates.size()];
        changed.title = kTitles[random() % kTitles.size()];
        index.apply(change(++seq, {changed}));
    }
}

void TestViewIndex::filteredTaskAppearsWhenItBeginsToMatch()
{
    ViewIndex index;
    Board board;
    index.setFilter(QStringLiteral("nano-07"));
    index.apply(whole({task(1, TaskState::Running), task(2, TaskState::Running)}));
    board.apply(index.takePage());
    QVERIFY(board.ids(Group::Working).empty());
    TaskView taken = task(2, TaskState::Running);
    taken.agent = "nano-07";
    index.apply(change(2, {taken}));
    board.apply(index.takePage());
    QCOMPARE(board.ids(Group::Working), (Ids{2}));
    taken.agent = "nano-08";
    index.apply(change(3, {taken}));
    board.apply(index.takePage());
    QVERIFY(board.ids(Group::Working).empty());
}

void TestViewIndex::focusIsToldOffTheScreenToo()
{
    ViewIndex index;
    std::vector<TaskView> tasks;
    for (TaskId id = 1; id <= 300; ++id)
        tasks.push_back(task(id, TaskState::Queued));
    index.apply(whole(tasks));
    (void)index.takePage();
    index.setFocus(250);
    Page page = index.takePage();
    QCOMPARE(page.focusRow, 249);
    QVERIFY(page.focusView.has_value());
    index.apply(change(2, {task(7, TaskState::Running)}));
    page = index.takePage();
    QVERIFY(!page.focusView.has_value()); // nothing new about it ...
    QCOMPARE(page.focusRow, 248);         // ... but it moved
    index.apply(change(3, {task(250, TaskState::Running)}));
    page = index.takePage();
    QCOMPARE(page.focusView->state, TaskState::Running);
    QCOMPARE(page.focusGroup, Group::Working);
}

void TestViewIndex::goneFocusIsSaid()
{
    ViewIndex index;
    index.apply(whole({task(1, TaskState::Done)}));
    index.setFocus(1);
    (void)index.takePage();
    index.apply(change(2, {}, {1}));
    QVERIFY(index.takePage().focusGone);
}

void TestViewIndex::lostDeltaAsksForASnapshot()
{
    ViewIndex index;
    index.apply(whole({task(1, TaskState::Queued)}));
    index.apply(change(3, {task(2, TaskState::Queued)}));
    QVERIFY(index.needsSnapshot());
    QCOMPARE(index.taskCount(), std::size_t(1));
    index.apply(change(4, {task(3, TaskState::Queued)}));
    QCOMPARE(index.taskCount(), std::size_t(1)); // nothing is built on a hole
    index.apply(whole({task(1, TaskState::Queued), task(2, TaskState::Queued)}, 9));
    QVERIFY(!index.needsSnapshot());
    index.apply(change(10, {task(3, TaskState::Queued)}));
    QCOMPARE(index.taskCount(), std::size_t(3));
}

void TestViewIndex::snapshotForgetsWhatItDoesNotName()
{
    ViewIndex index;
    Board board;
    index.apply(whole({task(1, TaskState::Queued), task(2, TaskState::Queued)}));
    board.apply(index.takePage());
    index.apply(whole({task(2, TaskState::Running)}, 5));
    const Page page = index.takePage();
    QVERIFY(page.first);
    board.apply(page);
    QVERIFY(board.ids(Group::Waiting).empty());
    QCOMPARE(board.ids(Group::Working), (Ids{2}));
}

void TestViewIndex::agentsAreToldOnlyWhileWanted()
{
    ViewIndex index;
    Delta delta = whole({task(7, TaskState::Running)});
    AgentView agent;
    agent.name = "nano-1";
    agent.busy = 1;
    agent.lastTask = 7;
    delta.agents = {agent};
    index.apply(std::move(delta));
    QVERIFY(index.takePage().agents.empty());
    index.setAgentsWanted(true);
    Page page = index.takePage();
    QVERIFY(page.agentsReset);
    QCOMPARE(page.agents.size(), std::size_t(1));
    QCOMPARE(page.agents[0].taskTitle, std::string("Task 7"));
    delta = change(2, {});
    agent.busy = 0;
    delta.agents = {agent};
    index.apply(std::move(delta));
    page = index.takePage();
    QVERIFY(!page.agentsReset);
    QVERIFY(page.agents[0].taskTitle.empty());
    delta = change(3, {});
    delta.agentsGone = {"nano-1"};
    index.apply(std::move(delta));
    QCOMPARE(index.takePage().agentsGone, std::vector<std::string>{"nano-1"});
}

void TestViewIndex::throughputIsAMeanOfTenSeconds()
{
    ViewIndex index;
    index.apply(whole({}));
    for (int second = 1; second <= 100; ++second) {
        Delta delta = change(static_cast<std::uint64_t>(second) + 1, {});
        delta.now = second * 1000;
        delta.counts.accepted = second * 3;
        index.apply(std::move(delta));
    }
    const Page page = index.takePage();
    QCOMPARE(page.throughput.perSecond, 3.0);
    QCOMPARE(page.throughput.history.size(), std::size_t(60)); // bounded
    QCOMPARE(page.throughput.history.back(), 3.0f);
}

void TestViewIndex::throughputGoesOnOverASnapshotUnlessTheHubStartedAnew()
{
    const auto told = [](ViewIndex &index, TimeMs now, std::int64_t accepted) {
        Delta delta = whole({});
        delta.now = now;
        delta.counts.accepted = accepted;
        index.apply(std::move(delta));
        return index.takePage().throughput;
    };
    ViewIndex index;
    told(index, 1000, 10);
    told(index, 2000, 14);
    const Throughput past = told(index, 3000, 18);
    QCOMPARE(past.history, (std::vector<float>{4, 4}));
    ViewIndex next; // of a window made anew
    next.continueFrom(past);
    QCOMPARE(told(next, 4000, 22).history, (std::vector<float>{4, 4, 4}));
    QCOMPARE(told(next, 5000, 0).history, std::vector<float>{}); // the hub counts from zero
    QCOMPARE(told(next, 6000, 5).perSecond, 5.0);
    QCOMPARE(told(next, 66'001, 900).history, std::vector<float>{}); // silent for too long
}

void TestViewIndex::threadBringsPagesAndWaitsForTheWindow()
{
    IndexThread thread;
    std::vector<Page> pages;
    connect(&thread, &IndexThread::pageArrived, this, [&](const Page &page) { pages.push_back(page); });
    const auto push = thread.consumer();
    push(whole({task(1, TaskState::Queued)}));
    QTRY_COMPARE(pages.size(), std::size_t(1));
    QVERIFY(pages[0].first);
    for (std::uint64_t seq = 2; seq <= 50; ++seq)
        push(change(seq, {task(seq, TaskState::Queued)}));
    QTRY_VERIFY(!pages.empty() && pages.back().groups[0].total == 50);
    QVERIFY(pages.size() < 50); // steps were merged
}

void TestViewIndex::hiddenWindowGetsNoPages()
{
    IndexThread thread;
    int pages = 0;
    int total = 0;
    connect(&thread, &IndexThread::pageArrived, this, [&](const Page &page) {
        ++pages;
        total = page.groups[0].total;
    });
    const auto push = thread.consumer();
    push(whole({task(1, TaskState::Queued)}));
    QTRY_COMPARE(pages, 1);
    thread.setPace(IndexThread::Pace::Stopped);
    push(change(2, {task(2, TaskState::Queued)}));
    thread.setPace(IndexThread::Pace::Live); // told in order: the change came while hidden
    QTRY_COMPARE(total, 2);
    QCOMPARE(pages, 2);
}

void TestViewIndex::fullInboxAsksForASnapshot()
{
    auto thread = std::make_unique<IndexThread>();
    QSignalSpy needed(thread.get(), &IndexThread::snapshotNeeded);
    const auto push = thread->consumer();
    push(whole({}));
    push(change(5, {}));
    push(change(6, {}));
    QTRY_COMPARE(needed.size(), 1); // asked once
    thread.reset();
    push(change(7, {})); // a late word to an index that is gone is harmless
}

QTEST_GUILESS_MAIN(TestViewIndex)
#include "tst_viewindex.moc"
