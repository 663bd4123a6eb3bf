// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/gateway.h"
#include "core/result.h"
#include "core/series.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace skep::store {

struct Options
{
    std::string dataDir;      // skep.db, history.db, artifacts/ lie here; created 0700 when missing
    std::string vfs;          // name of a registered SQLite VFS; empty: the platform's. For tests.
    std::int64_t retentionMs = limits::kRetentionMs;
    std::int64_t retentionBytes = limits::kRetentionBytes;
};

/// One line for history.db.
struct HistoryLine
{
    TaskId id = 0;
    Fence fence = 0;
    TimeMs at = 0;
    std::string text;
};

/// The writing side: one connection to skep.db (WAL, synchronous=FULL) and one to history.db. All calls on one
/// thread, the store writer's (open may run earlier on another).
class Writer
{
public:
    ~Writer();

    /// Opens or creates, checks integrity, migrates stepwise, raises the epoch (durable before it returns).
    /// StoreLocked: another process holds the folder. StoreDamaged, StoreNewer: exit code 4, files untouched.
    [[nodiscard]] static Result<std::unique_ptr<Writer>> open(const Options &options);

    /// What the engine continues from. Call once, after open.
    [[nodiscard]] Result<Restored> restore();

    /// Writes all batches in one transaction, durable when it returns: one chained log row for the group, task
    /// rows (coalesced over the group), params, attempts, artifacts. StorageFull on ENOSPC or SQLITE_FULL, Io
    /// otherwise; then nothing of the group was written and the same call can be repeated.
    [[nodiscard]] Result<void> commit(std::span<const Batch *const> batches);

    /// Log lines; not synchronous, lost lines are no loss of a promise. Own transaction.
    [[nodiscard]] Result<void> writeHistory(std::span<const HistoryLine> lines);

    /// A step of the series, into history.db. Own transaction; a failure loses the step and nothing else.
    [[nodiscard]] Result<void> writeSeries(const SeriesPoint &point);

    /// Removes what is older or larger than retention allows, a bounded step at a time. True when there is more.
    [[nodiscard]] Result<bool> cleanUp(TimeMs now);

    /// Checkpoint and close. Destruction without it is safe too.
    void close();

private:
    Writer();
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The reading side: one read-only connection on the store reader's thread. Also runs checkpoints there, so that
/// they never stall a commit.
class Reader
{
public:
    ~Reader();

    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const Options &options);

    /// Params of these tasks, index by index; empty where unknown.
    [[nodiscard]] Result<std::vector<std::string>> params(std::span<const TaskId> ids);
    [[nodiscard]] Result<std::vector<TaskView>> list(const TaskQuery &query);
    /// Without `why`; the view is the committed row's.
    [[nodiscard]] Result<TaskDetail> detail(TaskId id);
    [[nodiscard]] Result<std::vector<AuditEvent>> events(BatchNo after, std::size_t limit);
    /// From the newest back; reads as much of the log as the page takes, with a filter at most `scannedMax` facts.
    [[nodiscard]] Result<EventPage> eventPage(const EventQuery &query, std::size_t scannedMax = limits::kEventsScannedMax);
    /// Sums over all tasks ever kept that are not in the engine's memory any more: counts by final state, by type.
    [[nodiscard]] Result<DelegationReport> archivedReport(TaskId belowId);

    /// What is kept of the series; all a gap where history.db cannot be read. `query` must have passed validate().
    [[nodiscard]] Series series(const SeriesQuery &query);
    /// Tasks that are done or failed and became so at or after `since`. Reads every task row once.
    struct Ended { std::int64_t done = 0, failed = 0; };
    [[nodiscard]] Result<Ended> endedSince(TimeMs since);

    /// PASSIVE from about 4,000 pages of log, RESTART above about 16,000. Call after commits now and then.
    [[nodiscard]] Result<void> checkpointIfDue();

private:
    Reader();
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Recomputes the hash chain of the log from its first row (or the kept snapshot) on. Ok: number of rows.
[[nodiscard]] Result<std::int64_t> verifyChain(const Options &options);

/// Rebuilds the task rows from the log alone into memory, for tests of the projection.
[[nodiscard]] Result<std::vector<TaskRow>> rebuildRows(const Options &options);

} // namespace skep::store
