// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/opening.h"
#include "store/store.h"
#include "testfolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

namespace {

constexpr std::int64_t kDay = 24 * 3600 * 1000;

} // namespace

/// What leaves the store, what stays, and that what stays can still be verified.
class tst_StoreRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_options = Options();
        m_options.dataDir = m_folder->path().toStdString();
    }

    void oldTasksLeaveAndFailuresStayLonger();
    void tooLargeLosesTheOldestButNotTheFailed();
    void chainAndRowsHoldBetweenSteps();
    void filesOfArtifactsGoWithTheirLastTask();
    void numbersAreNeverGivenAgain();
    void changesInTheFileAreFound_data();
    void changesInTheFileAreFound();

private:
    std::unique_ptr<Writer> open()
    {
        auto writer = Writer::open(m_options);
        if (!writer)
            qWarning("%s", writer.error().detail.c_str());
        return writer ? std::move(*writer) : nullptr;
    }
    void commit(Writer &writer, const Batch &batch) { VERIFY_OK(writer.commit(pointers({batch}))); }
    /// Empty groups enough that everything before may leave the log.
    void pushOut(Writer &writer, Scenario &scenario)
    {
        for (int i = 0; i < 66; ++i) {
            Batch batch = scenario.begin();
            batch.events.push_back(ev::AgentDrain{"n1", i % 2 == 0, "window"});
            commit(writer, batch);
        }
    }
    int cleanUp(Writer &writer, TimeMs now)
    {
        for (int steps = 1; steps < 1'000; ++steps) {
            const auto more = writer.cleanUp(now);
            if (!more)
                qWarning("%s", more.error().detail.c_str());
            if (!more || !*more)
                return more ? steps : -1;
        }
        return -1;
    }
    TaskId finished(Batch &batch, Scenario &scenario, TaskState state, const std::string &result = "{}")
    {
        TaskSpec spec;
        spec.type = "documentation";
        const TaskId id = scenario.submit(batch, spec);
        scenario.lease(batch, id, "n1");
        scenario.end(batch, id, state == TaskState::Done ? Outcome::Accepted : Outcome::Failed, state, result);
        return id;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
};

void tst_StoreRetention::oldTasksLeaveAndFailuresStayLonger()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    Batch batch = scenario.begin();
    const TaskId done = finished(batch, scenario, TaskState::Done);
    const TaskId failed = finished(batch, scenario, TaskState::Failed);
    const TaskId needed = finished(batch, scenario, TaskState::Done);
    TaskSpec spec;
    const TaskId open = scenario.submit(batch, spec);
    spec.after = {needed};
    const TaskId waiting = scenario.submit(batch, spec);
    commit(*writer, batch);
    pushOut(*writer, scenario);
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);

    QVERIFY(cleanUp(*writer, scenario.now() + 29 * kDay) > 0);
    VERIFY_OK((*reader)->detail(done));
    QVERIFY(cleanUp(*writer, scenario.now() + 31 * kDay) > 0);
    QCOMPARE((*reader)->detail(done).error().code, ErrorCode::NotFound);
    for (const TaskId id : {failed, needed, open, waiting})
        VERIFY_OK((*reader)->detail(id));
    const auto report = (*reader)->archivedReport(failed + 1); // the removed one still counts
    VERIFY_OK(report);
    QCOMPARE(report->counts.of(TaskState::Done), 1);
    QCOMPARE(report->counts.of(TaskState::Failed), 1);
    QCOMPARE(report->types.front().total, 2);
    QVERIFY(cleanUp(*writer, scenario.now() + 91 * kDay) > 0);
    QCOMPARE((*reader)->detail(failed).error().code, ErrorCode::NotFound);
    for (const TaskId id : {needed, open, waiting})
        VERIFY_OK((*reader)->detail(id));
    VERIFY_OK(verifyChain(m_options));
}

