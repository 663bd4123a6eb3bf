// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/outcome.h"

#include <array>
#include <cstdio>

namespace skep::sandbox {
namespace {

std::string seconds(std::chrono::milliseconds time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f s", static_cast<double>(time.count()) / 1000);
    return text.data();
}

std::string bytes(std::int64_t count)
{
    constexpr std::int64_t kMiB = 1024 * 1024;
    if (count >= kMiB)
        return std::to_string(count / kMiB) + " MiB";
    return std::to_string(count / 1024) + " KiB";
}

} // namespace

std::string_view name(Stop stop)
{
    using namespace std::string_view_literals;
    static constexpr std::array kNames{"exited"sv, "signalled"sv, "wall-time"sv, "cpu-time"sv,  "memory"sv,     "processes"sv,
                                       "output"sv, "disk"sv,      "files"sv,     "cancelled"sv, "not-started"sv};
    return kNames[static_cast<std::size_t>(stop)];
}

std::string Outcome::sentence() const
{
    switch (stop) {
    case Stop::Exited: return "ended with exit code " + std::to_string(exitCode);
    case Stop::Signalled: return "ended by signal " + std::to_string(signal);
    case Stop::WallTime: return "stopped: ran longer than " + seconds(limits.wall);
    case Stop::CpuTime: return "stopped: used more processor time than " + seconds(limits.cpu);
    case Stop::Memory: return "stopped: used more memory than " + bytes(limits.memoryBytes);
    case Stop::Processes: return "stopped: had more processes and threads than " + std::to_string(limits.processes);
    case Stop::Output: return "stopped: wrote more output than " + bytes(limits.outputBytes);
    case Stop::Disk: return "stopped: filled its disk space of " + bytes(limits.diskBytes);
    case Stop::Files: return "stopped: made more files than " + std::to_string(limits.files);
    case Stop::Cancelled: return "stopped: cancelled";
    case Stop::NotStarted: break;
    }
    return "not run: " + detail;
}

} // namespace skep::sandbox
