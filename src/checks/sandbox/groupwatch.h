// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/procfiles.h"
#include "checks/sandbox/watch.h"

#include <QString>

namespace skep::sandbox {

/// Looks at a command that runs without a sandbox: at all processes of its session. One that makes a session of its
/// own escapes; that is one of the reasons why this is no sandbox. Disk space is not watched.
class GroupWatch final : public Watch
{
public:
    GroupWatch(std::int64_t leaderPid, const QString &workFolder);

    [[nodiscard]] Usage usage(std::int64_t memoryBytesMax) override;
    void killAll() override;
    [[nodiscard]] int workFd() const override { return m_work.get(); }

private:
    std::int64_t m_leader;
    Fd m_proc;
    Fd m_work;
};

} // namespace skep::sandbox
