// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventquery.h"

#include "core/limits.h"
#include "core/validate.h"

#include <algorithm>
#include <array>

namespace skep {
namespace {

using namespace std::string_view_literals;

// Order = the variant's.
constexpr std::array kKinds{"submitted"sv, "leased"sv, "started"sv, "asked"sv, "answered"sv, "artifact"sv, "attempt_ended"sv,
                            "changed"sv, "deadline_missed"sv, "agent_joined"sv, "agent_left"sv, "agent_drain"sv, "paused"sv, "reserved"sv, "unassigned"sv};
static_assert(kKinds.size() == std::variant_size_v<Event>);

} // namespace

Result<void> validate(const EventQuery &query)
{
    if (query.limit < 1 || query.limit > limits::kPageRowsMax)
        return failField(ErrorCode::OutOfRange, "limit", query.limit < 1 ? 1 : limits::kPageRowsMax);
    if (query.agent.size() > limits::kAgentNameBytesMax)
        return failField(ErrorCode::TooLong, "agent", limits::kAgentNameBytesMax);
    if (!isCleanText(query.agent))
        return failField(ErrorCode::BadValue, "agent", 0, "not clean UTF-8 text");
    if (!query.kind.empty() && std::find(kKinds.begin(), kKinds.end(), query.kind) == kKinds.end())
        return failField(ErrorCode::BadValue, "kind", 0, "no such kind of event");
    return {};
}

std::string_view eventKind(const Event &event)
{
    return kKinds[event.index()];
}

TaskId taskOf(const Event &event)
{
    return std::visit(
        [](const auto &e) -> TaskId {
            if constexpr (requires { e.id; })
                return e.id;
            else
                return 0;
        },
        event);
}

std::string_view agentOf(const Event &event)
{
    return std::visit(
        [](const auto &e) -> std::string_view {
            if constexpr (requires { e.agent.name; })
                return e.agent.name;
            else if constexpr (requires { e.agent; })
                return e.agent;
            else
                return {};
        },
        event);
}

bool matches(const EventQuery &query, const Event &event)
{
    return (query.task == 0 || taskOf(event) == query.task) && (query.agent.empty() || agentOf(event) == query.agent)
        && (query.kind.empty() || eventKind(event) == query.kind);
}

} // namespace skep
