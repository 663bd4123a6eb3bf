// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/clientcodec.h"

namespace skep::wire {
namespace {

void begin(JsonWriter &w, MessageType type)
{
    w.beginObject();
    w.field("type", name(type));
}

void beginLease(JsonWriter &w, const LeaseRef &at)
{
    w.beginObject();
    w.field("id", at.id);
    w.field("fence", at.fence);
}

void optional(JsonWriter &w, std::string_view key, std::string_view value)
{
    if (!value.empty())
        w.field(key, value);
}

// A task as a submitter says it: what is left at its default is left out.
void encodeWish(JsonWriter &w, const TaskSpec &task)
{
    static const TaskSpec kDefault;
    w.beginObject();
    w.field("type", task.type);
    optional(w, "title", task.title);
    optional(w, "project", task.project);
    if (task.priority != kDefault.priority)
        w.field("priority", name(task.priority));
    if (task.start != kDefault.start)
        w.field("start", name(task.start));
    if (!task.required.empty())
        w.texts("requires", task.required);
    if (!task.wants.empty())
        w.texts("wants", task.wants);
    if (!task.after.empty()) {
        w.key("after");
        w.beginArray();
        for (const TaskId id : task.after)
            w.number(static_cast<std::int64_t>(id));
        w.endArray();
    }
    if (task.deadline != 0)
        w.field("deadline_ms", task.deadline);
    if (task.attemptsMax != kDefault.attemptsMax)
        w.field("attempts", task.attemptsMax);
    if (!task.params.empty() && task.params != kDefault.params)
        w.rawField("params", task.params);
    w.endObject();
}

/// Writes name and fields of an operator's command; false for any other.
struct ActionFields
{
    JsonWriter &w;

    bool start(const From &from, std::string_view verb, TaskId id = 0)
    {
        w.beginObject();
        w.field("ref", from.ref);
        w.field("name", verb);
        if (id != 0)
            w.field("id", id);
        return true;
    }

