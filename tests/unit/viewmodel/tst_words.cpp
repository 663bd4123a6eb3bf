// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/causes.h"
#include "viewmodel/agentsmodel.h"
#include "viewmodel/cardtext.h"
#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"
#include "viewmodel/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace skep;

namespace {

AgentRow agent(const std::string &name, int busy = 0)
{
    AgentRow row;
    row.view.name = name;
    row.view.slots = 3;
    row.view.busy = busy;
    row.view.state = AgentState::Ready;
    return row;
}

QStringList names(const AgentsModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    return names;
}

} // namespace

class TestWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agentsKeepNaturalOrderThroughEveryMutator();
    void changedAgentsAreToldInRuns();
    void everyColourIsReadable();
    void everyStateHasItsOwnColour();
    void durationsReadLikeSpeech_data();
    void durationsReadLikeSpeech();
    void numbersKeepTheirUnitsWhereTextWraps();
    void everyErrorHasASentence();
    void waitSaysWhatWouldStartIt();
    void finishedCardNamesItsScore();
    void heldCardSaysAllInOneShortLine();
    void lostAgentIsSaidOnTheCard();
    void failedCardBeginsWithTheCause();
    void slippingLeaseIsSaidAndAHealthyOneIsNot();
    void progressIsOnlyWhatWasCounted();
    void spokenCardNamesStateAndSimulation();
    void ledgerNamesWinnerAndLosers();
    void resultIsTakenApart();
    void wordsOfForeignResultsStay();
    void resultThatIsNoJsonIsShownAsItIs();
    void hostileResultStaysPlain();
};

void TestWords::agentsKeepNaturalOrderThroughEveryMutator()
{
    AgentsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, {}, {}); // empty stays empty
    model.apply(false, {agent("nano-10"), agent("nano-2"), agent("nano-1")}, {});
    QCOMPARE(names(model), (QStringList{QStringLiteral("nano-1"), QStringLiteral("nano-2"), QStringLiteral("nano-10")}));
    model.apply(false, {agent("nano-2", 1)}, {"nano-1", "nobody"});
    QCOMPARE(names(model), (QStringList{QStringLiteral("nano-2"), QStringLiteral("nano-10")}));
    model.apply(true, {agent("nano-3"), agent("nano-10")}, {});
    QCOMPARE(names(model), (QStringList{QStringLiteral("nano-3"), QStringLiteral("nano-10")}));
    model.apply(true, {}, {});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.rowOf("nano-3"), -1);
}

void TestWords::changedAgentsAreToldInRuns()
{
    AgentsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, {agent("a"), agent("b"), agent("c"), agent("d"), agent("e")}, {});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.apply(false, {agent("b", 1), agent("a", 1), agent("e", 1), agent("d")}, {}); // d is as it was
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(changed[1][0].toModelIndex().row(), 4);
}

void TestWords::everyColourIsReadable()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        for (const QColor &ground : {theme.surface, theme.background}) {
            QVERIFY(contrast(theme.text, ground) >= 7);
            QVERIFY(contrast(theme.muted, ground) >= 4.5);
            QVERIFY(contrast(theme.accent, ground) >= 4.5);
        }
        for (int state = 0; state < kTaskStateCount; ++state)
            QVERIFY2(contrast(theme.of(static_cast<TaskState>(state)), theme.surface) >= 4.5,
                     name(static_cast<TaskState>(state)).data());
        QVERIFY(contrast(theme.onAccent, theme.accent) >= 4.5);
        QVERIFY(contrast(theme.text, theme.accentSoft) >= 7);
        QVERIFY(contrast(theme.accent, theme.accentSoft) >= 4.5);
        QVERIFY(contrast(theme.of(TaskState::NeedsInput), theme.accentSoft) >= 4.5);
    }
}

void TestWords::everyStateHasItsOwnColour()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()})
        for (const QColor &colour : theme.states)
            QVERIFY(colour.isValid());
    QCOMPARE(Theme::light().filled(QStringLiteral("${text}")), QStringLiteral("#1b2430"));
    QVERIFY(Theme::chosen(QStringLiteral("dark"), QPalette(Qt::white)).isDark);
    QVERIFY(!Theme::chosen({}, QPalette(Qt::white)).isDark);
    QVERIFY(Theme::chosen({}, QPalette(Qt::black)).isDark);
}

