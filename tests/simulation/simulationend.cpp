// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a run: calm weather, everything must come to rest; then the whole history once more.
#include "simulation/simulation.h"

#include "core/logcodec.h"

#include <algorithm>

namespace skep::sim {

void Simulation::countEvents(const Batch &batch)
{
    m_result.events += static_cast<std::int64_t>(batch.events.size());
    for (const Event &event : batch.events) {
        if (std::holds_alternative<ev::Submitted>(event))
            ++m_result.tasks;
        if (std::holds_alternative<ev::Unassigned>(event))
            m_world.count(Fault::Undone);
        if (std::holds_alternative<ev::Reserved>(event))
            m_world.count(Fault::Reserved);
        const auto *changed = std::get_if<ev::Changed>(&event);
        if (!changed)
            continue;
        if (changed->state == TaskState::Cancelled)
            m_world.count(Fault::Cancelled);
        else if (changed->reason == "retry")
            m_world.count(Fault::Retried);
        else if (changed->reason == "hold")
            m_world.count(Fault::HeldByHand);
        else if (changed->reason.starts_with("its agent"))
            m_world.count(Fault::ReservationEnded);
    }
    for (const Event &event : batch.events) {
        if (const auto *ended = std::get_if<ev::AttemptEnded>(&event); ended && ended->outcome == Outcome::Cancelled)
            m_world.count(Fault::CancelledHeld);
    }
}

void Simulation::calmDown()
{
    m_world.calm = true;
    for (const auto &submitter : m_submitters)
        submitter->stop();
    for (const auto &agent : m_agents)
        agent->calmDown();
    m_world.after(1'000, [this] { calmLoop(); });
}

// A patient person, heard by a hub that may be down just now: resumes what is paused, answers, assigns what only starts by
// hand, cancels what waits for a failed task.
void Simulation::calmLoop()
{
    m_world.after(1'000, [this] { calmLoop(); });
    if (!m_engine)
        return;
    std::vector<TaskId> asking;
    bool isPaused = false;
    for (const TaskId id : m_engine->taskIds()) {
        const auto view = m_engine->view(id);
        if (!view)
            continue;
        if (view->state == TaskState::NeedsInput)
            asking.push_back(id);
        else if (view->wait == WaitReason::Held)
            m_world.post(cmd::Assign{{m_operator->link(), 0, "operator"}, id, {}});
        else if (view->wait == WaitReason::Paused)
            isPaused = true;
        else if (view->wait == WaitReason::Dependency && m_world.now % 7 == 0)
            m_world.post(cmd::Cancel{{m_operator->link(), 0, "operator"}, id, "its dependency failed"});
    }
    if (isPaused)
        m_operator->resumeAll();
    m_operator->answerAll(asking);
    for (const AgentView &agent : m_engine->agents())
        if (agent.state == AgentState::Draining)
            m_world.post(cmd::Drain{{m_operator->link(), 0, "operator"}, agent.name, false});
        else if (agent.state == AgentState::Gone)
            m_world.post(cmd::Forget{{m_operator->link(), 0, "operator"}, agent.name});
}

bool Simulation::isSettled()
{
    if (!m_engine || !m_inbox.empty() || !m_uncommitted.empty())
        return false;
    const Counts counts = m_engine->counts();
    const std::int64_t final = counts.of(TaskState::Done) + counts.of(TaskState::Failed) + counts.of(TaskState::Cancelled);
    const bool open = std::any_of(m_submitters.begin(), m_submitters.end(), [](const auto &s) { return s->hasOpenKeys(); });
    return !open && final == counts.total();
}

void Simulation::checkEnd()
{
    if (!isSettled()) {
        std::string stuck;
        for (const TaskId id : m_engine ? m_engine->taskIds() : std::vector<TaskId>())
            if (const auto view = m_engine->view(id); view && !isFinal(view->state))
                stuck += " " + std::to_string(id) + ":" + std::string(name(view->state)) + "/" + std::string(name(view->wait))
                    + "/" + view->waitArg + (view->agent.empty() ? "" : " held by " + view->agent);
        for (const AgentView &agent : m_engine ? m_engine->agents() : std::vector<AgentView>())
            stuck += " " + agent.name + ":" + std::string(name(agent.state)) + "/" + std::to_string(agent.busy);
        m_referee.violate("in calm weather some tasks never ended:" + stuck);
        return;
    }
    for (const auto &[key, id] : m_referee.acceptedKeys()) {
        const Disk::Kept *kept = m_disk.find(id);
        if (!kept || !isFinal(kept->row.state))
            m_referee.violate("task " + std::to_string(id) + " was accepted and has no end on disk");
    }
    for (const auto &[id, kept] : m_disk.tasks()) {
        const auto view = m_engine->view(id);
        if (view && (view->state != kept.row.state || view->fence != kept.row.fence || view->attempt != kept.row.attempt))
            m_referee.violate("task " + std::to_string(id) + " is another on disk than in memory");
    }
    for (const AgentView &agent : m_engine->agents())
        if (agent.busy != 0)
            m_referee.violate("agent " + agent.name + " has a slot taken by nothing");
    const DelegationReport report = m_engine->report();
    for (const DelegationReport::AgentLine &line : report.agents) {
        const AgentCounts counted = m_disk.counted(line.agent);
        if (line.leased != counted.leased || line.accepted != counted.accepted || line.rejected != counted.rejected
            || line.failed != counted.failed || line.expired != counted.expired + counted.gone || line.simulated != counted.simulated)
            m_referee.violate("agent " + line.agent + " is reported with other counts than its events have");
    }
}

std::string Simulation::replay() const
{
    std::unique_ptr<engine::Engine> engine;
    std::string log;
    for (const Turn &input : m_history) {
        if (input.start) {
            engine = std::make_unique<engine::Engine>(config());
            engine->restore(Restored(*input.start));
            continue;
        }
        std::vector<Command> commands = input.commands;
        const std::size_t before = log.size();
        Batch batch = engine->apply(commands, input.now);
        encodeBatch(batch, log);
        if (m_log.compare(before, log.size() - before, log, before, log.size() - before) != 0)
            return "the replay differs in batch " + std::to_string(batch.no);
    }
    return log == m_log ? std::string() : "the replay is shorter than the run";
}

} // namespace skep::sim
