// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// New tasks before they are tasks: what a draft becomes, and what is wrong with it.
#include "core/validate.h"
#include "viewmodel/taskdraft.h"

#include <QJsonObject>
#include <QTest>

using namespace skep;

namespace {

constexpr TimeMs kNow = 1'767'225'600'000;

QJsonArray filesNamed(const QStringList &names)
{
    QJsonArray files;
    for (const QString &name : names)
        files.append(QJsonObject{{QStringLiteral("path"), name}, {QStringLiteral("text"), QStringLiteral("x")}});
    return files;
}

QString sentenceAt(const TaskDraft &draft, DraftField field)
{
    for (const DraftFault &fault : draft.faults())
        if (fault.field == field)
            return fault.sentence;
    return {};
}

bool isAccepted(const TaskSpec &spec) { return validate(Command(cmd::Submit{0, 0, "key", spec})).has_value(); }

} // namespace

class TestTaskDraft final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindBecomesItsTask_data();
    void everyKindBecomesItsTask();
    void everyFieldReachesTheTask();
    void testsPreferAgentsWithTheTools();
    void limitsAreThoseOfTheHub();
    void faultsNameFieldAndLimit();
    void refusalsFindTheirField();
    void draftsSurviveJson();
    void nonsenseInATemplateIsTheDefault();
};

void TestTaskDraft::everyKindBecomesItsTask_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("params");
    const QString files = QStringLiteral(R"("files":[{"path":"a.js","text":"x"}])");
    QTest::newRow("review") << int(TaskKind::Review) << QStringLiteral("code-review") << QStringLiteral("{\"executor\":\"code-review\",%1}").arg(files);
    QTest::newRow("document") << int(TaskKind::Document) << QStringLiteral("documentation") << QStringLiteral("{\"executor\":\"documentation\",%1}").arg(files);
    QTest::newRow("test") << int(TaskKind::Test) << QStringLiteral("testing") << QStringLiteral("{\"executor\":\"testing\",%1}").arg(files);
    QTest::newRow("generate") << int(TaskKind::Generate) << QStringLiteral("code-generation") << QStringLiteral(R"({"executor":"code-generation","prompt":"A clock"})");
    QTest::newRow("simulate") << int(TaskKind::Simulate) << QStringLiteral("simulate") << QStringLiteral(R"({"executor":"simulate","latency_ms":10000})");
}

void TestTaskDraft::everyKindBecomesItsTask()
{
    QFETCH(const int, kind);
    QFETCH(const QString, type);
    QFETCH(const QString, params);
    TaskDraft draft;
    draft.kind = static_cast<TaskKind>(kind);
    if (draft.kind == TaskKind::Generate)
        draft.prompt = QStringLiteral("A clock");
    QVERIFY(draft.faults().empty());
    TaskSpec wanted;
    wanted.type = type.toStdString();
    wanted.required = {type.toStdString()};
    if (draft.kind == TaskKind::Test)
        wanted.wants = {"javascript"};
    wanted.params = params.toStdString();
    const TaskSpec spec = draft.spec(filesNamed({QStringLiteral("a.js")}), kNow);
    QCOMPARE(QString::fromStdString(spec.params), params);
    QVERIFY(spec == wanted);
    QVERIFY(isAccepted(spec));
    QCOMPARE(taskKindFrom(type.toStdString()), std::optional(draft.kind));
}

void TestTaskDraft::everyFieldReachesTheTask()
{
    TaskDraft draft;
    draft.kind = TaskKind::Test;
    draft.title = QStringLiteral("  Nightly tests ");
    draft.priority = Priority::P0;
    draft.isHeld = true;
    draft.project = QStringLiteral(" cart ");
    draft.required = QStringLiteral("gpu, testing,, gpu ,  big   memory");
    draft.wanted = QStringLiteral("fast");
    draft.attempts = 20;
    draft.deadlineMin = 90;
    draft.tests = QStringLiteral("test/a.test.js, test/b.test.js");
    draft.timeLimitS = 600;
    QVERIFY(draft.faults().empty());
    QVERIFY(!draft.isPlain());
    const TaskSpec spec = draft.spec(filesNamed({QStringLiteral("test/a.test.js")}), kNow);
    QCOMPARE(spec.title, std::string("Nightly tests"));
    QCOMPARE(spec.priority, Priority::P0);
    QCOMPARE(spec.start, StartPolicy::Held);
    QCOMPARE(spec.project, std::string("cart"));
    QCOMPARE(spec.required, (std::vector<std::string>{"testing", "gpu", "big memory"}));
    QCOMPARE(spec.wants, (std::vector<std::string>{"fast", "javascript"}));
    QCOMPARE(spec.attemptsMax, 20);
    QCOMPARE(spec.deadline, kNow + 5'400'000);
    QVERIFY(spec.params.find(R"("tests":["test/a.test.js","test/b.test.js"],"timeout_s":600)") != std::string::npos);
    QVERIFY(isAccepted(spec));
}

