// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who could take a task and when, agents in place of others, and tasks that wait for one agent.
#include "enginedriver.h"

#include <QTest>

using namespace skep;
using test::EngineDriver;

class EngineAssignTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void menuListsFreeAgentsThenBusyOnesByWait();
    void menuSaysWhatSpeaksForAnAgent();
    void waitIsEstimatedFromRunTimes();
    void firstChoiceThatChangedIsNotTakenUnseen();
    void substituteIsOfTheSameKindAndModel();
    void substituteIsSaidAndReasoned_data();
    void substituteIsSaidAndReasoned();
    void withoutASubstituteTheOperatorIsAsked();
    void agentThatWasNeverAbleIsNotReplaced();
    void reservedTaskGetsItsAgentsNextSlot();
    void reservedTasksComeByUrgency();
    void soonestAgentIsReservedWithoutAName();
    void replacingComesBeforeWaiting();
    void reservationEndsWithItsAgent_data();
    void reservationEndsWithItsAgent();
    void lostAgentKeepsItsReservationsWhileItMayResume();
    void resumedAgentThatCanDoLessLosesThem();
    void operatorsEndAReservation();
    void passedOverReservationComesBack();
    void reservationOutlivesTheHub();
    void reservationOfAnAgentThatNeverReturnsEnds();
    void pausedQueueStillServesReservations();
    void aLineHasABound();
};

namespace {

AgentSpec agent(const std::string &name, int slotCount = 1, const std::string &model = "m", const std::string &kind = "nanobot")
{
    AgentSpec spec;
    spec.name = name;
    spec.kind = kind;
    spec.model = model;
    spec.machine = "ada";
    spec.slots = slotCount;
    spec.capabilities = {"cpp"};
    return spec;
}

TaskSpec held(std::vector<std::string> required = {"cpp"})
{
    TaskSpec spec = EngineDriver::task("review", std::move(required));
    spec.start = StartPolicy::Held;
    return spec;
}

std::vector<std::string> names(const Explanation &why)
{
    std::vector<std::string> all;
    for (const Choice &choice : why.candidates)
        all.push_back(choice.agent);
    return all;
}

cmd::Assign nextFor(TaskId id, const std::string &name = "ann")
{
    return {{}, id, name, 0, true};
}

// "ann" works on a task of hers; the second one waits.
struct Line
{
    EngineDriver d;
    LinkId ann = 0;
    TaskId running = 0;

    explicit Line(int slotCount = 1)
    {
        ann = d.join(agent("ann", slotCount));
        for (int i = 0; i < slotCount; ++i) {
            running = d.submit(EngineDriver::task("review", {"cpp"}));
            d.start(running);
        }
    }
};

} // namespace

