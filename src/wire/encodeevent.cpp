// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {
namespace {

/// The fields of a fact beside batch, time and kind. Bodies (params, results) are left out.
struct EventFields
{
    JsonWriter &w;

    void kind(std::string_view name) { w.field("kind", name); }
    void lease(TaskId id, Fence fence)
    {
        w.field("id", id);
        w.field("fence", fence);
    }

    void operator()(const ev::Submitted &e)
    {
        kind("submitted");
        w.field("id", e.id);
        w.field("key", e.key);
        w.field("task_type", e.task.type);
        w.field("title", e.task.title);
        w.field("project", e.task.project);
        w.field("priority", name(e.task.priority));
        w.field("origin", name(e.task.origin));
    }
    void operator()(const ev::Leased &e)
    {
        kind("leased");
        lease(e.id, e.fence);
        w.field("attempt", e.attempt);
        w.field("agent", e.agent);
        w.field("by", e.decision.by);
        w.field("score", e.decision.winner.score);
    }
    void operator()(const ev::Started &e)
    {
        kind("started");
        lease(e.id, e.fence);
        w.flagField("simulated", e.simulated);
    }
    void operator()(const ev::Asked &e)
    {
        kind("asked");
        lease(e.id, e.fence);
        w.field("question", e.question);
        w.texts("choices", e.choices);
    }
    void operator()(const ev::Answered &e)
    {
        kind("answered");
        lease(e.id, e.fence);
        w.field("text", e.text);
        w.field("by", e.by);
    }
    void operator()(const ev::ArtifactKept &e)
    {
        kind("artifact");
        lease(e.id, e.fence);
        w.field("name", e.name);
        w.field("mime", e.mime);
        w.field("sha256", e.sha256);
        w.field("bytes", e.bytes);
    }
    void operator()(const ev::AttemptEnded &e)
    {
        kind("attempt_ended");
        lease(e.id, e.fence);
        w.field("attempt", e.attempt);
        w.field("outcome", name(e.outcome));
        w.flagField("simulated", e.simulated);
        w.field("agent", e.agent);
        w.field("error", e.error);
        w.flagField("passed", e.verdict.passed);
        w.field("score", e.verdict.score);
    }
    void operator()(const ev::Changed &e)
    {
        kind("changed");
        w.field("id", e.id);
        w.field("state", name(e.state));
        w.field("wait", name(e.wait));
        w.field("by", e.by);
        w.field("reason", e.reason);
    }
    void operator()(const ev::DeadlineMissed &e)
    {
        kind("deadline_missed");
        w.field("id", e.id);
        w.field("deadline_ms", e.deadline);
    }
    void operator()(const ev::AgentJoined &e)
    {
        kind("agent_joined");
        w.field("agent", e.agent.name);
        w.field("agent_kind", e.agent.kind);
        w.field("slots", e.agent.slots);
        w.texts("capabilities", e.agent.capabilities);
        w.flagField("resumed", e.resumed);
    }
    void operator()(const ev::AgentLeft &e)
    {
        kind("agent_left");
        w.field("agent", e.agent);
        w.field("cause", e.cause);
    }
    void operator()(const ev::AgentDrain &e)
    {
        kind("agent_drain");
        w.field("agent", e.agent);
        w.flagField("on", e.on);
        w.field("by", e.by);
    }
    void operator()(const ev::Paused &e)
    {
        kind("paused");
        w.field("project", e.project);
        w.flagField("on", e.on);
        w.field("by", e.by);
    }
    void operator()(const ev::Reserved &e) { assignment("reserved", e); }
    void operator()(const ev::Unassigned &e) { assignment("unassigned", e); }

private:
    void assignment(std::string_view name, const auto &e)
    {
        kind(name);
        lease(e.id, e.fence);
        w.field("agent", e.agent);
        w.field("by", e.by);
    }
};

} // namespace

void encodeEvent(JsonWriter &w, const AuditEvent &event)
{
    w.beginObject();
    w.field("batch", event.batch);
    w.field("at_ms", event.at);
    std::visit(EventFields{w}, event.event);
    w.endObject();
}

} // namespace skep::wire
