// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace work {

using Job = std::function<void()>;

/// Runs jobs on a few threads. The destructor waits for the jobs that began.
class Queue
{
public:
    explicit Queue(std::size_t threads)
    {
        m_threads.reserve(threads);
        for (std::size_t i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { run(); });
    }

    ~Queue()
    {
        {
            const std::lock_guard guard(m_mutex);
            m_isClosing = true;
        }
        m_wake.notify_all();
        for (auto &thread : m_threads)
            thread.join();
    }

    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;

    void add(Job job)
    {
        {
            const std::lock_guard guard(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

    std::size_t failed() const
    {
        const std::lock_guard guard(m_mutex);
        return m_failed;
    }

private:
    void run()
    {
        for (;;) {
            Job job;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [this] { return m_isClosing || !m_jobs.empty(); });
                if (m_jobs.empty())
                    return;
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            }
            try {
                job();
            } catch (const std::exception &) {
                const std::lock_guard guard(m_mutex);
                ++m_failed;
            }
        }
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    std::vector<std::thread> m_threads;
    std::size_t m_failed = 0;
    bool m_isClosing = false;
};

/// Waits for a result; the pointer is moved on and set anew.
std::unique_ptr<int> takeTwice(std::unique_ptr<int> value, std::vector<std::unique_ptr<int>> &out)
{
    out.push_back(std::move(value));
    value = std::make_unique<int>(2);
    return value;
}

} // namespace work