void TestTaskDraft::testsPreferAgentsWithTheTools()
{
    TaskDraft draft;
    draft.kind = TaskKind::Test;
    draft.wanted = QStringLiteral("python");
    const auto files = filesNamed({QStringLiteral("a.PY"), QStringLiteral("tst_a.cpp"), QStringLiteral("b.json"), QStringLiteral("c.mjs")});
    QCOMPARE(draft.spec(files, kNow).wants, (std::vector<std::string>{"python", "cpp", "javascript"}));
    QStringList many;
    for (std::size_t i = 0; i < limits::kRequiresMax; ++i)
        many << QString::number(i);
    draft.wanted = many.join(u',');
    QCOMPARE(draft.spec(files, kNow).wants.size(), limits::kRequiresMax); // the person's own go first
    draft.kind = TaskKind::Review;
    draft.wanted.clear();
    QVERIFY(draft.spec(files, kNow).wants.empty());
}

void TestTaskDraft::limitsAreThoseOfTheHub()
{
    const auto probe = [](auto change) {
        TaskDraft draft;
        change(draft);
        const bool isFine = draft.faults().empty();
        return isFine == isAccepted(draft.spec(filesNamed({QStringLiteral("a.js")}), kNow)) ? int(isFine) : -1;
    };
    const auto names = [](std::size_t count, std::size_t bytes) {
        QStringList list;
        for (std::size_t i = 0; i < count; ++i)
            list << QString::number(i).rightJustified(static_cast<int>(bytes), u'c');
        return list.join(u',');
    };
    QCOMPARE(probe([](TaskDraft &d) { d.title = QString(limits::kTitleBytesMax, u'a'); }), 1);
    QCOMPARE(probe([](TaskDraft &d) { d.title = QString(limits::kTitleBytesMax + 1, u'a'); }), 0);
    QCOMPARE(probe([](TaskDraft &d) { d.title = QString(limits::kTitleBytesMax / 2 + 1, QChar(0xe4)); }), 0); // two bytes each
    QCOMPARE(probe([](TaskDraft &d) { d.project = QString(limits::kProjectBytesMax, u'a'); }), 1);
    QCOMPARE(probe([](TaskDraft &d) { d.project = QString(limits::kProjectBytesMax + 1, u'a'); }), 0);
    QCOMPARE(probe([&](TaskDraft &d) { d.required = names(limits::kRequiresMax - 1, 8); }), 1); // and the kind's own
    QCOMPARE(probe([&](TaskDraft &d) { d.required = names(limits::kRequiresMax, 8); }), 0);
    QCOMPARE(probe([&](TaskDraft &d) { d.required = names(1, limits::kCapabilityBytesMax); }), 1);
    QCOMPARE(probe([&](TaskDraft &d) { d.required = names(1, limits::kCapabilityBytesMax + 1); }), 0);
    QCOMPARE(probe([&](TaskDraft &d) { d.wanted = names(limits::kRequiresMax, 8); }), 1);
    QCOMPARE(probe([&](TaskDraft &d) { d.wanted = names(limits::kRequiresMax + 1, 8); }), 0);
    for (const auto &[attempts, isFine] : {std::pair(0, 0), std::pair(1, 1), std::pair(limits::kAttemptsMax, 1), std::pair(limits::kAttemptsMax + 1, 0)})
        QCOMPARE(probe([n = attempts](TaskDraft &d) { d.attempts = n; }), isFine);
}

