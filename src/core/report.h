// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/states.h"
#include "core/event.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace skep {

/// Counts over all tasks the hub knows, finished and forgotten ones included. One consistent moment.
struct Counts
{
    std::array<std::int64_t, kTaskStateCount> byState{}; // index: TaskState as reported
    std::array<std::int64_t, 4> queuedBy{}; // of the queued ones as reported, by priority
    std::int64_t agentsTotal = 0, agentsOnline = 0;
    std::int64_t slots = 0, slotsBusy = 0;
    std::int64_t simulatedDone = 0; // of the done ones
    std::int64_t submitted = 0, leased = 0, accepted = 0, attemptsFailed = 0, superseded = 0; // since start
    std::int64_t tasksDone = 0, tasksFailed = 0; // tasks that became so since start; a retried one may count again
    std::int64_t deadlinesMissed = 0;
    std::int64_t agentsUnsandboxed = 0; // online and running foreign code without a sandbox
    std::int64_t doneToday = 0, failedToday = 0; // the same since local midnight of the hub, over restarts
    TimeMs oldestWaiting = 0;  // created time; 0: none waits
    TimeMs now = 0;

    [[nodiscard]] std::int64_t total() const
    {
        std::int64_t sum = 0;
        for (const auto n : byState)
            sum += n;
        return sum;
    }
    [[nodiscard]] std::int64_t of(TaskState s) const { return byState[static_cast<std::size_t>(s)]; }
};

/// The delegation report: who did what.
struct DelegationReport
{
    struct AgentLine
    {
        std::string agent;
        std::int64_t leased = 0, accepted = 0, rejected = 0, failed = 0, expired = 0, simulated = 0;
    };
    struct TypeLine
    {
        std::string type;
        std::int64_t total = 0, done = 0, failed = 0, cancelled = 0, open = 0, simulated = 0;
    };

    BatchNo batch = 0; // of the moment, as Delta::batch: an equal number means equal counts
    Counts counts;
    std::vector<AgentLine> agents; // by name
    std::vector<TypeLine> types;   // by name
};

/// One line of the operator's menu: an agent that is able, online and not draining, with what speaks for it.
struct Choice : Candidate
{
    int busy = 0, slots = 0;       // of its slots so many are taken
    std::int64_t accepted = 0;     // of `judged` attempts at tasks of this type
    std::int64_t judged = 0;
    std::string model{}, kind{}, machine{};
    std::int64_t waitMs = 0;       // until it has a slot for this task: 0 has one now, -1 unknown

    friend bool operator==(const Choice &, const Choice &) = default;
};

/// Why a task is where it is, computed when asked.
struct Explanation
{
    TaskId id = 0;
    TaskState state = TaskState::Queued;
    WaitReason wait = WaitReason::None;
    std::string waitArg;
    std::int64_t waitCount = 0;
    std::int64_t ahead = -1;            // tasks of better effective priority in its bucket; -1: does not queue
    std::int64_t waitMs = -1;           // of a reserved task: until its agent has a slot for it; -1: unknown
    std::vector<Choice> candidates;     // free ones first, best first; then by wait; up to 50
    std::uint64_t decision = 0;         // names the task's attempt and the first candidate; for cmd::Assign. 0: nobody
    std::uint32_t busy = 0, draining = 0, incapable = 0;
    std::string nearestAgent;           // the online agent that lacks the fewest capabilities ...
    std::vector<std::string> missing;   // ... and what it lacks: the smallest change that starts the task
};

} // namespace skep
