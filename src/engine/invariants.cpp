// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold between any two turns.
#include "engine/impl.h"

#include <algorithm>
#include <array>

namespace skep::engine {

const char *Engine::Impl::taskFault(Slot slot) const
{
    const Task &task = m_tasks.at(slot);
    const bool leased = isHeld(task.state) || task.state == TaskState::Checking;
    if (m_tasks.find(task.id) != slot)
        return "the directory does not find it";
    if (leased != (task.lease != kNone))
        return "a lease without the state, or the state without a lease";
    if (task.has(Task::Waiting) != (task.state == TaskState::Queued))
        return "waits in a bucket without being queued, or the other way";
    if ((task.state == TaskState::Blocked) != (task.wait != WaitReason::None))
        return "a wait reason without being blocked, or the other way";
    const bool backoff = task.wait == WaitReason::Backoff;
    if (backoff && !m_timers.contains({task.extra->notBefore, task.id, TimerKind::Backoff}))
        return "backs off without an end";
    if ((task.wait == WaitReason::NextFor) != (task.extra && task.extra->reserved))
        return "a reservation without the state, or the state without a reservation";
    if (task.wait == WaitReason::NextFor) {
        const auto line = m_reserved.find(reservedFor(task));
        if (line == m_reserved.end() || !line->second.contains({m_queue.urgency(task), task.id}))
            return "is reserved and stands in no line";
    }
    if (task.state == TaskState::Queued && task.extra && task.extra->notBefore != 0)
        return "waits in a bucket with a time not to start before";
    if (task.wait == WaitReason::Dependency && openDependencies(task) == 0 && m_started)
        return "waits for what is done";
    if (task.state == TaskState::Queued && openDependencies(task) > 0)
        return "is queued before what it waits for";
    const bool timed = task.deadline() != 0 && !isFinal(task.state) && !task.has(Task::Missed);
    if (timed && !m_timers.contains({task.deadline(), task.id, TimerKind::Deadline}))
        return "nobody watches its deadline";
    if (task.has(Task::RowDirty))
        return "a change was not written";
    if (leased) {
        const Lease &lease = m_leases.at(task.lease);
        if (!lease.used || lease.cancelled || lease.task != task.id || lease.fence != task.fence
            || lease.agent != task.agent)
            return "its lease is another's";
    }
    return nullptr;
}

const char *Engine::Impl::leaseFault(std::uint32_t n) const
{
    const Lease &lease = m_leases.at(n);
    const auto &held = m_roster.at(lease.agent).leases;
    const auto times = std::count(held.begin(), held.end(), n);
    const Slot slot = m_tasks.find(lease.task);
    if (lease.cancelled)
        return times == 1 ? nullptr : "a cancelled one takes no slot, or two";
    if (slot == kNone || m_tasks.at(slot).lease != n)
        return "its task does not know it";
    const bool checking = m_tasks.at(slot).state == TaskState::Checking;
    if (times != (checking ? 0 : 1))
        return "it takes the wrong number of slots";
    if (!checking && lease.termMs != 0 && lease.due == 0 && m_started)
        return "it never runs out";
    if (lease.fence > makeFence(m_epoch, m_grants))
        return "its fence was never given";
    return nullptr;
}

const char *Engine::Impl::reservationFault() const
{
    for (const auto &[no, line] : m_reserved) {
        const Agent &agent = m_roster.at(no);
        if (line.empty())
            return "an empty line is kept";
        if (!agent.used || agent.draining || (!agent.isOnline() && !agent.lost))
            return "tasks wait for an agent that will not take them";
        if (agent.isFree())
            return "tasks wait for an agent that has a free slot";
        for (const auto &[urgency, id] : line) {
            const Slot slot = m_tasks.find(id);
            if (slot == kNone || !isReservedFor(m_tasks.at(slot), no))
                return "a line holds a task that is not reserved";
            if (agent.isOnline() && m_roster.ableIndex(m_queue.bucket(m_tasks.at(slot).bucket).signature, no) == kNone)
                return "a task waits for an agent that is not able";
        }
    }
    return nullptr;
}

std::string Engine::Impl::checkInvariants() const
{
    if (!m_fault.empty())
        return m_fault;
    std::string found;
    std::array<std::int64_t, kTaskStateCount> inMemory{};
    std::size_t unfinished = 0;
    m_tasks.forEach([&](Slot slot) {
        const TaskState state = m_tasks.at(slot).state;
        ++inMemory[static_cast<std::size_t>(state)];
        unfinished += isFinal(state) ? 0 : 1;
        if (const char *fault = found.empty() ? taskFault(slot) : nullptr)
            found = "task " + std::to_string(m_tasks.at(slot).id) + ": " + fault;
    });
    m_leases.forEach([&](std::uint32_t n) {
        if (const char *fault = found.empty() ? leaseFault(n) : nullptr)
            found = "lease of task " + std::to_string(m_leases.at(n).task) + ": " + fault;
    });
    if (!found.empty())
        return found;
    for (std::size_t i = 0; i < inMemory.size(); ++i) {
        // Finished tasks leave memory but stay counted.
        const bool exact = !isFinal(static_cast<TaskState>(i));
        if (exact ? inMemory[i] != m_counts.byState[i] : inMemory[i] > m_counts.byState[i])
            return "tasks " + std::string(name(static_cast<TaskState>(i))) + " are counted wrong";
    }
    if (unfinished != m_unfinished || m_tasks.size() - unfinished != m_finished)
        return "unfinished tasks are counted wrong";
    if (const char *fault = reservationFault())
        return fault;
    if (auto fault = m_queue.fault(); !fault.empty())
        return fault;
    return m_roster.fault();
}

} // namespace skep::engine
