// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/agentlink.h"
#include "nanobot/artifactupload.h"
#include "nanobot/executors/poolexecutor.h"
#include "nanobot/executors/simulate.h"
#include "nanobot/options.h"
#include "nanobot/worker.h"
#include "unit/nanobot/fakehub.h"
#include "unit/nanobot/fakeopenai.h"

#include <QProcess>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <stdexcept>
#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace skep;
using namespace skep::nanobot;
using namespace std::chrono_literals;

namespace {

/// Computes until the test lets it go, whatever the task's fate.
class Stubborn final : public PoolExecutor
{
public:
    explicit Stubborn(QThreadPool &pool)
        : PoolExecutor(pool)
    {
    }
    ~Stubborn() override { waitForWork(); }
    std::string name() const override { return "stubborn"; }

    mutable std::atomic<int> begun = 0;
    mutable QSemaphore gate;

protected:
    FinalWord work(const TaskInput &task, TaskContext &context) const override
    {
        context.log("begun");
        ++begun;
        gate.acquire();
        if (task.type == "throws")
            throw std::runtime_error("boom");
        if (task.type == "leaves-file")
            context.artifact("a b.md", "text/markdown", "# text");
        return FinalWord::success({{QStringLiteral("summary"), QStringLiteral("done")}});
    }
};

client::AgentLinkOptions linkOptions(const QUrl &hub)
{
    client::AgentLinkOptions options;
    options.hub = hub;
    options.agent.name = "n";
    options.agent.slots = 4;
    options.backoffFirst = 5ms;
    options.backoffMax = 20ms;
    options.progressEvery = 10ms;
    return options;
}

struct Bench {
    explicit Bench(int renewMs = 5'000, ArtifactUpload *uploads = nullptr)
    {
        link = std::make_unique<client::AgentLink>(linkOptions(hub.url()));
        Worker::Executors executors;
        auto pooled = std::make_unique<Stubborn>(pool);
        stubborn = pooled.get();
        executors.push_back(std::move(pooled));
        executors.push_back(std::make_unique<Simulate>());
        worker = std::make_unique<Worker>(*link, std::move(executors), 4, uploads);
        link->start();
        isUp = QTest::qWaitFor([&] { return hub.frames("hello").size() == 1; });
        hub.welcome(false, renewMs);
        isUp = isUp && QTest::qWaitFor([&] { return hub.frames("ready").size() == 1; });
    }
    ~Bench() { stubborn->gate.release(100); }

    FakeHub hub;
    QThreadPool pool;
    std::unique_ptr<client::AgentLink> link;
    std::unique_ptr<Worker> worker;
    Stubborn *stubborn = nullptr;
    bool isUp = false;
};

constexpr const char *kStubborn = R"({"executor":"stubborn"})";

QString program()
{
    return QStringLiteral(SKEP_BINARY_DIR "/bin/skep-nanobot");
}

} // namespace

class TestWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workIsDoneAndStored();
    void renewalsGoOnWhileTheWorkComputes();
    void cancelIsAnsweredAtOnce();
    void lostLeaseStopsWithoutAWord();
    void taskWithoutExecutorFailsClearly();
    void exceptionInTheWorkIsAFailure();
    void simulatedWorkSaysSoOnTheWire();
    void questionTravelsBothWays();
    void artifactIsBroughtBeforeTheResult();
    void artifactThatIsNotKeptDoesNotFailTheTask();
    void stopLetsTheWorkEnd();
    void stopHandsBackWhatDoesNotEnd();
    void optionsAreChecked_data();
    void optionsAreChecked();
    void optionsWinOverTheEnvironment();
    void processWithoutSandboxRunsNothingUnlessAllowed_data();
    void processWithoutSandboxRunsNothingUnlessAllowed();
    void processLeavesOnSigterm();
    void processSaysWhyItWasRefused();
    void processDiesWithItsParent();
    void processKnowsADeadParent();
};

