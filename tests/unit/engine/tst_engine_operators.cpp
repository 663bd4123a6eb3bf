// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Operators, dependencies, deadlines, origins, bounds and restarts.
#include "enginedriver.h"

#include <QTest>

using namespace skep;
using test::EngineDriver;

class EngineOperatorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownTasksAreNamed();
    void assignChoosesTheBestAgent();
    void assignToANamedAgentSaysWhyNot();
    void assignStartsHeldAndPausedTasks();
    void assignRefusesWhatDoesNotWait();
    void racedAssignmentsStartOnce();
    void processNextTakesTheMostUrgent();
    void cancelEndsATaskInEveryState();
    void retryGivesOneMoreAttempt();
    void holdStopsAndReleases();
    void priorityMovesAWaitingTask();
    void failureCanBeAcknowledged();
    void pauseBlocksAProjectWithoutTouchingTasks();
    void dependenciesBlockUntilDone();
    void badDependenciesAreRefused();
    void failedDependencyKeepsItsDependentsBlocked();
    void deadlineIsMissedOnce();
    void claimedOriginsWaitForAClaim();
    void orchestratorHasOneAttemptNoExpiryNoChecks();
    void nervixVerdictIsFinal();
    void queueFullIsRefused();
    void tooManySignaturesAreRefused();
    void storedTasksAreTakenWhateverTheirNumberOfKinds();
    void finishedTasksLeaveMemoryButStayCounted();
    void restartKeepsEverything();
    void restartRaisesFences();
    void restartContinuesPausesKeysAndBackoff();
    void restartKeepsWhatAgentsDid();
    void reportAddsUp();
};

void EngineOperatorsTest::unknownTasksAreNamed()
{
    EngineDriver d;
    for (const Command &command : std::vector<Command>{cmd::Assign{{}, 9, {}}, cmd::Cancel{{}, 9, {}}, cmd::Retry{{}, 9},
             cmd::Answer{{}, 9, "x"}, cmd::Hold{{}, 9, true}, cmd::Acknowledge{{}, 9}, cmd::SetPriority{{}, 9, Priority::P0}}) {
        const auto result = d.ask(command);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QCOMPARE(result.error().field, std::string("id"));
    }
    QVERIFY(!d.engine.view(9).has_value());
}

void EngineOperatorsTest::assignChoosesTheBestAgent()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task("review", {"cpp"});
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    QCOMPARE(d.view(id).wait, WaitReason::Held);
    QCOMPARE(d.ask(cmd::Assign{{}, id, {}}).error().code, ErrorCode::NoCandidate);
    d.join("ann", 1, {"js"});
    const auto missing = d.ask(cmd::Assign{{}, id, {}}).error();
    QCOMPARE(missing.code, ErrorCode::NoCandidate);
    QCOMPARE(missing.detail, std::string("nobody online has cpp"));
    d.join("bob", 1, {"cpp"});
    const out::Reply reply = d.reply(cmd::Assign{{}, id, {}});
    QVERIFY(reply.result.has_value());
    QCOMPARE(reply.agent, std::string("bob"));
    QCOMPARE(reply.fence, d.lease(id).fence);
    QCOMPARE(d.events<ev::Leased>().at(0).decision.by, std::string("tester"));
    const TaskId second = d.submit(spec);
    QCOMPARE(d.ask(cmd::Assign{{}, second, {}}).error().code, ErrorCode::AllBusy);
}

