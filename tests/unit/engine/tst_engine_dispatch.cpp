// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which task, which agent, and agents coming and going.
#include "enginedriver.h"

#include <QTest>

using namespace skep;
using test::EngineDriver;

namespace {

TaskSpec withPriority(Priority priority)
{
    TaskSpec spec = EngineDriver::task();
    spec.priority = priority;
    return spec;
}

} // namespace

class EngineDispatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urgentTasksComeFirstAndTiesGoById();
    void oneLevelIsWorthOneAgeStep();
    void endlessUrgentWorkStarvesNobody();
    void nearDeadlineOvertakes();
    void deadlineInThePastCannotOvertakeForEver();
    void requeuedTaskKeepsItsAge();
    void onlyAgentsWithEveryRequirementGetTheTask();
    void typesOfAnAgentLimitIt();
    void wantsImproveTheMatch();
    void idleAgentIsPreferred();
    void provenAgentIsPreferred();
    void ledgerNamesWinnerLosersAndCounts();
    void windowBoundsLeasesHeldAtOnce();
    void closedWindowTakesNothing();
    void cancelledLeaseKeepsItsSlotUntilTheAgentLetsGo();
    void cancelledLeaseFreesItsSlotWhenItsTimeIsOver();
    void lateResultOfACancelledTaskFreesTheSlot();
    void secondHelloOfALiveNameIsRefused();
    void secondHelloOnOneLinkIsOutOfOrder();
    void resumedAgentKeepsItsLeases();
    void resumedAgentGetsTasksItNeverSpokeOf();
    void resumedAgentTakesOverItsOldLink();
    void firstWordsOfAResumedLinkCount();
    void newIncarnationLosesItsLeases();
    void lostAgentKeepsItsLeaseUntilItExpires();
    void byeEndsLeasesAtOnce();
    void deadProcessEndsLeasesAtOnce();
    void drainingAgentGetsNothing();
    void goneAgentCanBeForgotten();
    void readyBeforeHelloIsRefused();
    void goneAgentsMakeRoomAtTheBound();
    void missingCapabilityIsNamed();
    void abilityChangesAreMarked();
};

void EngineDispatchTest::urgentTasksComeFirstAndTiesGoById()
{
    EngineDriver d;
    const TaskId p2 = d.submit(withPriority(Priority::P2));
    const TaskId p0 = d.submit(withPriority(Priority::P0));
    const TaskId p1 = d.submit(withPriority(Priority::P1));
    const TaskId again = d.submit(withPriority(Priority::P0));
    d.join("ann");
    for (const TaskId expected : {p0, again, p1, p2}) {
        QCOMPARE(d.state(expected), TaskState::Leased);
        d.finish(expected);
        d.turn();
    }
}

void EngineDispatchTest::oneLevelIsWorthOneAgeStep()
{
    EngineDriver d;
    const TaskId old = d.submit(withPriority(Priority::P1));
    d.now += limits::kAgeStepMs + 1;
    const TaskId young = d.submit(withPriority(Priority::P0));
    d.join("ann");
    QCOMPARE(d.state(old), TaskState::Leased);
    QCOMPARE(d.state(young), TaskState::Queued);
}