void TestWorker::workIsDoneAndStored()
{
    Bench bench;
    QVERIFY(bench.isUp);
    bench.hub.task(1, 11, "stubborn");
    bench.hub.task(2, 12, "other", kStubborn);
    QTRY_COMPARE(bench.stubborn->begun.load(), 2);
    QCOMPARE(bench.worker->running(), std::size_t(2));
    bench.stubborn->gate.release(2);
    QTRY_COMPARE(bench.hub.items("results").size(), 2);
    QCOMPARE(bench.hub.logLines().size(), 2);
    const QJsonObject item = bench.hub.items("results").constFirst();
    QVERIFY(item.value(QLatin1StringView("ok")).toBool());
    QVERIFY(item.value(QLatin1StringView("usage")).toObject().contains(QLatin1StringView("wall_ms")));
    QVERIFY(!item.value(QLatin1StringView("simulated")).toBool());
    QCOMPARE(bench.worker->running(), std::size_t(0));
}

void TestWorker::renewalsGoOnWhileTheWorkComputes()
{
    Bench bench(100);
    bench.hub.task(1, 11, "stubborn");
    QTRY_COMPARE(bench.stubborn->begun.load(), 1);
    const auto renewed = bench.hub.items("renew").size();
    QTRY_VERIFY(bench.hub.items("renew").size() >= renewed + 2);
}

