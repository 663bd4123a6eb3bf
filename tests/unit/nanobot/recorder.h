// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/executor.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <mutex>
#include <optional>

namespace skep::nanobot::test {

/// Keeps what an executor says. Pool threads write, the test reads after the end.
class Recorder final : public TaskContext
{
public:
    void log(std::string line) override
    {
        const std::lock_guard lock(m_mutex);
        lines.push_back(std::move(line));
    }
    void progress(std::int64_t d, std::int64_t o, std::string) override
    {
        const std::lock_guard lock(m_mutex);
        steps.emplace_back(d, o);
    }
    void ask(std::string text, std::vector<std::string> all, OnAnswer handler) override
    {
        question = std::move(text);
        choices = std::move(all);
        onAnswer = std::move(handler);
    }
    void artifact(std::string name, std::string, std::string bytes) override
    {
        const std::lock_guard lock(m_mutex);
        artifacts.emplace_back(std::move(name), std::move(bytes));
    }
    bool isCancelled() const override { return cancelled; }
    void onCancel(std::function<void()> handler) override { m_onCancel = std::move(handler); }

    void cancel()
    {
        cancelled = true;
        if (m_onCancel)
            m_onCancel();
    }
    std::string text()
    {
        const std::lock_guard lock(m_mutex);
        std::string all;
        for (const std::string &line : lines)
            all += line + '\n';
        return all;
    }

    std::vector<std::string> lines;
    std::vector<std::pair<std::int64_t, std::int64_t>> steps;
    std::vector<std::pair<std::string, std::string>> artifacts;
    std::string question;
    std::vector<std::string> choices;
    OnAnswer onAnswer;
    std::atomic<bool> cancelled = false;

private:
    std::mutex m_mutex;
    std::function<void()> m_onCancel;
};

struct Run {
    std::shared_ptr<Recorder> context = std::make_shared<Recorder>();
    std::shared_ptr<std::optional<FinalWord>> outcome = std::make_shared<std::optional<FinalWord>>();

    void start(Executor &executor, TaskInput task)
    {
        executor.start(std::move(task), context, [outcome = outcome](FinalWord o) { *outcome = std::move(o); });
    }
    bool wait()
    {
        return QTest::qWaitFor([this] { return outcome->has_value(); });
    }
};

inline QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

inline TaskInput task(const char *type, const char *params, int attempt = 1)
{
    return {7, attempt, type, "title", json(params), {}};
}

inline std::string bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace skep::nanobot::test
