// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/views_p.h"

#include <array>
#include <cmath>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

bool readWait(FieldReader &in, od::value &v, WaitReason &reason, std::string &arg, std::int64_t &count, TimeMs &until)
{
    static constexpr std::array kNames{"reason"sv, "arg"sv, "count"sv, "until_ms"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        if (i == 0)
            return readName(in, value, reason, waitReasonFrom);
        if (i == 1)
            return in.text(value, arg);
        return in.integer(value, i == 2 ? count : until);
    });
}

bool readProgress(FieldReader &in, od::value &v, TaskView &t)
{
    static constexpr std::array kNames{"done"sv, "of"sv, "note"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        if (i == 2)
            return in.text(value, t.note);
        return in.integer(value, i == 0 ? t.progressDone : t.progressOf);
    });
}

bool smallInt(FieldReader &in, od::value &v, int &out)
{
    return in.number(v, out, -1'000'000'000, 1'000'000'000);
}

bool readCandidate(FieldReader &in, od::value &v, Candidate &c)
{
    static constexpr std::array kNames{"agent"sv, "score"sv, "match"sv, "reliability"sv, "load"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.text(value, c.agent);
        case 1: return smallInt(in, value, c.score);
        case 2: return smallInt(in, value, c.match);
        case 3: return smallInt(in, value, c.reliability);
        default: return smallInt(in, value, c.load);
        }
    });
}

bool readChoice(FieldReader &in, od::value &v, Choice &c)
{
    static constexpr std::array kNames{"agent"sv, "score"sv, "match"sv, "reliability"sv, "load"sv, "busy"sv, "slots"sv,
                                       "accepted"sv, "judged"sv, "model"sv, "kind"sv, "machine"sv, "wait_ms"sv};
    c.waitMs = -1; // null counts as absent
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.text(value, c.agent);
        case 1: return smallInt(in, value, c.score);
        case 2: return smallInt(in, value, c.match);
        case 3: return smallInt(in, value, c.reliability);
        case 4: return smallInt(in, value, c.load);
        case 5: return smallInt(in, value, c.busy);
        case 6: return smallInt(in, value, c.slots);
        case 7: return in.integer(value, c.accepted);
        case 8: return in.integer(value, c.judged);
        case 9: return in.text(value, c.model);
        case 10: return in.text(value, c.kind);
        case 11: return in.text(value, c.machine);
        default: return in.integer(value, c.waitMs);
        }
    });
}

bool readCandidates(FieldReader &in, od::value &v, std::vector<Candidate> &all)
{
    return readList(in, v, all, [&](od::value &value, Candidate &c) { return readCandidate(in, value, c); });
}

bool readCount32(FieldReader &in, od::value &v, std::uint32_t &out)
{
    std::int64_t wide = 0;
    if (!in.integer(v, wide, 0, UINT32_MAX))
        return false;
    out = static_cast<std::uint32_t>(wide);
    return true;
}

bool readCheck(FieldReader &in, od::value &v, Check &check)
{
    static constexpr std::array kNames{"name"sv, "mark"sv, "score"sv, "detail"sv};
    std::string mark;
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.text(value, check.name);
        case 1:
            if (!in.text(value, mark))
                return false;
            check.mark = mark == "passed" ? Check::Mark::Passed : mark == "failed" ? Check::Mark::Failed : Check::Mark::NotChecked;
            return true;
        case 2: return smallInt(in, value, check.score);
        default: return in.text(value, check.detail);
        }
    });
}

bool readVerdict(FieldReader &in, od::value &v, Verdict &verdict)
{
    static constexpr std::array kNames{"passed"sv, "score"sv, "checks"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        if (i == 0)
            return in.flag(value, verdict.passed);
        if (i == 1)
            return smallInt(in, value, verdict.score);
        return readList(in, value, verdict.checks, [&](od::value &item, Check &c) { return readCheck(in, item, c); });
    });
}

