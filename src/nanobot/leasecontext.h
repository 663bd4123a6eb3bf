// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "nanobot/executors/taskcontext.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace skep::nanobot {

class Worker;

/// Where words from executors arrive. Outlives the worker for those that still hold a context; `worker` is touched
/// on the event loop only.
struct Mailbox final : QObject {
    Worker *worker = nullptr;
};

/// The context of one lease: carries words from whatever thread to the worker's event loop, in their order.
class LeaseContext final : public TaskContext
{
public:
    LeaseContext(std::shared_ptr<Mailbox> mailbox, Fence fence)
        : m_mailbox(std::move(mailbox))
        , m_fence(fence)
    {
    }

    void log(std::string line) override;
    void progress(std::int64_t done, std::int64_t of, std::string note) override;
    void ask(std::string question, std::vector<std::string> choices, OnAnswer onAnswer) override;
    void artifact(std::string name, std::string mime, std::string bytes) override;
    [[nodiscard]] bool isCancelled() const override { return m_isCancelled.load(std::memory_order_relaxed); }
    void onCancel(std::function<void()> handler) override { m_onCancel = std::move(handler); }

    /// On the event loop, by the worker.
    void cancel();
    /// Runs `deed` on the event loop unless the task was cancelled meanwhile.
    template <typename Deed> void post(Deed &&deed);

private:
    std::shared_ptr<Mailbox> m_mailbox;
    Fence m_fence;
    std::atomic<bool> m_isCancelled = false;
    std::function<void()> m_onCancel;
};

template <typename Deed> void LeaseContext::post(Deed &&deed)
{
    if (isCancelled())
        return;
    // From the event loop itself this is a plain call, from a pool thread an event.
    QMetaObject::invokeMethod(m_mailbox.get(), [mailbox = m_mailbox.get(), deed = std::forward<Deed>(deed)]() mutable {
        if (mailbox->worker)
            deed(*mailbox->worker);
    });
}

} // namespace skep::nanobot
