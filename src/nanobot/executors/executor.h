// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "nanobot/executors/taskcontext.h"

#include <QJsonObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace skep::nanobot {

/// The task as an executor sees it.
struct TaskInput {
    TaskId id = 0;
    int attempt = 1;
    std::string type;
    std::string title;
    QJsonObject params;
    std::vector<std::string> answers; // what persons said on earlier attempts
};

/// The final word of an attempt.
struct FinalWord {
    bool ok = false;
    bool throttled = false; // a provider asked to wait; costs no attempt
    std::int64_t retryAfterMs = 0;
    QJsonObject result;
    QJsonObject usage;
    std::string error;

    [[nodiscard]] static FinalWord success(QJsonObject result) { return {true, false, 0, std::move(result), {}, {}}; }
    [[nodiscard]] static FinalWord failure(std::string error) { return {false, false, 0, {}, {}, std::move(error)}; }
};

/// Does one kind of work. start() returns at once: waiting is done on the event loop, computing in the pool.
/// `done` is called once, from any thread; after a cancel it may stay uncalled.
class Executor
{
public:
    using Done = std::function<void(FinalWord)>;

    virtual ~Executor() = default;

    /// Also the capability it offers, and the `requires` of its tasks.
    [[nodiscard]] virtual std::string name() const = 0;
    /// Capabilities beside the name, e.g. languages.
    [[nodiscard]] virtual std::vector<std::string> skills() const { return {}; }
    /// True: nothing real is done, and every result says so.
    [[nodiscard]] virtual bool isSimulated() const { return false; }

    virtual void start(TaskInput task, std::shared_ptr<TaskContext> context, Done done) = 0;
};

} // namespace skep::nanobot
