// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attempts: how they begin, how they end, and what the task does then.
#include "core/causes.h"
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {

// Below 2^53 and rising. An epoch's 2^32 numbers last a day at 50,000 grants a second; then the next epoch is
// entered, and restore() goes above every fence it finds.
Fence Engine::Impl::nextFence()
{
    if (++m_grants == 0) {
        ++m_epoch;
        m_grants = 1;
    }
    return makeFence(m_epoch, m_grants);
}

Fence Engine::Impl::grant(Slot slot, AgentNo no, Decision decision)
{
    if (!m_roster.at(no).isFree())
        fault("a slot was booked twice");
    Task &task = m_tasks.at(slot);
    Assigned before = beforeLease(task, no, decision.by);
    // An assignment out of hold or back-off waited for something else. A change of priority waits anew.
    if (task.state == TaskState::Queued)
        m_latencies.wait.add(m_now - task.updated);
    unqueue(slot);
    task.attempt = static_cast<std::uint8_t>(std::min(task.attempt + 1, 255));
    task.fence = nextFence();
    task.score = -1;
    task.set(Task::Simulated, false);
    setAgent(task, no);
    task.lease = m_leases.create();
    Lease &lease = m_leases.at(task.lease);
    lease.task = task.id;
    lease.fence = task.fence;
    lease.agent = no;
    lease.attempt = task.attempt;
    lease.began = m_now;
    lease.termMs = policy(task).leaseMs;
    lease.decision = decision;
    lease.before = std::move(before);
    m_leases.renew(task.lease, m_now);
    setState(slot, TaskState::Leased, WaitReason::None);
    Agent &agent = m_roster.at(no);
    ++agent.counts.leased;
    agent.lastTask = task.id;
    ++m_counts.leased;
    m_roster.takeLease(no, task.lease);
    markAgent(no);
    dirtyAgent(no);
    m_batch.events.emplace_back(ev::Leased{task.id, task.fence, task.attempt, lease.due, agent.spec.name,
                                           std::move(decision)});
    sendTask(slot, lease);
    return task.fence;
}

// A reservation that becomes its agent's lease is taken back with it; one that somebody passes over comes back.
Assigned Engine::Impl::beforeLease(const Task &task, AgentNo no, const std::string &by) const
{
    Assigned before;
    before.by = by;
    before.fence = task.fence;
    if (task.agent != kNoAgent)
        before.agent = m_roster.at(task.agent).spec.name;
    before.score = task.score;
    before.simulated = task.has(Task::Simulated);
    before.updated = task.updated;
    if (task.wait != WaitReason::NextFor)
        return before;
    const Assigned &reserved = *task.extra->reserved;
    before.wasNext = isReservedFor(task, no);
    if (before.wasNext) {
        before.updated = reserved.nextUpdated;
    } else {
        before.nextFor = reserved.nextFor;
        before.nextBy = reserved.nextBy;
        before.nextUpdated = reserved.nextUpdated;
    }
    return before;
}

// The exception to "never before disk": a task may leave once its submission is durable. If the lease itself is
// lost in a crash, the raised epoch makes its fence an old one.
void Engine::Impl::sendTask(Slot slot, const Lease &lease)
{
    const Task &task = m_tasks.at(slot);
    out::SendTask message;
    message.link = m_roster.at(lease.agent).link;
    message.id = task.id;
    message.fence = lease.fence;
    message.leaseMs = lease.termMs;
    message.attempt = lease.attempt;
    message.deadline = task.deadline();
    message.type = m_queue.typeName(signatureOf(task).type);
    if (task.title)
        message.title = task.title.get();
    if (task.extra)
        message.answers = task.extra->answers;
    sendNow(std::move(message), batchOf(task));
}

void Engine::Impl::judge(Slot slot, Verdict verdict)
{
    Task &task = m_tasks.at(slot);
    Lease &lease = m_leases.at(task.lease);
    task.score = static_cast<std::int16_t>(std::clamp(verdict.score, -1, 100));
    Ending ending;
    ending.outcome = verdict.passed ? Outcome::Accepted : Outcome::Rejected;
    if (!verdict.passed) {
        const auto failed = std::find_if(verdict.checks.begin(), verdict.checks.end(),
                                         [](const Check &check) { return check.mark == Check::Mark::Failed; });
        ending.error = failed == verdict.checks.end() ? std::string(causes::kNoCheckPassed) : failed->name + ": " + failed->detail;
    }
    ending.result = std::move(lease.result);
    ending.usage = std::move(lease.usage);
    ending.verdict = std::move(verdict);
    const out::Stored stored{lease.replyLink, task.id, lease.fence};
    endAttempt(slot, std::move(ending));
    send(stored);
}

void Engine::Impl::recordAttempt(const Task &task, const Lease &lease, Ending &ending)
{
    ev::AttemptEnded ended;
    ended.id = task.id;
    ended.fence = lease.fence;
    ended.attempt = lease.attempt;
    ended.outcome = ending.outcome;
    ended.simulated = lease.simulated;
    ended.began = lease.began;
    ended.agent = m_roster.at(lease.agent).spec.name;
    ended.result = std::move(ending.result);
    ended.error = ending.error;
    ended.usage = std::move(ending.usage);
    ended.verdict = std::move(ending.verdict);
    ended.decision = lease.decision;
    m_batch.events.emplace_back(std::move(ended));
}

void Engine::Impl::countOutcome(const Task &task, AgentNo no, Outcome outcome, bool simulated)
{
    Agent &agent = m_roster.at(no);
    const bool good = outcome == Outcome::Accepted;
    switch (outcome) {
    case Outcome::Accepted:
        ++agent.counts.accepted;
        ++m_counts.accepted;
        agent.counts.simulated += simulated ? 1 : 0;
        break;
    case Outcome::Rejected:
        ++agent.counts.rejected;
        break;
    case Outcome::Failed:
        ++agent.counts.failed;
        break;
    case Outcome::Expired:
        ++agent.counts.expired;
        break;
    case Outcome::AgentGone:
        ++agent.counts.gone;
        break;
    default:
        return; // says nothing about the agent
    }
    m_counts.attemptsFailed += good ? 0 : 1;
    m_roster.judge(no, signatureOf(task).type, good);
    dirtyAgent(no);
}

void Engine::Impl::endAttempt(Slot slot, Ending ending)
{
    Task &task = m_tasks.at(slot);
    const std::uint32_t number = task.lease;
    const Lease &lease = m_leases.at(number);
    const AgentNo no = lease.agent;
    recordAttempt(task, lease, ending);
    task.lastOutcome = ending.outcome;
    if (ending.outcome != Outcome::Accepted && !ending.error.empty())
        task.more().error = std::move(ending.error);
    const bool simulated = lease.simulated;
    if (ending.outcome == Outcome::Accepted) {
        learnRunTime(task, lease.workedMs);
        m_latencies.run.add(m_now - lease.began);
    }
    task.lease = kNone;
    m_leases.destroy(number);
    m_roster.freeLease(no, number);
    countOutcome(task, no, ending.outcome, simulated);
    markAgent(no);
    settle(slot, ending.outcome, ending.retryAfterMs);
}

void Engine::Impl::settle(Slot slot, Outcome outcome, std::int64_t retryAfterMs)
{
    Task &task = m_tasks.at(slot);
    const Policy rules = policy(task);
    if (outcome == Outcome::Accepted) {
        setState(slot, TaskState::Done, WaitReason::None);
    } else if (outcome == Outcome::Throttled) {
        task.attempt = static_cast<std::uint8_t>(task.attempt > 0 ? task.attempt - 1 : 0);
        requeue(slot, std::max(retryAfterMs, m_config.backoffBaseMs));
    } else if (task.attempt >= task.attemptsMax || (outcome == Outcome::Rejected && rules.rejectFinal)) {
        setState(slot, TaskState::Failed, WaitReason::None);
    } else {
        requeue(slot, backoff(task.attempt));
    }
}

void Engine::Impl::requeue(Slot slot, std::int64_t waitMs)
{
    Task &task = m_tasks.at(slot);
    if (task.has(Task::Held) || waitMs <= 0) {
        enqueue(slot);
        return;
    }
    task.more().notBefore = m_now + waitMs;
    m_timers.insert({task.extra->notBefore, task.id, TimerKind::Backoff});
    setState(slot, TaskState::Blocked, WaitReason::Backoff);
}

// Doubles per attempt, +-20 %, so that tasks that failed together do not come back together.
std::int64_t Engine::Impl::backoff(int attempt)
{
    std::int64_t wait = m_config.backoffBaseMs;
    for (int i = 1; i < attempt && wait < m_config.backoffMaxMs; ++i)
        wait *= 2;
    wait = std::min(wait, m_config.backoffMaxMs);
    m_random += 0x9e3779b97f4a7c15ULL; // splitmix64
    std::uint64_t z = m_random;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return wait * 8 / 10 + static_cast<std::int64_t>(z % static_cast<std::uint64_t>(wait * 4 / 10 + 1));
}

void Engine::Impl::endLeasesOf(AgentNo no, const std::string &cause)
{
    while (!m_roster.at(no).leases.empty()) {
        const std::uint32_t n = m_roster.at(no).leases.back();
        if (m_leases.at(n).cancelled)
            freeCancelled(n);
        else
            endAttempt(m_tasks.find(m_leases.at(n).task), {.outcome = Outcome::AgentGone, .error = cause});
    }
}

void Engine::Impl::freeCancelled(std::uint32_t n)
{
    const AgentNo no = m_leases.at(n).agent;
    m_leases.destroy(n);
    m_roster.freeLease(no, n);
    markAgent(no);
}

Policy Engine::Impl::policy(const Task &task) const
{
    return policyOf(signatureOf(task).origin, m_config.leaseMs);
}

const Signature &Engine::Impl::signatureOf(const Task &task) const
{
    return m_queue.signature(m_queue.bucket(task.bucket).signature);
}

} // namespace skep::engine
