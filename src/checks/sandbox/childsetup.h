// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace skep::sandbox {

/// What happens between fork and exec in the process that becomes bubblewrap or, without it, the command.
struct ChildSetup
{
    std::vector<int> passedFds; // stay open under their numbers; all others above 2 are closed
    bool leavesRoot = false;
    bool ownSession = false;
    bool isGuard = false; // takes in what loses its parent, and is told by SIGTERM when the worker dies

    /// For QProcess::setChildProcessModifier: calls nothing but the system.
    [[nodiscard]] std::function<void()> modifier() const;
};

/// The user that a sandbox started by root runs as: the kernel does not count root's processes.
inline constexpr unsigned kNobody = 65'534;

} // namespace skep::sandbox
