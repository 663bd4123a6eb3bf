// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace skep::sim {

/// A store in memory that forgets what was not committed, as a real one does in a power cut.
class Disk
{
public:
    struct Kept
    {
        TaskRow row;
        TaskSpec spec;
        std::string key;
        std::vector<std::string> answers;
        std::string question;
        std::vector<std::string> choices;
        std::string error;
    };

    void commit(const Batch &batch);
    /// As after a start: unfinished tasks, and the newest finished ones up to the bound.
    [[nodiscard]] Restored restore(std::size_t finishedMax);

    [[nodiscard]] BatchNo durable() const { return m_durable; }
    [[nodiscard]] TimeMs lastNow() const { return m_lastNow; }
    [[nodiscard]] const Kept *find(TaskId id) const
    {
        const auto found = m_tasks.find(id);
        return found == m_tasks.end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool hasEnded(TaskId id, Fence fence) const { return m_ended.contains({id, fence}); }
    [[nodiscard]] const std::map<TaskId, Kept> &tasks() const { return m_tasks; }
    [[nodiscard]] const std::map<std::string, AgentTally> &agents() const { return m_agents; }
    /// What the events on disk say of an agent, whatever its row says.
    [[nodiscard]] AgentCounts counted(const std::string &agent) const
    {
        const auto found = m_counted.find(agent);
        return found == m_counted.end() ? AgentCounts{} : found->second;
    }

private:
    void take(const Event &event);
    void count(const Event &event);
    void countAnew(const std::string &agent, const Batch &batch);

    std::map<TaskId, Kept> m_tasks;
    std::map<std::string, AgentTally> m_agents;
    std::map<std::string, AgentCounts> m_counted;
    std::map<Fence, std::string> m_counting; // leases whose end counts for their agent
    std::set<std::pair<TaskId, Fence>> m_ended;
    std::set<std::string> m_paused;
    BatchNo m_durable = 0;
    TimeMs m_lastNow = 0;
    Epoch m_epoch = 0;
};

} // namespace skep::sim