// The stated bound: level p precedes what is submitted more than (p + 1) age steps later.
void EngineDispatchTest::endlessUrgentWorkStarvesNobody()
{
    EngineDriver d;
    d.join("ann");
    d.submit(withPriority(Priority::P0)); // keeps ann busy
    TaskId running = 1;
    const TaskId patient = d.submit(withPriority(Priority::P3));
    const TimeMs begin = d.now;
    TaskId last = patient;
    while (d.state(patient) != TaskState::Leased) {
        TaskSpec urgent = withPriority(Priority::P0);
        urgent.deadline = d.now - 1;
        last = d.submit(urgent); // one in, one out: always one waits
        d.now += 500;
        d.turn({cmd::Renew{d.lease(running)}});
        d.finish(running);
        for (TaskId id = running; id <= last; ++id)
            if (d.state(id) == TaskState::Leased)
                running = id;
        QVERIFY(d.now - begin <= 4 * limits::kAgeStepMs + 1'000);
    }
    QVERIFY(d.now - begin >= 3 * limits::kAgeStepMs);
}

void EngineDispatchTest::nearDeadlineOvertakes()
{
    EngineDriver d;
    const TaskId p1 = d.submit(withPriority(Priority::P1));
    TaskSpec pressing = withPriority(Priority::P3);
    pressing.deadline = d.now + 1'000;
    const TaskId late = d.submit(pressing);
    pressing.deadline = d.now + 3'600'000;
    const TaskId later = d.submit(pressing);
    d.join("ann");
    QCOMPARE(d.state(late), TaskState::Leased);
    d.finish(late);
    QCOMPARE(d.state(p1), TaskState::Leased);
    QCOMPARE(d.state(later), TaskState::Queued);
}

void EngineDispatchTest::deadlineInThePastCannotOvertakeForEver()
{
    EngineDriver d;
    const TaskId old = d.submit(withPriority(Priority::P0));
    d.now += limits::kAgeStepMs + 1;
    TaskSpec pushy = withPriority(Priority::P0);
    pushy.deadline = 1;
    d.submit(pushy);
    d.join("ann");
    QCOMPARE(d.state(old), TaskState::Leased);
}

void EngineDispatchTest::requeuedTaskKeepsItsAge()
{
    EngineDriver d;
    d.join("ann");
    const TaskId first = d.submit();
    const TaskId second = d.submit();
    const TaskId third = d.submit();
    d.failWork(first);
    QCOMPARE(d.state(second), TaskState::Leased);
    d.wait(2'000);
    d.finish(second);
    QCOMPARE(d.state(first), TaskState::Leased);
    QCOMPARE(d.state(third), TaskState::Queued);
}

void EngineDispatchTest::onlyAgentsWithEveryRequirementGetTheTask()
{
    EngineDriver d;
    d.join("ann", 1, {"js"});
    const TaskId id = d.submit(EngineDriver::task("review", {"js", "review"}));
    QVERIFY(!d.isSent(id));
    QCOMPARE(d.state(id), TaskState::Blocked);
    d.join("bob", 1, {"review", "js"});
    QCOMPARE(d.view(id).agent, std::string("bob"));
}

void EngineDispatchTest::typesOfAnAgentLimitIt()
{
    EngineDriver d;
    AgentSpec spec;
    spec.name = "ann";
    spec.types = {"testing", "documentation"};
    QVERIFY(d.joinResult(50, spec).has_value());
    d.turn({cmd::Ready{50, 1}});
    const TaskId review = d.submit(EngineDriver::task("review"));
    const TaskId testing = d.submit(EngineDriver::task("testing"));
    QCOMPARE(d.state(testing), TaskState::Leased);
    QCOMPARE(d.state(review), TaskState::Blocked);
    QCOMPARE(d.view(review).waitArg, std::string("review"));
}

void EngineDispatchTest::wantsImproveTheMatch()
{
    EngineDriver d;
    d.join("ann", 1, {"a"});
    d.join("bob", 1, {"a", "b"});
    TaskSpec spec = EngineDriver::task();
    spec.wants = {"a", "b"};
    QCOMPARE(d.view(d.submit(spec)).agent, std::string("bob"));
    QCOMPARE(d.view(d.submit(spec)).agent, std::string("ann"));
}

void EngineDispatchTest::idleAgentIsPreferred()
{
    EngineDriver d;
    d.join("ann", 4);
    QCOMPARE(d.view(d.submit()).agent, std::string("ann"));
    d.join("bob", 4);
    QCOMPARE(d.view(d.submit()).agent, std::string("bob"));
}

void EngineDispatchTest::provenAgentIsPreferred()
{
    EngineDriver d;
    d.join("ann");
    for (int i = 0; i < 5; ++i) {
        d.failWork(d.submit());
        QCOMPARE(d.engine.agentView("ann")->failed, i + 1);
    }
    QVERIFY(d.engine.agentView("ann")->reliabilityPermille < 400);
    d.join("bob");
    d.clear();
    const TaskId id = d.submit();
    QCOMPARE(d.view(id).agent, std::string("bob"));
    const auto decision = d.events<ev::Leased>().back().decision;
    QVERIFY(decision.winner.reliability > 600);
}

void EngineDispatchTest::ledgerNamesWinnerLosersAndCounts()
{
    EngineDriver d;
    for (const char *name : {"a", "b", "c", "d", "e", "f"})
        d.join(name, 1, {"x"});
    d.join("other", 1, {"y"});
    d.submit(EngineDriver::task("t", {"x"})); // makes one busy
    (void)d.ask(cmd::Drain{{}, "f", true});
    d.clear();
    d.submit(EngineDriver::task("t", {"x"}));
    const Decision decision = d.events<ev::Leased>().at(0).decision;
    QCOMPARE(decision.winner.agent, std::string("b"));
    QCOMPARE(decision.winner.match, 1000);
    QCOMPARE(decision.losers.size(), std::size_t(3));
    QCOMPARE(decision.losers[0].agent, std::string("c"));
    QCOMPARE(decision.losers[2].agent, std::string("e"));
    QCOMPARE(decision.busy, 1u);
    QCOMPARE(decision.draining, 1u);
    QCOMPARE(decision.incapable, 1u);
    QVERIFY(decision.by.empty());
}

void EngineDispatchTest::windowBoundsLeasesHeldAtOnce()
{
    EngineDriver d;
    const LinkId link = d.join("ann", 4);
    d.turn({cmd::Ready{link, 2}});
    for (int i = 0; i < 5; ++i)
        d.submit();
    QCOMPARE(d.engine.agentView("ann")->busy, 2);
    d.turn({cmd::Ready{link, 1000}}); // never more than hello said
    QCOMPARE(d.engine.agentView("ann")->busy, 4);
    d.finish(1);
    QCOMPARE(d.engine.agentView("ann")->busy, 4); // the place was free at once
}

void EngineDispatchTest::closedWindowTakesNothing()
{
    EngineDriver d;
    const LinkId link = d.join("ann", 4);
    d.turn({cmd::Ready{link, 0}});
    const TaskId id = d.submit();
    QCOMPARE(d.view(id).wait, WaitReason::AgentsBusy);
    d.turn({cmd::Ready{link, 1}});
    QCOMPARE(d.state(id), TaskState::Leased);
}

void EngineDispatchTest::cancelledLeaseKeepsItsSlotUntilTheAgentLetsGo()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const TaskId next = d.submit();
    QVERIFY(d.ask(cmd::Cancel{{}, id, {}}).has_value());
    QCOMPARE(d.state(id), TaskState::Cancelled);
    QCOMPARE(d.outputs<out::SendCancel>().size(), std::size_t(1));
    QVERIFY(!d.isSent(next));
    d.turn({cmd::Renew{d.lease(id)}}); // it has not heard: told again
    QCOMPARE(d.outputs<out::SendCancel>().size(), std::size_t(2));
    d.turn({cmd::CancelAck{d.lease(id)}});
    QVERIFY(d.isSent(next));
    QCOMPARE(d.engine.agentView("ann")->busy, 1);
}

void EngineDispatchTest::cancelledLeaseFreesItsSlotWhenItsTimeIsOver()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const TaskId next = d.submit();
    (void)d.ask(cmd::Cancel{{}, id, {}});
    d.wait(10'000);
    d.turn({cmd::Renew{d.lease(id)}}); // does not help
    d.wait(limits::kLeaseMs - 10'001);
    QVERIFY(!d.isSent(next));
    d.wait(1);
    QVERIFY(d.isSent(next));
}

void EngineDispatchTest::lateResultOfACancelledTaskFreesTheSlot()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const TaskId next = d.submit();
    (void)d.ask(cmd::Cancel{{}, id, {}});
    d.finish(id, "\"late\"");
    QVERIFY(d.isSent(next));
    QCOMPARE(d.state(id), TaskState::Cancelled);
    QCOMPARE(d.events<ev::AttemptEnded>().at(0).outcome, Outcome::Cancelled);
    QCOMPARE(d.events<ev::AttemptEnded>().at(1).outcome, Outcome::Superseded);
}

void EngineDispatchTest::secondHelloOfALiveNameIsRefused()
{
    EngineDriver d;
    d.join("ann");
    AgentSpec spec;
    spec.name = "ann";
    const auto result = d.joinResult(60, spec);
    QCOMPARE(result.error().code, ErrorCode::AgentInUse);
    QCOMPARE(result.error().field, std::string("agent"));
}

void EngineDispatchTest::secondHelloOnOneLinkIsOutOfOrder()
{
    EngineDriver d;
    AgentSpec spec;
    spec.name = "ann";
    QVERIFY(d.joinResult(60, spec).has_value());
    spec.name = "bob";
    QCOMPARE(d.joinResult(60, spec).error().code, ErrorCode::OutOfOrder);
}

void EngineDispatchTest::resumedAgentKeepsItsLeases()
{
    EngineDriver d;
    const LinkId link = d.join("ann", 2);
    const TaskId id = d.submit();
    d.turn({cmd::Ask{d.lease(id), "which?", {}}});
    d.turn({cmd::Leave{link, false}});
    QCOMPARE(d.engine.agentView("ann")->state, AgentState::Lost);
    (void)d.ask(cmd::Answer{{}, id, "this"});
    QVERIFY(d.outputs<out::SendAnswer>().empty());
    d.wait(5'000);
    const LinkId back = d.join("ann", 2, {}, true);
    QCOMPARE(d.outputs<out::SendAnswer>().at(0).link, back); // what it missed
    QCOMPARE(d.state(id), TaskState::Running);
    LeaseRef at = d.lease(id);
    at.link = back;
    d.turn({cmd::Finish{at, true, false, false, 0, "1", {}, {}}});
    QCOMPARE(d.state(id), TaskState::Done);
}

// A task lost on the broken link comes again with its fence; else a lease that does not run out would never end.
void EngineDispatchTest::resumedAgentGetsTasksItNeverSpokeOf()
{
    EngineDriver d;
    const LinkId link = d.join("ann", 4);
    TaskSpec spec = EngineDriver::task();
    const TaskId lost = d.submit(spec);
    const TaskId renewed = d.submit(spec);
    const TaskId finished = d.submit(spec);
    d.turn({cmd::Renew{d.lease(renewed)}});
    const LeaseRef before = d.lease(lost);
    d.turn({cmd::Leave{link, false}});
    d.clear();
    AgentSpec ann;
    ann.name = "ann";
    ann.slots = 4;
    LeaseRef at = d.lease(finished);
    at.link = 77;
    d.turn({cmd::Join{77, 1, ann, true}, cmd::Finish{at, true, false, false, 0, "1", {}, {}}});
    const auto again = d.outputs<out::SendTask>();
    QCOMPARE(again.size(), std::size_t(1));
    QCOMPARE(again.at(0).id, lost);
    QCOMPARE(again.at(0).fence, before.fence);
    QCOMPARE(again.at(0).link, LinkId(77));
    QCOMPARE(d.state(finished), TaskState::Done);
    QVERIFY(d.outputs<out::LeaseRefused>().empty());
}

void EngineDispatchTest::resumedAgentTakesOverItsOldLink()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    const LinkId back = d.join("ann", 1, {}, true);
    QCOMPARE(d.outputs<out::CloseLink>().at(0).link, link);
    d.turn({cmd::Leave{link, false}}); // the old link's end says nothing any more
    QCOMPARE(d.engine.agentView("ann")->state, AgentState::Busy);
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(back != link);
}

void EngineDispatchTest::firstWordsOfAResumedLinkCount()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::Leave{link, false}});
    d.wait(limits::kLeaseMs - 1'000);
    d.now += 1'900; // the lease is over by now, but the agent's words are in this turn
    AgentSpec spec;
    spec.name = "ann";
    LeaseRef at = d.lease(id);
    at.link = 900;
    d.turn({cmd::Join{900, 1, spec, true}, cmd::Ready{900, 1}, cmd::Renew{at}});
    QCOMPARE(d.state(id), TaskState::Leased);
}

