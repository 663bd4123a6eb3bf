// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/sandbox.h"
#include "support/programs.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace skep::test;
using namespace Qt::StringLiterals;

/// The demonstration as a person starts it: real nanobots, real work, nothing left behind.
class TestDemoFleet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hundredTasksEnd_data();
    void hundredTasksEnd();
    void nobodyIsLeftBehind_data();
    void nobodyIsLeftBehind();
    void workersNameTheirParent();
    void workerThatComesUpTooLateLeaves();

private:
    static constexpr int kAgents = 26;
    QTemporaryDir m_temp; // the demonstration's own data folder lies in here

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert(u"TMPDIR"_s, m_temp.path());
        return environment;
    }
};

void TestDemoFleet::hundredTasksEnd_data()
{
    QTest::addColumn<bool>("hidesSandbox");
    QTest::newRow("as this machine is") << false;
    QTest::newRow("without a sandbox") << true;
}

void TestDemoFleet::hundredTasksEnd()
{
    QFETCH(bool, hidesSandbox);
    const bool runsTests = !hidesSandbox && skep::sandbox::Sandbox::detect({}).canRun();
    QProcessEnvironment environment = this->environment();
    if (hidesSandbox)
        environment.insert(u"PATH"_s, u"/no/programs/here"_s);
    QElapsedTimer clock;
    clock.start();
    const Finished finished = runProgram(u"skep"_s, {u"--headless"_s, u"--demo"_s, u"--exit-when-idle"_s}, std::chrono::seconds(240), environment);
    QVERIFY2(finished.exitCode == 0, finished.err.right(2'000).constData());
    const QJsonObject report = QJsonDocument::fromJson(finished.out.trimmed().split('\n').constLast()).object();
    const QJsonObject tasks = report.value("tasks"_L1).toObject();
    QCOMPARE(tasks.value("total"_L1).toInteger(), 100);
    QCOMPARE(tasks.value("done"_L1).toInteger() + tasks.value("failed"_L1).toInteger() + tasks.value("cancelled"_L1).toInteger(), 100);
    QCOMPARE(report.value("agents"_L1).toObject().value("total"_L1).toInteger(), kAgents);
    qint64 total = 0, done = 0, simulated = 0, accepted = 0;
    for (const QJsonValue &value : report.value("types"_L1).toArray()) {
        const QJsonObject type = value.toObject();
        const QString name = type.value("type"_L1).toString();
        total += type.value("total"_L1).toInteger();
        done += type.value("done"_L1).toInteger();
        simulated += type.value("simulated"_L1).toInteger();
        // Real work never carries the word, played work always does.
        const bool isPlayed = (name == "testing"_L1 && !runsTests) || name == "code-generation"_L1;
        QCOMPARE(type.value("failed"_L1).toInteger(), 0);
        QCOMPARE(type.value("simulated"_L1).toInteger(), isPlayed ? type.value("done"_L1).toInteger() : 0);
    }
    for (const QJsonValue &agent : report.value("agents_detail"_L1).toArray())
        accepted += agent.toObject().value("accepted"_L1).toInteger();
    QCOMPARE(total, 100);
    QCOMPARE(done, tasks.value("done"_L1).toInteger());
    QCOMPARE(accepted, done);
    QCOMPARE(simulated, report.value("simulated_done"_L1).toInteger());
    qInfo("100 tasks, %lld done, %lld of them simulated, in %.1f s", static_cast<long long>(done), static_cast<long long>(simulated),
          static_cast<double>(clock.elapsed()) / 1000.0);
}

void TestDemoFleet::nobodyIsLeftBehind_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("kill -9") << SIGKILL;
}

void TestDemoFleet::nobodyIsLeftBehind()
{
    QFETCH(int, signal);
    QProcess hub;
    hub.setProcessEnvironment(environment());
    bindToTest(hub);
    hub.setStandardOutputFile(QProcess::nullDevice());
    hub.setStandardErrorFile(QProcess::nullDevice());
    hub.start(programPath(u"skep"_s), {u"--headless"_s, u"--demo"_s});
    QVERIFY(hub.waitForStarted());
    const qint64 parent = hub.processId();
    QTRY_VERIFY_WITH_TIMEOUT(descendantsOf(parent).size() >= kAgents, 60'000);
    const QList<qint64> children = descendantsOf(parent);
    QCOMPARE(::kill(static_cast<pid_t>(parent), signal), 0);
    QVERIFY(hub.waitForFinished(30'000));
    const auto left = [&children] { return std::count_if(children.begin(), children.end(), isAlive); };
    QTRY_COMPARE_WITH_TIMEOUT(left(), 0, 15'000);
}

/// The hub may be gone before a worker can ask to die with it; then only the number of the process tells.
void TestDemoFleet::workersNameTheirParent()
{
    QProcess hub;
    hub.setProcessEnvironment(environment());
    bindToTest(hub);
    hub.setStandardOutputFile(QProcess::nullDevice());
    hub.setStandardErrorFile(QProcess::nullDevice());
    hub.start(programPath(u"skep"_s), {u"--headless"_s, u"--demo"_s});
    QVERIFY(hub.waitForStarted());
    const qint64 parent = hub.processId();
    const auto named = [parent] {
        const QList<qint64> children = descendantsOf(parent);
        return std::count_if(children.begin(), children.end(), [parent](qint64 child) {
            QFile file(u"/proc/%1/cmdline"_s.arg(child));
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(QByteArray("--parent-pid\0", 13) + QByteArray::number(parent));
        });
    };
    // More for a moment: a worker's child has its words until it becomes another program.
    QTRY_VERIFY_WITH_TIMEOUT(named() >= kAgents, 60'000);
    hub.kill();
    QVERIFY(hub.waitForFinished(30'000));
}

void TestDemoFleet::workerThatComesUpTooLateLeaves()
{
    // This process is its parent, and not the one it was told of.
    const Finished finished = runProgram(u"skep-nanobot"_s, {u"--hub"_s, u"ws://127.0.0.1:9/ws"_s, u"--die-with-parent"_s, u"--parent-pid"_s, u"1"_s},
                                         std::chrono::seconds(30), environment());
    QVERIFY(finished.exitCode != 0);
}

QTEST_GUILESS_MAIN(TestDemoFleet)
#include "tst_demo_fleet.moc"
