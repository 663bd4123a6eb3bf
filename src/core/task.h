// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    TimeMs notBefore = 0;      // back-off
    TimeMs deadline = 0;

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
    std::int64_t waitCount = 0; // number beside the wait reason
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