void EngineDispatchTest::newIncarnationLosesItsLeases()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::Leave{link, false}});
    d.join("ann");
    QCOMPARE(d.view(id).lastOutcome, Outcome::AgentGone);
    QCOMPARE(d.view(id).wait, WaitReason::Backoff);
    QCOMPARE(d.engine.agentView("ann")->busy, 0);
}

void EngineDispatchTest::lostAgentKeepsItsLeaseUntilItExpires()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.wait(1'000);
    d.turn({cmd::Leave{link, false}});
    QCOMPARE(d.events<ev::AgentLeft>().at(0).cause, std::string("connection lost"));
    d.wait(limits::kLeaseMs - 1'001);
    QCOMPARE(d.state(id), TaskState::Leased);
    d.wait(1);
    QCOMPARE(d.view(id).lastOutcome, Outcome::Expired);
    d.wait(1'000);
    QCOMPARE(d.engine.agentView("ann")->state, AgentState::Gone);
    QCOMPARE(d.events<ev::AgentLeft>().size(), std::size_t(2));
}

void EngineDispatchTest::byeEndsLeasesAtOnce()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::Leave{link, true}});
    QCOMPARE(d.view(id).lastOutcome, Outcome::AgentGone);
    QCOMPARE(d.engine.agentView("ann")->state, AgentState::Gone);
}

