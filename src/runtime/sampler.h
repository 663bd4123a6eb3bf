// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report.h"
#include "core/series.h"

#include <vector>

namespace skep::runtime {

/// Makes the steps of the series from looks at the engine's counters, one a second. A look that comes late was a busy
/// thread and covers its time; one later than kGapMs was a suspend: that time stays unknown. What happened is counted
/// once, whatever the clock does. Engine thread.
class Sampler
{
public:
    static constexpr std::int64_t kGapMs = 15'000;

    /// Begins at `now`; what the counters say then is not counted.
    Sampler(TimeMs now, const Counts &counts, const Latencies &latencies);

    /// The steps that are over now. A `now` that is not after the last look's changes nothing.
    [[nodiscard]] std::vector<SeriesPoint> look(TimeMs now, const Counts &counts, const Latencies &latencies);
    /// As look, and the part of the step under way: the hub stops.
    [[nodiscard]] std::vector<SeriesPoint> finish(TimeMs now, const Counts &counts, const Latencies &latencies);

private:
    void begin(TimeMs step);
    void cover(std::int64_t ms, const Counts &counts);
    void count(const Counts &counts, const Latencies &latencies);

    TimeMs m_at; // of the last look
    SeriesPoint m_step; // under way
    Counts m_counts; // of the last look
    Latencies m_latencies;
};

} // namespace skep::runtime
