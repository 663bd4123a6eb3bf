// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <algorithm>
#include <chrono>

namespace skep::runtime {

/// The hub's clock: wall time at start plus steady time since, never below `floor`. Copies agree with each other,
/// so that threads can have their own. Steady time stops in suspend; the wall part is not read again, so that a
/// corrected wall clock never moves leases.
class Clock
{
public:
    explicit Clock(TimeMs floor = 0)
        : m_start(std::chrono::steady_clock::now())
        , m_base(std::max<TimeMs>(floor, std::chrono::duration_cast<std::chrono::milliseconds>(
                                             std::chrono::system_clock::now().time_since_epoch())
                                             .count()))
    {
    }

    [[nodiscard]] TimeMs now() const
    {
        using namespace std::chrono;
        return m_base + duration_cast<milliseconds>(steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start;
    TimeMs m_base;
};

} // namespace skep::runtime
