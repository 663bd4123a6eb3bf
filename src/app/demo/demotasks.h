// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace skep::demo {

enum class TestWork { Played, Real };

/// Tasks of the demonstration, made from `templates.json` and the sample projects in `resourceDir`. Templates take
/// turns, so that 100 tasks hold ten of each; one seed gives one list on every platform. Files travel inside the
/// parameters. A number in `after` is not an id yet: it is the position, from 1, of an earlier task of the list.
/// Fails with the file's name when one is missing or not understood. `tests`: Played where no agent could run them.
[[nodiscard]] Result<std::vector<TaskSpec>> makeTasks(int count, std::uint64_t seed, const std::string &resourceDir,
                                                      TestWork tests = TestWork::Played);

} // namespace skep::demo
