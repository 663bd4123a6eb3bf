// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "core/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace skep {

/// A fact as the log keeps it, without bodies.
struct AuditEvent
{
    BatchNo batch = 0;
    TimeMs at = 0;
    Event event;
};

/// Which facts, from the newest back. Empty and 0 mean any.
struct EventQuery
{
    BatchNo before = 0;      // exclusive; 0: from the newest
    TaskId task = 0;
    std::string agent{};     // facts that name this agent: grants, ends of attempts, its coming and going
    std::string kind{};      // a name of eventKind()
    std::size_t limit = 200; // 1..limits::kPageRowsMax
};

/// Newest first, whole batches: a page may be longer than its limit by the rest of one batch. With a filter the search
/// stops after a bounded piece of the log, so a page may be short, or empty, and yet not the last.
struct EventPage
{
    std::vector<AuditEvent> events;
    BatchNo next = 0; // `before` of the next page; 0: there is nothing older
};

/// Names limit, agent or kind.
[[nodiscard]] Result<void> validate(const EventQuery &query);

/// The kind's name as in JSON: "submitted", "leased", ..., "paused".
[[nodiscard]] std::string_view eventKind(const Event &event);
/// The task a fact is about; 0: none.
[[nodiscard]] TaskId taskOf(const Event &event);
/// The agent a fact names; empty: none.
[[nodiscard]] std::string_view agentOf(const Event &event);
/// True when the query asks for it, its bounds apart.
[[nodiscard]] bool matches(const EventQuery &query, const Event &event);

} // namespace skep
