// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/checker.h"
#include "core/limits.h"

#include <QTest>

#include <algorithm>

using namespace skep;

namespace {

const std::string kReview
    = R"({"summary":"2 findings","files":["a.js","b.py"],"findings":[)"
      R"({"path":"a.js","line":3,"severity":"high","rule":"eval","message":"x"},{"path":"b.py","line":1,"severity":"low","rule":"y","message":"z"}],)"
      R"("counts":{"high":1,"medium":0,"low":1},"evidence":{"files_checked":2,"lines_checked":40}})";
const std::string kDocumentation
    = R"({"summary":"3 symbols","files":["a.js"],"outline":[{"path":"a.js","symbols":[{"name":"A","children":[{"name":"b"}]},{"name":"c"}]}],)"
      R"("symbols":3,"markdown":"# a.js\n\n```js\nx\n```\n","evidence":{"files_read":1,"symbols_documented":2}})";
const std::string kGeneration = R"({"summary":"wrote it","text":"Here:\n```js\nlet a;\n```\n","evidence":{"tokens":42,"model":"m"}})";
const std::string kTesting = R"({"summary":"s","files":["a.test.js"],"tests":{"total":3,"passed":1,"failed":1,"skipped":1},"failures":[{"name":"adds"}],"evidence":{"total":3,"passed":1,"failed":1,"skipped":1,"files_run":1}})";
const std::string kBench = R"({"seq":12,"id":"t-000012","status":"done","score":86,"output":"reviewed 3 files, nothing stands in the way","tokens":412})";

std::string changed(std::string text, const std::string &from, const std::string &to)
{
    const auto at = text.find(from);
    return at == std::string::npos ? "not in the text: " + from : text.replace(at, from.size(), to);
}

const Check *failedIn(const Verdict &verdict)
{
    const auto it = std::find_if(verdict.checks.begin(), verdict.checks.end(), [](const Check &c) { return c.mark == Check::Mark::Failed; });
    return it == verdict.checks.end() ? nullptr : &*it;
}

} // namespace

class tst_Judge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void neverPassesWithoutALook_data();
    void neverPassesWithoutALook();
    void scoreIsTheMeanOfWhatRan();
    void syntaxIsNeverPassedUnlooked();
    void largeResultsAreRefused();
    void viewIntoAFrameIsEnough();
    void benchmark();
};

