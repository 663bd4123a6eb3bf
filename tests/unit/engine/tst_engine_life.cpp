// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a task under an agent's hands.
#include "enginedriver.h"

#include <QTest>

using namespace skep;
using test::EngineDriver;

class EngineLifeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taskGoesFromSubmissionToDone();
    void agentShowsTheNewestTaskItHolds();
    void taskLeavesOnceItsSubmissionIsDurable();
    void storedAndAcceptedWaitForTheirBatch();
    void repeatedKeyGivesTheSameTask();
    void repeatedKeyWaitsForTheOriginal();
    void keyIsForgottenAfterADay();
    void renewalsKeepALease();
    void lostAgentIsSaidOnItsTasks();
    void silentLeaseExpiresIntoBackoff();
    void expiryAfterTheLastAttemptFails();
    void renewalOfTheSameTurnComesBeforeTheTimer();
    void sleepExtendsEveryLease();
    void shortGapExtendsNothing();
    void failedWorkBacksOffLonger();
    void rejectedVerdictQueuesAgainAndThenFails();
    void throttledWorkCostsNoAttempt();
    void staleResultIsKeptAndRefused();
    void staleResultsAreBounded();
    void fenceThatWasNeverGivenIsOnlyRefused();
    void acceptedResultSaidTwiceIsStoredTwice();
    void failedResultSaidTwiceIsStoredTwice();
    void resultWithoutStartIsGood();
    void wordsOfAnotherAgentAreRefused();
    void wordsAboutUnknownTasksAreRefused();
    void staleWordsAreRefused_data();
    void staleWordsAreRefused();
    void questionIsAnsweredAndRemembered();
    void answersGoAlongWithTheNextAttempt();
    void artifactsAreBoundedAndKeptOnce();
    void simulatedResultIsMarked();
    void everyFactHasANumberAndEmptyTurnsHaveNone();
};

// What the agents page says of an agent is about one task: never one task's title with another's note.
void EngineLifeTest::agentShowsTheNewestTaskItHolds()
{
    EngineDriver d;
    d.join("ann", 2);
    const TaskId slow = d.submit();
    d.turn({cmd::Progress{d.lease(slow), 1, 5, "one of five", {}}});
    d.now += 1'000;
    const TaskId quick = d.submit();
    QCOMPARE(d.engine.agentView("ann")->lastTask, quick);
    QCOMPARE(d.engine.agentView("ann")->lastNote, std::string());
    d.turn({cmd::Progress{d.lease(slow), 2, 5, "two of five", {}}});
    QCOMPARE(d.engine.agentView("ann")->lastNote, std::string());
    d.finish(quick);
    QCOMPARE(d.engine.agentView("ann")->lastTask, slow);
    QCOMPARE(d.engine.agentView("ann")->lastNote, std::string("two of five"));
    d.now += 1'000;
    d.finish(slow);
    QCOMPARE(d.engine.agentView("ann")->lastTask, quick);
    QCOMPARE(d.engine.agentView("ann")->lastNote, std::string());
    QCOMPARE(d.engine.agentView("ann")->since, d.now); // idle from here on
}

void EngineLifeTest::taskGoesFromSubmissionToDone()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    QCOMPARE(id, TaskId(1));
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.view(id).agent, std::string("ann"));
    d.start(id);
    QCOMPARE(d.state(id), TaskState::Running);
    d.turn({cmd::Progress{d.lease(id), 2, 5, "two of five", {"line"}}});
    QCOMPARE(d.view(id).progressDone, 2);
    QCOMPARE(d.view(id).note, std::string("two of five"));
    QCOMPARE(d.outputs<out::LogLines>().size(), std::size_t(1));
    d.finish(id);
    QCOMPARE(d.state(id), TaskState::Done);
    QCOMPARE(d.view(id).score, 90);
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(1));
    const auto ended = d.events<ev::AttemptEnded>();
    QCOMPARE(ended.size(), std::size_t(1));
    QCOMPARE(ended[0].outcome, Outcome::Accepted);
    QCOMPARE(ended[0].result, std::string("{}"));
    QCOMPARE(d.engine.counts().of(TaskState::Done), 1);
}

