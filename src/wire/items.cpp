// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/items_p.h"

#include "core/validate.h"

#include <algorithm>
#include <array>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

constexpr Bits bit(int i) { return Bits{1} << i; }

bool checked(FieldReader &in, const Command &command)
{
    if (auto ok = validate(command); !ok)
        return in.faultAt(ok.error().field, ok.error().code, ok.error().limit, ok.error().detail);
    return true;
}

bool readStart(FieldReader &in, od::value &v, StartPolicy &start)
{
    std::string text;
    if (!in.text(v, text))
        return false;
    const auto policy = startPolicyFrom(text);
    if (!policy)
        return in.fault(ErrorCode::BadValue, 0, "automatic or held");
    start = *policy;
    return true;
}

bool toPriority(FieldReader &in, std::string_view text, Priority &priority)
{
    const auto known = priorityFrom(text);
    if (!known)
        return in.faultAt("priority", ErrorCode::BadValue, 0, "P0, P1, P2 or P3");
    priority = *known;
    return true;
}

bool readSubmit(FieldReader &in, od::value &v, const Source &from, cmd::Submit &c, ItemFault &partial, bool needsKey)
{
    static constexpr std::array kNames{"key"sv, "task"sv};
    c.link = from.link;
    return in.object(v, kNames, bit(1) | (needsKey ? bit(0) : 0), [&](std::size_t i, od::value &value) {
        if (i == 1)
            return readSpec(in, value, from.now, c.task);
        if (!in.text(value, c.key))
            return false;
        if (c.key.empty() && needsKey)
            return in.fault(ErrorCode::MissingField);
        if (c.key.size() <= limits::kKeyBytesMax)
            partial.key = c.key;
        return true;
    });
}

// Fields 0 and 1 of every word about a lease.
bool takeLease(FieldReader &in, std::size_t i, od::value &v, LeaseRef &at, ItemFault &partial)
{
    if (!in.id(v, i == 0 ? at.id : at.fence))
        return false;
    (i == 0 ? partial.id : partial.fence) = i == 0 ? at.id : at.fence;
    return true;
}

template<typename Word>
bool readBare(FieldReader &in, od::value &v, Word &word, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv};
    return in.object(v, kNames, 3, [&](std::size_t i, od::value &value) { return takeLease(in, i, value, word.at, partial); });
}

bool readStarted(FieldReader &in, od::value &v, cmd::Started &c, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "simulated"sv};
    return in.object(v, kNames, 3, [&](std::size_t i, od::value &value) {
        return i < 2 ? takeLease(in, i, value, c.at, partial) : in.flag(value, c.simulated);
    });
}

bool readProgress(FieldReader &in, od::value &v, cmd::Progress &c, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "done"sv, "of"sv, "note"sv, "log"sv};
    const bool ok = in.object(v, kNames, 3, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 2: return in.integer(value, c.done, 0);
        case 3: return in.integer(value, c.of, 0);
        case 4: return in.text(value, c.note);
        case 5: return in.texts(value, c.log, limits::kLogLinesPerFrameMax);
        default: return takeLease(in, i, value, c.at, partial);
        }
    });
    cutText(c.note, limits::kNoteBytesMax);
    for (std::string &line : c.log)
        cutText(line, limits::kLogLineBytesMax);
    return ok;
}

bool readAsk(FieldReader &in, od::value &v, cmd::Ask &c, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "question"sv, "choices"sv};
    return in.object(v, kNames, 7, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 2: return in.text(value, c.question);
        case 3: return in.texts(value, c.choices, limits::kChoicesMax);
        default: return takeLease(in, i, value, c.at, partial);
        }
    });
}

bool readResult(FieldReader &in, od::value &v, cmd::Finish &c, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "ok"sv, "result"sv, "error"sv, "usage"sv, "simulated"sv,
                                       "throttled"sv, "retry_after_ms"sv};
    bool hasError = false;
    const bool ok = in.object(v, kNames, 7, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 2: return in.flag(value, c.ok);
        case 3: return in.rawObject(value, c.result, limits::kResultBytesMax);
        case 4: hasError = true; return in.text(value, c.error);
        case 5: return in.rawObject(value, c.usage, limits::kErrorBytesMax);
        case 6: return in.flag(value, c.simulated);
        case 7: return in.flag(value, c.throttled);
        case 8: return in.integer(value, c.retryAfterMs, 0);
        default: return takeLease(in, i, value, c.at, partial);
        }
    });
    if (!ok)
        return false;
    if (c.ok && c.result.empty())
        return in.faultAt("result", ErrorCode::MissingField);
    if (!c.ok && !hasError)
        return in.faultAt("error", ErrorCode::MissingField);
    cutText(c.error, limits::kErrorBytesMax);
    return true;
}

