// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/roster.h"

#include "engine/policy.h"

#include <algorithm>

namespace skep::engine {
namespace {

void sortNames(std::vector<std::string> &names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

bool contains(const std::vector<std::string> &sorted, const std::string &name)
{
    return std::binary_search(sorted.begin(), sorted.end(), name);
}

// Permille of the wants that the agent meets; -1: not able at all.
int matchOf(const Signature &signature, const std::string &type, const AgentSpec &agent)
{
    if (!agent.types.empty() && !contains(agent.types, type))
        return -1;
    for (const std::string &name : signature.required)
        if (!contains(agent.capabilities, name))
            return -1;
    const bool decides = policyOf(signature.origin, 1).wantsDecide;
    if (signature.wants.empty())
        return decides ? 500 : 1000;
    const auto met = std::count_if(signature.wants.begin(), signature.wants.end(),
                                   [&](const std::string &name) { return contains(agent.capabilities, name); });
    if (met == 0 && decides)
        return -1;
    return static_cast<int>(1000 * met / static_cast<std::int64_t>(signature.wants.size()));
}

} // namespace

AgentState Agent::state() const
{
    if (!isOnline())
        return lost ? AgentState::Lost : AgentState::Gone;
    if (draining)
        return AgentState::Draining;
    return busy() > 0 && busy() >= window ? AgentState::Busy : AgentState::Ready;
}

Roster::Roster(Queue &queue)
    : m_queue(queue)
{
    m_queue.onRemoved = [this](std::uint32_t number) {
        Signature &signature = m_queue.signature(number);
        while (!signature.able.empty())
            withdraw(signature.able.back().agent, signature.able.back().link);
    };
}

AgentNo Roster::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? kNoAgent : found->second;
}

AgentNo Roster::byLink(LinkId link) const
{
    const auto found = m_byLink.find(link);
    return found == m_byLink.end() ? kNoAgent : found->second;
}

AgentNo Roster::create(const AgentSpec &spec)
{
    AgentNo no = static_cast<AgentNo>(m_agents.size());
    // A forgotten agent's place is free once no task in memory names it.
    const auto place = std::find_if(m_freePlaces.begin(), m_freePlaces.end(),
                                    [&](AgentNo free) { return m_agents[free].references == 0; });
    if (place == m_freePlaces.end()) {
        m_agents.emplace_back();
    } else {
        no = *place;
        m_freePlaces.erase(place);
        m_agents[no] = Agent{};
    }
    m_agents[no].spec = spec;
    m_agents[no].used = true;
    m_byName.emplace(spec.name, no);
    return no;
}

void Roster::forget(AgentNo no)
{
    m_byName.erase(m_agents[no].spec.name);
    m_agents[no].used = false;
    m_freePlaces.push_back(no);
}

void Roster::connect(AgentNo no, LinkId link, AgentSpec spec)
{
    disconnect(no);
    Agent &agent = m_agents[no];
    sortNames(spec.capabilities);
    sortNames(spec.types);
    if (agent.spec.model != spec.model) { // another model is another worker
        agent.byType.clear();
        agent.total = {};
        agent.anew = true;
    }
    agent.spec = std::move(spec);
    agent.link = link;
    agent.window = 0;
    agent.lost = false;
    agent.isKnown = true;
    agent.cause.clear();
    m_byLink.emplace(link, no);
    ++generation;
    for (std::uint32_t s = 0; s < m_queue.signatureCount(); ++s)
        if (m_queue.signature(s).live)
            offer(s, no);
    touch(no);
}

void Roster::disconnect(AgentNo no)
{
    Agent &agent = m_agents[no];
    if (!agent.isOnline())
        return;
    m_byLink.erase(agent.link);
    agent.link = 0;
    agent.window = 0;
    ++generation;
    touch(no);
    while (!agent.matches.empty())
        withdraw(no, agent.matches.size() - 1);
}

void Roster::offer(std::uint32_t number, AgentNo no)
{
    Signature &signature = m_queue.signature(number);
    Agent &agent = m_agents[no];
    const int match = matchOf(signature, m_queue.typeName(signature.type), agent.spec);
    if (match < 0)
        return;
    Able able;
    able.agent = no;
    able.link = static_cast<std::uint32_t>(agent.matches.size());
    able.match = match;
    able.stale = true;
    const auto index = static_cast<std::uint32_t>(signature.able.size());
    signature.stale.push_back(index);
    signature.able.push_back(able);
    agent.matches.push_back({number, index});
    const bool first = signature.servable() == 1 && !agent.wasDraining;
    if (agent.wasDraining)
        ++signature.draining;
    if (first)
        flipped.push_back(number);
    if (agent.wasFree && signature.free++ == 0)
        m_queue.freeChanged(number);
}

void Roster::withdraw(AgentNo no, std::size_t match)
{
    Agent &agent = m_agents[no];
    const Agent::Match gone = agent.matches[match];
    Signature &signature = m_queue.signature(gone.signature);
    refresh(signature); // its list names indexes that are about to move
    signature.best.remove(gone.index, AbleOrder{signature.able});
    const auto last = static_cast<std::uint32_t>(signature.able.size() - 1);
    if (gone.index != last) {
        // The last one moves into the hole; the heap knows it by its index, so it leaves and comes back.
        signature.best.remove(last, AbleOrder{signature.able});
        signature.able[gone.index] = signature.able[last];
        Able &moved = signature.able[gone.index];
        m_agents[moved.agent].matches[moved.link].index = gone.index;
        if (moved.score >= 0)
            signature.best.put(gone.index, AbleOrder{signature.able});
    }
    signature.able.pop_back();
    agent.matches[match] = agent.matches.back();
    agent.matches.pop_back();
    if (match < agent.matches.size()) {
        const Agent::Match &m = agent.matches[match];
        m_queue.signature(m.signature).able[m.index].link = static_cast<std::uint32_t>(match);
    }
    if (agent.wasDraining)
        --signature.draining;
    else if (signature.servable() == 0)
        flipped.push_back(gone.signature);
    if (agent.wasFree && --signature.free == 0)
        m_queue.freeChanged(gone.signature);
}

void Roster::touch(AgentNo no)
{
    Agent &agent = m_agents[no];
    const bool free = agent.isFree();
    for (const Agent::Match &match : agent.matches) {
        Signature &signature = m_queue.signature(match.signature);
        Able &able = signature.able[match.index];
        if (!able.stale) {
            able.stale = true;
            signature.stale.push_back(match.index);
        }
        if (agent.draining != agent.wasDraining) {
            const bool had = signature.servable() > 0;
            signature.draining += agent.draining ? 1u : -1u;
            if (had != (signature.servable() > 0))
                flipped.push_back(match.signature);
        }
        if (free != agent.wasFree) {
            signature.free += free ? 1u : -1u;
            if (signature.free == (free ? 1u : 0u))
                m_queue.freeChanged(match.signature);
        }
    }
    agent.wasFree = free;
    agent.wasDraining = agent.draining;
}

void Roster::takeLease(AgentNo no, std::uint32_t lease)
{
    m_agents[no].leases.push_back(lease);
    touch(no);
}

void Roster::freeLease(AgentNo no, std::uint32_t lease)
{
    auto &leases = m_agents[no].leases;
    const auto found = std::find(leases.begin(), leases.end(), lease);
    if (found == leases.end())
        return;
    *found = leases.back();
    leases.pop_back();
    touch(no);
}

void Roster::judge(AgentNo no, std::uint32_t type, bool good)
{
    Agent &agent = m_agents[no];
    Record record = type < agent.byType.size() ? agent.byType[type].record : Record{};
    ++(good ? record.good : record.bad);
    setRecord(no, type, record);
    agent.byType[type].isDirty = true;
    touch(no);
}

void Roster::setRecord(AgentNo no, std::uint32_t type, Record record)
{
    Agent &agent = m_agents[no];
    if (agent.byType.size() <= type)
        agent.byType.resize(type + 1);
    auto &byType = agent.byType[type];
    agent.total.good += record.good - byType.record.good;
    agent.total.bad += record.bad - byType.record.bad;
    byType.record = record;
    byType.reliability = reliability(record);
}

void Roster::addSignature(std::uint32_t signature)
{
    for (const auto &[name, no] : m_byName)
        if (m_agents[no].isOnline())
            offer(signature, no);
}

} // namespace skep::engine
