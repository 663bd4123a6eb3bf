// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/checker.h"
#include "nanobot/executors/testing.h"
#include "nanobot/executors/testplan.h"
#include "unit/nanobot/recorder.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThreadPool>

using namespace skep;
using namespace skep::nanobot;
using namespace skep::nanobot::test;
using namespace Qt::StringLiterals;

namespace {

const sandbox::Sandbox &realSandbox()
{
    static const sandbox::Sandbox sandbox = sandbox::Sandbox::detect({});
    return sandbox;
}

#define SKEP_NEED(program) \
    do { \
        if (!realSandbox().canRun()) \
            QSKIP(realSandbox().reason().c_str()); \
        if (sandbox::Sandbox::tool(program).empty()) \
            QSKIP(program " is not installed"); \
    } while (false)

TaskInput testTask(const QList<std::pair<QString, QString>> &files, QJsonObject params = {})
{
    QJsonArray list;
    for (const auto &[path, text] : files)
        list.append(QJsonObject{{u"path"_s, path}, {u"text"_s, text}});
    params.insert(u"files"_s, list);
    return {7, 1, "testing", "title", params, {}};
}

QList<int> countsOf(const QJsonObject &result)
{
    const QJsonObject tests = result.value("tests"_L1).toObject();
    return {tests.value("total"_L1).toInt(), tests.value("passed"_L1).toInt(), tests.value("failed"_L1).toInt(), tests.value("skipped"_L1).toInt()};
}

} // namespace

/// The executor of tests, with the real tools in the real sandbox.
class TestTesting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void testsAreFoundByTheirNames();
    void javaScriptTestsAreCounted();
    void pythonTestsAreCounted();
    void cppTestsAreCounted();
    void twoLanguagesMakeOneReport();
    void sampleProjectsHaveFaults_data();
    void sampleProjectsHaveFaults();
    void withoutSandboxNothingRuns();
    void badParametersAreNamed_data();
    void badParametersAreNamed();
    void hangingTestIsStopped();
    void crashIsAFailure();
    void nothingFoundIsNoSuccess();
    void cancelEndsTheTree();
    void wishedFilesAreKept();

private:
    QThreadPool m_pool;

    std::optional<FinalWord> runTests(TaskInput input, Run &run, const QStringList &roots = {})
    {
        Testing testing(realSandbox(), m_pool, roots);
        run.start(testing, std::move(input));
        [&run] { QTRY_VERIFY_WITH_TIMEOUT(run.outcome->has_value(), 60'000); }();
        return *run.outcome;
    }
    QJsonObject resultOf(TaskInput input, Run &run, const QStringList &roots = {})
    {
        const auto word = runTests(std::move(input), run, roots);
        if (!word || !word->ok)
            qWarning("%s", word ? word->error.c_str() : "no word");
        return word ? word->result : QJsonObject();
    }
    void checkJudged(const QJsonObject &result)
    {
        const Verdict verdict = checks::judge("testing", false, bytes(result));
        for (const Check &check : verdict.checks)
            QVERIFY2(check.mark == Check::Mark::Passed, (check.name + ": " + check.detail).c_str());
        QVERIFY(verdict.passed);
    }
};

void TestTesting::testsAreFoundByTheirNames()
{
    for (const char *path : {"a.test.js", "src/b.spec.mjs", "test/anything.js", "x/tests/y.cjs", "test-a.js", "a_test.js", "test.js"})
        QCOMPARE(testLanguage(path), std::string_view("javascript"));
    for (const char *path : {"test_a.py", "tests/test_a.py", "a_test.py"})
        QCOMPARE(testLanguage(path), std::string_view("python"));
    for (const char *path : {"test_a.cpp", "tests/a_test.cc", "tst_a.cxx"})
        QCOMPARE(testLanguage(path), std::string_view("cpp"));
    for (const char *path : {"a.js", "latest.js", "contest/a.js", "conftest.py", "tests/helper.py", "tests/fixture.cpp", "testa.py", "test_a.rs", "tests/data.json", ""})
        QCOMPARE(testLanguage(path), std::string_view());
}

void TestTesting::javaScriptTestsAreCounted()
{
    SKEP_NEED("node");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"package.json"_s, u"{\"type\":\"module\"}"_s},
                                                  {u"sum.js"_s, u"export function sum(a, b) {\n  if (a > 9) {\n    return 0;\n  }\n  return a + b;\n}\n"_s},
                                                  {u"sum.test.js"_s, u"import { test, describe, it } from 'node:test';\nimport assert from 'node:assert';\n"
                                                                     "import { sum } from './sum.js';\ntest('adds', () => assert.equal(sum(1, 2), 3));\n"
                                                                     "test('adds wrongly', () => {\n  assert.equal(sum(1, 2), 4);\n});\n"
                                                                     "test('later', { skip: 'not yet' }, () => {});\ndescribe('many', () => {\n  it('prints', () => { "
                                                                     "console.log('\\x1e{\"t\":\"test\"} hello from the test'); });\n});\n"_s}}),
                                        run);
    QCOMPARE(countsOf(result), QList<int>({4, 2, 1, 1}));
    const QJsonObject failure = result.value("failures"_L1).toArray().at(0).toObject();
    QCOMPARE(failure.value("name"_L1).toString(), u"adds wrongly"_s);
    QCOMPARE(failure.value("file"_L1).toString(), u"sum.test.js"_s);
    QCOMPARE(failure.value("line"_L1).toInt(), 6);
    QVERIFY(failure.value("message"_L1).toString().contains("3"_L1));
    const QJsonObject coverage = result.value("coverage"_L1).toObject();
    QCOMPARE(coverage.value("tool"_L1).toString(), u"node"_s);
    QCOMPARE(coverage.value("lines"_L1).toInt(), 6);
    QVERIFY(coverage.value("covered"_L1).toInt() < 6 && coverage.value("covered"_L1).toInt() > 2);
    QVERIFY(run.context->text().find("failed: adds wrongly (sum.test.js:6)") != std::string::npos);
    QCOMPARE(run.context->steps.back(), std::pair(std::int64_t(4), std::int64_t(4)));
    checkJudged(result);
}

