// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/packedtask.h"
#include "viewmodel/page.h"
#include "viewmodel/rankedkeys.h"
#include "viewmodel/searchwords.h"

#include <QString>

#include <array>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

namespace skep {

/// Holds every task and agent of the hub, sorts, filters and counts them, and cuts pages for the window out of
/// them. Values in, values out; no thread of its own (IndexThread gives it one).
class ViewIndex final
{
public:
    /// At this many structural changes of one group in one page the page says "reset" instead.
    static constexpr std::size_t kChangesMax = 256;
    static constexpr std::size_t kFreshMax = 64;

    void apply(Delta &&delta);
    /// Words that must all occur in title, type, project, agent or number. Empty shows all.
    void setFilter(const QString &text);
    /// The rows of a group that a view shows.
    void setRange(Group group, int first, int count);
    /// The task whose values are told wherever it stands; 0: none.
    void setFocus(TaskId id);
    /// The agent whose values and tasks are told; empty: none.
    void setFocusAgent(const std::string &name);
    /// At most `limit` tasks and agents that match, the most pressing first.
    [[nodiscard]] Found find(const QString &text, std::size_t limit) const;
    /// All tasks of a group that pass the filter, in their order, at most `limit`.
    [[nodiscard]] std::vector<TaskId> idsOf(Group group, std::size_t limit) const;
    /// The values of these tasks, without those that are gone.
    [[nodiscard]] std::vector<TaskView> viewsOf(const std::vector<TaskId> &ids) const;
    /// The minute that an index before this one saw; what comes joins on where it can.
    void continueFrom(const Throughput &past);
    /// Agents are told only while somebody looks at them.
    void setAgentsWanted(bool wanted);

    [[nodiscard]] bool isDirty() const { return m_isDirty; }
    /// True when a delta was lost on the way: the picture is wrong until a snapshot comes.
    [[nodiscard]] bool needsSnapshot() const { return m_needsSnapshot; }
    [[nodiscard]] std::size_t taskCount() const { return m_tasks.size(); }
    /// What changed since the last page.
    [[nodiscard]] Page takePage();

private:
    struct Entry
    {
        PackedTask task;
        Group group = Group::Waiting;
        bool isShown = false; // passes the filter, stands in its group's keys
        OrderKey key;
    };
    struct GroupState
    {
        RankedKeys keys;
        int all = 0;
        int first = 0;
        int count = 40;
        bool isChanged = true;
        bool isReset = true;
        std::vector<RowChange> changes;
    };

    void reset();
    void put(const TaskView &view);
    void drop(TaskId id);
    void applyAgents(Delta &delta);
    void countMachine(const std::string &machine, int by);
    void insertShown(Entry &entry);
    void eraseShown(Entry &entry);
    void record(GroupState &group, RowChange::Kind kind, int row);
    void refilter(bool onlyShown);
    void sampleThroughput(const Delta &delta);
    [[nodiscard]] Throughput throughput() const;
    void fillFocus(Page &page);
    void fillFocusAgent(Page &page);
    [[nodiscard]] AgentRow rowOf(const AgentView &agent) const;
    void fillAgents(Page &page);
    [[nodiscard]] GroupPage takeGroup(GroupState &state);
    [[nodiscard]] GroupState &stateOf(Group group) { return m_groups[static_cast<std::size_t>(group)]; }

    std::unordered_map<TaskId, Entry> m_tasks;
    std::array<GroupState, kGroupCount> m_groups;
    std::map<std::string, AgentView> m_agents;
    std::map<std::string, int> m_machines; // how many agents are on each
    std::set<std::string> m_agentsChanged;
    std::set<std::string> m_agentsGone;
    SearchWords m_words; // of the filter
    std::vector<TaskView> m_needsFresh;
    TaskId m_focus = 0;
    bool m_focusChanged = false;
    std::string m_focusAgent;
    bool m_focusAgentChanged = false;
    bool m_agentsWanted = false;
    bool m_agentsReset = false;
    bool m_isDirty = false;
    bool m_isFirst = true;
    bool m_isNews = false;
    bool m_needsSnapshot = false;
    std::uint64_t m_seq = 0;
    TimeMs m_now = 0;
    BatchNo m_batch = 0;
    Counts m_counts;
    bool m_storeOk = true;
    TimeMs m_lastCommit = 0;
    std::vector<std::pair<TaskId, LogLine>> m_log;
    std::deque<std::pair<TimeMs, std::int64_t>> m_samples; // second, accepted results
};

} // namespace skep
