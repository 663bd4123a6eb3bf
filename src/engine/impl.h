// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/keytable.h"
#include "engine/leases.h"
#include "engine/policy.h"
#include "engine/queue.h"
#include "engine/roster.h"
#include "engine/tasktable.h"
#include "engine/timers.h"

#include <optional>
#include <set>
#include <utility>

namespace skep::engine {

/// The machine behind Engine. One class over the tables: every command touches several of them. Its bodies are in
/// turn.cpp (apply and timers), state.cpp, submit.cpp, words.cpp (of agents about leases), attempts.cpp,
/// agentwords.cpp, operators.cpp, assign.cpp, unassign.cpp, reserve.cpp, estimates.cpp, restore.cpp, views.cpp, reports.cpp,
/// invariants.cpp.
class Engine::Impl
{
public:
    explicit Impl(const Config &config);

    void restore(Restored &&restored);
    [[nodiscard]] Batch apply(std::span<Command> commands, TimeMs now);
    void reuse(std::vector<Output> &&outputs);
    [[nodiscard]] TimeMs nextDue() const;
    [[nodiscard]] std::vector<TaskId> takeChangedTasks();
    [[nodiscard]] std::vector<std::string> takeChangedAgents();
    [[nodiscard]] std::vector<TaskId> takeEvictedTasks() { return std::exchange(m_evicted, {}); }

    [[nodiscard]] Result<TaskView> view(TaskId id) const;
    [[nodiscard]] Result<AgentView> agentView(const std::string &name) const;
    [[nodiscard]] std::vector<TaskId> taskIds() const;
    [[nodiscard]] std::vector<AgentView> agents() const;
    [[nodiscard]] Counts counts() const;
    [[nodiscard]] const Latencies &latencies() const { return m_latencies; }
    [[nodiscard]] DelegationReport report() const;
    [[nodiscard]] Explanation explain(TaskId id) const;
    [[nodiscard]] std::string checkInvariants() const;

private:
    /// How an attempt ended, as far as its end is told from outside.
    struct Ending
    {
        Outcome outcome = Outcome::None;
        std::string result{}, error{}, usage{};
        Verdict verdict{};
        std::int64_t retryAfterMs = 0;
    };
    struct TypeCounts
    {
        std::int64_t total = 0, done = 0, failed = 0, cancelled = 0, simulated = 0;
        std::int64_t runMs = 0; // of accepted attempts, a sliding mean; 0: none since the start
    };
    struct Waiting // what a task waits for, as reported
    {
        WaitReason reason = WaitReason::None;
        std::string arg{};
        std::int64_t count = 0;
        std::int64_t ms = -1; // of a reserved task: until its agent has a slot; -1: unknown
    };

    // One turn
    void beginTurn(TimeMs now);
    void runTimers();
    void expireLease(std::uint32_t lease);
    void runTimer(const Timer &timer);
    void dispatch();
    void markFlipped();
    void evict();
    [[nodiscard]] Batch endTurn();

    // Commands, in the order of the variant
    void on(cmd::Submit &c);
    void on(cmd::Join &c);
    void on(cmd::Ready &c);
    void on(cmd::Leave &c);
    void on(cmd::AgentGone &c);
    void on(cmd::Started &c);
    void on(cmd::Progress &c);
    void on(cmd::Ask &c);
    void on(cmd::Finish &c);
    void on(cmd::Renew &c);
    void on(cmd::CancelAck &c);
    void on(cmd::Artifact &c);
    void on(cmd::Judge &c);
    void on(cmd::Assign &c);
    void on(cmd::ProcessNext &c);
    void on(cmd::Cancel &c);
    void on(cmd::Retry &c);
    void on(cmd::Answer &c);
    void on(cmd::Hold &c);
    void on(cmd::Acknowledge &c);
    void on(cmd::SetPriority &c);
    void on(cmd::Pause &c);
    void on(cmd::Drain &c);
    void on(cmd::Forget &c);
    void on(cmd::Unassign &c);

    // Submitting
    [[nodiscard]] Result<void> checkDependencies(TaskSpec &spec, TaskId own) const;
    [[nodiscard]] Result<std::uint32_t> bucketFor(const TaskSpec &spec, bool bounded);
    void fillTask(Slot slot, std::uint32_t bucket, const TaskSpec &spec);