void TestWorker::cancelIsAnsweredAtOnce()
{
    Bench bench;
    bench.hub.task(1, 11, "stubborn");
    QTRY_COMPARE(bench.stubborn->begun.load(), 1);
    bench.hub.word("cancel", 1, 11);
    QTRY_COMPARE(bench.hub.items("cancelled").size(), 1);
    QCOMPARE(bench.stubborn->gate.available(), 0); // the work still computes
    QCOMPARE(bench.worker->running(), std::size_t(0));
    bench.stubborn->gate.release(); // the abandoned work ends and nobody listens
    QVERIFY(bench.pool.waitForDone(5'000));
    bench.hub.task(2, 12, "nothing");
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    QCOMPARE(bench.hub.items("results").constFirst().value(QLatin1StringView("id")).toInt(), 2);
}

void TestWorker::lostLeaseStopsWithoutAWord()
{
    Bench bench;
    bench.hub.task(1, 11, "stubborn");
    QTRY_COMPARE(bench.stubborn->begun.load(), 1);
    bench.hub.word("refused", 1, 11, ",\"reason\":\"stale_fence\"");
    QTRY_COMPARE(bench.worker->running(), std::size_t(0));
    bench.hub.task(2, 12, "nothing");
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    QVERIFY(bench.hub.items("cancelled").isEmpty());
}

void TestWorker::taskWithoutExecutorFailsClearly()
{
    Bench bench;
    bench.hub.task(1, 11, "juggling");
    bench.hub.task(2, 12, "x", R"({"executor":"code-generation"})");
    QTRY_COMPARE(bench.hub.items("results").size(), 2);
    const QJsonObject item = bench.hub.items("results").constFirst();
    QVERIFY(!item.value(QLatin1StringView("ok")).toBool());
    QVERIFY(item.value(QLatin1StringView("error")).toString().contains(QStringLiteral("juggling")));
}

void TestWorker::exceptionInTheWorkIsAFailure()
{
    Bench bench;
    bench.stubborn->gate.release();
    bench.hub.task(1, 11, "throws", kStubborn);
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    QVERIFY(bench.hub.items("results")
                .constFirst()
                .value(QLatin1StringView("error"))
                .toString()
                .contains(QStringLiteral("boom")));
}

void TestWorker::simulatedWorkSaysSoOnTheWire()
{
    Bench bench;
    bench.hub.task(1, 11, "testing", R"({"executor":"simulate","latency_ms":2,"steps":2})");
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    QVERIFY(bench.hub.items("started").constFirst().value(QLatin1StringView("simulated")).toBool());
    const QJsonObject item = bench.hub.items("results").constFirst();
    QVERIFY(item.value(QLatin1StringView("simulated")).toBool());
    QVERIFY(item.value(QLatin1StringView("result")).toObject().value(QLatin1StringView("simulated")).toBool());
}

void TestWorker::questionTravelsBothWays()
{
    Bench bench;
    bench.hub.task(1, 11, "x",
                   R"({"executor":"simulate","latency_ms":2,"question":{"text":"Go on?","choices":["yes"]}})");
    QTRY_COMPARE(bench.hub.items("ask").size(), 1);
    QCOMPARE(bench.hub.items("ask").constFirst().value(QLatin1StringView("question")).toString(),
             QStringLiteral("Go on?"));
    bench.hub.word("answer", 1, 11, ",\"text\":\"yes\"");
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
}

void TestWorker::artifactIsBroughtBeforeTheResult()
{
    FakeOpenAi http;
    QTcpSocket *waiting = nullptr;
    http.script = {[&](QTcpSocket *socket) { waiting = socket; }};
    QUrl base = http.url();
    base.setScheme(QStringLiteral("ws"));
    ArtifactUpload uploads(base, "tok");
    Bench bench(5'000, &uploads);
    bench.stubborn->gate.release();
    bench.hub.task(5, 11, "leaves-file", kStubborn);
    QTRY_VERIFY(waiting);
    QVERIFY(http.requests.constFirst().startsWith(
        "POST /api/v1/tasks/5/artifacts?fence=11&name=a%20b.md&mime=text%2Fmarkdown HTTP/1.1"));
    QVERIFY(http.requests.constFirst().contains("Authorization: Bearer tok\r\n"));
    QVERIFY(http.requests.constFirst().endsWith("# text"));
    QVERIFY(bench.pool.waitForDone(5'000));
    QCoreApplication::processEvents();
    QVERIFY(bench.hub.items("results").isEmpty()); // the upload needs the live lease
    FakeOpenAi::answer(201, "application/json", "{}")(waiting);
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
}

void TestWorker::artifactThatIsNotKeptDoesNotFailTheTask()
{
    Bench bench;
    bench.stubborn->gate.release();
    bench.hub.task(5, 11, "leaves-file", kStubborn);
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    QVERIFY(bench.hub.items("results").constFirst().value(QLatin1StringView("ok")).toBool());
    QVERIFY(bench.hub.logLines().constLast().contains(QStringLiteral("was not kept")));
}

void TestWorker::stopLetsTheWorkEnd()
{
    Bench bench;
    bench.hub.task(1, 11, "stubborn");
    QTRY_COMPARE(bench.stubborn->begun.load(), 1);
    QSignalSpy finished(bench.worker.get(), &Worker::finished);
    bench.worker->stop(10s);
    QTRY_COMPARE(bench.hub.frames("ready").constLast().value(QLatin1StringView("slots")).toInt(), 0);
    QVERIFY(bench.hub.frames("bye").isEmpty());
    bench.stubborn->gate.release();
    QTRY_COMPARE(bench.hub.items("results").size(), 1);
    bench.hub.word("stored", 1, 11);
    QTRY_COMPARE(bench.hub.frames("bye").size(), 1);
    bench.hub.link->close();
    QTRY_COMPARE(finished.count(), 1);
}

void TestWorker::stopHandsBackWhatDoesNotEnd()
{
    Bench bench;
    bench.hub.task(1, 11, "stubborn");
    QTRY_COMPARE(bench.stubborn->begun.load(), 1);
    QSignalSpy finished(bench.worker.get(), &Worker::finished);
    bench.worker->stop(1'550ms); // 50 ms for the work
    QTRY_COMPARE(bench.hub.frames("bye").size(), 1); // ends the lease at the hub at once
    QVERIFY(bench.hub.items("results").isEmpty());
    bench.hub.link->close();
    QTRY_COMPARE(finished.count(), 1);
}

void TestWorker::optionsAreChecked_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("fault"); // empty: fine
    const auto row = [](const char *arguments, const char *fault) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                 << QByteArray(fault);
    };
    row("", "");
    row("--slots 1024 --name a --capabilities x,y --log-level warn", "");
    row("--hub http://127.0.0.1:1", "");
    row("--slots 0", "--slots");
    row("--slots 1025", "--slots");
    row("--slots two", "--slots");
    row("--hub ftp://127.0.0.1", "--hub");
    row("--hub nonsense", "--hub");
    row("--model-url file:///etc/passwd", "--model-url");
    row("--executors code-review,juggling", "--executors");
    row("--executors code-generation", "--executors");
    row("--executors code-generation --model-url http://127.0.0.1:1", "");
    row("--read-root /nowhere/at/all", "--read-root");
    row("--token-file /nowhere/at/all", "--token-file");
    row("--log-level loud", "--log-level");
    row("--parent-pid -3", "--parent-pid");
    row("--unknown", "Unknown option");
    row("word", "unexpected argument");
    row("--name 12345678901234567890123456789012345678901234567890123456789012345", "--name");
}

void TestWorker::optionsAreChecked()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, fault);
    const auto options = parseOptions(QStringList{QStringLiteral("skep-nanobot")} + arguments);
    if (fault.isEmpty())
        QVERIFY2(options, options ? "" : options.error().detail.c_str());
    else
        QVERIFY2(!options && options.error().detail.starts_with(fault.toStdString()),
                 options ? "" : options.error().detail.c_str());
}

void TestWorker::optionsWinOverTheEnvironment()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("token")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from-file\nsecond line\n") > 0);
    file.close();
    qputenv("SKEP_SLOTS", "7");
    qputenv("SKEP_TOKEN", "from-env");
    const auto fromEnv = parseOptions({QStringLiteral("p")});
    const auto options = parseOptions({QStringLiteral("p"), QStringLiteral("--slots"), QStringLiteral("2"),
                                       QStringLiteral("--token-file"), file.fileName()});
    qunsetenv("SKEP_SLOTS");
    qunsetenv("SKEP_TOKEN");
    QVERIFY(fromEnv && options);
    QCOMPARE(fromEnv->slotCount, 7);
    QCOMPARE(fromEnv->token, QByteArray("from-env"));
    QCOMPARE(options->slotCount, 2);
    QCOMPARE(options->token, QByteArray("from-file"));
}

void TestWorker::processWithoutSandboxRunsNothingUnlessAllowed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("sandbox");
    QTest::addColumn<bool>("offersTesting");
    QTest::newRow("nothing said") << QStringList{} << QString() << QStringLiteral("none") << false;
    QTest::newRow("allowed") << QStringList{QStringLiteral("--allow-unsandboxed")} << QString() << QStringLiteral("unsandboxed") << true;
    QTest::newRow("allowed by the environment") << QStringList{} << QStringLiteral("1") << QStringLiteral("unsandboxed") << true;
    QTest::newRow("environment says no") << QStringList{} << QStringLiteral("0") << QStringLiteral("none") << false;
    QTest::newRow("asked for by name") << QStringList{QStringLiteral("--executors"), QStringLiteral("testing")} << QString() << QStringLiteral("none") << true;
}

