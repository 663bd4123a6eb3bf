// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/disk.h"

#include "support/agenttally.h"

#include <algorithm>

namespace skep::sim {

void Disk::take(const Event &event)
{
    if (const auto *submitted = std::get_if<ev::Submitted>(&event)) {
        Kept &kept = m_tasks[submitted->id];
        kept.spec = submitted->task;
        kept.spec.params.clear();
        kept.key = submitted->key;
    } else if (const auto *asked = std::get_if<ev::Asked>(&event)) {
        m_tasks[asked->id].question = asked->question;
        m_tasks[asked->id].choices = asked->choices;
    } else if (const auto *answered = std::get_if<ev::Answered>(&event)) {
        m_tasks[answered->id].answers.push_back(answered->text);
    } else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event)) {
        m_ended.emplace(ended->id, ended->fence);
        if (!ended->error.empty())
            m_tasks[ended->id].error = ended->error;
    } else if (const auto *paused = std::get_if<ev::Paused>(&event)) {
        if (paused->on)
            m_paused.insert(paused->project);
        else
            m_paused.erase(paused->project);
    }
}

void Disk::count(const Event &event)
{
    if (const auto *leased = std::get_if<ev::Leased>(&event)) {
        ++m_counted[leased->agent].leased;
        m_counting[leased->fence] = leased->agent;
    } else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event); ended && m_counting.contains(ended->fence)) {
        AgentCounts &agent = m_counted[ended->agent];
        agent.accepted += ended->outcome == Outcome::Accepted;
        agent.rejected += ended->outcome == Outcome::Rejected;
        agent.failed += ended->outcome == Outcome::Failed;
        agent.expired += ended->outcome == Outcome::Expired;
        agent.gone += ended->outcome == Outcome::AgentGone;
        agent.simulated += ended->outcome == Outcome::Accepted && ended->simulated;
    }
}

// Only a gone agent is forgotten, so what counts again begins with its next coming, perhaps in the same batch. What it
// had finished may be judged later; that counts for nobody.
void Disk::countAnew(const std::string &agent, const Batch &batch)
{
    m_counted.erase(agent);
    std::erase_if(m_counting, [&](const auto &entry) { return entry.second == agent; });
    const auto joined = std::find_if(batch.events.rbegin(), batch.events.rend(), [&](const Event &event) {
        const auto *join = std::get_if<ev::AgentJoined>(&event);
        return join && join->agent.name == agent;
    });
    if (joined == batch.events.rend())
        return;
    for (auto event = joined.base(); event != batch.events.end(); ++event) {
        const auto *leased = std::get_if<ev::Leased>(&*event);
        const auto *ended = std::get_if<ev::AttemptEnded>(&*event);
        if ((leased && leased->agent == agent) || (ended && ended->agent == agent))
            count(*event);
    }
}

void Disk::commit(const Batch &batch)
{
    for (const Event &event : batch.events) {
        take(event);
        count(event);
    }
    for (const TaskRow &row : batch.rows)
        m_tasks[row.id].row = row;
    for (const AgentTally &tally : batch.agents) {
        test::keep(m_agents, tally);
        if (tally.forgotten)
            countAnew(tally.name, batch);
    }
    m_durable = batch.no;
    m_lastNow = batch.now;
}

Restored Disk::restore(std::size_t finishedMax)
{
    Restored restored;
    std::vector<const Kept *> finished;
    const auto add = [&](const Kept &kept) {
        restored.tasks.push_back({kept.row, kept.key, kept.spec, kept.answers, kept.question, kept.choices, kept.error});
    };
    for (const auto &[id, kept] : m_tasks) {
        if (isHeld(kept.row.state) || kept.row.state == TaskState::Checking)
            m_counting[kept.row.fence] = kept.row.agent; // a start knows the agent by its name alone
        if (isFinal(kept.row.state))
            finished.push_back(&kept);
        else
            add(kept);
        restored.lastTask = id;
    }
    std::sort(finished.begin(), finished.end(), [](const Kept *a, const Kept *b) {
        return std::pair{a->row.updated, a->row.id} > std::pair{b->row.updated, b->row.id};
    });
    for (std::size_t i = 0; i < finished.size(); ++i) {
        const bool awaited = std::any_of(restored.tasks.begin(), restored.tasks.end(), [&](const Restored::Task &task) {
            return std::find(task.spec.after.begin(), task.spec.after.end(), finished[i]->row.id) != task.spec.after.end();
        });
        if (i < finishedMax || awaited)
            add(*finished[i]);
        else if (!finished[i]->key.empty())
            restored.keys.push_back({finished[i]->key, finished[i]->row.id, finished[i]->row.created});
    }
    for (const auto &[name, agent] : m_agents)
        restored.agents.push_back(agent);
    restored.pausedProjects.assign(m_paused.begin(), m_paused.end());
    restored.lastBatch = m_durable;
    restored.lastNow = m_lastNow;
    restored.epoch = ++m_epoch;
    return restored;
}

} // namespace skep::sim
