// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/job.h"

#include <QByteArray>

namespace skep::sandbox {

/// How a run ended. Everything behind Exited and Signalled was stopped by the sandbox.
enum class Stop : std::uint8_t {
    Exited,     // by itself, with an exit code
    Signalled,  // by a signal that the sandbox did not send: a crash, or its own doing
    WallTime,
    CpuTime,
    Memory,
    Processes,
    Output,
    Disk,
    Files,
    Cancelled,
    NotStarted, // nothing was run
};

/// A stable name for results: "exited", "wall-time", "memory", ...
[[nodiscard]] std::string_view name(Stop stop);

struct Outcome
{
    Stop stop = Stop::NotStarted;
    int exitCode = -1;  // Exited
    int signal = 0;     // Signalled
    std::string detail; // NotStarted: why
    Limits limits;
    QByteArray output;  // standard output and error as they came, head and tail
    qint64 outputBytes = 0;
    std::chrono::milliseconds wall{0};
    std::chrono::milliseconds cpu{0};   // sampled: up to one sampling period less than the truth
    std::int64_t memoryPeakBytes = 0;   // sampled
    int processesPeak = 0;              // sampled

    [[nodiscard]] bool isSuccess() const { return stop == Stop::Exited && exitCode == 0; }
    [[nodiscard]] bool wasStopped() const { return stop > Stop::Signalled && stop != Stop::NotStarted; }
    /// One plain sentence, e.g. "stopped: used more memory than 512 MiB".
    [[nodiscard]] std::string sentence() const;
};

} // namespace skep::sandbox
