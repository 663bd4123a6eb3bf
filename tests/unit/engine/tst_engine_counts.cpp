// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginedriver.h"

#include <QTest>

#include <numeric>

using namespace skep;
using namespace skep::test;

namespace {

TaskSpec urgent(Priority priority, std::vector<std::string> required = {})
{
    TaskSpec spec = EngineDriver::task("review", std::move(required));
    spec.priority = priority;
    return spec;
}

using By = std::array<std::int64_t, 4>;

} // namespace

class EngineCountsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queuedTasksAreCountedByPriority();
    void blockedTasksAreNotCountedAsQueued();
    void endsAreCountedWhenTasksComeToThem();
    void durationsAreThoseOfWaitRunAndWhole();
    void anAssignmentOutOfHoldDidNotWaitInTheQueue();
    void aRestartBeginsToCountAnew();
};

void EngineCountsTest::queuedTasksAreCountedByPriority()
{
    EngineDriver d;
    d.join("a", 1);
    const TaskId held = d.submit(); // takes the only slot
    d.submit(urgent(Priority::P0));
    d.submit(urgent(Priority::P1));
    const TaskId moved = d.submit(urgent(Priority::P1));
    TaskSpec due = urgent(Priority::P3); // waits out of its list's order
    due.deadline = d.now + 60'000;
    d.submit(due);
    QCOMPARE(d.engine.counts().queuedBy, (By{1, 2, 0, 1}));
    QVERIFY(d.ask(cmd::SetPriority{{}, moved, Priority::P2}));
    QCOMPARE(d.engine.counts().queuedBy, (By{1, 1, 1, 1}));
    d.start(held);
    d.finish(held); // the most urgent one is leased now: its deadline is near
    const By by = d.engine.counts().queuedBy;
    QCOMPARE(std::accumulate(by.begin(), by.end(), std::int64_t(0)), d.engine.counts().of(TaskState::Queued));
    QCOMPARE(by, (By{1, 1, 1, 0}));
    QCOMPARE(d.engine.checkInvariants(), std::string());
}

void EngineCountsTest::blockedTasksAreNotCountedAsQueued()
{
    EngineDriver d;
    d.join("a", 1);
    d.submit();
    d.submit(urgent(Priority::P1));
    d.submit(urgent(Priority::P1, {"gpu"})); // nobody has that
    QCOMPARE(d.engine.counts().queuedBy, (By{0, 1, 0, 0}));
    QVERIFY(d.ask(cmd::Pause{{}, {}, true}));
    QCOMPARE(d.engine.counts().queuedBy, (By{0, 0, 0, 0}));
    QCOMPARE(d.engine.counts().of(TaskState::Blocked), std::int64_t(2));
}

void EngineCountsTest::endsAreCountedWhenTasksComeToThem()
{
    EngineDriver d;
    d.join("a", 2);
    TaskSpec once = EngineDriver::task();
    once.attemptsMax = 1;
    const TaskId good = d.submit(), bad = d.submit(once);
    d.finish(good);
    d.failWork(bad);
    QCOMPARE(d.engine.counts().tasksDone, std::int64_t(1));
    QCOMPARE(d.engine.counts().tasksFailed, std::int64_t(1));
    QVERIFY(d.ask(cmd::Retry{{}, bad}));
    QCOMPARE(d.engine.counts().of(TaskState::Failed), std::int64_t(0));
    d.failWork(bad);
    QCOMPARE(d.engine.counts().of(TaskState::Failed), std::int64_t(1));
    QCOMPARE(d.engine.counts().tasksFailed, std::int64_t(2));
}

void EngineCountsTest::durationsAreThoseOfWaitRunAndWhole()
{
    EngineDriver d;
    const TaskId id = d.submit();
    d.wait(4'000);
    d.join("a", 1);
    d.start(id);
    d.wait(2'000);
    d.finish(id);
    const Latencies &latencies = d.engine.latencies();
    const auto only = [](const LatencyHistogram &histogram, std::int64_t ms) {
        return histogram.count() == 1 && histogram.bins().size() == LatencyHistogram::binOf(ms) + 1;
    };
    QVERIFY(only(latencies.wait, 4'000));
    QVERIFY(only(latencies.run, 2'000));
    QVERIFY(only(latencies.total, 6'000));

    const TaskId other = d.submit();
    d.failWork(other); // an attempt without a result has no run time; the task waits again after its back-off
    QCOMPARE(latencies.run.count(), std::uint64_t(1));
    QCOMPARE(latencies.wait.count(), std::uint64_t(2));
    QCOMPARE(latencies.total.count(), std::uint64_t(1));
}

void EngineCountsTest::anAssignmentOutOfHoldDidNotWaitInTheQueue()
{
    EngineDriver d;
    d.join("a", 1);
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    d.wait(10'000);
    QVERIFY(d.ask(cmd::Assign{{}, id, {}}));
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.engine.latencies().wait.count(), std::uint64_t(0));
}

void EngineCountsTest::aRestartBeginsToCountAnew()
{
    EngineDriver d;
    d.join("a", 1);
    d.finish(d.submit());
    d.submit(urgent(Priority::P0));
    d.submit(urgent(Priority::P3));
    engine::Engine after;
    after.restore(d.restored());
    QCOMPARE(after.counts().tasksDone, std::int64_t(0));
    QCOMPARE(after.counts().of(TaskState::Done), std::int64_t(1));
    QCOMPARE(after.latencies().total.count(), std::uint64_t(0));
    QCOMPARE(after.checkInvariants(), std::string());
}

QTEST_APPLESS_MAIN(EngineCountsTest)
#include "tst_engine_counts.moc"
