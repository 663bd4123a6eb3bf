// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"

#include "support/agenttally.h"

#include <algorithm>

namespace skep::test {

Batch Scenario::begin(std::int64_t laterMs)
{
    m_now += laterMs;
    Batch batch;
    batch.no = ++m_lastBatch;
    batch.now = m_now;
    return batch;
}

void Scenario::row(Batch &batch, TaskId id)
{
    rows[id].updated = m_now;
    const auto same
        = std::find_if(batch.rows.begin(), batch.rows.end(), [id](const TaskRow &row) { return row.id == id; });
    if (same != batch.rows.end())
        *same = rows[id];
    else
        batch.rows.push_back(rows[id]);
}

TaskId Scenario::submit(Batch &batch, const TaskSpec &spec, const std::string &key)
{
    const TaskId id = ++m_lastTask;
    TaskRow &task = rows[id];
    task.id = id;
    task.priority = spec.priority;
    task.attemptsMax = static_cast<std::uint8_t>(spec.attemptsMax);
    task.created = m_now;
    task.deadline = spec.deadline;
    if (!spec.after.empty()) {
        task.state = TaskState::Blocked;
        task.wait = WaitReason::Dependency;
    }
    params[id] = spec.params;
    batch.events.push_back(ev::Submitted{id, key, spec});
    row(batch, id);
    return id;
}

void Scenario::lease(Batch &batch, TaskId id, const std::string &agent)
{
    TaskRow &task = rows[id];
    task.state = TaskState::Leased;
    task.wait = WaitReason::None;
    task.agent = agent;
    if (id % 3 == 0)
        task.assigned = Assigned{"admin@127.0.0.1", "", "", 0, id % 2 == 0, task.fence, "n5", -1, true, task.updated};
    task.fence = makeFence(1, ++m_grants);
    ++task.attempt;
    Decision decision;
    decision.winner = {agent, 900, 1000, 900, 0};
    batch.events.push_back(ev::Leased{id, task.fence, task.attempt, m_now + 15'000, agent, decision});
    row(batch, id);
}

void Scenario::end(Batch &batch, TaskId id, Outcome outcome, TaskState state, const std::string &result,
                   const std::string &error)
{
    TaskRow &task = rows[id];
    task.state = state;
    task.assigned.reset();
    task.lastOutcome = outcome;
    ev::AttemptEnded ended;
    ended.id = id;
    ended.fence = task.fence;
    ended.attempt = task.attempt;
    ended.outcome = outcome;
    ended.began = m_now - 3;
    ended.agent = task.agent;
    ended.result = result;
    ended.error = error;
    ended.verdict = {outcome == Outcome::Accepted, 90, {{"shape", Check::Mark::Passed, 90, "object"}}};
    task.score = 90;
    if (outcome == Outcome::Throttled)
        --task.attempt;
    results[id].push_back(result);
    batch.events.push_back(std::move(ended));
    row(batch, id);
}

void Scenario::late(Batch &batch, TaskId id, const std::string &result)
{
    ev::AttemptEnded ended;
    ended.id = id;
    ended.fence = makeFence(1, 0);
    ended.attempt = 1;
    ended.outcome = Outcome::Superseded;
    ended.agent = "late";
    ended.result = result;
    ended.error = "too late";
    results[id].push_back(result);
    batch.events.push_back(std::move(ended));
}

void Scenario::ask(Batch &batch, TaskId id, const std::string &question, std::vector<std::string> choices)
{
    rows[id].state = TaskState::NeedsInput;
    rows[id].assigned.reset();
    batch.events.push_back(ev::Asked{id, rows[id].fence, question, std::move(choices)});
    row(batch, id);
}

void Scenario::answer(Batch &batch, TaskId id, const std::string &text)
{
    rows[id].state = TaskState::Running;
    batch.events.push_back(ev::Answered{id, rows[id].fence, text, "window"});
    row(batch, id);
}

std::string Scenario::body(std::size_t bytesMax)
{
    std::string text = "{\"x\":\"";
    const std::size_t length = pick(40) == 0 ? bytesMax * 20 : pick(bytesMax);
    for (std::size_t i = 0; i < length; ++i)
        text.push_back(static_cast<char>('a' + pick(26)));
    return text + "\"}";
}

TaskSpec Scenario::someSpec()
{
    static constexpr const char *types[] = {"documentation", "code-review", "code-generation"};
    TaskSpec spec;
    spec.type = types[pick(3)];
    spec.title = "Task " + std::to_string(m_random());
    spec.project = pick(3) == 0 ? "skep" : "";
    spec.priority = static_cast<Priority>(pick(4));
    spec.required = {spec.type};
    spec.params = body(300);
    if (m_lastTask > 3 && pick(8) == 0)
        spec.after = {m_lastTask - 1, m_lastTask - 2};
    return spec;
}

TaskId Scenario::someTask(TaskState state)
{
    std::vector<TaskId> ids;
    for (const auto &[id, task] : rows)
        if (task.state == state)
            ids.push_back(id);
    return ids.empty() ? 0 : ids[pick(ids.size())];
}

void Scenario::someStep(Batch &batch)
{
    const TaskId queued = someTask(TaskState::Queued);
    const TaskId leased = someTask(TaskState::Leased);
    switch (pick(12)) {
    default:
        submit(batch, someSpec(), "k" + std::to_string(m_lastTask + 1));
        break;
    case 4:
    case 5:
    case 6:
        if (queued)
            lease(batch, queued, "n" + std::to_string(pick(9)));
        break;
    case 7:
    case 8:
        if (leased)
            end(batch, leased, Outcome::Accepted, TaskState::Done, body(190));
        break;
    case 9:
        if (leased)
            pick(2) ? end(batch, leased, Outcome::Throttled, TaskState::Queued, "")
                    : end(batch, leased, Outcome::Failed,
                          rows[leased].attempt < 3 ? TaskState::Queued : TaskState::Failed, "", "it broke");
        break;
    case 10:
        if (leased)
            pick(2) ? ask(batch, leased, "Which?", {"a", "b"}) : late(batch, leased, body(100));
        if (const TaskId asking = someTask(TaskState::NeedsInput); asking && pick(2))
            answer(batch, asking, "a");
        break;
    case 11:
        if (leased)
            batch.events.push_back(
                ev::ArtifactKept{leased, rows[leased].fence, "out.txt", "text/plain", std::string(64, 'a'), 12});
        batch.events.push_back(ev::Paused{"p" + std::to_string(pick(3)), pick(2) == 0, "window"});
        break;
    }
}

void Scenario::someAgent(Batch &batch)
{
    AgentTally row;
    row.name = "n" + std::to_string(pick(5));
    if (agents.contains(row.name)) {
        row = agents[row.name];
        row.records.clear();
    }
    row.forgotten = agents.contains(row.name) && pick(20) == 0;
    row.anew = !row.forgotten && pick(15) == 0;
    row.model = row.anew ? "m" + std::to_string(batch.no) : row.model;
    row.draining = pick(2) == 0;
    row.seen = batch.now;
    row.counts.leased += static_cast<std::int64_t>(pick(3));
    ++row.counts.accepted;
    row.counts.gone += static_cast<std::int64_t>(pick(2));
    for (std::size_t type = row.forgotten ? 4 : pick(4); type < 4; ++type)
        row.records.push_back({"t" + std::to_string(type), static_cast<std::int64_t>(pick(100)), static_cast<std::int64_t>(pick(9))});
    batch.agents.push_back(row);
    keep(agents, row);
    if (!row.forgotten)
        std::sort(agents[row.name].records.begin(), agents[row.name].records.end(), [](const auto &a, const auto &b) { return a.type < b.type; });
}

Batch Scenario::next()
{
    Batch batch = begin();
    const std::size_t steps = 1 + pick(12);
    for (std::size_t i = 0; i < steps || !batch.hasFacts(); ++i)
        someStep(batch);
    for (std::size_t i = pick(4); i > 0; --i)
        someAgent(batch);
    return batch;
}

} // namespace skep::test