void EngineLifeTest::taskLeavesOnceItsSubmissionIsDurable()
{
    EngineDriver d;
    const TaskId id = d.submit();
    d.clear();
    d.join("ann");
    for (const Output &output : d.turn({}).outputs)
        QVERIFY(!std::holds_alternative<out::SendTask>(output.body));
    QVERIFY(d.isSent(id));
    EngineDriver e;
    e.join("ann");
    const Batch &batch = e.turn({cmd::Submit{1, 1, {}, EngineDriver::task()}});
    for (const Output &output : batch.outputs)
        QCOMPARE(output.needs, batch.no);
}

void EngineLifeTest::storedAndAcceptedWaitForTheirBatch()
{
    EngineDriver d;
    d.join("ann");
    const Batch batch = d.turn({cmd::Submit{1, 1, "k", EngineDriver::task()}});
    QVERIFY(batch.no > 0);
    const auto accepted = std::find_if(batch.outputs.begin(), batch.outputs.end(), [](const Output &o) {
        return std::holds_alternative<out::Accepted>(o.body);
    });
    QVERIFY(accepted != batch.outputs.end());
    QCOMPARE(accepted->needs, batch.no);
    d.now += 1;
    std::vector<Command> words{d.finishWord(1)};
    const Batch checking = d.engine.apply(words, d.now);
    QCOMPARE(checking.no, BatchNo(0)); // a result on its way to the checks is no fact
    QCOMPARE(checking.outputs.size(), std::size_t(1));
    QCOMPARE(checking.outputs[0].needs, BatchNo(0));
    std::vector<Command> verdict{cmd::Judge{1, d.lease(1).fence, {true, 80, {}}}};
    const Batch judged = d.engine.apply(verdict, d.now);
    QVERIFY(judged.no > batch.no);
    QVERIFY(std::holds_alternative<out::Stored>(judged.outputs.at(0).body));
    QCOMPARE(judged.outputs[0].needs, judged.no);
}

void EngineLifeTest::repeatedKeyGivesTheSameTask()
{
    EngineDriver d;
    const TaskId id = d.submit(EngineDriver::task(), "key");
    QCOMPARE(d.submit(EngineDriver::task("other"), "key"), id);
    QVERIFY(d.outputs<out::Accepted>().back().repeated);
    QCOMPARE(d.events<ev::Submitted>().size(), std::size_t(1));
    QVERIFY(d.submit(EngineDriver::task(), "key2") != id);
    QVERIFY(d.submit() != d.submit()); // no key: no memory
}

void EngineLifeTest::repeatedKeyWaitsForTheOriginal()
{
    EngineDriver d;
    const BatchNo original = d.turn({cmd::Submit{1, 1, "key", EngineDriver::task()}}).no;
    const Batch &repeat = d.turn({cmd::Submit{2, 7, "key", EngineDriver::task()}});
    QCOMPARE(repeat.no, BatchNo(0));
    QCOMPARE(repeat.outputs.size(), std::size_t(1));
    QCOMPARE(repeat.outputs[0].needs, original);
}

void EngineLifeTest::keyIsForgottenAfterADay()
{
    EngineDriver d;
    const TaskId id = d.submit(EngineDriver::task(), "key");
    d.now += limits::kKeyHoldMs;
    QCOMPARE(d.submit(EngineDriver::task(), "key"), id);
    d.now += 1;
    QVERIFY(d.submit(EngineDriver::task(), "key") != id);
}

void EngineLifeTest::renewalsKeepALease()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    for (int i = 0; i < 20; ++i) {
        d.wait(limits::kRenewEveryMs);
        d.turn({cmd::Renew{d.lease(id)}});
    }
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.view(id).leaseDue, d.now + limits::kLeaseMs);
}

void EngineLifeTest::lostAgentIsSaidOnItsTasks()
{
    EngineDriver d;
    const LinkId link = d.join("ann");
    const TaskId id = d.submit();
    const auto isTold = [&d, id] {
        const auto changed = d.engine.takeChangedTasks();
        return std::find(changed.begin(), changed.end(), id) != changed.end();
    };
    QVERIFY(isTold());
    QCOMPARE(d.view(id).wait, WaitReason::None);
    d.turn({cmd::Leave{link, false}});
    QVERIFY(isTold());
    QCOMPARE(d.view(id).wait, WaitReason::AgentLost);
    QCOMPARE(d.view(id).waitArg, std::string("ann"));
    const LinkId next = d.join("ann", 1, {}, true);
    d.turn({cmd::AgentGone{"ann", "its former process is gone", true}}); // news that was overtaken
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(isTold());
    QCOMPARE(d.view(id).wait, WaitReason::None);
    d.turn({cmd::Leave{next, false}});
    d.wait(limits::kLeaseMs + 1);
    QVERIFY(d.view(id).error.find("connection to its agent was lost") != std::string::npos);
}

