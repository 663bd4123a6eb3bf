// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/viewindex.h"

#include <algorithm>

namespace skep {
namespace {

constexpr std::size_t kSamplesMax = 61;
constexpr std::size_t kSmoothSamples = 5;
constexpr TimeMs kRateWindowMs = 10'000;
constexpr TimeMs kSilenceMsMax = 60'000;

OrderKey keyOf(const TaskView &task, Group group)
{
    const auto priority = static_cast<std::int64_t>(task.priority);
    switch (group) {
    case Group::Waiting:
    case Group::Working: // by submission, so that cards do not jump while they progress
        return {priority, task.id};
    case Group::NeedsYou: // what has waited longest for a person stands first
        return {(priority << 48) | task.updated, task.id};
    case Group::Finished: // newest first
        return {-task.updated, task.id};
    }
    return {0, task.id};
}

} // namespace

Group groupOf(const TaskView &task)
{
    switch (task.state) {
    case TaskState::Queued:
    case TaskState::Blocked:
        return Group::Waiting;
    case TaskState::NeedsInput:
        return Group::NeedsYou;
    case TaskState::Leased:
    case TaskState::Running:
    case TaskState::Checking:
        return Group::Working;
    case TaskState::Failed:
        return task.acknowledged ? Group::Finished : Group::NeedsYou;
    case TaskState::Done:
    case TaskState::Cancelled:
        return Group::Finished;
    }
    return Group::Finished;
}

void ViewIndex::apply(Delta &&delta)
{
    if (delta.whole) {
        reset();
    } else if (delta.seq != m_seq + 1) {
        m_needsSnapshot = true; // keep showing what there is; its age tells
        return;
    } else if (m_needsSnapshot) {
        return;
    }
    m_seq = delta.seq;
    m_now = delta.now;
    m_batch = delta.batch;
    m_counts = delta.counts;
    m_storeOk = delta.storeOk;
    m_lastCommit = delta.lastCommit;
    if (delta.whole) {
        m_tasks.reserve(delta.tasks.size());
        for (const TaskView &task : delta.tasks) {
            const Group group = groupOf(task);
            m_tasks.insert_or_assign(task.id, Entry{PackedTask(task), group, false, keyOf(task, group)});
        }
        refilter(false);
    } else {
        for (const TaskView &task : delta.tasks)
            put(task);
        for (const TaskId id : delta.tasksGone)
            drop(id);
    }
    applyAgents(delta);
    for (auto &line : delta.log)
        if (m_log.size() < limits::kLiveLogLinesMax)
            m_log.push_back(std::move(line));
    sampleThroughput(delta);
    m_isDirty = m_isNews = true;
}

void ViewIndex::reset()
{
    m_tasks.clear();
    m_agents.clear();
    m_machines.clear();
    m_agentsChanged.clear();
    m_agentsGone.clear();
    m_agentsReset = true;
    m_log.clear();
    m_needsFresh.clear();
    m_needsSnapshot = false;
    m_isFirst = true;
    m_focusChanged = m_focusAgentChanged = true;
}

void ViewIndex::put(const TaskView &view)
{
    const TaskId id = view.id;
    auto [it, isNew] = m_tasks.try_emplace(id);
    Entry &entry = it->second;
    const Group group = groupOf(view);
    const OrderKey key = keyOf(view, group);
    const bool shown = m_words.areIn(textsOf(view));
    if (id == m_focus)
        m_focusChanged = true;
    if (!m_focusAgent.empty() && view.agent == m_focusAgent)
        m_focusAgentChanged = true;
    const bool neededBefore = !isNew && entry.group == Group::NeedsYou && entry.task.view().fence == view.fence;
    if (group == Group::NeedsYou && !neededBefore && m_needsFresh.size() < kFreshMax)
        m_needsFresh.push_back(view);
    if (!isNew && group == entry.group && key == entry.key && shown == entry.isShown) {
        entry.task = PackedTask(view);
        // A change off the screen costs the window nothing.
        GroupState &state = stateOf(group);
        if (shown && !state.isChanged) {
            const auto row = static_cast<int>(state.keys.rank(key));
            state.isChanged = row >= state.first && row < state.first + state.count;
        }
        return;
    }
    if (!isNew) {
        --stateOf(entry.group).all;
        stateOf(entry.group).isChanged = true;
        eraseShown(entry);
    }
    entry.task = PackedTask(view);
    entry.group = group;
    entry.key = key;
    ++stateOf(group).all;
    stateOf(group).isChanged = true;
    if (shown)
        insertShown(entry);
}

void ViewIndex::drop(TaskId id)
{
    const auto it = m_tasks.find(id);
    if (it == m_tasks.end())
        return;
    --stateOf(it->second.group).all;
    stateOf(it->second.group).isChanged = true;
    eraseShown(it->second);
    m_tasks.erase(it);
    if (id == m_focus)
        m_focusChanged = true;
}

void ViewIndex::insertShown(Entry &entry)
{
    GroupState &state = stateOf(entry.group);
    entry.isShown = true;
    record(state, RowChange::Kind::Insert, static_cast<int>(state.keys.insert(entry.key)));
}

void ViewIndex::eraseShown(Entry &entry)
{
    if (!entry.isShown)
        return;
    GroupState &state = stateOf(entry.group);
    entry.isShown = false;
    record(state, RowChange::Kind::Remove, static_cast<int>(state.keys.erase(entry.key)));
}

void ViewIndex::record(GroupState &group, RowChange::Kind kind, int row)
{
    group.isChanged = true;
    if (group.isReset)
        return;
    if (!group.changes.empty()) {
        RowChange &last = group.changes.back();
        if (last.kind == kind && kind == RowChange::Kind::Insert && row >= last.row && row <= last.row + last.count) {
            ++last.count;
            return;
        }
        if (last.kind == kind && kind == RowChange::Kind::Remove && (row == last.row || row + 1 == last.row)) {
            last.row = row;
            ++last.count;
            return;
        }
    }
    if (group.changes.size() >= kChangesMax) {
        group.isReset = true;
        group.changes.clear();
        return;
    }
    group.changes.push_back({kind, row, 1});
}

void ViewIndex::applyAgents(Delta &delta)
{
    for (auto &agent : delta.agents) {
        if (m_agentsWanted) {
            m_agentsChanged.insert(agent.name);
            m_agentsGone.erase(agent.name);
        }
        m_focusAgentChanged = m_focusAgentChanged || agent.name == m_focusAgent;
        AgentView &old = m_agents[agent.name];
        countMachine(old.machine, -1);
        countMachine(agent.machine, 1);
        old = std::move(agent);
    }
    for (const auto &name : delta.agentsGone) {
        if (const auto agent = m_agents.find(name); agent != m_agents.end()) {
            countMachine(agent->second.machine, -1);
            m_agents.erase(agent);
        }
        m_focusAgentChanged = m_focusAgentChanged || name == m_focusAgent;
        if (m_agentsWanted) {
            m_agentsChanged.erase(name);
            m_agentsGone.insert(name);
        }
    }
}

void ViewIndex::countMachine(const std::string &machine, int by)
{
    if (!machine.empty() && (m_machines[machine] += by) == 0)
        m_machines.erase(machine);
}

void ViewIndex::setFilter(const QString &text)
{
    SearchWords words(text);
    if (words == m_words)
        return;
    const bool isNarrower = words.narrow(m_words);
    m_words = std::move(words);
    refilter(isNarrower);
    m_isDirty = true;
}

// The map's own order and a sort of what remains cost less than looking up each key in its order.
void ViewIndex::refilter(bool onlyShown)
{
    std::array<std::vector<OrderKey>, kGroupCount> keys;
    for (std::size_t g = 0; g < kGroupCount; ++g) {
        keys[g].reserve(m_groups[g].keys.size());
        m_groups[g].all = 0;
    }
    for (auto &[id, entry] : m_tasks) {
        ++stateOf(entry.group).all;
        if (onlyShown && !entry.isShown)
            continue;
        entry.isShown = m_words.areIn(entry.task.texts());
        if (entry.isShown)
            keys[static_cast<std::size_t>(entry.group)].push_back(entry.key);
    }
    for (std::size_t g = 0; g < kGroupCount; ++g) {
        std::sort(keys[g].begin(), keys[g].end());
        m_groups[g].keys.assign(keys[g]);
        m_groups[g].isChanged = m_groups[g].isReset = true;
        m_groups[g].changes.clear();
    }
}

void ViewIndex::setRange(Group group, int first, int count)
{
    GroupState &state = stateOf(group);
    if (state.first == first && state.count == count)
        return;
    state.first = first;
    state.count = count;
    state.isChanged = m_isDirty = true;
}

void ViewIndex::setFocus(TaskId id)
{
    m_focus = id;
    m_focusChanged = m_isDirty = true;
}

void ViewIndex::setAgentsWanted(bool wanted)
{
    if (wanted == m_agentsWanted)
        return;
    m_agentsWanted = wanted;
    m_agentsReset = m_isDirty = true;
    m_agentsChanged.clear();
    m_agentsGone.clear();
}

void ViewIndex::continueFrom(const Throughput &past) { m_samples.assign(past.samples.begin(), past.samples.end()); }

void ViewIndex::sampleThroughput(const Delta &delta)
{
    if (!m_samples.empty()) {
        const auto &[at, accepted] = m_samples.back();
        // A hub that started again counts from zero. After a silence of a minute nothing on the line is true any more.
        if (delta.counts.accepted < accepted || delta.now < at || delta.now - at > kSilenceMsMax)
            m_samples.clear();
    }
    if (m_samples.empty() || delta.now - m_samples.back().first >= 1000)
        m_samples.emplace_back(delta.now, delta.counts.accepted);
    while (m_samples.size() > kSamplesMax)
        m_samples.pop_front();
}

Throughput ViewIndex::throughput() const
{
    Throughput rate;
    rate.samples.assign(m_samples.begin(), m_samples.end());
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        // A mean over some seconds: single results a second would draw a comb.
        const auto &[t0, n0] = m_samples[i < kSmoothSamples ? 0 : i - kSmoothSamples];
        const auto &[t1, n1] = m_samples[i];
        rate.history.push_back(static_cast<float>(static_cast<double>(n1 - n0) * 1000 / static_cast<double>(t1 - t0)));
    }
    const auto from = std::find_if(m_samples.begin(), m_samples.end(),
                                   [this](const auto &s) { return s.first >= m_now - kRateWindowMs; });
    if (from != m_samples.end() && m_now > from->first)
        rate.perSecond = static_cast<double>(m_counts.accepted - from->second) * 1000
            / static_cast<double>(m_now - from->first);
    return rate;
}

