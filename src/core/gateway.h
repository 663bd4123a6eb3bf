// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/batch.h"
#include "core/command.h"
#include "core/eventquery.h"
#include "core/report.h"
#include "core/series.h"
#include "core/task.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

// The faces between rooms. `runtime` implements them; hub and window hold them and know no more.
namespace skep {

/// A page of task rows, newest first, for lists that are not live.
struct TaskQuery
{
    std::string state;     // a state name, or empty for any
    std::string type;
    std::string project;
    std::string agent;
    std::string text;      // words looked for in title, type and log
    TaskId before = 0;     // exclusive upper id; 0: from the newest
    std::size_t limit = 100;
};

/// One attempt as the store keeps it.
struct AttemptInfo
{
    Fence fence = 0;
    int attempt = 0;
    Outcome outcome = Outcome::None;
    bool simulated = false;
    TimeMs began = 0, ended = 0;
    std::string agent, result, error, usage;
    Verdict verdict;
    Decision decision;
};

struct ArtifactInfo
{
    Fence fence = 0;
    std::string name, mime, sha256;
    std::int64_t bytes = 0;
};

struct LogLine
{
    TimeMs at = 0;
    Fence fence = 0;
    std::string text;
};

/// Everything about one task, for its page.
struct TaskDetail
{
    TaskView view;
    TaskSpec spec;
    std::string key;
    std::vector<AttemptInfo> attempts;
    std::vector<ArtifactInfo> artifacts;
    std::vector<LogLine> log; // newest limits::kLiveLogLinesMax lines
    Explanation why;
};

/// A change of the picture, merged by id: the newest wins. `seq` rises by one per published delta; a gap asks
/// for a snapshot. In a snapshot (`whole`) what is not named does not exist.
///
/// Tasks, agents and counts of a picture are of one moment. So of the unfinished tasks it shows as many are in each state as
/// `counts` says. Of the finished ones it may show fewer: the oldest leave it beyond limits::kFinishedInMemoryMax and stay
/// counted. One case is looser: when more than 2,000 waiting tasks of one kind and project change between queued and blocked
/// together, because their agents come or go, only the sum of the two holds until they are looked at.
struct Delta
{
    std::uint64_t seq = 0;
    /// The newest batch in the picture. A report with the same number says the same counts. 0: a remote hub that is
    /// sending what this link was too slow for; the picture is not of one moment until it is through.
    BatchNo batch = 0;
    TimeMs now = 0;        // of the hub, when the picture was taken
    bool whole = false;
    std::vector<TaskView> tasks;
    std::vector<TaskId> tasksGone;
    std::vector<AgentView> agents;
    std::vector<std::string> agentsGone;
    Counts counts;
    std::vector<std::pair<TaskId, LogLine>> log; // of the tasks this watcher follows
    bool storeOk = true;         // false: commits fail at the moment
    TimeMs lastCommit = 0;
};

/// What a link gets from the engine's side. Called on the engine thread, after the batch is on disk.
class OutputSink
{
public:
    virtual ~OutputSink() = default;
    /// Outputs for links of this sink, in order. Params of SendTask stand in `params`, index by index (empty elsewhere).
    virtual void deliver(const Output &output, const std::string &params) = 0;
    /// All outputs of one commit were delivered: send what was gathered.
    virtual void flush() = 0;
};

/// The hub's view of the engine. Engine thread only; callbacks run on the engine thread, queries that read the
/// disk answer later.
class HubPort
{
public:
    virtual ~HubPort() = default;

    /// Gives a sink its links: outputs for `link` go to `sink` until dropLink.
    virtual LinkId newLink(OutputSink *sink) = 0;
    virtual void dropLink(LinkId link) = 0;
    /// Queues a command for the next turn, which begins when this event-loop turn ends.
    virtual void post(Command command) = 0;
    /// False while 64 MiB wait for the disk: stop reading sockets until resumed() is emitted to the hub.
    [[nodiscard]] virtual bool mayRead() const = 0;
    virtual void onResume(std::function<void()> callback) = 0;

