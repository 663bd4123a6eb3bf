// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demotasks.h"
#include "core/result.h"
#include "core/task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace skep::demo {

/// One entry of what the demonstration plays once its first tasks are through.
struct ScriptStep
{
    enum class Kind : std::uint8_t {
        Submit,     // this task
        KillWorker, // the process that works on the task with this key
    };

    std::int64_t atMs = 0; // since the script began
    Kind kind = Kind::Submit;
    std::string key;
    TaskSpec task;
};

/// Length of one round; the script is played again and again.
inline constexpr std::int64_t kScriptRoundMs = 120'000;

/// The steps of a round (0 is the first) in their order: a steady trickle of work; six held tasks at once in the first
/// round; a question that stands at 10 s, a worker killed at work at 20 s, a result that the checks refuse. One seed
/// gives one script on every platform. Fails as makeTasks() does.
[[nodiscard]] Result<std::vector<ScriptStep>> makeScript(int round, std::uint64_t seed, const std::string &resourceDir, TestWork tests);

} // namespace skep::demo
