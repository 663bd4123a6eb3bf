// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/checker.h"
#include "nanobot/executors/codegeneration.h"
#include "nanobot/executors/codereview.h"
#include "nanobot/executors/documentation.h"
#include "nanobot/executors/fences.h"
#include "nanobot/executors/simulate.h"
#include "nanobot/executors/sources.h"
#include "unit/nanobot/fakeopenai.h"
#include "unit/nanobot/recorder.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

#include <atomic>
#include <mutex>
#include <optional>

using namespace skep;
using namespace skep::nanobot;
using namespace skep::nanobot::test;
using namespace std::chrono_literals;

namespace {

QByteArray fixture(const char *name)
{
    QFile file(QStringLiteral(SKEP_SOURCE_DIR "/tests/data/llama/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

CodeGeneration generator(const QUrl &url, CodeGeneration::Settings settings = {"tiny-main", 512, 60s, 5ms},
                         inference::ChatTimeouts timeouts = {})
{
    auto client = std::make_shared<inference::ChatClient>(url, QByteArray());
    client->setTimeouts(timeouts);
    return CodeGeneration(client, settings, sandbox::Sandbox::none("none in this test"));
}

bool write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

class TestExecutors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void simulationIsDecidedByTheSeed();
    void simulationSaysSoEverywhere_data();
    void simulationSaysSoEverywhere();
    void simulationFailsAsDeclared();
    void simulationAsksAndGoesOn();
    void simulationUsesAnEarlierAnswer();
    void simulationStopsWhenCancelled();
    void simulationSurvivesOddParams();
    void generatedCodeStreamsIntoTheLog();
    void throttledGenerationSaysWhen();
    void loadingServerIsWaitedFor();
    void absentServerFailsInTheEnd();
    void brokenServerFailsTheAttempt();
    void cutGenerationFailsAndKeepsNothing();
    void hangingGenerationStopsWhenCancelled();
    void generationNeedsAPrompt();
    void filesAreFoundInFences();
    void pathsOutsideAreNotClean();
    void inlineSourceIsReviewed();
    void inlineSourceIsDocumented();
    void longReferenceBecomesAnArtifact();
    void folderIsReadBelowARootOnly();
    void escapesAreRefused_data();
    void escapesAreRefused();
    void folderWalkSkipsWhatIsNoSource();
    void oddFilesAreSkippedAndNamed();
};

void TestExecutors::simulationIsDecidedByTheSeed()
{
    const auto play = [](const char *params) {
        Simulate simulate;
        Run run;
        run.start(simulate, task("testing", params));
        return run.wait() ? bytes((*run.outcome)->result) + run.context->text() : std::string();
    };
    const char *one = R"({"as":"testing","latency_ms":4,"jitter_ms":6,"steps":5,"seed":42})";
    QVERIFY(!play(one).empty());
    QCOMPARE(play(one), play(one));
    QVERIFY(play(one) != play(R"({"as":"testing","latency_ms":4,"jitter_ms":6,"steps":5,"seed":43})"));
}

void TestExecutors::simulationSaysSoEverywhere_data()
{
    QTest::addColumn<QByteArray>("type");
    for (const char *type : {"testing", "code-generation", "code-review", "documentation", "anything"})
        QTest::newRow(type) << QByteArray(type);
}

void TestExecutors::simulationSaysSoEverywhere()
{
    QFETCH(const QByteArray, type);
    Simulate simulate;
    QVERIFY(simulate.isSimulated());
    Run run;
    run.start(simulate, task(type.constData(), R"({"latency_ms":2,"steps":2})"));
    QVERIFY(run.wait());
    const FinalWord &outcome = **run.outcome;
    QVERIFY(outcome.ok);
    QCOMPARE(outcome.result.value(QLatin1StringView("simulated")), QJsonValue(true));
    QVERIFY(outcome.result.value(QLatin1StringView("summary"))
                .toString()
                .contains(QStringLiteral("simulated"), Qt::CaseInsensitive));
    QCOMPARE(run.context->steps.back(), std::make_pair(std::int64_t(2), std::int64_t(2)));
    for (const std::string &line : run.context->lines)
        QVERIFY(line.find("simulated") != std::string::npos);
    const Verdict verdict = checks::judge(type.constData(), true, bytes(outcome.result));
    QVERIFY2(verdict.passed, bytes(outcome.result).c_str());
}

void TestExecutors::simulationFailsAsDeclared()
{
    Simulate simulate;
    for (const int attempt : {1, 2, 3}) {
        Run run;
        run.start(simulate,
                  task("testing", R"({"latency_ms":1,"fail_attempts":2,"error":"the rig fell over"})", attempt));
        QVERIFY(run.wait());
        QCOMPARE((*run.outcome)->ok, attempt == 3);
        if (attempt < 3)
            QCOMPARE((*run.outcome)->error, std::string("simulated: the rig fell over"));
    }
}

void TestExecutors::simulationAsksAndGoesOn()
{
    Simulate simulate;
    Run run;
    run.start(simulate,
              task("x", R"({"latency_ms":2,"steps":3,"question":{"text":"Which?","choices":["a","b"],"at_step":1}})"));
    QTRY_COMPARE(run.context->question, std::string("Which?"));
    QCOMPARE(run.context->choices, (std::vector<std::string>{"a", "b"}));
    QVERIFY(!run.outcome->has_value());
    run.context->onAnswer("b");
    QVERIFY(run.wait());
    QCOMPARE((*run.outcome)->result.value(QLatin1StringView("answer")).toString(), QStringLiteral("b"));
}

void TestExecutors::simulationUsesAnEarlierAnswer()
{
    Simulate simulate;
    Run run;
    TaskInput input = task("x", R"({"latency_ms":1,"question":{"text":"Which?"}})", 2);
    input.answers = {"a"};
    run.start(simulate, input);
    QVERIFY(run.wait());
    QVERIFY(run.context->question.empty());
    QCOMPARE((*run.outcome)->result.value(QLatin1StringView("answer")).toString(), QStringLiteral("a"));
}

void TestExecutors::simulationStopsWhenCancelled()
{
    Simulate simulate;
    std::weak_ptr<Recorder> context;
    {
        Run run;
        context = run.context;
        run.start(simulate, task("x", R"({"latency_ms":3600000})"));
        run.context->cancel();
    }
    QTRY_VERIFY(context.expired()); // nothing of it is left, the timer included
    Run asking;
    asking.start(simulate, task("x", R"({"latency_ms":1,"question":{"at_step":0}})"));
    QTRY_VERIFY(asking.context->onAnswer != nullptr);
    asking.context->cancel();
    asking.context->onAnswer("too late");
    QVERIFY(!asking.outcome->has_value());
}

void TestExecutors::simulationSurvivesOddParams()
{
    Simulate simulate;
    for (const char *params :
         {"{}", R"({"latency_ms":-5,"steps":0})", R"({"latency_ms":"x","steps":-1,"seed":"y"})",
          R"({"latency_ms":0,"steps":2000000,"seed":-1})", R"({"latency_ms":1,"question":"no object"})",
          R"({"latency_ms":1,"steps":2,"question":{"at_step":99,"choices":7}})"}) {
        Run run;
        run.start(simulate, task("x", params));
        const bool asks = QByteArray(params).contains("at_step");
        QTRY_VERIFY2(asks ? run.context->onAnswer != nullptr : run.outcome->has_value(), params);
        run.context->cancel(); // a question without an answer keeps the attempt alive
    }
}

void TestExecutors::generatedCodeStreamsIntoTheLog()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::stream(fixture("chat-stream.sse"))};
    CodeGeneration generation = generator(server.url());
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"write it","language":"python","seed":3})"));
    QVERIFY(run.wait());
    const FinalWord &outcome = **run.outcome;
    QVERIFY2(outcome.ok, outcome.error.c_str());
    QCOMPARE(run.context->lines.size(), std::size_t(7));
    QCOMPARE(run.context->lines.front(), std::string("Here it is:"));
    QCOMPARE(run.context->lines[5], std::string("Done."));
    QVERIFY(run.context->lines.back().starts_with("syntax: not checked (")); // this test gives it no sandbox
    QCOMPARE(run.context->steps.back(), std::make_pair(std::int64_t(8), std::int64_t(512)));
    const QJsonObject evidence = outcome.result.value(QLatin1StringView("evidence")).toObject();
    QCOMPARE(evidence.value(QLatin1StringView("tokens")).toInt(), 9);
    QVERIFY(evidence.value(QLatin1StringView("syntax")).toString().startsWith(QLatin1StringView("not checked (")));
    QCOMPARE(evidence.value(QLatin1StringView("model")).toString(), QStringLiteral("tiny-main"));
    const QJsonObject file = outcome.result.value(QLatin1StringView("files")).toArray().first().toObject();
    QCOMPARE(file.value(QLatin1StringView("path")).toString(), QStringLiteral("src/größe.py"));
    QVERIFY(file.value(QLatin1StringView("text")).toString().startsWith(QStringLiteral("def größe(x):")));
    QVERIFY(!outcome.result.contains(QLatin1StringView("simulated")));
    QVERIFY(checks::judge("code-generation", false, bytes(outcome.result)).passed);
    QVERIFY(server.requests.constFirst().contains("write it"));
}

