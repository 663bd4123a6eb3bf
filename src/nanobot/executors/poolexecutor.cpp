// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/poolexecutor.h"

#include <QThreadPool>

#include <exception>

namespace skep::nanobot {

void PoolExecutor::start(TaskInput task, std::shared_ptr<TaskContext> context, Done done)
{
    m_pool.start([this, task = std::move(task), context = std::move(context), done = std::move(done)] {
        if (context->isCancelled())
            return;
        try {
            done(work(task, *context));
        } catch (const std::exception &fault) {
            // Libraries may throw; an exception that leaves a pool thread would end the process and its other tasks.
            done(FinalWord::failure(std::string("internal fault: ") + fault.what()));
        }
    });
}

void PoolExecutor::waitForWork()
{
    m_pool.waitForDone();
}

} // namespace skep::nanobot
