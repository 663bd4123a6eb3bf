// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One turn from its beginning to its batch.
#include "core/causes.h"
#include "engine/impl.h"
#include "engine/mutations.h"

#include <algorithm>
#include <tuple>

namespace skep::engine {
namespace {

constexpr BatchNo kThisBatch = ~BatchNo{0}; // stands for the batch being made until its number is known
constexpr std::size_t kMarksPerBucket = 2'000;
constexpr std::size_t kMarksPerTurn = 20'000;
constexpr std::int64_t kIdleTurnMs = 1'000;
constexpr std::size_t kRoomMax = 1'024; // outputs; what a burst needed beyond it is given back

// What an agent says of its leases; these come before timers, so that a word in time is never late. A resumed link
// is among them: its first words may stand in the same turn.
bool isWord(const Command &command)
{
    if (const auto *join = std::get_if<cmd::Join>(&command))
        return join->resumed;
    return std::holds_alternative<cmd::Started>(command) || std::holds_alternative<cmd::Progress>(command)
        || std::holds_alternative<cmd::Ask>(command) || std::holds_alternative<cmd::Finish>(command)
        || std::holds_alternative<cmd::Renew>(command) || std::holds_alternative<cmd::CancelAck>(command)
        || std::holds_alternative<cmd::Artifact>(command) || std::holds_alternative<cmd::Judge>(command);
}

} // namespace

Engine::Impl::Impl(const Config &config)
    : m_config(config)
    , m_queue(m_tasks, config.ageStepMs)
    , m_roster(m_queue)
    , m_keys(config.seed)
    , m_random(config.seed)
{
}

Batch Engine::Impl::apply(std::span<Command> commands, TimeMs now)
{
    beginTurn(now);
    if (mutations.expiryFirst)
        runTimers();
    for (Command &command : commands)
        if (isWord(command))
            std::visit([this](auto &c) { on(c); }, command);
    runTimers();
    for (Command &command : commands)
        if (!isWord(command))
            std::visit([this](auto &c) { on(c); }, command);
    resendUnheard();
    dispatch();
    return endTurn();
}

void Engine::Impl::reuse(std::vector<Output> &&outputs)
{
    if (outputs.capacity() > kRoomMax)
        return;
    outputs.clear();
    m_room = std::move(outputs);
}

void Engine::Impl::beginTurn(TimeMs now)
{
    const TimeMs last = m_now;
    m_now = std::max(now, m_now);
    m_batch = Batch{};
    m_batch.outputs = std::move(m_room);
    m_room.clear();
    m_batch.now = m_now;
    if (!m_started) {
        m_started = true;
        m_leases.forEach([this](std::uint32_t n) { m_leases.renew(n, m_now); });
        for (const auto &[name, no] : m_roster.byName()) {
            Agent &agent = m_roster.at(no);
            if (agent.since == 0)
                agent.since = agent.lastSeen = m_now;
            if (!agent.lost)
                continue;
            agent.since = m_now;
            agent.lostDue = m_now + m_config.leaseMs;
            m_timers.insert({agent.lostDue, no, TimerKind::AgentLost});
        }
        for (const TaskId id : std::exchange(m_restored, {}))
            if (const Slot slot = m_tasks.find(id); slot != kNone && m_tasks.at(slot).wait == WaitReason::Dependency)
                enqueue(slot), changed(slot);
    } else if (m_now - last > limits::kSuspendGapMs) {
        m_leases.extendAll(m_now - last);
    }
    m_keys.expire(m_now - limits::kKeyHoldMs);
}

void Engine::Impl::runTimers()
{
    struct Due
    {
        TimeMs due;
        std::uint64_t id;
        int kind; // a lease comes before the other timers of its task
        Fence fence;
        std::uint32_t lease;
    };
    m_dueLeases.clear();
    m_leases.due(m_now, m_dueLeases);
    const bool quiet = m_dueLeases.empty() && (m_timers.empty() || m_timers.begin()->due > m_now);
    if (quiet)
        return;
    std::vector<Due> all;
    for (const std::uint32_t n : m_dueLeases)
        all.push_back({m_leases.at(n).due, m_leases.at(n).task, -1, m_leases.at(n).fence, n});
    for (auto it = m_timers.begin(); it != m_timers.end() && it->due <= m_now; ++it)
        all.push_back({it->due, it->id, static_cast<int>(it->kind), 0, kNone});
    std::sort(all.begin(), all.end(), [](const Due &a, const Due &b) {
        return std::tie(a.due, a.id, a.kind, a.fence) < std::tie(b.due, b.id, b.kind, b.fence);
    });
    for (const Due &item : all) {
        if (item.lease != kNone)
            expireLease(item.lease);
        else if (const Timer timer{item.due, item.id, static_cast<TimerKind>(item.kind)}; m_timers.erase(timer) > 0)
            runTimer(timer);
    }
}

void Engine::Impl::expireLease(std::uint32_t n)
{
    Lease &lease = m_leases.at(n);
    if (!lease.used || lease.due == 0 || lease.due > m_now)
        return;
    // A live agent that was silent too long learns it at once and frees itself.
    if (const LinkId link = m_roster.at(lease.agent).link; link != 0 && !lease.cancelled)
        send(out::SendCancel{link, lease.task, lease.fence});
    if (lease.cancelled)
        freeCancelled(n);
    else
        endAttempt(m_tasks.find(lease.task), {.outcome = Outcome::Expired,
                                                    .error = std::string(m_roster.at(lease.agent).lost ? causes::kLeaseRanOutApart : causes::kLeaseRanOut)});
}

void Engine::Impl::runTimer(const Timer &timer)
{
    if (timer.kind == TimerKind::AgentLost) {
        const auto no = static_cast<AgentNo>(timer.id);
        endReservationsOf(no, "its agent did not come back");
        Agent &agent = m_roster.at(no);
        if (!agent.leases.empty()) { // longer leases than the usual: it may still come back
            agent.lostDue = m_now + m_config.leaseMs;
            m_timers.insert({agent.lostDue, no, TimerKind::AgentLost});
            return;
        }
        agent.lost = false;
        agent.cause = causes::kNotBack;
        m_batch.events.emplace_back(ev::AgentLeft{agent.spec.name, agent.cause});
        markAgent(no);
        return;
    }
    const Slot slot = m_tasks.find(timer.id);
    if (slot == kNone)
        return;
    Task &task = m_tasks.at(slot);
    if (timer.kind == TimerKind::Backoff) {
        enqueue(slot);
        changed(slot);
    } else if (!task.has(Task::Missed)) {
        task.set(Task::Missed);
        ++m_counts.deadlinesMissed;
        m_batch.events.emplace_back(ev::DeadlineMissed{task.id, task.deadline()});
        dirty(slot);
        mark(slot);
    }
}

// Ends when nothing more fits: every grant takes a slot of an agent.
void Engine::Impl::dispatch()
{
    grantReserved();
    if (!m_queue.paused().empty() && m_queue.paused().begin()->empty())
        return;
    while (m_queue.hasReady()) {
        Decision decision;
        const AgentNo no = m_roster.choose(m_queue.topSignature(), decision);
        if (no == kNoAgent) {
            fault("a signature with a free agent had none");
            return;
        }
        const Slot slot = m_queue.topTask();
        const AgentNo other = preferOther(slot, no, decision);
        grant(slot, other, std::move(decision));
    }
}

// A view tells whether anybody online could serve the task. When that changes for a whole bucket, its first tasks
// are marked, as many as a screen may show; the others are right whenever they are looked at.
void Engine::Impl::markFlipped()
{
    auto flipped = std::exchange(m_roster.flipped, {});
    std::sort(flipped.begin(), flipped.end());
    flipped.erase(std::unique(flipped.begin(), flipped.end()), flipped.end());
    std::size_t left = kMarksPerTurn;
    for (const std::uint32_t signature : flipped)
        for (const std::uint32_t bucket : m_queue.signature(signature).buckets)
            for (const Slot slot : m_queue.heads(bucket, std::min(left, kMarksPerBucket))) {
                mark(slot);
                --left;
            }
}

// Failed tasks that others wait for stay: their dependents point at them.
void Engine::Impl::evict()
{
    for (std::size_t tries = 64; m_finished > m_config.finishedInMemoryMax && m_finishedHead != kNone;) {
        const Slot slot = m_finishedHead;
        Task &task = m_tasks.at(slot);
        const auto waits = m_waits.lower_bound({task.id, 0});
        unlinkFinished(slot);
        if (waits != m_waits.end() && waits->first == task.id) {
            linkFinished(slot);
            if (--tries == 0)
                return;
            continue;
        }
        setAgent(task, kNoAgent);
        m_queue.release(task.bucket);
        m_evicted.push_back(task.id);
        m_tasks.erase(slot);
    }
}

Batch Engine::Impl::endTurn()
{
    m_batch.rows.reserve(m_dirty.size());
    for (const TaskId id : m_dirty) {
        Task &task = m_tasks.at(m_tasks.find(id));
        task.set(Task::RowDirty, false);
        m_batch.rows.push_back(rowOf(task));
    }
    m_dirty.clear();
    for (const AgentNo no : m_dirtyAgents)
        if (Agent &agent = m_roster.at(no); agent.isTallyDirty) // a place given anew in this turn comes twice
            m_batch.agents.push_back(takeTally(agent));
    m_dirtyAgents.clear();
    m_takenBack.clear();
    markFlipped();
    evict();
    if (m_batch.hasFacts())
        m_batch.no = m_lastFacts = m_nextBatch++;
    for (Output &output : m_batch.outputs)
        if (output.needs == kThisBatch)
            output.needs = m_lastFacts;
    return std::move(m_batch);
}

TimeMs Engine::Impl::nextDue() const
{
    TimeMs next = m_leases.nextDue();
    if (!m_timers.empty() && (next == 0 || m_timers.begin()->due < next))
        next = m_timers.begin()->due;
    if (m_leases.anyRuns() && next > m_now + kIdleTurnMs)
        next = m_now + kIdleTurnMs;
    return next;
}

void Engine::Impl::send(OutputBody body)
{
    m_batch.outputs.push_back({kThisBatch, std::move(body)});
}

void Engine::Impl::sendNow(OutputBody body, BatchNo needs)
{
    m_batch.outputs.push_back({needs, std::move(body)});
}

void Engine::Impl::reply(const From &from, Result<void> result, TaskId id, std::string agent, Fence fence,
                         std::string reason, bool waits)
{
    send(out::Reply{from.link, from.ref, std::move(result), id, std::move(agent), fence, std::move(reason), waits});
}

void Engine::Impl::fault(std::string what)
{
    if (m_fault.empty())
        m_fault = std::move(what);
}

} // namespace skep::engine
