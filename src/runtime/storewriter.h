// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "engine/ports/store.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

namespace skep::runtime {

/// What the writer tells the engine thread after each try.
struct CommitNotice
{
    BatchNo upTo = 0;         // batches up to this one are durable (0: none, the try failed)
    std::size_t bytes = 0;    // weight that is no longer uncommitted
    std::size_t batches = 0;
    Result<void> result;
};

/// The store writer's thread. Each commit starts when the previous flush returns, without a timer, and takes all
/// that waited: the group grows by itself when a flush is slow. A failed group is kept and tried again, in order.
/// Made and destroyed on one thread; push may be called from any.
class StoreWriter
{
public:
    struct Batched
    {
        Batch batch;
        std::size_t bytes = 0;
    };

    StoreWriter(std::unique_ptr<engine::CommitPort> port, std::function<void(CommitNotice)> notify,
                std::function<TimeMs()> clock);
    ~StoreWriter();

    void push(Batched batch);
    /// Lines beyond the bound are dropped and counted: log lines carry no promise.
    void pushHistory(engine::HistoryEntry line);
    /// The same for steps of the series.
    void pushSeries(SeriesPoint point);
    /// Commits what waits, gives up on a store that fails for longer than the deadline, ends the thread.
    /// Returns the number of batches that could not be written.
    std::size_t stop(std::chrono::milliseconds deadline);

private:
    void run();
    void commitGroup(const std::vector<Batched> &group);
    void writeHistory();
    void writeSeries();
    void cleanUpNowAndThen();

    std::unique_ptr<engine::CommitPort> m_port;
    std::function<void(CommitNotice)> m_notify;
    std::function<TimeMs()> m_clock;
    BoundedQueue<Batched> m_batches; // an empty batch only wakes the thread
    BoundedQueue<engine::HistoryEntry> m_history;
    BoundedQueue<SeriesPoint> m_series;
    std::atomic<std::chrono::steady_clock::rep> m_giveUpAt{0}; // steady time; 0: never
    std::atomic<std::size_t> m_lost{0};
    TimeMs m_nextCleanUp = 0;
    bool m_hasMoreToClean = false;
    bool m_isSeriesFailing = false;
    std::thread m_thread;
};

} // namespace skep::runtime
