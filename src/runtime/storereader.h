// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "engine/ports/store.h"

#include <memory>
#include <thread>

namespace skep::runtime {

/// The store reader's thread: pages, bodies, search and checkpoints, so that no read ever stalls a commit.
class StoreReader
{
public:
    using Job = std::function<void(engine::ReadPort &)>;

    explicit StoreReader(std::unique_ptr<engine::ReadPort> port);
    ~StoreReader();

    /// False when too many reads wait already (answer the caller with rate_limited).
    [[nodiscard]] bool post(Job job);
    void checkpointSoon();
    void stop();

private:
    void run();

    std::unique_ptr<engine::ReadPort> m_port;
    BoundedQueue<Job> m_jobs;
    std::thread m_thread;
};

} // namespace skep::runtime
