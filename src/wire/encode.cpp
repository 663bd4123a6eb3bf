// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {
namespace {

void beginMessage(JsonWriter &w, MessageType type)
{
    w.beginObject();
    w.field("type", name(type));
}

} // namespace

void beginList(std::string &frame, MessageType type)
{
    frame += R"({"type":")";
    frame += name(type);
    frame += R"(","items":[)";
}

void encodeBare(std::string &frame, MessageType type)
{
    frame += R"({"type":")";
    frame += name(type);
    frame += R"("})";
}

void encodeTask(JsonWriter &w, const out::SendTask &task, std::string_view params)
{
    w.beginObject();
    w.field("id", task.id);
    w.field("fence", task.fence);
    w.field("lease_ms", task.leaseMs);
    w.field("attempt", task.attempt);
    if (task.deadline != 0)
        w.field("deadline_ms", task.deadline);
    w.field("type", task.type);
    if (!task.title.empty())
        w.field("title", task.title);
    if (!task.answers.empty())
        w.texts("answers", task.answers);
    w.rawField("params", params.empty() ? std::string_view("{}") : params);
    w.endObject();
}

void encodeLease(JsonWriter &w, TaskId id, Fence fence)
{
    w.beginObject();
    w.field("id", id);
    w.field("fence", fence);
    w.endObject();
}

void encodeAnswer(JsonWriter &w, TaskId id, Fence fence, std::string_view text)
{
    w.beginObject();
    w.field("id", id);
    w.field("fence", fence);
    w.field("text", text);
    w.endObject();
}

void encodeAccepted(JsonWriter &w, std::string_view key, TaskId id, bool repeated)
{
    w.beginObject();
    w.field("key", key);
    w.field("id", id);
    if (repeated)
        w.flagField("repeated", true);
    w.endObject();
}

void errorFields(JsonWriter &w, const Error &error)
{
    if (!error.field.empty())
        w.field("field", error.field);
    if (error.limit != 0)
        w.field("limit", error.limit);
    if (!error.detail.empty())
        w.field("detail", error.detail);
    if (!error.arg.empty())
        w.field("arg", error.arg);
}

void encodeError(JsonWriter &w, const Error &error)
{
    w.beginObject();
    w.field("code", errorName(error.code));
    errorFields(w, error);
    w.endObject();
}

void encodeRefused(JsonWriter &w, const Refusal &refusal)
{
    w.beginObject();
    if (!refusal.of.empty())
        w.field("of", refusal.of);
    if (refusal.index >= 0)
        w.field("index", refusal.index);
    if (!refusal.key.empty())
        w.field("key", refusal.key);
    if (refusal.id != 0)
        w.field("id", refusal.id);
    if (refusal.fence != 0)
        w.field("fence", refusal.fence);
    w.field("reason", errorName(refusal.error.code));
    errorFields(w, refusal.error);
    w.endObject();
}

void assignmentFields(JsonWriter &w, const ReplyItem &reply)
{
    if (!reply.reason.empty())
        w.field("reason", reply.reason);
    if (reply.waits)
        w.flagField("waits", true);
}

void encodeReply(JsonWriter &w, const ReplyItem &reply)
{
    w.beginObject();
    w.field("ref", reply.ref);
    w.flagField("ok", reply.result.has_value());
    if (reply.id != 0)
        w.field("id", reply.id);
    if (!reply.agent.empty())
        w.field("agent", reply.agent);
    if (reply.fence != 0)
        w.field("fence", reply.fence);
    assignmentFields(w, reply);
    if (!reply.result) {
        w.key("error");
        encodeError(w, reply.result.error());
    }
    w.endObject();
}

void encodeWelcome(std::string &frame, const Welcome &welcome)
{
    JsonWriter w(frame);
    beginMessage(w, MessageType::Welcome);
    w.field("v", welcome.v);
    w.field("role", name(welcome.role));
    if (!welcome.session.empty()) {
        w.field("agent", welcome.agent);
        w.field("session", welcome.session);
        w.flagField("resumed", welcome.resumed);
    }
    w.field("epoch", std::int64_t{welcome.epoch});
    w.field("heartbeat_s", welcome.heartbeatS);
    w.field("lease_ms", welcome.leaseMs);
    w.field("renew_ms", welcome.renewMs);
    w.field("now_ms", welcome.now);
    w.key("limits");
    w.beginObject();
    w.field("frame_bytes", std::int64_t{limits::kFrameBytesMax});
    w.field("items", std::int64_t{limits::kItemsPerFrameMax});
    w.field("params_bytes", std::int64_t{limits::kParamsBytesMax});
    w.field("result_bytes", std::int64_t{limits::kResultBytesMax});
    w.field("artifact_bytes", std::int64_t{limits::kArtifactBytesMax});
    w.field("log_lines", std::int64_t{limits::kLogLinesPerFrameMax});
    w.endObject();
    w.endObject();
}

void encodeDrain(std::string &frame, bool on)
{
    JsonWriter w(frame);
    beginMessage(w, MessageType::Drain);
    w.flagField("on", on);
    w.endObject();
}

void encodeFault(std::string &frame, const Fault &fault)
{
    JsonWriter w(frame);
    beginMessage(w, MessageType::Error);
    w.field("code", errorName(fault.error.code));
    errorFields(w, fault.error);
    if (!fault.of.empty())
        w.field("of", fault.of);
    if (fault.fatal)
        w.flagField("fatal", true);
    w.endObject();
}

} // namespace skep::wire
