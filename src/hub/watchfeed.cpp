// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/watchfeed.h"

#include "wire/encode.h"

#include <algorithm>
#include <unordered_map>

namespace skep::hub {
namespace {

// Worst case of a task as shown: error 4 KiB, question 4 KiB, choices 3 KiB, note, title, all escaped. 40 of them stay
// under a frame; ordinary ones are some 400 bytes.
constexpr std::size_t kPageTasks = 500;
constexpr std::size_t kPageBytes = 256 * 1024;
constexpr std::size_t kLogLinesKept = 200; // of a slow link; older ones are in the task's detail

} // namespace

WatchFeed::WatchFeed(HubContext &context, const wire::Watch &topics, Send send, HasRoom hasRoom)
    : m_context(context), m_topics(topics), m_send(std::move(send)), m_hasRoom(std::move(hasRoom))
{
    ++m_context.stats.watchers;
    m_watch = m_context.port.watch([this](const Delta &delta) { onDelta(delta); });
}

WatchFeed::~WatchFeed()
{
    --m_context.stats.watchers;
    m_context.port.unwatch(m_watch);
}

void WatchFeed::onDelta(const Delta &delta)
{
    m_frame.now = delta.now;
    m_frame.counts = delta.counts;
    m_frame.storeOk = delta.storeOk;
    m_frame.lastCommit = delta.lastCommit;
    if (delta.whole)
        begin(delta);
    else if (isBehind() || !m_hasRoom())
        note(delta);
    else
        return sendInPieces(delta);
    pump();
}

void WatchFeed::begin(const Delta &whole)
{
    m_isInSnapshot = true;
    m_part = 0;
    m_tasks.clear();
    m_agents.clear();
    m_tasksGone.clear();
    m_agentsGone.clear();
    if (m_topics.tasks)
        for (const TaskView &task : whole.tasks)
            m_tasks.insert(m_tasks.end(), task.id);
    if (m_topics.agents)
        for (const AgentView &agent : whole.agents)
            m_agents.insert(agent.name);
}

void WatchFeed::note(const Delta &delta)
{
    for (const TaskView &task : delta.tasks)
        m_tasks.insert(task.id);
    for (const TaskId id : delta.tasksGone) {
        m_tasks.erase(id);
        m_tasksGone.insert(id);
    }
    for (const AgentView &agent : delta.agents)
        m_agents.insert(agent.name);
    for (const std::string &name : delta.agentsGone) {
        m_agents.erase(name);
        m_agentsGone.insert(name);
    }
    m_frame.log.insert(m_frame.log.end(), delta.log.begin(), delta.log.end());
    if (m_frame.log.size() > kLogLinesKept)
        m_frame.log.erase(m_frame.log.begin(), m_frame.log.end() - kLogLinesKept);
}

void WatchFeed::pump()
{
    while (isBehind() && m_hasRoom())
        sendPage();
}

void WatchFeed::sendPage()
{
    Delta page = std::move(m_frame);
    std::size_t bytes = 0;
    while (!m_tasks.empty() && page.tasks.size() < kPageTasks && bytes < kPageBytes) {
        const TaskId id = *m_tasks.begin();
        m_tasks.erase(m_tasks.begin());
        if (auto task = m_context.port.task(id)) { // else it left meanwhile, and a delta says so
            bytes += 500 + 2 * (task->error.size() + task->question.size() + task->note.size());
            page.tasks.push_back(std::move(*task));
        }
    }
    if (!m_agents.empty()) {
        for (AgentView &agent : m_context.port.agents())
            if (m_agents.contains(agent.name) && page.agents.size() < kPageTasks) {
                m_agents.erase(agent.name);
                page.agents.push_back(std::move(agent));
            }
        if (page.agents.size() < kPageTasks)
            m_agents.clear();
    }
    page.tasksGone.assign(m_tasksGone.begin(), m_tasksGone.end());
    page.agentsGone.assign(m_agentsGone.begin(), m_agentsGone.end());
    m_tasksGone.clear();
    m_agentsGone.clear();
    const bool isLast = m_tasks.empty() && m_agents.empty();
    send(page, m_isInSnapshot ? m_part++ : -1, isLast);
    if (isLast)
        m_isInSnapshot = false;
    m_frame = {};
    m_frame.now = page.now;
    m_frame.counts = page.counts;
    m_frame.storeOk = page.storeOk;
    m_frame.lastCommit = page.lastCommit;
}

// A delta of a busy hub may name more than a frame holds.
void WatchFeed::sendInPieces(const Delta &delta)
{
    if (delta.tasks.size() <= kPageTasks && delta.log.size() <= kLogLinesKept) {
        std::size_t bytes = 0;
        for (const TaskView &task : delta.tasks)
            bytes += 500 + 2 * (task.error.size() + task.question.size() + task.note.size());
        for (const auto &[id, line] : delta.log)
            bytes += 100 + line.text.size() * 2;
        if (bytes < kPageBytes * 2)
            return send(delta, -1, true);
    }
    note(delta);
    pump();
}

void WatchFeed::send(const Delta &delta, int part, bool last)
{
    std::string frame;
    wire::encodeDelta(frame, delta, ++m_seq, part, last, m_topics);
    m_send(frame);
}

} // namespace skep::hub