void TestExecutors::throttledGenerationSaysWhen()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::answer(429, "application/json", fixture("error-rate.json"), "Retry-After: 2\r\n")};
    CodeGeneration generation = generator(server.url());
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"x"})"));
    QVERIFY(run.wait());
    QVERIFY(!(*run.outcome)->ok);
    QVERIFY((*run.outcome)->throttled);
    QCOMPARE((*run.outcome)->retryAfterMs, 2'000);
    QCOMPARE(server.requests.size(), 1);
}

void TestExecutors::loadingServerIsWaitedFor()
{
    FakeOpenAi server;
    const auto loading = FakeOpenAi::answer(503, "application/json", fixture("error-loading.json"));
    server.script = {loading, loading, FakeOpenAi::stream(fixture("chat-stream.sse"))};
    CodeGeneration generation = generator(server.url());
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"x"})"));
    QVERIFY(run.wait());
    QVERIFY((*run.outcome)->ok);
    QCOMPARE(server.requests.size(), 3);
    QVERIFY(run.context->lines.front().find("Loading model") != std::string::npos);
}

void TestExecutors::absentServerFailsInTheEnd()
{
    QUrl closed;
    {
        FakeOpenAi server;
        closed = server.url();
    }
    CodeGeneration generation = generator(closed, {"", 16, 20ms, 5ms});
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"x"})"));
    QVERIFY(run.wait());
    QVERIFY(!(*run.outcome)->ok);
    QVERIFY(!(*run.outcome)->throttled);
    QVERIFY(!(*run.outcome)->error.empty());
}

