// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks that wait for one agent ("Next for nano-07"): nobody else gets them, and its next free slot is theirs, the most
// urgent first. An assignment that waits, so neither hold nor pause stops it.
#include "engine/impl.h"

#include <iterator>

namespace skep::engine {
namespace {

constexpr std::size_t kMarksPerLine = 100; // cards whose place in line may be on a screen

} // namespace

AgentNo Engine::Impl::reservedFor(const Task &task) const
{
    return task.wait == WaitReason::NextFor ? m_roster.find(task.extra->reserved->nextFor) : kNoAgent;
}

bool Engine::Impl::isReservedFor(const Task &task, AgentNo no) const
{
    return no != kNoAgent && reservedFor(task) == no;
}

// One that is away may come back for it, as for its leases.
bool Engine::Impl::mayReserve(const Task &task, AgentNo no) const
{
    if (no == kNoAgent)
        return false;
    const Agent &agent = m_roster.at(no);
    if (agent.draining || (!agent.isOnline() && !agent.lost))
        return false;
    return !agent.isOnline() || m_roster.ableIndex(m_queue.bucket(task.bucket).signature, no) != kNone;
}

void Engine::Impl::reserve(Slot slot, AgentNo no, const std::string &by)
{
    Task &task = m_tasks.at(slot);
    Assigned assigned;
    assigned.nextFor = m_roster.at(no).spec.name;
    assigned.nextBy = by;
    assigned.nextUpdated = task.wait == WaitReason::NextFor ? task.extra->reserved->nextUpdated : task.updated;
    unqueue(slot);
    task.more().reserved = std::move(assigned);
    m_reserved[no].emplace(m_queue.urgency(task), task.id);
    setState(slot, TaskState::Blocked, WaitReason::NextFor);
    m_batch.events.emplace_back(ev::Reserved{task.id, task.fence, task.extra->reserved->nextFor, by});
    markLine(no);
}

// Only out of the line; where the task goes is the caller's.
void Engine::Impl::unreserve(Slot slot)
{
    Task &task = m_tasks.at(slot);
    const AgentNo no = reservedFor(task);
    const auto line = m_reserved.find(no);
    if (line == m_reserved.end() || line->second.erase({m_queue.urgency(task), task.id}) == 0)
        fault("a reserved task stands in no line");
    else if (line->second.empty())
        m_reserved.erase(line);
    task.extra->reserved.reset();
    if (no != kNoAgent)
        markLine(no);
}

void Engine::Impl::endReservation(Slot slot, const std::string &by, const std::string &reason)
{
    unreserve(slot);
    putBack(slot);
    changed(slot, by, reason);
}

void Engine::Impl::endReservationsOf(AgentNo no, const std::string &reason)
{
    for (auto line = m_reserved.find(no); line != m_reserved.end(); line = m_reserved.find(no))
        endReservation(m_tasks.find(line->second.begin()->second), {}, reason);
}

// An agent may come back as one that can do less.
void Engine::Impl::endReservationsItCannotServe(AgentNo no)
{
    const auto line = m_reserved.find(no);
    if (line == m_reserved.end())
        return;
    for (const auto &[urgency, id] : std::set(line->second))
        if (const Slot slot = m_tasks.find(id); !mayReserve(m_tasks.at(slot), no))
            endReservation(slot, {}, "its agent cannot do it any more");
}

// Where a task stood before an operator moved it. It has a time not to start before only if it backed off then.
void Engine::Impl::putBack(Slot slot)
{
    Task &task = m_tasks.at(slot);
    const bool backsOff = task.extra && task.extra->notBefore != 0 && !task.has(Task::Held);
    if (!backsOff) {
        enqueue(slot);
        return;
    }
    m_timers.insert({task.extra->notBefore, task.id, TimerKind::Backoff});
    setState(slot, TaskState::Blocked, WaitReason::Backoff);
}

std::int64_t Engine::Impl::placeInLine(const Task &task, AgentNo no) const
{
    const auto line = m_reserved.find(no);
    if (line == m_reserved.end())
        return 1;
    return 1 + std::distance(line->second.begin(), line->second.lower_bound({m_queue.urgency(task), task.id}));
}

void Engine::Impl::markLine(AgentNo no)
{
    const auto line = m_reserved.find(no);
    if (line == m_reserved.end())
        return;
    std::size_t left = kMarksPerLine;
    for (auto it = line->second.begin(); it != line->second.end() && left > 0; ++it, --left)
        mark(m_tasks.find(it->second));
}

// Before anything else takes a slot.
void Engine::Impl::grantReserved()
{
    for (auto line = m_reserved.begin(); line != m_reserved.end();) {
        const AgentNo no = line->first;
        std::size_t left = line->second.size();
        ++line; // the last grant ends the line
        for (; left > 0 && m_roster.at(no).isFree(); --left) {
            const Slot slot = m_tasks.find(m_reserved.at(no).begin()->second);
            const Task &task = m_tasks.at(slot);
            Decision decision;
            decision.by = task.extra->reserved->nextBy;
            m_roster.recordChoice(m_queue.bucket(task.bucket).signature, no, decision);
            grant(slot, no, std::move(decision));
        }
    }
}

} // namespace skep::engine
