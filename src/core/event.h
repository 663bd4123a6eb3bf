// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/ids.h"
#include "core/task.h"
#include "core/verdict.h"

#include <string>
#include <variant>
#include <vector>

// Facts, as the log keeps them. Progress, renewals and log lines are not events. The set of alternatives is
// append-only: the index in the variant is the number in the log (core/logcodec.h).
namespace skep {

/// One agent that could have had the task, with the parts of its score (permille).
struct Candidate
{
    std::string agent;
    int score = 0, match = 0, reliability = 0, load = 0;

    friend bool operator==(const Candidate &, const Candidate &) = default;
};

/// The ledger's line for one grant: winner, up to three losers, counts by reason of all the others.
struct Decision
{
    Candidate winner;
    std::vector<Candidate> losers;
    std::uint32_t busy = 0, draining = 0, incapable = 0; // online agents that could not
    std::string by; // empty: the engine; else who assigned

    friend bool operator==(const Decision &, const Decision &) = default;
};

namespace ev {

struct Submitted { TaskId id = 0; std::string key; TaskSpec task; };
struct Leased    { TaskId id = 0; Fence fence = 0; int attempt = 0; TimeMs due = 0; std::string agent; Decision decision; };
struct Started   { TaskId id = 0; Fence fence = 0; bool simulated = false; };
struct Asked     { TaskId id = 0; Fence fence = 0; std::string question; std::vector<std::string> choices; };
struct Answered  { TaskId id = 0; Fence fence = 0; std::string text; std::string by; };
struct ArtifactKept { TaskId id = 0; Fence fence = 0; std::string name, mime, sha256; std::int64_t bytes = 0; };
/// An attempt's end, with its result body (JSON bytes) and verdict. Superseded ones are kept too.
struct AttemptEnded { TaskId id = 0; Fence fence = 0; int attempt = 0; Outcome outcome = Outcome::None; bool simulated = false;
                      TimeMs began = 0; std::string agent, result, error, usage; Verdict verdict; Decision decision; };
/// Any other change of a task's row: blocked, unblocked, held, cancelled, retried, priority, deadline missed.
struct Changed   { TaskId id = 0; TaskState state = TaskState::Queued; WaitReason wait = WaitReason::None; std::string by, reason; };
struct DeadlineMissed { TaskId id = 0; TimeMs deadline = 0; };
struct AgentJoined { AgentSpec agent; bool resumed = false; };
struct AgentLeft { std::string agent; std::string cause; };
struct AgentDrain { std::string agent; bool on = false; std::string by; };
struct Paused    { std::string project; bool on = false; std::string by; };
/// The task waits for this agent's next free slot, and nobody else gets it.
struct Reserved  { TaskId id = 0; Fence fence = 0; std::string agent, by; };
/// A lease that had not started, or a reservation, was taken back: the task is what it was before.
struct Unassigned { TaskId id = 0; Fence fence = 0; std::string agent, by; };

} // namespace ev

using Event = std::variant<ev::Submitted, ev::Leased, ev::Started, ev::Asked, ev::Answered, ev::ArtifactKept,
    ev::AttemptEnded, ev::Changed, ev::DeadlineMissed, ev::AgentJoined, ev::AgentLeft, ev::AgentDrain, ev::Paused,
    ev::Reserved, ev::Unassigned>;

} // namespace skep
