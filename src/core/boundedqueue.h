// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace skep {

/// The one way values go from thread to thread. Many may push, one takes everything at once: a swapped vector
/// costs nothing where a queued signal costs 2 us. Plain std::mutex, so that the thread sanitizer sees it.
///
/// The bound counts `weight` (bytes, items: the pusher's choice). push never blocks and never drops: what must
/// not grow asks isOver() before it takes in more work. A queue whose items may be dropped uses tryPush.
template<typename T>
class BoundedQueue
{
public:
    /// `wake` is called after a push into an empty queue, outside the lock, on the pushing thread. It must be
    /// cheap and callable from any thread (post an event). Empty: the taker waits in waitTake.
    explicit BoundedQueue(std::size_t weightMax, std::function<void()> wake = {})
        : m_weightMax(weightMax)
        , m_wake(std::move(wake))
    {
    }

    void push(T value, std::size_t weight = 1)
    {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_items.empty();
            m_items.push_back(std::move(value));
            m_weight += weight;
        }
        notify(wasEmpty);
    }

    /// False, and nothing kept, when the bound would be passed or the queue is closed.
    [[nodiscard]] bool tryPush(T value, std::size_t weight = 1)
    {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isClosed || m_weight + weight > m_weightMax)
                return false;
            wasEmpty = m_items.empty();
            m_items.push_back(std::move(value));
            m_weight += weight;
        }
        notify(wasEmpty);
        return true;
    }

    /// Everything that waits, possibly nothing.
    [[nodiscard]] std::vector<T> take()
    {
        const std::lock_guard lock(m_mutex);
        m_weight = 0;
        return std::exchange(m_items, {});
    }

    /// Waits until there is something or the queue is closed; empty only when closed and drained.
    [[nodiscard]] std::vector<T> waitTake()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return !m_items.empty() || m_isClosed; });
        m_weight = 0;
        return std::exchange(m_items, {});
    }

    /// Waits until the queue is closed, at most this long. True when it is closed.
    template<typename Duration>
    bool waitClosed(Duration duration)
    {
        std::unique_lock lock(m_mutex);
        return m_filled.wait_for(lock, duration, [this] { return m_isClosed; });
    }

    [[nodiscard]] bool isOver() const
    {
        const std::lock_guard lock(m_mutex);
        return m_weight > m_weightMax;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosed = true;
        }
        m_filled.notify_all();
    }

private:
    void notify(bool wasEmpty)
    {
        if (!wasEmpty)
            return;
        m_filled.notify_one();
        if (m_wake)
            m_wake();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::vector<T> m_items;
    std::size_t m_weight = 0;
    const std::size_t m_weightMax;
    bool m_isClosed = false;
    const std::function<void()> m_wake;
};

} // namespace skep
