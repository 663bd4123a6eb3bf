// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace skep::test {

/// A hub that exists in the test only. The test puts tasks and agents in, publishes, sees the commands that came and
/// says when and how they are answered.
class FakeGateway final : public ViewGateway
{
public:
    struct Sent
    {
        Command command;
        Done done;
    };

    void send(Command command, Done done) override { sent.push_back({std::move(command), std::move(done)}); }
    void fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) override
    {
        ++fetches;
        const auto detail = details.find(id);
        if (detail != details.end()) {
            detail->second.view = tasks.at(id);
            done(detail->second);
        } else if (const auto task = tasks.find(id); task != tasks.end()) {
            TaskDetail plain;
            plain.view = task->second;
            plain.why.id = id;
            done(plain);
        } else {
            done(fail(ErrorCode::NotFound));
        }
    }
    void fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done) override
    {
        seriesAsked.push_back(query);
        later([this, query, done = std::move(done)] {
            if (const auto ok = validate(query); !ok)
                return done(tl::unexpected<Error>(ok.error()));
            Series answer = startSeries(query, kSeriesStepMs);
            for (const SeriesPoint &point : series)
                addToSeries(answer, point);
            endSeries(answer);
            done(answer);
        });
    }
    void fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done) override
    {
        eventsAsked.push_back(query);
        later([this, query, done = std::move(done)] {
            if (const auto ok = validate(query); !ok)
                return done(tl::unexpected<Error>(ok.error()));
            EventPage page;
            for (auto it = events.rbegin(); it != events.rend(); ++it) {
                if ((query.before != 0 && it->batch >= query.before) || !matches(query, it->event))
                    continue;
                if (page.events.size() >= query.limit && it->batch != page.events.back().batch) {
                    page.next = page.events.back().batch;
                    break;
                }
                page.events.push_back(*it);
            }
            done(page);
        });
    }
    void fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax, std::function<void(Result<std::string>)> done) override
    {
        later([this, artifact, bytesMax, done = std::move(done)] {
            const auto found = artifacts.find(artifact.sha256);
            if (found == artifacts.end())
                return done(failField(ErrorCode::NotFound, "artifact"));
            if (found->second.size() > bytesMax)
                return done(failField(ErrorCode::TooLong, "artifact", static_cast<std::int64_t>(bytesMax)));
            done(found->second);
        });
    }
    void followLogs(std::vector<TaskId> ids) override { followed = std::move(ids); }
    void setDeltaConsumer(std::function<void(Delta)> c) override
    {
        consumer = std::move(c);
        ++consumersSet;
        if (consumer)
            publishWhole();
    }
    [[nodiscard]] std::string address() const override { return "127.0.0.1:6174"; }
    [[nodiscard]] bool isConnected() const override { return connected; }

    /// Changes since the last publication.
    void put(const TaskView &task)
    {
        tasks[task.id] = task;
        delta.tasks.push_back(task);
    }
    void put(const AgentView &agent)
    {
        agents[agent.name] = agent;
        delta.agents.push_back(agent);
    }
    void drop(TaskId id)
    {
        tasks.erase(id);
        delta.tasksGone.push_back(id);
    }
    void log(TaskId id, const std::string &text) { delta.log.push_back({id, LogLine{now, 1, text}}); }

    void publish()
    {
        if (!consumer)
            return;
        delta.seq = ++seq;
        stamp(delta);
        consumer(std::exchange(delta, {}));
    }
    void publishWhole()
    {
        Delta whole;
        whole.whole = true;
        whole.seq = ++seq;
        for (const auto &[id, task] : tasks)
            whole.tasks.push_back(task);
        for (const auto &[name, agent] : agents)
            whole.agents.push_back(agent);
        delta = {};
        stamp(whole);
        consumer(std::move(whole));
    }

    std::vector<Sent> sent;
    std::map<TaskId, TaskView> tasks;
    std::map<TaskId, TaskDetail> details;
    std::map<std::string, AgentView> agents;
    std::vector<SeriesPoint> series;              // kept steps, each inside one of 5 s
    std::vector<AuditEvent> events;               // oldest first
    std::map<std::string, std::string> artifacts; // bytes by sha256
    std::vector<SeriesQuery> seriesAsked;
    std::vector<EventQuery> eventsAsked;
    std::vector<TaskId> followed;
    std::function<void(Delta)> consumer;
    Delta delta;
    std::uint64_t seq = 0;
    TimeMs now = 1'767'225'600'000;
    std::int64_t accepted = 0;
    std::int64_t doneToday = 0, failedToday = 0;
    bool connected = true;
    bool storeOk = true;
    int fetches = 0;
    int consumersSet = 0;

private:
    void later(std::function<void()> answer) { QTimer::singleShot(0, &m_home, std::move(answer)); }
    void stamp(Delta &d) const
    {
        d.now = now;
        d.storeOk = storeOk;
        d.lastCommit = now - 100;
        d.counts.now = now;
        d.counts.accepted = accepted;
        d.counts.doneToday = doneToday;
        d.counts.failedToday = failedToday;
        d.batch = d.seq;
        for (const auto &[id, task] : tasks) {
            ++d.counts.byState[static_cast<std::size_t>(task.state)];
            if (task.state == TaskState::Queued)
                ++d.counts.queuedBy[static_cast<std::size_t>(task.priority)];
            if (task.state == TaskState::Queued || task.state == TaskState::Blocked)
                d.counts.oldestWaiting = d.counts.oldestWaiting == 0 ? task.created : std::min(d.counts.oldestWaiting, task.created);
        }
        for (const auto &[name, agent] : agents) {
            ++d.counts.agentsTotal;
            const bool isHere = agent.state != AgentState::Gone && agent.state != AgentState::Lost;
            d.counts.agentsOnline += isHere ? 1 : 0;
            d.counts.agentsUnsandboxed += isHere && agent.sandbox == "unsandboxed" ? 1 : 0;
            d.counts.slots += isHere ? agent.slots : 0;
            d.counts.slotsBusy += isHere ? agent.busy : 0;
        }
    }

    QObject m_home; // its thread is the caller's; answers on their way die with it
};

} // namespace skep::test
