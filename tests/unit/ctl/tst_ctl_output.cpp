// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/format.h"
#include "ctl/text.h"
#include "ctl/watch.h"

#include <QJsonDocument>
#include <QTest>

using namespace skep;
using namespace skep::ctl;
using namespace Qt::StringLiterals;

/// What comes out: tables, pages, the live picture.
class TestCtlOutput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreShort_data();
    void durationsAreShort();
    void columnsAlign();
    void terminalCodesOfAgentsAreNotPrinted();
    void waitingSaysWhy_data();
    void waitingSaysWhy();
    void simulatedTasksSaySo();
    void taskPageShowsWhatHappened();
    void countsLineAddsUp();
    void reportShowsAgentsAndTypes();
    void errorsNameFieldAndLimit();
    void rateIsMeasuredOverLooks();
    void screenFitsTheTerminal();
    void staleScreenSaysSo();

private:
    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(QByteArray(text)).object(); }
};

void TestCtlOutput::durationsAreShort_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("ms") << qint64(350) << u"350 ms"_s;
    QTest::newRow("s") << qint64(12'900) << u"12 s"_s;
    QTest::newRow("min") << qint64(59 * 60'000) << u"59 min"_s;
    QTest::newRow("h") << qint64(2 * 3'600'000 + 5 * 60'000) << u"2 h 05 min"_s;
    QTest::newRow("d") << qint64(4) * 86'400'000 << u"4 d"_s;
    QTest::newRow("negative") << qint64(-5) << u"0 ms"_s;
}

void TestCtlOutput::durationsAreShort()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(durationText(ms), text);
    QCOMPARE(ageText(0, 5), u"-"_s);
    QCOMPARE(ageText(1'000, 1'300), u"0 s"_s);
}

void TestCtlOutput::columnsAlign()
{
    Table table;
    table.addColumn(u"ID"_s, Table::Align::Right);
    table.addColumn(u"NAME"_s, Table::Align::Left, 6);
    table.addColumn(u"END"_s);
    table.addRow({u"7"_s, u"a"_s, QString()});
    table.addRow({u"1234"_s, u"much too long"_s, u"x"_s});
    QCOMPARE(table.text(), u"  ID  NAME    END\n   7  a\n1234  much …  x\n"_s);
}

void TestCtlOutput::terminalCodesOfAgentsAreNotPrinted()
{
    const QString evil = u"a\u001b[2Jb\u009bc\rd\u202ee"_s;
    const QString line = cleanLine(evil);
    QCOMPARE(line, u"a?[2Jb?c d?e"_s);
    QCOMPARE(cleanBlock(u"one\r\n\u001btwo"_s), u"one\n?two"_s);
    QJsonObject task = json(R"({"id":1,"state":"running","type":"x","agent":"a"})");
    task.insert(u"title"_s, evil);
    QVERIFY(!tasksTable({task}, 0).contains(u'\u001b'));
    QVERIFY(!taskPage({{u"task"_s, task}}, 0, 10, true).contains(u'\u001b'));
}

void TestCtlOutput::waitingSaysWhy_data()
{
    QTest::addColumn<QByteArray>("wait");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *wait, const QString &text) { QTest::newRow(wait) << QByteArray(wait) << text; };
    row(R"({"reason":"agents_busy","arg":"","count":3})", u"all 3 able agents are busy"_s);
    row(R"({"reason":"agents_busy","arg":"","count":1})", u"the only able agent is busy"_s);
    row(R"({"reason":"missing_capability","arg":"gpu","count":0})", u"nobody online offers gpu"_s);
    row(R"({"reason":"no_agents","arg":"","count":0})", u"no agent is online"_s);
    row(R"({"reason":"dependency","arg":"","count":2})", u"2 other tasks must be done first"_s);
    row(R"({"reason":"held","arg":"","count":0})", u"held: starts when assigned"_s);
    row(R"({"reason":"paused","arg":"shop","count":0})", u"project shop is paused"_s);
    row(R"({"reason":"backoff","arg":"","count":4000})", u"next attempt in 4 s"_s);
    row(R"({"reason":"draining","arg":"","count":0})", u"every able agent is draining"_s);
    row(R"({"reason":"next_for","arg":"bee-1","count":1})", u"next for bee-1"_s);
    row(R"({"reason":"next_for","arg":"bee-1","count":3})", u"next for bee-1, behind 2"_s);
    row(R"({"reason":"agent_lost","arg":"bee-1","count":0})", u"the connection to bee-1 is lost"_s);
    row(R"({"reason":"of_a_later_version"})", u"of_a_later_version"_s);
    row("null", QString());
}

