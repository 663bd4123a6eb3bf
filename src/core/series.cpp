// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series.h"

#include <algorithm>

namespace skep {
namespace {

// Far beyond any real clock, and products of it with a step stay exact.
constexpr TimeMs kTimeMax = TimeMs{1} << 47;

TimeMs floorTo(TimeMs time, std::int64_t step)
{
    return time - time % step;
}

std::int64_t stepsOf(const SeriesQuery &query, std::int64_t step)
{
    return (query.to - 1 - floorTo(query.from, step)) / step + 1;
}

// Steps that people read easily; each a multiple of what is kept, so that nothing kept lies in two of them.
std::int64_t stepFor(const SeriesQuery &query, std::int64_t finest)
{
    constexpr std::int64_t kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
    for (const std::int64_t step : {5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute, 2 * kMinute, 5 * kMinute,
                                    15 * kMinute, 30 * kMinute, kHour, 2 * kHour, 3 * kHour, 6 * kHour, 12 * kHour})
        if (step >= finest && step % finest == 0 && stepsOf(query, step) <= query.pointsMax)
            return step;
    std::int64_t step = kDay;
    while (stepsOf(query, step) > query.pointsMax)
        step *= 2; // ends: one step holds all of time
    return step;
}

} // namespace

void SeriesPoint::merge(const SeriesPoint &other)
{
    accepted += other.accepted;
    failed += other.failed;
    done += other.done;
    failedTasks += other.failedTasks;
    submitted += other.submitted;
    const auto known = static_cast<double>(coveredMs + other.coveredMs);
    if (known > 0) {
        const double own = static_cast<double>(coveredMs) / known, others = static_cast<double>(other.coveredMs) / known;
        const auto mean = [&](double &value, double added) { value = value * own + added * others; };
        for (std::size_t i = 0; i < queued.size(); ++i)
            mean(queued[i], other.queued[i]);
        mean(running, other.running);
        mean(slots, other.slots);
        mean(slotsBusy, other.slotsBusy);
        mean(agentsOnline, other.agentsOnline);
    }
    coveredMs = std::min(coveredMs + other.coveredMs, spanMs);
    wait.merge(other.wait);
    run.merge(other.run);
    total.merge(other.total);
}

Result<void> validate(const SeriesQuery &query)
{
    if (query.from < 0 || query.from > kTimeMax)
        return failField(ErrorCode::OutOfRange, "from", query.from < 0 ? 0 : kTimeMax);
    if (query.to > kTimeMax)
        return failField(ErrorCode::OutOfRange, "to", kTimeMax);
    if (query.to <= query.from)
        return failField(ErrorCode::OutOfRange, "to", query.from, "must be after from");
    if (query.pointsMax < 1 || query.pointsMax > kSeriesPointsMax)
        return failField(ErrorCode::OutOfRange, "points", query.pointsMax < 1 ? 1 : kSeriesPointsMax);
    return {};
}

Series startSeries(const SeriesQuery &query, std::int64_t finestMs)
{
    Series series;
    series.stepMs = stepFor(query, finestMs);
    series.from = floorTo(query.from, series.stepMs);
    series.points.resize(static_cast<std::size_t>(stepsOf(query, series.stepMs)));
    series.to = series.from;
    for (SeriesPoint &point : series.points) {
        point.at = series.to;
        point.spanMs = series.stepMs;
        series.to += series.stepMs;
    }
    return series;
}

void addToSeries(Series &series, const SeriesPoint &kept)
{
    if (kept.at >= series.from && kept.at < series.to)
        series.points[static_cast<std::size_t>((kept.at - series.from) / series.stepMs)].merge(kept);
}

void endSeries(Series &series)
{
    if (series.points.size() < 2 || series.points.back().coveredMs > 0)
        return;
    series.points.pop_back();
    series.to -= series.stepMs;
}

} // namespace skep