void tst_StoreRetention::tooLargeLosesTheOldestButNotTheFailed()
{
    m_options.retentionBytes = 4 * 1024 * 1024;
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    TaskId firstFailed = 0;
    for (int group = 0; group < 100; ++group) {
        Batch batch = scenario.begin();
        for (int i = 0; i < 30; ++i) {
            const bool fails = group < 3 && i == 0;
            const TaskId id
                = finished(batch, scenario, fails ? TaskState::Failed : TaskState::Done, std::string(3'000, 'r'));
            if (fails && firstFailed == 0)
                firstFailed = id;
        }
        commit(*writer, batch);
    }
    pushOut(*writer, scenario);
    QVERIFY(cleanUp(*writer, scenario.now()) > 1); // in steps
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->detail(2).error().code, ErrorCode::NotFound);
    VERIFY_OK((*reader)->detail(firstFailed));
    VERIFY_OK((*reader)->detail(scenario.lastTask()));
    const auto report = (*reader)->archivedReport(scenario.lastTask() + 1);
    VERIFY_OK(report);
    QCOMPARE(report->counts.total(), 3'000);
    VERIFY_OK(verifyChain(m_options));
    const auto kept = writer->restore();
    VERIFY_OK(kept);
    QVERIFY(kept->tasks.size() >= 1'000);
    QVERIFY(kept->tasks.size() < 2'000);
}

void tst_StoreRetention::chainAndRowsHoldBetweenSteps()
{
    m_options.retentionMs = 1'000;
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(8);
    for (int round = 0; round < 12; ++round) {
        for (int group = 0; group < 60; ++group)
            commit(*writer, scenario.next());
        for (int step = 0; step < 2 + round % 5; ++step) // now and then in the middle of it
            VERIFY_OK(writer->cleanUp(scenario.now() + 500));
        VERIFY_OK(verifyChain(m_options));
        const auto rebuilt = rebuildRows(m_options);
        VERIFY_OK(rebuilt);
        const auto restored = writer->restore();
        VERIFY_OK(restored);
        QVERIFY(byId(*rebuilt) == byId(*restored));
        for (const auto &[id, row] : byId(*restored))
            QVERIFY(row == scenario.rows[id]);
        for (const auto &[id, row] : scenario.rows)
            QVERIFY(isFinal(row.state) || byId(*restored).contains(id));
    }
    QVERIFY(writer->restore()->tasks.size() < scenario.rows.size());
    writer = open();
    QVERIFY(!writer); // its own folder, still locked by the first
}

void tst_StoreRetention::filesOfArtifactsGoWithTheirLastTask()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    const std::string shared(64, 'a'), own(64, 'b');
    for (const std::string &hash : {shared, own}) {
        QVERIFY(QDir().mkpath(QString::fromStdString(m_options.dataDir + "/artifacts/" + hash.substr(0, 2))));
        QFile file(QString::fromStdString(artifactPath(m_options, hash)));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    Batch batch = scenario.begin();
    const TaskId first = finished(batch, scenario, TaskState::Done);
    batch.events.push_back(ev::ArtifactKept{first, 1, "a", "text/plain", shared, 1});
    batch.events.push_back(ev::ArtifactKept{first, 1, "b", "text/plain", own, 1});
    commit(*writer, batch);
    Batch later = scenario.begin(20 * kDay);
    const TaskId second = finished(later, scenario, TaskState::Done);
    later.events.push_back(ev::ArtifactKept{second, 1, "a", "text/plain", shared, 1});
    commit(*writer, later);
    pushOut(*writer, scenario);
    QVERIFY(cleanUp(*writer, scenario.now() + 15 * kDay) > 0);
    QVERIFY(!QFile::exists(QString::fromStdString(artifactPath(m_options, own))));
    QVERIFY(QFile::exists(QString::fromStdString(artifactPath(m_options, shared))));
}

void tst_StoreRetention::numbersAreNeverGivenAgain()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    Batch batch = scenario.begin();
    const TaskId last = finished(batch, scenario, TaskState::Done);
    commit(*writer, batch);
    pushOut(*writer, scenario);
    QVERIFY(cleanUp(*writer, scenario.now() + 40 * kDay) > 0);
    writer.reset();
    writer = open();
    QVERIFY(writer);
    const auto restored = writer->restore();
    VERIFY_OK(restored);
    QVERIFY(restored->tasks.empty());
    QCOMPARE(restored->lastTask, last);
    QCOMPARE(restored->lastBatch, scenario.lastBatch());
}

void tst_StoreRetention::changesInTheFileAreFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("data") << QStringLiteral(
        "UPDATE log SET data = (SELECT data FROM log WHERE batch = 4) WHERE batch = 5");
    QTest::newRow("missing row") << QStringLiteral("DELETE FROM log WHERE batch = 7");
    QTest::newRow("first row") << QStringLiteral("DELETE FROM log WHERE batch = 1");
    QTest::newRow("params") << QStringLiteral("UPDATE specs SET params = '{}' WHERE id = 3");
    QTest::newRow("params gone") << QStringLiteral("DELETE FROM specs WHERE id = 3");
    QTest::newRow("result") << QStringLiteral(
        "UPDATE attempts SET result = '{}' WHERE id = (SELECT min(id) FROM attempts)");
    QTest::newRow("attempt gone") << QStringLiteral("DELETE FROM attempts WHERE id = (SELECT min(id) FROM attempts)");
    QTest::newRow("bodies") << QStringLiteral("UPDATE log SET bodies = zeroblob(32) WHERE batch = 5");
}

void tst_StoreRetention::changesInTheFileAreFound()
{
    QFETCH(QString, sql);
    {
        auto writer = open();
        QVERIFY(writer);
        Scenario scenario(3);
        for (int group = 0; group < 100; ++group)
            commit(*writer, scenario.next());
    }
    VERIFY_OK(verifyChain(m_options));
    {
        auto database = Database::open(databasePath(m_options), {});
        VERIFY_OK(database);
        VERIFY_OK(database->run(sql.toStdString()));
        QCOMPARE(database->changes(), 1);
    }
    const auto verified = verifyChain(m_options);
    QVERIFY(!verified);
    QCOMPARE(verified.error().code, ErrorCode::StoreDamaged);
    QVERIFY(!verified.error().field.empty());
}

QTEST_GUILESS_MAIN(tst_StoreRetention)
#include "tst_storeretention.moc"