    [[nodiscard]] virtual TimeMs now() const = 0;
    [[nodiscard]] virtual Epoch epoch() const = 0;
    [[nodiscard]] virtual Counts counts() = 0;
    [[nodiscard]] virtual DelegationReport report() = 0;
    [[nodiscard]] virtual std::vector<AgentView> agents() = 0;
    [[nodiscard]] virtual Explanation explain(TaskId id) = 0;
    /// Live view of a task the engine still holds.
    [[nodiscard]] virtual Result<TaskView> task(TaskId id) = 0;

    virtual void listTasks(TaskQuery query, std::function<void(Result<std::vector<TaskView>>)> done) = 0;
    virtual void taskDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) = 0;
    virtual void events(BatchNo after, std::size_t limit, std::function<void(Result<std::vector<AuditEvent>>)> done) = 0;
    /// Queries must have passed validate().
    virtual void eventPage(EventQuery query, std::function<void(Result<EventPage>)> done) = 0;
    virtual void series(SeriesQuery query, std::function<void(Result<Series>)> done) = 0;

    /// Artifact bytes: write a part file at this path, then post cmd::Artifact; the path of a kept one by hash.
    [[nodiscard]] virtual std::string artifactPath(const std::string &sha256) const = 0;
    [[nodiscard]] virtual std::string artifactPartPath() = 0;

    /// Live picture for dashboards. The callback gets a whole snapshot first. `logOf`: tasks whose log lines to add.
    using WatchId = std::uint64_t;
    virtual WatchId watch(std::function<void(const Delta &)> callback) = 0;
    virtual void watchLog(WatchId id, std::vector<TaskId> logOf) = 0;
    virtual void unwatch(WatchId id) = 0;

    [[nodiscard]] virtual Latencies latencies() = 0;

    /// Counters for /metrics beyond Counts, name and value, e.g. {"skep_commits_total", 12}.
    [[nodiscard]] virtual std::vector<std::pair<std::string, double>> metrics() = 0;
};

/// What a command came to.
struct CommandDone
{
    std::string agent{};  // of assignments: who has the task now, or will have it
    Fence fence = 0;      // of assignments; for cmd::Unassign
    std::string reason{}; // see out::Reply
    bool waits = false;
    TaskId id = 0;        // the task concerned; of a submission the new one

    friend bool operator==(const CommandDone &, const CommandDone &) = default;
};

/// The window's view of a hub, its own or a remote one. Window thread; callbacks run on the thread that created
/// the gateway's consumer (the view index), see runtime/ and client/.
class ViewGateway
{
public:
    virtual ~ViewGateway() = default;

    using Done = std::function<void(Result<CommandDone>)>;
    /// Sends an operator's command (From is filled in); `done` is called in the caller's thread.
    virtual void send(Command command, Done done) = 0;
    virtual void fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) = 0;
    // Reads. Answered in the caller's thread and never inside the call; exactly once, unless the gateway is gone before.
    virtual void fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done) = 0;
    virtual void fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done) = 0;
    /// The bytes of an artifact out of a task's detail. One of more than `bytesMax` is too_long and is not sent: half a
    /// diff is none.
    virtual void fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax, std::function<void(Result<std::string>)> done) = 0;
    static constexpr std::size_t kShownArtifactBytesMax = 2u * 1024 * 1024;
    /// Which tasks' live logs the pages show.
    virtual void followLogs(std::vector<TaskId> ids) = 0;
    /// Deltas are pushed into the consumer from any thread.
    virtual void setDeltaConsumer(std::function<void(Delta)> consumer) = 0;
    /// "127.0.0.1:6174", and what stands beside it in the status bar.
    [[nodiscard]] virtual std::string address() const = 0;
    [[nodiscard]] virtual bool isConnected() const = 0;
};

} // namespace skep