void EngineOperatorsTest::assignToANamedAgentSaysWhyNot()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task("review", {"cpp"});
    spec.start = StartPolicy::Held;
    const TaskId id = d.submit(spec);
    d.join("js-only", 1, {"js"});
    const LinkId gone = d.join("gone", 1, {"cpp"});
    d.turn({cmd::Leave{gone, true}});
    d.join("drained", 1, {"cpp"});
    (void)d.ask(cmd::Drain{{}, "drained", true});
    const LinkId closed = d.join("closed", 1, {"cpp"});
    d.turn({cmd::Ready{closed, 0}});
    const auto code = [&](const char *agent) { return d.ask(cmd::Assign{{}, id, agent}).error().code; };
    QCOMPARE(code("nobody"), ErrorCode::NotFound);
    QCOMPARE(code("js-only"), ErrorCode::NoCandidate);
    QCOMPARE(code("gone"), ErrorCode::AgentGone);
    QCOMPARE(code("drained"), ErrorCode::Conflict);
    QCOMPARE(code("closed"), ErrorCode::AllBusy);
    QCOMPARE(d.state(id), TaskState::Blocked);
    d.turn({cmd::Ready{closed, 1}});
    QCOMPARE(d.reply(cmd::Assign{{}, id, "closed"}).agent, std::string("closed"));
}

