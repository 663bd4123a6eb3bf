// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The roster's other half: which agent is best, and the ledger of why.
#include "engine/roster.h"

#include <algorithm>

namespace skep::engine {

std::int64_t Roster::reliabilityOf(const Signature &signature, const Agent &agent) const
{
    static const std::int64_t kNewcomer = reliability({});
    const auto &byType = agent.byType;
    const bool known = signature.type < byType.size() && byType[signature.type].record.count() > 0;
    return known ? byType[signature.type].reliability : kNewcomer;
}

std::int64_t Roster::scoreOf(const Signature &signature, const Able &able) const
{
    const Agent &agent = m_agents[able.agent];
    return score(able.match, reliabilityOf(signature, agent), agent.busy(), agent.spec.slots);
}

Candidate Roster::candidate(const Signature &signature, const Able &able) const
{
    const Agent &agent = m_agents[able.agent];
    Candidate c;
    c.agent = agent.spec.name;
    c.match = able.match;
    c.reliability = static_cast<int>(reliabilityOf(signature, agent));
    c.load = std::min(1000, 1000 * agent.busy() / std::max(agent.spec.slots, 1));
    c.score = static_cast<int>(scoreOf(signature, able) / 1000);
    return c;
}

void Roster::refresh(Signature &signature)
{
    for (const std::uint32_t index : signature.stale) {
        Able &able = signature.able[index];
        able.stale = false;
        const AbleOrder order{signature.able};
        if (m_agents[able.agent].isFree()) {
            able.score = scoreOf(signature, able);
            signature.best.put(index, order);
        } else {
            signature.best.remove(index, order);
            able.score = -1;
        }
    }
    signature.stale.clear();
}

void Roster::countOthers(const Signature &signature, Decision &decision) const
{
    const auto able = static_cast<std::uint32_t>(signature.able.size());
    decision.draining = signature.draining;
    decision.busy = able - signature.draining - signature.free;
    decision.incapable = static_cast<std::uint32_t>(m_byLink.size()) - able;
}

AgentNo Roster::choose(std::uint32_t number, Decision &decision)
{
    Signature &signature = m_queue.signature(number);
    refresh(signature);
    std::array<std::uint32_t, 4> best{};
    const std::size_t count = signature.best.first(best, AbleOrder{signature.able});
    if (count == 0)
        return kNoAgent;
    decision.winner = candidate(signature, signature.able[best[0]]);
    decision.losers.reserve(count - 1);
    for (std::size_t i = 1; i < count; ++i)
        decision.losers.push_back(candidate(signature, signature.able[best[i]]));
    countOthers(signature, decision);
    return signature.able[best[0]].agent;
}

AgentNo Roster::chooseLike(std::uint32_t number, AgentNo no, Decision &decision)
{
    const Agent &like = m_agents[no];
    if (!like.isKnown)
        return kNoAgent;
    const Signature &signature = m_queue.signature(number);
    AgentNo best = kNoAgent;
    std::int64_t bestScore = -1;
    for (const Able &able : signature.able) {
        const Agent &agent = m_agents[able.agent];
        if (able.agent == no || !agent.isFree() || agent.spec.kind != like.spec.kind || agent.spec.model != like.spec.model)
            continue;
        const std::int64_t score = scoreOf(signature, able);
        if (score > bestScore || (score == bestScore && able.agent < best)) {
            best = able.agent;
            bestScore = score;
        }
    }
    if (best != kNoAgent)
        recordChoice(number, best, decision);
    return best;
}

void Roster::recordChoice(std::uint32_t number, AgentNo no, Decision &decision)
{
    Signature &signature = m_queue.signature(number);
    refresh(signature);
    const std::uint32_t chosen = ableIndex(number, no);
    decision.winner = candidate(signature, signature.able[chosen]);
    std::array<std::uint32_t, 4> best{};
    const std::size_t count = signature.best.first(best, AbleOrder{signature.able});
    for (std::size_t i = 0; i < count && decision.losers.size() < 3; ++i)
        if (best[i] != chosen)
            decision.losers.push_back(candidate(signature, signature.able[best[i]]));
    countOthers(signature, decision);
}

std::uint32_t Roster::ableIndex(std::uint32_t signature, AgentNo no) const
{
    for (const Agent::Match &match : m_agents[no].matches)
        if (match.signature == signature)
            return match.index;
    return kNone;
}

std::vector<std::string> Roster::missing(const Signature &signature, const Agent &agent) const
{
    std::vector<std::string> names;
    for (const std::string &name : signature.required)
        if (!std::binary_search(agent.spec.capabilities.begin(), agent.spec.capabilities.end(), name))
            names.push_back(name);
    return names;
}

std::string Roster::fault() const
{
    for (std::uint32_t n = 0; n < m_queue.signatureCount(); ++n) {
        const Signature &signature = m_queue.signature(n);
        std::uint32_t free = 0, draining = 0;
        for (std::uint32_t i = 0; i < signature.able.size(); ++i) {
            const Able &able = signature.able[i];
            const Agent &agent = m_agents[able.agent];
            if (!agent.isOnline())
                return "an offline agent counts as able";
            if (able.link >= agent.matches.size() || agent.matches[able.link].index != i
                || agent.matches[able.link].signature != n)
                return "an agent and a signature do not know each other";
            free += agent.isFree() ? 1 : 0;
            draining += agent.draining ? 1 : 0;
            if (!able.stale && (able.place != kNone) != agent.isFree())
                return "the index of agents missed a change";
            if (!able.stale && able.score != (agent.isFree() ? scoreOf(signature, able) : -1))
                return "the index of agents holds an old score";
        }
        if (signature.live && (free != signature.free || draining != signature.draining))
            return "a signature counts its agents wrong";
    }
    return {};
}

} // namespace skep::engine
