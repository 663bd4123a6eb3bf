// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoscript.h"
#include "app/demo/demotasks.h"
#include "checks/document.h"
#include "checks/review.h"
#include "core/validate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace skep;
using namespace Qt::StringLiterals;

namespace {

const std::string kDemo = SKEP_SOURCE_DIR "/resources/demo";

QJsonObject paramsOf(const TaskSpec &task)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(task.params)).object();
}

} // namespace

class tst_DemoTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksAreValidAndDistinct();
    void templatesTakeTurns();
    void sameSeedGivesSameTasks();
    void dependenciesPointBack();
    void simulatedWorkIsDeclared();
    void testsAreRealWhereTheyCanRun();
    void nothingAsksAndEveryFailureIsRetried();
    void realWorkHasSomethingToFind();
    void missingFilesAreNamed();
    void scriptKeepsItsTimes();
};

void tst_DemoTasks::tasksAreValidAndDistinct()
{
    for (const int count : {1, 100, 420}) {
        const auto tasks = demo::makeTasks(count, 1, kDemo);
        QVERIFY2(tasks, tasks ? "" : tasks.error().detail.c_str());
        QCOMPARE(int(tasks->size()), count);
        QSet<QString> titles;
        for (const TaskSpec &task : *tasks) {
            titles.insert(QString::fromStdString(task.type + task.title));
            const auto valid = validate(cmd::Submit{1, 1, "key", task});
            QVERIFY2(valid, valid ? "" : valid.error().field.c_str());
            QVERIFY(!paramsOf(task).isEmpty());
            QVERIFY(task.title.find('{') == std::string::npos);
        }
        QCOMPARE(titles.size(), count);
    }
}

void tst_DemoTasks::templatesTakeTurns()
{
    const auto tasks = demo::makeTasks(100, 7, kDemo);
    QVERIFY(tasks);
    std::map<QString, int> byTemplate;
    std::map<Priority, int> byPriority;
    QSet<QString> types;
    for (const TaskSpec &task : *tasks) {
        ++byTemplate[paramsOf(task).value("template"_L1).toString()];
        ++byPriority[task.priority];
        types.insert(QString::fromStdString(task.type));
    }
    QCOMPARE(byTemplate.size(), std::size_t(10));
    for (const auto &[name, count] : byTemplate)
        QCOMPARE(count, 10);
    QCOMPARE(byPriority.size(), std::size_t(4));
    QCOMPARE(types, QSet<QString>({u"code-review"_s, u"documentation"_s, u"code-generation"_s, u"testing"_s}));
}

void tst_DemoTasks::sameSeedGivesSameTasks()
{
    QVERIFY(*demo::makeTasks(100, 3, kDemo) == *demo::makeTasks(100, 3, kDemo));
    QVERIFY(*demo::makeTasks(100, 3, kDemo) != *demo::makeTasks(100, 4, kDemo));
}

void tst_DemoTasks::dependenciesPointBack()
{
    const auto tasks = demo::makeTasks(100, 7, kDemo);
    int dependent = 0;
    for (std::size_t i = 0; i < tasks->size(); ++i) {
        for (const TaskId position : (*tasks)[i].after)
            QVERIFY(position >= 1 && position <= i);
        dependent += (*tasks)[i].after.empty() ? 0 : 1;
    }
    QVERIFY(dependent >= 5 && dependent <= 20);
}

void tst_DemoTasks::simulatedWorkIsDeclared()
{
    const auto tasks = demo::makeTasks(100, 7, kDemo);
    QVERIFY(tasks);
    for (const TaskSpec &task : *tasks) {
        const bool needsSimulator = std::find(task.required.begin(), task.required.end(), "simulate") != task.required.end();
        const bool saysSimulated = paramsOf(task).value("executor"_L1).toString() == u"simulate"_s;
        const bool isReal = task.type == "code-review" || task.type == "documentation";
        QCOMPARE(needsSimulator, !isReal);
        QCOMPARE(saysSimulated, !isReal);
        QCOMPARE(paramsOf(task).contains("files"_L1), isReal);
        if (isReal)
            QVERIFY(std::find(task.required.begin(), task.required.end(), task.type) != task.required.end());
    }
}

