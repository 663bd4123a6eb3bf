// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/sandbox.h"
#include "inference/chatclient.h"
#include "nanobot/executors/executor.h"

#include <chrono>
#include <memory>

namespace skep::nanobot {

/// Code from an OpenAI-compatible endpoint. The answer streams into the task's log line by line; its syntax is checked
/// in the sandbox.
class CodeGeneration final : public Executor
{
public:
    struct Settings {
        std::string model; // empty: the server's own
        int maxTokens = 2048;
        // How long a server that is not there or still loading is waited for before the attempt is given back.
        std::chrono::milliseconds patience{30'000};
        std::chrono::milliseconds firstPause{500};
    };

    CodeGeneration(std::shared_ptr<inference::ChatClient> client, Settings settings, sandbox::Sandbox sandbox);

    [[nodiscard]] std::string name() const override { return "code-generation"; }
    void start(TaskInput task, std::shared_ptr<TaskContext> context, Done done) override;

private:
    std::shared_ptr<inference::ChatClient> m_client;
    Settings m_settings;
    sandbox::Sandbox m_sandbox;
};

} // namespace skep::nanobot