void EngineDispatchTest::deadProcessEndsLeasesAtOnce()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::AgentGone{"ann", "killed by signal 9"}});
    QCOMPARE(d.view(id).lastOutcome, Outcome::AgentGone);
    QCOMPARE(d.view(id).error, std::string("killed by signal 9"));
    QCOMPARE(d.engine.agentView("ann")->cause, std::string("killed by signal 9"));
    QVERIFY(!d.turn({cmd::Leave{link, false}}).hasFacts());
    QVERIFY(!d.turn({cmd::AgentGone{"nobody", {}}}).hasFacts());
}

void EngineDispatchTest::drainingAgentGetsNothing()
{
    EngineDriver d;
    d.join("ann", 2);
    const TaskId first = d.submit();
    QVERIFY(d.ask(cmd::Drain{{}, "ann", true}).has_value());
    QCOMPARE(d.outputs<out::SendDrain>().size(), std::size_t(1));
    const TaskId second = d.submit();
    QCOMPARE(d.view(second).wait, WaitReason::Draining);
    QCOMPARE(d.state(second), TaskState::Blocked);
    QCOMPARE(d.engine.counts().of(TaskState::Blocked), 1);
    d.finish(first); // what it has, it ends
    QCOMPARE(d.state(first), TaskState::Done);
    QVERIFY(d.ask(cmd::Drain{{}, "ann", false}).has_value());
    QCOMPARE(d.state(second), TaskState::Leased);
    QCOMPARE(d.ask(cmd::Drain{{}, "nobody", true}).error().code, ErrorCode::NotFound);
}