bool isSha256(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool readArtifact(FieldReader &in, od::value &v, cmd::Artifact &c, ItemFault &partial)
{
    static constexpr std::array kNames{"id"sv, "fence"sv, "name"sv, "sha256"sv, "bytes"sv, "mime"sv};
    return in.object(v, kNames, 31, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 2: return in.text(value, c.name);
        case 3:
            return in.text(value, c.sha256)
                && (isSha256(c.sha256) || in.fault(ErrorCode::BadValue, 0, "64 hexadecimal digits in lower case"));
        case 4: return in.integer(value, c.bytes, 0, limits::kArtifactBytesMax);
        case 5: return in.text(value, c.mime);
        default: return takeLease(in, i, value, c.at, partial);
        }
    });
}

template<typename Word, typename Read>
bool lease(FieldReader &in, const Source &from, Command &command, Read read)
{
    Word &word = command.emplace<Word>();
    word.at.link = from.link;
    return read(word) && checked(in, command);
}

bool readCommand(FieldReader &in, od::value &v, const Source &from, Command &command, ItemFault &partial)
{
    od::object o;
    Action action;
    if (v.get_object().get(o))
        return in.faultAt("items", ErrorCode::WrongType);
    const bool ok = readAction(in, o, action);
    partial.ref = action.ref;
    partial.id = action.id;
    return ok && makeAction(in, action, from, command);
}

} // namespace

bool readSpec(FieldReader &in, od::value &v, TimeMs now, TaskSpec &task)
{
    static constexpr std::array kNames{"type"sv, "title"sv, "project"sv, "priority"sv, "start"sv, "requires"sv, "wants"sv,
                                       "after"sv, "deadline_ms"sv, "deadline_s"sv, "attempts"sv, "params"sv};
    std::string text;
    bool hasDeadline = false;
    return in.object(v, kNames, bit(0), [&](std::size_t i, od::value &value) {
        std::int64_t seconds = 0;
        switch (i) {
        case 0: return in.text(value, task.type);
        case 1: return in.text(value, task.title);
        case 2: return in.text(value, task.project);
        case 3: return in.text(value, text) && toPriority(in, text, task.priority);
        case 4: return readStart(in, value, task.start);
        case 5: return in.texts(value, task.required, limits::kRequiresMax);
        case 6: return in.texts(value, task.wants, limits::kRequiresMax);
        case 7: return in.ids(value, task.after, limits::kDependenciesMax);
        case 8:
        case 9:
            if (std::exchange(hasDeadline, true))
                return in.fault(ErrorCode::BadValue, 0, "either deadline_ms or deadline_s");
            if (i == 8)
                return in.integer(value, task.deadline, 0);
            if (!in.integer(value, seconds, 1, 10LL * 366 * 24 * 3600))
                return false;
            task.deadline = now + seconds * 1000;
            return true;
        case 10: return in.number(value, task.attemptsMax, 1, limits::kAttemptsMax);
        default: return in.rawObject(value, task.params, limits::kParamsBytesMax);
        }
    });
}

bool readAction(FieldReader &in, od::object &o, Action &a)
{
    static constexpr std::array kNames{"ref"sv, "name"sv, "id"sv, "agent"sv, "reason"sv, "text"sv, "on"sv, "project"sv, "priority"sv,
                                       "decision"sv, "may_wait"sv, "may_replace"sv, "fence"sv};
    return in.fields(o, kNames, 0, [&](std::size_t i, od::value &value) {
        switch (i) {
        case 0: return in.id(value, a.ref);
        case 1: return in.text(value, a.name);
        case 2: a.hasId = true; return in.id(value, a.id);
        case 3: a.hasAgent = true; return in.text(value, a.agent);
        case 4: return in.text(value, a.reason);
        case 5: a.hasText = true; return in.text(value, a.text);
        case 6: return in.flag(value, a.on);
        case 7: return in.text(value, a.project);
        case 8: a.hasPriority = true; return in.text(value, a.priority);
        case 9: return in.id(value, a.decision);
        case 10: return in.flag(value, a.mayWait);
        case 11: return in.flag(value, a.mayReplace);
        default: a.hasFence = true; return in.id(value, a.fence);
        }
    });
}