void TestCtlOutput::waitingSaysWhy()
{
    QFETCH(QByteArray, wait);
    QFETCH(QString, text);
    QCOMPARE(waitText(QJsonDocument::fromJson(wait).object()), text);
}

void TestCtlOutput::simulatedTasksSaySo()
{
    QCOMPARE(stateText(json(R"({"state":"done","simulated":true})")), u"done (simulated)"_s);
    QCOMPARE(stateText(json(R"({"state":"done","simulated":false})")), u"done"_s);
    QCOMPARE(stateText(json(R"({"state":"running","progress":{"done":2,"of":9}})")), u"running 2/9"_s);
}

void TestCtlOutput::taskPageShowsWhatHappened()
{
    const QString page = taskPage(json(R"({
        "task":{"id":12,"type":"code-review","title":"Review cart.js","state":"queued","attempt":1,"attempts":3,
                "wait":{"reason":"missing_capability","arg":"gpu","count":0}},
        "spec":{"requires":["code-review","gpu"]},
        "attempts":[{"attempt":1,"agent":"bee-1","outcome":"rejected","began_ms":1000,"ended_ms":3500,"error":"",
            "result":{"summary":"1 finding","findings":[{"path":"cart.js","line":7,"severity":"high","rule":"js.missing-await","message":"not awaited"}]},
            "verdict":{"passed":false,"score":40,"checks":[{"name":"evidence.totals","mark":"failed","score":0,"detail":"says 2, lists 1"}]},
            "decision":{"winner":{"agent":"bee-1","score":812},"by":""}}],
        "artifacts":[{"name":"report.md","bytes":120,"sha256":"ab"}],
        "log":[{"at_ms":1000,"text":"old line"},{"at_ms":2000,"text":"new line"}],
        "why":{"nearest_agent":"bee-2","missing":["gpu"],"ahead":4,"candidates":[]}})"), 10'000, 1, false);
    for (const QString &part : {u"Task 12: Review cart.js"_s, u"nobody online offers gpu"_s, u"if bee-2 also offered gpu"_s, u"code-review, gpu"_s,
                                u"Attempt 1 on bee-1: rejected, took 2 s"_s, u"cart.js:7  high    js.missing-await  not awaited"_s,
                                u"did not pass, score 40"_s, u"says 2, lists 1"_s, u"by the hub (score 812)"_s, u"report.md  120 bytes"_s,
                                u"the last 1 of 2 lines"_s, u"new line"_s})
        QVERIFY2(page.contains(part), qPrintable(part + u"\n\n"_s + page));
    QVERIFY(!page.contains(u"old line"_s));
}

void TestCtlOutput::countsLineAddsUp()
{
    const QJsonObject counts = json(R"({"tasks":{"total":20,"queued":3,"blocked":1,"needs_input":1,"leased":2,"running":4,
        "checking":1,"done":5,"failed":2,"cancelled":1},"agents":{"total":9,"online":8},"simulated_done":2})");
    QCOMPARE(countsLine(counts), u"4 waiting, 1 needs you, 7 working, 5 done (2 simulated), 2 failed, 1 cancelled; 8 of 9 agents online"_s);
}

