// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace skep::sandbox {

/// A descriptor that closes itself.
class Fd final
{
public:
    Fd() = default;
    explicit Fd(int fd)
        : m_fd(fd)
    {
    }
    ~Fd() { reset(); }
    Fd(Fd &&other) noexcept
        : m_fd(other.release())
    {
    }
    Fd &operator=(Fd &&other) noexcept
    {
        if (this != &other) {
            reset();
            m_fd = other.release();
        }
        return *this;
    }
    Fd(const Fd &) = delete;
    Fd &operator=(const Fd &) = delete;

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    int release();
    void reset();

private:
    int m_fd = -1;
};

/// One process as /proc shows it.
struct ProcessFigures
{
    std::int64_t pid = 0;
    std::int64_t session = 0;
    bool isZombie = false;
    int threads = 0;
    std::chrono::milliseconds cpu{0};         // its own
    std::chrono::milliseconds childrenCpu{0}; // of those that ended and were waited for
    std::int64_t ownBytes = 0;                // memory that is no file's: anonymous and shared
};

/// Calls `take` for every process below an open /proc folder.
void forEachProcess(int procFd, const std::function<void(const ProcessFigures &)> &take);

/// The process's fair share of the memory it has mapped, which counts what several share once; -1 when it is gone.
[[nodiscard]] std::int64_t fairShareBytes(int procFd, std::int64_t pid);

} // namespace skep::sandbox
