// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/groupwatch.h"

#include <QFile>

#include <algorithm>
#include <vector>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace skep::sandbox {

GroupWatch::GroupWatch(std::int64_t leaderPid, const QString &workFolder)
    : m_leader(leaderPid)
#ifdef Q_OS_UNIX
    , m_proc(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    , m_work(::open(QFile::encodeName(workFolder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
#endif
{
}

Usage GroupWatch::usage(std::int64_t memoryBytesMax)
{
    Usage usage;
    std::vector<std::int64_t> pids;
    forEachProcess(m_proc.get(), [&](const ProcessFigures &figures) {
        if (figures.session != m_leader || figures.isZombie)
            return;
        usage.cpu += figures.cpu + figures.childrenCpu;
        usage.processes += figures.threads;
        usage.memoryBytes += figures.ownBytes;
        pids.push_back(figures.pid);
    });
    if (usage.memoryBytes > memoryBytesMax) {
        usage.memoryBytes = 0;
        for (const std::int64_t pid : pids)
            usage.memoryBytes += std::max<std::int64_t>(fairShareBytes(m_proc.get(), pid), 0);
    }
    return usage;
}

void GroupWatch::killAll()
{
#ifdef Q_OS_UNIX
    // Several rounds: a process may fork while the list is read.
    for (int round = 0; round < 3; ++round) {
        ::kill(static_cast<pid_t>(-m_leader), SIGKILL);
        forEachProcess(m_proc.get(), [this](const ProcessFigures &figures) {
            if (figures.session == m_leader && !figures.isZombie)
                ::kill(static_cast<pid_t>(figures.pid), SIGKILL);
        });
    }
#endif
}

} // namespace skep::sandbox
