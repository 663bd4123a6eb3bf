// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"
#include "scenario.h"
#include "store/database.h"
#include "store/opening.h"
#include "store/store.h"
#include "testfolder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

class tst_StoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_vfs = std::make_unique<FaultVfs>("fault");
        m_options = Options();
        m_options.dataDir = m_folder->path().toStdString();
        m_options.vfs = "fault";
    }
    void cleanup() { m_vfs.reset(); }

    void powerCutsLoseNothingThatWasCommitted_data();
    void powerCutsLoseNothingThatWasCommitted();
    void fullDiskRefusesLosesNothingAndRecovers();
    void failedSyncCanBeRepeated();
    void fullDiskAtStartIsNamed();

private:
    /// What must be there after a cut, and what may be there as well: the group whose commit had not returned.
    struct Expected
    {
        Scenario certain, possible;
        Epoch epoch = 0;
    };
    void workUntilTheCut(Expected &expected, std::mt19937_64 &random);
    void checkAfterRestart(Expected &expected);
    void checkpoint(const char *mode);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultVfs> m_vfs;
    Options m_options;
};

void tst_StoreFaults::checkpoint(const char *mode)
{
    Database::Opening opening;
    opening.vfs = m_options.vfs;
    if (auto database = Database::open(databasePath(m_options), opening))
        static_cast<void>(database->run(std::string("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(") + mode + ")"));
}

void tst_StoreFaults::workUntilTheCut(Expected &expected, std::mt19937_64 &random)
{
    m_vfs->losePowerAfter(static_cast<int>(random() % 6 == 0 ? 1 + random() % 60 : 1 + random() % 500));
    auto writer = Writer::open(m_options);
    if (!writer)
        return; // the power went in the middle of opening
    Scenario scenario = expected.certain;
    for (int group = 0; group < 80 && !m_vfs->isDead(); ++group) {
        std::vector<Batch> batches;
        for (std::uint64_t i = 0; i <= random() % 4; ++i)
            batches.push_back(scenario.next());
        const auto done = (*writer)->commit(pointers(batches));
        expected.possible = scenario;
        if (!done)
            return;
        expected.certain = scenario;
        const HistoryLine line{1, 1, scenario.now(), "a line"};
        if (random() % 4 == 0)
            static_cast<void>((*writer)->writeHistory({&line, 1}));
        if (random() % 9 == 0)
            checkpoint(random() % 2 ? "PASSIVE" : "RESTART");
    }
    if (random() % 2)
        (*writer)->close();
}

void tst_StoreFaults::checkAfterRestart(Expected &expected)
{
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    const auto restored = (*writer)->restore();
    VERIFY_OK(restored);
    QVERIFY(restored->epoch > expected.epoch);
    expected.epoch = restored->epoch;
    QVERIFY2(restored->lastBatch >= expected.certain.lastBatch(), "a committed batch is gone");
    if (restored->lastBatch > expected.certain.lastBatch())
        expected.certain = expected.possible;
    expected.possible = expected.certain;
    QCOMPARE(restored->lastBatch, expected.certain.lastBatch());
    QVERIFY(byId(*restored) == expected.certain.rows);
    QVERIFY(agentsOf(*restored) == expected.certain.agents);
    const auto rebuilt = rebuildRows(m_options);
    VERIFY_OK(rebuilt);
    QVERIFY(byId(*rebuilt) == expected.certain.rows);
    VERIFY_OK(verifyChain(m_options)); // and with it every params and result
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    if (expected.certain.lastTask() == 0)
        return;
    const auto detail = (*reader)->detail(expected.certain.lastTask());
    VERIFY_OK(detail);
    QCOMPARE(detail->spec.params, expected.certain.params[expected.certain.lastTask()]);
}

void tst_StoreFaults::powerCutsLoseNothingThatWasCommitted_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 40; ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

// Five cuts each: 200 in all.
void tst_StoreFaults::powerCutsLoseNothingThatWasCommitted()
{
    QFETCH(quint64, seed);
    std::mt19937_64 random(seed);
    Expected expected{Scenario(seed), Scenario(seed), 0};
    for (int cut = 0; cut < 5; ++cut) {
        workUntilTheCut(expected, random);
        m_vfs->restart(random());
        checkAfterRestart(expected);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(m_vfs->operations() > 0);
}

void tst_StoreFaults::fullDiskRefusesLosesNothingAndRecovers()
{
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    Scenario scenario(3);
    int refused = 0;
    for (int group = 0; group < 60; ++group) {
        const std::vector<Batch> batches{scenario.next(), scenario.next()};
        m_vfs->setFull(group % 3 == 1);
        auto done = (*writer)->commit(pointers(batches));
        if (!done) {
            ++refused;
            QCOMPARE(done.error().code, ErrorCode::StorageFull);
            const auto again = (*writer)->commit(pointers(batches)); // still full
            QCOMPARE(again.error().code, ErrorCode::StorageFull);
            QCOMPARE((*writer)->restore()->lastBatch, batches.front().no - 1); // nothing of the group
            m_vfs->setFull(false);
            done = (*writer)->commit(pointers(batches));
        }
        VERIFY_OK(done);
        if (group % 10 == 9)
            checkpoint("RESTART");
    }
    QVERIFY(refused > 5);
    QVERIFY(byId(*(*writer)->restore()) == scenario.rows);
    writer->reset();
    m_vfs->restart(1);
    VERIFY_OK(verifyChain(m_options));
    const auto rebuilt = rebuildRows(m_options);
    VERIFY_OK(rebuilt);
    QVERIFY(byId(*rebuilt) == scenario.rows);
}

void tst_StoreFaults::failedSyncCanBeRepeated()
{
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    Scenario scenario(4);
    for (int group = 0; group < 20; ++group) {
        const std::vector<Batch> batches{scenario.next()};
        m_vfs->setSyncFails(true);
        const auto failed = (*writer)->commit(pointers(batches));
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::Io);
        m_vfs->setSyncFails(false);
        VERIFY_OK((*writer)->commit(pointers(batches)));
    }
    QVERIFY(byId(*(*writer)->restore()) == scenario.rows);
    VERIFY_OK(verifyChain(m_options));
}

void tst_StoreFaults::fullDiskAtStartIsNamed()
{
    m_vfs->setFull(true);
    const auto writer = Writer::open(m_options);
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::StorageFull);
    m_vfs->setFull(false);
    VERIFY_OK(Writer::open(m_options));
}

QTEST_GUILESS_MAIN(tst_StoreFaults)
#include "tst_storefaults.moc"
