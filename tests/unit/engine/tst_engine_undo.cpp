// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Assignments that are taken back: the task must be what it was.
#include "enginedriver.h"

#include <QTest>

using namespace skep;
using test::EngineDriver;

class EngineUndoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoRestoresExactly_data();
    void undoRestoresExactly();
    void undoAfterARestartRestoresExactly_data() { undoRestoresExactly_data(); }
    void undoAfterARestartRestoresExactly();
    void undoneAgentKeepsItsSlotUntilItLetsGo();
    void lateWordsUnderAnUndoneFenceAreRefused();
    void lateResultIsNeverTakenForTheAttemptBefore();
    void startedWorkIsNotUndone();
    void undoNamesWhatIsWrong();
    void automaticTaskGoesToAnotherAgent();
    void automaticTaskGoesBackWhenNobodyElseIsFree();
    void leaseThatNeverRunsOutIsUndone();
    void reservationIsTakenBack();
    void reservationIsTakenBackWhenItHasBecomeALease();
    void undoneBackoffEndsOnTime();
    void engineLeasesOfAnEarlierRunAreNotUndone();
};

namespace {

// A task that waits in the way `prior` says, with an agent "ann" that could take it now.
TaskId waiting(EngineDriver &d, const QString &prior)
{
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 5;
    if (prior == QLatin1String("queued")) { // automatic, and yet not started
        (void)d.ask(cmd::Pause{{}, {}, true});
        d.join("ann", 2);
        d.submit(spec);
        const TaskId id = d.submit(spec);
        d.submit(spec);
        return id;
    }
    if (prior == QLatin1String("claimed")) {
        spec.origin = Origin::Orchestrator;
        d.join("ann", 2);
        return d.submit(spec);
    }
    if (prior == QLatin1String("held")) {
        spec.start = StartPolicy::Held;
        d.join("ann", 2);
        return d.submit(spec);
    }
    if (prior == QLatin1String("reserved")) { // for another one, with a wait of its own before
        spec.start = StartPolicy::Held;
        d.join("carl");
        d.submit(EngineDriver::task());
        const TaskId id = d.submit(spec);
        d.now += 50;
        (void)d.ask(cmd::Assign{{}, id, "carl", 0, true});
        d.join("ann", 2);
        return id;
    }
    // Two attempts of somebody else failed, one of them simulated and judged.
    const LinkId bob = d.join("bob");
    const TaskId id = d.submit(spec);
    d.failWork(id, "broken");
    d.wait(3'000);
    d.turn({cmd::Started{d.lease(id), true}});
    d.finish(id, "bad");
    if (prior == QLatin1String("failed and held"))
        (void)d.ask(cmd::Hold{{}, id, true});
    d.turn({cmd::Leave{bob, true}});
    d.join("ann", 2);
    return id; // else backs off
}

TaskRow withFence(TaskRow row, Fence fence)
{
    row.fence = fence;
    return row;
}

} // namespace

void EngineUndoTest::undoRestoresExactly_data()
{
    QTest::addColumn<QString>("prior");
    for (const char *prior : {"queued", "claimed", "held", "reserved", "backs off", "failed and held"})
        QTest::newRow(prior) << QString::fromLatin1(prior);
}

void EngineUndoTest::undoRestoresExactly()
{
    QFETCH(QString, prior);
    EngineDriver d;
    const TaskId id = waiting(d, prior);
    const TaskRow before = d.row(id);
    const TaskView shown = d.view(id);
    const std::int64_t ahead = d.engine.explain(id).ahead;
    QVERIFY(before.state == TaskState::Queued || before.state == TaskState::Blocked);
    QCOMPARE(before.score, prior.contains(QLatin1String("held")) && prior != QLatin1String("held") ? 10 : before.score);
    for (int round = 0; round < 2; ++round) {
        const out::Reply given = d.reply(cmd::Assign{{}, id, "ann"});
        QVERIFY(given.result);
        QCOMPARE(d.state(id), TaskState::Leased);
        QVERIFY(d.row(id).assigned);
        d.now += 300;
        d.clear();
        const out::Reply undone = d.reply(cmd::Unassign{{}, id, given.fence});
        QVERIFY(undone.result);
        QCOMPARE(undone.agent, std::string("ann"));
        const TaskRow after = d.row(id);
        QVERIFY(after.fence > given.fence); // fences never fall
        QVERIFY(withFence(after, before.fence) == before);
        TaskView is = d.view(id);
        is.fence = shown.fence;
        if (is.wait == WaitReason::Backoff)
            is.waitCount = shown.waitCount; // time has passed
        QVERIFY(is == shown);
        QCOMPARE(d.engine.explain(id).ahead, ahead);
        QCOMPARE(d.events<ev::Unassigned>().size(), std::size_t(1));
        QCOMPARE(d.events<ev::AttemptEnded>().size(), std::size_t(0));
        QCOMPARE(d.outputs<out::SendCancel>().size(), std::size_t(1));
        QCOMPARE(d.outputs<out::SendCancel>()[0].fence, given.fence);
    }
}

void EngineUndoTest::undoAfterARestartRestoresExactly()
{
    QFETCH(QString, prior);
    EngineDriver d;
    const TaskId id = waiting(d, prior);
    const TaskRow before = d.row(id);
    const out::Reply given = d.reply(cmd::Assign{{}, id, "ann"});
    QVERIFY(given.result);
    Restored restored = d.restored();
    restored.pausedProjects = {""};
    EngineDriver e;
    e.now = d.now + 500;
    e.engine.restore(std::move(restored));
    e.turn();
    QVERIFY(e.reply(cmd::Unassign{{}, id, given.fence}).result);
    QVERIFY(withFence(e.row(id), before.fence) == before);
    // The agent knows nothing of it.
    e.join("ann", 2, {}, true);
    e.clear();
    e.turn({cmd::Started{LeaseRef{e.join("other"), id, given.fence}, false}});
    QCOMPARE(e.row(id).state, before.state);
}

void EngineUndoTest::undoneAgentKeepsItsSlotUntilItLetsGo()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    const LinkId ann = d.join("ann");
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    QCOMPARE(d.engine.agentView("ann")->busy, 1);
    QCOMPARE(d.ask(cmd::Assign{{}, id, "ann"}).error().code, ErrorCode::AllBusy);
    d.turn({cmd::CancelAck{{ann, id, fence}}});
    QCOMPARE(d.engine.agentView("ann")->busy, 0);
    const out::Reply again = d.reply(cmd::Assign{{}, id, "ann"});
    QVERIFY(again.result);
    QVERIFY(again.fence > fence);
    QVERIFY(d.ask(cmd::Unassign{{}, id, again.fence}));
    d.wait(limits::kLeaseMs + 1'000); // it never answers
    QCOMPARE(d.engine.agentView("ann")->busy, 0);
    QCOMPARE(d.view(id).wait, WaitReason::Held);
}

void EngineUndoTest::lateWordsUnderAnUndoneFenceAreRefused()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    d.join("ann");
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    const LeaseRef lease = d.lease(id);
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    d.clear();
    d.turn({cmd::Started{lease, false}});
    QCOMPARE(d.outputs<out::SendCancel>().size(), std::size_t(1)); // it has not heard it yet
    QVERIFY(d.events<ev::Started>().empty());
    d.turn({cmd::Finish{lease, true, false, false, 0, "{}", {}, {}}});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(1));
    QCOMPARE(d.outputs<out::LeaseRefused>()[0].error.code, ErrorCode::StaleFence);
    QCOMPARE(d.events<ev::AttemptEnded>()[0].outcome, Outcome::Superseded);
    d.turn({cmd::Started{lease, false}});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(2));
    QCOMPARE(d.view(id).wait, WaitReason::Held);
    QCOMPARE(d.view(id).attempt, 0);
}