void TestExecutors::brokenServerFailsTheAttempt()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::answer(500, "application/json",
                                        R"({"error":{"code":500,"message":"out of memory","type":"server_error"}})")};
    CodeGeneration generation = generator(server.url());
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"x"})"));
    QVERIFY(run.wait());
    QVERIFY(!(*run.outcome)->ok && !(*run.outcome)->throttled);
    QCOMPARE((*run.outcome)->error, std::string("model server: HTTP 500: out of memory"));
}

void TestExecutors::cutGenerationFailsAndKeepsNothing()
{
    FakeOpenAi server;
    const QByteArray body = fixture("chat-stream.sse");
    server.script = {FakeOpenAi::chunked({body.left(body.indexOf("\xF0\x9F\x90\x9D") + 2)}, true)};
    CodeGeneration generation = generator(server.url());
    Run run;
    run.start(generation, task("code-generation", R"({"prompt":"x"})"));
    QVERIFY(run.wait());
    QVERIFY(!(*run.outcome)->ok);
    QVERIFY((*run.outcome)->result.isEmpty());
    QCOMPARE(server.requests.size(), 1); // words were heard: not asked again behind the hub's back
}

void TestExecutors::hangingGenerationStopsWhenCancelled()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::hang("data: {\"choices\":[{\"delta\":{\"content\":\"a\\n\"}}]}\n\n")};
    CodeGeneration generation = generator(server.url());
    std::weak_ptr<Recorder> context;
    {
        Run run;
        context = run.context;
        run.start(generation, task("code-generation", R"({"prompt":"x"})"));
        QTRY_COMPARE(run.context->lines.size(), std::size_t(1));
        run.context->cancel();
        QTRY_COMPARE(server.closed, 1);
        QVERIFY(!run.outcome->has_value());
    }
    QTRY_VERIFY(context.expired()); // the coroutine has ended
}

