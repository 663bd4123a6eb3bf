// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/watchfeed.h"

#include "wire/encode.h"

#include <cstddef>

namespace skep::hub {
namespace {

constexpr std::size_t kPageBytes = 256 * 1024; // by estimate; what escapes add keeps a frame under 1 MiB
constexpr std::size_t kWholeBytes = 1024 * 1024; // of a picture that is sent at once; larger ones go page by page
constexpr std::size_t kGoneMax = 100'000;
constexpr std::size_t kLogBytesKept = 64 * 1024; // of a slow link; older lines are in the task's detail

std::size_t costOf(const std::vector<std::string> &texts)
{
    std::size_t bytes = 0;
    for (const std::string &text : texts)
        bytes += text.size() + 3;
    return bytes;
}

std::size_t costOf(const TaskView &task)
{
    return 600 + 2 * (task.title.size() + task.error.size() + task.question.size() + task.note.size() + costOf(task.choices));
}

std::size_t costOf(const AgentView &agent)
{
    return 500 + agent.machine.size() + agent.model.size() + agent.lastNote.size() * 2 + costOf(agent.capabilities);
}

std::size_t costOf(const LogLine &line)
{
    return 80 + 2 * line.text.size();
}

} // namespace

WatchFeed::WatchFeed(HubContext &context, const wire::Watch &topics, Send send, HasRoom hasRoom)
    : m_context(context), m_topics(topics), m_send(std::move(send)), m_hasRoom(std::move(hasRoom))
{
    ++m_context.stats.watchers;
    subscribe();
}

void WatchFeed::subscribe()
{
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
    m_moment = delta.now > m_sentLive ? delta.batch : 0;
    if (delta.whole && fits(delta))
        return sendWhole(delta);
    if (delta.whole)
        begin(delta);
    else if (m_isLost)
        return;
    else if (isBehind() || !m_hasRoom())
        note(delta);
    else
        return sendInPieces(delta);
    sendPages();
}

void WatchFeed::begin(const Delta &whole)
{
    m_isInSnapshot = true;
    m_part = 0;
    clear();
    if (m_topics.tasks)
        for (const TaskView &task : whole.tasks)
            m_tasks.insert(m_tasks.end(), task.id);
    if (m_topics.agents)
        for (const AgentView &agent : whole.agents)
            m_agents.insert(agent.name);
}

void WatchFeed::note(const Delta &delta)
{
    m_isDirty = true;
    for (const TaskView &task : delta.tasks) {
        m_tasks.insert(task.id);
        m_tasksGone.erase(task.id);
    }
    for (const TaskId id : delta.tasksGone) {
        m_tasks.erase(id);
        m_tasksGone.insert(id);
    }
    for (const AgentView &agent : delta.agents) {
        m_agents.insert(agent.name);
        m_agentsGone.erase(agent.name);
    }
    for (const std::string &name : delta.agentsGone) {
        m_agents.erase(name);
        m_agentsGone.insert(name);
    }
    m_frame.log.insert(m_frame.log.end(), delta.log.begin(), delta.log.end());
    std::size_t kept = m_frame.log.size();
    for (std::size_t bytes = 0; kept > 0 && (bytes += costOf(m_frame.log[kept - 1].second)) <= kLogBytesKept;)
        --kept;
    m_frame.log.erase(m_frame.log.begin(), m_frame.log.begin() + static_cast<std::ptrdiff_t>(kept));
    if (m_tasksGone.size() + m_agentsGone.size() > kGoneMax) { // a new snapshot is shorter
        m_isLost = true;
        m_isDirty = false;
        clear();
    }
}

void WatchFeed::clear()
{
    m_tasks.clear();
    m_agents.clear();
    m_tasksGone.clear();
    m_agentsGone.clear();
    m_frame.log.clear();
}

void WatchFeed::pump()
{
    if (m_isLost && m_hasRoom()) {
        m_isLost = false;
        m_context.port.unwatch(m_watch);
        subscribe();
    }
    sendPages();
}

void WatchFeed::sendPages()
{
    while (isBehind() && m_hasRoom())
        sendPage();
}

void WatchFeed::sendPage()
{
    Delta page = std::move(m_frame);
    m_sentLive = m_context.port.now(); // what goes out now is newer than the pictures that wait for the disk
    m_moment = 0;
    std::size_t bytes = 0;
    while (!m_tasks.empty() && bytes < kPageBytes) {
        const TaskId id = *m_tasks.begin();
        m_tasks.erase(m_tasks.begin());
        if (auto task = m_context.port.task(id)) { // else it left meanwhile, and a delta says so
            bytes += costOf(*task);
            page.tasks.push_back(std::move(*task));
        }
    }
    if (!m_agents.empty() && bytes < kPageBytes) {
        auto all = m_context.port.agents();
        auto it = all.begin();
        for (; it != all.end() && bytes < kPageBytes; ++it) {
            if (m_agents.erase(it->name) == 0)
                continue;
            bytes += costOf(*it);
            page.agents.push_back(std::move(*it));
        }
        if (it == all.end())
            m_agents.clear(); // the rest left meanwhile
    }
    page.tasksGone.assign(m_tasksGone.begin(), m_tasksGone.end());
    page.agentsGone.assign(m_agentsGone.begin(), m_agentsGone.end());
    m_tasksGone.clear();
    m_agentsGone.clear();
    m_isDirty = false;
    const bool isLast = m_tasks.empty() && m_agents.empty();
    send(page, m_isInSnapshot ? m_part++ : -1, isLast);
    if (isLast)
        m_isInSnapshot = false;
    m_frame = {};
    m_frame.now = page.now;
    m_frame.counts = page.counts;
    m_frame.storeOk = page.storeOk;
    m_frame.lastCommit = page.lastCommit;
    m_sentCounts = page.counts;
}

bool WatchFeed::fits(const Delta &whole) const
{
    std::size_t bytes = 0;
    for (const TaskView &task : whole.tasks)
        bytes += m_topics.tasks ? costOf(task) : 0;
    for (const AgentView &agent : whole.agents)
        bytes += m_topics.agents ? costOf(agent) : 0;
    return m_hasRoom() && bytes <= kWholeBytes;
}

// A small fleet's picture leaves as it was taken.
void WatchFeed::sendWhole(const Delta &whole)
{
    clear();
    m_isInSnapshot = m_isDirty = m_isLost = false;
    m_moment = whole.batch; // nothing that was sent before counts
    sendInPieces(whole, 0);
}

// A delta of a busy hub may name more than a frame holds.
void WatchFeed::sendInPieces(const Delta &delta, int part)
{
    Delta piece = m_frame;
    piece.tasksGone = delta.tasksGone;
    piece.agentsGone = delta.agentsGone;
    std::size_t bytes = 20 * delta.tasksGone.size() + costOf(delta.agentsGone);
    // Only with the last piece the picture is complete: the counts go with it.
    piece.counts = m_sentCounts;
    const auto add = [&](auto &list, const auto &item, std::size_t cost) {
        if (bytes > 0 && bytes + cost > kPageBytes) {
            send(piece, part, false);
            part += part < 0 ? 0 : 1;
            piece = m_frame;
            piece.counts = m_sentCounts;
            bytes = 0;
        }
        list.push_back(item);
        bytes += cost;
    };
    for (const TaskView &task : delta.tasks)
        add(piece.tasks, task, costOf(task));
    for (const AgentView &agent : delta.agents)
        add(piece.agents, agent, costOf(agent));
    for (const auto &line : delta.log)
        add(piece.log, line, costOf(line.second));
    piece.counts = m_frame.counts;
    piece.batch = m_moment;
    send(piece, part, true);
    m_sentCounts = piece.counts;
}

void WatchFeed::send(const Delta &delta, int part, bool last)
{
    std::string frame;
    wire::encodeDelta(frame, delta, ++m_seq, part, last, m_topics);
    m_send(frame);
}

} // namespace skep::hub
