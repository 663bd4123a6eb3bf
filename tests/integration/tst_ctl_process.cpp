// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hubprocess.h"
#include "support/testagent.h"

#include <QFile>
#include <QTest>

using namespace skep::test;
using namespace Qt::StringLiterals;

/// skepctl against a real skepd, with an agent whose every word the test decides.
class TestCtlProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void absentHubIsExplained();
    void wrongTokenIsExplained();
    void usageErrorsLeaveWithTwo();
    void taskIsAddedListedAndShown();
    void repeatedKeyGivesTheSameTask();
    void refusalNamesFieldAndLimit();
    void heldTaskStartsWhenAssigned();
    void assignmentWaitsAndIsTakenBack();
    void assignmentToNobodyIsRefused();
    void cancelledTaskLeavesTheAgent();
    void failedTaskIsRetried();
    void questionIsAnswered();
    void drainedAgentGetsNothing();
    void waitingEndsWithTheTask();
    void seedIsHarmlessTwice();
    void reportAddsUp();
    void watchEndsWhenIdle();
    void configSaysWhereThingsAre();

private:
    [[nodiscard]] qint64 add(const QStringList &options = {})
    {
        return m_hub->ctlJson(QStringList{u"tasks"_s, u"add"_s, u"--type"_s, u"errand"_s} + options).value("id"_L1).toInteger();
    }
    [[nodiscard]] QJsonObject task(qint64 id)
    {
        return m_hub->ctlJson({u"tasks"_s, u"show"_s, QString::number(id)}).value("task"_L1).toObject();
    }
    [[nodiscard]] QString state(qint64 id) { return task(id).value("state"_L1).toString(); }
    /// An agent that holds what it gets.
    [[nodiscard]] TestAgent *bring(const QString &name, int slotCount = 4);

    std::unique_ptr<HubProcess> m_hub;
    QList<TestAgent *> m_agents;
};

TestAgent *TestCtlProcess::bring(const QString &name, int slotCount)
{
    auto *agent = new TestAgent(m_hub->wsUrl(), m_hub->token(), name, slotCount, TestAgent::Manner::Hold, this);
    m_agents << agent;
    agent->start();
    return QTest::qWaitFor([agent] { return agent->isOnline(); }, 10'000) ? agent : nullptr;
}

void TestCtlProcess::initTestCase()
{
    QVERIFY2(QFile::exists(programPath(u"skepd"_s)), "skepd was not built");
    QVERIFY2(QFile::exists(programPath(u"skepctl"_s)), "skepctl was not built");
}

void TestCtlProcess::init()
{
    m_hub = std::make_unique<HubProcess>();
    QVERIFY2(m_hub->start(), m_hub->errorOutput().constData());
}

void TestCtlProcess::cleanup()
{
    qDeleteAll(m_agents);
    m_agents.clear();
    QVERIFY(m_hub->stop());
    m_hub.reset();
}

void TestCtlProcess::absentHubIsExplained()
{
    HubProcess gone;
    QVERIFY(gone.start());
    QVERIFY(gone.stop());
    const Finished finished = gone.ctl({u"report"_s});
    QCOMPARE(finished.exitCode, 1);
    QCOMPARE(finished.err.count('\n'), 1);
    QVERIFY2(finished.err.contains("skepd") && finished.err.contains("--hub"), finished.err.constData());
}

void TestCtlProcess::wrongTokenIsExplained()
{
    const Finished finished = m_hub->ctl({u"report"_s, u"--token"_s, u"wrong"_s});
    QCOMPARE(finished.exitCode, 1);
    QVERIFY2(finished.err.contains("--token"), finished.err.constData());
    const QJsonObject json = m_hub->ctlJson({u"report"_s, u"--token"_s, u"wrong"_s});
    QCOMPARE(json.value("error"_L1).toObject().value("code"_L1).toString(), u"unauthorized"_s);
}

void TestCtlProcess::usageErrorsLeaveWithTwo()
{
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"add"_s}).exitCode, 2);
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"show"_s, u"nine"_s}).exitCode, 2);
}

