// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/procfiles.h"
#include "checks/sandbox/watch.h"

#include <memory>

namespace skep::sandbox {

/// Looks into a bubblewrap sandbox through its first process. The process namespace holds every descendant, however
/// it forked; the open folders hold the file systems beyond the end of the last process.
class NamespaceWatch final : public Watch
{
public:
    /// `firstPid`: of the namespace's first process, as this system numbers it. Null when it cannot be looked into.
    [[nodiscard]] static std::unique_ptr<NamespaceWatch> open(std::int64_t firstPid);

    [[nodiscard]] Usage usage(std::int64_t memoryBytesMax) override;
    void killAll() override;
    [[nodiscard]] int endFd() const override { return m_first.get(); }
    [[nodiscard]] int workFd() const override { return m_work.get(); }

private:
    NamespaceWatch() = default;
    void addDisk(Usage &usage) const;

    Fd m_first; // pidfd: a number could come to mean another process
    Fd m_proc;
    Fd m_work;
    Fd m_temp;
    Fd m_shared;
};

} // namespace skep::sandbox
