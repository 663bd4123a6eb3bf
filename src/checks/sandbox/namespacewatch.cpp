// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/namespacewatch.h"

#include <QtGlobal>

#include <algorithm>
#include <vector>

#ifdef Q_OS_LINUX
#include <csignal>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace skep::sandbox {

#ifdef Q_OS_LINUX

std::unique_ptr<NamespaceWatch> NamespaceWatch::open(std::int64_t firstPid)
{
    std::unique_ptr<NamespaceWatch> watch(new NamespaceWatch);
    watch->m_first = Fd(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(firstPid), 0)));
    const std::string root = "/proc/" + std::to_string(firstPid) + "/root";
    const auto folder = [&root](const char *below, int how) {
        return Fd(::open((root + below).c_str(), how | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    };
    watch->m_proc = folder("/proc", O_RDONLY);
    watch->m_work = folder("/work", O_RDONLY);
    watch->m_temp = folder("/tmp", O_RDONLY);
    watch->m_shared = folder("/dev/shm", O_RDONLY);
    for (const Fd *fd : {&watch->m_first, &watch->m_proc, &watch->m_work, &watch->m_temp, &watch->m_shared})
        if (!fd->isOpen())
            return nullptr;
    return watch;
}

void NamespaceWatch::addDisk(Usage &usage) const
{
    for (const Fd *fd : {&m_work, &m_temp, &m_shared}) {
        struct statvfs info { };
        if (::fstatvfs(fd->get(), &info) != 0)
            continue;
        usage.diskBytes += static_cast<std::int64_t>((info.f_blocks - info.f_bfree) * info.f_frsize);
        usage.files += static_cast<std::int64_t>(info.f_files - info.f_ffree);
        usage.isDiskFull = usage.isDiskFull || info.f_bfree == 0;
    }
    usage.files = std::max<std::int64_t>(usage.files - 3, 0); // the file systems' own roots
}

Usage NamespaceWatch::usage(std::int64_t memoryBytesMax)
{
    Usage usage;
    std::vector<std::int64_t> pids;
    forEachProcess(m_proc.get(), [&](const ProcessFigures &figures) {
        usage.cpu += figures.cpu + figures.childrenCpu;
        if (figures.pid == 1 || figures.isZombie) // bubblewrap itself
            return;
        usage.processes += figures.threads;
        usage.memoryBytes += figures.ownBytes;
        pids.push_back(figures.pid);
    });
    addDisk(usage);
    if (usage.memoryBytes + usage.diskBytes > memoryBytesMax) {
        // Forked processes share most of their memory, and the sum above counts it for each.
        usage.memoryBytes = 0;
        for (const std::int64_t pid : pids)
            usage.memoryBytes += std::max<std::int64_t>(fairShareBytes(m_proc.get(), pid), 0);
    }
    usage.memoryBytes += usage.diskBytes;
    return usage;
}

void NamespaceWatch::killAll()
{
    // With its first process the kernel ends a whole process namespace.
    ::syscall(SYS_pidfd_send_signal, m_first.get(), SIGKILL, nullptr, 0);
}

#else

std::unique_ptr<NamespaceWatch> NamespaceWatch::open(std::int64_t)
{
    return nullptr;
}

void NamespaceWatch::addDisk(Usage &) const { }

Usage NamespaceWatch::usage(std::int64_t)
{
    return {};
}

void NamespaceWatch::killAll() { }

#endif

} // namespace skep::sandbox
