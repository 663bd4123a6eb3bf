// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/sandbox.h"
#include "checks/sandbox/sandboxrun.h"

#include <QTest>

#include <memory>

namespace skep::sandbox::test {

/// The real sandbox of this machine.
inline const Sandbox &realSandbox()
{
    static const Sandbox sandbox = Sandbox::detect({});
    return sandbox;
}

/// The same commands without isolation: shows that an attempt would succeed where nothing stops it.
inline const Sandbox &noSandbox()
{
    static const Sandbox sandbox = Sandbox::detect({true, QStringLiteral("/no/such/bwrap")});
    return sandbox;
}

inline Job shellJob(std::string script)
{
    Job job;
    job.command = {"/bin/sh", "-c", std::move(script)};
    job.limits.wall = std::chrono::seconds(20);
    return job;
}

/// Runs a job to its end while the event loop turns.
inline std::unique_ptr<SandboxRun> runToEnd(const Sandbox &sandbox, Job job)
{
    auto run = sandbox.prepare(std::move(job));
    run->start();
    [&run] { QTRY_VERIFY_WITH_TIMEOUT(run->isFinished(), 30'000); }();
    return run;
}

#define SKEP_NEED_SANDBOX() \
    do { \
        if (skep::sandbox::test::realSandbox().mode() != skep::sandbox::Mode::Bubblewrap) \
            QSKIP(skep::sandbox::test::realSandbox().reason().c_str()); \
    } while (false)

} // namespace skep::sandbox::test
