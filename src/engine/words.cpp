// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What agents say of the leases they hold. Every word is judged by its fence.
#include "engine/impl.h"
#include "engine/mutations.h"

#include <algorithm>

namespace skep::engine {
namespace {

constexpr std::size_t kSupersededMax = 8; // late results kept per task; later ones are refused only

// After these the agent's own last word is on disk, and a repeat of it means that `stored` got lost.
bool wasHeard(Outcome outcome)
{
    return outcome == Outcome::Accepted || outcome == Outcome::Rejected || outcome == Outcome::Failed
        || outcome == Outcome::Throttled;
}

} // namespace

bool Engine::Impl::isCurrent(const Task &task, Fence fence) const
{
    return task.lease != kNone && (m_leases.at(task.lease).fence == fence || mutations.fencesOff);
}

// Requests that are no agent's own connection (an upload, a dialect's call) speak for whoever holds the fence;
// the connection of one agent never speaks for another.
bool Engine::Impl::isForeign(const Task &task, LinkId link) const
{
    const AgentNo speaker = m_roster.byLink(link);
    return speaker != kNoAgent && speaker != m_leases.at(task.lease).agent && !mutations.fencesOff;
}

// The task whose lease this word is about; refuses the word otherwise. None also for words that cross a result on
// its way to the checks: they are late but not wrong.
std::optional<Slot> Engine::Impl::heldBy(const LeaseRef &at)
{
    seen(at.link);
    const Slot slot = m_tasks.find(at.id);
    if (slot == kNone) {
        refuse(at, ErrorCode::NotFound, "no such task", "id");
        return {};
    }
    const Task &task = m_tasks.at(slot);
    if (isCurrent(task, at.fence)) {
        if (isForeign(task, at.link)) {
            refuse(at, ErrorCode::Forbidden, "another agent holds this lease", "fence");
            return {};
        }
        return task.state == TaskState::Checking ? std::optional<Slot>() : slot;
    }
    if (const std::uint32_t n = m_leases.findCancelled(at.fence); n != kNone && m_leases.at(n).task == at.id)
        send(out::SendCancel{at.link, at.id, at.fence}); // the agent has not heard it yet
    else
        refuse(at, ErrorCode::StaleFence, "the lease is over", "fence");
    return {};
}

// A word under a good fence is a sign of life.
void Engine::Impl::hear(Slot slot)
{
    m_leases.renew(m_tasks.at(slot).lease, m_now);
    m_leases.at(m_tasks.at(slot).lease).heard = true;
}

void Engine::Impl::refuse(const LeaseRef &at, ErrorCode code, std::string detail, std::string field, std::int64_t limit)
{
    send(out::LeaseRefused{at.link, at.id, at.fence, Error{code, std::move(field), limit, std::move(detail)}});
}

void Engine::Impl::on(cmd::Renew &c)
{
    if (const auto slot = heldBy(c.at))
        hear(*slot);
}

void Engine::Impl::on(cmd::Started &c)
{
    const auto slot = heldBy(c.at);
    if (!slot)
        return;
    hear(*slot);
    Task &task = m_tasks.at(*slot);
    Lease &lease = m_leases.at(task.lease);
    lease.freshAnswer.clear();
    if (task.state != TaskState::Leased)
        return;
    lease.simulated = c.simulated;
    task.set(Task::Simulated, c.simulated);
    setState(*slot, TaskState::Running, WaitReason::None);
    m_batch.events.emplace_back(ev::Started{task.id, lease.fence, c.simulated});
}

void Engine::Impl::on(cmd::Progress &c)
{
    const auto slot = heldBy(c.at);
    if (!slot)
        return;
    hear(*slot);
    Lease &lease = m_leases.at(m_tasks.at(*slot).lease);
    lease.freshAnswer.clear();
    lease.done = c.done;
    lease.of = c.of;
    if (!c.note.empty())
        lease.note = std::move(c.note);
    if (!c.log.empty())
        send(out::LogLines{c.at.id, lease.fence, std::move(c.log)});
    mark(*slot);
}

void Engine::Impl::on(cmd::Ask &c)
{
    const auto slot = heldBy(c.at);
    if (!slot)
        return;
    hear(*slot);
    Task &task = m_tasks.at(*slot);
    Lease &lease = m_leases.at(task.lease);
    if (task.state == TaskState::NeedsInput && lease.question == c.question && lease.choices == c.choices)
        return;
    lease.freshAnswer.clear();
    lease.question = c.question;
    lease.choices = c.choices;
    setState(*slot, TaskState::NeedsInput, WaitReason::None);
    m_batch.events.emplace_back(ev::Asked{task.id, lease.fence, std::move(c.question), std::move(c.choices)});
    markAgent(lease.agent);
}

void Engine::Impl::on(cmd::Artifact &c)
{
    const auto answer = [&](Result<void> result) {
        if (c.ref != 0)
            reply({c.at.link, c.ref, {}}, std::move(result), c.at.id, {}, c.at.fence);
    };
    const auto slot = heldBy(c.at);
    if (!slot)
        return answer(failField(ErrorCode::StaleFence, "fence", 0, "the lease is over"));
    hear(*slot);
    Lease &lease = m_leases.at(m_tasks.at(*slot).lease);
    const std::string mark = c.name + '\0' + c.sha256;
    if (std::find(lease.artifacts.begin(), lease.artifacts.end(), mark) != lease.artifacts.end())
        return answer({}); // said twice
    if (lease.artifacts.size() >= limits::kArtifactsPerAttemptMax) {
        constexpr const char *kWhy = "too many artifacts of one attempt";
        if (c.ref == 0)
            refuse(c.at, ErrorCode::OutOfRange, kWhy, "artifacts", limits::kArtifactsPerAttemptMax);
        return answer(failField(ErrorCode::OutOfRange, "artifacts", limits::kArtifactsPerAttemptMax, kWhy));
    }
    lease.artifacts.push_back(mark);
    m_batch.events.emplace_back(ev::ArtifactKept{c.at.id, lease.fence, std::move(c.name), std::move(c.mime),
                                                 std::move(c.sha256), c.bytes});
    answer({});
}

void Engine::Impl::on(cmd::CancelAck &c)
{
    seen(c.at.link);
    if (const std::uint32_t n = m_leases.findCancelled(c.at.fence); n != kNone && m_leases.at(n).task == c.at.id) {
        freeCancelled(n);
        return;
    }
    // Unasked: the agent gives the task back.
    if (const auto slot = heldBy(c.at))
        endAttempt(*slot, {.outcome = Outcome::Cancelled, .error = "given back by the agent"});
}

void Engine::Impl::on(cmd::Finish &c)
{
    seen(c.at.link);
    const Slot slot = m_tasks.find(c.at.id);
    const std::uint32_t cancelled = m_leases.findCancelled(c.at.fence);
    if (cancelled != kNone && m_leases.at(cancelled).task == c.at.id) {
        finishCancelled(slot, cancelled, c);
        return;
    }
    if (slot == kNone) {
        refuse(c.at, ErrorCode::NotFound, "no such task", "id");
        return;
    }
    const Task &task = m_tasks.at(slot);
    if (isCurrent(task, c.at.fence)) {
        if (isForeign(task, c.at.link))
            refuse(c.at, ErrorCode::Forbidden, "another agent holds this lease", "fence");
        else if (task.state == TaskState::Checking)
            m_leases.at(task.lease).replyLink = c.at.link; // a repeat: `stored` follows the verdict
        else
            acceptFinish(slot, c);
    } else if (task.lease == kNone && task.fence == c.at.fence && wasHeard(task.lastOutcome)) {
        send(out::Stored{c.at.link, c.at.id, c.at.fence});
    } else {
        keepSuperseded(slot, c);
    }
}

void Engine::Impl::acceptFinish(Slot slot, cmd::Finish &c)
{
    Task &task = m_tasks.at(slot);
    Lease &lease = m_leases.at(task.lease);
    lease.replyLink = c.at.link;
    lease.simulated = lease.simulated || c.simulated;
    task.set(Task::Simulated, lease.simulated);
    if (!c.ok) {
        const Outcome outcome = c.throttled ? Outcome::Throttled : Outcome::Failed;
        const Fence fence = lease.fence;
        endAttempt(slot, {outcome, std::move(c.result), std::move(c.error), std::move(c.usage), {}, c.retryAfterMs});
        send(out::Stored{c.at.link, c.at.id, fence});
        return;
    }
    lease.workedMs = m_now - lease.began;
    m_leases.stopClock(task.lease);
    m_roster.freeLease(lease.agent, task.lease);
    markAgent(lease.agent);
    lease.usage = std::move(c.usage);
    setState(slot, TaskState::Checking, WaitReason::None, false);
    if (policy(task).checks) {
        lease.result = c.result;
        sendNow(out::CheckResult{task.id, lease.fence, m_queue.typeName(signatureOf(task).type), lease.simulated,
                                 std::move(c.result)}, 0);
        return;
    }
    lease.result = std::move(c.result);
    judge(slot, Verdict{.passed = true, .score = -1, .checks = {}});
}

void Engine::Impl::on(cmd::Judge &c)
{
    const Slot slot = m_tasks.find(c.id);
    if (slot == kNone)
        return;
    const Task &task = m_tasks.at(slot);
    if (task.state == TaskState::Checking && m_leases.at(task.lease).fence == c.fence)
        judge(slot, std::move(c.verdict));
}

// The task was cancelled while the agent worked; its place is free again, its work is kept to look at.
void Engine::Impl::finishCancelled(Slot slot, std::uint32_t n, cmd::Finish &c)
{
    freeCancelled(n);
    if (slot != kNone)
        keepSuperseded(slot, c);
    else // finished tasks leave memory; the slot counts all the same
        refuse(c.at, ErrorCode::StaleFence, "the lease is over", "fence");
}

void Engine::Impl::keepSuperseded(Slot slot, cmd::Finish &c)
{
    Task &task = m_tasks.at(slot);
    const bool granted = c.at.fence != 0 && c.at.fence <= makeFence(m_epoch, m_grants);
    auto &heard = task.more().heard;
    const bool known = std::find(heard.begin(), heard.end(), c.at.fence) != heard.end();
    if (granted && !known && heard.size() < kSupersededMax) {
        heard.push_back(c.at.fence);
        ev::AttemptEnded ended;
        ended.id = task.id;
        ended.fence = c.at.fence;
        ended.outcome = Outcome::Superseded;
        ended.simulated = c.simulated;
        if (const AgentNo no = m_roster.byLink(c.at.link); no != kNoAgent)
            ended.agent = m_roster.at(no).spec.name;
        ended.result = std::move(c.result);
        ended.error = std::move(c.error);
        ended.usage = std::move(c.usage);
        m_batch.events.emplace_back(std::move(ended));
        ++m_counts.superseded;
        mark(slot);
    }
    refuse(c.at, ErrorCode::StaleFence, "the lease is over", "fence");
}

} // namespace skep::engine
