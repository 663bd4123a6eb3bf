// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/database.h"
#include "store/opening.h"
#include "store/seriespacking.h"
#include "store/serieswriter.h"
#include "store/store.h"
#include "testfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

namespace {

constexpr TimeMs kDayMs = 86'400'000;
constexpr TimeMs kStart = 1'767'225'600'000; // a multiple of a day

SeriesPoint stepAt(TimeMs at, std::int64_t done = 1)
{
    SeriesPoint point;
    point.at = at;
    point.spanMs = point.coveredMs = kSeriesStepMs;
    point.done = point.accepted = done;
    point.submitted = 2;
    point.queued = {0.5, 1, 2, 3.25};
    point.running = 4;
    point.wait.add(1'000);
    point.total.add(90'000, 2);
    return point;
}

std::int64_t doneIn(const Series &series)
{
    std::int64_t sum = 0;
    for (const SeriesPoint &point : series.points)
        sum += point.done;
    return sum;
}

} // namespace

/// The series in history.db: what is written comes back, coarser with age, whatever happens to file and clock.
class tst_StoreSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_options = Options();
        m_options.dataDir = m_folder->path().toStdString();
        open();
    }
    void cleanup()
    {
        m_reader.reset();
        m_writer.reset();
    }

    void packedStepsComeBack();
    void foreignBytesAreNoStep();
    void whatIsWrittenIsAnswered();
    void aRestartWithinAStepAddsToIt();
    void oldStepsBecomeCoarserAndLoseNoCount();
    void oldestStepsGo();
    void aClockSetBackCountsNothingTwice();
    void aHistoryOfBeforeGetsItsTable();
    void withoutAHistoryAllIsAGap();
    void endsOfTodayAreCountedFromTheRows();

private:
    void open()
    {
        auto writer = Writer::open(m_options);
        VERIFY_OK(writer);
        m_writer = std::move(*writer);
        auto reader = Reader::open(m_options);
        VERIFY_OK(reader);
        m_reader = std::move(*reader);
    }
    void reopen()
    {
        cleanup();
        open();
    }
    void tidy(TimeMs now)
    {
        for (int i = 0; i < 1'000; ++i) {
            const auto more = m_writer->cleanUp(now);
            VERIFY_OK(more);
            if (!*more)
                return;
        }
        QFAIL("there is always more to tidy");
    }
    std::int64_t rows(std::int64_t span = 0)
    {
        auto database = Database::open(historyPath(m_options), {});
        const std::string where = span == 0 ? "" : " WHERE span = " + std::to_string(span);
        return database ? database->number("SELECT count(*) FROM series" + where).value_or(-1) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Reader> m_reader;
};

void tst_StoreSeries::packedStepsComeBack()
{
    SeriesPoint point = stepAt(kStart, 1'000'000'007);
    point.coveredMs = 4'321;
    point.failed = 3;
    point.failedTasks = 1;
    point.slots = 1e6;
    point.slotsBusy = 17.125;
    point.agentsOnline = 26;
    point.run.add(1LL << 40, 1ULL << 40);
    SeriesPoint back{.at = point.at, .spanMs = point.spanMs};
    QVERIFY(unpackSeries(packSeries(point), back));
    QVERIFY(back == point);
}

void tst_StoreSeries::foreignBytesAreNoStep()
{
    const std::string bytes = packSeries(stepAt(kStart));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        SeriesPoint point;
        QVERIFY(!unpackSeries(std::string_view(bytes).substr(0, size), point));
    }
    std::mt19937_64 random(5);
    for (int i = 0; i < 20'000; ++i) { // nothing may crash or take for ever
        std::string changed = bytes;
        for (int n = 0; n < 3; ++n)
            changed[random() % changed.size()] = static_cast<char>(random());
        SeriesPoint point;
        (void)unpackSeries(changed, point);
    }
}

void tst_StoreSeries::whatIsWrittenIsAnswered()
{
    for (int i = 0; i < 12; ++i)
        if (i != 7)
            VERIFY_OK(m_writer->writeSeries(stepAt(kStart + i * kSeriesStepMs, i)));
    const Series series = m_reader->series({kStart, kStart + 60'000, 600});
    QCOMPARE(series.points.size(), std::size_t(12));
    QVERIFY(series.points[3] == stepAt(kStart + 3 * kSeriesStepMs, 3));
    QCOMPARE(series.points[7].coveredMs, std::int64_t(0));
    QCOMPARE(doneIn(series), std::int64_t(66 - 7));
}

void tst_StoreSeries::aRestartWithinAStepAddsToIt()
{
    SeriesPoint part = stepAt(kStart, 5);
    part.coveredMs = 1'000;
    VERIFY_OK(m_writer->writeSeries(part));
    reopen();
    part.running = 8;
    VERIFY_OK(m_writer->writeSeries(part));
    const Series series = m_reader->series({kStart, kStart + kSeriesStepMs, 1});
    QCOMPARE(series.points.front().done, std::int64_t(10));
    QCOMPARE(series.points.front().coveredMs, std::int64_t(2'000));
    QCOMPARE(series.points.front().running, 6.0);
    QCOMPARE(rows(), std::int64_t(1));
}

void tst_StoreSeries::oldStepsBecomeCoarserAndLoseNoCount()
{
    constexpr int kSteps = 3 * 720; // three hours
    for (int i = 0; i < kSteps; ++i)
        VERIFY_OK(m_writer->writeSeries(stepAt(kStart + i * kSeriesStepMs)));
    const TimeMs end = kStart + kSteps * kSeriesStepMs;
    tidy(end);
    QCOMPARE(rows(kSeriesStepMs), std::int64_t(kFineForMs / kSeriesStepMs));
    QCOMPARE(rows(kMinuteStepMs), std::int64_t(60));
    const Series all = m_reader->series({kStart, end, 600});
    QCOMPARE(all.stepMs, kMinuteStepMs);
    QCOMPARE(doneIn(all), std::int64_t(kSteps));
    for (const SeriesPoint &point : all.points) {
        QCOMPARE(point.coveredMs, kMinuteStepMs);
        QCOMPARE(point.running, 4.0);
        QCOMPARE(point.total.count(), std::uint64_t(24));
    }
    QCOMPARE(m_reader->series({end - 60'000, end, 600}).stepMs, kSeriesStepMs);

    tidy(end + 3 * kDayMs);
    QCOMPARE(rows(kSeriesStepMs) + rows(kMinuteStepMs), std::int64_t(0));
    QCOMPARE(rows(kQuarterStepMs), std::int64_t(12));
    QCOMPARE(doneIn(m_reader->series({kStart, end, 600})), std::int64_t(kSteps));
}

void tst_StoreSeries::oldestStepsGo()
{
    VERIFY_OK(m_writer->writeSeries(stepAt(kStart)));
    tidy(kStart + 34 * kDayMs);
    QCOMPARE(rows(), std::int64_t(1));
    tidy(kStart + 35 * kDayMs + kQuarterStepMs);
    QCOMPARE(rows(), std::int64_t(0));
}

void tst_StoreSeries::aClockSetBackCountsNothingTwice()
{
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(m_writer->writeSeries(stepAt(kStart + i * kSeriesStepMs)));
    reopen();
    VERIFY_OK(m_writer->writeSeries(stepAt(kStart + 3 * kSeriesStepMs)));
    const Series series = m_reader->series({kStart, kStart + 50'000, 600});
    QCOMPARE(doneIn(series), std::int64_t(5)); // steps 0 to 3, the last of them twice: that is when it was done
    for (const SeriesPoint &point : series.points)
        QVERIFY(point.coveredMs <= point.spanMs);
    VERIFY_OK(m_writer->writeSeries(stepAt(kStart + 4 * kSeriesStepMs)));
    QCOMPARE(doneIn(m_reader->series({kStart, kStart + 50'000, 600})), std::int64_t(6));
}

void tst_StoreSeries::aHistoryOfBeforeGetsItsTable()
{
    const HistoryLine line{7, 1, kStart, "kept"};
    VERIFY_OK(m_writer->writeHistory(std::vector<HistoryLine>{line}));
    cleanup();
    {
        auto old = Database::open(historyPath(m_options), {});
        VERIFY_OK(old);
        VERIFY_OK(old->run("DROP TABLE series; PRAGMA user_version=1"));
    }
    open();
    VERIFY_OK(m_writer->writeSeries(stepAt(kStart)));
    QCOMPARE(doneIn(m_reader->series({kStart, kStart + 5'000, 1})), std::int64_t(1));
    auto history = Database::open(historyPath(m_options), {});
    VERIFY_OK(history);
    QCOMPARE(history->number("SELECT count(*) FROM lines").value_or(-1), std::int64_t(1));
}

void tst_StoreSeries::withoutAHistoryAllIsAGap()
{
    VERIFY_OK(m_writer->writeSeries(stepAt(kStart)));
    cleanup();
    for (const char *suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(historyPath(m_options) + suffix);
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    const Series series = (*reader)->series({kStart, kStart + 60'000, 600});
    QCOMPARE(series.points.size(), std::size_t(11));
    QCOMPARE(doneIn(series), std::int64_t(0));
    // Made anew by the next writer, it is found without a restart of the reader.
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->writeSeries(stepAt(kStart)));
    QCOMPARE(doneIn((*reader)->series({kStart, kStart + 60'000, 600})), std::int64_t(1));
}

void tst_StoreSeries::endsOfTodayAreCountedFromTheRows()
{
    Scenario scenario(3);
    Batch first = scenario.begin();
    std::vector<TaskId> ids;
    TaskSpec spec;
    spec.type = "review";
    for (int i = 0; i < 6; ++i) {
        ids.push_back(scenario.submit(first, spec));
        scenario.lease(first, ids.back(), "a");
    }
    scenario.end(first, ids[0], Outcome::Accepted, TaskState::Done, "{}");
    for (const TaskId id : ids)
        scenario.row(first, id);
    Batch second = scenario.begin(kDayMs);
    scenario.end(second, ids[1], Outcome::Accepted, TaskState::Done, "{}");
    scenario.end(second, ids[2], Outcome::Accepted, TaskState::Done, "{}");
    scenario.end(second, ids[3], Outcome::Failed, TaskState::Failed, "", "broken");
    scenario.end(second, ids[4], Outcome::Failed, TaskState::Queued, "", "broken");
    for (std::size_t i = 1; i < 5; ++i)
        scenario.row(second, ids[i]);
    VERIFY_OK(m_writer->commit(pointers({first, second})));
    const auto today = m_reader->endedSince(second.now - kDayMs / 2);
    VERIFY_OK(today);
    QCOMPARE(today->done, std::int64_t(2));
    QCOMPARE(today->failed, std::int64_t(1));
    QCOMPARE(m_reader->endedSince(0)->done, std::int64_t(3));
    QCOMPARE(m_reader->endedSince(second.now + 1)->done, std::int64_t(0));
}

QTEST_GUILESS_MAIN(tst_StoreSeries)
#include "tst_storeseries.moc"
