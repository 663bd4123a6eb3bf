// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the index is asked for once, beside the pages it gives by itself.
#include "viewmodel/viewindex.h"

namespace skep {
namespace {

constexpr std::size_t kAgentTasksMax = 64;

FoundTask foundOf(const TaskView &view) { return {view.id, view.state, view.title, view.type}; }

} // namespace

Found ViewIndex::find(const QString &text, std::size_t limit) const
{
    Found found;
    found.text = text;
    const SearchWords words(text);
    if (words.isEmpty())
        return found;
    std::array<std::vector<OrderKey>, kGroupCount> keys; // the first ones of each group
    if (words == m_words) { // as a person types the board is filtered by the same: it knows already
        for (std::size_t g = 0; g < kGroupCount; ++g) {
            found.tasksAll += m_groups[g].keys.size();
            keys[g] = m_groups[g].keys.slice(0, limit);
        }
    } else {
        for (const auto &[id, entry] : m_tasks)
            if (words.areIn(entry.task.texts())) {
                ++found.tasksAll;
                keys[static_cast<std::size_t>(entry.group)].push_back(entry.key);
            }
        for (auto &of : keys)
            std::partial_sort(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(std::min(of.size(), limit)), of.end());
    }
    for (const Group group : {Group::NeedsYou, Group::Working, Group::Waiting, Group::Finished}) {
        const auto &of = keys[static_cast<std::size_t>(group)];
        const std::size_t count = std::min(of.size(), limit - found.tasks.size());
        for (std::size_t i = 0; i < count; ++i)
            found.tasks.push_back(foundOf(m_tasks.at(of[i].id).task.view()));
    }
    for (const auto &[name, agent] : m_agents)
        if (found.agents.size() < limit && words.areIn(name))
            found.agents.push_back(name);
    return found;
}

std::vector<TaskId> ViewIndex::idsOf(Group group, std::size_t limit) const
{
    std::vector<TaskId> ids;
    for (const OrderKey &key : m_groups[static_cast<std::size_t>(group)].keys.slice(0, limit))
        ids.push_back(key.id);
    return ids;
}

std::vector<TaskView> ViewIndex::viewsOf(const std::vector<TaskId> &ids) const
{
    std::vector<TaskView> views;
    views.reserve(ids.size());
    for (const TaskId id : ids)
        if (const auto task = m_tasks.find(id); task != m_tasks.end())
            views.push_back(task->second.task.view());
    return views;
}

void ViewIndex::setFocusAgent(const std::string &name)
{
    m_focusAgent = name;
    m_focusAgentChanged = m_isDirty = true;
}

void ViewIndex::fillFocusAgent(Page &page)
{
    page.focusAgent = m_focusAgent;
    if (m_focusAgent.empty() || !std::exchange(m_focusAgentChanged, false))
        return;
    const auto agent = m_agents.find(m_focusAgent);
    if (agent == m_agents.end()) {
        page.focusAgentGone = true;
        return;
    }
    page.focusAgentView = rowOf(agent->second);
    if (agent->second.busy == 0)
        return;
    for (const Group group : {Group::NeedsYou, Group::Working}) {
        const RankedKeys &keys = stateOf(group).keys;
        for (const OrderKey &key : keys.slice(0, keys.size())) {
            const PackedTask &task = m_tasks.at(key.id).task;
            if (task.texts().agent != m_focusAgent || page.focusAgentTasks.size() == kAgentTasksMax)
                continue;
            if (const TaskView view = task.view(); !isFinal(view.state))
                page.focusAgentTasks.push_back(foundOf(view));
        }
    }
}

} // namespace skep
