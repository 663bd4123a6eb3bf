// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/messages.h"

#include <array>

namespace skep::wire {

std::string_view name(MessageType type)
{
    using namespace std::string_view_literals;
    // Order = the enum's.
    static constexpr std::array kNames{
        "auth"sv, "hello"sv, "ready"sv, "submit"sv, "started"sv, "progress"sv, "ask"sv, "results"sv, "renew"sv,
        "cancelled"sv, "artifact"sv, "bye"sv, "watch"sv, "unwatch"sv, "follow"sv, "command"sv, "detail"sv, "report"sv,
        "events"sv, "series"sv,
        "welcome"sv, "tasks"sv, "cancel"sv, "answer"sv, "drain"sv, "stored"sv, "refused"sv, "accepted"sv,
        "snapshot"sv, "delta"sv, "reply"sv, "error"sv};
    static_assert(kNames.size() == kMessageTypeCount);
    return kNames[static_cast<std::size_t>(type)];
}

} // namespace skep::wire
