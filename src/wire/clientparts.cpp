// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/clientparts_p.h"

#include <array>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

bool readAgentLine(FieldReader &in, od::value &v, DelegationReport::AgentLine &line)
{
    static constexpr std::array kNames{"agent"sv, "leased"sv, "accepted"sv, "rejected"sv, "failed"sv, "expired"sv, "simulated"sv};
    return in.object(v, kNames, 1, [&](std::size_t i, od::value &value) {
        std::int64_t *const numbers[] = {nullptr, &line.leased, &line.accepted, &line.rejected, &line.failed, &line.expired, &line.simulated};
        return i == 0 ? in.text(value, line.agent) : in.integer(value, *numbers[i]);
    });
}

bool readTypeLine(FieldReader &in, od::value &v, DelegationReport::TypeLine &line)
{
    static constexpr std::array kNames{"type"sv, "total"sv, "done"sv, "failed"sv, "cancelled"sv, "open"sv, "simulated"sv};
    return in.object(v, kNames, 1, [&](std::size_t i, od::value &value) {
        std::int64_t *const numbers[] = {nullptr, &line.total, &line.done, &line.failed, &line.cancelled, &line.open, &line.simulated};
        return i == 0 ? in.text(value, line.type) : in.integer(value, *numbers[i]);
    });
}

} // namespace

bool takeAsked(FieldReader &in, std::size_t i, od::value &v, Asked &asked)
{
    switch (i) {
    case 0: return in.id(v, asked.ref);
    case 1: return in.flag(v, asked.ok);
    default: return readError(in, v, asked.error);
    }
}

bool readWelcome(FieldReader &in, od::object &o, Welcome &w)
{
    static constexpr std::array kNames{"v"sv, "role"sv, "agent"sv, "session"sv, "resumed"sv, "epoch"sv, "heartbeat_s"sv,
                                       "lease_ms"sv, "renew_ms"sv, "now_ms"sv};
    return in.fields(o, kNames, 1, [&](std::size_t i, od::value &v) {
        std::int64_t epoch = 0;
        switch (i) {
        case 0: return in.number(v, w.v, 1, 1'000);
        case 1: return readName(in, v, w.role, roleFrom);
        case 2: return in.text(v, w.agent);
        case 3: return in.text(v, w.session);
        case 4: return in.flag(v, w.resumed);
        case 5:
            if (!in.integer(v, epoch, 0, kEpochMax))
                return false;
            w.epoch = static_cast<Epoch>(epoch);
            return true;
        case 6: return in.number(v, w.heartbeatS, 1, 3'600);
        case 7: return in.integer(v, w.leaseMs, 1);
        case 8: return in.integer(v, w.renewMs, 1);
        default: return in.integer(v, w.now);
        }
    });
}

bool readOrder(FieldReader &in, od::value &v, TaskOrder &t)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "lease_ms"sv, "attempt"sv, "deadline_ms"sv, "type"sv, "title"sv,
                                       "answers"sv, "params"sv};
    return in.object(v, kNames, 3, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, t.id);
        case 1: return in.id(value, t.fence);
        case 2: return in.integer(value, t.leaseMs, 0);
        case 3: return in.number(value, t.attempt, 0, 1'000);
        case 4: return in.integer(value, t.deadline, 0);
        case 5: return in.text(value, t.type);
        case 6: return in.text(value, t.title);
        case 7: return in.texts(value, t.answers, 1'000);
        default: return in.rawObject(value, t.params, limits::kParamsBytesMax);
        }
    });
}

bool readLease(FieldReader &in, od::value &v, LeaseName &lease)
{
    static constexpr std::array kNames{"id"sv, "fence"sv};
    return in.object(v, kNames, 3, [&](std::size_t i, od::value &value) { return in.id(value, i == 0 ? lease.id : lease.fence); });
}

bool readAnswer(FieldReader &in, od::value &v, PersonAnswer &answer)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "text"sv};
    return in.object(v, kNames, 7, [&](std::size_t i, od::value &value) {
        return i == 2 ? in.text(value, answer.text) : in.id(value, i == 0 ? answer.id : answer.fence);
    });
}

bool readRefusal(FieldReader &in, od::value &v, Refusal &r)
{
    static constexpr std::array kNames{"of"sv, "index"sv, "key"sv, "id"sv, "fence"sv, "reason"sv, "field"sv, "limit"sv, "detail"sv};
    std::string reason;
    return in.object(v, kNames, 32, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.text(value, r.of);
        case 1: return in.integer(value, r.index);
        case 2: return in.text(value, r.key);
        case 3: return in.id(value, r.id);
        case 4: return in.id(value, r.fence);
        case 5:
            if (!in.text(value, reason))
                return false;
            r.error.code = errorFromName(reason);
            return true;
        case 6: return in.text(value, r.error.field);
        case 7: return in.integer(value, r.error.limit);
        default: return in.text(value, r.error.detail);
        }
    });
}

bool readAccepted(FieldReader &in, od::value &v, AcceptedTask &a)
{
    static constexpr std::array kNames{"key"sv, "id"sv, "repeated"sv};
    return in.object(v, kNames, 2, [&](std::size_t i, od::value &value) {
        if (i == 0)
            return in.text(value, a.key);
        return i == 1 ? in.id(value, a.id) : in.flag(value, a.repeated);
    });
}