void EngineAssignTest::menuListsFreeAgentsThenBusyOnesByWait()
{
    EngineDriver d;
    d.join(agent("quick"));
    const TaskId sample = d.submit(EngineDriver::task("review", {"cpp"}));
    d.now += 8'000;
    d.finish(sample);
    d.submit(EngineDriver::task("review", {"cpp"})); // quick has it
    d.now += 2'000;
    d.join(agent("late"));
    d.submit(EngineDriver::task("review", {"cpp"}));
    d.join(agent("drained"));
    (void)d.ask(cmd::Drain{{}, "drained", true});
    AgentSpec other = agent("unable");
    other.capabilities = {"js"};
    d.join(other);
    const LinkId paused = d.join(agent("paused"));
    d.turn({cmd::Ready{paused, 0}});
    d.join(agent("free", 2));
    const Explanation why = d.engine.explain(d.submit(held()));
    QCOMPARE(names(why), (std::vector<std::string>{"free", "quick", "late", "paused"}));
    QCOMPARE(why.candidates[0].waitMs, 0);
    QCOMPARE(why.candidates[1].waitMs, 6'000);
    QCOMPARE(why.candidates[2].waitMs, 8'000);
    QCOMPARE(why.candidates[3].waitMs, -1);
    QCOMPARE(why.draining, 1u);
    QCOMPARE(why.busy, 3u);
    QVERIFY(why.decision != 0 && why.decision < (std::uint64_t(1) << 53));
}

void EngineAssignTest::menuSaysWhatSpeaksForAnAgent()
{
    EngineDriver d;
    d.join(agent("ann", 3));
    for (int i = 0; i < 5; ++i)
        d.finish(d.submit(EngineDriver::task("review", {"cpp"})), i == 0 ? "bad" : "{}");
    (void)d.ask(cmd::Cancel{{}, 1, {}});
    d.finish(d.submit(EngineDriver::task("other", {"cpp"})));
    d.submit(EngineDriver::task("other", {"cpp"}));
    const Explanation why = d.engine.explain(d.submit(held()));
    QCOMPARE(why.candidates.size(), std::size_t(1));
    const Choice &choice = why.candidates[0];
    QCOMPARE(choice.agent, std::string("ann"));
    QCOMPARE(choice.accepted, 4);
    QCOMPARE(choice.judged, 5); // at tasks of this type
    QCOMPARE(choice.busy, 1);
    QCOMPARE(choice.slots, 3);
    QCOMPARE(choice.model, std::string("m"));
    QCOMPARE(choice.kind, std::string("nanobot"));
    QCOMPARE(choice.machine, std::string("ada"));
    QCOMPARE(choice.match, 1000);
    QVERIFY(choice.score > 0);
}

void EngineAssignTest::waitIsEstimatedFromRunTimes()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(held());
    QCOMPARE(d.engine.explain(id).candidates[0].waitMs, -1); // nothing was finished yet
    d.now += 4'000;
    d.finish(line.running);
    const TaskId next = d.submit(EngineDriver::task("review", {"cpp"}));
    d.start(next);
    const auto wait = [&] { return d.engine.explain(id).candidates[0].waitMs; };
    QCOMPARE(wait(), 4'000);
    d.now += 1'000;
    d.turn({cmd::Renew{d.lease(next)}});
    QCOMPARE(wait(), 3'000);
    QVERIFY(d.ask(nextFor(id)));
    const TaskView view = d.view(id);
    QCOMPARE(view.wait, WaitReason::NextFor);
    QCOMPARE(view.waitArg, std::string("ann"));
    QCOMPARE(view.waitCount, 1);
    QCOMPARE(view.waitUntil, d.now + 3'000);
    const Explanation why = d.engine.explain(id);
    QCOMPARE(why.waitMs, 3'000);
    QCOMPARE(why.ahead, 0);
    const TaskId second = d.submit(held()); // behind it
    QCOMPARE(d.engine.explain(second).candidates[0].waitMs, 7'000);
    d.now += 9'000;
    d.turn({cmd::Renew{d.lease(next)}});
    QCOMPARE(wait(), 1'000); // late: a quarter more
    d.turn({cmd::Ask{d.lease(next), "which?", {}}});
    QCOMPARE(wait(), -1); // nobody knows when a person answers
    d.finish(next);
    d.now += 12'000;
    d.finish(id);
    const TaskId last = d.submit(EngineDriver::task("review", {"cpp"}));
    QCOMPARE(d.state(last), TaskState::Leased);
    // 4,000, then 10,000, then 12,000; each weighs an eighth.
    QCOMPARE(d.engine.explain(second).candidates[0].waitMs, 5'656);
}

void EngineAssignTest::firstChoiceThatChangedIsNotTakenUnseen()
{
    EngineDriver d;
    d.join(agent("ann"));
    const TaskId id = d.submit(held());
    const std::uint64_t seen = d.engine.explain(id).decision;
    QCOMPARE(d.engine.explain(id).decision, seen);
    d.submit(EngineDriver::task("review", {"cpp"})); // takes ann
    d.join(agent("bob"));
    QVERIFY(d.engine.explain(id).decision != seen);
    const Error error = d.ask(cmd::Assign{{}, id, {}, seen}).error();
    QCOMPARE(error.code, ErrorCode::StaleChoice);
    QCOMPARE(error.arg, std::string("bob"));
    QCOMPARE(d.view(id).wait, WaitReason::Held);
    const out::Reply reply = d.reply(cmd::Assign{{}, id, {}, seen, false, true});
    QCOMPARE(reply.agent, std::string("bob"));
    QCOMPARE(reply.reason, std::string("changed"));
    // After that it is another attempt of the task that is decided on.
    QVERIFY(d.ask(cmd::Unassign{{}, id, reply.fence}));
    d.wait(16'000);
    const std::uint64_t now = d.engine.explain(id).decision;
    QVERIFY(now != seen);
    const out::Reply same = d.reply(cmd::Assign{{}, id, {}, now});
    QVERIFY(same.result && same.reason.empty());
}

void EngineAssignTest::substituteIsOfTheSameKindAndModel()
{
    EngineDriver d;
    d.join(agent("ann"));
    d.join(agent("model", 9, "other"));
    d.join(agent("kind", 9, "m", "client"));
    const TaskId id = d.submit(held());
    (void)d.ask(cmd::Drain{{}, "ann", true});
    QCOMPARE(d.ask(cmd::Assign{{}, id, "ann"}).error().code, ErrorCode::Conflict); // was not asked to
    QCOMPARE(d.ask(cmd::Assign{{}, id, "ann", 0, false, true}).error().code, ErrorCode::StaleChoice);
    d.join(agent("bob"));
    d.join(agent("carl", 4));
    d.submit(EngineDriver::task("x", {"nobody"}));
    const out::Reply reply = d.reply(cmd::Assign{{}, id, "ann", 0, false, true});
    QVERIFY(reply.result);
    QVERIFY(reply.agent == "bob" || reply.agent == "carl");
    QCOMPARE(d.events<ev::Leased>().back().agent, reply.agent);
    QCOMPARE(d.events<ev::Leased>().back().decision.winner.agent, reply.agent);
    QCOMPARE(d.events<ev::Leased>().back().decision.by, std::string("tester"));
}

void EngineAssignTest::substituteIsSaidAndReasoned_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"gone", "draining", "busy"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EngineAssignTest::substituteIsSaidAndReasoned()
{
    QFETCH(QString, what);
    EngineDriver d;
    const LinkId ann = d.join(agent("ann"));
    if (what == QLatin1String("gone"))
        d.turn({cmd::Leave{ann, true}});
    else if (what == QLatin1String("draining"))
        (void)d.ask(cmd::Drain{{}, "ann", true});
    else
        d.submit(EngineDriver::task("review", {"cpp"}));
    d.join(agent("bob"));
    const TaskId id = d.submit(held());
    const out::Reply reply = d.reply(cmd::Assign{{}, id, "ann", 0, false, true});
    QVERIFY(reply.result);
    QCOMPARE(reply.agent, std::string("bob"));
    QCOMPARE(reply.reason, what.toStdString());
    QVERIFY(!reply.waits);
    QCOMPARE(d.view(id).agent, std::string("bob"));
}

void EngineAssignTest::withoutASubstituteTheOperatorIsAsked()
{
    EngineDriver d;
    d.join(agent("ann"));
    d.submit(EngineDriver::task("review", {"cpp"}));
    const TaskId id = d.submit(held());
    const TaskRow before = d.row(id);
    const auto error = [&](const char *name) { return d.ask(cmd::Assign{{}, id, name, 0, false, true}).error(); };
    QCOMPARE(error("ann").detail, std::string("ann is busy; nobody else is able"));
    d.join(agent("bob", 1, "other"));
    Error asked = error("ann");
    QCOMPARE(asked.code, ErrorCode::StaleChoice);
    QCOMPARE(asked.field, std::string("agent"));
    QCOMPARE(asked.arg, std::string("bob"));
    QCOMPARE(asked.detail, std::string("ann is busy; bob could take it now"));
    asked = error("nobody");
    QCOMPARE(asked.code, ErrorCode::StaleChoice);
    QCOMPARE(asked.detail, std::string("nobody is gone; bob could take it now"));
    d.clear();
    (void)error("ann");
    QVERIFY(d.events<ev::Leased>().empty() && d.events<ev::Changed>().empty());
    QVERIFY(d.row(id) == before);
}

void EngineAssignTest::agentThatWasNeverAbleIsNotReplaced()
{
    EngineDriver d;
    AgentSpec js = agent("js");
    js.capabilities = {"js"};
    d.join(js);
    d.join(agent("ann"));
    const TaskId id = d.submit(held());
    const Error error = d.ask(cmd::Assign{{}, id, "js", 0, true, true}).error();
    QCOMPARE(error.code, ErrorCode::NoCandidate);
    QCOMPARE(error.detail, std::string("the agent lacks cpp"));
}

void EngineAssignTest::reservedTaskGetsItsAgentsNextSlot()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(held());
    const out::Reply reply = d.reply(nextFor(id));
    QVERIFY(reply.result && reply.waits);
    QCOMPARE(reply.agent, std::string("ann"));
    QCOMPARE(reply.fence, Fence{0});
    QCOMPARE(d.events<ev::Reserved>().size(), std::size_t(1));
    QCOMPARE(d.events<ev::Reserved>()[0].by, std::string("tester"));
    QCOMPARE(d.state(id), TaskState::Blocked);
    QVERIFY(d.view(id).held); // and stays so
    QVERIFY(d.reply(nextFor(id)).waits); // once more: nothing
    QCOMPARE(d.events<ev::Reserved>().size(), std::size_t(1));
    d.join(agent("bob", 5)); // free, and yet it does not get it
    QCOMPARE(d.state(id), TaskState::Blocked);
    TaskSpec urgent = EngineDriver::task("review", {"cpp"});
    urgent.priority = Priority::P0;
    (void)d.ask(cmd::Drain{{}, "bob", true});
    const TaskId other = d.submit(urgent);
    d.finish(line.running);
    QCOMPARE(d.state(id), TaskState::Leased); // before any other task
    QCOMPARE(d.view(id).agent, std::string("ann"));
    QCOMPARE(d.events<ev::Leased>().back().decision.by, std::string("tester"));
    QCOMPARE(d.state(other), TaskState::Queued);
    d.finish(id);
    QCOMPARE(d.state(other), TaskState::Leased);
}

void EngineAssignTest::reservedTasksComeByUrgency()
{
    Line line;
    EngineDriver &d = line.d;
    TaskSpec spec = held();
    const TaskId first = d.submit(spec);
    const TaskId second = d.submit(spec);
    spec.priority = Priority::P0;
    const TaskId urgent = d.submit(spec);
    for (const TaskId id : {first, second, urgent})
        QVERIFY(d.ask(nextFor(id)));
    QCOMPARE(d.view(urgent).waitCount, 1);
    QCOMPARE(d.view(first).waitCount, 2);
    QCOMPARE(d.view(second).waitCount, 3);
    (void)d.engine.takeChangedTasks();
    QVERIFY(d.ask(cmd::SetPriority{{}, second, Priority::P0}));
    const auto marked = d.engine.takeChangedTasks(); // their places changed
    QVERIFY(std::find(marked.begin(), marked.end(), first) != marked.end());
    QCOMPARE(d.view(second).waitCount, 1); // the older of the two
    QCOMPARE(d.view(urgent).waitCount, 2);
    d.finish(line.running);
    for (const TaskId id : {second, urgent, first}) {
        QCOMPARE(d.state(id), TaskState::Leased);
        d.finish(id);
    }
}

void EngineAssignTest::soonestAgentIsReservedWithoutAName()
{
    EngineDriver d;
    d.join(agent("ann"));
    const TaskId sample = d.submit(EngineDriver::task("review", {"cpp"}));
    d.now += 5'000;
    d.finish(sample);
    d.join(agent("bob"));
    const TaskId a = d.submit(EngineDriver::task("review", {"cpp"}));
    const std::string early = d.view(a).agent;
    d.now += 1'000;
    d.submit(EngineDriver::task("review", {"cpp"}));
    const TaskId id = d.submit(held());
    QCOMPARE(d.ask(cmd::Assign{{}, id, {}}).error().code, ErrorCode::AllBusy);
    const out::Reply reply = d.reply(nextFor(id, {}));
    QVERIFY(reply.waits);
    QCOMPARE(reply.agent, early);
    QCOMPARE(d.ask(nextFor(d.submit(held({"gpu"})), {})).error().code, ErrorCode::NoCandidate);
}

void EngineAssignTest::replacingComesBeforeWaiting()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId first = d.submit(held());
    QVERIFY(d.reply(cmd::Assign{{}, first, "ann", 0, true, true}).waits); // nobody else there
    d.join(agent("bob"));
    const TaskId second = d.submit(held());
    const out::Reply reply = d.reply(cmd::Assign{{}, second, "ann", 0, true, true});
    QCOMPARE(reply.agent, std::string("bob"));
    QCOMPARE(reply.reason, std::string("busy"));
    QVERIFY(!reply.waits);
}

void EngineAssignTest::reservationEndsWithItsAgent_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"drains", "says bye", "is known dead", "starts anew"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void EngineAssignTest::reservationEndsWithItsAgent()
{
    QFETCH(QString, how);
    Line line;
    EngineDriver &d = line.d;
    const TaskId waits = d.submit(held());
    const TaskId automatic = d.submit(EngineDriver::task("review", {"cpp"}));
    const TaskId failed = d.submit(EngineDriver::task("review", {"cpp"}));
    d.join(agent("bob", 1));
    d.failWork(automatic); // bob had it
    d.finish(failed);
    QCOMPARE(d.view(automatic).wait, WaitReason::Backoff);
    const TimeMs due = d.row(automatic).notBefore;
    for (const TaskId id : {waits, automatic})
        QVERIFY(d.ask(cmd::Assign{{}, id, "ann", 0, true}));
    QCOMPARE(d.view(automatic).wait, WaitReason::NextFor);
    if (how == QLatin1String("drains"))
        QVERIFY(d.ask(cmd::Drain{{}, "ann", true}));
    else if (how == QLatin1String("says bye"))
        d.turn({cmd::Leave{line.ann, true}});
    else if (how == QLatin1String("is known dead"))
        d.turn({cmd::AgentGone{"ann", "process exit 9"}});
    else {
        d.turn({cmd::Leave{line.ann, false}});
        QCOMPARE(d.view(waits).wait, WaitReason::NextFor); // it may come back
        d.join(agent("ann"));
    }
    QCOMPARE(d.view(waits).wait, WaitReason::Held);
    QCOMPARE(d.view(automatic).wait, WaitReason::Backoff); // what it was
    QCOMPARE(d.row(automatic).notBefore, due);
    QVERIFY(!d.row(waits).assigned && !d.row(automatic).assigned);
    if (how == QLatin1String("says bye"))
        QVERIFY(d.ask(cmd::Forget{{}, "ann"}));
}

void EngineAssignTest::lostAgentKeepsItsReservationsWhileItMayResume()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(held());
    QVERIFY(d.ask(nextFor(id)));
    d.turn({cmd::Leave{line.ann, false}});
    d.wait(5'000);
    QCOMPARE(d.view(id).wait, WaitReason::NextFor);
    QCOMPARE(d.view(id).waitUntil, 0); // nobody knows
    QCOMPARE(d.ask(nextFor(d.submit(held()))).error().code, ErrorCode::AgentGone); // no new ones
    const LinkId back = d.join(agent("ann"), true);
    QCOMPARE(d.view(id).wait, WaitReason::NextFor);
    d.finish(line.running);
    QCOMPARE(d.view(id).agent, std::string("ann"));
    const TaskId second = d.submit(held());
    QVERIFY(d.ask(nextFor(second)));
    d.turn({cmd::Leave{back, false}});
    d.wait(limits::kLeaseMs + 1'000);
    QCOMPARE(d.view(second).wait, WaitReason::Held);
}

void EngineAssignTest::resumedAgentThatCanDoLessLosesThem()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId cpp = d.submit(held()), any = d.submit(held({}));
    QVERIFY(d.ask(nextFor(cpp)));
    QVERIFY(d.ask(nextFor(any)));
    d.turn({cmd::Leave{line.ann, false}});
    AgentSpec less = agent("ann");
    less.capabilities = {};
    d.join(less, true);
    QCOMPARE(d.view(cpp).wait, WaitReason::Held);
    QCOMPARE(d.view(any).wait, WaitReason::NextFor);
}

void EngineAssignTest::operatorsEndAReservation()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId cancelled = d.submit(held()), kept = d.submit(held()), plain = d.submit(EngineDriver::task("review", {"cpp"}));
    for (const TaskId id : {cancelled, kept, plain})
        QVERIFY(d.ask(nextFor(id)));
    QVERIFY(d.ask(cmd::Cancel{{}, cancelled, {}}));
    QCOMPARE(d.state(cancelled), TaskState::Cancelled);
    QVERIFY(d.ask(cmd::Hold{{}, kept, true})); // was held before, too
    QCOMPARE(d.view(kept).wait, WaitReason::Held);
    QVERIFY(d.ask(cmd::Hold{{}, plain, true}));
    QCOMPARE(d.view(plain).wait, WaitReason::Held);
    QVERIFY(d.ask(nextFor(plain)));
    QVERIFY(d.ask(cmd::Hold{{}, plain, false})); // its wait goes on
    QCOMPARE(d.view(plain).wait, WaitReason::NextFor);
    QVERIFY(!d.view(plain).held);
    d.finish(line.running);
    QCOMPARE(d.view(plain).agent, std::string("ann"));
    QCOMPARE(d.view(kept).wait, WaitReason::Held);
}

void EngineAssignTest::passedOverReservationComesBack()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(held());
    QVERIFY(d.ask(nextFor(id)));
    d.join(agent("bob"));
    const Fence fence = d.reply(cmd::Assign{{}, id, "bob"}).fence;
    QCOMPARE(d.view(id).agent, std::string("bob"));
    (void)d.ask(cmd::Drain{{}, "ann", true}); // meanwhile its agent does not take it any more
    QVERIFY(d.ask(cmd::Unassign{{}, id, fence}));
    QCOMPARE(d.view(id).wait, WaitReason::Held);
}

void EngineAssignTest::reservationOutlivesTheHub()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(held());
    const TaskRow before = d.row(id);
    QVERIFY(d.ask(nextFor(id)));
    EngineDriver e;
    e.now = d.now + 2'000;
    e.engine.restore(d.restored());
    e.turn();
    QCOMPARE(e.view(id).wait, WaitReason::NextFor);
    QCOMPARE(e.view(id).waitArg, std::string("ann"));
    e.join(agent("bob")); // is there first
    QCOMPARE(e.view(id).wait, WaitReason::NextFor);
    const LinkId ann = e.join(agent("ann"), true);
    QCOMPARE(e.view(id).wait, WaitReason::NextFor);
    e.turn({cmd::Finish{{ann, line.running, d.lease(line.running).fence}, true, false, false, 0, "{}", {}, {}}});
    QCOMPARE(e.view(id).agent, std::string("ann"));
    QCOMPARE(e.events<ev::Leased>().back().decision.by, std::string("tester"));
    QVERIFY(e.ask(cmd::Unassign{{}, id, e.view(id).fence}));
    TaskRow after = e.row(id);
    after.fence = before.fence;
    QVERIFY(after == before);
}

void EngineAssignTest::reservationOfAnAgentThatNeverReturnsEnds()
{
    Line line;
    EngineDriver &d = line.d;
    const TaskId id = d.submit(EngineDriver::task("review", {"cpp"}));
    QVERIFY(d.ask(nextFor(id)));
    EngineDriver e;
    e.now = d.now + 2'000;
    e.engine.restore(d.restored());
    e.join(agent("bob", 2));
    e.wait(limits::kLeaseMs - 1'000);
    QCOMPARE(e.view(id).wait, WaitReason::NextFor);
    e.wait(2'000);
    QCOMPARE(e.view(id).agent, std::string("bob"));
}

void EngineAssignTest::pausedQueueStillServesReservations()
{
    Line line;
    EngineDriver &d = line.d;
    QVERIFY(d.ask(cmd::Pause{{}, {}, true}));
    const TaskId id = d.submit(EngineDriver::task("review", {"cpp"}));
    QVERIFY(d.ask(nextFor(id))); // as an assignment starts paused tasks
    d.finish(line.running);
    QCOMPARE(d.state(id), TaskState::Leased);
}

void EngineAssignTest::aLineHasABound()
{
    Line line;
    EngineDriver &d = line.d;
    TaskId id = 0;
    for (std::size_t i = 0; i < limits::kReservedPerAgentMax; ++i) {
        id = d.submit(held());
        QVERIFY(d.ask(nextFor(id)));
    }
    QCOMPARE(d.view(id).waitCount, static_cast<std::int64_t>(limits::kReservedPerAgentMax));
    const TaskId more = d.submit(held());
    const Error error = d.ask(nextFor(more)).error();
    QCOMPARE(error.code, ErrorCode::AllBusy);
    QCOMPARE(error.limit, static_cast<std::int64_t>(limits::kReservedPerAgentMax));
    QCOMPARE(d.view(more).wait, WaitReason::Held);
    QVERIFY(d.reply(nextFor(id)).waits);
    (void)d.ask(cmd::Drain{{}, "ann", true});
    QCOMPARE(d.view(id).wait, WaitReason::Held);
}

QTEST_APPLESS_MAIN(EngineAssignTest)
#include "tst_engine_assign.moc"
