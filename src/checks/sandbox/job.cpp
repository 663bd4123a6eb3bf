// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/job.h"

#include "core/limits.h"

#include <algorithm>
#include <array>

namespace skep::sandbox {
namespace {

constexpr std::size_t kPathBytesMax = 240;

struct Bound
{
    const char *field;
    std::int64_t value, least, most;
};

Result<void> validateLimits(const Limits &l)
{
    const std::array<Bound, 7> bounds{{
        {"limits.wall_ms", l.wall.count(), 100, limits::kSandboxWallMsMax},
        {"limits.cpu_ms", l.cpu.count(), 100, limits::kSandboxCpuMsMax},
        {"limits.memory_bytes", l.memoryBytes, 16 * 1024 * 1024, limits::kSandboxMemoryBytesMax},
        {"limits.processes", l.processes, 4, limits::kSandboxProcessesMax},
        {"limits.output_bytes", l.outputBytes, 1024, limits::kSandboxOutputBytesMax},
        {"limits.disk_bytes", l.diskBytes, 64 * 1024, limits::kSandboxDiskBytesMax},
        {"limits.files", l.files, 8, limits::kSandboxFilesMax},
    }};
    for (const Bound &bound : bounds) {
        if (bound.value < bound.least)
            return failField(ErrorCode::OutOfRange, bound.field, bound.least, "less than the least that can work");
        if (bound.value > bound.most)
            return failField(ErrorCode::OutOfRange, bound.field, bound.most, "more than a sandbox may use");
    }
    return {};
}

Result<void> validateFiles(const Job &job)
{
    if (job.files.size() > static_cast<std::size_t>(job.limits.files))
        return failField(ErrorCode::OutOfRange, "files", job.limits.files, "too many files");
    std::int64_t bytes = 0;
    std::vector<std::string_view> paths;
    for (const File &file : job.files) {
        if (!isSafePath(file.path))
            return failField(ErrorCode::BadValue, "files.path", static_cast<std::int64_t>(kPathBytesMax),
                             "must be relative and without \"..\": " + file.path.substr(0, kPathBytesMax));
        bytes += static_cast<std::int64_t>(file.bytes.size());
        paths.push_back(file.path);
    }
    if (bytes > job.limits.diskBytes)
        return failField(ErrorCode::TooLong, "files", job.limits.diskBytes, "the files are larger than the sandbox");
    std::sort(paths.begin(), paths.end());
    for (std::size_t i = 1; i < paths.size(); ++i)
        if (paths[i] == paths[i - 1])
            return failField(ErrorCode::BadValue, "files.path", 0, "named twice: " + std::string(paths[i]));
    return {};
}

bool hasZero(const std::string &text)
{
    return text.find('\0') != std::string::npos;
}

} // namespace

bool isSafePath(std::string_view path)
{
    if (path.empty() || path.size() > kPathBytesMax || path.front() == '/')
        return false;
    if (std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }))
        return false;
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..")
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

Result<void> validate(const Job &job)
{
    if (job.command.empty() || job.command.front().empty())
        return failField(ErrorCode::MissingField, "command", 0, "there is nothing to run");
    std::size_t bytes = 0;
    for (const std::string &word : job.command) {
        bytes += word.size() + 1;
        if (hasZero(word))
            return failField(ErrorCode::BadValue, "command", 0, "an argument holds a zero byte");
    }
    if (bytes > limits::kSandboxCommandBytesMax)
        return failField(ErrorCode::TooLong, "command", limits::kSandboxCommandBytesMax, "the command is too long");
    for (const auto &[name, value] : job.environment)
        if (name.empty() || name.find('=') != std::string::npos || hasZero(name) || hasZero(value))
            return failField(ErrorCode::BadValue, "environment", 0, "not a variable: " + name);
    if (auto ok = validateLimits(job.limits); !ok)
        return ok;
    return validateFiles(job);
}

} // namespace skep::sandbox