void EngineDispatchTest::goneAgentCanBeForgotten()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    d.finish(id);
    QCOMPARE(d.ask(cmd::Forget{{}, "ann"}).error().code, ErrorCode::Conflict);
    d.turn({cmd::Leave{link, true}});
    QVERIFY(d.ask(cmd::Forget{{}, "ann"}).has_value());
    QCOMPARE(d.ask(cmd::Forget{{}, "ann"}).error().code, ErrorCode::NotFound);
    QVERIFY(d.engine.agents().empty());
    QCOMPARE(d.view(id).agent, std::string("ann")); // the task still knows
    d.join("bob");
    QCOMPARE(d.view(id).agent, std::string("ann"));
}

void EngineDispatchTest::readyBeforeHelloIsRefused()
{
    EngineDriver d;
    const Batch &batch = d.turn({cmd::Ready{5, 1}});
    QVERIFY(!batch.hasFacts());
    QCOMPARE(d.outputs<out::Reply>().at(0).result.error().code, ErrorCode::OutOfOrder);
}

void EngineDispatchTest::goneAgentsMakeRoomAtTheBound()
{
    engine::Engine engine;
    TimeMs now = 1;
    const auto join = [&](std::size_t n) {
        AgentSpec spec;
        spec.name = "agent-" + std::to_string(n);
        std::vector<Command> commands{cmd::Join{n + 1, n, spec, false}};
        const Batch batch = engine.apply(commands, ++now);
        return std::get<out::Reply>(batch.outputs.back().body).result;
    };
    for (std::size_t n = 0; n < limits::kAgentsMax; ++n)
        QVERIFY(join(n).has_value());
    QCOMPARE(join(limits::kAgentsMax).error().code, ErrorCode::QueueFull);
    std::vector<Command> leave{cmd::Leave{8, true}};
    (void)engine.apply(leave, ++now);
    QVERIFY(join(limits::kAgentsMax + 1).has_value());
    QVERIFY(!engine.agentView("agent-7").has_value());
    QCOMPARE(engine.checkInvariants(), std::string());
}

void EngineDispatchTest::missingCapabilityIsNamed()
{
    EngineDriver d;
    const TaskId id = d.submit(EngineDriver::task("review", {"cpp", "gpu"}));
    QCOMPARE(d.view(id).wait, WaitReason::NoAgents);
    QCOMPARE(d.state(id), TaskState::Blocked);
    d.join("ann", 1, {"cpp"});
    QCOMPARE(d.view(id).wait, WaitReason::MissingCapability);
    QCOMPARE(d.view(id).waitArg, std::string("gpu"));
    d.join("bob", 1, {"gpu"});
    QCOMPARE(d.view(id).waitArg, std::string("cpp + gpu")); // each has one, nobody both
    const Explanation why = d.engine.explain(id);
    QCOMPARE(why.nearestAgent, std::string("ann"));
    QCOMPARE(why.missing, std::vector<std::string>{"gpu"});
    QCOMPARE(why.incapable, 2u);
    QCOMPARE(why.ahead, std::int64_t(0));
}

void EngineDispatchTest::abilityChangesAreMarked()
{
    EngineDriver d;
    for (int i = 0; i < 5; ++i)
        d.submit(EngineDriver::task("review", {"cpp"}));
    (void)d.engine.takeChangedTasks();
    const LinkId link = d.join("ann", 1, {"cpp"});
    QCOMPARE(d.engine.takeChangedTasks().size(), std::size_t(5));
    d.turn({cmd::Leave{link, true}});
    QCOMPARE(d.engine.takeChangedTasks().size(), std::size_t(5));
    QVERIFY(d.engine.takeChangedTasks().empty());
}

QTEST_APPLESS_MAIN(EngineDispatchTest)
#include "tst_engine_dispatch.moc"