bool readDecision(FieldReader &in, od::value &v, Decision &decision)
{
    static constexpr std::array kNames{"winner"sv, "losers"sv, "busy"sv, "draining"sv, "incapable"sv, "by"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return readCandidate(in, value, decision.winner);
        case 1: return readCandidates(in, value, decision.losers);
        case 2: return readCount32(in, value, decision.busy);
        case 3: return readCount32(in, value, decision.draining);
        case 4: return readCount32(in, value, decision.incapable);
        default: return in.text(value, decision.by);
        }
    });
}

} // namespace

bool readView(FieldReader &in, od::value &v, TaskView &t)
{
    static constexpr std::array kNames{"id"sv, "type"sv, "title"sv, "project"sv, "priority"sv, "origin"sv, "state"sv,
        "wait"sv, "held"sv, "simulated"sv, "agent"sv, "attempt"sv, "attempts"sv, "score"sv, "progress"sv, "question"sv,
        "choices"sv, "error"sv, "outcome"sv, "fence"sv, "created_ms"sv, "updated_ms"sv, "lease_due_ms"sv, "deadline_ms"sv,
        "deadline_missed"sv, "acknowledged"sv};
    return in.object(v, kNames, 1, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, t.id);
        case 1: return in.text(value, t.type);
        case 2: return in.text(value, t.title);
        case 3: return in.text(value, t.project);
        case 4: return readName(in, value, t.priority, priorityFrom);
        case 5: return readName(in, value, t.origin, originFrom);
        case 6: return readName(in, value, t.state, taskStateFrom);
        case 7: return readWait(in, value, t.wait, t.waitArg, t.waitCount, t.waitUntil);
        case 8: return in.flag(value, t.held);
        case 9: return in.flag(value, t.simulated);
        case 10: return in.text(value, t.agent);
        case 11: return smallInt(in, value, t.attempt);
        case 12: return smallInt(in, value, t.attemptsMax);
        case 13: return smallInt(in, value, t.score);
        case 14: return readProgress(in, value, t);
        case 15: return in.text(value, t.question);
        case 16: return in.texts(value, t.choices, limits::kChoicesMax);
        case 17: return in.text(value, t.error);
        case 18: return readName(in, value, t.lastOutcome, outcomeFrom);
        case 19: return in.id(value, t.fence);
        case 20: return in.integer(value, t.created);
        case 21: return in.integer(value, t.updated);
        case 22: return in.integer(value, t.leaseDue);
        case 23: return in.integer(value, t.deadline);
        case 24: return in.flag(value, t.deadlineMissed);
        default: return in.flag(value, t.acknowledged);
        }
    });
}

bool readAgent(FieldReader &in, od::value &v, AgentView &a)
{
    static constexpr std::array kNames{"name"sv, "kind"sv, "version"sv, "machine"sv, "model"sv, "capabilities"sv, "state"sv,
        "slots"sv, "busy"sv, "waiting"sv, "last_task"sv, "last_note"sv, "cause"sv, "done"sv, "failed"sv, "reliability"sv,
        "attempts"sv, "pid"sv, "since_ms"sv, "last_seen_ms"sv, "sandbox"sv};
    return in.object(v, kNames, 1, [&](std::size_t i, od::value &value) {
        double reliability = 0;
        switch (i) {
        case 0: return in.text(value, a.name);
        case 1: return in.text(value, a.kind);
        case 2: return in.text(value, a.version);
        case 3: return in.text(value, a.machine);
        case 4: return in.text(value, a.model);
        case 5: return in.texts(value, a.capabilities, limits::kCapabilitiesMax);
        case 6: return readName(in, value, a.state, agentStateFrom);
        case 7: return smallInt(in, value, a.slots);
        case 8: return smallInt(in, value, a.busy);
        case 9: return smallInt(in, value, a.waiting);
        case 10: return in.id(value, a.lastTask);
        case 11: return in.text(value, a.lastNote);
        case 12: return in.text(value, a.cause);
        case 13: return in.integer(value, a.done);
        case 14: return in.integer(value, a.failed);
        case 15:
            if (!in.real(value, reliability))
                return false;
            a.reliabilityPermille = std::lround(reliability * 1000);
            return true;
        case 16: return in.integer(value, a.attempts);
        case 17: return in.integer(value, a.pid);
        case 18: return in.integer(value, a.since);
        case 19: return in.integer(value, a.lastSeen);
        default: return in.text(value, a.sandbox);
        }
    });
}