bool makeAction(FieldReader &in, Action &a, const Source &source, Command &command)
{
    const From from{source.link, a.ref, source.who};
    const std::string_view n = a.name;
    static constexpr std::array kActions{"assign"sv, "process_next"sv, "cancel"sv, "retry"sv, "answer"sv, "hold"sv,
                                         "acknowledge"sv, "priority"sv, "pause"sv, "drain"sv, "forget"sv, "unassign"sv};
    const bool isOfAgent = n == "drain" || n == "forget";
    if (n.empty())
        return in.faultAt("name", ErrorCode::MissingField);
    if (std::find(kActions.begin(), kActions.end(), n) == kActions.end())
        return in.faultAt("name", ErrorCode::BadValue, 0, "no such command");
    if (isOfAgent && !a.hasAgent)
        return in.faultAt("agent", ErrorCode::MissingField);
    if (!isOfAgent && n != "pause" && n != "process_next" && !a.hasId)
        return in.faultAt("id", ErrorCode::MissingField);
    if (n == "unassign" && !a.hasFence)
        return in.faultAt("fence", ErrorCode::MissingField);
    if (n == "assign")
        command = cmd::Assign{from, a.id, std::move(a.agent), a.decision, a.mayWait, a.mayReplace};
    else if (n == "unassign")
        command = cmd::Unassign{from, a.id, a.fence};
    else if (n == "process_next")
        command = cmd::ProcessNext{from, std::move(a.agent)};
    else if (n == "cancel")
        command = cmd::Cancel{from, a.id, std::move(a.reason)};
    else if (n == "retry")
        command = cmd::Retry{from, a.id};
    else if (n == "answer")
        command = cmd::Answer{from, a.id, std::move(a.text)};
    else if (n == "hold")
        command = cmd::Hold{from, a.id, a.on};
    else if (n == "acknowledge")
        command = cmd::Acknowledge{from, a.id};
    else if (n == "pause")
        command = cmd::Pause{from, std::move(a.project), a.on};
    else if (n == "drain")
        command = cmd::Drain{from, std::move(a.agent), a.on};
    else if (n == "forget")
        command = cmd::Forget{from, std::move(a.agent)};
    else {
        Priority priority{};
        if (!a.hasPriority)
            return in.faultAt("priority", ErrorCode::MissingField);
        if (!toPriority(in, a.priority, priority))
            return false;
        command = cmd::SetPriority{from, a.id, priority};
    }
    if (n == "answer" && !a.hasText)
        return in.faultAt("text", ErrorCode::MissingField);
    return checked(in, command);
}

bool readItem(FieldReader &in, MessageType type, od::value &v, const Source &from, bool needsKey, Command &command,
              ItemFault &partial)
{
    switch (type) {
    case MessageType::Submit: {
        auto &c = command.emplace<cmd::Submit>();
        return readSubmit(in, v, from, c, partial, needsKey) && checked(in, command);
    }
    case MessageType::Started:
        return lease<cmd::Started>(in, from, command, [&](auto &c) { return readStarted(in, v, c, partial); });
    case MessageType::Progress:
        return lease<cmd::Progress>(in, from, command, [&](auto &c) { return readProgress(in, v, c, partial); });
    case MessageType::Ask:
        return lease<cmd::Ask>(in, from, command, [&](auto &c) { return readAsk(in, v, c, partial); });
    case MessageType::Results:
        return lease<cmd::Finish>(in, from, command, [&](auto &c) { return readResult(in, v, c, partial); });
    case MessageType::Renew:
        return lease<cmd::Renew>(in, from, command, [&](auto &c) { return readBare(in, v, c, partial); });
    case MessageType::Cancelled:
        return lease<cmd::CancelAck>(in, from, command, [&](auto &c) { return readBare(in, v, c, partial); });
    case MessageType::Artifact:
        return lease<cmd::Artifact>(in, from, command, [&](auto &c) { return readArtifact(in, v, c, partial); });
    case MessageType::Command:
        return readCommand(in, v, from, command, partial);
    default:
        return in.fault(ErrorCode::UnknownType);
    }
}

bool readWatch(FieldReader &in, std::size_t i, od::value &v, Watch &w)
{
    if (i == 2)
        return in.id(v, w.since);
    if (i == 3)
        return in.text(v, w.token);
    std::vector<std::string> topics;
    if (!in.texts(v, topics, 16))
        return false;
    if (topics.empty())
        return true;
    w.tasks = w.agents = w.counts = w.log = false;
    for (const std::string &topic : topics) {
        if (topic == "tasks")
            w.tasks = true;
        else if (topic == "agents")
            w.agents = true;
        else if (topic == "counts")
            w.counts = true;
        else if (topic == "log")
            w.log = true;
        else
            return in.fault(ErrorCode::BadValue, 0, "tasks, agents, counts or log");
    }
    return true;
}

bool readEventQuery(FieldReader &in, std::size_t i, od::value &v, EventQuery &query)
{
    std::int64_t limit = 0;
    switch (i) {
    case 2: return in.id(v, query.before);
    case 3: return in.id(v, query.task);
    case 4: return in.text(v, query.agent);
    case 5: return in.text(v, query.kind);
    default:
        if (!in.integer(v, limit, 1, limits::kPageRowsMax))
            return false;
        query.limit = static_cast<std::size_t>(limit);
        return true;
    }
}

bool readSeriesQuery(FieldReader &in, std::size_t i, od::value &v, SeriesQuery &query)
{
    if (i == 4)
        return in.number(v, query.pointsMax, 1, kSeriesPointsMax);
    return in.integer(v, i == 2 ? query.from : query.to);
}

} // namespace skep::wire