void TestWorker::processWithoutSandboxRunsNothingUnlessAllowed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, variable);
    QFETCH(QString, sandbox);
    QFETCH(bool, offersTesting);
    FakeHub hub;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/no/programs/here"));
    if (!variable.isNull())
        environment.insert(QStringLiteral("SKEP_ALLOW_UNSANDBOXED"), variable);
    process.setProcessEnvironment(environment);
    process.start(program(), QStringList{QStringLiteral("--hub"), hub.url().toString()} + arguments);
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    const QJsonObject hello = hub.frames("hello").constFirst();
    QCOMPARE(hello.value(QLatin1StringView("sandbox")).toString(), sandbox);
    QCOMPARE(hello.value(QLatin1StringView("capabilities")).toArray().contains(QStringLiteral("testing")), offersTesting);
    if (offersTesting && sandbox == QLatin1StringView("none")) {
        hub.welcome();
        QTRY_COMPARE(hub.frames("ready").size(), 1);
        hub.task(1, 11, "testing", R"({"files":[{"path":"a.test.js","text":""}]})");
        QTRY_COMPARE(hub.items("results").size(), 1);
        const QString error = hub.items("results").constFirst().value(QLatin1StringView("error")).toString();
        QVERIFY2(error.startsWith(QLatin1StringView("not checked: ")), qPrintable(error));
    }
    process.kill();
    QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }));
}

