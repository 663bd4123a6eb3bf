// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"
#include "store/schema.h"

namespace skep::store {

/// The columns of a task row in the order readRow wants them; the agent's name follows as column 14,
/// Assigned as column 15.
inline constexpr const char *kRowColumns
    = "t.id, t.state, t.flags, t.priority, t.wait, t.outcome, t.attempt, t.attempts_max, t.score, t.fence, t.created, "
      "t.updated, t.not_before, t.deadline, (SELECT text FROM names WHERE names.id = t.agent), t.assigned";
inline constexpr int kAgentColumn = 14;
inline constexpr int kAssignedColumn = 15;
inline constexpr int kRowColumnCount = 16;

/// `number(column)` reads from either kind of statement. The last two are left to the caller. False: an enumeration is
/// out of its range, so the row is damaged.
template<typename Number>
[[nodiscard]] bool readRow(TaskRow &row, Number number)
{
    const std::int64_t flags = number(2);
    row.id = static_cast<TaskId>(number(0));
    row.state = static_cast<TaskState>(number(1));
    row.held = (flags & HeldFlag) != 0;
    row.simulated = (flags & SimulatedFlag) != 0;
    row.deadlineMissed = (flags & DeadlineMissedFlag) != 0;
    row.acknowledged = (flags & AcknowledgedFlag) != 0;
    row.priority = static_cast<Priority>(number(3));
    row.wait = static_cast<WaitReason>(number(4));
    row.lastOutcome = static_cast<Outcome>(number(5));
    row.attempt = static_cast<std::uint8_t>(number(6));
    row.attemptsMax = static_cast<std::uint8_t>(number(7));
    row.score = static_cast<std::int16_t>(number(8));
    row.fence = static_cast<Fence>(number(9));
    row.created = number(10);
    row.updated = number(11);
    row.notBefore = number(12);
    row.deadline = number(13);
    const auto within = [&](int column, auto last) {
        return number(column) >= 0 && number(column) <= static_cast<std::int64_t>(last);
    };
    return within(1, TaskState::Cancelled) && within(3, Priority::P3) && within(4, kWaitReasonLast)
        && within(5, Outcome::Throttled);
}

} // namespace skep::store