void TestCtlProcess::taskIsAddedListedAndShown()
{
    const qint64 id = add({u"--title"_s, u"Bring the letters"_s, u"--priority"_s, u"P1"_s, u"--param"_s, u"count=3"_s,
                           u"--requires"_s, u"bicycle"_s});
    QVERIFY(id > 0);
    const Finished list = m_hub->ctl({u"tasks"_s, u"list"_s});
    QCOMPARE(list.exitCode, 0);
    QVERIFY2(list.out.contains("Bring the letters") && list.out.contains("P1"), list.out.constData());
    const QJsonObject detail = m_hub->ctlJson({u"tasks"_s, u"show"_s, QString::number(id)});
    QCOMPARE(detail.value("spec"_L1).toObject().value("params"_L1).toObject().value("count"_L1).toInteger(), 3);
    const Finished page = m_hub->ctl({u"tasks"_s, u"show"_s, QString::number(id)});
    QVERIFY2(page.out.contains("bicycle") || page.out.contains("no agent is online"), page.out.constData());
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"show"_s, u"999999"_s}).exitCode, 1);
    QVERIFY(m_hub->ctl({u"tasks"_s, u"list"_s, u"--state"_s, u"done"_s}).out.contains("No tasks"));
}

void TestCtlProcess::repeatedKeyGivesTheSameTask()
{
    const qint64 first = add({u"--key"_s, u"the-key"_s});
    QVERIFY(first > 0);
    QCOMPARE(add({u"--key"_s, u"the-key"_s}), first);
}

void TestCtlProcess::refusalNamesFieldAndLimit()
{
    const Finished finished = m_hub->ctl({u"tasks"_s, u"add"_s, u"--type"_s, QString(65, u't')});
    QCOMPARE(finished.exitCode, 1);
    QVERIFY2(finished.err.contains("type") && finished.err.contains("64"), finished.err.constData());
    const Finished priority = m_hub->ctl({u"tasks"_s, u"add"_s, u"--type"_s, u"errand"_s, u"--priority"_s, u"P7"_s});
    QCOMPARE(priority.exitCode, 1);
    QVERIFY2(priority.err.contains("priority"), priority.err.constData());
}

void TestCtlProcess::heldTaskStartsWhenAssigned()
{
    TestAgent *agent = bring(u"bee-1"_s);
    QVERIFY(agent);
    const qint64 id = add({u"--hold"_s});
    QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, QString::number(id)}).out.contains("held: starts when assigned"));
    QVERIFY(agent->sent().isEmpty());
    const Finished finished = m_hub->ctl({u"tasks"_s, u"assign"_s, QString::number(id)});
    QCOMPARE(finished.exitCode, 0);
    QVERIFY2(finished.out.contains("bee-1"), finished.out.constData());
    QTRY_COMPARE(agent->held().size(), 1);
    agent->finish(agent->held().constFirst());
    QTRY_COMPARE(state(id), u"done"_s);
}

void TestCtlProcess::assignmentWaitsAndIsTakenBack()
{
    TestAgent *agent = bring(u"bee-1"_s, 1);
    QVERIFY(agent);
    const QString first = QString::number(add({u"--hold"_s})), second = QString::number(add({u"--hold"_s}));
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"assign"_s, first}).exitCode, 0);
    QTRY_COMPARE(agent->held().size(), 1);
    const Finished waits = m_hub->ctl({u"tasks"_s, u"assign"_s, second, u"--agent"_s, u"bee-1"_s, u"--wait"_s});
    QCOMPARE(waits.exitCode, 0);
    QVERIFY2(waits.out.contains("is next for bee-1"), waits.out.constData());
    QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, second}).out.contains("next for bee-1"));
    const Finished both = m_hub->ctl({u"tasks"_s, u"unassign"_s, first, second});
    QCOMPARE(both.exitCode, 0);
    QVERIFY2(both.out.contains("taken back"), both.out.constData());
    QTRY_VERIFY(agent->held().isEmpty());
    for (const QString &id : {first, second})
        QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, id}).out.contains("held: starts when assigned"));
    const Finished again = m_hub->ctl({u"tasks"_s, u"unassign"_s, first});
    QCOMPARE(again.exitCode, 1);
    const Finished stale = m_hub->ctl({u"tasks"_s, u"assign"_s, first, u"--agent"_s, u"nobody"_s, u"--replace"_s});
    QCOMPARE(stale.exitCode, 1);
    QVERIFY2(stale.err.contains("stale choice") && stale.err.contains("bee-1"), stale.err.constData());
}