void tst_Judge::verdicts_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("simulated");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("fault"); // name of the check that fails; empty: passes
    const auto row = [](const char *name, const char *type, bool simulated, const std::string &result, const char *fault) {
        QTest::newRow(name) << QString::fromLatin1(type) << simulated << QByteArray::fromStdString(result) << QByteArray(fault);
    };
    row("review", "code-review", false, kReview, "");
    row("review without findings", "code-review", false, R"({"summary":"clean","files":1,"findings":[],"counts":{"high":0,"medium":0,"low":0},"evidence":{"files_checked":1,"lines_checked":9}})", "");
    row("review, count too high", "code-review", false, changed(kReview, "\"high\":1", "\"high\":2"), "evidence");
    row("review, file not given", "code-review", false, changed(kReview, "\"path\":\"a.js\"", "\"path\":\"c.js\""), "evidence");
    row("review, files do not add up", "code-review", false, changed(kReview, "\"files_checked\":2", "\"files_checked\":3"), "evidence");
    row("review, line beyond the end", "code-review", false, changed(kReview, "\"line\":3", "\"line\":41"), "evidence");
    row("review, unknown severity", "code-review", false, changed(kReview, "\"severity\":\"high\"", "\"severity\":\"huge\""), "shape");
    row("review, line is a text", "code-review", false, changed(kReview, "\"line\":3", "\"line\":\"3\""), "shape");
    row("review, no findings field", "code-review", false, changed(kReview, "\"findings\"", "\"found\""), "shape");
    row("review, blank summary", "code-review", false, changed(kReview, "2 findings", "  "), "shape");
    row("review, nothing checked", "code-review", false, R"({"summary":"clean","files":[],"findings":[],"counts":{"high":0,"medium":0,"low":0},"evidence":{"files_checked":0,"lines_checked":0}})", "shape");
    row("documentation", "documentation", false, kDocumentation, "");
    row("documentation, counts instead of lists", "documentation", false, changed(kDocumentation, R"([{"name":"A","children":[{"name":"b"}]},{"name":"c"}])", "3"), "");
    row("documentation, symbols do not add up", "documentation", false, changed(kDocumentation, "\"symbols\":3", "\"symbols\":4"), "evidence");
    row("documentation, cut fence", "documentation", false, changed(kDocumentation, "\\nx\\n```", "\\nx"), "text");
    row("documentation, no heading", "documentation", false, changed(kDocumentation, "# a.js", "a.js"), "text");
    row("documentation, more documented than there are", "documentation", false, changed(kDocumentation, "\"symbols_documented\":2", "\"symbols_documented\":9"), "evidence");
    row("generation", "code-generation", false, kGeneration, "");
    row("generation, refusal", "code-generation", false, changed(kGeneration, "Here:\\n```js\\nlet a;\\n```\\n", "I'm sorry, but I cannot help with that."), "text");
    row("generation, blank", "code-generation", false, changed(kGeneration, "Here:\\n```js\\nlet a;\\n```\\n", " \\n "), "shape");
    row("generation, no tokens", "code-generation", false, changed(kGeneration, "42", "0"), "evidence");
    row("generation, syntax good", "code-generation", false, changed(kGeneration, "\"tokens\"", "\"syntax\":\"passed\",\"tokens\""), "");
    row("generation, syntax bad", "code-generation", false, changed(kGeneration, "\"tokens\"", "\"syntax\":\"failed\",\"tokens\""), "syntax");
    row("generation, syntax unknown", "code-generation", false, changed(kGeneration, "\"tokens\"", "\"syntax\":\"not checked (no sandbox)\",\"tokens\""), "");
    row("testing", "testing", false, kTesting, "");
    row("testing, a failure is missing", "testing", false, changed(kTesting, R"([{"name":"adds"}])", "[]"), "tests");
    row("testing, evidence says more", "testing", false, changed(kTesting, R"("evidence":{"total":3,"passed":1)", R"("evidence":{"total":4,"passed":2)"), "tests");
    row("testing, does not add up", "testing", false, changed(kTesting, R"("tests":{"total":3)", R"("tests":{"total":5)"), "tests");
    row("testing, a failure without name", "testing", false, changed(kTesting, "adds", ""), "tests");
    row("testing, nothing ran", "testing", false, R"({"summary":"s","tests":{"total":0,"passed":0,"failed":0,"skipped":0},"failures":[],"evidence":{"total":0,"passed":0,"failed":0,"skipped":0}})", "tests");
    row("other type", "code-gen", false, kBench, "");
    row("other type, failed", "testing", false, changed(kBench, "\"done\"", "\"failed\""), "status");
    row("other type, not ok", "docs", false, R"({"ok":false,"output":"x"})", "status");
    row("other type, error", "docs", false, R"({"error":"disk full","output":"x"})", "status");
    row("other type, no error", "docs", false, R"({"error":null,"output":"x"})", "");
    row("other type, tests do not add up", "testing", false, R"({"test_results":{"total":10,"passed":9,"failed":2}})", "evidence");
    row("other type, tests add up", "testing", false, R"({"tests":{"total":10,"passed":9,"failed":1}})", "");
    row("other type, done beyond of", "x", false, R"({"done":5,"of":3,"note":"n"})", "evidence");
    row("other type, list and count", "x", false, R"({"files":["a"],"evidence":{"files_checked":2}})", "evidence");
    row("other type, only a word", "x", false, R"({"ok":true})", "");
    row("simulated", "testing", true, R"({"simulated":true,"as":"testing","summary":"Simulated test run","tests":{"total":3,"passed":3,"failed":0},"evidence":{"steps":4}})", "");
    row("simulated review", "code-review", true, R"({"simulated":true,"summary":"Simulated review"})", "");
    row("simulated without the mark", "testing", true, R"({"summary":"test run"})", "simulated");
    row("mark without simulation", "testing", false, R"({"simulated":true,"summary":"test run"})", "simulated");
    row("mark on a real review", "code-review", false, changed(kReview, "{\"summary\"", "{\"simulated\":true,\"summary\""), "simulated");
    row("mark is false", "testing", true, R"({"simulated":false,"summary":"test run"})", "simulated");
}