Page ViewIndex::takePage()
{
    Page page;
    page.first = std::exchange(m_isFirst, false);
    page.isNews = std::exchange(m_isNews, false);
    page.now = m_now;
    page.batch = m_batch;
    page.counts = m_counts;
    page.machines = static_cast<int>(m_machines.size());
    page.throughput = throughput();
    page.storeOk = m_storeOk;
    page.lastCommit = m_lastCommit;
    page.log = std::exchange(m_log, {});
    page.needsFresh = std::exchange(m_needsFresh, {});
    for (std::size_t g = 0; g < kGroupCount; ++g)
        page.groups[g] = takeGroup(m_groups[g]);
    fillFocus(page);
    fillFocusAgent(page);
    if (m_agentsWanted)
        fillAgents(page);
    m_isDirty = false;
    return page;
}

AgentRow ViewIndex::rowOf(const AgentView &agent) const
{
    const auto task = agent.busy > 0 ? m_tasks.find(agent.lastTask) : m_tasks.end();
    return {agent, task == m_tasks.end() ? std::string() : std::string(task->second.task.texts().title)};
}

void ViewIndex::fillAgents(Page &page)
{
    page.agentsReset = m_agentsReset;
    if (m_agentsReset) {
        for (const auto &[name, agent] : m_agents)
            page.agents.push_back(rowOf(agent));
    } else {
        for (const auto &name : m_agentsChanged)
            page.agents.push_back(rowOf(m_agents.at(name)));
        page.agentsGone.assign(m_agentsGone.begin(), m_agentsGone.end());
    }
    m_agentsChanged.clear();
    m_agentsGone.clear();
    m_agentsReset = false;
}

