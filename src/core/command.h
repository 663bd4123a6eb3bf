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

// The one kind of message that enters the engine, whoever speaks: dialects, window, command line, timers.
// A command never carries behaviour. `link` says where answers go; `ref` is the caller's own number and
// comes back in the Reply.
namespace skep {

/// The sender of an operator's command. `who` goes to the audit: "admin@127.0.0.1", "window", ...
struct From
{
    LinkId link = 0;
    std::uint64_t ref = 0;
    std::string who;
};

/// Names the lease a word is about.
struct LeaseRef
{
    LinkId link = 0;
    TaskId id = 0;
    Fence fence = 0;
};

namespace cmd {

struct Submit   { LinkId link = 0; std::uint64_t ref = 0; std::string key; TaskSpec task; }; // -> out::Accepted or Refused
// Agents. `resumed`: the session token was good, leases of the name are kept; else those of an earlier
// incarnation end at once.
struct Join     { LinkId link = 0; std::uint64_t ref = 0; AgentSpec agent; bool resumed = false; }; // -> out::Reply
struct Ready    { LinkId link = 0; int slots = 0; };  // window of leases held at once, up to hello's slots; 0 pauses
struct Leave    { LinkId link = 0; bool clean = false; }; // connection closed; clean: the agent said bye, leases end
// Known dead (process exit): leases end at once. ifLost: only while it has no connection, for news that may be overtaken.
struct AgentGone { std::string agent; std::string cause; bool ifLost = false; };
struct Started  { LeaseRef at; bool simulated = false; };
struct Progress { LeaseRef at; std::int64_t done = 0; std::int64_t of = 0; std::string note; std::vector<std::string> log; };
struct Ask      { LeaseRef at; std::string question; std::vector<std::string> choices; };
struct Finish   { LeaseRef at; bool ok = false; bool simulated = false; bool throttled = false;
                  std::int64_t retryAfterMs = 0; std::string result; std::string error; std::string usage; }; // result, usage: JSON bytes
struct Renew    { LeaseRef at; };
struct CancelAck { LeaseRef at; };
// Uploads come over HTTP, under a link of their own: the fence alone proves the lease. A `ref` other than 0 asks for
// an out::Reply, kept or refused.
struct Artifact { LeaseRef at; std::string name; std::string mime; std::string sha256; std::int64_t bytes = 0;
                  std::uint64_t ref = 0; };
// The checks' answer to out::CheckResult.
struct Judge    { TaskId id = 0; Fence fence = 0; Verdict verdict; };
// Operators
// Empty agent: the engine's own best choice now. `decision`: of the Explanation that the operator saw, 0 none; without an
// agent it must still hold. `mayReplace`: when the named agent is gone, draining or full, another free one of its kind and
// model will do. `mayWait`: when it is full, the task is reserved for its next free slot.
struct Assign   { From from; TaskId id = 0; std::string agent; std::uint64_t decision = 0; bool mayWait = false; bool mayReplace = false; };
// Takes an assignment back that has not started, or a reservation; the task is what it was. `fence`: of its Reply.
struct Unassign { From from; TaskId id = 0; Fence fence = 0; };
struct ProcessNext { From from; std::string agent; };              // best task now, for this agent or any
struct Cancel   { From from; TaskId id = 0; std::string reason; };
struct Retry    { From from; TaskId id = 0; };                     // failed or cancelled: queued again, one more attempt allowed
struct Answer   { From from; TaskId id = 0; std::string text; };
struct Hold     { From from; TaskId id = 0; bool on = true; };
struct Acknowledge { From from; TaskId id = 0; };                  // a person has seen the failure
struct SetPriority { From from; TaskId id = 0; Priority priority = Priority::P2; };
struct Pause    { From from; std::string project; bool on = true; }; // empty project: the whole queue
struct Drain    { From from; std::string agent; bool on = true; };
struct Forget   { From from; std::string agent; };                 // drop a gone agent from the lists

} // namespace cmd

using Command = std::variant<cmd::Submit, cmd::Join, cmd::Ready, cmd::Leave, cmd::AgentGone, cmd::Started,
    cmd::Progress, cmd::Ask, cmd::Finish, cmd::Renew, cmd::CancelAck, cmd::Artifact, cmd::Judge, cmd::Assign,
    cmd::ProcessNext, cmd::Cancel, cmd::Retry, cmd::Answer, cmd::Hold, cmd::Acknowledge, cmd::SetPriority,
    cmd::Pause, cmd::Drain, cmd::Forget, cmd::Unassign>;

} // namespace skep
