// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "core/task.h"

#include <string>
#include <variant>
#include <vector>

// What leaves the engine for somebody. Every output waits until batch `needs` is on disk (0: may leave now).
namespace skep {

namespace out {

struct Accepted { LinkId link = 0; std::uint64_t ref = 0; std::string key; TaskId id = 0; bool repeated = false; };
/// A submission that was refused.
struct SubmitRefused { LinkId link = 0; std::uint64_t ref = 0; std::string key; Error error; };
/// A task for an agent. Params are added by the runtime from its body cache or from disk. `answers` holds
/// what persons answered on earlier attempts of the task.
struct SendTask { LinkId link = 0; TaskId id = 0; Fence fence = 0; std::int64_t leaseMs = 0; int attempt = 0;
                  TimeMs deadline = 0; std::string type, title; std::vector<std::string> answers; };
struct SendCancel { LinkId link = 0; TaskId id = 0; Fence fence = 0; };
struct SendAnswer { LinkId link = 0; TaskId id = 0; Fence fence = 0; std::string text; };
struct SendDrain { LinkId link = 0; bool on = true; };
/// A final word was kept; its place at the agent is free again.
struct Stored   { LinkId link = 0; TaskId id = 0; Fence fence = 0; };
/// A word about a lease that changed nothing.
struct LeaseRefused { LinkId link = 0; TaskId id = 0; Fence fence = 0; Error error; };
/// The link's agent was taken over by a newer connection; close it.
struct CloseLink { LinkId link = 0; Error error; };
/// Run the checks on this result and answer with cmd::Judge. Never leaves the process.
struct CheckResult { TaskId id = 0; Fence fence = 0; std::string type; bool simulated = false; std::string result; };
/// Lines of an attempt's log whose fence was good; for history and live watchers.
struct LogLines { TaskId id = 0; Fence fence = 0; std::vector<std::string> lines; };
/// Answer to a command with a From or a ref: the task concerned and, for assignments, the agent chosen. `reason`: why it is
/// not the one asked for (gone, draining, busy, changed), else empty. `waits`: it is reserved, there is no lease yet.
struct Reply    { LinkId link = 0; std::uint64_t ref = 0; Result<void> result; TaskId id = 0; std::string agent; Fence fence = 0;
                  std::string reason{}; bool waits = false; };

} // namespace out

using OutputBody = std::variant<out::Accepted, out::SubmitRefused, out::SendTask, out::SendCancel, out::SendAnswer,
    out::SendDrain, out::Stored, out::LeaseRefused, out::CloseLink, out::CheckResult, out::LogLines, out::Reply>;

struct Output
{
    BatchNo needs = 0;
    OutputBody body;
};

} // namespace skep
