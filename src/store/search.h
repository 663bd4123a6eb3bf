// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "store/sqlconnection.h"
#include "store/store.h"

namespace skep::store {

/// The reading side of history.db: log lines of a task, and which tasks hold some words. Without the file, or while
/// its index is behind, titles are read from skep.db instead, the newest of them.
class Search
{
public:
    Search(const Options &options, const SqlConnection &tasks)
        : m_options(options)
        , m_tasks(tasks)
    {
    }

    /// Newest first, below `before` (0: from the newest), at most kMatchesMax. Every word must stand at the start
    /// of a word in the title, type and project, or in one log line.
    [[nodiscard]] Result<std::vector<TaskId>> tasksWith(const std::string &text, TaskId before);
    /// The newest limits::kLiveLogLinesMax lines, oldest first. None where there is no history.
    [[nodiscard]] std::vector<LogLine> linesOf(TaskId id);

    static constexpr int kMatchesMax = 10'000;

private:
    [[nodiscard]] bool hasHistory();
    [[nodiscard]] Result<void> addNamed(const QStringList &words, TaskId before, std::vector<TaskId> &found);
    [[nodiscard]] Result<void> addUnindexed(const QStringList &words, TaskId before, std::vector<TaskId> &found);

    const Options &m_options;
    const SqlConnection &m_tasks;
    SqlConnection m_history;
};

} // namespace skep::store