void TestTesting::pythonTestsAreCounted()
{
    SKEP_NEED("python3");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"shop/__init__.py"_s, u""_s},
                                                  {u"shop/sum.py"_s, u"def add(a, b):\n    if a > 9:\n        return 0\n    return a + b\n"_s},
                                                  {u"tests/test_sum.py"_s, u"import unittest\nfrom shop.sum import add\n\nclass SumTest(unittest.TestCase):\n"
                                                                           "    def test_adds(self):\n        self.assertEqual(add(1, 2), 3)\n"
                                                                           "    def test_wrong(self):\n        self.assertEqual(add(1, 2), 4)\n"
                                                                           "    @unittest.skip('not yet')\n    def test_later(self):\n        pass\n"_s},
                                                  {u"tests/test_broken.py"_s, u"import no_such_module\n"_s}}),
                                        run);
    QCOMPARE(countsOf(result), QList<int>({4, 1, 2, 1}));
    QJsonArray failures = result.value("failures"_L1).toArray();
    QCOMPARE(failures.size(), 2);
    const QJsonObject wrong = failures.at(0).toObject().value("file"_L1).toString() == "tests/test_sum.py"_L1 ? failures.at(0).toObject() : failures.at(1).toObject();
    QCOMPARE(wrong.value("line"_L1).toInt(), 8);
    QVERIFY(wrong.value("message"_L1).toString().contains("3 != 4"_L1));
    QCOMPARE(result.value("coverage"_L1).toObject().value("tool"_L1).toString(), u"trace"_s);
    checkJudged(result);
}

void TestTesting::cppTestsAreCounted()
{
    SKEP_NEED("g++");
    Run run;
    const QJsonObject result = resultOf(
        testTask({{u"src/sum.cpp"_s, u"int sum(int a, int b)\n{\n    if (a > 9)\n        return 0;\n    return a + b;\n}\n"_s},
                  {u"tests/test_sum.cpp"_s, u"// links: src/sum.cpp\n#include <cstdio>\nint sum(int, int);\nint main()\n{\n    std::puts(sum(1, 2) == 3 ? \"ok - adds\" : \"not ok - adds\");\n"
                                            "    std::puts(\"not ok - subtracts # tests/test_sum.cpp:7: no such thing\");\n    std::puts(\"ok - later # SKIP not yet\");\n    return 1;\n}\n"_s},
                  {u"tests/test_plain.cpp"_s, u"int main() { return 0; }\n"_s},
                  {u"tests/test_broken.cpp"_s, u"int main( { }\n"_s},
                  {u"tests/test_crash.cpp"_s, u"#include <cstdlib>\nint main() { std::abort(); }\n"_s}}),
        run);
    QCOMPARE(countsOf(result), QList<int>({6, 2, 3, 1}));
    const QByteArray failures = QJsonDocument(result.value("failures"_L1).toArray()).toJson();
    QVERIFY2(failures.contains("subtracts") && failures.contains("no such thing"), failures.constData());
    QVERIFY2(failures.contains("does not compile") && failures.contains("ended by signal 6"), failures.constData());
    QVERIFY(run.context->text().find("error:") != std::string::npos); // the compiler's own words are in the log
    if (!sandbox::Sandbox::tool("gcov").empty()) {
        const QJsonObject coverage = result.value("coverage"_L1).toObject();
        QCOMPARE(coverage.value("tool"_L1).toString(), u"gcov"_s);
        QCOMPARE(coverage.value("files"_L1).toArray().at(0).toObject().value("path"_L1).toString(), u"src/sum.cpp"_s);
        QVERIFY(coverage.value("percent"_L1).toDouble() > 50 && coverage.value("percent"_L1).toDouble() < 100);
    }
    checkJudged(result);
}

