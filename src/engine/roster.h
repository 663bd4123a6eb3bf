// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/event.h"
#include "engine/queue.h"
#include "engine/scoring.h"

#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace skep::engine {

/// One agent as the engine knows it, online or not.
struct Agent
{
    struct Match
    {
        std::uint32_t signature = kNone;
        std::uint32_t index = kNone; // in Signature::able
    };
    struct ByType
    {
        Record record;
        std::int64_t reliability = 0;
        bool isDirty = false; // goes to disk with this turn
    };

    AgentSpec spec;                  // capabilities and types sorted
    LinkId link = 0;                 // 0: offline
    int window = 0;                  // leases it wants at once
    bool draining = false;
    bool lost = false;               // offline, may come back for its leases
    bool wasFree = false;            // as counted in Signature::free
    bool wasDraining = false;        // as counted in Signature::draining
    bool marked = false;
    bool used = false;               // false: the place is free
    bool isKnown = false;            // has joined since the start: kind and more are what it says, not defaults
    bool isTallyDirty = false;           // goes to disk with this turn
    bool anew = false;               // as AgentTally says
    AgentState shown = AgentState::Gone;
    bool shownIdle = true;
    std::vector<std::uint32_t> leases; // that take a slot
    std::vector<Match> matches;
    std::vector<ByType> byType;      // index: task type
    Record total;
    AgentCounts counts;
    TaskId lastTask = 0;
    std::string cause;
    TimeMs since = 0, lastSeen = 0, lostDue = 0;
    std::uint32_t references = 0;    // tasks in memory that name it

    [[nodiscard]] bool isOnline() const { return link != 0; }
    [[nodiscard]] int busy() const { return static_cast<int>(leases.size()); }
    [[nodiscard]] bool isFree() const { return isOnline() && !draining && busy() < window; }
    [[nodiscard]] AgentState state() const;
};

/// The agents, and for each signature which of them are able, free, and best. Scores are refreshed lazily: a change
/// of an agent lists it at its signatures, and a signature works its list off when it is about to decide.
class Roster
{
public:
    explicit Roster(Queue &queue);

    [[nodiscard]] AgentNo find(std::string_view name) const;
    [[nodiscard]] AgentNo byLink(LinkId link) const;
    [[nodiscard]] Agent &at(AgentNo no) { return m_agents[no]; }
    [[nodiscard]] const Agent &at(AgentNo no) const { return m_agents[no]; }
    [[nodiscard]] const std::map<std::string, AgentNo, std::less<>> &byName() const { return m_byName; }
    [[nodiscard]] std::size_t onlineCount() const { return m_byLink.size(); }

    AgentNo create(const AgentSpec &spec);
    void forget(AgentNo no);
    void connect(AgentNo no, LinkId link, AgentSpec spec);
    void disconnect(AgentNo no);
    /// After any change of window, leases, drain or record.
    void touch(AgentNo no);
    void takeLease(AgentNo no, std::uint32_t lease);
    void freeLease(AgentNo no, std::uint32_t lease);
    void judge(AgentNo no, std::uint32_t type, bool good);
    /// As it was before a restart.
    void setRecord(AgentNo no, std::uint32_t type, Record record);

    void addSignature(std::uint32_t signature);

    /// The best free agent; kNoAgent when none. The decision gets the first losers and the counts.
    AgentNo choose(std::uint32_t signature, Decision &decision);
    /// The best free agent of this one's kind and model but itself; kNoAgent when none, or when they are not known.
    AgentNo chooseLike(std::uint32_t signature, AgentNo no, Decision &decision);
    /// The same ledger for an agent that somebody named.
    void recordChoice(std::uint32_t signature, AgentNo no, Decision &decision);
    /// Index in Signature::able, kNone when not able or offline.
    [[nodiscard]] std::uint32_t ableIndex(std::uint32_t signature, AgentNo no) const;
    /// Parts per million, as the agent stands now.
    [[nodiscard]] std::int64_t scoreOf(const Signature &signature, const Able &able) const;
    [[nodiscard]] Candidate candidate(const Signature &signature, const Able &able) const;
    [[nodiscard]] std::vector<std::string> missing(const Signature &signature, const Agent &agent) const;

    /// Signatures that came to have, or no longer have, an agent that could serve them.
    std::vector<std::uint32_t> flipped;
    /// Rises whenever an agent comes or goes.
    std::uint64_t generation = 1;

    [[nodiscard]] std::string fault() const;

private:
    [[nodiscard]] std::int64_t reliabilityOf(const Signature &signature, const Agent &agent) const;
    void offer(std::uint32_t signature, AgentNo no);
    void withdraw(AgentNo no, std::size_t match);
    void refresh(Signature &signature);
    void countOthers(const Signature &signature, Decision &decision) const;

    Queue &m_queue;
    std::vector<Agent> m_agents;
    std::vector<AgentNo> m_freePlaces;
    std::map<std::string, AgentNo, std::less<>> m_byName;
    std::unordered_map<LinkId, AgentNo> m_byLink;
};

} // namespace skep::engine
