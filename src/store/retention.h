// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/store.h"

#include <unordered_set>

namespace skep::store {

/// Removes what is older or larger than retention allows, one bounded step per call, each its own transaction.
///
/// Old log rows go first: the task rows in them are folded into `snapshot` and the last chain hash into `log_base`,
/// so that tables can still be rebuilt and the chain still verified. Then finished tasks with all they own; their
/// counts stay in `sums`. Failed tasks stay three times as long, and when space is short they go after all others.
/// Unfinished tasks and what they wait for, the newest log rows and, when it is about space, the newest tasks
/// always stay. The file does not shrink: its free pages are used again.
class Retention
{
public:
    Retention(Database &database, const Options &options)
        : m_database(database)
        , m_options(options)
    {
    }

    /// True when there is more to do.
    [[nodiscard]] Result<bool> step(TimeMs now);

private:
    struct Limits
    {
        TimeMs before = 0; // what is older goes
        TimeMs failedBefore = 0; // the same for failed tasks
        bool isTooLarge = false;
    };
    struct Candidate
    {
        TaskId id = 0;
        std::string type;
        std::int64_t state = 0, simulated = 0;
    };

    [[nodiscard]] Result<Limits> limitsAt(TimeMs now);
    [[nodiscard]] Result<bool> foldLog(const Limits &limits);
    [[nodiscard]] Result<bool> removeTasks(const Limits &limits);
    [[nodiscard]] Result<std::vector<Candidate>> findCandidates(const Limits &limits);
    [[nodiscard]] Result<void> readNeeded();
    [[nodiscard]] Result<void> removeTask(const Candidate &task);
    [[nodiscard]] Result<void> removeArtifactFiles();

    Database &m_database;
    const Options &m_options;
    TaskId m_cursor = 0; // the pass over the task rows stands here; 0: begins
    bool m_alsoFailed = false; // the file stayed too large after a pass without the failed ones
    std::unordered_set<TaskId> m_needed; // tasks that unfinished ones wait for
    std::vector<std::string> m_freedHashes; // of artifacts whose task was removed
};

} // namespace skep::store