void TestExecutors::generationNeedsAPrompt()
{
    CodeGeneration generation = generator(QUrl(QStringLiteral("http://127.0.0.1:1")));
    Run run;
    TaskInput input = task("code-generation", "{}");
    input.title.clear();
    run.start(generation, input);
    QVERIFY(run.wait());
    QVERIFY((*run.outcome)->error.find("params.prompt") != std::string::npos);
}

void TestExecutors::filesAreFoundInFences()
{
    using Files = std::vector<CodeFile>;
    QCOMPARE(codeFiles("no code"), Files{});
    QCOMPARE(codeFiles("```js src/a.js\nx\n```\n"), (Files{{"src/a.js", "js", "x\n"}}));
    QCOMPARE(codeFiles("**`src/b.py`**:\n\n~~~python\ny\n~~~"), (Files{{"src/b.py", "python", "y\n"}}));
    QCOMPARE(codeFiles("File: lib/c.h\n```cpp\nz"), (Files{{"lib/c.h", "cpp", "z\n"}}));
    QCOMPARE(codeFiles("```\na\n```\n```rust path=\"m.rs\"\nb\n```"),
             (Files{{"snippet-1", "", "a\n"}, {"m.rs", "rust", "b\n"}}));
    QCOMPARE(codeFiles("````md\n```js\nx\n```\n````"), (Files{{"snippet-1", "md", "```js\nx\n```\n"}}));
    QCOMPARE(codeFiles("```js ../../etc/passwd.js\nx\n```"), (Files{{"snippet-1", "js", "x\n"}}));
    QCOMPARE(codeFiles("Here you go.\n```js\r\nx\r\n```\r\n"), (Files{{"snippet-1", "js", "x\n"}}));
}

void TestExecutors::pathsOutsideAreNotClean()
{
    for (const char *path : {"", "/etc/passwd", "..", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "C:a", "a\nb"})
        QVERIFY2(!isCleanPath(path), path);
    for (const char *path : {"a", "a/b.c", "..a", "a..b/c"})
        QVERIFY2(isCleanPath(path), path);
}

void TestExecutors::inlineSourceIsReviewed()
{
    QThreadPool pool;
    CodeReview review(pool, {});
    Run run;
    run.start(review, task("code-review", R"({"files":[{"path":"a.py","text":"def f(x=[]):\n    return eval(x)\n"},
                                             {"path":"notes.txt","text":"hello"},{"path":"b.js","text":"var a = 1;\n"}]})"));
    QVERIFY(run.wait());
    const FinalWord &outcome = **run.outcome;
    QVERIFY2(outcome.ok, outcome.error.c_str());
    QCOMPARE(outcome.result.value(QLatin1StringView("files")).toArray().size(), 2);
    QCOMPARE(outcome.result.value(QLatin1StringView("skipped")).toArray().size(), 1);
    QVERIFY(!outcome.result.value(QLatin1StringView("findings")).toArray().isEmpty());
    QCOMPARE(outcome.result.value(QLatin1StringView("evidence"))
                 .toObject()
                 .value(QLatin1StringView("lines_checked"))
                 .toInt(),
             3);
    QCOMPARE(run.context->steps.back(), std::make_pair(std::int64_t(3), std::int64_t(3)));
    QVERIFY(checks::judge("code-review", false, bytes(outcome.result)).passed);
}

void TestExecutors::inlineSourceIsDocumented()
{
    QThreadPool pool;
    Documentation documentation(pool, {});
    Run run;
    run.start(
        documentation,
        task(
            "documentation",
            R"({"files":[{"path":"a.py","text":"class A:\n    \"\"\"A thing.\"\"\"\n    def f(self):\n        pass\n"}]})"));
    QVERIFY(run.wait());
    const FinalWord &outcome = **run.outcome;
    QVERIFY2(outcome.ok, outcome.error.c_str());
    QCOMPARE(outcome.result.value(QLatin1StringView("symbols")).toInt(), 2);
    QVERIFY(outcome.result.value(QLatin1StringView("markdown")).toString().contains(QStringLiteral("A thing.")));
    QVERIFY(checks::judge("documentation", false, bytes(outcome.result)).passed);
}

