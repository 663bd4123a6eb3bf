// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/latencyhistogram.h"
#include "core/result.h"

#include <array>
#include <cstdint>
#include <vector>

// What the hub did over time, for charts. Kept on disk in steps that grow coarser with age.
namespace skep {

/// One step of time. Of `spanMs` only `coveredMs` are known: none where the hub was off or suspended. A step that is not
/// covered is a gap and says nothing; its zeros are not measured.
struct SeriesPoint
{
    TimeMs at = 0; // where the step begins
    std::int64_t spanMs = 0;
    std::int64_t coveredMs = 0; // 0..spanMs

    std::int64_t accepted = 0, failed = 0;  // attempts that ended so
    std::int64_t done = 0, failedTasks = 0; // tasks that became so; one that failed, was retried and failed is two
    std::int64_t submitted = 0;             // tasks
    // Means over the covered part.
    std::array<double, 4> queued{};         // tasks, by priority
    double running = 0;                     // tasks under a lease
    double slots = 0, slotsBusy = 0, agentsOnline = 0;
    LatencyHistogram wait{};  // queued, for the first time or again -> leased
    LatencyHistogram run{};   // leased -> result accepted
    LatencyHistogram total{}; // submitted -> done

    /// Adds what `other` knows of another part of the same step; `at` and `spanMs` stay.
    void merge(const SeriesPoint &other);

    friend bool operator==(const SeriesPoint &, const SeriesPoint &) = default;
};

/// How long tasks took since the hub's start, as in SeriesPoint. Only ever added to.
struct Latencies
{
    LatencyHistogram wait, run, total;
};

inline constexpr int kSeriesPointsMax = 600;
inline constexpr std::int64_t kSeriesStepMs = 5'000; // the finest step that is kept

struct SeriesQuery
{
    TimeMs from = 0, to = 0;  // hub time, Delta::now
    int pointsMax = 300;      // 1..kSeriesPointsMax
};

/// Equal steps from `from` on, without a hole; `from` and `to` are those asked for, widened to whole steps. A step is
/// never finer than what is kept of the oldest part of the answer, so that no step looks like a gap for that alone.
/// The last step may be under way: it is covered in part, and left out while nothing is known of it.
struct Series
{
    TimeMs from = 0, to = 0;
    std::int64_t stepMs = 0;
    std::vector<SeriesPoint> points;

    friend bool operator==(const Series &, const Series &) = default;
};

/// Names from, to or points.
[[nodiscard]] Result<void> validate(const SeriesQuery &query);

/// An answer is made in three steps, of what is kept: the coarsest step there in the time asked for says how fine the
/// answer may be (`finestMs`, a multiple of kSeriesStepMs); then every kept step inside [from, to) is added, in any order.
[[nodiscard]] Series startSeries(const SeriesQuery &query, std::int64_t finestMs);
void addToSeries(Series &series, const SeriesPoint &kept);
void endSeries(Series &series);

} // namespace skep
