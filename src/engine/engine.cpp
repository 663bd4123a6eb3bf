// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/impl.h"

namespace skep::engine {

Engine::Engine(const Config &config)
    : m_impl(std::make_unique<Impl>(config))
{
}

Engine::~Engine() = default;

void Engine::restore(Restored &&restored)
{
    m_impl->restore(std::move(restored));
}

Batch Engine::apply(std::span<Command> commands, TimeMs now)
{
    return m_impl->apply(commands, now);
}

void Engine::reuse(std::vector<Output> outputs)
{
    m_impl->reuse(std::move(outputs));
}

TimeMs Engine::nextDue() const
{
    return m_impl->nextDue();
}

std::vector<TaskId> Engine::takeChangedTasks()
{
    return m_impl->takeChangedTasks();
}

std::vector<std::string> Engine::takeChangedAgents()
{
    return m_impl->takeChangedAgents();
}

std::vector<TaskId> Engine::takeEvictedTasks()
{
    return m_impl->takeEvictedTasks();
}

Result<TaskView> Engine::view(TaskId id) const
{
    return m_impl->view(id);
}

Result<AgentView> Engine::agentView(const std::string &name) const
{
    return m_impl->agentView(name);
}

std::vector<TaskId> Engine::taskIds() const
{
    return m_impl->taskIds();
}

std::vector<AgentView> Engine::agents() const
{
    return m_impl->agents();
}

Counts Engine::counts() const
{
    return m_impl->counts();
}

const Latencies &Engine::latencies() const
{
    return m_impl->latencies();
}

DelegationReport Engine::report() const
{
    return m_impl->report();
}

Explanation Engine::explain(TaskId id) const
{
    return m_impl->explain(id);
}

std::string Engine::checkInvariants() const
{
    return m_impl->checkInvariants();
}

} // namespace skep::engine
