// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <map>
#include <string>
#include <vector>

namespace skep::test {

/// An engine with a clock of its own and short words for what tests do with it. Judges results by itself: "bad"
/// ones are rejected. Keeps the last turn's batch, and everything since the last clear().
class EngineDriver
{
public:
    explicit EngineDriver(const engine::Config &config = {});

    /// One turn; more when verdicts follow. The batch is the first turn's.
    const Batch &turn(std::vector<Command> commands = {});
    const Batch &wait(std::int64_t ms); // in steps of at most a second, as a host would

    static TaskSpec task(const std::string &type = "review", std::vector<std::string> required = {});
    TaskId submit() { return submit(task("review")); }
    TaskId submit(const TaskSpec &spec, const std::string &key = {});
    Error submitError(const TaskSpec &spec);

    /// Joins and gets ready; the link is the return value.
    LinkId join(const std::string &name, int slots = 1, std::vector<std::string> capabilities = {}, bool resumed = false);
    LinkId join(const AgentSpec &spec, bool resumed = false);
    Result<void> joinResult(LinkId link, const AgentSpec &spec, bool resumed = false);
    Result<void> ask(Command command); // the Reply's result; From is filled in
    out::Reply reply(Command command);

    /// The lease that the last SendTask gave for the task; fails the test when there is none.
    LeaseRef lease(TaskId id) const;
    [[nodiscard]] bool isSent(TaskId id) const { return m_sent.contains(id); }
    void start(TaskId id) { turn({cmd::Started{lease(id), false}}); }
    void finish(TaskId id, const std::string &result = "{}") { turn({finishWord(id, result)}); }
    void failWork(TaskId id, const std::string &error = "broken");
    cmd::Finish finishWord(TaskId id, const std::string &result = "{}") const;

    [[nodiscard]] TaskView view(TaskId id) const { return engine.view(id).value_or(TaskView{}); }
    [[nodiscard]] TaskState state(TaskId id) const { return view(id).state; }
    /// As it went to disk last.
    [[nodiscard]] TaskRow row(TaskId id) const { return m_stored.at(id).row; }
    template<typename T>
    [[nodiscard]] std::vector<T> outputs() const
    {
        std::vector<T> found;
        for (const Output &output : m_outputs)
            if (const auto *body = std::get_if<T>(&output.body))
                found.push_back(*body);
        return found;
    }
    template<typename T>
    [[nodiscard]] std::vector<T> events() const
    {
        std::vector<T> found;
        for (const Event &event : m_events)
            if (const auto *body = std::get_if<T>(&event))
                found.push_back(*body);
        return found;
    }
    void clear();

    /// A second engine from the rows and events that this one has made so far.
    [[nodiscard]] Restored restored() const;

    engine::Engine engine;
    TimeMs now = 1'700'000'000'000;

private:
    const Batch &single(std::vector<Command> commands);

    Batch m_batch;
    std::vector<Output> m_outputs;
    std::vector<Event> m_events;
    std::map<TaskId, LeaseRef> m_sent;
    std::map<TaskId, Restored::Task> m_stored;
    std::map<std::string, AgentTally> m_agents;
    BatchNo m_lastBatch = 0;
    LinkId m_link = 100;
    std::uint64_t m_ref = 0;
};

} // namespace skep::test
