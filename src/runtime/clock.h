// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <algorithm>
#include <chrono>

#if defined(__linux__)
#include <ctime>
#endif

namespace skep::runtime {

/// The hub's clock: wall time at start plus the time since, never below `floor`. Copies agree with each other, so that
/// threads can have their own. It runs on in suspend where the system can tell (Linux), so that ages, charts and the day
/// stay right; the engine takes the gap for what it is and extends its leases. The wall part is not read again, so that
/// a corrected wall clock never moves leases.
class Clock
{
public:
    explicit Clock(TimeMs floor = 0)
        : m_start(sinceBoot())
        , m_base(std::max<TimeMs>(floor, std::chrono::duration_cast<std::chrono::milliseconds>(
                                             std::chrono::system_clock::now().time_since_epoch())
                                             .count()))
    {
    }

    [[nodiscard]] TimeMs now() const { return m_base + (sinceBoot() - m_start).count(); }

private:
    [[nodiscard]] static std::chrono::milliseconds sinceBoot()
    {
        using namespace std::chrono;
#if defined(__linux__)
        timespec time{};
        if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
            return duration_cast<milliseconds>(seconds(time.tv_sec) + nanoseconds(time.tv_nsec));
#endif
        return duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
    }

    std::chrono::milliseconds m_start;
    TimeMs m_base;
};

} // namespace skep::runtime
