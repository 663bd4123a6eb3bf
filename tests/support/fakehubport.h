// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace skep::test {

/// A HubPort without engine, disk and threads: records every command and answers in the next turn of the event loop,
/// as if everything succeeded. Submissions are dealt to agents in order, as their windows allow.
class FakeHubPort final : public QObject, public HubPort
{
public:
    std::vector<Command> commands;      // as posted
    bool keepsCommands = true;          // false: only counts, for floods
    std::uint64_t posted = 0;
    std::uint64_t finished = 0;
    bool reading = true;
    bool storeOk = true;
    bool answers = true;                // false: commands vanish, as with a store that hangs
    std::string params = R"({"n":1})";  // of every task sent
    std::map<TaskId, TaskView> tasks;
    std::vector<AgentView> agentViews;
    TaskDetail detail;
    EventQuery eventQuery;              // the last one
    EventPage page;
    std::vector<SeriesPoint> points;
    Latencies durations;

    void resumeReading()
    {
        reading = true;
        for (const auto &callback : m_onResume)
            callback();
    }

    template<typename T>
    [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const Command &command : commands)
            if (const auto *one = std::get_if<T>(&command))
                found.push_back(*one);
        return found;
    }

    /// Hands an output out at once, as after its commit.
    void send(OutputBody body)
    {
        m_outputs.push_back({0, std::move(body)});
        schedule();
    }

    void publish(Delta delta)
    {
        for (const auto &[id, callback] : m_watchers)
            callback(delta);
    }

    // HubPort
    LinkId newLink(OutputSink *sink) override
    {
        m_sinks[++m_lastLink] = sink;
        return m_lastLink;
    }
    void dropLink(LinkId link) override
    {
        m_sinks.erase(link);
        m_windows.erase(link);
    }
    void post(Command command) override
    {
        ++posted;
        if (answers)
            std::visit([this](const auto &c) { on(c); }, command);
        if (keepsCommands)
            commands.push_back(std::move(command));
        schedule();
    }
    bool mayRead() const override { return reading; }
    void onResume(std::function<void()> callback) override { m_onResume.push_back(std::move(callback)); }
    TimeMs now() const override { return 1'767'225'600'000; }
    Epoch epoch() const override { return 1; }
    Counts counts() override
    {
        Counts counts;
        counts.now = now();
        for (const auto &[id, task] : tasks)
            ++counts.byState[static_cast<std::size_t>(task.state)];
        return counts;
    }
    DelegationReport report() override { return {1, counts(), {}, {}}; }
    std::vector<AgentView> agents() override { return agentViews; }
    Explanation explain(TaskId) override { return {}; }
    Result<TaskView> task(TaskId id) override
    {
        const auto it = tasks.find(id);
        if (it == tasks.end())
            return failField(ErrorCode::NotFound, "id", 0, "no such task");
        return it->second;
    }
    void listTasks(TaskQuery query, std::function<void(Result<std::vector<TaskView>>)> done) override
    {
        std::vector<TaskView> page;
        for (auto it = tasks.rbegin(); it != tasks.rend() && page.size() < query.limit; ++it)
            if (query.before == 0 || it->first < query.before)
                page.push_back(it->second);
        later([done = std::move(done), page = std::move(page)] { done(page); });
    }
    void taskDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) override
    {
        later([this, id, done = std::move(done)] {
            const auto view = task(id);
            if (!view)
                return done(tl::unexpected(view.error()));
            TaskDetail one = detail;
            one.view = *view;
            one.spec.params = params;
            done(std::move(one));
        });
    }
    void events(BatchNo, std::size_t, std::function<void(Result<std::vector<AuditEvent>>)> done) override
    {
        later([done = std::move(done)] {
            done(std::vector<AuditEvent>{{1, 2, ev::Paused{"skep", true, "admin"}}, {2, 3, ev::Started{4, 5, true}}});
        });
    }
    void eventPage(EventQuery query, std::function<void(Result<EventPage>)> done) override
    {
        eventQuery = query;
        later([this, done = std::move(done)] { done(page); });
    }
    void series(SeriesQuery query, std::function<void(Result<Series>)> done) override
    {
        later([this, query, done = std::move(done)] {
            Series answer = startSeries(query, kSeriesStepMs);
            for (const SeriesPoint &point : points)
                addToSeries(answer, point);
            endSeries(answer);
            done(answer);
        });
    }
    Latencies latencies() override { return durations; }
    std::string artifactPath(const std::string &sha256) const override
    {
        return (m_folder.path().toStdString() + "/" + sha256.substr(0, 2)) + "/" + sha256;
    }
    std::string artifactPartPath() override { return m_folder.path().toStdString() + "/part-" + std::to_string(++m_parts); }
    WatchId watch(std::function<void(const Delta &)> callback) override
    {
        m_watchers[++m_lastWatch] = callback;
        later([this, id = m_lastWatch] {
            const auto it = m_watchers.find(id);
            if (it == m_watchers.end())
                return;
            Delta whole;
            whole.whole = true;
            whole.counts = counts();
            for (const auto &[taskId, view] : tasks)
                whole.tasks.push_back(view);
            whole.agents = agentViews;
            it->second(whole);
        });
        return m_lastWatch;
    }
    void watchLog(WatchId, std::vector<TaskId> logOf) override { followed = std::move(logOf); }
    void unwatch(WatchId id) override { m_watchers.erase(id); }
    std::vector<std::pair<std::string, double>> metrics() override { return {{"skep_store_ok", storeOk ? 1.0 : 0.0}}; }

    std::vector<TaskId> followed;
    [[nodiscard]] std::size_t watcherCount() const { return m_watchers.size(); }
    [[nodiscard]] std::size_t linkCount() const { return m_sinks.size(); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    void later(std::function<void()> job) { QTimer::singleShot(0, this, std::move(job)); }
    void schedule()
    {
        if (std::exchange(m_isScheduled, true))
            return;
        later([this] {
            m_isScheduled = false;
            deal();
            std::set<OutputSink *> touched;
            for (const Output &output : std::exchange(m_outputs, {})) {
                const LinkId link = std::visit([](const auto &b) -> LinkId {
                    if constexpr (requires { b.link; })
                        return b.link;
                    else
                        return 0;
                }, output.body);
                const auto it = m_sinks.find(link);
                if (it == m_sinks.end())
                    continue;
                it->second->deliver(output, std::holds_alternative<out::SendTask>(output.body) ? params : std::string());
                touched.insert(it->second);
            }
            for (OutputSink *sink : touched)
                sink->flush();
        });
    }
    void deal()
    {
        for (auto &[link, window] : m_windows)
            while (!m_queue.empty() && window.held < window.slots) {
                const auto [id, type] = m_queue.front();
                m_queue.pop_front();
                ++window.held;
                const Fence fence = makeFence(1, ++m_fence);
                tasks[id].state = TaskState::Leased;
                tasks[id].fence = fence;
                m_outputs.push_back({0, out::SendTask{link, id, fence, limits::kLeaseMs, 1, 0, type, {}, {}}});
            }
    }

    template<typename C>
    void on(const C &c)
    {
        if constexpr (requires { c.from; })
            m_outputs.push_back({0, out::Reply{c.from.link, c.from.ref, {}, 0, "chosen", 7}});
    }
    void on(const cmd::Submit &c)
    {
        const TaskId id = ++m_lastTask;
        if (keepsCommands) {
            TaskView view;
            view.id = id;
            view.type = c.task.type;
            tasks[id] = view;
        }
        m_queue.emplace_back(id, c.task.type);
        m_outputs.push_back({0, out::Accepted{c.link, c.ref, c.key, id, false}});
    }
    void on(const cmd::Join &c)
    {
        Result<void> result;
        if (c.agent.name == "taken")
            result = failField(ErrorCode::AgentInUse, "agent");
        m_outputs.push_back({0, out::Reply{c.link, c.ref, result, 0, c.agent.name, 0}});
    }
    void on(const cmd::Ready &c) { m_windows[c.link].slots = c.slots; }
    void on(const cmd::Finish &c)
    {
        ++finished;
        if (const auto it = m_windows.find(c.at.link); it != m_windows.end() && it->second.held > 0)
            --it->second.held;
        m_outputs.push_back({0, out::Stored{c.at.link, c.at.id, c.at.fence}});
    }
    void on(const cmd::Renew &c)
    {
        if (!tasks.contains(c.at.id))
            m_outputs.push_back({0, out::LeaseRefused{c.at.link, c.at.id, c.at.fence, Error{ErrorCode::NotFound, "id", 0, {}}}});
    }
    void on(const cmd::Artifact &c)
    {
        if (c.ref != 0)
            m_outputs.push_back({0, out::Reply{c.at.link, c.ref, {}, c.at.id, {}, c.at.fence}});
    }

    struct Window
    {
        int slots = 0, held = 0;
    };

    QTemporaryDir m_folder;
    std::map<LinkId, OutputSink *> m_sinks;
    std::map<LinkId, Window> m_windows;
    std::map<WatchId, std::function<void(const Delta &)>> m_watchers;
    std::vector<std::function<void()>> m_onResume;
    std::deque<std::pair<TaskId, std::string>> m_queue;
    std::vector<Output> m_outputs;
    LinkId m_lastLink = 0;
    WatchId m_lastWatch = 0;
    TaskId m_lastTask = 0;
    std::uint32_t m_fence = 0;
    int m_parts = 0;
    bool m_isScheduled = false;
};

} // namespace skep::test
