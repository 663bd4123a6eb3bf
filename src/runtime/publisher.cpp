// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/publisher.h"

#include <algorithm>

namespace skep::runtime {
namespace {

constexpr std::int64_t kIdleBeatMs = 1'000; // a picture without change keeps the data's age honest

} // namespace

HubPort::WatchId Publisher::add(Callback callback)
{
    m_watchers.push_back({++m_lastId, std::move(callback), {}, true, 0});
    return m_lastId;
}

void Publisher::follow(HubPort::WatchId id, std::vector<TaskId> logOf)
{
    if (Watcher *watcher = find(id))
        watcher->logOf = std::set<TaskId>(logOf.begin(), logOf.end());
}

void Publisher::remove(HubPort::WatchId id)
{
    std::erase_if(m_watchers, [id](const Watcher &watcher) { return watcher.id == id; });
    if (m_watchers.empty()) {
        m_pending.clear();
        m_log.clear();
    }
}

void Publisher::addLog(TaskId id, const LogLine &line)
{
    const bool isFollowed = std::any_of(m_watchers.begin(), m_watchers.end(),
                                        [id](const Watcher &watcher) { return watcher.logOf.contains(id); });
    if (isFollowed)
        m_log.emplace_back(id, line);
}

Delta Publisher::changes()
{
    Delta delta;
    for (const TaskId id : m_engine.takeChangedTasks())
        if (auto view = m_engine.view(id))
            delta.tasks.push_back(std::move(*view));
    delta.tasksGone = m_engine.takeEvictedTasks();
    for (const std::string &name : m_engine.takeChangedAgents()) {
        if (auto view = m_engine.agentView(name))
            delta.agents.push_back(std::move(*view));
        else
            delta.agentsGone.push_back(name);
    }
    delta.log = std::exchange(m_log, {});
    return delta;
}

Delta Publisher::whole()
{
    Delta delta;
    delta.whole = true;
    for (const TaskId id : m_engine.taskIds())
        if (auto view = m_engine.view(id))
            delta.tasks.push_back(std::move(*view));
    delta.agents = m_engine.agents();
    return delta;
}

void Publisher::tick(const Moment &moment)
{
    if (m_watchers.empty()) {
        // Nobody looks: keep the engine's list of changes from growing.
        (void)m_engine.takeChangedTasks();
        (void)m_engine.takeChangedAgents();
        (void)m_engine.takeEvictedTasks();
        return;
    }
    const auto stamp = [&](Delta &delta) {
        delta.now = moment.now;
        delta.batch = moment.lastBatch;
        delta.counts = m_counts();
        delta.storeOk = moment.storeOk;
        delta.lastCommit = moment.lastCommit;
    };
    Delta change = changes();
    const bool isNews = !change.tasks.empty() || !change.tasksGone.empty() || !change.agents.empty()
        || !change.agentsGone.empty() || !change.log.empty() || moment.storeOk != m_wasStoreOk
        || moment.now - m_lastSent >= kIdleBeatMs;
    const bool isSomeoneReady = std::any_of(m_watchers.begin(), m_watchers.end(),
                                            [](const Watcher &watcher) { return !watcher.needsWhole; });
    if (isNews && isSomeoneReady) {
        stamp(change);
        m_pending.push_back({moment.lastBatch, std::move(change), {}});
        m_lastSent = moment.now;
    }
    std::vector<HubPort::WatchId> newcomers;
    for (Watcher &watcher : m_watchers)
        if (std::exchange(watcher.needsWhole, false))
            newcomers.push_back(watcher.id);
    if (!newcomers.empty()) {
        Delta picture = whole();
        stamp(picture);
        m_pending.push_back({moment.lastBatch, std::move(picture), std::move(newcomers)});
        m_lastSent = moment.now;
    }
    m_wasStoreOk = moment.storeOk;
    release(moment.durable);
}

void Publisher::release(BatchNo durable)
{
    while (!m_pending.empty() && m_pending.front().needs <= durable) {
        Pending pending = std::move(m_pending.front());
        m_pending.pop_front();
        send(pending);
    }
}

void Publisher::alarm(const Moment &moment)
{
    m_wasStoreOk = moment.storeOk;
    Pending pending;
    pending.delta.now = moment.now;
    pending.delta.batch = m_sentBatch;
    pending.delta.counts = m_sentCounts;
    pending.delta.storeOk = moment.storeOk;
    pending.delta.lastCommit = moment.lastCommit;
    send(pending);
}

void Publisher::send(Pending &pending)
{
    m_sentCounts = pending.delta.counts;
    m_sentBatch = pending.delta.batch;
    // A callback may add or remove watchers: go by id.
    std::vector<HubPort::WatchId> ids = pending.wholeFor;
    if (ids.empty())
        for (const Watcher &watcher : m_watchers)
            if (watcher.seq > 0)
                ids.push_back(watcher.id);
    const std::vector<std::pair<TaskId, LogLine>> log = std::exchange(pending.delta.log, {});
    for (const HubPort::WatchId id : ids) {
        Watcher *watcher = find(id);
        if (!watcher)
            continue;
        pending.delta.seq = ++watcher->seq;
        pending.delta.log.clear();
        for (const auto &line : log)
            if (watcher->logOf.contains(line.first))
                pending.delta.log.push_back(line);
        const Callback callback = watcher->callback;
        callback(pending.delta);
    }
}

Publisher::Watcher *Publisher::find(HubPort::WatchId id)
{
    const auto it = std::find_if(m_watchers.begin(), m_watchers.end(),
                                 [id](const Watcher &watcher) { return watcher.id == id; });
    return it == m_watchers.end() ? nullptr : &*it;
}

} // namespace skep::runtime
