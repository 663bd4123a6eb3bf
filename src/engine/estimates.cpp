// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who could take a task, and when. Whole numbers: what an operator sees must be the same in every replay.
#include "engine/impl.h"

#include <algorithm>
#include <tuple>

namespace skep::engine {
namespace {

constexpr std::size_t kCandidatesTold = 50;
constexpr std::int64_t kRunMsMax = 24 * 3600 * 1000;
constexpr std::int64_t kRunsRemembered = 8;       // a new run time weighs one eighth
constexpr std::int64_t kLetGoMs = 1'000;          // an agent that was told to stop, until it says that it has
constexpr std::uint64_t kHashStart = 0xcbf29ce484222325ULL, kHashStep = 0x100000001b3ULL; // FNV-1a
constexpr std::uint64_t kDecisionMax = (std::uint64_t{1} << 53) - 1; // JSON numbers hold it exactly

} // namespace

void Engine::Impl::learnRunTime(const Task &task, std::int64_t ms)
{
    std::int64_t &mean = m_types[signatureOf(task).type].runMs;
    const std::int64_t run = std::clamp<std::int64_t>(ms, 1, kRunMsMax);
    mean = mean == 0 ? run : std::max<std::int64_t>(1, mean + (run - mean) / kRunsRemembered);
}

// Until the agent has a slot for one more task of this type, behind `ahead` others. A lease is expected to take the mean
// time of its type; one that is late already, a quarter of that more; one that waits for a person, nobody knows.
std::int64_t Engine::Impl::slotWaitMs(AgentNo no, std::size_t ahead, std::uint32_t type) const
{
    const Agent &agent = m_roster.at(no);
    if (!agent.isOnline() || agent.window <= 0)
        return -1;
    const auto busy = static_cast<std::size_t>(agent.busy()), window = static_cast<std::size_t>(agent.window);
    if (busy + ahead < window)
        return 0;
    std::vector<std::int64_t> rest; // of the leases that are known to end
    for (const std::uint32_t n : agent.leases) {
        const Lease &lease = m_leases.at(n);
        const Slot slot = lease.cancelled ? kNone : m_tasks.find(lease.task);
        const bool asks = slot != kNone && m_tasks.at(slot).state == TaskState::NeedsInput;
        const std::int64_t mean = slot == kNone ? kLetGoMs : m_types[signatureOf(m_tasks.at(slot)).type].runMs;
        if (mean > 0 && !asks)
            rest.push_back(slot == kNone ? mean : std::max({mean - (m_now - lease.began), mean / 4, std::int64_t{1}}));
    }
    std::sort(rest.begin(), rest.end());
    const std::size_t ends = busy + ahead - window; // so many leases must end before the one that makes room
    if (ends < rest.size())
        return rest[ends];
    const std::int64_t mean = m_types[type].runMs;
    if (rest.empty() || mean == 0)
        return -1;
    return rest[ends % rest.size()] + static_cast<std::int64_t>(ends / rest.size()) * mean;
}

std::uint64_t Engine::Impl::decisionId(const Task &task, const std::string &first)
{
    std::uint64_t hash = kHashStart;
    const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ (byte & 0xFF)) * kHashStep; };
    for (unsigned shift = 0; shift < 64; shift += 8) {
        add(task.id >> shift);
        add(task.fence >> shift);
    }
    for (const char c : first)
        add(static_cast<unsigned char>(c));
    return std::max<std::uint64_t>(1, hash & kDecisionMax);
}

std::vector<Choice> Engine::Impl::choicesFor(const Task &task) const
{
    struct Ranked
    {
        Choice choice;
        std::int64_t score;
        AgentNo no;
    };
    const Signature &signature = signatureOf(task);
    std::vector<Ranked> all;
    for (const Able &able : signature.able) {
        const Agent &agent = m_roster.at(able.agent);
        if (agent.draining)
            continue;
        Ranked &ranked = all.emplace_back(Ranked{{}, m_roster.scoreOf(signature, able), able.agent});
        Choice &choice = ranked.choice;
        static_cast<Candidate &>(choice) = m_roster.candidate(signature, able);
        choice.busy = agent.busy();
        choice.slots = agent.spec.slots;
        if (signature.type < agent.byType.size()) {
            choice.accepted = agent.byType[signature.type].record.good;
            choice.judged = agent.byType[signature.type].record.count();
        }
        choice.model = agent.spec.model;
        choice.kind = agent.spec.kind;
        choice.machine = agent.spec.machine;
        const auto ahead = static_cast<std::size_t>(placeInLine(task, able.agent) - 1);
        choice.waitMs = agent.isFree() ? 0 : slotWaitMs(able.agent, ahead, signature.type);
    }
    // As the engine itself would choose; then by wait, the unknown last.
    std::sort(all.begin(), all.end(), [](const Ranked &a, const Ranked &b) {
        const auto key = [](const Ranked &r) {
            return std::tuple{r.choice.waitMs < 0, r.choice.waitMs, -r.score, r.no};
        };
        return key(a) < key(b);
    });
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < all.size() && i < kCandidatesTold; ++i)
        choices.push_back(std::move(all[i].choice));
    return choices;
}

} // namespace skep::engine
