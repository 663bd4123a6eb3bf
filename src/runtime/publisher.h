// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "engine/engine.h"

#include <deque>
#include <set>

namespace skep::runtime {

/// Turns what changed in the engine into pictures: merged by id, at limits::kPublishHz, nothing when nothing
/// changed, never before the change is on disk. Engine thread.
class Publisher
{
public:
    using Callback = std::function<void(const Delta &)>;

    Publisher(engine::Engine &engine, std::function<Counts()> counts)
        : m_engine(engine)
        , m_counts(std::move(counts))
    {
    }

    HubPort::WatchId add(Callback callback);
    void follow(HubPort::WatchId id, std::vector<TaskId> logOf);
    void remove(HubPort::WatchId id);
    [[nodiscard]] bool hasWatchers() const { return !m_watchers.empty(); }

    /// A line whose fence was good.
    void addLog(TaskId id, const LogLine &line);

    struct Moment
    {
        TimeMs now = 0;
        BatchNo lastBatch = 0; // the newest batch the engine has made
        BatchNo durable = 0;
        bool storeOk = true;
        TimeMs lastCommit = 0;
    };
    /// Takes a picture of what changed since the last call.
    void tick(const Moment &moment);
    /// Sends the pictures whose batches are on disk.
    void release(BatchNo durable);
    /// Commits fail: says so at once, without the changes that wait for the disk.
    void alarm(const Moment &moment);

private:
    struct Watcher
    {
        HubPort::WatchId id = 0;
        Callback callback;
        std::set<TaskId> logOf;
        bool needsWhole = true;
        std::uint64_t seq = 0;
    };
    struct Pending
    {
        BatchNo needs = 0;
        Delta delta;
        std::vector<HubPort::WatchId> wholeFor; // empty: a change for all who have had their whole
    };

    [[nodiscard]] Delta changes();
    [[nodiscard]] Delta whole();
    void send(Pending &pending);
    Watcher *find(HubPort::WatchId id);

    engine::Engine &m_engine;
    const std::function<Counts()> m_counts;
    std::deque<Watcher> m_watchers;
    HubPort::WatchId m_lastId = 0;
    std::vector<std::pair<TaskId, LogLine>> m_log;
    std::deque<Pending> m_pending;
    Counts m_sentCounts;
    BatchNo m_sentBatch = 0;
    bool m_wasStoreOk = true;
    TimeMs m_lastSent = 0;
};

} // namespace skep::runtime