GroupPage ViewIndex::takeGroup(GroupState &state)
{
    GroupPage page;
    page.changed = state.isChanged;
    page.reset = state.isReset;
    page.total = static_cast<int>(state.keys.size());
    page.all = state.all;
    if (!state.isChanged)
        return page;
    page.changes = std::exchange(state.changes, {});
    page.first = std::clamp(state.first, 0, std::max(0, page.total - 1));
    const auto keys = state.keys.slice(static_cast<std::size_t>(page.first), static_cast<std::size_t>(state.count));
    page.rows.reserve(keys.size());
    for (const OrderKey &key : keys)
        page.rows.push_back(m_tasks.at(key.id).task.view());
    state.isChanged = state.isReset = false;
    return page;
}

void ViewIndex::fillFocus(Page &page)
{
    page.focus = m_focus;
    if (m_focus == 0)
        return;
    const auto it = m_tasks.find(m_focus);
    if (it == m_tasks.end()) {
        page.focusGone = true;
        return;
    }
    const Entry &entry = it->second;
    page.focusGroup = entry.group;
    if (entry.isShown)
        page.focusRow = static_cast<int>(stateOf(entry.group).keys.rank(entry.key));
    if (std::exchange(m_focusChanged, false))
        page.focusView = entry.task.view();
}

} // namespace skep
