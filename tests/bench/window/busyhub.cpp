// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/window/busyhub.h"

#include <chrono>

namespace skep::bench {
namespace {

constexpr TimeMs kStart = 1'767'225'600'000;
constexpr std::int64_t kStepMs = 1000 / limits::kPublishHz;

} // namespace

BusyHub::BusyHub(std::size_t tasks, std::size_t agents, std::size_t changesPerSecond)
    : m_tasksKept(tasks)
    , m_perStep(changesPerSecond * kStepMs / 1000)
{
    for (std::size_t i = 0; i < agents; ++i) {
        AgentView agent;
        agent.name = "nano-" + std::to_string(i + 1);
        agent.kind = "nanobot";
        agent.state = AgentState::Ready;
        agent.slots = 3;
        agent.capabilities = {"code-review", "documentation", "javascript", "python"};
        m_agents.push_back(agent);
    }
    for (std::size_t i = 0; i < tasks; ++i) {
        TaskView &task = add(kStart);
        const std::size_t kind = i % 100;
        if (kind < 55)
            continue; // waiting
        m_waiting.pop_back();
        move(task, kind < 57 ? TaskState::Running : kind < 58 ? TaskState::NeedsInput : TaskState::Done, kStart);
    }
    m_changed.clear();
}

BusyHub::~BusyHub() { stop(); }

TaskView &BusyHub::add(TimeMs now)
{
    const TaskId id = ++m_lastId;
    TaskView &task = m_tasks[id];
    task.id = id;
    task.type = "code-review";
    task.title = "Review src/module-" + std::to_string(id % 977) + "/component-" + std::to_string(id) + ".ts";
    task.project = "sample-" + std::to_string(id % 7);
    task.priority = static_cast<Priority>(m_random() % 4);
    task.wait = WaitReason::AgentsBusy;
    task.waitCount = 5;
    task.created = task.updated = now;
    task.attemptsMax = 3;
    ++m_counts.byState[0];
    m_waiting.push_back(id);
    m_changed.push_back(id);
    return task;
}

void BusyHub::move(TaskView &task, TaskState state, TimeMs now)
{
    --m_counts.byState[static_cast<std::size_t>(task.state)];
    ++m_counts.byState[static_cast<std::size_t>(state)];
    task.state = state;
    task.updated = now;
    task.wait = WaitReason::None;
    if (state == TaskState::Leased || state == TaskState::Running) {
        task.agent = m_agents[m_random() % m_agents.size()].name;
        task.attempt = 1;
        task.leaseDue = now + limits::kLeaseMs;
        task.progressOf = 40;
        m_working.push_back(task.id);
    } else if (state == TaskState::NeedsInput) {
        task.question = "Which of the two names is meant?";
    } else if (isFinal(state)) {
        task.score = 90;
        task.note = "3 findings";
        ++m_counts.accepted;
        m_finished.push_back(task.id);
    }
    m_changed.push_back(task.id);
}

void BusyHub::report(TaskView &task, TimeMs now)
{
    task.state = TaskState::Running;
    task.progressDone = std::min<std::int64_t>(task.progressOf, task.progressDone + 1);
    task.note = "checked " + std::to_string(task.progressDone) + " of 40 files";
    task.updated = now;
    task.leaseDue = now + limits::kLeaseMs;
    m_changed.push_back(task.id);
}

Delta BusyHub::step(TimeMs now)
{
    m_changed.clear();
    m_gone.clear();
    while (m_changed.size() < m_perStep) {
        const auto kind = m_random() % 10;
        if (kind < 1) {
            add(now);
        } else if (kind < 2 && !m_waiting.empty()) {
            TaskView &task = m_tasks.at(m_waiting.front());
            m_waiting.pop_front();
            move(task, TaskState::Leased, now);
        } else if (kind < 3 && !m_working.empty()) {
            TaskView &task = m_tasks.at(m_working.front());
            m_working.pop_front();
            move(task, TaskState::Done, now);
        } else if (!m_working.empty()) {
            // A part of the reports is about the cards on the screen, which are the oldest ones.
            const std::size_t among = kind < 6 ? std::min<std::size_t>(64, m_working.size()) : m_working.size();
            report(m_tasks.at(m_working[m_random() % among]), now);
        }
    }
    while (m_tasks.size() > m_tasksKept && !m_finished.empty()) {
        m_gone.push_back(m_finished.front());
        m_tasks.erase(m_finished.front());
        m_finished.pop_front();
    }
    Delta delta;
    delta.now = now;
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    for (const TaskId id : m_changed)
        if (const auto task = m_tasks.find(id); task != m_tasks.end())
            delta.tasks.push_back(task->second);
    delta.tasksGone = m_gone;
    for (std::size_t i = 0; i < m_perStep / 5; ++i) {
        AgentView &agent = m_agents[m_random() % m_agents.size()];
        agent.busy = static_cast<int>(m_random() % 4);
        agent.lastSeen = now;
        delta.agents.push_back(agent);
    }
    return delta;
}

Delta BusyHub::whole()
{
    Delta delta;
    delta.whole = true;
    delta.now = kStart;
    for (const auto &[id, task] : m_tasks)
        delta.tasks.push_back(task);
    delta.agents = m_agents;
    return delta;
}

void BusyHub::setDeltaConsumer(std::function<void(Delta)> consumer)
{
    if (!m_thread.joinable())
        m_consumer = std::move(consumer);
    else if (!consumer)
        stop();
}

void BusyHub::run() { m_thread = std::thread([this] { loop(); }); }

void BusyHub::stop()
{
    m_isStopping = true;
    if (m_thread.joinable())
        m_thread.join();
}

void BusyHub::loop()
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto next = start;
    Delta delta = whole();
    while (!m_isStopping) {
        delta.seq = ++m_seq;
        m_counts.agentsTotal = m_counts.agentsOnline = static_cast<std::int64_t>(m_agents.size());
        delta.counts = m_counts;
        m_told += delta.whole ? 0 : delta.tasks.size() + delta.agents.size();
        m_consumer(std::move(delta));
        next += std::chrono::milliseconds(kStepMs);
        std::this_thread::sleep_until(next);
        delta = step(kStart + std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
    }
}

} // namespace skep::bench
