// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/result.h"
#include "store/database.h"

namespace skep::store {

/// Finished tasks given back to the engine at most: enough for the board, little for the memory.
inline constexpr std::size_t kFinishedRestoredMax = 20'000;

/// Reads what the engine continues from: all unfinished tasks, the tasks those depend on, the newest finished ones,
/// the submit keys still held. The epoch is left to the caller.
[[nodiscard]] Result<Restored> readRestored(Database &database);

} // namespace skep::store
