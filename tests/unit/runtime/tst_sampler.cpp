// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/sampler.h"
#include "runtime/today.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace skep;
using namespace skep::runtime;

namespace {

constexpr TimeMs kStart = 1'767'225'600'000;

struct Counters
{
    Counts counts;
    Latencies latencies;

    void done(int n, std::int64_t tookMs = 700)
    {
        counts.tasksDone += n;
        counts.accepted += n;
        latencies.total.add(tookMs, static_cast<std::uint64_t>(n));
    }
};

std::int64_t doneIn(const std::vector<SeriesPoint> &steps)
{
    std::int64_t sum = 0;
    for (const SeriesPoint &step : steps)
        sum += step.done;
    return sum;
}

void append(std::vector<SeriesPoint> &steps, std::vector<SeriesPoint> more)
{
    steps.insert(steps.end(), more.begin(), more.end());
}

} // namespace

class TestSampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsHoldWhatHappenedInThem();
    void meansAreOverTime();
    void whatWasCountedBeforeTheStartIsNotCounted();
    void aBusyThreadLeavesNoGap();
    void aSuspendIsAGap();
    void aStandingClockChangesNothing();
    void theStopKeepsTheStepUnderWay();
    void noJumpCountsTwiceOrBelowZero();
    void theDayChangesAtMidnight();
    void theDayGoesOnAfterARestart();
    void localDaysBeginAtMidnight();
};

