// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/result.h"
#include "core/states.h"

#include <array>

namespace skep {
namespace {

using namespace std::string_view_literals;

template<typename Enum, std::size_t N>
std::string_view nameIn(const std::array<std::string_view, N> &names, Enum value)
{
    const auto i = static_cast<std::size_t>(value);
    return i < N ? names[i] : "unknown"sv;
}

template<typename Enum, std::size_t N>
std::optional<Enum> valueIn(const std::array<std::string_view, N> &names, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == text)
            return static_cast<Enum>(i);
    return std::nullopt;
}

// Order = the enum's.
constexpr std::array kErrors{
    "bad_frame"sv, "unknown_type"sv, "missing_field"sv, "wrong_type"sv, "out_of_range"sv, "too_long"sv,
    "bad_value"sv, "out_of_order"sv, "not_found"sv, "conflict"sv, "stale_fence"sv, "already_final"sv,
    "no_candidate"sv, "all_busy"sv, "agent_gone"sv, "agent_in_use"sv, "stale_choice"sv, "already_started"sv, "unknown_dependency"sv,
    "dependency_cycle"sv, "queue_full"sv, "storage_full"sv, "too_many_signatures"sv, "unauthorized"sv,
    "forbidden"sv, "rate_limited"sv, "throttled"sv, "bad_origin"sv, "bad_host"sv, "not_allowed"sv,
    "timeout"sv, "unsupported"sv, "store_damaged"sv, "store_newer"sv, "store_locked"sv, "io"sv, "internal"sv};
static_assert(kErrors.size() == kErrorCodeCount);

constexpr std::array kTaskStates{"queued"sv, "blocked"sv, "needs_input"sv, "leased"sv, "running"sv,
                                 "checking"sv, "done"sv, "failed"sv, "cancelled"sv};
static_assert(kTaskStates.size() == kTaskStateCount);
constexpr std::array kPriorities{"P0"sv, "P1"sv, "P2"sv, "P3"sv};
constexpr std::array kStartPolicies{"automatic"sv, "held"sv};
constexpr std::array kOrigins{"native"sv, "nervix"sv, "orchestrator"sv, "hive"sv};
constexpr std::array kWaitReasons{"none"sv, "agents_busy"sv, "missing_capability"sv, "no_agents"sv, "dependency"sv,
                                  "held"sv, "paused"sv, "backoff"sv, "draining"sv, "next_for"sv, "agent_lost"sv};
static_assert(kWaitReasons.size() == static_cast<std::size_t>(kWaitReasonLast) + 1);
constexpr std::array kOutcomes{"none"sv, "accepted"sv, "rejected"sv, "failed"sv, "expired"sv,
                               "agent_gone"sv, "cancelled"sv, "superseded"sv, "throttled"sv};
constexpr std::array kAgentStates{"ready"sv, "busy"sv, "draining"sv, "lost"sv, "gone"sv};
constexpr std::array kRoles{"none"sv, "viewer"sv, "agent"sv, "local"sv, "operator"sv, "peer"sv, "admin"sv};

} // namespace

std::string_view errorName(ErrorCode code) { return nameIn(kErrors, code); }
ErrorCode errorFromName(std::string_view text)
{
    return valueIn<ErrorCode>(kErrors, text).value_or(ErrorCode::Internal);
}

std::string_view name(TaskState v) { return nameIn(kTaskStates, v); }
std::string_view name(Priority v) { return nameIn(kPriorities, v); }
std::string_view name(StartPolicy v) { return nameIn(kStartPolicies, v); }
std::string_view name(Origin v) { return nameIn(kOrigins, v); }
std::string_view name(WaitReason v) { return nameIn(kWaitReasons, v); }
std::string_view name(Outcome v) { return nameIn(kOutcomes, v); }
std::string_view name(AgentState v) { return nameIn(kAgentStates, v); }
std::string_view name(Role v) { return nameIn(kRoles, v); }
std::optional<TaskState> taskStateFrom(std::string_view t) { return valueIn<TaskState>(kTaskStates, t); }
std::optional<Priority> priorityFrom(std::string_view t) { return valueIn<Priority>(kPriorities, t); }
std::optional<StartPolicy> startPolicyFrom(std::string_view t) { return valueIn<StartPolicy>(kStartPolicies, t); }
std::optional<Origin> originFrom(std::string_view t) { return valueIn<Origin>(kOrigins, t); }
std::optional<WaitReason> waitReasonFrom(std::string_view t) { return valueIn<WaitReason>(kWaitReasons, t); }
std::optional<Outcome> outcomeFrom(std::string_view t) { return valueIn<Outcome>(kOutcomes, t); }
std::optional<AgentState> agentStateFrom(std::string_view t) { return valueIn<AgentState>(kAgentStates, t); }
std::optional<Role> roleFrom(std::string_view t) { return valueIn<Role>(kRoles, t); }

bool isLegalMove(TaskState from, TaskState to)
{
    using S = TaskState;
    if (from == to)
        return false;
    switch (from) {
    case S::Queued:
        return to == S::Leased || to == S::Blocked || to == S::Cancelled;
    case S::Blocked: // an assignment may start a held task directly
        return to == S::Queued || to == S::Leased || to == S::Cancelled || to == S::Failed;
    case S::Leased: // a result may come without a word of start
        return to == S::Running || to == S::Checking || to == S::NeedsInput || to == S::Queued || to == S::Blocked
            || to == S::Failed || to == S::Cancelled;
    case S::Running:
        return to == S::Checking || to == S::NeedsInput || to == S::Queued || to == S::Blocked || to == S::Failed
            || to == S::Cancelled;
    case S::NeedsInput:
        return to == S::Running || to == S::Checking || to == S::Queued || to == S::Blocked || to == S::Failed
            || to == S::Cancelled;
    case S::Checking:
        return to == S::Done || to == S::Queued || to == S::Blocked || to == S::Failed || to == S::Cancelled;
    case S::Failed:
    case S::Cancelled: // only by a person's retry
        return to == S::Queued || to == S::Blocked;
    case S::Done:
        return false;
    }
    return false;
}

} // namespace skep
