// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skep::sandbox {

/// One file of the private copy. Text or bytes, never a link.
struct File
{
    std::string path; // relative to the work folder
    std::string bytes;
};

/// What a run may use, all its processes together. Each is a bound for the whole tree unless it says otherwise.
struct Limits
{
    std::chrono::milliseconds wall{60'000};
    std::chrono::milliseconds cpu{60'000};
    std::int64_t memoryBytes = 1024LL * 1024 * 1024; // files in the copy and in /tmp included
    int processes = 192;                             // and threads
    std::int64_t outputBytes = 4LL * 1024 * 1024;    // standard output and error
    std::int64_t diskBytes = 256LL * 1024 * 1024;    // work folder and /tmp; also of one file
    int files = 20'000;                              // and folders, the given ones included

    friend bool operator==(const Limits &, const Limits &) = default;
};

/// A command over a private copy of files. The work folder is its current folder and its home.
struct Job
{
    std::vector<File> files;
    std::vector<std::string> command; // program and arguments, as they are: no shell reads them
    std::vector<std::pair<std::string, std::string>> environment; // beside PATH, HOME, TMPDIR and LANG
    Limits limits;
};

/// True for a relative path of at most 240 bytes without empty, "." or ".." parts and without control characters.
[[nodiscard]] bool isSafePath(std::string_view path);

/// Says which field of the job is beyond which bound: limits must lie between a useful least and
/// core/limits.h's most, paths must be safe and distinct, and the files must fit into the limits.
[[nodiscard]] Result<void> validate(const Job &job);

} // namespace skep::sandbox
