// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Taking an assignment back before its work has started.
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {

// The task becomes what it was in everything but its fence. That is raised once more: a late word under the undone
// fence must never pass for the last word of the attempt before.
void Engine::Impl::takeBackLease(Slot slot, const std::string &by)
{
    Task &task = m_tasks.at(slot);
    const Lease &lease = m_leases.at(task.lease);
    const Assigned before = *lease.before;
    const AgentNo no = lease.agent;
    m_batch.events.emplace_back(ev::Unassigned{task.id, lease.fence, m_roster.at(no).spec.name, by});
    letGo(task);
    task.fence = nextFence();
    task.attempt = static_cast<std::uint8_t>(task.attempt > 0 ? task.attempt - 1 : 0);
    task.score = before.score;
    task.set(Task::Simulated, before.simulated);
    setAgent(task, before.agent.empty() ? kNoAgent : formerAgent(before.agent));
    putBack(slot);
    m_former.clear();
    task.updated = before.updated;
    if (const AgentNo next = m_roster.find(before.nextFor); !before.nextFor.empty() && mayReserve(task, next)) {
        reserve(slot, next, before.nextBy);
        task.extra->reserved->nextUpdated = before.nextUpdated;
        task.updated = before.updated;
    }
    m_takenBack.emplace_back(task.id, no);
    markAgent(no);
}

void Engine::Impl::on(cmd::Unassign &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    const Lease *lease = task.lease == kNone ? nullptr : &m_leases.at(task.lease);
    // A reservation that has become a lease meanwhile is still the same assignment.
    const bool isMeant = c.fence == task.fence
        || (lease && lease->before && lease->before->wasNext && c.fence == lease->before->fence);
    Result<void> result;
    std::string agentName;
    if (isFinal(task.state)) {
        result = failField(ErrorCode::AlreadyFinal, "state", 0, "the task is " + std::string(name(task.state)));
    } else if (!isMeant) {
        result = failField(ErrorCode::StaleFence, "fence", 0, "the assignment is over");
    } else if (task.wait == WaitReason::NextFor) {
        const Assigned reserved = *task.extra->reserved;
        agentName = reserved.nextFor;
        m_batch.events.emplace_back(ev::Unassigned{task.id, task.fence, agentName, c.from.who});
        unreserve(*slot);
        putBack(*slot);
        task.updated = reserved.nextUpdated;
    } else if (!lease) {
        // An attempt under this fence has ended, so it had started.
        result = task.attempt > 0 ? failField(ErrorCode::AlreadyStarted, "fence", 0, "the attempt has ended")
                                  : failField(ErrorCode::Conflict, "state", 0, "the task is not assigned");
    } else if (task.state != TaskState::Leased) {
        result = failField(ErrorCode::AlreadyStarted, "state", 0, "the task is " + std::string(name(task.state)));
    } else if (!lease->before) {
        result = failField(ErrorCode::Conflict, "fence", 0, "the hub gave it by itself, before its last start");
    } else {
        agentName = m_roster.at(lease->agent).spec.name;
        takeBackLease(*slot, c.from.who);
    }
    const Fence fence = result ? task.fence : 0;
    reply(c.from, std::move(result), c.id, std::move(agentName), fence);
}

// When somebody else is free, not at once to the agent it was just taken back from.
AgentNo Engine::Impl::preferOther(Slot slot, AgentNo no, Decision &decision)
{
    const Task &task = m_tasks.at(slot);
    const bool wasTakenBack = std::find(m_takenBack.begin(), m_takenBack.end(), std::pair{task.id, no}) != m_takenBack.end();
    if (!wasTakenBack || decision.losers.empty())
        return no;
    const AgentNo other = m_roster.find(decision.losers.front().agent);
    Decision again;
    m_roster.recordChoice(m_queue.bucket(task.bucket).signature, other, again);
    decision = std::move(again);
    return other;
}

} // namespace skep::engine
