// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client's reading of series and events; the mirror of encodeseries.cpp and encodeevent.cpp.
#include "wire/clientparts_p.h"

#include <array>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

bool readBins(FieldReader &in, od::value &v, LatencyHistogram &histogram)
{
    std::uint64_t bin = 0;
    return in.array(v, 2 * LatencyHistogram::kBins, [&](std::size_t i, od::value &value) {
        std::uint64_t number = 0;
        if (!in.id(value, number))
            return false;
        if (i % 2 == 0 && number >= LatencyHistogram::kBins)
            return in.fault(ErrorCode::OutOfRange, LatencyHistogram::kBins);
        if (i % 2 == 0)
            bin = number;
        else
            histogram.addToBin(bin, number);
        return true;
    });
}

bool readHistogram(FieldReader &in, od::value &v, LatencyHistogram &histogram)
{
    static constexpr std::array kNames{"bins"sv}; // the rest is computed of them
    return in.object(v, kNames, 1, [&](std::size_t, od::value &value) { return readBins(in, value, histogram); });
}

bool readPoint(FieldReader &in, od::value &v, SeriesPoint &p)
{
    static constexpr std::array kNames{"at_ms"sv, "covered_ms"sv, "accepted"sv, "failed"sv, "done"sv, "failed_tasks"sv,
        "submitted"sv, "queued"sv, "running"sv, "slots"sv, "slots_busy"sv, "agents_online"sv, "wait"sv, "run"sv, "total"sv};
    return in.object(v, kNames, 3, [&](std::size_t i, od::value &value) {
        std::int64_t *const counts[] = {&p.at, &p.coveredMs, &p.accepted, &p.failed, &p.done, &p.failedTasks, &p.submitted};
        if (i < std::size(counts))
            return in.integer(value, *counts[i]);
        switch (i) {
        case 7:
            return in.array(value, p.queued.size(),
                            [&](std::size_t n, od::value &mean) { return in.real(mean, p.queued[n]); });
        case 8: return in.real(value, p.running);
        case 9: return in.real(value, p.slots);
        case 10: return in.real(value, p.slotsBusy);
        case 11: return in.real(value, p.agentsOnline);
        case 12: return readHistogram(in, value, p.wait);
        case 13: return readHistogram(in, value, p.run);
        default: return readHistogram(in, value, p.total);
        }
    });
}

/// What an event's object may hold, of whatever kind.
struct EventObject
{
    std::string kind, key, taskType, title, project, agent, by, question, text, name, mime, sha256, error, reason,
        agentKind, cause;
    TaskId id = 0;
    Fence fence = 0;
    Priority priority = Priority::P2;
    Origin origin = Origin::Native;
    Outcome outcome = Outcome::None;
    TaskState state = TaskState::Queued;
    WaitReason wait = WaitReason::None;
    int attempt = 0, score = 0, slots = 0;
    bool simulated = false, passed = false, resumed = false, on = false;
    std::int64_t bytes = 0;
    TimeMs deadline = 0;
    std::vector<std::string> choices, capabilities;
};

bool readEventFields(FieldReader &in, od::value &v, AuditEvent &event, EventObject &f)
{
    static constexpr std::array kNames{"batch"sv, "at_ms"sv, "kind"sv, "id"sv, "fence"sv, "key"sv, "task_type"sv, "title"sv,
        "project"sv, "agent"sv, "by"sv, "question"sv, "text"sv, "name"sv, "mime"sv, "sha256"sv, "error"sv, "reason"sv,
        "agent_kind"sv, "cause"sv, "priority"sv, "origin"sv, "outcome"sv, "state"sv, "wait"sv, "attempt"sv, "score"sv,
        "slots"sv, "simulated"sv, "passed"sv, "resumed"sv, "on"sv, "bytes"sv, "deadline_ms"sv, "choices"sv, "capabilities"sv};
    constexpr int kFar = 1'000'000'000;
    return in.object(v, kNames, 7, [&](std::size_t i, od::value &value) {
        std::string *const texts[] = {&f.key, &f.taskType, &f.title, &f.project, &f.agent, &f.by, &f.question, &f.text,
                                      &f.name, &f.mime, &f.sha256, &f.error, &f.reason, &f.agentKind, &f.cause};
        if (i >= 5 && i < 20)
            return in.text(value, *texts[i - 5]);
        switch (i) {
        case 0: return in.id(value, event.batch);
        case 1: return in.integer(value, event.at);
        case 2: return in.text(value, f.kind);
        case 3: return in.id(value, f.id);
        case 4: return in.id(value, f.fence);
        case 20: return readName(in, value, f.priority, priorityFrom);
        case 21: return readName(in, value, f.origin, originFrom);
        case 22: return readName(in, value, f.outcome, outcomeFrom);
        case 23: return readName(in, value, f.state, taskStateFrom);
        case 24: return readName(in, value, f.wait, waitReasonFrom);
        case 25: return in.number(value, f.attempt, -kFar, kFar);
        case 26: return in.number(value, f.score, -kFar, kFar);
        case 27: return in.number(value, f.slots, -kFar, kFar);
        case 28: return in.flag(value, f.simulated);
        case 29: return in.flag(value, f.passed);
        case 30: return in.flag(value, f.resumed);
        case 31: return in.flag(value, f.on);
        case 32: return in.integer(value, f.bytes);
        case 33: return in.integer(value, f.deadline);
        case 34: return in.texts(value, f.choices, limits::kChoicesMax);
        default: return in.texts(value, f.capabilities, limits::kCapabilitiesMax);
        }
    });
}

