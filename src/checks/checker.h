// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/verdict.h"

#include <string_view>

namespace skep::checks {

/// Judges a result's shape, size and evidence totals by task type. Named checks, a score, never an unconditional
/// pass: a result on which no check could run fails. Pure; microseconds for results under a kilobyte.
/// `result` is the JSON bytes as the agent sent them.
[[nodiscard]] Verdict judge(std::string_view taskType, bool simulated, std::string_view result);

} // namespace skep::checks