void TestCtlProcess::assignmentToNobodyIsRefused()
{
    const qint64 id = add({u"--hold"_s, u"--requires"_s, u"bicycle"_s});
    const Finished finished = m_hub->ctl({u"tasks"_s, u"assign"_s, QString::number(id)});
    QCOMPARE(finished.exitCode, 1);
    QVERIFY2(finished.err.contains("no candidate"), finished.err.constData());
    QCOMPARE(state(id), u"blocked"_s);
}

void TestCtlProcess::cancelledTaskLeavesTheAgent()
{
    TestAgent *agent = bring(u"bee-1"_s);
    QVERIFY(agent);
    const qint64 id = add();
    QTRY_COMPARE(agent->held().size(), 1);
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"cancel"_s, QString::number(id), u"--reason"_s, u"rain"_s}).exitCode, 0);
    QTRY_VERIFY(agent->held().isEmpty());
    QCOMPARE(state(id), u"cancelled"_s);
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"cancel"_s, QString::number(id)}).exitCode, 1);
}

void TestCtlProcess::failedTaskIsRetried()
{
    TestAgent *agent = bring(u"bee-1"_s);
    QVERIFY(agent);
    const qint64 id = add({u"--attempts"_s, u"1"_s});
    QTRY_COMPARE(agent->held().size(), 1);
    agent->failTask(agent->held().constFirst(), u"the bicycle has a flat tyre"_s);
    QTRY_COMPARE(state(id), u"failed"_s);
    QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, QString::number(id)}).out.contains("the bicycle has a flat tyre"));
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"retry"_s, QString::number(id)}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(agent->held().size(), 1, 10'000);
    agent->finish(agent->held().constFirst());
    QTRY_COMPARE(state(id), u"done"_s);
    QCOMPARE(m_hub->ctlJson({u"tasks"_s, u"show"_s, QString::number(id)}).value("attempts"_L1).toArray().size(), 2);
}

void TestCtlProcess::questionIsAnswered()
{
    TestAgent *agent = bring(u"bee-1"_s);
    QVERIFY(agent);
    const qint64 id = add();
    QTRY_COMPARE(agent->held().size(), 1);
    agent->ask(agent->held().constFirst(), u"Which post office?"_s);
    QTRY_COMPARE(state(id), u"needs_input"_s);
    QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, QString::number(id)}).out.contains("Which post office?"));
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"answer"_s, QString::number(id), u"the near one"_s}).exitCode, 0);
    QTRY_COMPARE(agent->answers(), QStringList{u"the near one"_s});
    QCOMPARE(state(id), u"running"_s);
}

void TestCtlProcess::drainedAgentGetsNothing()
{
    TestAgent *agent = bring(u"bee 1/α"_s); // a name that needs encoding on its way
    QVERIFY(agent);
    QCOMPARE(m_hub->ctl({u"agents"_s, u"drain"_s, u"bee 1/α"_s}).exitCode, 0);
    const QJsonObject shown = m_hub->ctlJson({u"agents"_s, u"show"_s, u"bee 1/α"_s});
    QCOMPARE(shown.value("state"_L1).toString(), u"draining"_s);
    const qint64 id = add();
    QCOMPARE(state(id), u"blocked"_s);
    QVERIFY(m_hub->ctl({u"tasks"_s, u"show"_s, QString::number(id)}).out.contains("draining"));
    QVERIFY(agent->sent().isEmpty());
    QCOMPARE(m_hub->ctl({u"agents"_s, u"drain"_s, u"bee 1/α"_s, u"--off"_s}).exitCode, 0);
    QTRY_COMPARE(agent->held().size(), 1);
    QCOMPARE(m_hub->ctlJson({u"agents"_s, u"list"_s}).value("items"_L1).toArray().size(), 1);
    QCOMPARE(m_hub->ctl({u"agents"_s, u"drain"_s, u"nobody"_s}).exitCode, 1);
}

