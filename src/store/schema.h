// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace skep::store {

inline constexpr int kSchemaVersion = 4;
inline constexpr std::int64_t kApplicationId = 0x536B6570; // "Skep", in the file's header

/// Brings skep.db from the version it has to `target`, one step and one transaction at a time. A new file has
/// version 0.
[[nodiscard]] Result<void> migrate(Database &database, int target = kSchemaVersion);

/// A result's place: attempts of a task lie together, in the order of their ends, without a second index.
inline constexpr std::int64_t kAttemptIdsPerTask = 1024;

/// Bits of tasks.flags.
enum TaskFlag : std::int64_t { HeldFlag = 1, SimulatedFlag = 2, DeadlineMissedFlag = 4, AcknowledgedFlag = 8 };

/// talk.kind
enum TalkKind : std::int64_t { QuestionTalk = 0, AnswerTalk = 1 };

} // namespace skep::store