void EngineLifeTest::silentLeaseExpiresIntoBackoff()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.start(id);
    d.wait(limits::kLeaseMs - 1);
    QCOMPARE(d.state(id), TaskState::Running);
    d.wait(1);
    QCOMPARE(d.state(id), TaskState::Blocked);
    QCOMPARE(d.view(id).wait, WaitReason::Backoff);
    QCOMPARE(d.view(id).lastOutcome, Outcome::Expired);
    QCOMPARE(d.outputs<out::SendCancel>().size(), std::size_t(1)); // a live agent frees itself
    const Fence old = d.lease(id).fence;
    d.wait(1'200); // the base, and 20 %
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(d.lease(id).fence > old);
    QCOMPARE(d.view(id).attempt, 2);
}

void EngineLifeTest::expiryAfterTheLastAttemptFails()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 1;
    const TaskId id = d.submit(spec);
    d.wait(limits::kLeaseMs);
    QCOMPARE(d.state(id), TaskState::Failed);
    QCOMPARE(d.engine.agentView("ann")->busy, 0);
}

void EngineLifeTest::renewalOfTheSameTurnComesBeforeTheTimer()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.wait(limits::kLeaseMs - 500);
    d.now += 1'500; // the host was busy; the word and the timer are both there
    d.turn({cmd::Renew{d.lease(id)}});
    QCOMPARE(d.state(id), TaskState::Leased);
}

void EngineLifeTest::sleepExtendsEveryLease()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.wait(10'000);
    d.now += 3'600'000;
    d.turn();
    QCOMPARE(d.state(id), TaskState::Leased);
    d.wait(4'999);
    QCOMPARE(d.state(id), TaskState::Leased);
    d.wait(1);
    QCOMPARE(d.state(id), TaskState::Blocked);
}

void EngineLifeTest::shortGapExtendsNothing()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.wait(limits::kLeaseMs - limits::kSuspendGapMs);
    d.now += limits::kSuspendGapMs;
    d.turn();
    QCOMPARE(d.state(id), TaskState::Blocked);
}

void EngineLifeTest::failedWorkBacksOffLonger()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 20;
    const TaskId id = d.submit(spec);
    std::int64_t expected = limits::kBackoffBaseMs;
    for (int i = 0; i < 12; ++i) {
        d.failWork(id, "no luck");
        QCOMPARE(d.view(id).wait, WaitReason::Backoff);
        QCOMPARE(d.view(id).error, std::string("no luck"));
        const std::int64_t wait = d.view(id).waitCount;
        QVERIFY2(wait >= expected * 8 / 10 && wait <= expected * 12 / 10, std::to_string(wait).c_str());
        expected = std::min(expected * 2, limits::kBackoffMaxMs);
        d.now += wait;
        d.turn();
        QCOMPARE(d.state(id), TaskState::Leased);
    }
}

void EngineLifeTest::rejectedVerdictQueuesAgainAndThenFails()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 2;
    const TaskId id = d.submit(spec);
    d.finish(id, "bad");
    QCOMPARE(d.view(id).lastOutcome, Outcome::Rejected);
    QCOMPARE(d.view(id).error, std::string("shape: it is bad"));
    QCOMPARE(d.view(id).score, 10);
    d.wait(2'000);
    d.finish(id, "bad");
    QCOMPARE(d.state(id), TaskState::Failed);
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(2));
}

