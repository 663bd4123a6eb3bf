// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What persons and clients ask of tasks. Every command is answered, whether it changed something or not.
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {
namespace {

Result<void> conflict(TaskState state)
{
    return failField(ErrorCode::Conflict, "state", 0, "the task is " + std::string(name(state)));
}

Result<void> alreadyFinal(TaskState state)
{
    return failField(ErrorCode::AlreadyFinal, "state", 0, "the task is " + std::string(name(state)));
}

} // namespace

Result<Slot> Engine::Impl::taskFor(TaskId id) const
{
    const Slot slot = m_tasks.find(id);
    if (slot == kNone)
        return failField(ErrorCode::NotFound, "id", 0, "no such task in memory");
    return slot;
}

void Engine::Impl::on(cmd::Cancel &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (isFinal(task.state)) {
        reply(c.from, alreadyFinal(task.state), c.id);
        return;
    }
    unqueue(*slot);
    if (task.lease != kNone)
        cancelHeld(task);
    setState(*slot, TaskState::Cancelled, WaitReason::None);
    changed(*slot, c.from.who, std::move(c.reason));
    reply(c.from, {}, c.id);
}

// The attempt ends now. The agent may still be at work, so its slot stays taken until it lets go or the lease's
// time is over: a slot is never booked twice.
void Engine::Impl::cancelHeld(Task &task)
{
    const std::uint32_t n = task.lease;
    Lease &lease = m_leases.at(n);
    Ending ending{.outcome = Outcome::Cancelled, .result = std::move(lease.result), .usage = std::move(lease.usage)};
    recordAttempt(task, lease, ending);
    task.lastOutcome = Outcome::Cancelled;
    if (task.state == TaskState::Checking) { // the agent has let go already
        task.lease = kNone;
        send(out::Stored{lease.replyLink, task.id, lease.fence});
        m_leases.destroy(n);
        return;
    }
    letGo(task);
}

// From here on the lease only takes its agent's slot.
void Engine::Impl::letGo(Task &task)
{
    const std::uint32_t n = std::exchange(task.lease, kNone);
    Lease &lease = m_leases.at(n);
    m_leases.setCancelled(n);
    if (lease.termMs == 0) {
        lease.termMs = m_config.leaseMs;
        m_leases.renew(n, m_now);
    }
    if (const LinkId link = m_roster.at(lease.agent).link; link != 0)
        send(out::SendCancel{link, task.id, lease.fence});
}

void Engine::Impl::on(cmd::Retry &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (task.state != TaskState::Failed && task.state != TaskState::Cancelled) {
        reply(c.from, task.state == TaskState::Done ? alreadyFinal(task.state) : conflict(task.state), c.id);
        return;
    }
    if (m_unfinished >= m_config.unfinishedMax) {
        reply(c.from, failField(ErrorCode::QueueFull, "task", static_cast<std::int64_t>(m_config.unfinishedMax)), c.id);
        return;
    }
    task.attemptsMax = static_cast<std::uint8_t>(std::clamp(task.attempt + 1, int(task.attemptsMax), 255));
    task.set(Task::Acknowledged, false);
    task.set(Task::Simulated, false);
    if (task.extra)
        waitFor(*slot, task.extra->after);
    enqueue(*slot);
    changed(*slot, c.from.who, "retry");
    reply(c.from, {}, c.id);
}

void Engine::Impl::on(cmd::Answer &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (task.state != TaskState::NeedsInput) {
        reply(c.from, isFinal(task.state) ? alreadyFinal(task.state) : conflict(task.state), c.id);
        return;
    }
    Lease &lease = m_leases.at(task.lease);
    task.more().answers.push_back(c.text);
    lease.freshAnswer = c.text;
    lease.question.clear();
    lease.choices.clear();
    m_batch.events.emplace_back(ev::Answered{task.id, lease.fence, c.text, c.from.who});
    setState(*slot, TaskState::Running, WaitReason::None);
    markAgent(lease.agent);
    if (const LinkId link = m_roster.at(lease.agent).link; link != 0)
        send(out::SendAnswer{link, task.id, lease.fence, std::move(c.text)});
    reply(c.from, {}, c.id);
}

void Engine::Impl::on(cmd::Hold &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (isFinal(task.state)) {
        reply(c.from, alreadyFinal(task.state), c.id);
        return;
    }
    const bool endsReservation = c.on && task.wait == WaitReason::NextFor;
    if (task.has(Task::Held) != c.on || endsReservation) {
        task.set(Task::Held, c.on);
        const bool standsStill = task.state == TaskState::Queued || task.wait == WaitReason::Held || endsReservation
            || (c.on && task.wait == WaitReason::Backoff);
        if (standsStill) {
            unqueue(*slot);
            enqueue(*slot);
        }
        changed(*slot, c.from.who, c.on ? "hold" : "release");
    }
    reply(c.from, {}, c.id);
}

void Engine::Impl::on(cmd::Acknowledge &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (task.state != TaskState::Failed) {
        reply(c.from, conflict(task.state), c.id);
        return;
    }
    if (!task.has(Task::Acknowledged)) {
        task.set(Task::Acknowledged);
        changed(*slot, c.from.who, "acknowledged");
    }
    reply(c.from, {}, c.id);
}

void Engine::Impl::on(cmd::SetPriority &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    Task &task = m_tasks.at(*slot);
    if (isFinal(task.state)) {
        reply(c.from, alreadyFinal(task.state), c.id);
        return;
    }
    if (task.priority != c.priority) {
        const bool waits = task.has(Task::Waiting);
        const auto line = m_reserved.find(reservedFor(task));
        if (waits)
            m_queue.remove(*slot);
        if (line != m_reserved.end())
            line->second.erase({m_queue.urgency(task), task.id});
        task.priority = c.priority;
        if (waits)
            m_queue.push(*slot);
        if (line != m_reserved.end()) {
            line->second.emplace(m_queue.urgency(task), task.id);
            markLine(line->first);
        }
        task.updated = m_now;
        changed(*slot, c.from.who, "priority " + std::string(name(c.priority)));
    }
    reply(c.from, {}, c.id);
}

// Nothing is touched but the buckets: a paused task is blocked in what is shown, not in its record.
void Engine::Impl::on(cmd::Pause &c)
{
    if (m_queue.pause(c.project, c.on)) {
        m_batch.events.emplace_back(ev::Paused{c.project, c.on, c.from.who});
        for (std::uint32_t n = 0; n < m_queue.bucketCount(); ++n) {
            const Bucket &bucket = m_queue.bucket(n);
            if (bucket.waiting > 0 && (c.project.empty() || m_queue.projectName(bucket.project) == c.project))
                m_roster.flipped.push_back(bucket.signature);
        }
    }
    reply(c.from, {});
}

} // namespace skep::engine