const std::string_view kCountsNames[kCountsFields] = {"tasks"sv, "agents"sv, "slots"sv, "simulated_done"sv, "submitted"sv,
    "leased"sv, "accepted"sv, "attempts_failed"sv, "superseded"sv, "deadlines_missed"sv, "oldest_waiting_ms"sv, "now_ms"sv, "queued_by"sv,
    "tasks_done"sv, "tasks_failed"sv, "today"sv, "agents_unsandboxed"sv};

bool takeCounts(FieldReader &in, std::size_t i, od::value &v, Counts &c)
{
    static constexpr std::array kAgents{"total"sv, "online"sv};
    static constexpr std::array kSlots{"total"sv, "busy"sv};
    static constexpr std::array kPriorities{"P0"sv, "P1"sv, "P2"sv, "P3"sv};
    static constexpr std::array kToday{"done"sv, "failed"sv};
    static const auto kStates = [] {
        std::array<std::string_view, kTaskStateCount> all;
        for (std::size_t k = 0; k < all.size(); ++k)
            all[k] = name(static_cast<TaskState>(k));
        return all;
    }();
    switch (i) {
    case 0: return in.object(v, kStates, 0, [&](std::size_t k, od::value &n) { return in.integer(n, c.byState[k]); });
    case 1: return in.object(v, kAgents, 0, [&](std::size_t k, od::value &n) { return in.integer(n, k == 0 ? c.agentsTotal : c.agentsOnline); });
    case 2: return in.object(v, kSlots, 0, [&](std::size_t k, od::value &n) { return in.integer(n, k == 0 ? c.slots : c.slotsBusy); });
    case 3: return in.integer(v, c.simulatedDone);
    case 4: return in.integer(v, c.submitted);
    case 5: return in.integer(v, c.leased);
    case 6: return in.integer(v, c.accepted);
    case 7: return in.integer(v, c.attemptsFailed);
    case 8: return in.integer(v, c.superseded);
    case 9: return in.integer(v, c.deadlinesMissed);
    case 10: return in.integer(v, c.oldestWaiting);
    case 11: return in.integer(v, c.now);
    case 12: return in.object(v, kPriorities, 0, [&](std::size_t k, od::value &n) { return in.integer(n, c.queuedBy[k]); });
    case 13: return in.integer(v, c.tasksDone);
    case 14: return in.integer(v, c.tasksFailed);
    case 15: return in.object(v, kToday, 0, [&](std::size_t k, od::value &n) { return in.integer(n, k == 0 ? c.doneToday : c.failedToday); });
    default: return in.integer(v, c.agentsUnsandboxed);
    }
}

bool readCounts(FieldReader &in, od::value &v, Counts &counts)
{
    return in.object(v, kCountsNames, 0, [&](std::size_t i, od::value &value) { return takeCounts(in, i, value, counts); });
}

bool readError(FieldReader &in, od::value &v, Error &error)
{
    static constexpr std::array kNames{"code"sv, "field"sv, "limit"sv, "detail"sv, "arg"sv};
    std::string code;
    return in.object(v, kNames, 1, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0:
            if (!in.text(value, code))
                return false;
            error.code = errorFromName(code);
            return true;
        case 1: return in.text(value, error.field);
        case 2: return in.integer(value, error.limit);
        case 3: return in.text(value, error.detail);
        default: return in.text(value, error.arg);
        }
    });
}