void EngineLifeTest::throttledWorkCostsNoAttempt()
{
    EngineDriver d;
    d.join("ann");
    TaskSpec spec = EngineDriver::task();
    spec.attemptsMax = 1;
    const TaskId id = d.submit(spec);
    for (int i = 0; i < 3; ++i) {
        d.turn({cmd::Finish{d.lease(id), false, false, true, 9'000, {}, "429", {}}});
        QCOMPARE(d.view(id).waitCount, 9'000);
        d.wait(9'000);
        QCOMPARE(d.state(id), TaskState::Leased);
        QCOMPARE(d.view(id).attempt, 1);
    }
    QCOMPARE(d.engine.agentView("ann")->failed, 0);
}

void EngineLifeTest::staleResultIsKeptAndRefused()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const cmd::Finish late = d.finishWord(id, "\"late\"");
    d.wait(limits::kLeaseMs + 2'000);
    QVERIFY(d.lease(id).fence != late.at.fence);
    d.clear();
    d.turn({late});
    QCOMPARE(d.state(id), TaskState::Leased);
    QCOMPARE(d.outputs<out::LeaseRefused>().at(0).error.code, ErrorCode::StaleFence);
    const auto ended = d.events<ev::AttemptEnded>();
    QCOMPARE(ended.size(), std::size_t(1));
    QCOMPARE(ended[0].outcome, Outcome::Superseded);
    QCOMPARE(ended[0].result, std::string("\"late\""));
    d.clear();
    d.turn({late}); // once more: refused, not kept twice
    QCOMPARE(d.events<ev::AttemptEnded>().size(), std::size_t(0));
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(1));
    d.finish(id);
    QCOMPARE(d.state(id), TaskState::Done);
}

void EngineLifeTest::staleResultsAreBounded()
{
    EngineDriver d;
    d.join("ann", 100);
    const TaskId id = d.submit();
    for (int i = 0; i < 50; ++i)
        d.submit();
    for (Fence n = 2; n < 50; ++n)
        d.turn({cmd::Finish{{d.lease(id).link, id, d.lease(id).fence + n}, true, false, false, 0, "1", {}, {}}});
    QVERIFY(d.events<ev::AttemptEnded>().size() <= 8);
    QCOMPARE(d.state(id), TaskState::Leased);
}

void EngineLifeTest::fenceThatWasNeverGivenIsOnlyRefused()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::Finish{{d.lease(id).link, id, d.lease(id).fence + 1}, true, false, false, 0, "1", {}, {}}});
    d.turn({cmd::Finish{{d.lease(id).link, id, 0}, true, false, false, 0, "1", {}, {}}});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(2));
    QCOMPARE(d.events<ev::AttemptEnded>().size(), std::size_t(0));
}

void EngineLifeTest::acceptedResultSaidTwiceIsStoredTwice()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const cmd::Finish word = d.finishWord(id);
    d.turn({word, word});
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(1));
    d.turn({word});
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(2));
    QCOMPARE(d.events<ev::AttemptEnded>().size(), std::size_t(1));
}

void EngineLifeTest::failedResultSaidTwiceIsStoredTwice()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.failWork(id);
    d.failWork(id);
    QCOMPARE(d.outputs<out::Stored>().size(), std::size_t(2));
    QCOMPARE(d.events<ev::AttemptEnded>().size(), std::size_t(1));
}

void EngineLifeTest::resultWithoutStartIsGood()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.finish(id);
    QCOMPARE(d.state(id), TaskState::Done);
}

void EngineLifeTest::wordsOfAnotherAgentAreRefused()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const LinkId bob = d.join("bob");
    LeaseRef stolen = d.lease(id);
    stolen.link = bob;
    d.turn({cmd::Finish{stolen, true, false, false, 0, "1", {}, {}}, cmd::Renew{stolen}});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(2));
    QCOMPARE(d.outputs<out::LeaseRefused>()[0].error.code, ErrorCode::Forbidden);
    QCOMPARE(d.state(id), TaskState::Leased);
    stolen.link = 999; // an upload or a dialect's request: the fence speaks
    d.turn({cmd::Finish{stolen, true, false, false, 0, "1", {}, {}}});
    QCOMPARE(d.state(id), TaskState::Done);
}

void EngineLifeTest::wordsAboutUnknownTasksAreRefused()
{
    EngineDriver d;
    const LeaseRef at{d.join("ann"), 77, 12345};
    d.turn({cmd::Started{at, false}, cmd::Progress{at, 0, 0, {}, {}}, cmd::Ask{at, "q", {}}, cmd::Renew{at},
            cmd::CancelAck{at}, cmd::Artifact{at, "n", {}, {}, 1}, cmd::Finish{at, true, false, false, 0, {}, {}, {}}});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(7));
    for (const auto &refused : d.outputs<out::LeaseRefused>()) {
        QCOMPARE(refused.error.code, ErrorCode::NotFound);
        QCOMPARE(refused.error.field, std::string("id"));
    }
    QVERIFY(!d.turn({cmd::Judge{77, 1, {}}}).hasFacts());
}

void EngineLifeTest::staleWordsAreRefused_data()
{
    QTest::addColumn<int>("word");
    for (int i = 0; i < 6; ++i)
        QTest::newRow(QByteArray::number(i).constData()) << i;
}

