// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/referee.h"

#include "core/limits.h"

#include <algorithm>
#include <optional>

namespace skep::sim {
namespace {

std::optional<LeaseRef> leaseOf(const Command &command)
{
    return std::visit([](const auto &c) -> std::optional<LeaseRef> {
        if constexpr (requires { c.at; })
            return c.at;
        else
            return {};
    }, command);
}

} // namespace

void Referee::violate(std::string what)
{
    if (m_violation.empty())
        m_violation = std::move(what);
}

void Referee::beforeTurn(std::span<const Command> commands, TimeMs now)
{
    m_now = std::max(now, m_now);
    for (auto &[fence, lease] : m_leases)
        lease.renewedNow = false;
    m_asked.clear();
    for (const Command &command : commands) {
        if (const auto *join = std::get_if<cmd::Join>(&command))
            m_links[join->link] = join->agent.name;
        if (const auto *assign = std::get_if<cmd::Assign>(&command))
            m_asked.insert(assign->id);
        const auto at = leaseOf(command);
        if (!at)
            continue;
        const auto found = m_leases.find(at->fence);
        if (found == m_leases.end() || found->second.task != at->id)
            continue;
        const auto speaker = m_links.find(at->link);
        if (speaker != m_links.end() && speaker->second != found->second.agent)
            continue;
        if (std::holds_alternative<cmd::Finish>(command) || std::holds_alternative<cmd::CancelAck>(command)) {
            found->second.ended = true;
            found->second.due = 0; // its slot is free from now on
        } else if (!found->second.ended && !std::holds_alternative<cmd::Judge>(command)) {
            found->second.renewedNow = true;
            found->second.due = m_now + limits::kLeaseMs;
        }
    }
}

void Referee::afterTurn(const Batch &batch)
{
    m_batch = batch.no;
    if (batch.now < m_now)
        violate("the hub's time went back");
    for (const Event &event : batch.events) {
        if (const auto *left = std::get_if<ev::AgentLeft>(&event); left && left->cause != "connection lost")
            dropLeasesOf(left->agent, true);
        if (const auto *joined = std::get_if<ev::AgentJoined>(&event); joined && !joined->resumed)
            dropLeasesOf(joined->agent.name, true);
        std::visit([this](const auto &e) { take(e); }, event);
    }
    checkRows(batch);
}

// Leases whose end is not told by an event of their own: cancelled ones of an agent that is gone.
void Referee::dropLeasesOf(const std::string &agent, bool endedOnly)
{
    std::erase_if(m_leases, [&](const auto &entry) {
        return entry.second.agent == agent && (entry.second.ended || !endedOnly);
    });
}

void Referee::take(const ev::Submitted &e)
{
    m_attempts[e.id] = 0;
    if (e.key.empty())
        return;
    const auto [entry, isNew] = m_submittedKeys.try_emplace(e.key, Fact{m_batch, e.id});
    if (!isNew)
        violate("key " + e.key + " became tasks " + std::to_string(entry->second.fence) + " and " + std::to_string(e.id));
}

void Referee::take(const ev::Leased &e)
{
    const std::string who = "task " + std::to_string(e.id) + ": ";
    if (const auto current = m_current.find(e.id); current != m_current.end())
        violate(who + "leased twice at a time");
    if (m_accepted.contains(e.id))
        violate(who + "leased again after an accepted result");
    if (e.fence <= m_highestFence)
        violate(who + "fence " + std::to_string(e.fence) + " does not rise");
    if (e.attempt != ++m_attempts[e.id])
        violate(who + "attempt " + std::to_string(e.attempt) + " is the " + std::to_string(m_attempts[e.id]) + ". that began");
    if (const auto reserved = m_reserved.find(e.id); reserved != m_reserved.end()) {
        if (reserved->second != e.agent && !m_asked.contains(e.id))
            violate(who + "is reserved for " + reserved->second + " and went to " + e.agent);
        m_reserved.erase(reserved);
    }
    m_highestFence = e.fence;
    m_highest[e.id] = e.fence;
    m_current[e.id] = e.fence;
    m_leases[e.fence] = {e.id, e.agent, e.due, false, false};
    int taken = 0;
    for (const auto &[fence, lease] : m_leases)
        taken += lease.agent == e.agent && (!lease.ended || lease.due > m_now) ? 1 : 0;
    if (taken > m_slots[e.agent])
        violate(who + e.agent + " got more than its " + std::to_string(m_slots[e.agent]) + " slots");
}

void Referee::take(const ev::AttemptEnded &e)
{
    if (e.outcome == Outcome::Superseded) {
        m_world.count(Fault::Superseded);
        return;
    }
    checkEnd(e);
    if (e.outcome == Outcome::Throttled)
        --m_attempts[e.id];
    const auto current = m_current.find(e.id);
    if (current != m_current.end() && current->second == e.fence)
        m_current.erase(current);
    const auto found = m_leases.find(e.fence);
    if (found == m_leases.end())
        return;
    if (e.outcome == Outcome::Cancelled && !found->second.ended)
        found->second.ended = true; // the slot stays taken until the agent lets go or the time is over
    else
        m_leases.erase(found);
}

void Referee::checkEnd(const ev::AttemptEnded &e)
{
    const std::string who = "task " + std::to_string(e.id) + ": ";
    const auto current = m_current.find(e.id);
    if (current == m_current.end() || current->second != e.fence)
        violate(who + "an attempt ended that was not under way");
    if (m_undone.contains(e.fence))
        violate(who + "a word under an undone fence was taken");
    const auto lease = m_leases.find(e.fence);
    if (e.outcome == Outcome::Expired) {
        m_world.count(Fault::Expired);
        if (lease != m_leases.end() && lease->second.renewedNow)
            violate(who + "expired although its renewal was there");
        else if (lease != m_leases.end() && lease->second.due > m_now)
            violate(who + "expired before its time");
    }
    if (e.outcome == Outcome::Rejected)
        m_world.count(Fault::Rejected);
    if (e.outcome != Outcome::Accepted)
        return;
    if (!m_accepted.try_emplace(e.id, Fact{m_batch, e.fence}).second)
        violate(who + "two accepted results");
    if (e.result != "\"" + std::to_string(e.id) + ":" + std::to_string(e.fence) + "\"")
        violate(who + "the accepted result was made under another fence: " + e.result);
}

void Referee::take(const ev::Started &e)
{
    if (m_undone.contains(e.fence))
        violate("task " + std::to_string(e.id) + ": started under an undone fence");
}

void Referee::take(const ev::Changed &e)
{
    m_beforeLease.erase(e.id);
    if (e.wait != WaitReason::NextFor)
        m_reserved.erase(e.id);
}

void Referee::take(const ev::Reserved &e)
{
    if (m_current.contains(e.id))
        violate("task " + std::to_string(e.id) + ": reserved while it has a lease");
    m_reserved[e.id] = e.agent;
}

void Referee::take(const ev::Unassigned &e)
{
    if (m_reserved.erase(e.id) > 0)
        return;
    const auto current = m_current.find(e.id);
    const auto lease = m_leases.find(e.fence);
    if (current == m_current.end() || current->second != e.fence || lease == m_leases.end() || lease->second.agent != e.agent) {
        violate("task " + std::to_string(e.id) + ": an assignment was taken back that was not there");
        return;
    }
    m_current.erase(current);
    lease->second.ended = true; // takes its slot until the agent lets go or the time is over
    m_undone[e.fence] = Fact{m_batch, e.fence};
    --m_attempts[e.id];
}

// Where a lease was all that happened to a task, and its taking back all that came after, the row must be the old one.
void Referee::checkRows(const Batch &batch)
{
    std::map<TaskId, int> count;
    const auto idOf = [](const auto &e) -> TaskId {
        if constexpr (requires { e.id; })
            return e.id;
        else
            return 0;
    };
    for (const Event &event : batch.events)
        ++count[std::visit(idOf, event)];
    for (const Event &event : batch.events) {
        const TaskId id = std::visit(idOf, event);
        if (const auto before = m_rows.find(id); std::holds_alternative<ev::Leased>(event) && count[id] == 1 && before != m_rows.end()
            && before->second.wait != WaitReason::NextFor)
            m_beforeLease[id] = before->second;
        else if (!std::holds_alternative<ev::Unassigned>(event) || count[id] > 1)
            m_beforeLease.erase(id);
    }
    for (const TaskRow &row : batch.rows) {
        m_rows[row.id] = row;
        const auto before = m_beforeLease.find(row.id);
        if (before == m_beforeLease.end() || row.state == TaskState::Leased)
            continue;
        before->second.fence = row.fence;
        if (row != before->second)
            violate("task " + std::to_string(row.id) + ": taken back, and not what it was");
        m_beforeLease.erase(before);
    }
}

void Referee::take(const ev::DeadlineMissed &e)
{
    m_beforeLease.erase(e.id);
    m_world.count(Fault::DeadlineMissed);
    if (!m_missed.try_emplace(e.id, Fact{m_batch, 0}).second)
        violate("task " + std::to_string(e.id) + ": its deadline was missed twice");
}

void Referee::delivered(const OutputBody &body)
{
    if (const auto *accepted = std::get_if<out::Accepted>(&body)) {
        if (!m_disk.find(accepted->id))
            violate("task " + std::to_string(accepted->id) + " was accepted before it was on disk");
        const auto [entry, isNew] = m_keys.try_emplace(accepted->key, accepted->id);
        if (!isNew && entry->second != accepted->id)
            violate("key " + accepted->key + " was accepted as two tasks");
    } else if (const auto *stored = std::get_if<out::Stored>(&body)) {
        if (!m_disk.hasEnded(stored->id, stored->fence))
            violate("task " + std::to_string(stored->id) + ": stored was said before the result was on disk");
    } else if (const auto *sent = std::get_if<out::SendTask>(&body)) {
        if (!m_disk.find(sent->id))
            violate("task " + std::to_string(sent->id) + " left before its submission was on disk");
    }
}

void Referee::crashed(BatchNo durable)
{
    m_now = m_disk.lastNow(); // turns that were not on disk may have been later
    const auto lost = [&](const auto &entry) { return entry.second.batch > durable; };
    std::erase_if(m_submittedKeys, lost);
    std::erase_if(m_accepted, lost);
    std::erase_if(m_missed, lost);
    std::erase_if(m_undone, lost);
    m_reserved.clear();
    m_attempts.clear();
    m_rows.clear();
    m_beforeLease.clear();
    m_leases.clear();
    m_current.clear();
    m_links.clear();
}

void Referee::judgeCounts(const AgentTally &row)
{
    const AgentCounts counted = m_disk.counted(row.name);
    if (row.counts != counted) {
        std::string numbers;
        for (const AgentCounts &c : {row.counts, counted}) {
            for (const std::int64_t n : {c.leased, c.accepted, c.rejected, c.failed, c.expired, c.gone, c.simulated})
                numbers += ' ' + std::to_string(n);
            numbers += ';';
        }
        violate("agent " + row.name + " has done something else on disk than its events say:" + numbers);
    }
    std::int64_t judged = 0;
    for (const AgentTally::Record &record : row.records)
        judged += record.good + record.bad;
    const AgentCounts &ended = row.counts;
    if (judged > ended.accepted + ended.rejected + ended.failed + ended.expired + ended.gone)
        violate("agent " + row.name + " was judged more often than its attempts ended");
}

void Referee::restored(const Restored &restored)
{
    for (const auto &[key, id] : m_keys)
        if (!m_disk.find(id))
            violate("task " + std::to_string(id) + " was accepted and is lost");
    for (const AgentTally &row : restored.agents)
        judgeCounts(row);
    for (const Restored::Task &task : restored.tasks) {
        m_attempts[task.row.id] = task.row.attempt;
        m_rows[task.row.id] = task.row;
        if (task.row.wait == WaitReason::NextFor && task.row.assigned)
            m_reserved[task.row.id] = task.row.assigned->nextFor;
        if (!isHeld(task.row.state) && task.row.state != TaskState::Checking)
            continue;
        m_current[task.row.id] = task.row.fence;
        m_leases[task.row.fence] = {task.row.id, task.row.agent, 0, false, false};
    }
}

} // namespace skep::sim