void TestWorker::processLeavesOnSigterm()
{
#ifndef Q_OS_UNIX
    QSKIP("signals of Unix");
#else
    FakeHub hub;
    QProcess process;
    process.start(program(),
                  {QStringLiteral("--hub"), hub.url().toString(), QStringLiteral("--name"), QStringLiteral("p")});
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    const QJsonObject hello = hub.frames("hello").constFirst();
    QCOMPARE(hello.value(QLatin1StringView("pid")).toInteger(), process.processId());
    const QJsonArray capabilities = hello.value(QLatin1StringView("capabilities")).toArray();
    for (const char *name : {"code-review", "documentation", "simulate", "javascript", "typescript", "python", "cpp"})
        QVERIFY2(capabilities.contains(QString::fromLatin1(name)), name);
    QVERIFY(!capabilities.contains(QStringLiteral("code-generation"))); // no model, no offer
    const QString sandbox = hello.value(QLatin1StringView("sandbox")).toString();
    QVERIFY(sandbox == QLatin1StringView("bubblewrap") || sandbox == QLatin1StringView("none"));
    QCOMPARE(capabilities.contains(QStringLiteral("testing")), sandbox == QLatin1StringView("bubblewrap"));
    hub.welcome();
    QTRY_COMPARE(hub.frames("ready").size(), 1);
    hub.task(1, 11, "x", R"({"executor":"simulate","latency_ms":100,"steps":1})");
    QTRY_COMPARE(hub.items("started").size(), 1);
    process.terminate();
    QTRY_COMPARE(hub.items("results").size(), 1); // it was let end
    hub.word("stored", 1, 11);
    QTRY_COMPARE(hub.frames("bye").size(), 1);
    hub.link->close();
    QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
#endif
}

void TestWorker::processSaysWhyItWasRefused()
{
    FakeHub hub;
    QProcess process;
    process.start(program(), {QStringLiteral("--hub"), hub.url().toString()});
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    hub.send(R"({"type":"error","code":"unauthorized","field":"token","of":"hello","fatal":true})");
    QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("unauthorized token"));
    process.start(program(), {QStringLiteral("--slots"), QStringLiteral("x")});
    QVERIFY(process.waitForFinished(5'000));
    QCOMPARE(process.exitCode(), 2);
}

void TestWorker::processDiesWithItsParent()
{
#ifndef Q_OS_LINUX
    QSKIP("elsewhere the end of standard input is the sign");
#else
    FakeHub hub;
    QProcess shell; // the parent that is killed; the worker is its child, not ours
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         program() + QStringLiteral(" --die-with-parent --hub ") + hub.url().toString() + QStringLiteral(" & wait")});
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    hub.welcome();
    QTRY_COMPARE(hub.frames("ready").size(), 1);
    const auto pid = static_cast<pid_t>(hub.frames("hello").constFirst().value(QLatin1StringView("pid")).toInteger());
    QSignalSpy gone(hub.link, &QWebSocket::disconnected);
    shell.kill();
    QVERIFY(shell.waitForFinished(5'000));
    QTRY_COMPARE(gone.count(), 1);
    QTRY_VERIFY(::kill(pid, 0) != 0 || QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)).isEmpty());
#endif
}

void TestWorker::processKnowsADeadParent()
{
#ifdef Q_OS_LINUX
    QProcess process;
    process.start(program(), {QStringLiteral("--parent-pid"), QStringLiteral("1")}); // not who started it
    QVERIFY(process.waitForFinished(5'000));
    QCOMPARE(process.exitCode(), 1);
#endif
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
