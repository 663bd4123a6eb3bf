// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/poolexecutor.h"

#include <QStringList>

namespace skep::nanobot {

/// Outline and API reference of the given source.
class Documentation final : public PoolExecutor
{
public:
    Documentation(QThreadPool &pool, QStringList readRoots)
        : PoolExecutor(pool)
        , m_readRoots(std::move(readRoots))
    {
    }
    ~Documentation() override { waitForWork(); }
    [[nodiscard]] std::string name() const override { return "documentation"; }
    [[nodiscard]] std::vector<std::string> skills() const override
    {
        return {"javascript", "typescript", "python", "cpp"};
    }

protected:
    [[nodiscard]] FinalWord work(const TaskInput &task, TaskContext &context) const override;

private:
    QStringList m_readRoots;
};

} // namespace skep::nanobot