void TestExecutors::longReferenceBecomesAnArtifact()
{
    QThreadPool pool;
    Documentation documentation(pool, {});
    QJsonArray files;
    for (int i = 0; i < 80; ++i) {
        QString text;
        for (int k = 0; k < 50; ++k)
            text += QStringLiteral("def function_%1_%2(a, b):\n    \"\"\"%3\"\"\"\n    return a\n\n")
                        .arg(i)
                        .arg(k)
                        .arg(QString(60, QChar(u'x')));
        files.append(
            QJsonObject{{QStringLiteral("path"), QStringLiteral("m%1.py").arg(i)}, {QStringLiteral("text"), text}});
    }
    Run run;
    run.start(documentation, {1, 1, "documentation", "", QJsonObject{{QStringLiteral("files"), files}}, {}});
    QVERIFY(run.wait());
    const FinalWord &outcome = **run.outcome;
    QVERIFY2(outcome.ok, outcome.error.c_str());
    QCOMPARE(run.context->artifacts.size(), std::size_t(1));
    QVERIFY(run.context->artifacts[0].second.size() > 128 * 1024);
    QVERIFY(bytes(outcome.result).size() < limits::kResultBytesMax);
    QCOMPARE(outcome.result.value(QLatin1StringView("symbols")).toInt(), 4'000);
    const Verdict verdict = checks::judge("documentation", false, bytes(outcome.result));
    for (const Check &check : verdict.checks)
        QVERIFY2(check.mark != Check::Mark::Failed, check.detail.c_str());
}

void TestExecutors::folderIsReadBelowARootOnly()
{
    QTemporaryDir dir;
    const QString root = QDir(dir.path()).canonicalPath();
    QVERIFY(write(root + QStringLiteral("/open/a.py"), "x = 1\n"));
    const QJsonObject params{{QStringLiteral("folder"), root + QStringLiteral("/open")},
                             {QStringLiteral("paths"), QJsonArray{QStringLiteral("a.py")}}};
    QVERIFY(!Sources::of(params, {}));
    QCOMPARE(Sources::of(params, {}).error().code, ErrorCode::Forbidden);
    QVERIFY(!Sources::of(params, {root + QStringLiteral("/other")}));
    QVERIFY(!Sources::of(params, {root + QStringLiteral("/op")})); // a prefix by letters is no folder above
    const auto sources = Sources::of(params, {root});
    QVERIFY(sources);
    QCOMPARE(sources->fileAt(0)->text, std::string("x = 1\n"));
    QCOMPARE(Sources::of(params, {root + QStringLiteral("/open")})->count(), std::size_t(1));
}

void TestExecutors::escapesAreRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isRefusedEarly");
    QTest::newRow("dot dot") << QStringLiteral("../secret.py") << true;
    QTest::newRow("dot dot inside") << QStringLiteral("sub/../../secret.py") << true;
    QTest::newRow("absolute") << QStringLiteral("/etc/passwd") << true;
    QTest::newRow("backslash") << QStringLiteral("..\\secret.py") << true;
    QTest::newRow("NUL") << (QStringLiteral("a.py") + QChar(u'\0') + QStringLiteral("x")) << true;
    QTest::newRow("link to a file outside") << QStringLiteral("link.py") << false;
    QTest::newRow("link to a folder outside") << QStringLiteral("linkdir/secret.py") << false;
    QTest::newRow("link to a link") << QStringLiteral("chain.py") << false;
    QTest::newRow("dangling link") << QStringLiteral("dangling.py") << false;
    QTest::newRow("device") << QStringLiteral("device.py") << false;
    QTest::newRow("pipe") << QStringLiteral("pipe.py") << false;
    QTest::newRow("folder") << QStringLiteral("sub") << false;
    QTest::newRow("not there") << QStringLiteral("nothing.py") << false;
}

