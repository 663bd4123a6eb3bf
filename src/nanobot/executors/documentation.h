// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/sourceexecutor.h"

namespace skep::nanobot {

/// Outline and API reference of the given source.
class Documentation final : public SourceExecutor
{
public:
    using SourceExecutor::SourceExecutor;
    ~Documentation() override { waitForWork(); }
    [[nodiscard]] std::string name() const override { return "documentation"; }

protected:
    [[nodiscard]] FinalWord work(const TaskInput &task, TaskContext &context) const override;
};

} // namespace skep::nanobot