void EngineLifeTest::staleWordsAreRefused()
{
    QFETCH(int, word);
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    const LeaseRef at = d.lease(id);
    d.wait(limits::kLeaseMs + 2'000);
    d.clear();
    const std::vector<Command> words{cmd::Started{at, false}, cmd::Progress{at, 0, 0, {}, {}}, cmd::Ask{at, "q", {}},
                                     cmd::Renew{at}, cmd::CancelAck{at}, cmd::Artifact{at, "n", {}, {}, 1}};
    d.turn({words[static_cast<std::size_t>(word)]});
    QCOMPARE(d.outputs<out::LeaseRefused>().size(), std::size_t(1));
    QCOMPARE(d.outputs<out::LeaseRefused>()[0].error.code, ErrorCode::StaleFence);
    QCOMPARE(d.state(id), TaskState::Leased);
    QVERIFY(d.events<ev::Started>().empty() && d.events<ev::Asked>().empty() && d.events<ev::ArtifactKept>().empty());
}

void EngineLifeTest::questionIsAnsweredAndRemembered()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.start(id);
    d.turn({cmd::Ask{d.lease(id), "which?", {"a", "b"}}, cmd::Ask{d.lease(id), "which?", {"a", "b"}}});
    QCOMPARE(d.state(id), TaskState::NeedsInput);
    QCOMPARE(d.view(id).question, std::string("which?"));
    QCOMPARE(d.engine.agentView("ann")->waiting, 1);
    QCOMPARE(d.events<ev::Asked>().size(), std::size_t(1));
    QVERIFY(d.ask(cmd::Answer{{}, id, "b"}).has_value());
    QCOMPARE(d.state(id), TaskState::Running);
    QCOMPARE(d.outputs<out::SendAnswer>().at(0).text, std::string("b"));
    QCOMPARE(d.ask(cmd::Answer{{}, id, "b"}).error().code, ErrorCode::Conflict);
    QVERIFY(d.view(id).question.empty());
}

void EngineLifeTest::answersGoAlongWithTheNextAttempt()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    d.turn({cmd::Ask{d.lease(id), "which?", {}}});
    (void)d.ask(cmd::Answer{{}, id, "the blue one"});
    d.failWork(id);
    d.clear();
    d.wait(2'000);
    QCOMPARE(d.outputs<out::SendTask>().at(0).answers, std::vector<std::string>{"the blue one"});
}

void EngineLifeTest::artifactsAreBoundedAndKeptOnce()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    for (int i = 0; i < 70; ++i)
        d.turn({cmd::Artifact{d.lease(id), "n" + std::to_string(i), "text/plain", "aa", 1}});
    d.turn({cmd::Artifact{d.lease(id), "n0", "text/plain", "aa", 1}});
    QCOMPARE(d.events<ev::ArtifactKept>().size(), limits::kArtifactsPerAttemptMax);
    const auto refused = d.outputs<out::LeaseRefused>();
    QCOMPARE(refused.size(), std::size_t(6));
    QCOMPARE(refused[0].error.code, ErrorCode::OutOfRange);
    QCOMPARE(refused[0].error.limit, std::int64_t(limits::kArtifactsPerAttemptMax));
}

void EngineLifeTest::simulatedResultIsMarked()
{
    EngineDriver d;
    d.join("ann");
    const TaskId id = d.submit();
    cmd::Finish word = d.finishWord(id);
    word.simulated = true;
    d.turn({word});
    QVERIFY(d.view(id).simulated);
    QVERIFY(d.events<ev::AttemptEnded>().at(0).simulated);
    QCOMPARE(d.engine.counts().simulatedDone, 1);
    const TaskId real = d.submit();
    d.finish(real);
    QVERIFY(!d.view(real).simulated);
    QCOMPARE(d.engine.counts().simulatedDone, 1);
}

void EngineLifeTest::everyFactHasANumberAndEmptyTurnsHaveNone()
{
    EngineDriver d;
    QCOMPARE(d.turn().no, BatchNo(0));
    d.join("ann");
    const BatchNo first = d.turn({cmd::Submit{1, 1, {}, EngineDriver::task()}}).no;
    QCOMPARE(first, BatchNo(2));
    QCOMPARE(d.turn({cmd::Renew{d.lease(1)}}).no, BatchNo(0));
    QCOMPARE(d.turn({cmd::Submit{1, 1, {}, EngineDriver::task()}}).no, BatchNo(3));
}

QTEST_APPLESS_MAIN(EngineLifeTest)
#include "tst_engine_life.moc"