void TestExecutors::escapesAreRefused()
{
#ifndef Q_OS_UNIX
    QSKIP("links and pipes of Unix");
#else
    QFETCH(const QString, path);
    QFETCH(const bool, isRefusedEarly);
    QTemporaryDir dir;
    const QString base = QDir(dir.path()).canonicalPath();
    const QString root = base + QStringLiteral("/root");
    QVERIFY(write(base + QStringLiteral("/secret.py"), "secret"));
    QVERIFY(write(root + QStringLiteral("/sub/a.py"), "x"));
    QVERIFY(QFile::link(base + QStringLiteral("/secret.py"), root + QStringLiteral("/link.py")));
    QVERIFY(QFile::link(base, root + QStringLiteral("/linkdir")));
    QVERIFY(QFile::link(root + QStringLiteral("/link.py"), root + QStringLiteral("/chain.py")));
    QVERIFY(QFile::link(base + QStringLiteral("/gone.py"), root + QStringLiteral("/dangling.py")));
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), root + QStringLiteral("/device.py")));
    QCOMPARE(mkfifo(QFile::encodeName(root + QStringLiteral("/pipe.py")).constData(), 0600), 0);

    const QJsonObject params{{QStringLiteral("folder"), root}, {QStringLiteral("paths"), QJsonArray{path}}};
    const auto sources = Sources::of(params, {root});
    QCOMPARE(!sources, isRefusedEarly);
    if (!sources)
        return;
    const auto file = sources->fileAt(0);
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::Forbidden);
    QVERIFY(file.error().detail.find("secret") == std::string::npos);
    QVERIFY(!Sources::of(QJsonObject{{QStringLiteral("folder"), root + QStringLiteral("/linkdir")}}, {root}));
    QVERIFY(!Sources::of(QJsonObject{{QStringLiteral("folder"), root + QStringLiteral("/..")}}, {root}));
    QVERIFY(!Sources::of(QJsonObject{{QStringLiteral("folder"), QStringLiteral("root")}}, {root}));
#endif
}

void TestExecutors::folderWalkSkipsWhatIsNoSource()
{
    QTemporaryDir dir;
    const QString root = QDir(dir.path()).canonicalPath();
    for (const char *path :
         {"/b.py", "/a/x.ts", "/a/x.txt", "/node_modules/y.js", "/.git/z.py", "/.hidden/h.py", "/photo.png"})
        QVERIFY(write(root + QString::fromLatin1(path), "x = 1\n"));
    QVERIFY(QFile::link(root + QStringLiteral("/b.py"), root + QStringLiteral("/c.py")));
    const auto sources = Sources::of(QJsonObject{{QStringLiteral("folder"), root}}, {root});
    QVERIFY(sources);
    QCOMPARE(sources->count(), std::size_t(2));
    QCOMPARE(sources->pathAt(0), std::string("a/x.ts"));
    QCOMPARE(sources->pathAt(1), std::string("b.py"));
}

void TestExecutors::oddFilesAreSkippedAndNamed()
{
    QTemporaryDir dir;
    const QString root = QDir(dir.path()).canonicalPath();
    QVERIFY(write(root + QStringLiteral("/good.py"), "x = 1\n"));
    QVERIFY(write(root + QStringLiteral("/binary.py"), QByteArray("\x00\xFF\x01", 3)));
    QVERIFY(
        write(root + QStringLiteral("/large.py"), QByteArray(static_cast<qsizetype>(kSourceFileBytesMax) + 1, 'x')));
    QThreadPool pool;
    CodeReview review(pool, {root});
    Run run;
    run.start(review, {1, 1, "code-review", "", QJsonObject{{QStringLiteral("folder"), root}}, {}});
    QVERIFY(run.wait());
    QVERIFY((*run.outcome)->ok);
    QCOMPARE((*run.outcome)->result.value(QLatin1StringView("skipped")).toArray().size(), 2);
    Run none;
    none.start(review,
               {1,
                1,
                "code-review",
                "",
                QJsonObject{{QStringLiteral("folder"), root},
                            {QStringLiteral("paths"), QJsonArray{QStringLiteral("binary.py")}}},
                {}});
    QVERIFY(none.wait());
    QVERIFY(!(*none.outcome)->ok);
}

QTEST_GUILESS_MAIN(TestExecutors)
#include "tst_executors.moc"