void TestWords::durationsReadLikeSpeech_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("expected");
    QTest::newRow("negative") << qint64(-5) << QStringLiteral("0 s");
    QTest::newRow("seconds") << qint64(59'999) << QStringLiteral("59 s");
    QTest::newRow("minutes") << qint64(60'000) << QStringLiteral("1 min");
    QTest::newRow("hours") << qint64(2 * 3600'000 + 600'000) << QStringLiteral("2 h 10 min");
    QTest::newRow("whole hours") << qint64(3 * 3600'000) << QStringLiteral("3 h");
    QTest::newRow("long") << qint64(30 * 3600'000LL) << QStringLiteral("30 h");
}

void TestWords::durationsReadLikeSpeech()
{
    QFETCH(qint64, ms);
    QTEST(text::duration(ms), "expected");
}

void TestWords::numbersKeepTheirUnitsWhereTextWraps()
{
    const auto glued = [](const char *words) { return text::unbroken(QString::fromUtf8(words)).replace(QChar::Nbsp, u'_'); };
    QCOMPARE(glued("attempt 1 of 3"), QStringLiteral("attempt_1_of_3"));
    QCOMPARE(glued("match 100 %, load 30 %."), QStringLiteral("match_100_%, load_30_%."));
    QCOMPARE(glued("in 2 h 10 min, at last"), QStringLiteral("in_2_h_10_min, at last"));
    QCOMPARE(glued("a b, 3 · 4"), QStringLiteral("a b, 3 · 4")); // lists may break between their parts
    QCOMPARE(glued(""), QString());
    QCOMPARE(glued("1 "), QStringLiteral("1 "));
    TaskView task;
    task.state = TaskState::Running;
    task.type = "code-review 2 of mine"; // somebody else's words
    task.attempt = 1;
    task.attemptsMax = 3;
    task.progressDone = 8;
    task.progressOf = 12;
    task.leaseDue = 13'000;
    QCOMPARE(taskMeta(task, 0).replace(QChar::Nbsp, u'_'), QStringLiteral("Running · code-review 2 of mine · attempt_1_of_3"));
    QVERIFY2(leaseText(task, 0).replace(QChar::Nbsp, u'_').startsWith(QStringLiteral("8_of_12 · lease ends in_13_s unless")), qPrintable(leaseText(task, 0)));
    QCOMPARE(candidateText({"nano-04", 900, 1000, 930, 300}).replace(QChar::Nbsp, u'_'), QStringLiteral("match_100_%, reliability_0.93, load_30_%"));
}

void TestWords::everyErrorHasASentence()
{
    for (int code = 0; code < kErrorCodeCount; ++code) {
        const QString sentence = text::error({static_cast<ErrorCode>(code), {}, 0, "detail"});
        QVERIFY2(sentence.size() > 10 && sentence.endsWith(u'.'), errorName(static_cast<ErrorCode>(code)).data());
    }
    const QString field = text::error({ErrorCode::TooLong, "title", 300, {}});
    QVERIFY(field.contains(QLatin1String("title")) && field.contains(QLatin1String("300")));
}

void TestWords::waitSaysWhatWouldStartIt()
{
    TaskView task;
    task.state = TaskState::Blocked;
    task.wait = WaitReason::MissingCapability;
    task.waitArg = "code-generation";
    QCOMPARE(text::wait(task).why, QStringLiteral("No agent offers code-generation"));
    QVERIFY(text::wait(task).hint.contains(QLatin1String("--model-url")));
    for (int reason = 0; reason <= static_cast<int>(kWaitReasonLast); ++reason) {
        task.wait = static_cast<WaitReason>(reason);
        task.waitArg.clear();
        QVERIFY2(!text::wait(task).why.isEmpty() && !text::wait(task).hint.isEmpty(), name(task.wait).data());
    }
}

void TestWords::finishedCardNamesItsScore()
{
    TaskView task;
    task.state = TaskState::Done;
    task.agent = "nano-25";
    task.score = 100;
    QCOMPARE(cardText(task, 0).who, QStringLiteral("nano-25 · score 100"));
    task.simulated = true; // nothing was judged that is worth a figure
    QCOMPARE(cardText(task, 0).who, QStringLiteral("nano-25"));
}

void TestWords::heldCardSaysAllInOneShortLine()
{
    TaskView task;
    task.state = TaskState::Blocked;
    task.wait = WaitReason::Held;
    task.created = 1'000;
    CardText card = cardText(task, 61'000);
    QCOMPARE(card.who, QStringLiteral("Held until assigned"));
    QVERIFY2(card.activity.isEmpty(), qPrintable(card.activity));
    QCOMPARE(card.age, QStringLiteral("1 min"));
    task.attempt = 2;
    task.attemptsMax = 3;
    QCOMPARE(cardText(task, 61'000).activity, QStringLiteral("attempt 2/3"));
}

void TestWords::lostAgentIsSaidOnTheCard()
{
    TaskView task;
    task.state = TaskState::Running;
    task.agent = "nano-07";
    task.wait = WaitReason::AgentLost;
    task.waitArg = "nano-07";
    task.leaseDue = 42'000;
    const CardText card = cardText(task, 32'000);
    QCOMPARE(card.activity, QStringLiteral("connection lost; lease ends in 10 s"));
    QVERIFY(card.isSlipping);
    QVERIFY(leaseText(task, 32'000).contains(QStringLiteral("The connection to nano-07 is lost")));
    task.leaseDue = 0; // one that does not run out
    QCOMPARE(cardText(task, 32'000).activity, QStringLiteral("connection lost; it may come back"));
    QVERIFY(cardText(task, 32'000).isSlipping);
}

void TestWords::failedCardBeginsWithTheCause()
{
    TaskView task;
    task.state = TaskState::Failed;
    task.agent = "nano-21";
    task.error = "process ended by\nsignal 9";
    task.attempt = 3;
    task.attemptsMax = 3;
    task.updated = 1000;
    const CardText card = cardText(task, 32'000);
    QCOMPARE(card.who, QStringLiteral("process ended by signal 9")); // one line
    QVERIFY(card.activity.contains(QLatin1String("nano-21")) && card.activity.contains(QLatin1String("3/3")));
    QCOMPARE(card.age, QStringLiteral("31 s ago"));
}

void TestWords::slippingLeaseIsSaidAndAHealthyOneIsNot()
{
    TaskView task;
    task.state = TaskState::Running;
    task.agent = "nano-04";
    task.note = "reading";
    task.leaseDue = 20'000;
    QVERIFY(!cardText(task, 9'000).isSlipping); // 11 s left
    QCOMPARE(cardText(task, 9'000).activity, QStringLiteral("reading"));
    QVERIFY(cardText(task, 17'000).isSlipping);
    QVERIFY(cardText(task, 17'000).activity.contains(QLatin1String("3 s")));
}

void TestWords::progressIsOnlyWhatWasCounted()
{
    TaskView task;
    task.state = TaskState::Running;
    QCOMPARE(cardText(task, 0).progress, -1.0);
    task.progressOf = 12;
    task.progressDone = 9;
    QCOMPARE(cardText(task, 0).progress, 0.75);
    QCOMPARE(cardText(task, 0).activity, QStringLiteral("9 of 12"));
    task.note = "reading";
    QCOMPARE(cardText(task, 0).activity, QStringLiteral("reading · 9 of 12"));
    task.note = "checked 9 files"; // says it itself
    QCOMPARE(cardText(task, 0).activity, QStringLiteral("checked 9 files"));
    task.progressDone = 50; // an agent that counts wrongly does not break the bar
    QCOMPARE(cardText(task, 0).progress, 1.0);
    task.state = TaskState::Done;
    QCOMPARE(cardText(task, 0).progress, -1.0);
}

void TestWords::spokenCardNamesStateAndSimulation()
{
    TaskView task;
    task.title = "Review cart.js";
    task.state = TaskState::Running;
    task.simulated = true;
    const QString spoken = spokenCard(task, 0);
    for (const char *word : {"Review cart.js", "Running", "priority P2", "simulated"})
        QVERIFY2(spoken.contains(QLatin1String(word)), word);
}

void TestWords::ledgerNamesWinnerAndLosers()
{
    Decision decision;
    QVERIFY(decisionLines(decision).isEmpty());
    decision.winner = {"nano-04", 900, 1000, 930, 300};
    decision.losers = {{"nano-11", 800, 1000, 900, 330}};
    decision.busy = 3;
    const QStringList lines = decisionLines(decision);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].contains(QLatin1String("nano-04")) && lines[0].contains(QLatin1String("0.93")));
    QVERIFY(lines[1].contains(QLatin1String("nano-11")));
    Explanation why;
    TaskView task;
    why.missing = {"gpu"};
    why.nearestAgent = "nano-02";
    why.ahead = 4;
    QVERIFY(whyLines(task, why).join(u' ').contains(QLatin1String("nano-02 is nearest; it lacks gpu")));
}

void TestWords::resultIsTakenApart()
{
    const ResultParts parts = resultParts(
        R"({"summary":"2 findings.","findings":[{"path":"a.js","line":4,"severity":"high","message":"eval"},{"path":"b.js","severity":"low","message":"x"}],)"
        R"("counts":{"high":1},"evidence":{"files_checked":2},"text":"code","other":{"a":[1]}})");
    QCOMPARE(parts.summary, QStringLiteral("2 findings."));
    QCOMPARE(parts.findings.size(), std::size_t(2));
    QCOMPARE(parts.findings[0].place, QStringLiteral("a.js:4"));
    QCOMPARE(parts.findings[1].place, QStringLiteral("b.js"));
    QCOMPARE(parts.facts.size(), std::size_t(1));
    QCOMPARE(parts.facts[0].first, QStringLiteral("files checked"));
    QCOMPARE(parts.text, QStringLiteral("code"));
    QVERIFY(parts.rest.contains(QLatin1String("\"other\"")));
}

void TestWords::wordsOfForeignResultsStay()
{
    for (const char *own : {"high", "medium", "low"})
        QCOMPARE(text::severity(QLatin1String(own)), QLatin1String(own));
    QCOMPARE(text::severity(QStringLiteral("blocker")), QStringLiteral("blocker"));
    QCOMPARE(text::fact(QStringLiteral("symbols_documented")), QStringLiteral("symbols documented"));
    QCOMPARE(text::fact(QStringLiteral("boats_sunk")), QStringLiteral("boats sunk"));
    QCOMPARE(text::fact({}), QString());
    QCOMPARE(text::cause(std::string(causes::kProcessGone)), QStringLiteral("killed or crashed: its process is gone"));
    QCOMPARE(text::cause(std::string(causes::kProcessEnded) + "7"), QStringLiteral("its process ended with code 7"));
    QCOMPARE(text::cause("out of paper"), QStringLiteral("out of paper"));
    QCOMPARE(text::cause({}), QString());
}

void TestWords::resultThatIsNoJsonIsShownAsItIs()
{
    QCOMPARE(resultParts("not json").rest, QStringLiteral("not json"));
    QVERIFY(resultParts("").isEmpty());
    QVERIFY(resultParts("[1,2]").rest.startsWith(u'['));
}

void TestWords::hostileResultStaysPlain()
{
    std::string many = R"({"findings":[)";
    for (int i = 0; i < 1000; ++i)
        many += (i > 0 ? "," : "") + std::string(R"({"severity":7,"message":["<img src=x>"]})");
    const ResultParts parts = resultParts(many + "]}");
    QCOMPARE(parts.findings.size(), ResultParts::kFindingsMax);
    QCOMPARE(parts.findingsAll, std::size_t(1000));
    QVERIFY(parts.findings[0].severity.isEmpty());
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
