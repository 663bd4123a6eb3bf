// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the outside sees of tasks and agents.
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {

std::vector<TaskId> Engine::Impl::takeChangedTasks()
{
    for (const TaskId id : m_changed)
        if (const Slot slot = m_tasks.find(id); slot != kNone)
            m_tasks.at(slot).set(Task::Marked, false);
    return std::exchange(m_changed, {});
}

std::vector<std::string> Engine::Impl::takeChangedAgents()
{
    for (const std::string &agentName : m_changedAgents)
        if (const AgentNo no = m_roster.find(agentName); no != kNoAgent)
            m_roster.at(no).marked = false;
    return std::exchange(m_changedAgents, {});
}

// Why the waiting tasks of a bucket do not run, all alike. Tasks that start by assignment only just wait.
WaitReason Engine::Impl::reasonOf(const Bucket &bucket) const
{
    const Signature &signature = m_queue.signature(bucket.signature);
    if (m_queue.isPaused(bucket))
        return WaitReason::Paused;
    if (!policyOf(signature.origin, m_config.leaseMs).automatic)
        return WaitReason::Held;
    if (m_roster.onlineCount() == 0)
        return WaitReason::NoAgents;
    if (signature.able.empty())
        return WaitReason::MissingCapability;
    if (signature.servable() == 0)
        return WaitReason::Draining;
    return signature.free == 0 ? WaitReason::AgentsBusy : WaitReason::None;
}

bool Engine::Impl::isReportedBlocked(WaitReason reason)
{
    return reason == WaitReason::Paused || reason == WaitReason::NoAgents || reason == WaitReason::MissingCapability
        || reason == WaitReason::Draining;
}

// The first required name that nobody online has; when each has somebody but nobody has all, all of them; the type
// when only agents' own choice of types stands in the way.
const std::string &Engine::Impl::missingText(std::uint32_t number) const
{
    if (m_missing.size() <= number)
        m_missing.resize(m_queue.signatureCount());
    MissingText &cached = m_missing[number];
    const Signature &signature = m_queue.signature(number);
    if (cached.generation == m_roster.generation && cached.type == signature.type)
        return cached.text;
    cached = {m_roster.generation, signature.type, {}};
    std::size_t fewest = signature.required.size() + 1;
    std::vector<bool> somebody(signature.required.size());
    for (const auto &[agentName, no] : m_roster.byName()) {
        if (!m_roster.at(no).isOnline())
            continue;
        const auto lacks = m_roster.missing(signature, m_roster.at(no));
        fewest = std::min(fewest, lacks.size());
        for (std::size_t i = 0; i < signature.required.size(); ++i)
            if (!std::binary_search(lacks.begin(), lacks.end(), signature.required[i]))
                somebody[i] = true;
    }
    if (const auto nobody = std::find(somebody.begin(), somebody.end(), false); nobody != somebody.end())
        cached.text = signature.required[static_cast<std::size_t>(nobody - somebody.begin())];
    else if (fewest == 0)
        cached.text = m_queue.typeName(signature.type);
    else
        for (const std::string &required : signature.required)
            cached.text += (cached.text.empty() ? "" : " + ") + required;
    return cached.text;
}

Engine::Impl::Waiting Engine::Impl::waitingOf(const Task &task) const
{
    if (task.state == TaskState::Queued) {
        const Bucket &bucket = m_queue.bucket(task.bucket);
        Waiting w{reasonOf(bucket)};
        if (w.reason == WaitReason::MissingCapability)
            w.arg = missingText(bucket.signature);
        else if (w.reason == WaitReason::AgentsBusy || w.reason == WaitReason::Draining)
            w.count = static_cast<std::int64_t>(m_queue.signature(bucket.signature).able.size());
        else if (w.reason == WaitReason::Paused)
            w.arg = m_queue.projectName(bucket.project);
        return w;
    }
    Waiting w{task.wait};
    if (task.wait == WaitReason::Dependency)
        w.count = openDependencies(task);
    else if (task.wait == WaitReason::Backoff)
        w.count = std::max<TimeMs>(task.extra->notBefore - m_now, 0);
    if (task.wait == WaitReason::NextFor) {
        const AgentNo no = reservedFor(task);
        w.arg = task.extra->reserved->nextFor;
        w.count = placeInLine(task, no);
        w.ms = slotWaitMs(no, static_cast<std::size_t>(w.count - 1), signatureOf(task).type);
    }
    return w;
}

Result<TaskView> Engine::Impl::view(TaskId id) const
{
    const auto slot = taskFor(id);
    if (!slot)
        return tl::unexpected(slot.error());
    const Task &task = m_tasks.at(*slot);
    const Bucket &bucket = m_queue.bucket(task.bucket);
    const Signature &signature = m_queue.signature(bucket.signature);
    TaskView v;
    v.id = task.id;
    v.type = m_queue.typeName(signature.type);
    if (task.title)
        v.title = task.title.get();
    v.project = m_queue.projectName(bucket.project);
    if (task.agent != kNoAgent)
        v.agent = m_roster.at(task.agent).spec.name;
    Waiting waiting = waitingOf(task);
    v.state = task.state == TaskState::Queued && isReportedBlocked(waiting.reason) ? TaskState::Blocked : task.state;
    v.wait = waiting.reason;
    v.waitArg = std::move(waiting.arg);
    v.waitCount = waiting.count;
    v.waitUntil = waiting.ms < 0 ? 0 : m_now + waiting.ms;
    v.priority = task.priority;
    v.origin = signature.origin;
    v.lastOutcome = task.lastOutcome;
    v.held = task.has(Task::Held);
    v.simulated = task.has(Task::Simulated);
    v.deadlineMissed = task.has(Task::Missed);
    v.acknowledged = task.has(Task::Acknowledged);
    v.attempt = task.attempt;
    v.attemptsMax = task.attemptsMax;
    v.score = task.score;
    v.fence = task.fence;
    v.created = task.created;
    v.updated = task.updated;
    if (task.extra) {
        v.error = task.extra->error;
        v.deadline = task.extra->deadline;
    }
    if (task.lease != kNone)
        fillFromLease(v, m_leases.at(task.lease));
    if (task.lease != kNone && task.state != TaskState::Checking && m_roster.at(m_leases.at(task.lease).agent).lost) {
        v.wait = WaitReason::AgentLost;
        v.waitArg = v.agent;
    }
    return v;
}

void Engine::Impl::fillFromLease(TaskView &v, const Lease &lease) const
{
    v.note = lease.note;
    v.question = lease.question;
    v.choices = lease.choices;
    v.progressDone = lease.done;
    v.progressOf = lease.of;
    v.leaseDue = lease.due;
}

AgentView Engine::Impl::agentView(const Agent &agent) const
{
    constexpr std::int64_t kAttemptsToTell = 5; // fewer say nothing yet
    AgentView v;
    v.name = agent.spec.name;
    v.kind = agent.spec.kind;
    v.version = agent.spec.version;
    v.machine = agent.spec.machine;
    v.model = agent.spec.model;
    v.sandbox = agent.spec.sandbox;
    v.capabilities = agent.spec.capabilities;
    v.state = agent.state();
    v.slots = agent.spec.slots;
    v.busy = agent.busy();
    v.lastTask = agent.lastTask;
    Fence newest = 0;
    for (const std::uint32_t n : agent.leases) {
        const Lease &lease = m_leases.at(n);
        if (!lease.cancelled && lease.fence > newest) {
            newest = lease.fence;
            v.lastTask = lease.task;
            v.lastNote = lease.note;
        }
        const Slot slot = lease.cancelled ? kNone : m_tasks.find(lease.task);
        v.waiting += slot != kNone && m_tasks.at(slot).state == TaskState::NeedsInput ? 1 : 0;
    }
    v.cause = agent.cause;
    v.done = agent.counts.accepted;
    v.failed = agent.counts.rejected + agent.counts.failed + agent.counts.expired + agent.counts.gone;
    v.attempts = agent.total.count();
    if (v.attempts >= kAttemptsToTell)
        v.reliabilityPermille = reliability(agent.total);
    v.pid = agent.spec.pid;
    v.since = agent.since;
    v.lastSeen = agent.lastSeen;
    return v;
}

Result<AgentView> Engine::Impl::agentView(const std::string &agentName) const
{
    const AgentNo no = m_roster.find(agentName);
    if (no == kNoAgent)
        return failField(ErrorCode::NotFound, "agent", 0, "no such agent");
    return agentView(m_roster.at(no));
}

std::vector<TaskId> Engine::Impl::taskIds() const
{
    std::vector<TaskId> ids;
    ids.reserve(m_tasks.size());
    m_tasks.forEach([&](Slot slot) { ids.push_back(m_tasks.at(slot).id); });
    return ids;
}

std::vector<AgentView> Engine::Impl::agents() const
{
    std::vector<AgentView> views;
    for (const auto &[agentName, no] : m_roster.byName())
        views.push_back(agentView(m_roster.at(no)));
    return views;
}

} // namespace skep::engine