void TestTesting::twoLanguagesMakeOneReport()
{
    SKEP_NEED("node");
    SKEP_NEED("python3");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"a.test.js"_s, u"require('node:test').test('a', () => {});"_s},
                                                  {u"test_b.py"_s, u"import unittest\nclass B(unittest.TestCase):\n    def test_b(self): pass\n"_s}}),
                                        run);
    QCOMPARE(countsOf(result), QList<int>({2, 2, 0, 0}));
    QCOMPARE(result.value("languages"_L1).toArray(), QJsonArray({u"javascript"_s, u"python"_s}));
    QCOMPARE(result.value("runs"_L1).toArray().size(), 2);
    QCOMPARE(result.value("evidence"_L1).toObject().value("sandbox"_L1).toString(), u"bubblewrap"_s);
    checkJudged(result);
}

void TestTesting::sampleProjectsHaveFaults_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("tool");
    QTest::addColumn<int>("least");
    QTest::newRow("cart") << u"sample-cart"_s << u"node"_s << 20;
    QTest::newRow("queue") << u"sample-queue"_s << u"python3"_s << 20;
    QTest::newRow("http") << u"sample-http"_s << u"g++"_s << 9;
}

void TestTesting::sampleProjectsHaveFaults()
{
    QFETCH(QString, project);
    QFETCH(QString, tool);
    QFETCH(int, least);
    if (!realSandbox().canRun() || sandbox::Sandbox::tool(tool.toStdString()).empty())
        QSKIP("no sandbox or no tool");
    const QString folder = QStringLiteral(SKEP_SOURCE_DIR "/resources/demo/") + project;
    Run run;
    const QJsonObject result = resultOf({7, 1, "testing", "title", {{u"folder"_s, folder}}, {}}, run, {folder});
    const QList<int> counts = countsOf(result);
    QVERIFY2(counts[0] >= least && counts[1] > counts[2] && counts[2] >= 1 && counts[3] >= 1 - (project == "sample-cart"_L1), run.context->text().c_str());
    checkJudged(result);
}

void TestTesting::withoutSandboxNothingRuns()
{
    Testing testing(sandbox::Sandbox::none("bubblewrap is not installed"), m_pool, {});
    QVERIFY(testing.skills().empty());
    Run run;
    run.start(testing, testTask({{u"a.test.js"_s, u"process.exit(0)"_s}}));
    QVERIFY(run.wait());
    QVERIFY(!(*run.outcome)->ok);
    QCOMPARE((*run.outcome)->error, std::string("not checked: foreign code is run only in a sandbox, and there is none: bubblewrap is not installed"));
}

void TestTesting::badParametersAreNamed_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *name, const char *params, const char *named) { QTest::newRow(name) << QByteArray(params) << QByteArray(named); };
    row("no files", R"({})", "params.files");
    row("no test among them", R"({"files":[{"path":"a.js","text":""}]})", "params.files");
    row("path upwards", R"({"files":[{"path":"../a.test.js","text":""}]})", "files.path");
    row("twice", R"({"files":[{"path":"a.test.js","text":""},{"path":"a.test.js","text":""}]})", "files.path");
    row("unknown test", R"({"files":[{"path":"a.test.js","text":""}],"tests":["b.test.js"]})", "params.tests");
    row("test upwards", R"({"files":[{"path":"a.test.js","text":""}],"tests":["../b.test.js"]})", "params.tests");
    row("other language", R"({"files":[{"path":"a.rs","text":""}],"tests":"a.rs"})", "params.tests");
    row("no time", R"({"files":[{"path":"a.test.js","text":""}],"timeout_s":0})", "params.timeout_s");
    row("endless time", R"({"files":[{"path":"a.test.js","text":""}],"timeout_s":1e9})", "params.timeout_s");
    row("time as text", R"({"files":[{"path":"a.test.js","text":""}],"timeout_s":"5"})", "params.timeout_s");
    row("all memory", R"({"files":[{"path":"a.test.js","text":""}],"memory_mb":1e9})", "params.memory_mb");
    row("keep upwards", R"({"files":[{"path":"a.test.js","text":""}],"keep":["/etc/passwd"]})", "params.keep");
    row("folder without a root", R"({"folder":"/etc"})", "params.folder");
    row("unknown link", R"({"files":[{"path":"test_a.cpp","text":"// links: b.cpp\n"}]})", "test_a.cpp");
}

