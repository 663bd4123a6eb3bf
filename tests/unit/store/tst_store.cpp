// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/store.h"
#include "testfolder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

/// What is committed comes back.
class tst_Store : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_options = Options();
        m_options.dataDir = m_folder->filePath(QStringLiteral("data")).toStdString();
    }

    void everythingCommittedComesBack();
    void batchNumbersMustFollow();
    void submissionWithoutItsRowIsRefused();
    void restoreGivesWhatTheEngineNeeds();
    void restoreIsBoundedButKnowsDependencies();
    void repeatedWordsOfOneAttemptAreAllKept();

private:
    std::unique_ptr<Writer> open()
    {
        auto writer = Writer::open(m_options);
        if (!writer)
            qWarning("%s", writer.error().detail.c_str());
        return writer ? std::move(*writer) : nullptr;
    }
    Result<void> commit(Writer &writer, const std::vector<Batch> &batches) { return writer.commit(pointers(batches)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
};

void tst_Store::everythingCommittedComesBack()
{
    Scenario scenario(7);
    {
        auto writer = open();
        QVERIFY(writer);
        for (int group = 0; group < 60; ++group) {
            std::vector<Batch> batches;
            for (int i = 0; i <= group % 5; ++i)
                batches.push_back(scenario.next());
            VERIFY_OK(commit(*writer, batches));
        }
    }
    auto writer = open();
    QVERIFY(writer);
    const auto restored = writer->restore();
    VERIFY_OK(restored);
    QVERIFY(byId(*restored) == scenario.rows);
    QVERIFY(agentsOf(*restored) == scenario.agents);
    QCOMPARE(restored->lastBatch, scenario.lastBatch());
    QCOMPARE(restored->lastTask, scenario.lastTask());
    QCOMPARE(restored->lastNow, scenario.now());
    const auto rebuilt = rebuildRows(m_options);
    VERIFY_OK(rebuilt);
    QVERIFY(byId(*rebuilt) == scenario.rows);
    const auto rows = verifyChain(m_options);
    VERIFY_OK(rows);
    QCOMPARE(*rows, 60);
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    for (const auto &[id, expected] : scenario.params) {
        const auto detail = (*reader)->detail(id);
        VERIFY_OK(detail);
        QCOMPARE(detail->spec.params, expected);
        std::vector<std::string> results;
        for (const AttemptInfo &attempt : detail->attempts)
            results.push_back(attempt.result);
        QVERIFY(results == scenario.results[id]);
    }
}

void tst_Store::batchNumbersMustFollow()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    const std::vector<Batch> batches{scenario.next(), scenario.next()};
    QCOMPARE(commit(*writer, {batches[1]}).error().code, ErrorCode::Internal);
    VERIFY_OK(commit(*writer, batches));
    QCOMPARE(commit(*writer, batches).error().code, ErrorCode::Internal);
    VERIFY_OK(commit(*writer, {Batch(), scenario.next(), Batch()})); // those without facts have no number
    VERIFY_OK(commit(*writer, {Batch()}));
}

void tst_Store::submissionWithoutItsRowIsRefused()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    Batch batch = scenario.begin();
    scenario.submit(batch, TaskSpec());
    const std::vector<TaskRow> rows = std::exchange(batch.rows, {});
    QCOMPARE(commit(*writer, {batch}).error().code, ErrorCode::Internal);
    batch.rows = rows;
    VERIFY_OK(commit(*writer, {batch}));
}