// The attempt before ended with the agent's own word; the undone one's must not pass for a repeat of that.
void EngineUndoTest::lateResultIsNeverTakenForTheAttemptBefore()
{
    EngineDriver d;
    const TaskId id = waiting(d, QStringLiteral("failed and held"));
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    const LeaseRef lease = d.lease(id);
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    d.turn({cmd::CancelAck{lease}});
    d.clear();
    d.turn({cmd::Finish{lease, true, false, false, 0, "{}", {}, {}}});
    QVERIFY(d.outputs<out::Stored>().empty());
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(1));
}

void EngineUndoTest::startedWorkIsNotUndone()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    d.join("ann");
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    d.turn({cmd::Renew{d.lease(id)}}); // it has it, and has not begun
    d.start(id);
    QVERIFY(!d.row(id).assigned);
    QCOMPARE(d.ask(cmd::Unassign{{}, id, fence}).error().code, ErrorCode::AlreadyStarted);
    QCOMPARE(d.state(id), TaskState::Running);
    d.turn({cmd::Ask{d.lease(id), "which?", {}}});
    QCOMPARE(d.ask(cmd::Unassign{{}, id, fence}).error().code, ErrorCode::AlreadyStarted);
    (void)d.ask(cmd::Answer{{}, id, "this"});
    d.failWork(id);
    QCOMPARE(d.ask(cmd::Unassign{{}, id, fence}).error().code, ErrorCode::AlreadyStarted);
    (void)d.ask(cmd::Cancel{{}, id, {}});
    QCOMPARE(d.ask(cmd::Unassign{{}, id, fence}).error().code, ErrorCode::AlreadyFinal);
}

void EngineUndoTest::undoNamesWhatIsWrong()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    QCOMPARE(d.ask(cmd::Unassign{{}, 9, 1}).error().code, ErrorCode::NotFound);
    const TaskId id = d.submit(spec);
    QCOMPARE(d.ask(cmd::Unassign{{}, id, 0}).error().code, ErrorCode::Conflict);
    d.join("ann");
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    const auto stale = d.ask(cmd::Unassign{{}, id, fence - 1}).error();
    QCOMPARE(stale.code, ErrorCode::StaleFence);
    QCOMPARE(stale.field, std::string("fence"));
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    QCOMPARE(d.ask(cmd::Unassign{{}, id, fence}).error().code, ErrorCode::StaleFence); // two windows
}

