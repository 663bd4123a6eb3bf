// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Grants that somebody asked for, by task or by "the next one".
#include "engine/impl.h"

namespace skep::engine {
namespace {

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

} // namespace

void Engine::Impl::on(cmd::Assign &c)
{
    const auto slot = taskFor(c.id);
    if (!slot) {
        reply(c.from, tl::unexpected(slot.error()), c.id);
        return;
    }
    const Task &task = m_tasks.at(*slot);
    const bool waits = task.state == TaskState::Queued
        || (task.state == TaskState::Blocked && task.wait != WaitReason::Dependency);
    if (!waits) {
        const auto code = isFinal(task.state) ? ErrorCode::AlreadyFinal : ErrorCode::Conflict;
        const char *why = task.wait == WaitReason::Dependency ? " by unfinished dependencies" : "";
        reply(c.from, failField(code, "state", 0, "the task is " + std::string(name(task.state)) + why), c.id);
        return;
    }
    Decision decision;
    decision.by = c.from.who.empty() ? "operator" : c.from.who;
    const auto agent = agentFor(task, c.agent, decision);
    if (!agent) {
        reply(c.from, tl::unexpected(agent.error()), c.id, c.agent);
        return;
    }
    const Fence fence = grant(*slot, *agent, std::move(decision));
    reply(c.from, {}, c.id, m_roster.at(*agent).spec.name, fence);
}

Result<AgentNo> Engine::Impl::agentFor(const Task &task, const std::string &name, Decision &decision)
{
    const std::uint32_t number = m_queue.bucket(task.bucket).signature;
    const Signature &signature = m_queue.signature(number);
    if (!name.empty())
        return namedAgentFor(number, name, decision);
    if (signature.able.empty()) {
        if (m_roster.onlineCount() == 0)
            return failField(ErrorCode::NoCandidate, "agent", 0, "no agent is online");
        return failField(ErrorCode::NoCandidate, "requires", 0, "nobody online has " + missingText(number));
    }
    const AgentNo no = m_roster.choose(number, decision);
    if (no == kNoAgent)
        return failField(ErrorCode::AllBusy, "agent", static_cast<std::int64_t>(signature.able.size()),
                         signature.servable() == 0 ? "every able agent is draining" : "every able agent is busy");
    return no;
}

Result<AgentNo> Engine::Impl::namedAgentFor(std::uint32_t number, const std::string &name, Decision &decision)
{
    const AgentNo no = m_roster.find(name);
    if (no == kNoAgent)
        return failField(ErrorCode::NotFound, "agent", 0, "no such agent");
    const Agent &agent = m_roster.at(no);
    if (!agent.isOnline())
        return failField(ErrorCode::AgentGone, "agent", 0, "the agent is not connected");
    const Signature &signature = m_queue.signature(number);
    if (m_roster.ableIndex(number, no) == kNone) {
        const auto lacks = m_roster.missing(signature, agent);
        return failField(ErrorCode::NoCandidate, lacks.empty() ? "type" : "requires", 0,
                         lacks.empty() ? "the agent does not take such tasks" : "the agent lacks " + joined(lacks));
    }
    if (agent.draining)
        return failField(ErrorCode::Conflict, "agent", 0, "the agent is draining");
    if (!agent.isFree())
        return failField(ErrorCode::AllBusy, "agent", agent.window, "the agent has no free slot");
    m_roster.recordChoice(number, no, decision);
    return no;
}

void Engine::Impl::on(cmd::ProcessNext &c)
{
    AgentNo no = kNoAgent;
    if (!c.agent.empty()) {
        no = m_roster.find(c.agent);
        if (no == kNoAgent) {
            reply(c.from, failField(ErrorCode::NotFound, "agent", 0, "no such agent"));
            return;
        }
        if (!m_roster.at(no).isOnline()) {
            reply(c.from, failField(ErrorCode::AgentGone, "agent", 0, "the agent is not connected"));
            return;
        }
    }
    const Slot slot = no == kNoAgent ? nextForAny() : nextFor(no);
    if (slot == kNone) {
        reply(c.from, failField(ErrorCode::NotFound, "task", 0, "no waiting task that a free agent could take"));
        return;
    }
    cmd::Assign assign{std::move(c.from), m_tasks.at(slot).id, std::move(c.agent)};
    on(assign);
}

// The most urgent waiting task that the agent is able to do; tasks that start by assignment only are among them,
// held ones are not.
Slot Engine::Impl::nextFor(AgentNo no) const
{
    Slot best = kNone;
    for (const Agent::Match &match : m_roster.at(no).matches)
        best = moreUrgent(best, m_queue.headOf(match.signature));
    return best;
}

Slot Engine::Impl::nextForAny() const
{
    Slot best = kNone;
    for (std::uint32_t n = 0; n < m_queue.signatureCount(); ++n)
        if (const Signature &signature = m_queue.signature(n); signature.live && signature.free > 0)
            best = moreUrgent(best, m_queue.headOf(n));
    return best;
}

Slot Engine::Impl::moreUrgent(Slot a, Slot b) const
{
    if (a == kNone || b == kNone)
        return a == kNone ? b : a;
    const Task &x = m_tasks.at(a), &y = m_tasks.at(b);
    return std::pair{m_queue.urgency(x), x.id} < std::pair{m_queue.urgency(y), y.id} ? a : b;
}

} // namespace skep::engine
