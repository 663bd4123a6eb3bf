// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/parentwatch.h"

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>
#else
#include <cstdio>
#include <cstdlib>
#include <thread>
#endif

namespace skep::nanobot {

#ifdef Q_OS_LINUX

bool dieWithParent(qint64 parentPid)
{
    const pid_t parent = parentPid > 0 ? static_cast<pid_t>(parentPid) : ::getppid();
    // SIGKILL and not SIGTERM: with the hub gone there is nothing to hand back, and leases end by themselves.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return false;
    // The parent may have died between its fork and the call above; then the signal never comes.
    return ::getppid() == parent;
}

#else

bool dieWithParent(qint64)
{
    // A plain blocking read works for pipes on every system; the thread ends with the process.
    std::thread([] {
        while (std::fgetc(stdin) != EOF) { }
        std::_Exit(1);
    }).detach();
    return true;
}

#endif

} // namespace skep::nanobot
