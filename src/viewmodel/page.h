// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "core/task.h"

#include <QString>

#include <array>
#include <optional>
#include <utility>
#include <vector>

// What the view index gives the window: values only, cut down to what is on the screen.
namespace skep {

/// The four columns of the board.
enum class Group : std::uint8_t {
    Waiting,  // queued, blocked, held
    NeedsYou, // questions, and failures until acknowledged
    Working,  // leased, running, checking
    Finished, // done, cancelled, acknowledged failures
};
inline constexpr std::size_t kGroupCount = 4;

[[nodiscard]] Group groupOf(const TaskView &task);

/// One structural change of a group, relative to the group after the changes before it.
struct RowChange
{
    enum class Kind : std::uint8_t { Insert, Remove };
    Kind kind = Kind::Insert;
    int row = 0;
    int count = 0;

    friend bool operator==(const RowChange &, const RowChange &) = default;
};

/// What happened to one group since the last page. With `reset` the changes are not told one by one.
struct GroupPage
{
    bool changed = false;
    bool reset = false;
    int total = 0;             // rows that pass the filter
    int all = 0;               // rows without the filter
    std::vector<RowChange> changes;
    int first = 0;             // of the rows below
    std::vector<TaskView> rows; // the window the view asked for
};

/// Accepted results per second, for the metrics strip.
struct Throughput
{
    double perSecond = 0;       // over the last ten seconds
    std::vector<float> history; // one value a second, oldest first, at most a minute
    std::vector<std::pair<TimeMs, std::int64_t>> samples; // what both come of: when, accepted until then
};

/// An agent with the title of the task it works on.
struct AgentRow
{
    AgentView view;
    std::string taskTitle; // empty: it has none, or the task has no title

    friend bool operator==(const AgentRow &, const AgentRow &) = default;
};

/// A task as a line of a list of answers.
struct FoundTask
{
    TaskId id = 0;
    TaskState state = TaskState::Queued;
    std::string title, type;

    friend bool operator==(const FoundTask &, const FoundTask &) = default;
};

/// What a search found, the most pressing first.
struct Found
{
    QString text;               // what was searched for
    std::vector<FoundTask> tasks;
    std::size_t tasksAll = 0;   // how many match
    std::vector<std::string> agents;
};

/// One step of the picture. Steps are applied in order, none is left out.
struct Page
{
    bool first = false;        // the first one after a snapshot
    bool isNews = false;       // something came from the hub since the page before; else only the window asked
    TimeMs now = 0;            // of the hub
    BatchNo batch = 0;         // as Delta::batch: what stands below is the picture of this batch
    std::array<GroupPage, kGroupCount> groups;
    Counts counts;
    int machines = 0;          // how many machines the agents named
    Throughput throughput;

    std::vector<TaskView> needsFresh; // what began to need a person since the last page, at most kFreshMax

    TaskId focus = 0;          // the task the inspector shows
    std::optional<TaskView> focusView; // its values, when they changed; on or off the screen
    bool focusGone = false;
    Group focusGroup = Group::Waiting;
    int focusRow = -1;         // -1: not in the filtered groups

    std::string focusAgent;    // the agent the inspector shows; empty: none
    std::optional<AgentRow> focusAgentView; // its values, when they changed
    bool focusAgentGone = false;
    std::vector<FoundTask> focusAgentTasks; // the ones it holds; told with its values

    bool agentsReset = false;
    std::vector<AgentRow> agents; // changed ones; only while somebody looks
    std::vector<std::string> agentsGone;

    std::vector<std::pair<TaskId, LogLine>> log;
    bool storeOk = true;
    TimeMs lastCommit = 0;
};

} // namespace skep
