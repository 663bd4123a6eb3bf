// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/poolexecutor.h"
#include "nanobot/executors/sources.h"

#include <QJsonArray>

#include <tl/expected.hpp>

#include <functional>

namespace skep::nanobot {

/// What became of the sources of one task.
struct SourcesRead {
    QJsonArray files;   // the paths read
    QJsonArray skipped; // {path, reason}
};

/// Base of executors that read the sources a task names, one file after the other.
class SourceExecutor : public PoolExecutor
{
public:
    SourceExecutor(QThreadPool &pool, QStringList readRoots);
    [[nodiscard]] std::vector<std::string> skills() const final; // the languages there are rules for

protected:
    /// Gets each file that can be read; returns what the task's log says about it.
    using Take = std::function<std::string(const checks::SourceFile &)>;

    /// Tells progress, and in the log why a file is skipped. Fails when it is cancelled or no file could be read.
    [[nodiscard]] tl::expected<SourcesRead, FinalWord> readSources(const TaskInput &task, TaskContext &context, const Take &take) const;

private:
    QStringList m_readRoots; // canonical
};

} // namespace skep::nanobot