    bool operator()(const cmd::Assign &c)
    {
        start(c.from, "assign", c.id);
        optional(w, "agent", c.agent);
        if (c.decision != 0)
            w.field("decision", c.decision);
        if (c.mayWait)
            w.flagField("may_wait", true);
        if (c.mayReplace)
            w.flagField("may_replace", true);
        return true;
    }
    bool operator()(const cmd::Unassign &c) { start(c.from, "unassign", c.id); w.field("fence", c.fence); return true; }
    bool operator()(const cmd::ProcessNext &c) { start(c.from, "process_next"); optional(w, "agent", c.agent); return true; }
    bool operator()(const cmd::Cancel &c) { start(c.from, "cancel", c.id); optional(w, "reason", c.reason); return true; }
    bool operator()(const cmd::Retry &c) { return start(c.from, "retry", c.id); }
    bool operator()(const cmd::Answer &c) { start(c.from, "answer", c.id); w.field("text", c.text); return true; }
    bool operator()(const cmd::Hold &c) { start(c.from, "hold", c.id); w.flagField("on", c.on); return true; }
    bool operator()(const cmd::Acknowledge &c) { return start(c.from, "acknowledge", c.id); }
    bool operator()(const cmd::SetPriority &c)
    {
        start(c.from, "priority", c.id);
        w.field("priority", name(c.priority));
        return true;
    }
    bool operator()(const cmd::Pause &c)
    {
        start(c.from, "pause");
        optional(w, "project", c.project);
        w.flagField("on", c.on);
        return true;
    }
    bool operator()(const cmd::Drain &c)
    {
        start(c.from, "drain");
        w.field("agent", c.agent);
        w.flagField("on", c.on);
        return true;
    }
    bool operator()(const cmd::Forget &c) { start(c.from, "forget"); w.field("agent", c.agent); return true; }
    template<typename Other>
    bool operator()(const Other &) { return false; }
};

} // namespace

void encodeHello(std::string &frame, const Hello &hello)
{
    JsonWriter w(frame);
    begin(w, MessageType::Hello);
    w.field("v", hello.v);
    w.field("agent", hello.agent.name);
    w.field("kind", hello.agent.kind);
    w.field("version", hello.agent.version);
    w.field("machine", hello.agent.machine);
    w.field("model", hello.agent.model);
    w.field("pid", hello.agent.pid);
    w.field("slots", hello.agent.slots);
    w.texts("capabilities", hello.agent.capabilities);
    w.texts("types", hello.agent.types);
    optional(w, "token", hello.token);
    optional(w, "resume", hello.resume);
    optional(w, "sandbox", hello.agent.sandbox);
    w.endObject();
}

void encodeAuth(std::string &frame, std::string_view token)
{
    JsonWriter w(frame);
    begin(w, MessageType::Auth);
    w.field("token", token);
    w.endObject();
}

void encodeReady(std::string &frame, int slots)
{
    JsonWriter w(frame);
    begin(w, MessageType::Ready);
    w.field("slots", slots);
    w.endObject();
}

void encodeWatch(std::string &frame, const Watch &watch)
{
    JsonWriter w(frame);
    begin(w, MessageType::Watch);
    w.key("topics");
    w.beginArray();
    if (watch.tasks)
        w.text("tasks");
    if (watch.agents)
        w.text("agents");
    if (watch.counts)
        w.text("counts");
    if (watch.log)
        w.text("log");
    w.endArray();
    if (watch.since != 0)
        w.field("since", watch.since);
    optional(w, "token", watch.token);
    w.endObject();
}

void encodeFollow(std::string &frame, std::span<const TaskId> ids)
{
    JsonWriter w(frame);
    begin(w, MessageType::Follow);
    w.key("tasks");
    w.beginArray();
    for (const TaskId id : ids)
        w.number(static_cast<std::int64_t>(id));
    w.endArray();
    w.endObject();
}

void encodeDetailRequest(std::string &frame, std::uint64_t ref, TaskId id)
{
    JsonWriter w(frame);
    begin(w, MessageType::Detail);
    w.field("ref", ref);
    w.field("id", id);
    w.endObject();
}

void encodeReportRequest(std::string &frame, std::uint64_t ref)
{
    JsonWriter w(frame);
    begin(w, MessageType::Report);
    w.field("ref", ref);
    w.endObject();
}

void encodeEventsRequest(std::string &frame, std::uint64_t ref, const EventQuery &query)
{
    JsonWriter w(frame);
    begin(w, MessageType::Events);
    w.field("ref", ref);
    if (query.before != 0)
        w.field("before", query.before);
    if (query.task != 0)
        w.field("task", query.task);
    optional(w, "agent", query.agent);
    optional(w, "kind", query.kind);
    w.field("limit", static_cast<std::int64_t>(query.limit));
    w.endObject();
}

void encodeSeriesRequest(std::string &frame, std::uint64_t ref, const SeriesQuery &query)
{
    JsonWriter w(frame);
    begin(w, MessageType::Series);
    w.field("ref", ref);
    w.field("from", query.from);
    w.field("to", query.to);
    w.field("points", query.pointsMax);
    w.endObject();
}

void encodeSubmit(JsonWriter &w, std::string_view key, const TaskSpec &task)
{
    w.beginObject();
    optional(w, "key", key);
    w.key("task");
    encodeWish(w, task);
    w.endObject();
}

void encodeStarted(JsonWriter &w, const LeaseName &at, bool simulated)
{
    beginLease(w, LeaseRef{0, at.id, at.fence});
    if (simulated)
        w.flagField("simulated", true);
    w.endObject();
}

void encodeProgress(JsonWriter &w, const cmd::Progress &progress)
{
    beginLease(w, progress.at);
    w.field("done", progress.done);
    w.field("of", progress.of);
    optional(w, "note", progress.note);
    if (!progress.log.empty())
        w.texts("log", progress.log);
    w.endObject();
}

void encodeAsk(JsonWriter &w, const cmd::Ask &ask)
{
    beginLease(w, ask.at);
    w.field("question", ask.question);
    if (!ask.choices.empty())
        w.texts("choices", ask.choices);
    w.endObject();
}

void encodeResult(JsonWriter &w, const cmd::Finish &finish)
{
    beginLease(w, finish.at);
    w.flagField("ok", finish.ok);
    if (finish.ok)
        w.rawField("result", finish.result.empty() ? std::string_view("{}") : std::string_view(finish.result));
    else
        w.field("error", finish.error);
    if (!finish.usage.empty())
        w.rawField("usage", finish.usage);
    if (finish.simulated)
        w.flagField("simulated", true);
    if (finish.throttled) {
        w.flagField("throttled", true);
        w.field("retry_after_ms", finish.retryAfterMs);
    }
    w.endObject();
}

void encodeArtifact(JsonWriter &w, const cmd::Artifact &artifact)
{
    beginLease(w, artifact.at);
    w.field("name", artifact.name);
    w.field("mime", artifact.mime);
    w.field("sha256", artifact.sha256);
    w.field("bytes", artifact.bytes);
    w.endObject();
}

bool encodeCommand(JsonWriter &w, const Command &command)
{
    if (!std::visit(ActionFields{w}, command))
        return false;
    w.endObject();
    return true;
}

} // namespace skep::wire
