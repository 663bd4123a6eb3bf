// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginedriver.h"

#include "support/agenttally.h"

#include <QTest>

#include <algorithm>

namespace skep::test {

EngineDriver::EngineDriver(const engine::Config &config)
    : engine(config)
{
}

const Batch &EngineDriver::single(std::vector<Command> commands)
{
    m_batch = engine.apply(commands, now);
    const std::string fault = engine.checkInvariants();
    if (!fault.empty())
        QTest::qFail(fault.c_str(), __FILE__, __LINE__);
    for (const Output &output : m_batch.outputs) {
        m_outputs.push_back(output);
        if (const auto *sent = std::get_if<out::SendTask>(&output.body))
            m_sent[sent->id] = {sent->link, sent->id, sent->fence};
    }
    for (const Event &event : m_batch.events) {
        m_events.push_back(event);
        if (const auto *submitted = std::get_if<ev::Submitted>(&event)) {
            m_stored[submitted->id].spec = submitted->task;
            m_stored[submitted->id].key = submitted->key;
        } else if (const auto *asked = std::get_if<ev::Asked>(&event)) {
            m_stored[asked->id].question = asked->question;
            m_stored[asked->id].choices = asked->choices;
        } else if (const auto *answered = std::get_if<ev::Answered>(&event)) {
            m_stored[answered->id].answers.push_back(answered->text);
        }
    }
    for (const TaskRow &row : m_batch.rows)
        m_stored[row.id].row = row;
    for (const AgentTally &row : m_batch.agents)
        keep(m_agents, row);
    if (m_batch.no != 0)
        m_lastBatch = m_batch.no;
    return m_batch;
}

const Batch &EngineDriver::turn(std::vector<Command> commands)
{
    Batch first = single(std::move(commands));
    std::vector<Command> verdicts;
    for (const Output &output : first.outputs)
        if (const auto *check = std::get_if<out::CheckResult>(&output.body)) {
            const bool passed = check->result != "bad";
            verdicts.push_back(cmd::Judge{check->id, check->fence,
                {passed, passed ? 90 : 10, {{"shape", passed ? Check::Mark::Passed : Check::Mark::Failed, 0, "it is bad"}}}});
        }
    if (!verdicts.empty())
        single(std::move(verdicts));
    m_batch = std::move(first);
    return m_batch;
}

const Batch &EngineDriver::wait(std::int64_t ms)
{
    while (ms > 0) {
        const std::int64_t step = std::min<std::int64_t>(ms, 1'000);
        now += step;
        ms -= step;
        turn();
    }
    return m_batch;
}

TaskSpec EngineDriver::task(const std::string &type, std::vector<std::string> required)
{
    TaskSpec spec;
    spec.type = type;
    spec.required = std::move(required);
    return spec;
}

TaskId EngineDriver::submit(const TaskSpec &spec, const std::string &key)
{
    turn({cmd::Submit{1, ++m_ref, key, spec}});
    const auto accepted = outputs<out::Accepted>();
    return accepted.empty() || accepted.back().ref != m_ref ? 0 : accepted.back().id;
}

Error EngineDriver::submitError(const TaskSpec &spec)
{
    turn({cmd::Submit{1, ++m_ref, {}, spec}});
    const auto refused = outputs<out::SubmitRefused>();
    return refused.empty() || refused.back().ref != m_ref ? Error{} : refused.back().error;
}

LinkId EngineDriver::join(const std::string &name, int slots, std::vector<std::string> capabilities, bool resumed)
{
    AgentSpec spec;
    spec.name = name;
    spec.slots = slots;
    spec.capabilities = std::move(capabilities);
    return join(spec, resumed);
}

LinkId EngineDriver::join(const AgentSpec &spec, bool resumed)
{
    const LinkId link = ++m_link;
    turn({cmd::Join{link, ++m_ref, spec, resumed}, cmd::Ready{link, spec.slots}});
    return link;
}

Result<void> EngineDriver::joinResult(LinkId link, const AgentSpec &spec, bool resumed)
{
    return reply(cmd::Join{link, 0, spec, resumed}).result;
}

out::Reply EngineDriver::reply(Command command)
{
    ++m_ref;
    std::visit([this](auto &c) {
        if constexpr (requires { c.from; })
            c.from = {1, m_ref, "tester"};
        else if constexpr (requires { c.ref; })
            c.ref = m_ref;
    }, command);
    turn({std::move(command)});
    const auto replies = outputs<out::Reply>();
    if (replies.empty() || replies.back().ref != m_ref)
        QTest::qFail("no reply", __FILE__, __LINE__);
    return replies.empty() ? out::Reply{} : replies.back();
}

Result<void> EngineDriver::ask(Command command)
{
    return reply(std::move(command)).result;
}

LeaseRef EngineDriver::lease(TaskId id) const
{
    const auto found = m_sent.find(id);
    if (found == m_sent.end())
        QTest::qFail("the task was never sent", __FILE__, __LINE__);
    return found == m_sent.end() ? LeaseRef{} : found->second;
}

cmd::Finish EngineDriver::finishWord(TaskId id, const std::string &result) const
{
    return {lease(id), true, false, false, 0, result, {}, {}};
}

void EngineDriver::failWork(TaskId id, const std::string &error)
{
    turn({cmd::Finish{lease(id), false, false, false, 0, {}, error, {}}});
}

void EngineDriver::clear()
{
    m_outputs.clear();
    m_events.clear();
}

Restored EngineDriver::restored() const
{
    Restored restored;
    for (const auto &[id, task] : m_stored)
        restored.tasks.push_back(task);
    for (const auto &[name, agent] : m_agents)
        restored.agents.push_back(agent);
    restored.lastTask = m_stored.empty() ? 0 : m_stored.rbegin()->first;
    restored.lastBatch = m_lastBatch;
    restored.lastNow = now;
    restored.epoch = 2;
    return restored;
}

} // namespace skep::test
