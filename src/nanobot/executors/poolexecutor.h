// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/executor.h"

class QThreadPool;

namespace skep::nanobot {

/// Base of executors that compute: the work runs in the pool, so that heartbeats and renewals go on.
class PoolExecutor : public Executor
{
public:
    explicit PoolExecutor(QThreadPool &pool)
        : m_pool(pool)
    {
    }

    void start(TaskInput task, std::shared_ptr<TaskContext> context, Done done) final;

protected:
    /// Runs in a pool thread, perhaps several at once. Looks at context.isCancelled() between two files.
    [[nodiscard]] virtual FinalWord work(const TaskInput &task, TaskContext &context) const = 0;
    /// For the destructors of leaf classes, which must outlive their last work().
    void waitForWork();

private:
    QThreadPool &m_pool;
};

} // namespace skep::nanobot
