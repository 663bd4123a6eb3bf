// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

#define VERIFY_OK(result) QVERIFY2((result).has_value(), (result) ? "" : (result).error().detail.c_str())

namespace
{

std::map<TaskId, TaskRow> byId(const Restored &restored)
{
    std::map<TaskId, TaskRow> rows;
    for (const Restored::Task &task : restored.tasks)
        rows[task.row.id] = task.row;
    return rows;
}

std::map<TaskId, TaskRow> byId(const std::vector<TaskRow> &list)
{
    std::map<TaskId, TaskRow> rows;
    for (const TaskRow &row : list)
        rows[row.id] = row;
    return rows;
}

} // namespace

class tst_Store : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = Options();
        m_options.dataDir = m_folder->filePath(QStringLiteral("data")).toStdString();
    }

    void newFolderIsPrivateAndEmpty();
    void everythingCommittedComesBack();
    void epochRisesWithEveryOpening();
    void batchNumbersMustFollow();

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

void tst_Store::newFolderIsPrivateAndEmpty()
{
    auto writer = open();
    QVERIFY(writer);
    const QString folder = QString::fromStdString(m_options.dataDir);
    const auto others
        = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(QFileInfo(folder).permissions() & others, QFileDevice::Permissions());
    const QStringList names{QStringLiteral("skep.db"), QStringLiteral("skep.db-wal"), QStringLiteral("history.db"),
                            QStringLiteral("artifacts"), QStringLiteral("skep.lock")};
    for (const QString &name : names) {
        const QFileInfo file(folder + u'/' + name);
        QVERIFY2(file.exists(), qPrintable(name));
        QCOMPARE(file.permissions() & others, QFileDevice::Permissions());
    }
    const auto restored = writer->restore();
    VERIFY_OK(restored);
    QVERIFY(restored->tasks.empty() && restored->keys.empty() && restored->pausedProjects.empty());
    QCOMPARE(restored->lastBatch, BatchNo{0});
    QCOMPARE(restored->lastTask, TaskId{0});
    QCOMPARE(restored->epoch, Epoch{1});
    const auto rows = verifyChain(m_options);
    VERIFY_OK(rows);
    QCOMPARE(*rows, 0);
}

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

void tst_Store::epochRisesWithEveryOpening()
{
    for (Epoch expected = 1; expected < 5; ++expected) {
        auto writer = open();
        QVERIFY(writer);
        QCOMPARE(writer->restore()->epoch, expected);
        if (expected % 2)
            writer->close();
    }
}

void tst_Store::batchNumbersMustFollow()
{
    auto writer = open();
    QVERIFY(writer);
    Scenario scenario(1);
    std::vector<Batch> batches{scenario.next(), scenario.next()};
    std::vector<Batch> gap{batches[1]};
    QCOMPARE(commit(*writer, gap).error().code, ErrorCode::Internal);
    VERIFY_OK(commit(*writer, batches));
    QCOMPARE(commit(*writer, batches).error().code, ErrorCode::Internal);
    VERIFY_OK(commit(*writer, {Batch(), scenario.next(), Batch()})); // those without facts have no number
}

QTEST_GUILESS_MAIN(tst_Store)
#include "tst_store.moc"