    // Leases and attempts
    [[nodiscard]] Fence nextFence();
    Fence grant(Slot slot, AgentNo no, Decision decision);
    [[nodiscard]] Assigned beforeLease(const Task &task, AgentNo no, const std::string &by) const;
    void sendTask(Slot slot, const Lease &lease);
    [[nodiscard]] std::optional<Slot> heldBy(const LeaseRef &at);
    [[nodiscard]] bool isCurrent(const Task &task, Fence fence) const;
    [[nodiscard]] bool isForeign(const Task &task, LinkId link) const;
    void hear(Slot slot);
    void refuse(const LeaseRef &at, ErrorCode code, std::string detail, std::string field = {}, std::int64_t limit = 0);
    void acceptFinish(Slot slot, cmd::Finish &c);
    void finishCancelled(Slot slot, std::uint32_t lease, cmd::Finish &c);
    void keepSuperseded(Slot slot, cmd::Finish &c);
    void judge(Slot slot, Verdict verdict);
    void endAttempt(Slot slot, Ending ending);
    void recordAttempt(const Task &task, const Lease &lease, Ending &ending);
    void countOutcome(const Task &task, AgentNo no, Outcome outcome, bool simulated);
    void settle(Slot slot, Outcome outcome, std::int64_t retryAfterMs);
    void requeue(Slot slot, std::int64_t waitMs);
    [[nodiscard]] std::int64_t backoff(int attempt);
    void endLeasesOf(AgentNo no, const std::string &cause);
    void cancelHeld(Task &task);
    void letGo(Task &task);
    void freeCancelled(std::uint32_t lease);

    // Agents
    AgentNo placeFor(const AgentSpec &spec);
    void forget(AgentNo no);
    void remind(AgentNo no);
    void markLeases(AgentNo no);
    void resendUnheard();

    // Assigning
    [[nodiscard]] Result<AgentNo> agentFor(const Task &task, const std::string &name, Decision &decision);
    [[nodiscard]] Result<AgentNo> namedAgentFor(std::uint32_t signature, const std::string &name, Decision &decision);
    void assignTo(Slot slot, AgentNo no, cmd::Assign &c, Decision decision, std::string reason);
    void assignOther(Slot slot, cmd::Assign &c, Decision decision, Error error);
    [[nodiscard]] AgentNo agentToWaitFor(const Task &task, const std::string &name) const;
    [[nodiscard]] Error staleChoice(const Task &task, const std::string &wanted, const char *reason) const;
    [[nodiscard]] const char *whyNot(const Task &task, const std::string &name) const;
    [[nodiscard]] AgentNo preferOther(Slot slot, AgentNo no, Decision &decision);
    void takeBackLease(Slot slot, const std::string &by);

    // Reservations
    void reserve(Slot slot, AgentNo no, const std::string &by);
    void unreserve(Slot slot);
    void endReservation(Slot slot, const std::string &by, const std::string &reason);
    void endReservationsOf(AgentNo no, const std::string &reason);
    void endReservationsItCannotServe(AgentNo no);
    [[nodiscard]] bool isReservedFor(const Task &task, AgentNo no) const;
    [[nodiscard]] AgentNo reservedFor(const Task &task) const;
    [[nodiscard]] bool mayReserve(const Task &task, AgentNo no) const;
    [[nodiscard]] std::int64_t placeInLine(const Task &task, AgentNo no) const;
    void markLine(AgentNo no);
    void grantReserved();
    void putBack(Slot slot);

    // Estimates
    void learnRunTime(const Task &task, std::int64_t ms);
    [[nodiscard]] std::int64_t slotWaitMs(AgentNo no, std::size_t ahead, std::uint32_t type) const;
    [[nodiscard]] std::vector<Choice> choicesFor(const Task &task) const;
    [[nodiscard]] static std::uint64_t decisionId(const Task &task, const std::string &first);
    [[nodiscard]] Slot nextFor(AgentNo no) const;
    [[nodiscard]] Slot nextForAny() const;
    [[nodiscard]] Slot moreUrgent(Slot a, Slot b) const;

    // State
    void setState(Slot slot, TaskState to, WaitReason wait, bool toDisk = true);
    void enterFinal(Slot slot);
    void leaveFinal(Slot slot);
    void linkFinished(Slot slot);
    void unlinkFinished(Slot slot);
    void unqueue(Slot slot); // out of its bucket, back-off or line
    void enqueue(Slot slot); // into Queued, or Blocked by dependency or hold
    void waitFor(Slot slot, const std::vector<TaskId> &after);
    void stopWaiting(const Task &task);
    void freeDependents(TaskId id);
    [[nodiscard]] std::int64_t openDependencies(const Task &task) const;
    void setDeadlineTimer(const Task &task, bool on);
    void setAgent(Task &task, AgentNo no);

