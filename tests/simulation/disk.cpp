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
    } else if (const auto *leased = std::get_if<ev::Leased>(&event)) {
        ++m_counted[leased->agent].leased;
    } else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event)) {
        AgentTally &agent = m_counted[ended->agent];
        agent.accepted += ended->outcome == Outcome::Accepted;
        agent.rejected += ended->outcome == Outcome::Rejected;
        agent.failed += ended->outcome == Outcome::Failed;
        agent.expired += ended->outcome == Outcome::Expired;
        agent.gone += ended->outcome == Outcome::AgentGone;
        agent.simulated += ended->outcome == Outcome::Accepted && ended->simulated;
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

void Disk::commit(const Batch &batch)
{
    for (const Event &event : batch.events)
        take(event);
    for (const TaskRow &row : batch.rows)
        m_tasks[row.id].row = row;
    for (const AgentTally &row : batch.agents) {
        test::keep(m_agents, row);
        if (row.forgotten)
            m_counted.erase(row.name);
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
