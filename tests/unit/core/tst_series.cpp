// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series.h"

#include <QTest>

#include <random>

using namespace skep;

namespace {

constexpr TimeMs kNoon = 1'767'225'600'000; // a multiple of a day

SeriesPoint pointAt(TimeMs at, std::int64_t span, std::int64_t covered, std::int64_t done)
{
    SeriesPoint point;
    point.at = at;
    point.spanMs = span;
    point.coveredMs = covered;
    point.done = done;
    point.running = static_cast<double>(done);
    return point;
}

Series makeSeries(const SeriesQuery &query, const std::vector<SeriesPoint> &kept)
{
    std::int64_t finest = kSeriesStepMs;
    for (const SeriesPoint &point : kept)
        finest = std::max(finest, point.spanMs);
    Series series = startSeries(query, finest);
    for (const SeriesPoint &point : kept)
        addToSeries(series, point);
    endSeries(series);
    return series;
}

} // namespace

class TestSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyBinBeginsWhereTheOneBeforeEnds();
    void quantilesStayWithinTheirBound();
    void mergedHistogramsCountLikeOne();
    void mergedStepsWeighMeansByWhatTheyCover();
    void answersHaveEqualStepsAndKeepEveryCount();
    void stepsAreNeverFinerThanWhatIsKept();
    void stepsNobodyKnowsAreGaps();
    void aStepUnderWayOfWhichNothingIsKnownIsLeftOut();
    void noQuestionGetsMorePointsThanItAskedFor();
    void badQuestionsNameFieldAndLimit();
};

void TestSeries::everyBinBeginsWhereTheOneBeforeEnds()
{
    QCOMPARE(LatencyHistogram::binOf(-5), std::size_t(0));
    for (std::size_t bin = 0; bin + 1 < LatencyHistogram::kBins; ++bin) {
        const std::int64_t low = LatencyHistogram::lowerBound(bin), next = LatencyHistogram::lowerBound(bin + 1);
        QVERIFY(low < next);
        QCOMPARE(LatencyHistogram::binOf(low), bin);
        QCOMPARE(LatencyHistogram::binOf(next - 1), bin);
    }
    QCOMPARE(LatencyHistogram::lowerBound(LatencyHistogram::kBins), std::int64_t(1) << 30);
    QCOMPARE(LatencyHistogram::binOf(INT64_MAX), LatencyHistogram::kBins - 1);
}

void TestSeries::quantilesStayWithinTheirBound()
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> durations(7, 2.5);
    LatencyHistogram histogram;
    std::vector<std::int64_t> all;
    QCOMPARE(histogram.quantile(0.5), 0.0);
    for (int i = 0; i < 20'000; ++i) {
        all.push_back(std::min<std::int64_t>(static_cast<std::int64_t>(durations(random)), 1'000'000'000));
        histogram.add(all.back());
    }
    std::sort(all.begin(), all.end());
    for (const double q : {0.001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(all.size())));
        const auto exact = static_cast<double>(all[std::max<std::size_t>(rank, 1) - 1]);
        const double bound = exact < 8 ? 1.0 : exact / 4;
        QVERIFY2(std::abs(histogram.quantile(q) - exact) <= bound,
                 qPrintable(QStringLiteral("%1: %2 for %3").arg(q).arg(histogram.quantile(q)).arg(exact)));
    }
}

