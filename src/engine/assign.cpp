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
    grantReserved(); // a slot that became free in this turn is theirs
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
        assignOther(*slot, c, std::move(decision), agent.error());
        return;
    }
    const bool isOther = c.agent.empty() && c.decision != 0 && decisionId(task, m_roster.at(*agent).spec.name) != c.decision;
    if (isOther && !c.mayReplace)
        reply(c.from, tl::unexpected(staleChoice(task, {}, "changed")), c.id);
    else
        assignTo(*slot, *agent, c, std::move(decision), isOther ? "changed" : "");
}

void Engine::Impl::assignTo(Slot slot, AgentNo no, cmd::Assign &c, Decision decision, std::string reason)
{
    const Fence fence = grant(slot, no, std::move(decision));
    reply(c.from, {}, c.id, m_roster.at(no).spec.name, fence, std::move(reason));
}

// The agent asked for cannot take it now. Work that starts is better than work that waits, so another agent of its kind
// comes before its next slot, where the operator allows both.
void Engine::Impl::assignOther(Slot slot, cmd::Assign &c, Decision decision, Error error)
{
    const Task &task = m_tasks.at(slot);
    const AgentNo asked = c.agent.empty() ? kNoAgent : m_roster.find(c.agent);
    const char *reason = c.agent.empty() ? nullptr : whyNot(task, c.agent);
    if (reason && c.mayReplace && asked != kNoAgent) {
        const AgentNo other = m_roster.chooseLike(m_queue.bucket(task.bucket).signature, asked, decision);
        if (other != kNoAgent)
            return assignTo(slot, other, c, std::move(decision), reason);
    }
    const AgentNo next = c.mayWait ? agentToWaitFor(task, c.agent) : kNoAgent;
    const auto line = m_reserved.find(next);
    if (next != kNoAgent && !isReservedFor(task, next) && line != m_reserved.end()
        && line->second.size() >= limits::kReservedPerAgentMax) {
        error = Error{ErrorCode::AllBusy, "agent", limits::kReservedPerAgentMax, "too many tasks wait for the agent"};
    } else if (next != kNoAgent) {
        if (!isReservedFor(task, next))
            reserve(slot, next, decision.by);
        return reply(c.from, {}, c.id, m_roster.at(next).spec.name, task.fence, {}, true);
    } else if (reason && c.mayReplace) {
        error = staleChoice(task, c.agent, reason);
    }
    reply(c.from, tl::unexpected(std::move(error)), c.id, c.agent);
}

// Why an agent that may have been able cannot take it now; null: it is free, or it is not able at all.
const char *Engine::Impl::whyNot(const Task &task, const std::string &agentName) const
{
    const AgentNo no = m_roster.find(agentName);
    if (no == kNoAgent || !m_roster.at(no).isOnline())
        return "gone";
    if (m_roster.ableIndex(m_queue.bucket(task.bucket).signature, no) == kNone)
        return nullptr;
    if (m_roster.at(no).draining)
        return "draining";
    return m_roster.at(no).isFree() ? nullptr : "busy";
}

// The named agent when it is able and full; without a name the one that has room first.
AgentNo Engine::Impl::agentToWaitFor(const Task &task, const std::string &agentName) const
{
    if (agentName.empty()) {
        const auto choices = choicesFor(task);
        return choices.empty() ? kNoAgent : m_roster.find(choices.front().agent);
    }
    const AgentNo no = m_roster.find(agentName);
    return no != kNoAgent && m_roster.at(no).isOnline() && mayReserve(task, no) ? no : kNoAgent;
}

Error Engine::Impl::staleChoice(const Task &task, const std::string &wanted, const char *reason) const
{
    Error error{ErrorCode::StaleChoice, "agent", 0, wanted.empty() ? "the best choice" : wanted};
    error.detail += std::string(wanted.empty() ? " has " : " is ") + reason;
    for (const Choice &choice : choicesFor(task)) {
        if (choice.agent == wanted)
            continue;
        error.arg = choice.agent;
        error.detail += "; " + choice.agent + (choice.waitMs == 0 ? " could take it now" : " has room first");
        return error;
    }
    error.detail += "; nobody else is able";
    return error;
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
    grantReserved();
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