/// Each alternative takes its fields; what the wire leaves out stays at its default.
struct Filler
{
    EventObject &f;

    void operator()(ev::Submitted &e)
    {
        e.id = f.id;
        e.key = std::move(f.key);
        e.task.type = std::move(f.taskType);
        e.task.title = std::move(f.title);
        e.task.project = std::move(f.project);
        e.task.priority = f.priority;
        e.task.origin = f.origin;
    }
    void operator()(ev::Leased &e)
    {
        e = {f.id, f.fence, f.attempt, 0, std::move(f.agent), {}};
        e.decision.by = std::move(f.by);
        e.decision.winner.score = f.score;
    }
    void operator()(ev::Started &e) { e = {f.id, f.fence, f.simulated}; }
    void operator()(ev::Asked &e) { e = {f.id, f.fence, std::move(f.question), std::move(f.choices)}; }
    void operator()(ev::Answered &e) { e = {f.id, f.fence, std::move(f.text), std::move(f.by)}; }
    void operator()(ev::ArtifactKept &e)
    {
        e = {f.id, f.fence, std::move(f.name), std::move(f.mime), std::move(f.sha256), f.bytes};
    }
    void operator()(ev::AttemptEnded &e)
    {
        e.id = f.id;
        e.fence = f.fence;
        e.attempt = f.attempt;
        e.outcome = f.outcome;
        e.simulated = f.simulated;
        e.agent = std::move(f.agent);
        e.error = std::move(f.error);
        e.verdict.passed = f.passed;
        e.verdict.score = f.score;
    }
    void operator()(ev::Changed &e) { e = {f.id, f.state, f.wait, std::move(f.by), std::move(f.reason)}; }
    void operator()(ev::DeadlineMissed &e) { e = {f.id, f.deadline}; }
    void operator()(ev::AgentJoined &e)
    {
        e.agent.name = std::move(f.agent);
        e.agent.kind = std::move(f.agentKind);
        e.agent.slots = f.slots;
        e.agent.capabilities = std::move(f.capabilities);
        e.resumed = f.resumed;
    }
    void operator()(ev::AgentLeft &e) { e = {std::move(f.agent), std::move(f.cause)}; }
    void operator()(ev::AgentDrain &e) { e = {std::move(f.agent), f.on, std::move(f.by)}; }
    void operator()(ev::Paused &e) { e = {std::move(f.project), f.on, std::move(f.by)}; }
    void operator()(ev::Reserved &e) { e = {f.id, f.fence, std::move(f.agent), std::move(f.by)}; }
    void operator()(ev::Unassigned &e) { e = {f.id, f.fence, std::move(f.agent), std::move(f.by)}; }
};

/// The alternative whose kind has this name, empty; false: a newer hub's.
template<std::size_t I = 0>
bool emplaceKind(Event &event, std::string_view kind)
{
    if constexpr (I < std::variant_size_v<Event>) {
        event.emplace<I>();
        return eventKind(event) == kind || emplaceKind<I + 1>(event, kind);
    } else {
        return false;
    }
}

} // namespace

bool readSeries(FieldReader &in, od::object &o, Asked &asked, Series &series)
{
    static constexpr std::array kNames{"ref"sv, "ok"sv, "error"sv, "from_ms"sv, "to_ms"sv, "step_ms"sv, "items"sv};
    const bool ok = in.fields(o, kNames, 0, [&](std::size_t i, od::value &v) {
        switch (i) {
        case 3: return in.integer(v, series.from);
        case 4: return in.integer(v, series.to);
        case 5: return in.integer(v, series.stepMs);
        case 6: return readList(in, v, series.points, [&](od::value &item, SeriesPoint &p) { return readPoint(in, item, p); });
        default: return takeAsked(in, i, v, asked);
        }
    });
    for (SeriesPoint &point : series.points)
        point.spanMs = series.stepMs;
    return ok;
}

bool readEventPage(FieldReader &in, od::object &o, Asked &asked, EventPage &page)
{
    static constexpr std::array kNames{"ref"sv, "ok"sv, "error"sv, "items"sv, "next"sv};
    const auto readOne = [&](std::size_t, od::value &item) {
        AuditEvent event;
        EventObject fields;
        if (!readEventFields(in, item, event, fields))
            return false;
        if (emplaceKind(event.event, fields.kind)) { // else skipped: a later hub may tell more
            std::visit(Filler{fields}, event.event);
            page.events.push_back(std::move(event));
        }
        return true;
    };
    return in.fields(o, kNames, 0, [&](std::size_t i, od::value &v) {
        if (i == 3)
            return in.array(v, 1'000'000, readOne);
        return i == 4 ? in.id(v, page.next) : takeAsked(in, i, v, asked);
    });
}

} // namespace skep::wire
