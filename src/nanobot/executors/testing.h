// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/sandbox.h"
#include "nanobot/executors/executor.h"

#include <QStringList>

class QThreadPool;

namespace skep::nanobot {

/// Runs the tests of a project in the sandbox and tells what became of each. Without a sandbox nothing is run and the
/// attempt fails as "not checked".
class Testing final : public Executor
{
public:
    /// `readRoots`: canonical folders that tasks may name. Files are read in the pool.
    Testing(sandbox::Sandbox sandbox, QThreadPool &pool, QStringList readRoots);
    /// Waits for files that are being read.
    ~Testing() override;

    [[nodiscard]] std::string name() const override { return "testing"; }
    /// Languages whose tools are installed.
    [[nodiscard]] std::vector<std::string> skills() const override;
    void start(TaskInput task, std::shared_ptr<TaskContext> context, Done done) override;

private:
    sandbox::Sandbox m_sandbox;
    QThreadPool &m_pool;
    QStringList m_readRoots;
};

} // namespace skep::nanobot
