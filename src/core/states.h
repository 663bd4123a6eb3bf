// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace skep {

/// The states of a task. `Blocked` in a record means dependency, held, paused or back-off; a queued task
/// whose signature no online agent can serve is *reported* as blocked (see Engine::view).
enum class TaskState : std::uint8_t {
    Queued,
    Blocked,
    NeedsInput,
    Leased,
    Running,
    Checking,
    Done,
    Failed,
    Cancelled,
};
inline constexpr int kTaskStateCount = 9;

[[nodiscard]] constexpr bool isFinal(TaskState s)
{
    return s == TaskState::Done || s == TaskState::Failed || s == TaskState::Cancelled;
}
/// An agent holds a lease in these states.
[[nodiscard]] constexpr bool isHeld(TaskState s)
{
    return s == TaskState::NeedsInput || s == TaskState::Leased || s == TaskState::Running;
}
/// The legal moves of design section 4; the engine checks every transition against this.
[[nodiscard]] bool isLegalMove(TaskState from, TaskState to);

enum class Priority : std::uint8_t { P0, P1, P2, P3 };

enum class StartPolicy : std::uint8_t { Automatic, Held };

enum class Origin : std::uint8_t { Native, Nervix, Orchestrator, Hive };

/// Why a task does not run now. `arg` of the reason stands beside it in TaskView.
enum class WaitReason : std::uint8_t {
    None,
    AgentsBusy,        // arg: number of able agents
    MissingCapability, // arg text: the capability nobody online has
    NoAgents,          // nobody is online
    Dependency,        // arg: number of unfinished dependencies
    Held,              // starts when assigned
    Paused,            // its project or the whole queue is paused
    Backoff,           // arg: milliseconds until the next attempt
    Draining,          // every able agent is draining
    NextFor,           // reserved; arg text: the agent whose next free slot it gets; number: its place in line
    AgentLost,         // leased to an agent without a connection, which may come back; arg text: the agent. Only in views
};
inline constexpr WaitReason kWaitReasonLast = WaitReason::AgentLost;

/// How an attempt ended.
enum class Outcome : std::uint8_t {
    None,       // still under way
    Accepted,
    Rejected,   // the checks said no
    Failed,     // the worker said so
    Expired,    // the lease ran out
    AgentGone,
    Cancelled,
    Superseded, // a result under an old fence, kept for a person to look at
    Throttled,  // the model's provider asked to wait; costs no attempt
};

enum class AgentState : std::uint8_t { Ready, Busy, Draining, Lost, Gone };

enum class Role : std::uint8_t { None, Viewer, Agent, Local, Operator, Peer, Admin };

// Names as in JSON, the database and reports: "needs_input", "P0", "missing_capability", ...
[[nodiscard]] std::string_view name(TaskState);
[[nodiscard]] std::string_view name(Priority);
[[nodiscard]] std::string_view name(StartPolicy);
[[nodiscard]] std::string_view name(Origin);
[[nodiscard]] std::string_view name(WaitReason);
[[nodiscard]] std::string_view name(Outcome);
[[nodiscard]] std::string_view name(AgentState);
[[nodiscard]] std::string_view name(Role);
[[nodiscard]] std::optional<TaskState> taskStateFrom(std::string_view);
[[nodiscard]] std::optional<Priority> priorityFrom(std::string_view);
[[nodiscard]] std::optional<StartPolicy> startPolicyFrom(std::string_view);
[[nodiscard]] std::optional<Origin> originFrom(std::string_view);
[[nodiscard]] std::optional<WaitReason> waitReasonFrom(std::string_view);
[[nodiscard]] std::optional<Outcome> outcomeFrom(std::string_view);
[[nodiscard]] std::optional<AgentState> agentStateFrom(std::string_view);
[[nodiscard]] std::optional<Role> roleFrom(std::string_view);

} // namespace skep