void TestCtlOutput::reportShowsAgentsAndTypes()
{
    const QString page = reportPage(json(R"({"tasks":{"total":2,"done":2},"agents":{"total":1,"online":1},
        "agents_detail":[{"agent":"bee-1","leased":3,"accepted":2,"rejected":1}],
        "types":[{"type":"documentation","total":2,"done":2,"simulated":0}]})"));
    QVERIFY(page.startsWith(u"2 tasks: 0 waiting"_s));
    QVERIFY(!page.contains(u"today"_s));
    QVERIFY(reportPage(json(R"({"tasks":{"total":2},"today":{"done":7,"failed":1}})")).contains(u"\ntoday: 7 done, 1 failed\n"_s));
    QVERIFY(page.contains(u"documentation      2"_s));
    QVERIFY(page.contains(u"bee-1      3"_s));
}

void TestCtlOutput::errorsNameFieldAndLimit()
{
    QCOMPARE(errorText({ErrorCode::OutOfRange, "attempts", 20, ""}), u"out of range: attempts (limit 20)"_s);
    QCOMPARE(errorText({ErrorCode::NotFound, "", 0, "no task 9"}), u"not found: no task 9"_s);
    QCOMPARE(errorJson({ErrorCode::TooLong, "title", 300, "d"}),
             json(R"({"error":{"code":"too_long","field":"title","limit":300,"detail":"d"}})"));
}

void TestCtlOutput::rateIsMeasuredOverLooks()
{
    RateMeter rate;
    QVERIFY(rate.perSecond() < 0);
    rate.add(1'000, 10);
    QVERIFY(rate.perSecond() < 0);
    rate.add(3'000, 30);
    QCOMPARE(rate.perSecond(), 10.0);
    for (int i = 0; i < 10; ++i)
        rate.add(4'000 + i * 1'000, 30);
    QCOMPARE(rate.perSecond(), 0.0); // the old looks are forgotten
    rate.add(20'000, 1);             // a restarted hub counts from zero
    QVERIFY(rate.perSecond() < 0);
}

void TestCtlOutput::screenFitsTheTerminal()
{
    Picture picture;
    picture.hub = u"http://127.0.0.1:6174"_s;
    picture.nowMs = picture.takenMs = 1'000'000;
    picture.counts = json(R"({"tasks":{"total":4,"done":2,"needs_input":1,"queued":1},"agents":{"total":40,"online":40}})");
    picture.questions = {json(R"({"id":3,"question":"May I go on?"})")};
    for (int i = 0; i < 40; ++i)
        picture.agents.append(QJsonObject{{u"name"_s, u"bee-%1"_s.arg(i)}, {u"state"_s, u"busy"_s}, {u"busy"_s, i == 39 ? 2 : 1}, {u"slots"_s, 2}});
    for (const int rows : {1, 4, 12, 24, 60}) {
        const QStringList lines = screenText(picture, 70, rows).split(u'\n');
        QVERIFY(lines.size() <= rows);
        for (const QString &line : lines)
            QVERIFY(line.size() <= 70);
    }
    const QString text = screenText(picture, 100, 24);
    QVERIFY(text.contains(u"Task 3 asks: May I go on?"_s));
    QVERIFY(text.contains(u"and "_s));
    QVERIFY(text.indexOf(u"bee-39"_s) < text.indexOf(u"bee-0 "_s)); // the busiest first
}

void TestCtlOutput::staleScreenSaysSo()
{
    Picture picture;
    picture.takenMs = 1'000;
    picture.nowMs = 9'000;
    picture.fault = u"no hub answers"_s;
    QVERIFY(screenText(picture, 80, 24).contains(u"STALE: no answer for 8 s. no hub answers"_s));
    QCOMPARE(lineText(picture), u"no answer for 8 s: no hub answers"_s);
    picture.nowMs = 1'500;
    picture.fault.clear();
    QVERIFY(!screenText(picture, 80, 24).contains(u"STALE"_s));
}

QTEST_GUILESS_MAIN(TestCtlOutput)
#include "tst_ctl_output.moc"