bool readLogLine(FieldReader &in, od::value &v, TaskId &id, LogLine &line)
{
    static constexpr std::array kNames{"id"sv, "at_ms"sv, "fence"sv, "text"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, id);
        case 1: return in.integer(value, line.at);
        case 2: return in.id(value, line.fence);
        default: return in.text(value, line.text);
        }
    });
}

bool readShownSpec(FieldReader &in, od::value &v, TaskSpec &s)
{
    static constexpr std::array kNames{"type"sv, "title"sv, "project"sv, "priority"sv, "start"sv, "requires"sv, "wants"sv,
                                       "after"sv, "deadline_ms"sv, "attempts"sv, "params"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.text(value, s.type);
        case 1: return in.text(value, s.title);
        case 2: return in.text(value, s.project);
        case 3: return readName(in, value, s.priority, priorityFrom);
        case 4: return readName(in, value, s.start, startPolicyFrom);
        case 5: return in.texts(value, s.required, limits::kRequiresMax);
        case 6: return in.texts(value, s.wants, limits::kRequiresMax);
        case 7: return in.ids(value, s.after, limits::kDependenciesMax);
        case 8: return in.integer(value, s.deadline);
        case 9: return smallInt(in, value, s.attemptsMax);
        default: return in.rawObject(value, s.params, limits::kParamsBytesMax);
        }
    });
}

bool readExplanation(FieldReader &in, od::value &v, Explanation &why)
{
    static constexpr std::array kNames{"id"sv, "state"sv, "wait"sv, "ahead"sv, "candidates"sv, "busy"sv, "draining"sv,
                                       "incapable"sv, "nearest_agent"sv, "missing"sv, "wait_ms"sv, "decision"sv};
    TimeMs until = 0;
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, why.id);
        case 1: return readName(in, value, why.state, taskStateFrom);
        case 2: return readWait(in, value, why.wait, why.waitArg, why.waitCount, until);
        case 3: return in.integer(value, why.ahead);
        case 4: return readList(in, value, why.candidates, [&](od::value &item, Choice &c) { return readChoice(in, item, c); });
        case 5: return readCount32(in, value, why.busy);
        case 6: return readCount32(in, value, why.draining);
        case 7: return readCount32(in, value, why.incapable);
        case 8: return in.text(value, why.nearestAgent);
        case 9: return in.texts(value, why.missing, limits::kCapabilitiesMax);
        case 10: return in.integer(value, why.waitMs);
        default: return in.id(value, why.decision);
        }
    });
}

bool readAttempt(FieldReader &in, od::value &v, AttemptInfo &a)
{
    static constexpr std::array kNames{"fence"sv, "attempt"sv, "outcome"sv, "simulated"sv, "began_ms"sv, "ended_ms"sv,
        "agent"sv, "result"sv, "error"sv, "usage"sv, "verdict"sv, "decision"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, a.fence);
        case 1: return smallInt(in, value, a.attempt);
        case 2: return readName(in, value, a.outcome, outcomeFrom);
        case 3: return in.flag(value, a.simulated);
        case 4: return in.integer(value, a.began);
        case 5: return in.integer(value, a.ended);
        case 6: return in.text(value, a.agent);
        case 7: return in.rawObject(value, a.result, limits::kResultBytesMax);
        case 8: return in.text(value, a.error);
        case 9: return in.rawObject(value, a.usage, limits::kErrorBytesMax);
        case 10: return readVerdict(in, value, a.verdict);
        default: return readDecision(in, value, a.decision);
        }
    });
}

bool readArtifactInfo(FieldReader &in, od::value &v, ArtifactInfo &a)
{
    static constexpr std::array kNames{"fence"sv, "name"sv, "mime"sv, "sha256"sv, "bytes"sv};
    return in.object(v, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, a.fence);
        case 1: return in.text(value, a.name);
        case 2: return in.text(value, a.mime);
        case 3: return in.text(value, a.sha256);
        default: return in.integer(value, a.bytes);
        }
    });
}

} // namespace skep::wire
