// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>

namespace skep::sandbox {

/// What the processes of a run use at one moment.
struct Usage
{
    int processes = 0; // and threads
    std::chrono::milliseconds cpu{0};
    std::int64_t memoryBytes = 0;
    std::int64_t diskBytes = 0;
    std::int64_t files = 0;
    bool isDiskFull = false; // a file system of the run refuses more
};

/// Looks at the processes of one run from outside and can end them all.
class Watch
{
public:
    virtual ~Watch() = default;

    /// `memoryBytesMax`: a cheap upper bound is measured first; beyond this the exact figure.
    [[nodiscard]] virtual Usage usage(std::int64_t memoryBytesMax) = 0;
    virtual void killAll() = 0;
    /// Readable when all processes are gone; -1: they are gone when the process that was started is.
    [[nodiscard]] virtual int endFd() const { return -1; }
    /// The work folder, open; -1 when there is none any more.
    [[nodiscard]] virtual int workFd() const = 0;
};

} // namespace skep::sandbox
