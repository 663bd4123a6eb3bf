// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sums, and the full answer to "why does it not run".
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {
namespace {

constexpr std::int64_t kAheadMax = 10'000; // stands for that many or more

} // namespace

Counts Engine::Impl::counts() const
{
    Counts counts = m_counts;
    counts.now = m_now;
    auto &queued = counts.byState[static_cast<std::size_t>(TaskState::Queued)];
    auto &blocked = counts.byState[static_cast<std::size_t>(TaskState::Blocked)];
    for (std::uint32_t n = 0; n < m_queue.bucketCount(); ++n) {
        const Bucket &bucket = m_queue.bucket(n);
        if (bucket.waiting == 0)
            continue;
        if (isReportedBlocked(reasonOf(bucket))) {
            queued -= bucket.waiting;
            blocked += bucket.waiting;
        } else {
            for (std::size_t i = 0; i < counts.queuedBy.size(); ++i)
                counts.queuedBy[i] += bucket.waitingBy[i];
        }
    }
    counts.oldestWaiting = m_queue.oldestWaiting();
    counts.agentsTotal = static_cast<std::int64_t>(m_roster.byName().size());
    counts.agentsOnline = static_cast<std::int64_t>(m_roster.onlineCount());
    for (const auto &[agentName, no] : m_roster.byName()) {
        const Agent &agent = m_roster.at(no);
        counts.slots += agent.isOnline() ? agent.spec.slots : 0;
        counts.agentsUnsandboxed += agent.isOnline() && agent.spec.sandbox == "unsandboxed" ? 1 : 0;
        counts.slotsBusy += agent.isOnline() ? agent.busy() : 0;
    }
    return counts;
}

DelegationReport Engine::Impl::report() const
{
    DelegationReport report;
    report.counts = counts();
    for (const auto &[agentName, no] : m_roster.byName()) {
        const AgentCounts &c = m_roster.at(no).counts;
        report.agents.push_back({agentName, c.leased, c.accepted, c.rejected, c.failed, c.expired + c.gone, c.simulated});
    }
    for (std::uint32_t n = 0; n < m_types.size(); ++n) {
        const TypeCounts &t = m_types[n];
        report.types.push_back({m_queue.typeName(n), t.total, t.done, t.failed, t.cancelled,
                                t.total - t.done - t.failed - t.cancelled, t.simulated});
    }
    std::sort(report.types.begin(), report.types.end(),
              [](const auto &a, const auto &b) { return a.type < b.type; });
    return report;
}

Explanation Engine::Impl::explain(TaskId id) const
{
    Explanation why;
    why.id = id;
    const Slot slot = m_tasks.find(id);
    if (slot == kNone)
        return why;
    const Task &task = m_tasks.at(slot);
    const Signature &signature = signatureOf(task);
    Waiting waiting = waitingOf(task);
    why.state = task.state == TaskState::Queued && isReportedBlocked(waiting.reason) ? TaskState::Blocked : task.state;
    why.wait = waiting.reason;
    why.waitArg = std::move(waiting.arg);
    why.waitCount = waiting.count;
    why.waitMs = waiting.ms;
    if (task.has(Task::Waiting))
        why.ahead = m_queue.ahead(slot, kAheadMax);
    else if (task.wait == WaitReason::NextFor)
        why.ahead = why.waitCount - 1;
    for (const Able &able : signature.able) {
        const Agent &agent = m_roster.at(able.agent);
        why.draining += agent.draining ? 1 : 0;
        why.busy += !agent.draining && !agent.isFree() ? 1 : 0;
    }
    why.incapable = static_cast<std::uint32_t>(m_roster.onlineCount() - signature.able.size());
    why.candidates = choicesFor(task);
    if (!why.candidates.empty())
        why.decision = decisionId(task, why.candidates.front().agent);
    if (signature.able.empty() && !isFinal(task.state))
        fillNearest(why, signature);
    return why;
}

void Engine::Impl::fillNearest(Explanation &why, const Signature &signature) const
{
    for (const auto &[agentName, no] : m_roster.byName()) {
        const Agent &agent = m_roster.at(no);
        if (!agent.isOnline())
            continue;
        auto lacks = m_roster.missing(signature, agent);
        if (why.nearestAgent.empty() || lacks.size() < why.missing.size()) {
            why.nearestAgent = agentName;
            why.missing = std::move(lacks);
        }
    }
}

} // namespace skep::engine
