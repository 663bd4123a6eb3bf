// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/childsetup.h"

#include <QtGlobal>

#include <cstdint>

#ifdef Q_OS_LINUX
#include <csignal>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace skep::sandbox {

#ifdef Q_OS_LINUX
namespace {

constexpr int kNiceness = 10;

/// When the machine runs out of memory, foreign code goes first.
void offerToOom()
{
    const int fd = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    [[maybe_unused]] const auto written = ::write(fd, "1000", 4);
    ::close(fd);
}

/// The raw calls: glibc's would signal threads that this forked process does not have.
void leaveRoot()
{
    if (::syscall(SYS_setgroups, 0, nullptr) != 0 || ::syscall(SYS_setresgid, kNobody, kNobody, kNobody) != 0
        || ::syscall(SYS_setresuid, kNobody, kNobody, kNobody) != 0)
        ::_exit(126);
}

void setUp(const ChildSetup &setup, std::int64_t worker)
{
    // Nothing that some library left open gets into the sandbox.
    ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
    for (const int fd : setup.passedFds)
        ::fcntl(fd, F_SETFD, 0);
    offerToOom();
    // Whoever watches foreign code must come first even when that keeps all processors busy.
    ::setpriority(PRIO_PROCESS, 0, kNiceness);
    if (setup.ownSession) {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    if (setup.leavesRoot)
        leaveRoot();
    if (setup.isGuard) { // both hold over exec, the second not over a change of user
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != static_cast<pid_t>(worker)) // it died before it could be signed up for
            ::_exit(126);
    }
}

} // namespace

std::function<void()> ChildSetup::modifier() const
{
    return [setup = *this, worker = static_cast<std::int64_t>(::getpid())] { setUp(setup, worker); };
}

#else

std::function<void()> ChildSetup::modifier() const
{
    return {};
}

#endif

} // namespace skep::sandbox