void TestCtlProcess::waitingEndsWithTheTask()
{
    auto *agent = new TestAgent(m_hub->wsUrl(), m_hub->token(), u"bee-1"_s, 1, TestAgent::Manner::Finish, this);
    m_agents << agent;
    agent->start();
    QTRY_VERIFY(agent->isOnline());
    const Finished good = m_hub->ctl({u"tasks"_s, u"add"_s, u"--type"_s, u"errand"_s, u"--wait"_s});
    QCOMPARE(good.exitCode, 0);
    QVERIFY2(good.out.contains("done"), good.out.constData());
}

void TestCtlProcess::seedIsHarmlessTwice()
{
    const QJsonObject first = m_hub->ctlJson({u"seed"_s, u"--count"_s, u"30"_s});
    QCOMPARE(first.value("submitted"_L1).toInteger(), 30);
    QCOMPARE(first.value("repeated"_L1).toInteger(), 0);
    const QJsonObject second = m_hub->ctlJson({u"seed"_s, u"--count"_s, u"30"_s});
    QCOMPARE(second.value("repeated"_L1).toInteger(), 30);
    QCOMPARE(m_hub->ctlJson({u"report"_s}).value("tasks"_L1).toObject().value("total"_L1).toInteger(), 30);
}

void TestCtlProcess::reportAddsUp()
{
    TestAgent *agent = bring(u"bee-1"_s);
    QVERIFY(agent);
    for (int i = 0; i < 3; ++i)
        QVERIFY(add() > 0);
    const qint64 cancelled = add({u"--hold"_s});
    QTRY_COMPARE(agent->held().size(), 3);
    agent->finish(agent->held().constFirst());
    QTRY_COMPARE(agent->stored().size(), 1);
    QCOMPARE(m_hub->ctl({u"tasks"_s, u"cancel"_s, QString::number(cancelled)}).exitCode, 0);
    const QJsonObject report = m_hub->ctlJson({u"report"_s});
    const QJsonObject tasks = report.value("tasks"_L1).toObject();
    qint64 sum = 0;
    for (auto it = tasks.begin(); it != tasks.end(); ++it)
        sum += it.key() == "total"_L1 ? 0 : it->toInteger();
    QCOMPARE(sum, 4);
    QCOMPARE(tasks.value("total"_L1).toInteger(), 4);
    QCOMPARE(tasks.value("done"_L1).toInteger(), 1);
    QCOMPARE(tasks.value("cancelled"_L1).toInteger(), 1);
    QCOMPARE(report.value("agents"_L1).toObject().value("online"_L1).toInteger(), 1);
    QVERIFY(m_hub->ctl({u"report"_s}).out.contains("bee-1"));
}

void TestCtlProcess::watchEndsWhenIdle()
{
    auto *agent = new TestAgent(m_hub->wsUrl(), m_hub->token(), u"bee-1"_s, 1, TestAgent::Manner::Finish, this);
    m_agents << agent;
    agent->start();
    QTRY_VERIFY(agent->isOnline());
    QVERIFY(add() > 0);
    const Finished finished = m_hub->ctl({u"watch"_s, u"--until-idle"_s});
    QCOMPARE(finished.exitCode, 0);
    QVERIFY2(finished.out.contains("1 done"), finished.out.constData());
}

void TestCtlProcess::configSaysWhereThingsAre()
{
    const QJsonObject config = m_hub->ctlJson({u"config"_s});
    QCOMPARE(config.value("hub"_L1).toString(), m_hub->url().toString());
    QCOMPARE(config.value("data_dir"_L1).toString(), m_hub->dataDir());
    QCOMPARE(config.value("answers"_L1).toBool(), true);
    QVERIFY(!m_hub->ctl({u"config"_s}).out.contains(m_hub->token())); // never the secret itself
}

QTEST_GUILESS_MAIN(TestCtlProcess)
#include "tst_ctl_process.moc"
