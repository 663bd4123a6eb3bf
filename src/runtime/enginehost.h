// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "core/gateway.h"
#include "engine/engine.h"
#include "runtime/bodycache.h"
#include "runtime/clock.h"
#include "runtime/outbox.h"
#include "runtime/publisher.h"
#include "runtime/sampler.h"
#include "runtime/storereader.h"
#include "runtime/storewriter.h"
#include "runtime/today.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>

namespace skep::runtime {

struct HostParts
{
    std::unique_ptr<engine::Engine> engine; // restored
    std::unique_ptr<engine::CommitPort> writer;
    std::unique_ptr<engine::ReadPort> reader;
    std::function<Verdict(std::string_view type, bool simulated, std::string_view result)> judge;
    DelegationReport archived; // sums over the tasks that only the store still knows
    std::int64_t doneToday = 0, failedToday = 0; // tasks of this local day, before this run
    Today::Calendar calendar = localDay;
    std::string artifactDir;
    Clock clock;
    Epoch epoch = 1;
    BatchNo lastBatch = 0;
};

/// Runs the engine: gathers the commands of one event-loop turn, applies them, hands the facts to the store writer
/// and lets replies leave when they are on disk. Lives on the engine thread with the hub; owns the store's threads.
class EngineHost final : public QObject, public HubPort
{
    Q_OBJECT

public:
    explicit EngineHost(HostParts parts, QObject *parent = nullptr);
    ~EngineHost() override;

    LinkId newLink(OutputSink *sink) override;
    void dropLink(LinkId link) override;
    void post(Command command) override;
    [[nodiscard]] bool mayRead() const override;
    void onResume(std::function<void()> callback) override;
    [[nodiscard]] TimeMs now() const override;
    [[nodiscard]] Epoch epoch() const override;
    [[nodiscard]] Counts counts() override;
    [[nodiscard]] DelegationReport report() override;
    [[nodiscard]] std::vector<AgentView> agents() override;
    [[nodiscard]] Explanation explain(TaskId id) override;
    [[nodiscard]] Result<TaskView> task(TaskId id) override;
    void listTasks(TaskQuery query, std::function<void(Result<std::vector<TaskView>>)> done) override;
    void taskDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) override;
    void events(BatchNo after, std::size_t limit, std::function<void(Result<std::vector<AuditEvent>>)> done) override;
    void eventPage(EventQuery query, std::function<void(Result<EventPage>)> done) override;
    void series(SeriesQuery query, std::function<void(Result<Series>)> done) override;
    /// The bytes of a kept artifact, at most `bytesMax`; read on the store reader's thread.
    void readArtifact(const std::string &sha256, std::size_t bytesMax, std::function<void(Result<std::string>)> done);
    [[nodiscard]] std::string artifactPath(const std::string &sha256) const override;
    [[nodiscard]] std::string artifactPartPath() override;
    WatchId watch(std::function<void(const Delta &)> callback) override;
    void watchLog(WatchId id, std::vector<TaskId> logOf) override;
    void unwatch(WatchId id) override;
    [[nodiscard]] Latencies latencies() override { return m_engine->latencies(); }
    [[nodiscard]] std::vector<std::pair<std::string, double>> metrics() override;

    /// Runs `job` on the engine thread. Any thread.
    void invoke(std::function<void()> job);

    /// Applies what waits, commits it and ends the store's threads. Returns the batches that could not be written.
    std::size_t stop(std::chrono::milliseconds deadline);

    [[nodiscard]] bool isStoreOk() const { return m_storeError.detail.empty(); }
    [[nodiscard]] TimeMs lastCommit() const { return m_lastCommit; }
    [[nodiscard]] BatchNo lastBatch() const { return m_lastBatch; }
    [[nodiscard]] BatchNo durable() const { return m_outbox.durable(); }
    [[nodiscard]] engine::Engine &engine() { return *m_engine; }

protected:
    bool event(QEvent *event) override;

private:
    void scheduleTurn();
    void runTurn();
    void takeBatch(Batch &&batch);
    void routeOutput(Output &&output);
    void onInbox();
    void onCommitted(const CommitNotice &notice);
    void deliverReady();
    void deliverFromDisk(std::vector<TaskId> ids, std::vector<Output> held);
    void deliverOne(const Output &output, const std::string &params);
    void flushSinks();
    void refuseWhileFull(const cmd::Submit &submit);
    void armTimer();
    void armPublishing();
    void sample();
    [[nodiscard]] Publisher::Moment moment() const;
    [[nodiscard]] static std::size_t weightOf(const Batch &batch);
    template<typename T>
    void read(std::function<Result<T>(engine::ReadPort &)> query, std::function<void(Result<T>)> done);

    std::unique_ptr<engine::Engine> m_engine;
    const std::function<Verdict(std::string_view, bool, std::string_view)> m_judge;
    const DelegationReport m_archived;
    const std::string m_artifactDir;
    const Clock m_clock;
    const Epoch m_epoch;

    std::vector<Command> m_commands;   // of this turn
    std::vector<Command> m_verdicts;   // for the second half of the turn
    bool m_isTurnScheduled = false;
    bool m_isStopped = false;
    QTimer m_timer;        // engine timers
    QTimer m_publishTimer; // pictures
    QTimer m_sampleTimer;  // series

    std::unordered_map<LinkId, OutputSink *> m_links;
    LinkId m_lastLink = 0;
    std::vector<OutputSink *> m_touchedSinks;
    Outbox m_outbox;
    BodyCache m_bodies;

    BatchNo m_lastBatch = 0;
    std::size_t m_uncommittedBytes = 0;
    bool m_isReadingPaused = false;
    std::vector<std::function<void()>> m_onResume;
    Error m_storeError; // detail empty: all is well
    TimeMs m_lastCommit = 0;
    std::uint64_t m_commits = 0, m_commitFailures = 0, m_committedBatches = 0, m_turns = 0, m_bodyReads = 0;
    std::uint64_t m_artifactParts = 0;

    Today m_today;
    Sampler m_sampler;
    std::unique_ptr<Publisher> m_publisher;
    BoundedQueue<std::function<void()>> m_inbox; // jobs for the engine thread
    std::unique_ptr<StoreReader> m_reader;
    std::unique_ptr<StoreWriter> m_writer;       // last: its thread calls into m_inbox
};

} // namespace skep::runtime
