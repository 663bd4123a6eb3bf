// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Agents coming, going, and how much they take.
#include "core/causes.h"
#include "engine/impl.h"

#include <algorithm>

namespace skep::engine {

void Engine::Impl::on(cmd::Join &c)
{
    const From from{c.link, c.ref, {}};
    if (c.link == 0 || m_roster.byLink(c.link) != kNoAgent) {
        reply(from, failField(ErrorCode::OutOfOrder, "agent", 0, "this connection has joined already"));
        return;
    }
    AgentNo no = m_roster.find(c.agent.name);
    if (no != kNoAgent && m_roster.at(no).isOnline()) {
        if (!c.resumed) {
            reply(from, failField(ErrorCode::AgentInUse, "agent", 0, "another live connection has this name"));
            return;
        }
        send(out::CloseLink{m_roster.at(no).link, Error{ErrorCode::AgentInUse, "agent", 0, "taken over"}});
    }
    if (no == kNoAgent && (no = placeFor(c.agent)) == kNoAgent) {
        reply(from, failField(ErrorCode::QueueFull, "agent", limits::kAgentsMax, "too many agents"));
        return;
    }
    Agent &agent = m_roster.at(no);
    m_timers.erase({agent.lostDue, no, TimerKind::AgentLost});
    if (!c.resumed) {
        endLeasesOf(no, "the agent started anew");
        endReservationsOf(no, "its agent started anew");
        agent.draining = false;
    }
    m_batch.events.emplace_back(ev::AgentJoined{c.agent, c.resumed});
    m_roster.connect(no, c.link, std::move(c.agent));
    endReservationsItCannotServe(no);
    dirtyAgent(no);
    seen(c.link);
    reply(from, {}, 0, agent.spec.name);
    if (c.resumed) {
        remind(no);
        markLeases(no);
    }
}

// A new name's place; at the bound the agent that is gone longest makes room.
AgentNo Engine::Impl::placeFor(const AgentSpec &spec)
{
    if (m_roster.byName().size() >= limits::kAgentsMax) {
        AgentNo oldest = kNoAgent;
        for (const auto &[name, no] : m_roster.byName()) {
            const Agent &agent = m_roster.at(no);
            if (agent.state() == AgentState::Gone && (oldest == kNoAgent || agent.since < m_roster.at(oldest).since))
                oldest = no;
        }
        if (oldest == kNoAgent)
            return kNoAgent;
        forget(oldest);
    }
    return m_roster.create(spec);
}

void Engine::Impl::forget(AgentNo no)
{
    markAgent(no); // the list's readers find it missing
    AgentTally tally;
    tally.name = m_roster.at(no).spec.name;
    tally.forgotten = true;
    m_batch.agents.push_back(std::move(tally));
    m_roster.at(no).isTallyDirty = false;
    m_roster.forget(no);
}

// What the agent may have missed while it was away.
void Engine::Impl::remind(AgentNo no)
{
    const Agent &agent = m_roster.at(no);
    if (agent.draining)
        send(out::SendDrain{agent.link, true});
    for (const std::uint32_t n : agent.leases) {
        const Lease &lease = m_leases.at(n);
        if (lease.cancelled)
            send(out::SendCancel{agent.link, lease.task, lease.fence});
        else if (!lease.heard)
            m_resend.emplace_back(lease.task, lease.fence);
        else if (!lease.freshAnswer.empty())
            send(out::SendAnswer{agent.link, lease.task, lease.fence, lease.freshAnswer});
    }
}

// Tasks that may have been lost on their way to an agent that came back; without this a lease that does not run out would
// never end. Those it spoke of in this turn it has.
void Engine::Impl::resendUnheard()
{
    for (const auto &[id, fence] : std::exchange(m_resend, {})) {
        const Slot slot = m_tasks.find(id);
        if (slot == kNone || m_tasks.at(slot).lease == kNone)
            continue;
        const Lease &lease = m_leases.at(m_tasks.at(slot).lease);
        if (lease.fence == fence && !lease.heard && m_tasks.at(slot).state == TaskState::Leased && m_roster.at(lease.agent).isOnline())
            sendTask(slot, lease);
    }
}

void Engine::Impl::on(cmd::Ready &c)
{
    const AgentNo no = m_roster.byLink(c.link);
    if (no == kNoAgent) {
        reply({c.link, 0, {}}, failField(ErrorCode::OutOfOrder, "ready", 0, "say hello first"));
        return;
    }
    Agent &agent = m_roster.at(no);
    agent.window = std::min(c.slots, agent.spec.slots);
    m_roster.touch(no);
    seen(c.link);
}

void Engine::Impl::on(cmd::Leave &c)
{
    const AgentNo no = m_roster.byLink(c.link);
    if (no == kNoAgent)
        return; // taken over, or never joined
    Agent &agent = m_roster.at(no);
    m_roster.disconnect(no);
    agent.cause = c.clean ? causes::kBye : causes::kConnectionLost;
    m_batch.events.emplace_back(ev::AgentLeft{agent.spec.name, agent.cause});
    if (c.clean) {
        endLeasesOf(no, "the agent said bye");
        endReservationsOf(no, "its agent said bye");
    } else { // its leases run on; it may be back in time
        agent.lost = true;
        agent.lostDue = m_now + m_config.leaseMs;
        m_timers.insert({agent.lostDue, no, TimerKind::AgentLost});
        markLeases(no);
    }
    markAgent(no);
}

// Their holder was lost, or is back.
void Engine::Impl::markLeases(AgentNo no)
{
    for (const std::uint32_t n : m_roster.at(no).leases)
        if (const Lease &lease = m_leases.at(n); !lease.cancelled) // else only the slot is taken
            mark(m_tasks.find(lease.task));
}

void Engine::Impl::on(cmd::AgentGone &c)
{
    const AgentNo no = m_roster.find(c.agent);
    if (no == kNoAgent)
        return;
    Agent &agent = m_roster.at(no);
    if (!agent.isOnline() && !agent.lost)
        return;
    if (agent.isOnline() && c.ifLost)
        return; // it came back meanwhile
    m_timers.erase({agent.lostDue, no, TimerKind::AgentLost});
    m_roster.disconnect(no);
    agent.lost = false;
    agent.cause = c.cause.empty() ? std::string(causes::kGone) : std::move(c.cause);
    m_batch.events.emplace_back(ev::AgentLeft{agent.spec.name, agent.cause});
    endLeasesOf(no, agent.cause);
    endReservationsOf(no, "its agent is gone");
    markAgent(no);
}

void Engine::Impl::on(cmd::Drain &c)
{
    const AgentNo no = m_roster.find(c.agent);
    if (no == kNoAgent) {
        reply(c.from, failField(ErrorCode::NotFound, "agent", 0, "no such agent"));
        return;
    }
    Agent &agent = m_roster.at(no);
    if (agent.draining != c.on) {
        agent.draining = c.on;
        m_roster.touch(no);
        dirtyAgent(no);
        m_batch.events.emplace_back(ev::AgentDrain{agent.spec.name, c.on, c.from.who});
        if (agent.isOnline())
            send(out::SendDrain{agent.link, c.on});
        if (c.on)
            endReservationsOf(no, "its agent drains");
        markAgent(no);
    }
    reply(c.from, {}, 0, agent.spec.name);
}

void Engine::Impl::on(cmd::Forget &c)
{
    const AgentNo no = m_roster.find(c.agent);
    if (no == kNoAgent) {
        reply(c.from, failField(ErrorCode::NotFound, "agent", 0, "no such agent"));
        return;
    }
    if (m_roster.at(no).state() != AgentState::Gone) {
        reply(c.from, failField(ErrorCode::Conflict, "agent", 0, "only a gone agent can be forgotten"));
        return;
    }
    forget(no);
    reply(c.from, {}, 0, c.agent);
}

} // namespace skep::engine