void TestSeries::mergedHistogramsCountLikeOne()
{
    LatencyHistogram whole, a, b;
    for (int i = 0; i < 1'000; ++i) {
        whole.add(i * i);
        (i % 3 == 0 ? a : b).add(i * i);
    }
    const LatencyHistogram before = a;
    a.merge(b);
    QCOMPARE(a.count(), std::uint64_t(1'000));
    QVERIFY(a == whole);
    QVERIFY(a.since(before) == b);
    QCOMPARE(a.since(a).count(), std::uint64_t(0));
}

void TestSeries::mergedStepsWeighMeansByWhatTheyCover()
{
    SeriesPoint point = pointAt(kNoon, 60'000, 0, 0);
    point.merge(pointAt(kNoon, 5'000, 5'000, 10));
    QCOMPARE(point.running, 10.0);
    point.merge(pointAt(kNoon + 5'000, 5'000, 0, 99)); // counts without any time covered
    QCOMPARE(point.running, 10.0);
    point.merge(pointAt(kNoon + 10'000, 5'000, 2'500, 40));
    QCOMPARE(point.running, 20.0);
    QCOMPARE(point.done, std::int64_t(149));
    QCOMPARE(point.coveredMs, std::int64_t(7'500));
    QCOMPARE(point.spanMs, std::int64_t(60'000));
}

void TestSeries::answersHaveEqualStepsAndKeepEveryCount()
{
    std::vector<SeriesPoint> kept;
    for (int i = 0; i < 720; ++i)
        kept.push_back(pointAt(kNoon + i * 5'000, 5'000, 5'000, i));
    const Series series = makeSeries({kNoon, kNoon + 3'600'000, 100}, kept);
    QCOMPARE(series.stepMs, std::int64_t(60'000));
    QCOMPARE(series.points.size(), std::size_t(60));
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        QCOMPARE(series.points[i].at, kNoon + static_cast<TimeMs>(i) * 60'000);
        QCOMPARE(series.points[i].coveredMs, series.points[i].spanMs);
        sum += series.points[i].done;
    }
    QCOMPARE(sum, std::int64_t(719 * 720 / 2));
    // A part of it takes nothing from beside it.
    const Series part = makeSeries({kNoon + 60'000, kNoon + 120'000, 600}, kept);
    QCOMPARE(part.stepMs, kSeriesStepMs);
    QCOMPARE(part.points.size(), std::size_t(12));
    QCOMPARE(part.points.front().done, std::int64_t(12));
    QCOMPARE(part.points.back().done, std::int64_t(23));
}

void TestSeries::stepsAreNeverFinerThanWhatIsKept()
{
    std::vector<SeriesPoint> kept;
    for (int i = 0; i < 96; ++i)
        kept.push_back(pointAt(kNoon + i * 900'000, 900'000, 900'000, 1));
    for (int i = 0; i < 12; ++i)
        kept.push_back(pointAt(kNoon + 96 * 900'000 + i * 5'000, 5'000, 5'000, 1));
    const Series series = makeSeries({kNoon + 3'600'000, kNoon + 97 * 900'000, 600}, kept);
    QCOMPARE(series.stepMs, std::int64_t(900'000));
    for (std::size_t i = 0; i + 1 < series.points.size(); ++i)
        QCOMPARE(series.points[i].coveredMs, std::int64_t(900'000));
    QCOMPARE(series.points.back().coveredMs, std::int64_t(60'000));
    QCOMPARE(series.points.back().done, std::int64_t(12));
}

void TestSeries::stepsNobodyKnowsAreGaps()
{
    const Series series = makeSeries({kNoon, kNoon + 30'000, 600},
                                     {pointAt(kNoon + 5'000, 5'000, 5'000, 0), pointAt(kNoon + 25'000, 5'000, 1'000, 3)});
    QCOMPARE(series.points.size(), std::size_t(6));
    const std::int64_t covered[] = {0, 5'000, 0, 0, 0, 1'000};
    for (std::size_t i = 0; i < 6; ++i)
        QCOMPARE(series.points[i].coveredMs, covered[i]);
}

void TestSeries::aStepUnderWayOfWhichNothingIsKnownIsLeftOut()
{
    const Series series = makeSeries({kNoon, kNoon + 11'000, 600}, {pointAt(kNoon + 5'000, 5'000, 5'000, 1)});
    QCOMPARE(series.points.size(), std::size_t(2));
    QCOMPARE(series.to, kNoon + 10'000);
    QCOMPARE(makeSeries({kNoon, kNoon + 10, 600}, {}).points.size(), std::size_t(1));
}

void TestSeries::noQuestionGetsMorePointsThanItAskedFor()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 2'000; ++i) {
        const TimeMs from = static_cast<TimeMs>(random() % kNoon);
        const SeriesQuery query{from, from + 1 + static_cast<TimeMs>(random() >> (24 + random() % 40)),
                                static_cast<int>(1 + random() % 600)};
        if (!validate(query))
            continue;
        const Series series = makeSeries(query, {});
        QVERIFY(series.points.size() <= static_cast<std::size_t>(query.pointsMax));
        QVERIFY(series.from <= query.from);
        QVERIFY(series.to >= query.to - series.stepMs);
    }
}

void TestSeries::badQuestionsNameFieldAndLimit()
{
    const auto refusal = [](SeriesQuery query) {
        const auto ok = validate(query);
        return ok ? std::string("none") : std::string(errorName(ok.error().code)) + " " + ok.error().field;
    };
    QCOMPARE(refusal({0, 1, 1}), std::string("none"));
    QCOMPARE(refusal({kNoon, kNoon, 10}), std::string("out_of_range to"));
    QCOMPARE(refusal({-1, kNoon, 10}), std::string("out_of_range from"));
    QCOMPARE(refusal({0, INT64_MAX, 10}), std::string("out_of_range to"));
    QCOMPARE(refusal({0, 1, 0}), std::string("out_of_range points"));
    QCOMPARE(refusal({0, 1, 601}), std::string("out_of_range points"));
}

QTEST_APPLESS_MAIN(TestSeries)

#include "tst_series.moc"