void TestTesting::badParametersAreNamed()
{
    QFETCH(QByteArray, params);
    QFETCH(QByteArray, named);
    if (!realSandbox().canRun())
        QSKIP(realSandbox().reason().c_str());
    Run run;
    const auto word = runTests(nanobot::test::task("testing", params.constData()), run);
    QVERIFY(word && !word->ok);
    QVERIFY2(word->error.starts_with("not checked: ") && word->error.find(named.toStdString()) != std::string::npos, word->error.c_str());
}

void TestTesting::hangingTestIsStopped()
{
    SKEP_NEED("python3");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"test_a.py"_s, u"import time, unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): time.sleep(100)\n"_s}},
                                                 {{u"timeout_s"_s, 1}}),
                                        run);
    QCOMPARE(countsOf(result), QList<int>({2, 1, 1, 0}));
    QCOMPARE(result.value("failures"_L1).toArray().at(0).toObject().value("message"_L1).toString(), u"stopped: ran longer than 1.0 s"_s);
    QCOMPARE(result.value("runs"_L1).toArray().at(0).toObject().value("end"_L1).toString(), u"wall-time"_s);
    checkJudged(result);
}

void TestTesting::crashIsAFailure()
{
    SKEP_NEED("python3");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"test_a.py"_s, u"import os, unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): os._exit(3)\n"_s}}), run);
    QCOMPARE(countsOf(result), QList<int>({2, 1, 1, 0}));
    QVERIFY(result.value("failures"_L1).toArray().at(0).toObject().value("message"_L1).toString().contains("exit code 3"_L1));
}

void TestTesting::nothingFoundIsNoSuccess()
{
    SKEP_NEED("python3");
    Run run;
    const auto word = runTests(testTask({{u"test_a.py"_s, u"x = 1\n"_s}}), run);
    QVERIFY(word && !word->ok);
    QVERIFY2(word->error.starts_with("no test ran"), word->error.c_str());
}

void TestTesting::cancelEndsTheTree()
{
    SKEP_NEED("python3");
    Run run;
    Testing testing(realSandbox(), m_pool, {});
    run.start(testing, testTask({{u"test_a.py"_s, u"import time\nprint('asleep', flush=True)\ntime.sleep(100)\n"_s}}));
    QTRY_VERIFY_WITH_TIMEOUT(run.context->text().find("asleep") != std::string::npos, 20'000);
    QElapsedTimer clock;
    clock.start();
    std::weak_ptr<Recorder> context = run.context;
    run.context->cancel();
    QVERIFY(!run.outcome->has_value());
    run.context.reset();
    QTRY_VERIFY(context.expired()); // the run ended, and nothing of the attempt is left
    QVERIFY(clock.elapsed() < 5'000);
    QVERIFY(!run.outcome->has_value());
}

void TestTesting::wishedFilesAreKept()
{
    SKEP_NEED("python3");
    Run run;
    const QJsonObject result = resultOf(testTask({{u"test_a.py"_s, u"import os, unittest\nclass A(unittest.TestCase):\n    def test_a(self):\n        open('out.txt', 'w').write('kept')\n"
                                                                   "        os.symlink('/etc/passwd', 'link')\n"_s}},
                                                 {{u"keep"_s, QJsonArray{u"out.txt"_s, u"link"_s, u"none"_s}}}),
                                        run);
    QCOMPARE(countsOf(result), QList<int>({1, 1, 0, 0}));
    QCOMPARE(run.context->artifacts.size(), std::size_t(1));
    QCOMPARE(run.context->artifacts[0], std::pair(std::string("out.txt"), std::string("kept")));
    QVERIFY(run.context->text().find("link is not kept") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestTesting)
#include "tst_testing.moc"
