// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include "checks/sandbox/archive.h"
#include "checks/sandbox/boundedtext.h"
#include "checks/sandbox/lines.h"
#include "checks/sandbox/outcome.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <sys/resource.h>

using namespace skep;
using namespace skep::sandbox;
using namespace skep::sandbox::test;
using namespace Qt::StringLiterals;

/// The sandbox as its users see it. What foreign code tries against it is in tst_escapes.
class TestSandbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsAreValidated_data();
    void jobsAreValidated();
    void longPathsSurviveTheArchive();
    void textKeepsHeadAndTail();
    void longLinesComeInPieces();
    void absentBubblewrapIsAReason();
    void brokenBubblewrapIsAReason();
    void filesAreAPrivateCopy();
    void commandRunsWithACleanEnvironment();
    void exitCodesAndSignalsAreTold();
    void missingProgramIsTold();
    void linesComeWhileItRuns();
    void cancelEndsItAtOnce();
    void badJobIsNotStarted();
    void usageIsMeasured();
    void resultsAreReadBack();
    void unsandboxedRunsAreBoundToo();
    void tighterLimitsOfTheWorkerAreKept();
    void manyRunsAtOnce();
};

void TestSandbox::jobsAreValidated_data()
{
    QTest::addColumn<Job>("job");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *field, const std::function<void(Job &)> &spoil) {
        Job job = shellJob("true");
        spoil(job);
        QTest::newRow(name) << job << QString::fromLatin1(field);
    };
    row("good", "", [](Job &) {});
    row("no command", "command", [](Job &job) { job.command.clear(); });
    row("zero byte", "command", [](Job &job) { job.command.emplace_back("a\0b", 3); });
    row("endless command", "command", [](Job &job) { job.command.emplace_back(70'000, 'x'); });
    row("bad variable", "environment", [](Job &job) { job.environment.emplace_back("A=B", "c"); });
    row("no time", "limits.wall_ms", [](Job &job) { job.limits.wall = std::chrono::milliseconds(0); });
    row("a day", "limits.wall_ms", [](Job &job) { job.limits.wall = std::chrono::hours(24); });
    row("no memory", "limits.memory_bytes", [](Job &job) { job.limits.memoryBytes = 1; });
    row("too many processes", "limits.processes", [](Job &job) { job.limits.processes = 1'000'000; });
    row("negative disk", "limits.disk_bytes", [](Job &job) { job.limits.diskBytes = -1; });
    row("path upwards", "files.path", [](Job &job) { job.files.push_back({"a/../../b", ""}); });
    row("absolute path", "files.path", [](Job &job) { job.files.push_back({"/etc/passwd", ""}); });
    row("empty part", "files.path", [](Job &job) { job.files.push_back({"a//b", ""}); });
    row("line feed", "files.path", [](Job &job) { job.files.push_back({"a\nb", ""}); });
    row("long path", "files.path", [](Job &job) { job.files.push_back({std::string(241, 'a'), ""}); });
    row("twice", "files.path", [](Job &job) { job.files = {{"a", "1"}, {"a", "2"}}; });
    row("too large", "files", [](Job &job) {
        job.limits.diskBytes = 64 * 1024;
        job.files.push_back({"a", std::string(65 * 1024, 'x')});
    });
}

void TestSandbox::jobsAreValidated()
{
    QFETCH(Job, job);
    QFETCH(QString, field);
    const auto valid = validate(job);
    QCOMPARE(valid ? QString() : QString::fromStdString(valid.error().field), field);
}

void TestSandbox::longPathsSurviveTheArchive()
{
    SKEP_NEED_SANDBOX();
    Job job = shellJob("find . -type f | sort; cat a/*/*/leaf-* \"./-rf *\"");
    const std::string folder = std::string(90, 'b') + '/' + std::string(95, 'c');
    job.files = {{"a/" + folder + "/leaf-1", "deep\n"}, {"-rf *", "odd\n"}, {"empty", ""}};
    const auto run = runToEnd(realSandbox(), job);
    QVERIFY2(run->outcome().isSuccess(), run->outcome().sentence().c_str());
    QVERIFY(run->outcome().output.contains(QByteArray::fromStdString("./a/" + folder + "/leaf-1\n")));
    QVERIFY(run->outcome().output.contains("./empty\n"));
    QVERIFY(run->outcome().output.contains("deep\nodd\n"));
    QCOMPARE(archiveOf(job.files).size() % 10'240, 0);
}

void TestSandbox::textKeepsHeadAndTail()
{
    BoundedText text(4);
    text.append("abc");
    QCOMPARE(text.text(), QByteArray("abc"));
    text.append("defgh");
    QCOMPARE(text.text(), QByteArray("abcdefgh"));
    for (int i = 0; i < 100; ++i)
        text.append("0123456789");
    QCOMPARE(text.size(), 1008);
    QCOMPARE(text.text(), QByteArray("abcd\n... 1000 bytes left out ...\n6789"));
}

void TestSandbox::longLinesComeInPieces()
{
    QList<QByteArray> lines;
    const auto take = [&lines](const QByteArray &line) { lines.append(line); };
    LineSplitter splitter(4);
    splitter.feed("ab", take);
    splitter.feed("c\r\n\n123456789\nend", take);
    splitter.finish(take);
    QCOMPARE(lines, QList<QByteArray>({"abc", "", "1234", "5678", "9", "end"}));
}

void TestSandbox::absentBubblewrapIsAReason()
{
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nowhere");
    const Sandbox sandbox = Sandbox::detect({});
    const Sandbox allowed = Sandbox::detect({true, {}});
    qputenv("PATH", path);
    QCOMPARE(sandbox.mode(), Mode::None);
    QVERIFY(!sandbox.canRun());
    QVERIFY(sandbox.reason().find("not installed") != std::string::npos);
    QCOMPARE(allowed.mode(), Mode::Unsandboxed);
    QVERIFY(allowed.canRun());
    QVERIFY(!allowed.reason().empty());
}

void TestSandbox::brokenBubblewrapIsAReason()
{
    const Sandbox sandbox = Sandbox::detect({false, u"/bin/false"_s});
    QCOMPARE(sandbox.mode(), Mode::None);
    QVERIFY2(sandbox.reason().find("cannot make a sandbox") != std::string::npos, sandbox.reason().c_str());
}

void TestSandbox::filesAreAPrivateCopy()
{
    SKEP_NEED_SANDBOX();
    Job job = shellJob("pwd; cat src/a.txt && echo changed > src/a.txt && cat src/a.txt && ./run.sh");
    job.files = {{"src/a.txt", "first\n"}, {"run.sh", "#!/bin/sh\necho ran\n"}};
    for (int i = 0; i < 2; ++i) {
        const auto run = runToEnd(realSandbox(), job);
        QCOMPARE(run->outcome().output, QByteArray("/work\nfirst\nchanged\nran\n"));
        QVERIFY(run->outcome().isSuccess());
    }
}

void TestSandbox::commandRunsWithACleanEnvironment()
{
    SKEP_NEED_SANDBOX();
    qputenv("SKEP_TOKEN", "very-secret");
    Job job = shellJob("env | sort; id -u; cat; ls /proc/self/fd | wc -l");
    job.environment = {{"MODE", "test of spaces"}};
    const auto run = runToEnd(realSandbox(), job);
    qunsetenv("SKEP_TOKEN");
    const QByteArray out = run->outcome().output;
    QVERIFY2(out.contains("MODE=test of spaces\n") && out.contains("HOME=/work\n"), out.constData());
    QVERIFY(!out.contains("SKEP") && !out.contains("very-secret"));
    QVERIFY2(out.endsWith("1000\n4\n"), out.constData()); // standard input, output, error and the folder being listed
}

void TestSandbox::exitCodesAndSignalsAreTold()
{
    SKEP_NEED_SANDBOX();
    const auto failed = runToEnd(realSandbox(), shellJob("echo no >&2; exit 7"));
    QCOMPARE(failed->outcome().stop, Stop::Exited);
    QCOMPARE(failed->outcome().exitCode, 7);
    QCOMPARE(failed->outcome().output, QByteArray("no\n"));
    QCOMPARE(failed->outcome().sentence(), std::string("ended with exit code 7"));
    QVERIFY(!failed->outcome().isSuccess() && !failed->outcome().wasStopped());
    const auto crashed = runToEnd(realSandbox(), shellJob("kill -SEGV $$"));
    QCOMPARE(crashed->outcome().stop, Stop::Signalled);
    QCOMPARE(crashed->outcome().signal, 11);
}

void TestSandbox::missingProgramIsTold()
{
    SKEP_NEED_SANDBOX();
    Job job = shellJob("");
    job.command = {"/no/such/program"};
    const auto run = runToEnd(realSandbox(), job);
    QVERIFY(!run->outcome().isSuccess());
    QVERIFY2(run->outcome().output.contains("/no/such/program"), run->outcome().output.constData());
}

void TestSandbox::linesComeWhileItRuns()
{
    SKEP_NEED_SANDBOX();
    auto run = realSandbox().prepare(shellJob("echo one; sleep 30; echo two"));
    QSignalSpy lines(run.get(), &SandboxRun::lineWritten);
    run->start();
    QTRY_COMPARE(lines.size(), 1);
    QCOMPARE(lines.first().first().toByteArray(), QByteArray("one"));
    QVERIFY(!run->isFinished());
    run->cancel();
    QTRY_VERIFY(run->isFinished());
    QCOMPARE(run->outcome().stop, Stop::Cancelled);
}

void TestSandbox::cancelEndsItAtOnce()
{
    SKEP_NEED_SANDBOX();
    for (const bool atOnce : {true, false}) {
        auto run = realSandbox().prepare(shellJob("trap '' TERM INT HUP; echo up; while :; do sleep 30; done"));
        QSignalSpy lines(run.get(), &SandboxRun::lineWritten);
        run->start();
        if (!atOnce)
            QTRY_COMPARE(lines.size(), 1);
        QElapsedTimer clock;
        clock.start();
        run->cancel();
        run->cancel();
        QTRY_VERIFY(run->isFinished());
        QVERIFY(clock.elapsed() < 2'000);
        QCOMPARE(run->outcome().stop, Stop::Cancelled);
    }
}

void TestSandbox::badJobIsNotStarted()
{
    Job job = shellJob("true");
    job.files = {{"../x", ""}};
    const auto run = runToEnd(noSandbox(), job);
    QCOMPARE(run->outcome().stop, Stop::NotStarted);
    QVERIFY2(run->outcome().sentence().starts_with("not run: files.path: "), run->outcome().sentence().c_str());
    QVERIFY(!run->readBack("x", 100));
    // A file where another needs a folder.
    job.files = {{"a", "1"}, {"a/b", "2"}};
    const auto clash = runToEnd(realSandbox().canRun() ? realSandbox() : noSandbox(), job);
    QCOMPARE(clash->outcome().stop, Stop::NotStarted);
}

void TestSandbox::usageIsMeasured()
{
    SKEP_NEED_SANDBOX();
    if (Sandbox::tool("python3").empty())
        QSKIP("python3 is not installed");
    Job job = shellJob({});
    job.command = {"python3", "-c", "import time\nx = bytearray(64 << 20)\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"};
    const auto run = runToEnd(realSandbox(), job);
    const sandbox::Outcome &outcome = run->outcome();
    QVERIFY2(outcome.isSuccess(), outcome.output.constData());
    QVERIFY(outcome.memoryPeakBytes > (64 << 20) && outcome.memoryPeakBytes < (128 << 20));
    QVERIFY(outcome.cpu.count() >= 150 && outcome.cpu <= outcome.wall + std::chrono::milliseconds(100));
    QVERIFY(outcome.wall.count() >= 300);
    QCOMPARE(outcome.processesPeak, 1);
}

void TestSandbox::resultsAreReadBack()
{
    SKEP_NEED_SANDBOX();
    const auto run = runToEnd(realSandbox(), shellJob("mkdir d; printf abc > d/r.txt; mkfifo pipe; ln -s d e; ln -s d/r.txt f"));
    QVERIFY(run->outcome().isSuccess());
    QCOMPARE(run->readBack("d/r.txt", 3).value(), QByteArray("abc"));
    QCOMPARE(run->readBack("d/r.txt", 2).error().code, ErrorCode::TooLong);
    for (const char *path : {"none", "d", "pipe", "e/r.txt", "f"})
        QCOMPARE(run->readBack(path, 100).error().code, ErrorCode::NotFound);
    QCOMPARE(run->readBack("../etc/passwd", 100).error().code, ErrorCode::BadValue);
}

void TestSandbox::unsandboxedRunsAreBoundToo()
{
    QCOMPARE(noSandbox().mode(), Mode::Unsandboxed);
    Job job = shellJob("cat in.txt; env | grep -c SECRET; exit 3");
    job.files = {{"in.txt", "hello\n"}};
    qputenv("SECRET", "x");
    const auto run = runToEnd(noSandbox(), job);
    qunsetenv("SECRET");
    QCOMPARE(run->outcome().output, QByteArray("hello\n0\n"));
    QCOMPARE(run->outcome().exitCode, 3);
    job = shellJob("(sleep 40 & sleep 40) & wait");
    job.limits.wall = std::chrono::milliseconds(300);
    const auto late = runToEnd(noSandbox(), job);
    QCOMPARE(late->outcome().stop, Stop::WallTime);
    job = shellJob("exec cat /dev/zero");
    QCOMPARE(runToEnd(noSandbox(), job)->outcome().stop, Stop::Output);
}

void TestSandbox::tighterLimitsOfTheWorkerAreKept()
{
    SKEP_NEED_SANDBOX();
    const auto run = runToEnd(realSandbox(), shellJob("ulimit -n; ulimit -H -l; ulimit -c"));
    rlimit files{}, locked{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    QCOMPARE(::getrlimit(RLIMIT_MEMLOCK, &locked), 0);
    const QList<QByteArray> told = run->outcome().output.trimmed().split('\n');
    QCOMPARE(told.size(), 3);
    QCOMPARE(told[0].toULongLong(), std::min<rlim_t>(files.rlim_max, 1024));
    QCOMPARE(told[1].toULongLong(), std::min<rlim_t>(locked.rlim_max, 1024 * 1024) / 1024);
    QCOMPARE(told[2], QByteArray("0"));
}

void TestSandbox::manyRunsAtOnce()
{
    SKEP_NEED_SANDBOX();
    std::vector<std::unique_ptr<SandboxRun>> runs;
    for (int i = 0; i < 20; ++i) {
        runs.push_back(realSandbox().prepare(shellJob("echo " + std::to_string(i))));
        runs.back()->start();
    }
    for (int i = 0; i < 20; ++i) {
        const auto &run = runs[static_cast<std::size_t>(i)];
        QTRY_VERIFY_WITH_TIMEOUT(run->isFinished(), 20'000);
        QCOMPARE(run->outcome().output, QByteArray::number(i) + '\n');
    }
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