void TestSampler::stepsHoldWhatHappenedInThem()
{
    Counters c;
    Sampler sampler(kStart, c.counts, c.latencies);
    std::vector<SeriesPoint> steps;
    for (int second = 1; second <= 15; ++second) {
        c.done(second <= 5 ? 1 : 2);
        append(steps, sampler.look(kStart + second * 1'000 + 3, c.counts, c.latencies)); // a little late, as timers are
    }
    QCOMPARE(steps.size(), std::size_t(3));
    const std::int64_t done[] = {5, 10, 10};
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(steps[i].at, kStart + static_cast<TimeMs>(i) * kSeriesStepMs);
        QCOMPARE(steps[i].coveredMs, kSeriesStepMs);
        QCOMPARE(steps[i].done, done[i]);
        QCOMPARE(steps[i].total.count(), static_cast<std::uint64_t>(done[i]));
    }
}

void TestSampler::meansAreOverTime()
{
    Counters c;
    c.counts.byState[static_cast<std::size_t>(TaskState::Running)] = 10;
    c.counts.queuedBy = {1, 0, 0, 5};
    Sampler sampler(kStart, c.counts, c.latencies);
    (void)sampler.look(kStart + 1'000, c.counts, c.latencies);
    c.counts.byState[static_cast<std::size_t>(TaskState::Running)] = 5;
    c.counts.byState[static_cast<std::size_t>(TaskState::Leased)] = 1;
    const auto steps = sampler.look(kStart + 5'000, c.counts, c.latencies);
    QCOMPARE(steps.size(), std::size_t(1));
    QCOMPARE(steps[0].running, (10 * 1 + 6 * 4) / 5.0);
    QCOMPARE(steps[0].queued[3], 5.0);
}

void TestSampler::whatWasCountedBeforeTheStartIsNotCounted()
{
    Counters c;
    c.done(1'000);
    Sampler sampler(kStart + 2'000, c.counts, c.latencies);
    c.done(1);
    const auto steps = sampler.look(kStart + 5'000, c.counts, c.latencies);
    QCOMPARE(doneIn(steps), std::int64_t(1));
    QCOMPARE(steps[0].at, kStart);
    QCOMPARE(steps[0].coveredMs, std::int64_t(3'000));
}

void TestSampler::aBusyThreadLeavesNoGap()
{
    Counters c;
    Sampler sampler(kStart, c.counts, c.latencies);
    c.done(7);
    const auto steps = sampler.look(kStart + 13'000, c.counts, c.latencies);
    QCOMPARE(steps.size(), std::size_t(2));
    for (const SeriesPoint &step : steps)
        QCOMPARE(step.coveredMs, kSeriesStepMs);
    QCOMPARE(doneIn(steps), std::int64_t(7));
    QCOMPARE(sampler.finish(kStart + 13'000, c.counts, c.latencies).at(0).coveredMs, std::int64_t(3'000));
}

void TestSampler::aSuspendIsAGap()
{
    Counters c;
    Sampler sampler(kStart, c.counts, c.latencies);
    (void)sampler.look(kStart + 2'000, c.counts, c.latencies);
    c.done(3);
    auto steps = sampler.look(kStart + 8 * 3'600'000 + 1'000, c.counts, c.latencies);
    QCOMPARE(steps.size(), std::size_t(1));
    QCOMPARE(steps[0].at, kStart);
    QCOMPARE(steps[0].coveredMs, std::int64_t(3'000));
    QCOMPARE(steps[0].done, std::int64_t(3));
    steps = sampler.look(kStart + 8 * 3'600'000 + 5'000, c.counts, c.latencies);
    QCOMPARE(steps.size(), std::size_t(1));
    QCOMPARE(steps[0].at, kStart + 8 * 3'600'000);
    QCOMPARE(steps[0].coveredMs, std::int64_t(4'000));
    QCOMPARE(steps[0].done, std::int64_t(0));
}

void TestSampler::aStandingClockChangesNothing()
{
    Counters c;
    Sampler sampler(kStart + 1'000, c.counts, c.latencies);
    c.done(1);
    QVERIFY(sampler.look(kStart + 1'000, c.counts, c.latencies).empty());
    QVERIFY(sampler.look(kStart, c.counts, c.latencies).empty());
    const auto steps = sampler.look(kStart + 5'000, c.counts, c.latencies);
    QCOMPARE(doneIn(steps), std::int64_t(1));
    QCOMPARE(steps[0].coveredMs, std::int64_t(4'000));
}

void TestSampler::theStopKeepsTheStepUnderWay()
{
    Counters c;
    Sampler sampler(kStart, c.counts, c.latencies);
    c.done(2);
    const auto steps = sampler.finish(kStart + 1'234, c.counts, c.latencies);
    QCOMPARE(steps.size(), std::size_t(1));
    QCOMPARE(steps[0].coveredMs, std::int64_t(1'234));
    QCOMPARE(steps[0].done, std::int64_t(2));
    Sampler other(kStart, c.counts, c.latencies);
    QVERIFY(other.finish(kStart, c.counts, c.latencies).empty());
}

void TestSampler::noJumpCountsTwiceOrBelowZero()
{
    std::mt19937_64 random(11);
    for (int run = 0; run < 200; ++run) {
        Counters c;
        TimeMs now = kStart + static_cast<TimeMs>(random() % 10'000);
        Sampler sampler(now, c.counts, c.latencies);
        std::vector<SeriesPoint> steps;
        for (int i = 0; i < 100; ++i) {
            c.done(static_cast<int>(random() % 5));
            const auto by = static_cast<TimeMs>(random() >> (40 + random() % 24)); // mostly short, some hours
            now += by;
            append(steps, sampler.look(random() % 10 == 0 ? now - 1'000'000 : now, c.counts, c.latencies));
        }
        append(steps, sampler.finish(now + 1, c.counts, c.latencies));
        QCOMPARE(doneIn(steps), c.counts.tasksDone);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QVERIFY(steps[i].done >= 0 && steps[i].coveredMs > 0 && steps[i].coveredMs <= kSeriesStepMs);
            QVERIFY(steps[i].at % kSeriesStepMs == 0);
            QVERIFY(i == 0 || steps[i].at > steps[i - 1].at);
        }
    }
}

void TestSampler::theDayChangesAtMidnight()
{
    constexpr std::int64_t kDay = 86'400'000;
    const auto calendar = [](TimeMs now) { return Day{now - now % kDay, now - now % kDay + kDay}; };
    Today today(kStart + 5, 0, 0, calendar);
    Counts counts;
    counts.tasksDone = 4;
    counts.tasksFailed = 1;
    today.stamp(counts, kStart + kDay - 1);
    QCOMPARE(counts.doneToday, std::int64_t(4));
    QCOMPARE(counts.failedToday, std::int64_t(1));
    today.stamp(counts, kStart + kDay);
    QCOMPARE(counts.doneToday, std::int64_t(0));
    QCOMPARE(counts.failedToday, std::int64_t(0));
    counts.tasksDone = 6;
    today.stamp(counts, kStart + 2 * kDay - 1);
    QCOMPARE(counts.doneToday, std::int64_t(2));
    today.stamp(counts, kStart + 9 * kDay); // slept over several
    QCOMPARE(counts.doneToday, std::int64_t(0));
}

void TestSampler::theDayGoesOnAfterARestart()
{
    Today today(kStart, 12, 3, [](TimeMs) { return Day{kStart - 10, kStart + 10}; });
    Counts counts; // counters begin anew
    counts.tasksDone = 1;
    today.stamp(counts, kStart + 1);
    QCOMPARE(counts.doneToday, std::int64_t(13));
    QCOMPARE(counts.failedToday, std::int64_t(3));
}

void TestSampler::localDaysBeginAtMidnight()
{
    const TimeMs now = QDateTime::currentMSecsSinceEpoch();
    const Day day = localDay(now);
    QVERIFY(day.begin <= now && now < day.end);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(day.begin).date(), QDateTime::fromMSecsSinceEpoch(now).date());
    QVERIFY(QDateTime::fromMSecsSinceEpoch(day.begin - 1).date() < QDateTime::fromMSecsSinceEpoch(day.begin).date());
    QCOMPARE(localDay(day.end).begin, day.end);
}

QTEST_APPLESS_MAIN(TestSampler)
#include "tst_sampler.moc"
