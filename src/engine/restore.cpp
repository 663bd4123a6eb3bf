// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Going on after a restart.
#include "core/causes.h"
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {

// Leases run on: each gets a full term from the first turn, and its agent may resume until then. Agents are known
// by name and record only until they come back.
void Engine::Impl::restore(Restored &&restored)
{
    m_epoch = restored.epoch;
    m_lastTask = restored.lastTask;
    m_lastFacts = restored.lastBatch;
    m_nextBatch = restored.lastBatch + 1;
    m_now = restored.lastNow;
    m_random = m_config.seed ^ (static_cast<std::uint64_t>(restored.epoch) << 32);
    for (const std::string &project : restored.pausedProjects)
        m_queue.pause(project, true);

    for (AgentTally &tally : restored.agents)
        restoreAgent(std::move(tally));

    struct HeldKey
    {
        TimeMs created;
        TaskId id;
        std::string key;
    };
    std::vector<HeldKey> keys;
    for (Restored::Key &key : restored.keys)
        keys.push_back({key.created, key.id, std::move(key.key)});
    std::sort(restored.tasks.begin(), restored.tasks.end(),
              [](const Restored::Task &a, const Restored::Task &b) { return a.row.id < b.row.id; });
    std::vector<TaskId> ids;
    for (Restored::Task &task : restored.tasks) {
        m_epoch = std::max(m_epoch, epochOf(task.row.fence) + (task.row.fence != 0 ? 1 : 0));
        m_lastTask = std::max(m_lastTask, task.row.id);
        if (!task.key.empty())
            keys.push_back({task.row.created, task.row.id, std::move(task.key)});
        ids.push_back(task.row.id);
        restoreTask(std::move(task));
    }
    m_former.clear();
    // Dependencies can be counted only now that every task is there.
    for (const TaskId id : ids)
        restorePlace(m_tasks.find(id));
    std::sort(keys.begin(), keys.end(),
              [](const HeldKey &a, const HeldKey &b) { return std::pair{a.created, a.id} < std::pair{b.created, b.id}; });
    for (const HeldKey &key : keys)
        if (key.created + limits::kKeyHoldMs > m_now && m_keys.find(key.key) == 0)
            m_keys.insert(key.key, key.id, key.created);
}

void Engine::Impl::restoreAgent(AgentTally &&tally)
{
    const AgentNo no = agentNamed(tally.name);
    Agent &agent = m_roster.at(no);
    agent.spec.model = std::move(tally.model);
    agent.draining = tally.draining;
    agent.since = agent.lastSeen = tally.seen;
    agent.counts = tally.counts;
    for (const AgentTally::Record &record : tally.records)
        if (const auto type = m_queue.typeFor(record.type, false))
            m_roster.setRecord(no, *type, {record.good, record.bad});
    m_types.resize(m_queue.typeCount());
}

void Engine::Impl::restoreTask(Restored::Task &&restored)
{
    const TaskRow &row = restored.row;
    const auto bucket = bucketFor(restored.spec, false);
    if (!bucket || m_tasks.find(row.id) != kNone) {
        fault("a stored task does not fit");
        return;
    }
    const Slot slot = m_tasks.create(row.id);
    Task &task = m_tasks.at(slot);
    fillTask(slot, *bucket, restored.spec);
    task.created = row.created;
    task.updated = row.updated;
    task.fence = row.fence;
    task.priority = row.priority;
    task.state = row.state;
    task.wait = row.wait;
    task.lastOutcome = row.lastOutcome;
    task.attempt = row.attempt;
    task.attemptsMax = row.attemptsMax;
    task.score = row.score;
    task.set(Task::Held, row.held);
    task.set(Task::Simulated, row.simulated);
    task.set(Task::Missed, row.deadlineMissed);
    task.set(Task::Acknowledged, row.acknowledged);
    if (row.deadline != 0)
        task.more().deadline = row.deadline;
    if (!restored.answers.empty())
        task.more().answers = std::move(restored.answers);
    if (!restored.error.empty())
        task.more().error = std::move(restored.error);
    const bool hasLease = isHeld(row.state) || row.state == TaskState::Checking;
    if (row.notBefore != 0 && (hasLease || row.wait == WaitReason::Backoff || row.wait == WaitReason::NextFor))
        task.more().notBefore = row.notBefore;
    if (!row.agent.empty())
        setAgent(task, hasLease ? agentNamed(row.agent) : formerAgent(row.agent));
    if (hasLease)
        restoreLease(slot, restored);
    else if (row.wait == WaitReason::NextFor)
        restoreReservation(slot, std::move(restored.row.assigned));
}

// The agent gets as long to come back for it as for a lease.
void Engine::Impl::restoreReservation(Slot slot, Boxed<Assigned> &&assigned)
{
    Task &task = m_tasks.at(slot);
    const AgentNo no = assigned && !assigned->nextFor.empty() ? agentNamed(assigned->nextFor) : kNoAgent;
    if (no == kNoAgent || m_roster.at(no).draining) {
        fault("a stored reservation does not fit");
        return;
    }
    Agent &agent = m_roster.at(no);
    agent.lost = true;
    agent.shown = AgentState::Lost;
    task.more().reserved = std::move(assigned);
    m_reserved[no].emplace(m_queue.urgency(task), task.id);
}

// One that was forgotten is a name on its old tasks and no agent.
AgentNo Engine::Impl::formerAgent(const std::string &agentName)
{
    if (const AgentNo known = m_roster.find(agentName); known != kNoAgent)
        return known;
    const auto [former, isNew] = m_former.try_emplace(agentName, kNoAgent);
    if (isNew) {
        AgentSpec spec;
        spec.name = agentName;
        former->second = m_roster.create(spec);
        m_roster.forget(former->second);
    }
    return former->second;
}

AgentNo Engine::Impl::agentNamed(const std::string &agentName)
{
    const AgentNo known = m_roster.find(agentName);
    if (known != kNoAgent)
        return known;
    AgentSpec spec;
    spec.name = agentName;
    const AgentNo no = m_roster.create(spec);
    m_roster.at(no).cause = causes::kHubRestarted;
    return no;
}

// A result that was being checked was not on disk: the agent was never told `stored` and sends it again, so the
// task counts as running.
void Engine::Impl::restoreLease(Slot slot, Restored::Task &restored)
{
    Task &task = m_tasks.at(slot);
    if (task.state == TaskState::Checking)
        task.state = TaskState::Running;
    task.lease = m_leases.create();
    Lease &lease = m_leases.at(task.lease);
    lease.task = task.id;
    lease.fence = task.fence;
    lease.agent = task.agent;
    lease.attempt = task.attempt;
    lease.began = task.updated;
    lease.termMs = policy(task).leaseMs;
    lease.simulated = task.has(Task::Simulated);
    lease.heard = task.state != TaskState::Leased;
    if (task.state == TaskState::Leased && restored.row.assigned) {
        lease.decision.by = restored.row.assigned->by;
        lease.before = std::move(*restored.row.assigned);
    }
    if (task.state == TaskState::NeedsInput) {
        lease.question = std::move(restored.question);
        lease.choices = std::move(restored.choices);
    }
    Agent &agent = m_roster.at(task.agent);
    agent.lost = true;
    agent.shown = AgentState::Lost;
    agent.shownIdle = false;
    agent.spec.slots = std::max(agent.spec.slots, agent.busy() + 1);
    agent.lastTask = task.id;
    m_roster.takeLease(task.agent, task.lease);
}

void Engine::Impl::restorePlace(Slot slot)
{
    if (slot == kNone)
        return;
    Task &task = m_tasks.at(slot);
    ++m_counts.byState[static_cast<std::size_t>(task.state)];
    if (isFinal(task.state)) {
        enterFinal(slot);
        return;
    }
    if (task.extra)
        waitFor(slot, task.extra->after);
    setDeadlineTimer(task, true);
    if (task.state == TaskState::Queued)
        m_queue.push(slot);
    else if (task.wait == WaitReason::Backoff)
        m_timers.insert({task.more().notBefore, task.id, TimerKind::Backoff});
    else if (task.wait == WaitReason::Dependency && openDependencies(task) == 0)
        m_restored.push_back(task.id); // what it waited for is done and gone from memory
}

} // namespace skep::engine
