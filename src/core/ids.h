// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

// Plain number types that travel everywhere. They are aliases and not wrapper classes because they
// cross the wire, the log and the database as bare integers; names carry the meaning.
namespace skep {

/// Names a task for ever, on every hub restart. Rises by one with each accepted submission; 0 is none.
using TaskId = std::uint64_t;

/// Dense index of an agent inside one engine. Not stable over restarts; the agent's name is.
using AgentNo = std::uint32_t;
inline constexpr AgentNo kNoAgent = std::numeric_limits<AgentNo>::max();

/// One connection or request source of this hub's run. 0 is the hub itself. Never reused.
using LinkId = std::uint64_t;

/// epoch x 2^32 + n: rises with each grant, stays below 2^53 so that JSON numbers hold it exactly.
using Fence = std::uint64_t;
using Epoch = std::uint32_t;
inline constexpr Epoch kEpochMax = (1u << 21) - 1;

[[nodiscard]] constexpr Fence makeFence(Epoch epoch, std::uint32_t n)
{
    return (static_cast<Fence>(epoch) << 32) | n;
}
[[nodiscard]] constexpr Epoch epochOf(Fence fence)
{
    return static_cast<Epoch>(fence >> 32);
}

/// Milliseconds since the Unix epoch on the hub's monotonic clock: wall time at start plus steady
/// time since, and never below the last time found in the store.
using TimeMs = std::int64_t;

/// Number of an engine batch; consecutive from 1, also over restarts.
using BatchNo = std::uint64_t;

} // namespace skep
