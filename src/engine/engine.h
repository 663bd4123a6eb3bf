// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/command.h"
#include "core/report.h"
#include "core/series.h"

#include <memory>
#include <span>

namespace skep::engine {

struct Config
{
    std::uint64_t seed = 1;              // of the back-off jitter; nothing else is random
    std::int64_t leaseMs = limits::kLeaseMs;
    std::int64_t backoffBaseMs = limits::kBackoffBaseMs;
    std::int64_t backoffMaxMs = limits::kBackoffMaxMs;
    std::int64_t ageStepMs = limits::kAgeStepMs;
    std::size_t unfinishedMax = limits::kUnfinishedTasksMax;
    std::size_t finishedInMemoryMax = limits::kFinishedInMemoryMax;
};

/// What happens to tasks: a deterministic state machine. No I/O, no clock, no thread, no Qt. Equal commands
/// at equal times from an equal start give equal batches, byte for byte.
/// Not thread-safe; lives on whichever thread calls it.
class Engine
{
public:
    explicit Engine(const Config &config = {});
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Continues from what the store kept. Once, before the first apply. Every running lease gets a full term
    /// from the first turn on; its agent may resume until then.
    void restore(Restored &&restored);

    /// One turn: results and renewals first, then due timers by (due, id), then the other commands in their
    /// order, then grants. Commands must have passed validate(). `now` never goes back. A gap of more than
    /// limits::kSuspendGapMs since the last turn extends all leases by it.
    [[nodiscard]] Batch apply(std::span<Command> commands, TimeMs now);
    /// Takes the room of a batch's outputs back, so that the next turn need not ask for it again. May be left out.
    void reuse(std::vector<Output> outputs);

    /// When the next turn is due without any command: the next timer, and at most one second on while leases
    /// run (so that a gap means suspend). 0: nothing is due.
    [[nodiscard]] TimeMs nextDue() const;

    /// Ids changed since the last call (progress included), each once; for the picture's deltas.
    [[nodiscard]] std::vector<TaskId> takeChangedTasks();
    [[nodiscard]] std::vector<std::string> takeChangedAgents();
    /// Finished tasks that left memory since the last call. The store still has them.
    [[nodiscard]] std::vector<TaskId> takeEvictedTasks();

    [[nodiscard]] Result<TaskView> view(TaskId id) const;
    [[nodiscard]] Result<AgentView> agentView(const std::string &name) const;
    [[nodiscard]] std::vector<TaskId> taskIds() const;       // all in memory, rising
    [[nodiscard]] std::vector<AgentView> agents() const;     // by name
    [[nodiscard]] Counts counts() const;                     // O(signatures)
    [[nodiscard]] const Latencies &latencies() const;
    [[nodiscard]] DelegationReport report() const;
    [[nodiscard]] Explanation explain(TaskId id) const;      // O(agents)

    /// Walks everything and says what is wrong: counts, indexes, legal states, one lease per task, slots,
    /// fences. Empty when all is well. For tests and the simulator.
    [[nodiscard]] std::string checkInvariants() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace skep::engine
