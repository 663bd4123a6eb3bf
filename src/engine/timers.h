// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <compare>
#include <set>

namespace skep::engine {

/// The rare timers. Leases have their own lists.
enum class TimerKind : std::uint8_t { Backoff, Deadline, AgentLost };

struct Timer
{
    TimeMs due = 0;
    std::uint64_t id = 0; // task, or agent number
    TimerKind kind = TimerKind::Backoff;

    friend auto operator<=>(const Timer &, const Timer &) = default;
};

using Timers = std::set<Timer>;

} // namespace skep::engine