void tst_Store::restoreGivesWhatTheEngineNeeds()
{
    Scenario scenario(5);
    TaskSpec spec;
    spec.type = "documentation";
    spec.title = "T";
    spec.required = {"documentation"};
    spec.wants = {"fast"};
    spec.params = R"({"a":1})";
    auto writer = open();
    QVERIFY(writer);
    Batch first = scenario.begin();
    const TaskId old = scenario.submit(first, spec, "old");
    const TaskId asking = scenario.submit(first, spec, "asking");
    scenario.lease(first, old, "n1");
    scenario.end(first, old, Outcome::Accepted, TaskState::Done, "{}");
    Batch second = scenario.begin(limits::kKeyHoldMs + 1);
    const TaskId fresh = scenario.submit(second, spec, "fresh");
    const TaskId failing = scenario.submit(second, spec);
    spec.after = {old};
    const TaskId waiting = scenario.submit(second, spec, "waiting");
    scenario.lease(second, fresh, "n1");
    scenario.end(second, fresh, Outcome::Accepted, TaskState::Done, "{}");
    scenario.lease(second, failing, "n2");
    scenario.end(second, failing, Outcome::Failed, TaskState::Queued, "", "no such file");
    scenario.late(second, failing, "{}");
    scenario.lease(second, asking, "n3");
    scenario.ask(second, asking, "First?", {});
    scenario.answer(second, asking, "yes");
    scenario.ask(second, asking, "Which?", {"a", "b"});
    second.events.push_back(ev::Paused{"", true, "window"});
    second.events.push_back(ev::Paused{"p", true, "window"});
    second.events.push_back(ev::Paused{"", false, "window"});
    VERIFY_OK(commit(*writer, {first, second}));
    writer.reset();

    writer = open();
    QVERIFY(writer);
    const auto restored = writer->restore();
    VERIFY_OK(restored);
    std::map<TaskId, const Restored::Task *> tasks;
    for (const auto &task : restored->tasks)
        tasks[task.row.id] = &task;
    QCOMPARE(tasks.size(), std::size_t{5});
    QVERIFY(tasks[old]->key.empty()); // its hold is over
    QCOMPARE(tasks[fresh]->key, std::string("fresh"));
    QCOMPARE(tasks[failing]->error, std::string("no such file"));
    QCOMPARE(tasks[asking]->question, std::string("Which?"));
    QCOMPARE(tasks[asking]->choices.size(), std::size_t{2});
    QCOMPARE(tasks[asking]->answers, std::vector<std::string>{"yes"});
    QCOMPARE(tasks[asking]->row.agent, std::string("n3"));
    QVERIFY(tasks[waiting]->spec.params.empty());
    spec.params.clear();
    QVERIFY(tasks[waiting]->spec == spec);
    QCOMPARE(restored->pausedProjects, std::vector<std::string>{"p"});
}

void tst_Store::restoreIsBoundedButKnowsDependencies()
{
    constexpr int kTasks = 21'000;
    Scenario scenario(5);
    auto writer = open();
    QVERIFY(writer);
    Batch batch = scenario.begin();
    for (int i = 0; i < kTasks; ++i) {
        const TaskId id = scenario.submit(batch, TaskSpec(), "k" + std::to_string(i + 1));
        batch.rows.clear(); // searching its own row again and again is the scenario's, not the store's
        scenario.rows[id].state = TaskState::Done;
    }
    for (const auto &[id, row] : scenario.rows)
        batch.rows.push_back(row);
    VERIFY_OK(commit(*writer, {batch}));
    Batch next = scenario.begin();
    TaskSpec spec;
    spec.after = {3, kTasks};
    scenario.submit(next, spec);
    VERIFY_OK(commit(*writer, {next}));
    const auto restored = writer->restore();
    VERIFY_OK(restored);
    QCOMPARE(restored->tasks.size(), std::size_t{20'000 + 2}); // the newest finished, the waiting one, and task 3
    QVERIFY(std::is_sorted(restored->tasks.begin(), restored->tasks.end(),
                           [](const auto &a, const auto &b) { return a.row.id < b.row.id; }));
    QCOMPARE(restored->tasks.front().row.id, TaskId{3});
    QCOMPARE(restored->keys.size(), std::size_t{kTasks - 20'000 - 1});
    QCOMPARE(restored->keys.front().key, std::string("k1"));
}

// Throttled attempts do not count, so their number comes again; late words come under an old one.
void tst_Store::repeatedWordsOfOneAttemptAreAllKept()
{
    Scenario scenario(5);
    auto writer = open();
    QVERIFY(writer);
    Batch batch = scenario.begin();
    const TaskId id = scenario.submit(batch, TaskSpec());
    for (int i = 0; i < 1'100; ++i) {
        scenario.lease(batch, id, "n1");
        scenario.end(batch, id, Outcome::Throttled, TaskState::Queued, std::to_string(i));
    }
    scenario.late(batch, id, "late");
    VERIFY_OK(commit(*writer, {batch}));
    VERIFY_OK(verifyChain(m_options));
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    const auto detail = (*reader)->detail(id);
    VERIFY_OK(detail);
    QCOMPARE(detail->attempts.size(), std::size_t{1'023}); // a bound: beyond it the newest stands for all
    QCOMPARE(detail->attempts.front().result, std::string("0"));
    QCOMPARE(detail->attempts.back().result, std::string("late"));
}

QTEST_GUILESS_MAIN(tst_Store)
#include "tst_store.moc"
