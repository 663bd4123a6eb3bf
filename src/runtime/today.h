// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report.h"

#include <functional>

namespace skep::runtime {

/// A local day: first moment of it and of the next one. 23 to 25 hours.
struct Day
{
    TimeMs begin = 0, end = 0;
};
/// In the time zone of this machine. The engine knows none, so that it stays deterministic.
[[nodiscard]] Day localDay(TimeMs now);

/// Counts what tasks came to since the last local midnight, from counters that know no day: remembers what they said
/// when the day changed. Engine thread; ask it now and then also when nobody looks, or midnight is found late.
class Today
{
public:
    using Calendar = std::function<Day(TimeMs)>;

    /// `done` and `failed` of this day so far: of earlier runs of the hub.
    Today(TimeMs now, std::int64_t done, std::int64_t failed, Calendar calendar = localDay)
        : m_calendar(std::move(calendar))
        , m_end(m_calendar(now).end)
        , m_done(done)
        , m_failed(failed)
    {
    }

    /// Fills in doneToday and failedToday.
    void stamp(Counts &counts, TimeMs now)
    {
        if (now >= m_end) {
            m_end = m_calendar(now).end;
            m_done = -counts.tasksDone;
            m_failed = -counts.tasksFailed;
        }
        counts.doneToday = m_done + counts.tasksDone;
        counts.failedToday = m_failed + counts.tasksFailed;
    }

private:
    Calendar m_calendar;
    TimeMs m_end;
    std::int64_t m_done, m_failed; // to be added to the counters
};

} // namespace skep::runtime
