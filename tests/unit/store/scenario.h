// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"

#include <map>
#include <random>
#include <string>
#include <vector>

/// For Result values, with their detail. Evaluates the expression once, which QVERIFY2 alone would not.
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.has_value(), verified ? "" : verified.error().detail.c_str());                               \
    } while (false)

namespace skep::test {

/// Makes the batches an engine could have made, from a seed: submissions, grants, questions, results, late words,
/// throttled attempts, artifacts, pauses, agents. Remembers what the store must know afterwards.
class Scenario
{
public:
    explicit Scenario(std::uint64_t seed, BatchNo lastBatch = 0, TaskId lastTask = 0, TimeMs now = 1'700'000'000'000)
        : m_random(seed)
        , m_lastBatch(lastBatch)
        , m_lastTask(lastTask)
        , m_now(now)
    {
    }

    Batch next();

    /// Single steps, for tests that want a certain history. Each adds to the batch given.
    TaskId submit(Batch &batch, const TaskSpec &spec, const std::string &key = {});
    void lease(Batch &batch, TaskId id, const std::string &agent);
    void end(Batch &batch, TaskId id, Outcome outcome, TaskState state, const std::string &result,
             const std::string &error = {});
    void late(Batch &batch, TaskId id, const std::string &result);
    void ask(Batch &batch, TaskId id, const std::string &question, std::vector<std::string> choices);
    void answer(Batch &batch, TaskId id, const std::string &text);
    Batch begin(std::int64_t laterMs = 7);
    void row(Batch &batch, TaskId id); // adds the task's row as it stands

    std::map<TaskId, TaskRow> rows;
    std::map<std::string, AgentTally> agents; // records in the order of their types
    std::map<TaskId, std::string> params;
    std::map<TaskId, std::vector<std::string>> results; // by task, in the order of ends

    [[nodiscard]] TimeMs now() const { return m_now; }
    [[nodiscard]] BatchNo lastBatch() const { return m_lastBatch; }
    [[nodiscard]] TaskId lastTask() const { return m_lastTask; }

private:
    std::size_t pick(std::size_t n) { return static_cast<std::size_t>(m_random() % n); }
    std::string body(std::size_t bytesMax);
    TaskSpec someSpec();
    void someStep(Batch &batch);
    void someAgent(Batch &batch);
    TaskId someTask(TaskState state);

    std::mt19937_64 m_random;
    BatchNo m_lastBatch;
    TaskId m_lastTask;
    TimeMs m_now;
    std::uint32_t m_grants = 0;
};

/// Writes pointers to all, as Writer::commit wants them.
inline std::vector<const Batch *> pointers(const std::vector<Batch> &batches)
{
    std::vector<const Batch *> result;
    for (const Batch &batch : batches)
        result.push_back(&batch);
    return result;
}

inline std::map<TaskId, TaskRow> byId(const std::vector<TaskRow> &list)
{
    std::map<TaskId, TaskRow> rows;
    for (const TaskRow &row : list)
        rows[row.id] = row;
    return rows;
}

inline std::map<std::string, AgentTally> agentsOf(const Restored &restored)
{
    std::map<std::string, AgentTally> agents;
    for (const AgentTally &row : restored.agents)
        agents[row.name] = row;
    return agents;
}

inline std::map<TaskId, TaskRow> byId(const Restored &restored)
{
    std::map<TaskId, TaskRow> rows;
    for (const Restored::Task &task : restored.tasks)
        rows[task.row.id] = task.row;
    return rows;
}

} // namespace skep::test
