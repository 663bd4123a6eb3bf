// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <atomic>
#include <deque>
#include <random>
#include <thread>

namespace skep::bench {

/// A hub that only makes pictures: tasks that are submitted, started, reported on, finished and forgotten, so many
/// changes a second, on a thread of its own, as the engine's publisher would tell them.
class BusyHub final : public ViewGateway
{
public:
    BusyHub(std::size_t tasks, std::size_t agents, std::size_t changesPerSecond);
    ~BusyHub() override;

    void run();
    void stop();
    [[nodiscard]] std::uint64_t changesTold() const { return m_told; }

    void send(Command, Done done) override { done(fail(ErrorCode::Unsupported)); }
    void fetchDetail(TaskId, std::function<void(Result<TaskDetail>)> done) override { done(fail(ErrorCode::NotFound)); }
    void fetchSeries(SeriesQuery, std::function<void(Result<Series>)> done) override { done(fail(ErrorCode::NotFound)); }
    void fetchEvents(EventQuery, std::function<void(Result<EventPage>)> done) override { done(fail(ErrorCode::NotFound)); }
    void fetchArtifact(ArtifactInfo, std::size_t, std::function<void(Result<std::string>)> done) override
    {
        done(fail(ErrorCode::NotFound));
    }
    void followLogs(std::vector<TaskId>) override {}
    void setDeltaConsumer(std::function<void(Delta)> consumer) override;
    [[nodiscard]] std::string address() const override { return "127.0.0.1:6174"; }
    [[nodiscard]] bool isConnected() const override { return true; }

private:
    void loop();
    [[nodiscard]] Delta whole();
    [[nodiscard]] Delta step(TimeMs now);
    TaskView &add(TimeMs now);
    void move(TaskView &task, TaskState state, TimeMs now);
    void report(TaskView &task, TimeMs now);

    std::mt19937_64 m_random{42};
    const std::size_t m_tasksKept;
    const std::size_t m_perStep;
    std::unordered_map<TaskId, TaskView> m_tasks;
    std::vector<AgentView> m_agents;
    std::deque<TaskId> m_waiting, m_working, m_finished;
    std::vector<TaskId> m_changed, m_gone;
    TaskId m_lastId = 0;
    Counts m_counts;
    std::function<void(Delta)> m_consumer; // set before the thread runs
    std::thread m_thread;
    std::atomic<bool> m_isStopping = false;
    std::atomic<std::uint64_t> m_told = 0;
    std::uint64_t m_seq = 0;
};

} // namespace skep::bench
