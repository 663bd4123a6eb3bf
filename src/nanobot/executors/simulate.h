// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/executor.h"

namespace skep::nanobot {

/// Plays the work of another kind: declared latency, steps, failures and questions, all decided by the seed.
/// Does nothing real, and every result, summary and log says "simulated".
class Simulate final : public Executor
{
public:
    [[nodiscard]] std::string name() const override { return "simulate"; }
    [[nodiscard]] bool isSimulated() const override { return true; }
    void start(TaskInput task, std::shared_ptr<TaskContext> context, Done done) override;
};

} // namespace skep::nanobot