void EngineUndoTest::automaticTaskGoesToAnotherAgent()
{
    EngineDriver d;
    d.join("ann", 5); // always the better one: less load
    d.join("bob", 2);
    const TaskId id = d.submit();
    QCOMPARE(d.view(id).agent, std::string("ann"));
    QVERIFY(d.ask(cmd::Unassign{{}, id, d.view(id).fence}));
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.view(id).agent, std::string("bob"));
    QCOMPARE(d.view(id).attempt, 1);
    QVERIFY(d.events<ev::Leased>().back().decision.by.empty());
    QCOMPARE(d.events<ev::Leased>().back().decision.winner.agent, std::string("bob"));
}

void EngineUndoTest::automaticTaskGoesBackWhenNobodyElseIsFree()
{
    EngineDriver d;
    d.join("ann", 2);
    const TaskId id = d.submit();
    const Fence fence = d.view(id).fence;
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    QCOMPARE(d.view(id).agent, std::string("ann")); // that is what automatic means
    QVERIFY(d.view(id).fence > fence);
    d.finish(id);
    QCOMPARE(d.state(id), TaskState::Done);
}

void EngineUndoTest::leaseThatNeverRunsOutIsUndone()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.origin = Origin::Orchestrator;
    const TaskId id = d.submit(spec);
    const LinkId ann = d.join("ann");
    const Fence fence = d.reply(cmd::Assign{{}, id, {}}).fence;
    d.turn({cmd::Leave{ann, false}});
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    d.wait(60'000);
    QCOMPARE(d.engine.agentView("ann")->state, AgentState::Gone);
    QCOMPARE(d.engine.agentView("ann")->busy, 0);
    QCOMPARE(d.state(id), TaskState::Queued);
    QCOMPARE(d.view(id).attempt, 0);
}

void EngineUndoTest::reservationIsTakenBack()
{
    EngineDriver d;
    d.join("ann");
    const TaskId first = d.submit();
    for (const bool isHeld : {true, false}) {
        TaskSpec spec = EngineDriver::task();
        spec.start = isHeld ? StartPolicy::Held : StartPolicy::Automatic;
        const TaskId id = d.submit(spec);
        const TaskRow before = d.row(id);
        d.now += 100;
        const out::Reply given = d.reply(cmd::Assign{{}, id, "ann", 0, true});
        QVERIFY(given.result && given.waits);
        QVERIFY(d.row(id) != before);
        d.clear();
        QCOMPARE(d.ask(cmd::Unassign{{}, id, given.fence + 1}).error().code, ErrorCode::StaleFence);
        const out::Reply undone = d.reply(cmd::Unassign{{}, id, given.fence});
        QVERIFY(undone.result);
        QCOMPARE(undone.agent, std::string("ann"));
        QVERIFY(d.row(id) == before);
        QCOMPARE(d.events<ev::Unassigned>().size(), std::size_t(1));
        QVERIFY(d.outputs<out::SendCancel>().empty());
    }
    d.finish(first);
}

void EngineUndoTest::reservationIsTakenBackWhenItHasBecomeALease()
{
    EngineDriver d;
    d.join("ann");
    const TaskId first = d.submit();
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    const TaskRow before = d.row(id);
    d.now += 100;
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann", 0, true}).fence;
    d.finish(first);
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence})); // a click on the way; the task is not reserved again
    QVERIFY(withFence(d.row(id), before.fence) == before);
}

void EngineUndoTest::undoneBackoffEndsOnTime()
{
    EngineDriver d;
    d.join("ann", 2);
    const TaskId id = d.submit();
    d.failWork(id);
    const TimeMs due = d.row(id).notBefore;
    const Fence fence = d.reply(cmd::Assign{{}, id, "ann"}).fence;
    const LinkId none = d.join("bob", 1, {}, false);
    d.turn({cmd::Ready{none, 0}});
    d.now = due - 1;
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    QCOMPARE(d.view(id).wait, WaitReason::Backoff);
    QCOMPARE(d.engine.nextDue(), due);
    d.now = due;
    d.turn();
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.row(id).notBefore, 0);
}

void EngineUndoTest::engineLeasesOfAnEarlierRunAreNotUndone()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    QVERIFY(!d.row(id).assigned); // the hot path keeps nothing
    EngineDriver e;
    e.now = d.now + 100;
    e.engine.restore(d.restored());
    e.turn();
    QCOMPARE(e.ask(cmd::Unassign{{}, id, d.view(id).fence}).error().code, ErrorCode::Conflict);
    QCOMPARE(e.state(id), TaskState::Leased);
}

QTEST_APPLESS_MAIN(EngineUndoTest)
#include "tst_engine_undo.moc"
