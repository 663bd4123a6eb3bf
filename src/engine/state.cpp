// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a task moves from state to state, and what goes with each move.
#include "engine/impl.h"

namespace skep::engine {

// The one place where a state changes. A move to Checking is not for the disk: the result is not there either, and
// after a restart the agent, which was never told `stored`, sends it again under its lease.
void Engine::Impl::setState(Slot slot, TaskState to, WaitReason wait, bool toDisk)
{
    Task &task = m_tasks.at(slot);
    const TaskState from = task.state;
    if (from != to) {
        if (!isLegalMove(from, to))
            fault("illegal move from " + std::string(name(from)) + " to " + std::string(name(to)));
        --m_counts.byState[static_cast<std::size_t>(from)];
        ++m_counts.byState[static_cast<std::size_t>(to)];
        if (isFinal(from))
            leaveFinal(slot);
        task.state = to;
        if (isFinal(to))
            enterFinal(slot);
        m_counts.tasksDone += to == TaskState::Done ? 1 : 0;
        m_counts.tasksFailed += to == TaskState::Failed ? 1 : 0;
        if (to == TaskState::Done)
            m_latencies.total.add(m_now - task.created);
    }
    task.wait = wait;
    task.updated = m_now;
    if (toDisk)
        dirty(slot);
    mark(slot);
}

void Engine::Impl::enterFinal(Slot slot)
{
    Task &task = m_tasks.at(slot);
    TypeCounts &type = m_types[signatureOf(task).type];
    const bool simulated = task.state == TaskState::Done && task.has(Task::Simulated);
    ++(task.state == TaskState::Done ? type.done : task.state == TaskState::Failed ? type.failed : type.cancelled);
    type.simulated += simulated ? 1 : 0;
    m_counts.simulatedDone += simulated ? 1 : 0;
    --m_unfinished;
    setDeadlineTimer(task, false);
    stopWaiting(task);
    linkFinished(slot);
    if (task.state != TaskState::Done)
        return;
    if (task.extra) {
        task.extra->error.clear();
        task.extra->answers.clear();
        if (task.extra->deadline == 0 && task.extra->after.empty() && task.extra->heard.empty())
            task.extra.reset();
    }
    freeDependents(task.id);
}

void Engine::Impl::leaveFinal(Slot slot)
{
    Task &task = m_tasks.at(slot);
    TypeCounts &type = m_types[signatureOf(task).type];
    --(task.state == TaskState::Failed ? type.failed : type.cancelled);
    ++m_unfinished;
    unlinkFinished(slot);
    setDeadlineTimer(task, true);
}

void Engine::Impl::linkFinished(Slot slot)
{
    Task &task = m_tasks.at(slot);
    task.prev = m_finishedTail;
    task.next = kNone;
    (m_finishedTail == kNone ? m_finishedHead : m_tasks.at(m_finishedTail).next) = slot;
    m_finishedTail = slot;
    ++m_finished;
}

void Engine::Impl::unlinkFinished(Slot slot)
{
    Task &task = m_tasks.at(slot);
    (task.prev == kNone ? m_finishedHead : m_tasks.at(task.prev).next) = task.next;
    (task.next == kNone ? m_finishedTail : m_tasks.at(task.next).prev) = task.prev;
    task.next = task.prev = kNone;
    --m_finished;
}

void Engine::Impl::unqueue(Slot slot)
{
    Task &task = m_tasks.at(slot);
    if (task.has(Task::Waiting))
        m_queue.remove(slot);
    if (task.wait == WaitReason::Backoff)
        m_timers.erase({task.extra->notBefore, task.id, TimerKind::Backoff});
    else if (task.wait == WaitReason::NextFor)
        unreserve(slot);
}

void Engine::Impl::enqueue(Slot slot)
{
    Task &task = m_tasks.at(slot);
    if (task.extra)
        task.extra->notBefore = 0;
    if (openDependencies(task) > 0) {
        setState(slot, TaskState::Blocked, WaitReason::Dependency);
    } else if (task.has(Task::Held)) {
        setState(slot, TaskState::Blocked, WaitReason::Held);
    } else {
        setState(slot, TaskState::Queued, WaitReason::None);
        m_queue.push(slot);
    }
}

// A dependency counts until it is done. One that fails or is cancelled does not end its dependents: they stay
// blocked, say so, and go on when a person retries it (or cancels them).
void Engine::Impl::waitFor(Slot slot, const std::vector<TaskId> &after)
{
    const Task &task = m_tasks.at(slot);
    for (const TaskId id : after)
        if (const Slot other = m_tasks.find(id); other != kNone && m_tasks.at(other).state != TaskState::Done)
            m_waits.emplace(id, task.id);
}

void Engine::Impl::stopWaiting(const Task &task)
{
    if (task.extra)
        for (const TaskId id : task.extra->after)
            m_waits.erase({id, task.id});
}

void Engine::Impl::freeDependents(TaskId id)
{
    for (auto it = m_waits.lower_bound({id, 0}); it != m_waits.end() && it->first == id;) {
        const Slot slot = m_tasks.find(it->second);
        it = m_waits.erase(it);
        const Task &task = m_tasks.at(slot);
        if (task.wait == WaitReason::Dependency && openDependencies(task) == 0) {
            enqueue(slot);
            changed(slot);
        } else {
            mark(slot);
        }
    }
}

std::int64_t Engine::Impl::openDependencies(const Task &task) const
{
    std::int64_t count = 0;
    if (task.extra)
        for (const TaskId id : task.extra->after)
            count += m_waits.contains({id, task.id}) ? 1 : 0;
    return count;
}

void Engine::Impl::setDeadlineTimer(const Task &task, bool on)
{
    if (task.deadline() == 0 || task.has(Task::Missed))
        return;
    const Timer timer{task.deadline(), task.id, TimerKind::Deadline};
    if (on)
        m_timers.insert(timer);
    else
        m_timers.erase(timer);
}

void Engine::Impl::setAgent(Task &task, AgentNo no)
{
    if (task.agent != kNoAgent)
        --m_roster.at(task.agent).references;
    task.agent = no;
    if (no != kNoAgent)
        ++m_roster.at(no).references;
}

void Engine::Impl::changed(Slot slot, std::string by, std::string reason)
{
    const Task &task = m_tasks.at(slot);
    m_batch.events.emplace_back(ev::Changed{task.id, task.state, task.wait, std::move(by), std::move(reason)});
    dirty(slot);
    mark(slot);
}

void Engine::Impl::dirty(Slot slot)
{
    Task &task = m_tasks.at(slot);
    if (task.has(Task::RowDirty))
        return;
    task.set(Task::RowDirty);
    m_dirty.push_back(task.id);
}

void Engine::Impl::mark(Slot slot)
{
    Task &task = m_tasks.at(slot);
    if (task.has(Task::Marked))
        return;
    task.set(Task::Marked);
    m_changed.push_back(task.id);
}

void Engine::Impl::markAgent(AgentNo no)
{
    Agent &agent = m_roster.at(no);
    const AgentState now = agent.state();
    const bool isIdle = agent.busy() == 0;
    if (now != agent.shown || isIdle != agent.shownIdle) {
        agent.shown = now;
        agent.shownIdle = isIdle;
        agent.since = m_now;
    }
    if (agent.marked)
        return;
    agent.marked = true;
    m_changedAgents.push_back(agent.spec.name);
}

void Engine::Impl::dirtyAgent(AgentNo no)
{
    Agent &agent = m_roster.at(no);
    if (agent.used && !std::exchange(agent.isTallyDirty, true)) // a forgotten one's last result may still be checked
        m_dirtyAgents.push_back(no);
}

void Engine::Impl::seen(LinkId link)
{
    const AgentNo no = m_roster.byLink(link);
    if (no == kNoAgent)
        return;
    m_roster.at(no).lastSeen = m_now;
    markAgent(no);
}

AgentTally Engine::Impl::takeTally(Agent &agent) const
{
    agent.isTallyDirty = false;
    AgentTally tally;
    tally.name = agent.spec.name;
    tally.model = agent.spec.model;
    tally.draining = agent.draining;
    tally.anew = std::exchange(agent.anew, false);
    tally.seen = m_now;
    tally.counts = agent.counts;
    for (std::uint32_t type = 0; type < agent.byType.size(); ++type)
        if (Agent::ByType &byType = agent.byType[type]; std::exchange(byType.isDirty, false))
            tally.records.push_back({m_queue.typeName(type), byType.record.good, byType.record.bad});
    return tally;
}

TaskRow Engine::Impl::rowOf(const Task &task) const
{
    TaskRow row;
    row.id = task.id;
    row.state = task.state;
    row.priority = task.priority;
    row.held = task.has(Task::Held);
    row.simulated = task.has(Task::Simulated);
    row.deadlineMissed = task.has(Task::Missed);
    row.acknowledged = task.has(Task::Acknowledged);
    row.wait = task.wait;
    row.lastOutcome = task.lastOutcome;
    row.attempt = task.attempt;
    row.attemptsMax = task.attemptsMax;
    row.score = task.score;
    row.fence = task.fence;
    if (task.agent != kNoAgent)
        row.agent = m_roster.at(task.agent).spec.name;
    row.created = task.created;
    row.updated = task.updated;
    row.notBefore = task.extra ? task.extra->notBefore : 0;
    row.deadline = task.deadline();
    row.assigned = assignedOf(task);
    return row;
}

// What the engine chose by itself is not kept: nobody takes that back after a restart, and it is the hot path.
Boxed<Assigned> Engine::Impl::assignedOf(const Task &task) const
{
    if (task.wait == WaitReason::NextFor)
        return task.extra->reserved;
    if (task.state != TaskState::Leased || task.lease == kNone)
        return {};
    const auto &before = m_leases.at(task.lease).before;
    return before && !before->by.empty() ? Boxed<Assigned>(*before) : Boxed<Assigned>();
}

} // namespace skep::engine
