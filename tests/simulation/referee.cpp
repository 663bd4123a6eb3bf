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
    for (const Command &command : commands) {
        if (const auto *join = std::get_if<cmd::Join>(&command))
            m_links[join->link] = join->agent.name;
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

void Referee::take(const ev::DeadlineMissed &e)
{
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
        if (!isHeld(task.row.state) && task.row.state != TaskState::Checking)
            continue;
        m_current[task.row.id] = task.row.fence;
        m_leases[task.row.fence] = {task.row.id, task.row.agent, 0, false, false};
    }
}

} // namespace skep::sim