void tst_Judge::verdicts()
{
    QFETCH(QString, type);
    QFETCH(bool, simulated);
    QFETCH(QByteArray, result);
    QFETCH(QByteArray, fault);
    const Verdict verdict = checks::judge(type.toStdString(), simulated, std::string_view(result.constData(), std::size_t(result.size())));
    const Check *failed = failedIn(verdict);
    QCOMPARE(failed ? QByteArray::fromStdString(failed->name) : QByteArray(), fault);
    QCOMPARE(verdict.passed, fault.isEmpty());
    QVERIFY(verdict.score >= 0 && verdict.score <= 100);
    if (failed)
        QVERIFY(!failed->detail.empty());
}

void tst_Judge::neverPassesWithoutALook_data()
{
    QTest::addColumn<QByteArray>("result");
    for (const char *text : {"", "  \n", "{}", "null", "[]", "true", "3", "\"done\"", "{", "{\"a\":1", "{\"a\":1}x", "[{\"ok\":true}]", "\xff\xfe", "{'a':1}"})
        QTest::newRow(text) << QByteArray(text);
}

void tst_Judge::neverPassesWithoutALook()
{
    QFETCH(QByteArray, result);
    for (const char *type : {"code-review", "documentation", "code-generation", "testing", "anything", ""}) {
        for (const bool simulated : {false, true}) {
            const Verdict verdict = checks::judge(type, simulated, std::string_view(result.constData(), std::size_t(result.size())));
            QVERIFY(!verdict.passed);
            QVERIFY(failedIn(verdict));
        }
    }
}

void tst_Judge::scoreIsTheMeanOfWhatRan()
{
    const Verdict good = checks::judge("code-review", false, kReview);
    QCOMPARE(good.score, 100);
    const Verdict shapeless = checks::judge("code-review", false, R"({"summary":"x"})");
    const auto skipped = std::count_if(shapeless.checks.begin(), shapeless.checks.end(), [](const Check &c) { return c.mark == Check::Mark::NotChecked; });
    QCOMPARE(skipped, 1); // totals of a wrong shape are not looked at, and do not count
    QCOMPARE(shapeless.score, 50);
    QVERIFY(!shapeless.passed);
}

void tst_Judge::syntaxIsNeverPassedUnlooked()
{
    const auto syntaxOf = [](std::string_view result) {
        const Verdict verdict = checks::judge("code-generation", false, result);
        const auto found = std::find_if(verdict.checks.begin(), verdict.checks.end(), [](const Check &c) { return c.name == "syntax"; });
        return found == verdict.checks.end() ? Check{} : *found;
    };
    const std::string base = kGeneration;
    QCOMPARE(syntaxOf(base).mark, Check::Mark::NotChecked);
    for (const char *word : {"", "PASSED", "passed?", "not checked (no sandbox)"}) {
        std::string said = base;
        said.replace(said.find("\"tokens\""), 0, "\"syntax\":\"" + std::string(word) + "\",");
        QCOMPARE(syntaxOf(said).mark, Check::Mark::NotChecked);
        QCOMPARE(syntaxOf(said).detail, std::string(word));
    }
}

void tst_Judge::largeResultsAreRefused()
{
    const std::string fits = "{\"output\":\"" + std::string(limits::kResultBytesMax - 13, 'x') + "\"}";
    QCOMPARE(fits.size(), limits::kResultBytesMax);
    QVERIFY(checks::judge("x", false, fits).passed);
    const Verdict verdict = checks::judge("x", false, fits + " ");
    QVERIFY(!verdict.passed);
    QCOMPARE(failedIn(verdict)->name, std::string("size"));
    QVERIFY(checks::judge("x", false, kBench).passed); // the buffers work on after it
}

void tst_Judge::viewIntoAFrameIsEnough()
{
    // The text need not be padded or end with a zero: a view into the middle of a frame is enough.
    const std::string frame = "[" + kBench + "," + kReview + "]";
    QVERIFY(checks::judge("x", false, std::string_view(frame).substr(1, kBench.size())).passed);
    QVERIFY(checks::judge("code-review", false, std::string_view(frame).substr(2 + kBench.size(), kReview.size())).passed);
}

void tst_Judge::benchmark()
{
    QBENCHMARK {
        std::ignore = checks::judge("review", false, kBench);
    }
}

QTEST_GUILESS_MAIN(tst_Judge)
#include "tst_judge.moc"
