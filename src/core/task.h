// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boxed.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/states.h"

#include <string>
#include <vector>

namespace skep {

/// What a submitter says of a task. JSON names are in docs/protocol.md; `required` is "requires" there
/// (requires is a C++ keyword).
struct TaskSpec
{
    std::string type;
    std::string title;   // empty: screens show the type and the number
    std::string project; // empty: none
    Priority priority = Priority::P2;
    StartPolicy start = StartPolicy::Automatic;
    Origin origin = Origin::Native;
    std::vector<std::string> required;
    std::vector<std::string> wants;
    std::vector<TaskId> after;   // dependencies
    TimeMs deadline = 0;         // absolute; 0 is none
    int attemptsMax = limits::kAttemptsDefault;
    std::string params = "{}";   // JSON object, as bytes; the engine never looks inside

    friend bool operator==(const TaskSpec &, const TaskSpec &) = default;
};

/// An operator's assignment while it can still be taken back: who made it and what the task was before it. Of a task
/// that is reserved for an agent the `next` fields only; of a lease, these say that it goes back to being reserved.
struct Assigned
{
    std::string by{};        // whose assignment the lease is
    std::string nextFor{};   // the agent that the task is reserved for
    std::string nextBy{};    // who reserved it
    TimeMs nextUpdated = 0;  // TaskRow::updated before it was reserved
    bool wasNext = false;    // the lease came of a reservation; both are taken back at once
    // TaskRow's values before the lease. The rest of the row does not change with a lease, or follows from it.
    Fence fence = 0;
    std::string agent{};
    std::int16_t score = -1;
    bool simulated = false;
    TimeMs updated = 0;

    friend bool operator==(const Assigned &, const Assigned &) = default;
};

/// The narrow state of a task as the store keeps it, without bodies. Written once per commit at most;
/// enough to continue after a restart. Strings that never change (type, title, ...) are written once, by
/// the Submitted event, into the same row.
struct TaskRow
{
    TaskId id = 0;
    TaskState state = TaskState::Queued;
    Priority priority = Priority::P2;
    bool held = false;        // started only by assignment
    bool simulated = false;   // the attempt under way or accepted was simulated
    bool deadlineMissed = false;
    bool acknowledged = false; // a person has seen the failure
    WaitReason wait = WaitReason::None;
    Outcome lastOutcome = Outcome::None;
    std::uint8_t attempt = 0;  // attempts begun
    std::uint8_t attemptsMax = limits::kAttemptsDefault;
    std::int16_t score = -1;   // of the last verdict; -1 is none
    Fence fence = 0;           // of the last grant
    std::string agent;         // name of the holder, or of the last one
    TimeMs created = 0;
    TimeMs updated = 0;
    TimeMs notBefore = 0;      // back-off; kept while assigned, for the way back
    TimeMs deadline = 0;
    Boxed<Assigned> assigned; // reserved, or assigned and not started

    friend bool operator==(const TaskRow &, const TaskRow &) = default;
};

/// What a card shows: values only, no text to translate. Times are absolute.
struct TaskView
{
    TaskId id = 0;
    std::string type;
    std::string title;
    std::string project;
    std::string agent;
    std::string note;         // last progress note
    std::string question;     // in NeedsInput
    std::vector<std::string> choices;
    std::string error;        // of the last failed attempt, as the worker or the check said it
    std::string waitArg;      // e.g. the missing capability
    TaskState state = TaskState::Queued; // as reported: Blocked also when nobody online is able
    Priority priority = Priority::P2;
    Origin origin = Origin::Native;
    WaitReason wait = WaitReason::None;
    Outcome lastOutcome = Outcome::None;
    bool held = false;
    bool simulated = false;
    bool deadlineMissed = false;
    bool acknowledged = false;
    int attempt = 0;
    int attemptsMax = 0;
    int score = -1;
    std::int64_t waitCount = 0; // number beside the wait reason; of NextFor the place in line, 1 is next
    TimeMs waitUntil = 0;       // of NextFor: when the slot is expected to be free; 0: unknown
    std::int64_t progressDone = 0;
    std::int64_t progressOf = 0; // 0: nothing was counted
    Fence fence = 0;
    TimeMs created = 0;
    TimeMs updated = 0;
    TimeMs leaseDue = 0;
    TimeMs deadline = 0;

    friend bool operator==(const TaskView &, const TaskView &) = default;
};

} // namespace skep
