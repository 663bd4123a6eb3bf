// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/sourceexecutor.h"

namespace skep::nanobot {

/// Findings of the review rules in the given source.
class CodeReview final : public SourceExecutor
{
public:
    using SourceExecutor::SourceExecutor;
    ~CodeReview() override { waitForWork(); }
    [[nodiscard]] std::string name() const override { return "code-review"; }

protected:
    [[nodiscard]] FinalWord work(const TaskInput &task, TaskContext &context) const override;
};

} // namespace skep::nanobot
