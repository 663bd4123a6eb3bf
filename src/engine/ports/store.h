// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <span>

// What the engine's host needs of a store. The store room implements it; tests bring their own.
namespace skep::engine {

/// A line for the history of log lines.
struct HistoryEntry
{
    TaskId id = 0;
    LogLine line;
};

/// Called on the store writer's thread only.
class CommitPort
{
public:
    virtual ~CommitPort() = default;
    /// All or nothing, durable when it returns; a failed call can be repeated.
    [[nodiscard]] virtual Result<void> commit(std::span<const Batch *const> batches) = 0;
    [[nodiscard]] virtual Result<void> writeHistory(std::span<const HistoryEntry> lines) = 0;
    /// A step of the series; like the lines it carries no promise.
    [[nodiscard]] virtual Result<void> writeSeries(const SeriesPoint &point) = 0;
    /// One bounded step of retention. True when there is more to remove.
    [[nodiscard]] virtual Result<bool> cleanUp(TimeMs now) = 0;
};

/// Called on the store reader's thread only.
class ReadPort
{
public:
    virtual ~ReadPort() = default;
    [[nodiscard]] virtual Result<std::vector<std::string>> params(std::span<const TaskId> ids) = 0;
    [[nodiscard]] virtual Result<std::vector<TaskView>> list(const TaskQuery &query) = 0;
    [[nodiscard]] virtual Result<TaskDetail> detail(TaskId id) = 0;
    [[nodiscard]] virtual Result<std::vector<AuditEvent>> events(BatchNo after, std::size_t limit) = 0;
    [[nodiscard]] virtual Result<EventPage> eventPage(const EventQuery &query) = 0;
    [[nodiscard]] virtual Result<Series> series(const SeriesQuery &query) = 0;
    [[nodiscard]] virtual Result<void> checkpointIfDue() = 0;
};

} // namespace skep::engine