void TestTaskDraft::faultsNameFieldAndLimit()
{
    TaskDraft draft;
    draft.title = QString(301, u'a');
    draft.project = QString(101, u'a');
    draft.required = QString(65, u'c');
    draft.attempts = 21;
    draft.deadlineMin = TaskDraft::kDeadlineMinMax + 1;
    QCOMPARE(sentenceAt(draft, DraftField::Title), QStringLiteral("Title: at most 300 bytes, and this has 301."));
    QCOMPARE(sentenceAt(draft, DraftField::Project), QStringLiteral("Project: at most 100 bytes, and this has 101."));
    QCOMPARE(sentenceAt(draft, DraftField::Required), QStringLiteral("Required capabilities: at most 64 bytes each, and “%1…” has more.").arg(QString(20, u'c')));
    QCOMPARE(sentenceAt(draft, DraftField::Attempts), QStringLiteral("Attempts: from 1 to 20."));
    QVERIFY(sentenceAt(draft, DraftField::Deadline).startsWith(QLatin1String("Deadline in minutes: from 0 to 525")));
    draft = {};
    draft.kind = TaskKind::Generate;
    QCOMPARE(draft.faults().size(), std::size_t(1));
    QVERIFY(draft.faults().front().isMissing);
    draft.prompt = QString(limits::kParamsBytesMax + 1, u'a');
    QVERIFY(sentenceAt(draft, DraftField::Prompt).startsWith(QLatin1String("Description: at most 524")));
    draft = {};
    draft.kind = TaskKind::Test;
    for (const char *path : {"/etc/passwd", "../a.py", "a//b.py", "./a.py", "tests/"}) {
        draft.tests = QString::fromLatin1(path);
        QVERIFY2(sentenceAt(draft, DraftField::Tests).contains(draft.tests), path);
    }
    draft.tests = QStringLiteral("tests/test_a.py");
    draft.timeLimitS = 1801;
    QVERIFY(sentenceAt(draft, DraftField::Tests).isEmpty());
    QVERIFY(sentenceAt(draft, DraftField::TimeLimit).startsWith(QLatin1String("Time limit in seconds: from 0 to 1")));
    draft.kind = TaskKind::Review; // what it does not have is not wrong with it
    QVERIFY(draft.faults().empty());
}

void TestTaskDraft::refusalsFindTheirField()
{
    const auto field = [](const char *name, TaskKind kind = TaskKind::Review) { return draftFieldOf(Error{ErrorCode::TooLong, name, 1, {}}, kind); };
    QCOMPARE(field("title"), std::optional(DraftField::Title));
    QCOMPARE(field("task.requires"), std::optional(DraftField::Required));
    QCOMPARE(field("deadline_s"), std::optional(DraftField::Deadline));
    QCOMPARE(field("params"), std::optional(DraftField::Files));
    QCOMPARE(field("params", TaskKind::Generate), std::optional(DraftField::Prompt));
    QCOMPARE(field("params", TaskKind::Simulate), std::optional<DraftField>());
    QCOMPARE(field("key"), std::optional<DraftField>());
    QCOMPARE(field(""), std::optional<DraftField>());
}

void TestTaskDraft::draftsSurviveJson()
{
    TaskDraft draft;
    draft.kind = TaskKind::Test;
    draft.title = QStringLiteral("„Über“ \\ \"100 %\", a=b; [x]\n");
    draft.priority = Priority::P3;
    draft.isHeld = true;
    draft.project = QStringLiteral("p");
    draft.required = QStringLiteral("a, b");
    draft.wanted = QStringLiteral("c");
    draft.attempts = 7;
    draft.deadlineMin = 15;
    draft.prompt = QStringLiteral("Line\n\tline");
    draft.tests = QStringLiteral("t.py");
    draft.timeLimitS = 30;
    draft.durationS = 99;
    QCOMPARE(TaskDraft::fromJson(draft.toJson()), std::optional(draft));
}

void TestTaskDraft::nonsenseInATemplateIsTheDefault()
{
    QCOMPARE(TaskDraft::fromJson("{\"kind\":\"code-review\",\"attempts\":\"many\",\"deadline_min\":-4,\"timeout_s\":1e300,\"priority\":9,\"title\":[1]}"),
             std::optional(TaskDraft()));
    for (const char *json : {"", "[]", "null", "{", "{}", "{\"kind\":\"dance\"}", "{\"kind\":7}"})
        QVERIFY2(!TaskDraft::fromJson(json), json);
}

QTEST_GUILESS_MAIN(TestTaskDraft)
#include "tst_taskdraft.moc"