void tst_DemoTasks::testsAreRealWhereTheyCanRun()
{
    const auto played = demo::makeTasks(100, 7, kDemo);
    const auto real = demo::makeTasks(100, 7, kDemo, demo::TestWork::Real);
    QVERIFY2(real, real ? "" : real.error().detail.c_str());
    int tests = 0;
    for (std::size_t i = 0; i < real->size(); ++i) {
        const TaskSpec &task = (*real)[i];
        QCOMPARE(task.title, (*played)[i].title);
        QVERIFY(validate(cmd::Submit{1, 1, "key", task}));
        if (task.type != "testing")
            continue;
        ++tests;
        const QJsonObject params = paramsOf(task);
        QVERIFY(!params.contains("executor"_L1) && !params.contains("latency_ms"_L1));
        QCOMPARE(task.required.front(), std::string("testing"));
        // The test that is to be run is among the files.
        const QJsonArray files = params.value("files"_L1).toArray();
        QVERIFY(std::any_of(files.begin(), files.end(), [&](const QJsonValue &file) { return file.toObject().value("path"_L1) == params.value("tests"_L1); }));
    }
    QCOMPARE(tests, 20);
}

void tst_DemoTasks::nothingAsksAndEveryFailureIsRetried()
{
    int failing = 0;
    const auto tasks = demo::makeTasks(100, 7, kDemo);
    QVERIFY(tasks);
    for (const TaskSpec &task : *tasks) {
        const auto params = paramsOf(task);
        QVERIFY(!params.contains("question"_L1)); // would wait for a person
        QVERIFY(params.value("fail_attempts"_L1).toInt() < task.attemptsMax);
        QVERIFY(params.value("latency_ms"_L1).toInt() <= 10'000); // slow enough to watch, a list of 100 done in minutes
        failing += params.value("fail_attempts"_L1).toInt() > 0 ? 1 : 0;
    }
    QVERIFY(failing >= 3 && failing <= 10);
}

void tst_DemoTasks::realWorkHasSomethingToFind()
{
    std::map<std::string, int> findings; // by project
    const auto tasks = demo::makeTasks(100, 7, kDemo);
    QVERIFY(tasks);
    for (const TaskSpec &task : *tasks) {
        for (const QJsonValue &value : paramsOf(task).value("files"_L1).toArray()) {
            const checks::SourceFile file{value.toObject().value("path"_L1).toString().toStdString(), {}, value.toObject().value("text"_L1).toString().toStdString()};
            QVERIFY(!checks::languageOf(file).empty());
            if (task.type == "documentation")
                QVERIFY(checks::countDocumented(checks::document(file)) >= 3);
            else
                findings[task.project] += int(checks::review(file).size());
        }
    }
    QCOMPARE(findings.size(), std::size_t(4));
    for (const auto &[project, count] : findings)
        QVERIFY2(count >= 8, project.c_str());
}

void tst_DemoTasks::missingFilesAreNamed()
{
    const QTemporaryDir folder;
    const auto none = demo::makeTasks(1, 1, folder.path().toStdString());
    QVERIFY(!none);
    QVERIFY(none.error().detail.find("templates.json") != std::string::npos);
    QFile file(folder.filePath(u"templates.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"templates":[{"name":"a","type":"t","project":"p","titles":["x"],"priorities":["P1"],"files":["gone.js"],"sends_files":true}]})");
    file.close();
    const auto gone = demo::makeTasks(1, 1, folder.path().toStdString());
    QVERIFY(!gone);
    QVERIFY(gone.error().detail.find("gone.js") != std::string::npos);
}

void tst_DemoTasks::scriptKeepsItsTimes()
{
    const auto first = demo::makeScript(0, 1, kDemo, demo::TestWork::Real);
    QVERIFY(first);
    int held = 0;
    int submitted = 0;
    std::map<std::string, std::int64_t> at;
    for (std::size_t i = 0; i < first->size(); ++i) {
        const demo::ScriptStep &step = (*first)[i];
        QVERIFY(i == 0 || (*first)[i - 1].atMs <= step.atMs);
        QVERIFY(step.atMs < demo::kScriptRoundMs + 1);
        if (step.kind != demo::ScriptStep::Kind::Submit) {
            QCOMPARE(step.key, std::string("victim"));
            QCOMPARE(step.atMs, std::int64_t(20'000));
            QVERIFY(at.contains("victim"));
            continue;
        }
        QVERIFY(validate(Command(cmd::Submit{0, 0, step.key, step.task})));
        held += step.task.start == StartPolicy::Held ? 1 : 0;
        ++submitted;
        at[step.key] = step.atMs;
    }
    QCOMPARE(held, 6);
    QVERIFY(submitted > 60);
    QCOMPARE(at.at("question"), std::int64_t(8'000)); // two seconds of work, then it asks
    const auto second = demo::makeScript(1, 1, kDemo, demo::TestWork::Real);
    QVERIFY(second);
    QVERIFY(std::none_of(second->begin(), second->end(), [](const auto &step) { return step.task.start == StartPolicy::Held; }));
    QVERIFY(demo::makeScript(1, 1, kDemo, demo::TestWork::Real)->front().task == second->front().task);
}

QTEST_GUILESS_MAIN(tst_DemoTasks)
#include "tst_demotasks.moc"
