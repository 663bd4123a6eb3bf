// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "core/output.h"
#include "core/task.h"

#include <vector>

namespace skep {

/// What one engine turn made. `events`, `rows` and `agents` go to disk together; they hold each changed task and agent once,
/// as it is at the end of the turn; an agent with those of its records that changed. Only a batch with one of them takes
/// a number; for an empty one `no` is 0.
struct Batch
{
    BatchNo no = 0;
    TimeMs now = 0;
    std::vector<Event> events;
    std::vector<TaskRow> rows;
    std::vector<AgentTally> agents; // an agent forgotten in this turn comes before one of its name that is new
    std::vector<Output> outputs;

    [[nodiscard]] bool hasFacts() const { return !events.empty() || !rows.empty() || !agents.empty(); }
};

/// What the engine needs to continue after a restart, as the store gives it.
struct Restored
{
    struct Task
    {
        TaskRow row;
        std::string key; // empty when the key's hold is over
        TaskSpec spec;   // params left empty
        std::vector<std::string> answers;
        std::string question;
        std::vector<std::string> choices;
        std::string error;
    };
    struct Key { std::string key; TaskId id = 0; TimeMs created = 0; };

    std::vector<Task> tasks; // unfinished ones, and the newest finished up to limits::kFinishedInMemoryMax, by id
    std::vector<Key> keys;   // of finished tasks not in `tasks`, still held
    std::vector<AgentTally> agents; // with all their records
    std::vector<std::string> pausedProjects; // "" is the whole queue
    TaskId lastTask = 0;
    BatchNo lastBatch = 0;
    TimeMs lastNow = 0;
    Epoch epoch = 1; // already raised and persisted
};

} // namespace skep