const std::string_view kReplyNames[kReplyFields] = {"ref"sv, "ok"sv, "id"sv, "agent"sv, "fence"sv, "reason"sv, "waits"sv, "error"sv};

bool takeReply(FieldReader &in, std::size_t i, od::value &value, ReplyItem &r, bool &ok, Error &error)
{
    switch (i) {
    case 0: return in.id(value, r.ref);
    case 1: return in.flag(value, ok);
    case 2: return in.id(value, r.id);
    case 3: return in.text(value, r.agent);
    case 4: return in.id(value, r.fence);
    case 5: return in.text(value, r.reason);
    case 6: return in.flag(value, r.waits);
    default: return readError(in, value, error);
    }
}

bool readReply(FieldReader &in, od::value &v, ReplyItem &r)
{
    bool ok = false;
    Error error;
    const bool good = in.object(v, kReplyNames, 3, [&](std::size_t i, od::value &value) { return takeReply(in, i, value, r, ok, error); });
    if (!ok)
        r.result = tl::unexpected(error);
    return good;
}

bool readPicture(FieldReader &in, od::object &o, Picture &p)
{
    static constexpr std::array kNames{"seq"sv, "part"sv, "last"sv, "now_ms"sv, "tasks"sv, "tasks_gone"sv, "agents"sv,
                                       "agents_gone"sv, "counts"sv, "log"sv, "store_ok"sv, "last_commit_ms"sv, "batch"sv};
    Delta &d = p.delta;
    return in.fields(o, kNames, 1, [&](std::size_t i, od::value &v) {
        switch (i) {
        case 0: return in.id(v, d.seq);
        case 1: return in.number(v, p.part, 0, 1'000'000'000);
        case 2: return in.flag(v, p.isLast);
        case 3: return in.integer(v, d.now);
        case 4: return readList(in, v, d.tasks, [&](od::value &item, TaskView &t) { return readView(in, item, t); });
        case 5: return in.ids(v, d.tasksGone, 1'000'000);
        case 6: return readList(in, v, d.agents, [&](od::value &item, AgentView &a) { return readAgent(in, item, a); });
        case 7: return in.texts(v, d.agentsGone, 1'000'000);
        case 8: return readCounts(in, v, d.counts);
        case 9:
            return readList(in, v, d.log, [&](od::value &item, std::pair<TaskId, LogLine> &line) {
                return readLogLine(in, item, line.first, line.second);
            });
        case 10: return in.flag(v, d.storeOk);
        case 11: return in.integer(v, d.lastCommit);
        default: return in.id(v, d.batch);
        }
    });
}

bool readDetail(FieldReader &in, od::object &o, Asked &asked, TaskDetail &d)
{
    static constexpr std::array kNames{"ref"sv, "ok"sv, "error"sv, "task"sv, "spec"sv, "key"sv, "why"sv, "artifacts"sv,
                                       "attempts"sv, "log"sv};
    return in.fields(o, kNames, 0, [&](std::size_t i, od::value &v) {
        switch (i) {
        case 3: return readView(in, v, d.view);
        case 4: return readShownSpec(in, v, d.spec);
        case 5: return in.text(v, d.key);
        case 6: return readExplanation(in, v, d.why);
        case 7: return readList(in, v, d.artifacts, [&](od::value &item, ArtifactInfo &a) { return readArtifactInfo(in, item, a); });
        case 8: return readList(in, v, d.attempts, [&](od::value &item, AttemptInfo &a) { return readAttempt(in, item, a); });
        case 9:
            return readList(in, v, d.log, [&](od::value &item, LogLine &line) {
                TaskId id = 0;
                return readLogLine(in, item, id, line);
            });
        default: return takeAsked(in, i, v, asked);
        }
    });
}

bool readReport(FieldReader &in, od::object &o, Asked &asked, DelegationReport &r)
{
    static const auto kNames = [] {
        std::array<std::string_view, 6 + kCountsFields> all{"ref"sv, "ok"sv, "error"sv, "agents_detail"sv, "types"sv, "batch"sv};
        for (std::size_t i = 0; i < kCountsFields; ++i)
            all[6 + i] = kCountsNames[i];
        return all;
    }();
    return in.fields(o, kNames, 0, [&](std::size_t i, od::value &v) {
        if (i >= 6)
            return takeCounts(in, i - 6, v, r.counts);
        if (i == 5)
            return in.id(v, r.batch);
        if (i == 3)
            return readList(in, v, r.agents, [&](od::value &item, auto &line) { return readAgentLine(in, item, line); });
        if (i == 4)
            return readList(in, v, r.types, [&](od::value &item, auto &line) { return readTypeLine(in, item, line); });
        return takeAsked(in, i, v, asked);
    });
}

bool readFault(FieldReader &in, od::object &o, Fault &fault)
{
    static constexpr std::array kNames{"code"sv, "field"sv, "limit"sv, "detail"sv, "of"sv, "fatal"sv};
    std::string code;
    return in.fields(o, kNames, 1, [&](std::size_t i, od::value &v) {
        switch (i) {
        case 0:
            if (!in.text(v, code))
                return false;
            fault.error.code = errorFromName(code);
            return true;
        case 1: return in.text(v, fault.error.field);
        case 2: return in.integer(v, fault.error.limit);
        case 3: return in.text(v, fault.error.detail);
        case 4: return in.text(v, fault.of);
        default: return in.flag(v, fault.fatal);
        }
    });
}

} // namespace skep::wire