void EngineOperatorsTest::assignStartsHeldAndPausedTasks()
{
    EngineDriver d;
    d.join("ann", 3);
    (void)d.ask(cmd::Pause{{}, {}, true});
    const TaskId id = d.submit();
    QCOMPARE(d.view(id).wait, WaitReason::Paused);
    QVERIFY(d.ask(cmd::Assign{{}, id, {}}).has_value());
    QCOMPARE(d.state(id), TaskState::Leased);
    const TaskId waits = d.submit();
    (void)d.ask(cmd::Pause{{}, {}, false});
    d.failWork(waits);
    QCOMPARE(d.view(waits).wait, WaitReason::Backoff);
    QVERIFY(d.ask(cmd::Assign{{}, waits, {}}).has_value()); // no need to wait for it
    d.wait(5'000);
    QCOMPARE(d.view(waits).attempt, 2);
}

void EngineOperatorsTest::assignRefusesWhatDoesNotWait()
{
    EngineDriver d;
    d.join("ann", 2);
    const TaskId id = d.submit();
    QCOMPARE(d.ask(cmd::Assign{{}, id, {}}).error().code, ErrorCode::Conflict);
    TaskSpec dependent = EngineDriver::task();
    dependent.after = {id};
    QCOMPARE(d.ask(cmd::Assign{{}, d.submit(dependent), {}}).error().code, ErrorCode::Conflict);
    d.finish(id);
    QCOMPARE(d.ask(cmd::Assign{{}, id, {}}).error().code, ErrorCode::AlreadyFinal);
}

void EngineOperatorsTest::racedAssignmentsStartOnce()
{
    EngineDriver d;
    d.join("ann", 1'000);
    TaskSpec spec = EngineDriver::task();
    spec.start = StartPolicy::Held;
    std::vector<TaskId> ids;
    for (int i = 0; i < 1'000; ++i)
        ids.push_back(d.submit(spec));
    d.clear();
    for (std::size_t i = 0; i < ids.size(); i += 50) {
        std::vector<Command> clicks;
        for (LinkId person = 1; person <= 3; ++person)
            for (std::size_t n = i; n < i + 50; ++n)
                clicks.push_back(cmd::Assign{{person, n, "person"}, ids[n], person == 2 ? "ann" : ""});
        d.turn(clicks);
    }
    QCOMPARE(d.events<ev::Leased>().size(), std::size_t(1'000));
    QCOMPARE(d.outputs<out::SendTask>().size(), std::size_t(1'000));
    int won = 0, refused = 0;
    for (const out::Reply &reply : d.outputs<out::Reply>())
        ++(reply.result ? won : refused);
    QCOMPARE(won, 1'000);
    QCOMPARE(refused, 2'000);
}

void EngineOperatorsTest::processNextTakesTheMostUrgent()
{
    EngineDriver d;
    QCOMPARE(d.ask(cmd::ProcessNext{{}, {}}).error().code, ErrorCode::NotFound);
    TaskSpec spec = EngineDriver::task();
    spec.origin = Origin::Orchestrator;
    const TaskId first = d.submit(spec);
    spec.priority = Priority::P0;
    const TaskId urgent = d.submit(spec);
    d.join("ann", 1);
    QCOMPARE(d.state(urgent), TaskState::Queued); // by call or click only
    const out::Reply reply = d.reply(cmd::ProcessNext{{}, {}});
    QCOMPARE(reply.id, urgent);
    QCOMPARE(reply.agent, std::string("ann"));
    QCOMPARE(d.ask(cmd::ProcessNext{{}, "ann"}).error().code, ErrorCode::AllBusy);
    QCOMPARE(d.ask(cmd::ProcessNext{{}, "nobody"}).error().code, ErrorCode::NotFound);
    d.join("bob", 1);
    QCOMPARE(d.reply(cmd::ProcessNext{{}, "bob"}).id, first);
}

void EngineOperatorsTest::cancelEndsATaskInEveryState()
{
    EngineDriver d;
    const TaskId queued = d.submit();
    QVERIFY(d.ask(cmd::Cancel{{}, queued, "enough"}).has_value());
    QCOMPARE(d.state(queued), TaskState::Cancelled);
    QCOMPARE(d.events<ev::Changed>().at(0).reason, std::string("enough"));
    QCOMPARE(d.ask(cmd::Cancel{{}, queued, {}}).error().code, ErrorCode::AlreadyFinal);
    d.join("ann", 10);
    const TaskId running = d.submit();
    d.start(running);
    QVERIFY(d.ask(cmd::Cancel{{}, running, {}}).has_value());
    const TaskId asking = d.submit();
    d.turn({cmd::Ask{d.lease(asking), "q", {}}});
    QVERIFY(d.ask(cmd::Cancel{{}, asking, {}}).has_value());
    const TaskId backoff = d.submit();
    d.failWork(backoff);
    QVERIFY(d.ask(cmd::Cancel{{}, backoff, {}}).has_value());
    const TaskId checking = d.submit();
    std::vector<Command> words{d.finishWord(checking)};
    (void)d.engine.apply(words, d.now);
    QCOMPARE(d.state(checking), TaskState::Checking);
    d.clear();
    QVERIFY(d.ask(cmd::Cancel{{}, checking, {}}).has_value());
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(1)); // the agent's word was kept
    QVERIFY(!d.turn({cmd::Judge{checking, d.lease(checking).fence, {true, 100, {}}}}).hasFacts());
    d.wait(30'000);
    QCOMPARE(d.engine.counts().of(TaskState::Cancelled), 5);
    QCOMPARE(d.engine.counts().slotsBusy, 0);
}

void EngineOperatorsTest::retryGivesOneMoreAttempt()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 1;
    const TaskId id = d.submit(spec);
    QCOMPARE(d.ask(cmd::Retry{{}, id}).error().code, ErrorCode::Conflict);
    d.failWork(id);
    QCOMPARE(d.state(id), TaskState::Failed);
    QVERIFY(d.ask(cmd::Retry{{}, id}).has_value());
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.view(id).attemptsMax, 2);
    d.failWork(id);
    QCOMPARE(d.state(id), TaskState::Failed);
    (void)d.ask(cmd::Retry{{}, id});
    d.finish(id);
    QCOMPARE(d.state(id), TaskState::Done);
    QCOMPARE(d.ask(cmd::Retry{{}, id}).error().code, ErrorCode::AlreadyFinal);
}

void EngineOperatorsTest::holdStopsAndReleases()
{
    EngineDriver d;
    const TaskId id = d.submit();
    QVERIFY(d.ask(cmd::Hold{{}, id, true}).has_value());
    d.clear();
    QVERIFY(d.ask(cmd::Hold{{}, id, true}).has_value()); // once more: nothing
    QVERIFY(d.events<ev::Changed>().empty());
    d.join("ann");
    QCOMPARE(d.view(id).wait, WaitReason::Held);
    QVERIFY(d.ask(cmd::Hold{{}, id, false}).has_value());
    QCOMPARE(d.state(id), TaskState::Leased);
    (void)d.ask(cmd::Hold{{}, id, true}); // while it runs: for its next attempt
    QCOMPARE(d.state(id), TaskState::Leased);
    d.failWork(id);
    QCOMPARE(d.view(id).wait, WaitReason::Held);
}

void EngineOperatorsTest::priorityMovesAWaitingTask()
{
    EngineDriver d;
    const TaskId first = d.submit();
    const TaskId second = d.submit();
    QVERIFY(d.ask(cmd::SetPriority{{}, second, Priority::P0}).has_value());
    QCOMPARE(d.engine.explain(first).ahead, std::int64_t(1));
    d.join("ann");
    QCOMPARE(d.state(second), TaskState::Leased);
    d.finish(second);
    QCOMPARE(d.ask(cmd::SetPriority{{}, second, Priority::P1}).error().code, ErrorCode::AlreadyFinal);
}

void EngineOperatorsTest::failureCanBeAcknowledged()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 1;
    const TaskId id = d.submit(spec);
    QCOMPARE(d.ask(cmd::Acknowledge{{}, id}).error().code, ErrorCode::Conflict);
    d.failWork(id);
    QVERIFY(d.ask(cmd::Acknowledge{{}, id}).has_value());
    QVERIFY(d.view(id).acknowledged);
    (void)d.ask(cmd::Retry{{}, id});
    QVERIFY(!d.view(id).acknowledged);
}

void EngineOperatorsTest::pauseBlocksAProjectWithoutTouchingTasks()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.project = "north";
    const TaskId north = d.submit(spec);
    const TaskId other = d.submit();
    d.clear();
    QVERIFY(d.ask(cmd::Pause{{}, "north", true}).has_value());
    QCOMPARE(d.events<ev::Paused>().size(), std::size_t(1));
    QVERIFY(d.events<ev::Changed>().empty());
    QVERIFY(d.ask(cmd::Pause{{}, "north", true}).has_value());
    QCOMPARE(d.events<ev::Paused>().size(), std::size_t(1));
    d.join("ann", 5);
    QCOMPARE(d.state(other), TaskState::Leased);
    QCOMPARE(d.view(north).wait, WaitReason::Paused);
    QCOMPARE(d.engine.counts().of(TaskState::Blocked), 1);
    QCOMPARE(d.engine.counts().of(TaskState::Queued), 0);
    (void)d.ask(cmd::Pause{{}, "north", false});
    QCOMPARE(d.state(north), TaskState::Leased);
    (void)d.ask(cmd::Pause{{}, "south", true}); // before its first task
    spec.project = "south";
    QCOMPARE(d.view(d.submit(spec)).wait, WaitReason::Paused);
}

void EngineOperatorsTest::dependenciesBlockUntilDone()
{
    EngineDriver d;
    d.join("ann", 3);
    const TaskId a = d.submit(), b = d.submit();
    TaskSpec spec = EngineDriver::task();
    spec.after = {b, a, b};
    const TaskId c = d.submit(spec);
    QCOMPARE(d.view(c).wait, WaitReason::Dependency);
    QCOMPARE(d.view(c).waitCount, 2);
    d.finish(a);
    QCOMPARE(d.view(c).waitCount, 1);
    d.finish(b);
    QCOMPARE(d.state(c), TaskState::Leased);
    spec.after = {a};
    QCOMPARE(d.state(d.submit(spec)), TaskState::Leased); // done already
}

void EngineOperatorsTest::badDependenciesAreRefused()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.after = {1};
    QCOMPARE(d.submitError(spec).code, ErrorCode::DependencyCycle);
    spec.after = {2};
    QCOMPARE(d.submitError(spec).code, ErrorCode::UnknownDependency);
    const TaskId id = d.submit();
    (void)d.ask(cmd::Cancel{{}, id, {}});
    spec.after = {id};
    const Error error = d.submitError(spec);
    QCOMPARE(error.code, ErrorCode::Conflict);
    QCOMPARE(error.field, std::string("after"));
    QCOMPARE(d.engine.counts().total(), 1);
}

void EngineOperatorsTest::failedDependencyKeepsItsDependentsBlocked()
{
    engine::Config config;
    config.finishedInMemoryMax = 0;
    EngineDriver d(config);
    d.join("ann", 3);
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 1;
    const TaskId a = d.submit(spec);
    spec.after = {a};
    const TaskId b = d.submit(spec);
    d.failWork(a);
    QCOMPARE(d.state(a), TaskState::Failed); // stays in memory: somebody points at it
    QCOMPARE(d.view(b).wait, WaitReason::Dependency);
    (void)d.ask(cmd::Retry{{}, a});
    d.finish(a);
    QCOMPARE(d.state(b), TaskState::Leased);
}

void EngineOperatorsTest::deadlineIsMissedOnce()
{
    EngineDriver d;
    TaskSpec spec = EngineDriver::task();
    spec.deadline = d.now + 5'000;
    const TaskId id = d.submit(spec); // never starts
    QCOMPARE(d.engine.nextDue(), spec.deadline);
    d.wait(4'999);
    QVERIFY(!d.view(id).deadlineMissed);
    d.wait(60'000);
    QVERIFY(d.view(id).deadlineMissed);
    QCOMPARE(d.events<ev::DeadlineMissed>().size(), std::size_t(1));
    QCOMPARE(d.engine.counts().deadlinesMissed, 1);
    (void)d.ask(cmd::Cancel{{}, id, {}});
    (void)d.ask(cmd::Retry{{}, id});
    d.wait(5'000);
    QCOMPARE(d.events<ev::DeadlineMissed>().size(), std::size_t(1));
    spec.deadline = d.now + 100;
    d.join("ann", 5);
    d.finish(d.submit(spec));
    d.wait(1'000);
    QCOMPARE(d.events<ev::DeadlineMissed>().size(), std::size_t(1)); // in time
}

void EngineOperatorsTest::claimedOriginsWaitForAClaim()
{
    EngineDriver d;
    d.join("ann", 5);
    for (const Origin origin : {Origin::Nervix, Origin::Hive, Origin::Orchestrator}) {
        TaskSpec spec = EngineDriver::task();
        spec.origin = origin;
        const TaskId id = d.submit(spec);
        QCOMPARE(d.state(id), TaskState::Queued);
        QCOMPARE(d.view(id).wait, WaitReason::Held);
        QVERIFY(d.ask(cmd::Assign{{}, id, "ann"}).has_value());
        const std::int64_t term = origin == Origin::Nervix ? 300'000 : origin == Origin::Hive ? 1'800'000 : 0;
        QCOMPARE(d.outputs<out::SendTask>().back().leaseMs, term);
        QCOMPARE(d.view(id).leaseDue, term == 0 ? 0 : d.now + term);
    }
}

void EngineOperatorsTest::orchestratorHasOneAttemptNoExpiryNoChecks()
{
    EngineDriver d;
    d.join("ann", 2, {"a"});
    TaskSpec spec = EngineDriver::task();
    spec.origin = Origin::Orchestrator;
    spec.wants = {"b"};
    const TaskId none = d.submit(spec);
    QCOMPARE(d.ask(cmd::Assign{{}, none, {}}).error().code, ErrorCode::NoCandidate);
    spec.wants = {"a", "b"};
    const TaskId half = d.submit(spec);
    QVERIFY(d.ask(cmd::Assign{{}, half, {}}).has_value());
    QCOMPARE(d.events<ev::Leased>().back().decision.winner.match, 500);
    spec.wants.clear();
    const TaskId any = d.submit(spec);
    QVERIFY(d.ask(cmd::Assign{{}, any, {}}).has_value());
    QCOMPARE(d.events<ev::Leased>().back().decision.winner.match, 500);
    d.wait(2 * 3'600'000);
    QCOMPARE(d.state(half), TaskState::Leased);
    d.finish(half, "bad");
    QCOMPARE(d.state(half), TaskState::Done); // nobody checks
    QCOMPARE(d.view(half).score, -1);
    d.failWork(any);
    QCOMPARE(d.state(any), TaskState::Failed);
}

void EngineOperatorsTest::nervixVerdictIsFinal()
{
    EngineDriver d;
    d.join("ann", 2);
    TaskSpec spec = EngineDriver::task();
    spec.origin = Origin::Nervix;
    const TaskId id = d.submit(spec);
    (void)d.ask(cmd::Assign{{}, id, "ann"});
    d.finish(id, "bad");
    QCOMPARE(d.state(id), TaskState::Failed);
    const TaskId other = d.submit(spec);
    (void)d.ask(cmd::Assign{{}, other, "ann"});
    d.failWork(other);
    QCOMPARE(d.state(other), TaskState::Blocked); // the worker's own failure is not a verdict
}

void EngineOperatorsTest::queueFullIsRefused()
{
    engine::Config config;
    config.unfinishedMax = 3;
    EngineDriver d(config);
    for (int i = 0; i < 3; ++i)
        QVERIFY(d.submit(EngineDriver::task(), "k" + std::to_string(i)) != 0);
    const Error error = d.submitError(EngineDriver::task());
    QCOMPARE(error.code, ErrorCode::QueueFull);
    QCOMPARE(error.limit, std::int64_t(3));
    QCOMPARE(d.submit(EngineDriver::task(), "k1"), TaskId(2)); // a repeat is no new task
    (void)d.ask(cmd::Cancel{{}, 1, {}});
    QVERIFY(d.submit() != 0);
    QCOMPARE(d.ask(cmd::Retry{{}, 1}).error().code, ErrorCode::QueueFull);
}

void EngineOperatorsTest::tooManySignaturesAreRefused()
{
    engine::Config config;
    config.finishedInMemoryMax = 0;
    EngineDriver d(config);
    std::vector<Command> submits;
    for (std::size_t i = 0; i < limits::kSignaturesMax; ++i)
        submits.push_back(cmd::Submit{1, i, {}, EngineDriver::task("t", {"c" + std::to_string(i)})});
    d.turn(submits);
    QCOMPARE(d.engine.counts().total(), std::int64_t(limits::kSignaturesMax));
    const Error error = d.submitError(EngineDriver::task("t", {"one more"}));
    QCOMPARE(error.code, ErrorCode::TooManySignatures);
    QCOMPARE(error.limit, std::int64_t(limits::kSignaturesMax));
    QVERIFY(d.submit(EngineDriver::task("t", {"c5"})) != 0);
    (void)d.ask(cmd::Cancel{{}, 1, {}}); // its kind is free again once the task has left memory
    QVERIFY(d.submit(EngineDriver::task("t", {"one more"})) != 0);
    d.join("ann", 1, {"one more"});
    QCOMPARE(d.engine.agentView("ann")->busy, 1);
}

void EngineOperatorsTest::storedTasksAreTakenWhateverTheirNumberOfKinds()
{
    Restored restored;
    for (TaskId id = 1; id <= limits::kSignaturesMax + 100; ++id) {
        Restored::Task task;
        task.row.id = restored.lastTask = id;
        task.spec = EngineDriver::task("t" + std::to_string(id));
        restored.tasks.push_back(task);
    }
    EngineDriver d;
    d.engine.restore(std::move(restored));
    d.turn();
    QCOMPARE(d.engine.counts().of(TaskState::Blocked), std::int64_t(limits::kSignaturesMax + 100));
    QCOMPARE(d.submitError(EngineDriver::task("new")).code, ErrorCode::TooManySignatures);
}

void EngineOperatorsTest::finishedTasksLeaveMemoryButStayCounted()
{
    engine::Config config;
    config.finishedInMemoryMax = 3;
    EngineDriver d(config);
    d.join("ann", 10);
    for (int i = 0; i < 10; ++i)
        d.finish(d.submit());
    QCOMPARE(d.engine.taskIds(), (std::vector<TaskId>{8, 9, 10}));
    QCOMPARE(d.engine.takeEvictedTasks().size(), std::size_t(7));
    QCOMPARE(d.engine.counts().of(TaskState::Done), 10);
    QCOMPARE(d.engine.report().types.at(0).done, 10);
    QCOMPARE(d.engine.view(1).error().code, ErrorCode::NotFound);
    TaskSpec spec = EngineDriver::task();
    spec.after = {1};
    QCOMPARE(d.submitError(spec).code, ErrorCode::UnknownDependency);
}

void EngineOperatorsTest::restartKeepsEverything()
{
    EngineDriver d;
    d.join("ann", 4);
    const TaskId done = d.submit();
    d.finish(done);
    const TaskId running = d.submit();
    d.start(running);
    const TaskId asking = d.submit();
    d.turn({cmd::Ask{d.lease(asking), "which?", {"a"}}});
    const TaskId checking = d.submit();
    std::vector<Command> words{d.finishWord(checking)};
    (void)d.engine.apply(words, d.now);
    TaskSpec spec = EngineDriver::task();
    spec.after = {running};
    spec.title = "a title";
    const TaskId waits = d.submit(spec);

    EngineDriver e;
    Restored restored = d.restored();
    QCOMPARE(restored.tasks.at(checking - 1).row.state, TaskState::Leased); // the way to the checks is no fact
    restored.tasks.at(checking - 1).row.state = TaskState::Checking;        // unless another fact took it along
    e.engine.restore(std::move(restored));
    e.now = d.now + 600'000; // down for ten minutes
    e.turn();
    QCOMPARE(e.state(done), TaskState::Done);
    QCOMPARE(e.state(running), TaskState::Running);
    QCOMPARE(e.view(running).leaseDue, e.now + limits::kLeaseMs); // a full term
    QCOMPARE(e.state(asking), TaskState::NeedsInput);
    QCOMPARE(e.view(asking).question, std::string("which?"));
    QCOMPARE(e.state(checking), TaskState::Running); // its result was not on disk
    QCOMPARE(e.view(waits).wait, WaitReason::Dependency);
    QCOMPARE(e.view(waits).title, std::string("a title"));
    QCOMPARE(e.engine.agentView("ann")->state, AgentState::Lost);
    const LinkId back = e.join("ann", 4, {}, true);
    for (const TaskId id : {running, checking}) {
        LeaseRef at = d.lease(id);
        at.link = back;
        e.turn({cmd::Finish{at, true, false, false, 0, "{}", {}, {}}});
        QCOMPARE(e.state(id), TaskState::Done);
    }
    QCOMPARE(e.state(waits), TaskState::Leased);
    LeaseRef at = d.lease(done); // its `stored` got lost in the crash
    at.link = back;
    e.clear();
    e.turn({cmd::Finish{at, true, false, false, 0, "{}", {}, {}}});
    QCOMPARE(e.outputs<out::Stored>().size(), std::size_t(1));
    e.wait(limits::kLeaseMs);
    QCOMPARE(e.view(asking).lastOutcome, Outcome::Expired);
}

void EngineOperatorsTest::restartRaisesFences()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const Fence before = d.lease(id).fence;
    EngineDriver e;
    Restored restored = d.restored();
    restored.epoch = 1; // even if the persisted one were stale
    e.engine.restore(std::move(restored));
    e.now = d.now + 1;
    e.join("ann");
    e.wait(2'000);
    QVERIFY(e.lease(id).fence > before);
    QVERIFY(epochOf(e.lease(id).fence) > epochOf(before));
}

void EngineOperatorsTest::restartContinuesPausesKeysAndBackoff()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    const TaskId id = d.submit(spec, "key");
    d.failWork(id);
    spec.project = "north";
    const TaskId north = d.submit(spec, "key2");
    (void)d.ask(cmd::Cancel{{}, north, {}});
    Restored restored = d.restored();
    restored.pausedProjects = {"north"};
    restored.keys.push_back({"old", 777, d.now - 1'000});
    restored.keys.push_back({"too old", 778, d.now - limits::kKeyHoldMs - 1});
    EngineDriver e;
    e.engine.restore(std::move(restored));
    e.now = d.now + 1;
    e.join("ann");
    QCOMPARE(e.view(id).wait, WaitReason::Backoff);
    QCOMPARE(e.submit(spec, "key"), id);
    QCOMPARE(e.submit(spec, "key2"), north);
    QCOMPARE(e.submit(spec, "old"), TaskId(777));
    QCOMPARE(e.submit(spec, "too old"), north + 1);
    QCOMPARE(e.view(north + 1).wait, WaitReason::Paused);
    e.wait(2'000);
    QCOMPARE(e.state(id), TaskState::Leased);
}

void EngineOperatorsTest::restartKeepsWhatAgentsDid()
{
    EngineDriver d;
    d.join("ann", 10);
    d.join("bob", 10);
    for (int i = 0; i < 10; ++i)
        d.finish(d.submit(EngineDriver::task(i % 2 == 0 ? "a" : "b")), i == 3 ? "bad" : "{}");
    d.failWork(d.submit(EngineDriver::task("a")));
    QVERIFY(d.ask(cmd::Drain{{}, "bob", true}));
    const auto before = d.engine.report();

    EngineDriver e;
    e.engine.restore(d.restored());
    e.now = d.now + 1'000;
    e.turn();
    const auto after = e.engine.report();
    QCOMPARE(after.agents.size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(after.agents[i].leased, before.agents[i].leased);
        QCOMPARE(after.agents[i].accepted, before.agents[i].accepted);
        QCOMPARE(after.agents[i].rejected, before.agents[i].rejected);
        QCOMPARE(after.agents[i].failed, before.agents[i].failed);
        const auto was = d.engine.agentView(before.agents[i].agent);
        const auto is = e.engine.agentView(after.agents[i].agent);
        QCOMPARE(is->attempts, was->attempts);
        QCOMPARE(is->reliabilityPermille, was->reliabilityPermille);
        QVERIFY(!is->cause.empty());
        QCOMPARE(is->state, AgentState::Gone);
    }
    e.join("bob", 10, {}, true);
    QCOMPARE(e.engine.agentView("bob")->state, AgentState::Draining); // the operator's word still counts
    QVERIFY(e.ask(cmd::Forget{{}, "ann"}));
    // What a forgotten agent had finished may be judged later; that does not bring it back.
    const LinkId carl = e.join("carl");
    const TaskId late = e.submit();
    std::vector<Command> words{e.finishWord(late), cmd::Leave{carl, true}};
    const Batch checking = e.engine.apply(words, e.now);
    QVERIFY(e.ask(cmd::Forget{{}, "carl"}));
    e.turn({cmd::Judge{late, e.lease(late).fence, {.passed = true, .score = 100, .checks = {}}}});
    QCOMPARE(e.state(late), TaskState::Done);
    EngineDriver f;
    f.engine.restore(e.restored());
    QVERIFY(!f.engine.agentView("carl"));
    QCOMPARE(f.view(late).agent, std::string("carl")); // still who did it
    QVERIFY(!f.engine.agentView("ann"));
    QVERIFY(f.engine.agentView("bob"));
}

void EngineOperatorsTest::reportAddsUp()
{
    EngineDriver d;
    d.join("ann", 10);
    TaskSpec spec = EngineDriver::task("a");
    spec.attemptsMax = 1;
    d.finish(d.submit(spec));
    d.finish(d.submit(spec), "bad");
    d.failWork(d.submit(EngineDriver::task("b")));
    const TaskId oldest = d.submit(EngineDriver::task("c", {"nobody"}));
    const DelegationReport report = d.engine.report();
    QCOMPARE(report.agents.at(0).leased, 3);
    QCOMPARE(report.agents[0].accepted, 1);
    QCOMPARE(report.agents[0].rejected, 1);
    QCOMPARE(report.agents[0].failed, 1);
    QCOMPARE(report.types.size(), std::size_t(3));
    QCOMPARE(report.types[0].failed, 1);
    QCOMPARE(report.types[1].open, 1);
    QCOMPARE(report.counts.total(), 4);
    QCOMPARE(report.counts.submitted, 4);
    QCOMPARE(report.counts.attemptsFailed, 2);
    QCOMPARE(report.counts.oldestWaiting, d.view(oldest).created);
    QCOMPARE(report.counts.slots, 10);
}

QTEST_APPLESS_MAIN(EngineOperatorsTest)
#include "tst_engine_operators.moc"