    // Output
    void changed(Slot slot, std::string by = {}, std::string reason = {});
    void dirty(Slot slot);
    void mark(Slot slot);
    void markAgent(AgentNo no);
    void dirtyAgent(AgentNo no);
    void seen(LinkId link);
    void send(OutputBody body); // leaves once what this turn made is on disk
    void sendNow(OutputBody body, BatchNo needs);
    void reply(const From &from, Result<void> result, TaskId id = 0, std::string agent = {}, Fence fence = 0,
               std::string reason = {}, bool waits = false);
    [[nodiscard]] Result<Slot> taskFor(TaskId id) const;
    [[nodiscard]] TaskRow rowOf(const Task &task) const;
    [[nodiscard]] Boxed<Assigned> assignedOf(const Task &task) const;
    [[nodiscard]] AgentTally takeTally(Agent &agent) const;
    void fault(std::string what);

    // Restoring
    void restoreAgent(AgentTally &&tally);
    void restoreTask(Restored::Task &&restored);
    [[nodiscard]] AgentNo agentNamed(const std::string &agentName);
    [[nodiscard]] AgentNo formerAgent(const std::string &agentName);
    void restoreLease(Slot slot, Restored::Task &restored);
    void restoreReservation(Slot slot, Boxed<Assigned> &&assigned);
    void restorePlace(Slot slot);

    // Views
    [[nodiscard]] Waiting waitingOf(const Task &task) const;
    [[nodiscard]] WaitReason reasonOf(const Bucket &bucket) const;
    [[nodiscard]] static bool isReportedBlocked(WaitReason reason);
    void fillFromLease(TaskView &v, const Lease &lease) const;
    [[nodiscard]] const std::string &missingText(std::uint32_t signature) const;
    [[nodiscard]] AgentView agentView(const Agent &agent) const;
    void fillNearest(Explanation &why, const Signature &signature) const;
    [[nodiscard]] Policy policy(const Task &task) const;
    [[nodiscard]] const Signature &signatureOf(const Task &task) const;
    [[nodiscard]] const char *leaseFault(std::uint32_t lease) const;
    [[nodiscard]] const char *taskFault(Slot slot) const;
    [[nodiscard]] const char *reservationFault() const;
    /// Of the task's submission. Only the low half is kept: what is older than 2^32 batches, or comes from before the
    /// restart, may be taken for a later one, at most for the one being made.
    [[nodiscard]] BatchNo batchOf(const Task &task) const { return m_nextBatch - (static_cast<std::uint32_t>(m_nextBatch) - task.batch); }

    Config m_config;
    TaskTable m_tasks;
    Queue m_queue;
    Roster m_roster;
    Leases m_leases;
    KeyTable m_keys;
    Timers m_timers;
    std::map<AgentNo, std::set<std::pair<TimeMs, TaskId>>> m_reserved; // by urgency; only agents with some
    std::vector<std::pair<TaskId, AgentNo>> m_takenBack; // in this turn
    std::set<std::pair<TaskId, TaskId>> m_waits; // dependency, dependent: while the first is not done
    std::vector<TypeCounts> m_types;             // index: Queue's type

    TimeMs m_now = 0;
    bool m_started = false;       // a turn was made since restore
    TaskId m_lastTask = 0;
    BatchNo m_nextBatch = 1;
    BatchNo m_lastFacts = 0;      // number of the last batch with facts
    Epoch m_epoch = 1;
    std::uint32_t m_grants = 0;
    std::uint64_t m_random;
    Batch m_batch;                // being made
    std::vector<Output> m_room;   // empty; the next turn's outputs go there
    std::vector<TaskId> m_dirty, m_changed, m_evicted;
    std::vector<AgentNo> m_dirtyAgents;
    std::vector<std::pair<TaskId, Fence>> m_resend;
    std::vector<std::string> m_changedAgents;
    std::vector<std::uint32_t> m_dueLeases;
    std::map<std::string, AgentNo> m_former; // while restoring: forgotten agents that tasks still name
    std::vector<TaskId> m_restored; // whose place a restart changed: told in the first turn
    std::size_t m_unfinished = 0;
    std::size_t m_finished = 0;   // finished ones in memory
    Slot m_finishedHead = kNone, m_finishedTail = kNone;
    Counts m_counts;              // by record, and the counters since start
    Latencies m_latencies;
    std::string m_fault;

    struct MissingText
    {
        std::uint64_t generation = 0;
        std::uint32_t type = kNone; // a signature's place can be used again by another
        std::string text;
    };
    mutable std::vector<MissingText> m_missing; // index: signature; a cache of views
};

} // namespace skep::engine
