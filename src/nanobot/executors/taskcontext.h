// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace skep::nanobot {

/// What an executor may say about its task. Every method may be called from any thread; the words travel as
/// values. After a cancel they lead nowhere.
class TaskContext
{
public:
    using OnAnswer = std::function<void(std::string)>;

    virtual ~TaskContext() = default;

    /// One line, without its line feed. Longer ones than the protocol allows are cut.
    virtual void log(std::string line) = 0;
    /// Counted progress: `done` of `of`.
    virtual void progress(std::int64_t done, std::int64_t of, std::string note) = 0;
    /// Asks a person. The answer comes on the event loop, perhaps days later.
    virtual void ask(std::string question, std::vector<std::string> choices, OnAnswer onAnswer) = 0;
    /// Leaves a named file beside the result. Failure to keep it is logged and does not fail the task.
    virtual void artifact(std::string name, std::string mime, std::string bytes) = 0;

    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// Called on the event loop when the task is cancelled, for work that waits there. One handler; set it
    /// before start() returns.
    virtual void onCancel(std::function<void()> handler) = 0;
};

} // namespace skep::nanobot
