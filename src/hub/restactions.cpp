// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/replydesk.h"
#include "hub/restapi.h"
#include "wire/encode.h"

#include <algorithm>

namespace skep::hub::rest {
namespace {

void answerAction(const Responder &respond, const OutputBody *body)
{
    const auto *reply = body != nullptr ? std::get_if<out::Reply>(body) : nullptr;
    if (reply == nullptr)
        return respond(errorResponse(Error{ErrorCode::StorageFull, {}, 0, "the hub could not store it in time"}));
    if (!reply->result)
        return respond(errorResponse(reply->result.error()));
    std::string text;
    wire::JsonWriter w(text);
    w.beginObject();
    w.field("id", reply->id);
    w.field("agent", reply->agent);
    w.field("fence", reply->fence);
    wire::assignmentFields(w, {0, {}, reply->id, {}, 0, reply->reason, reply->waits});
    w.endObject();
    respond(jsonResponse(std::move(text)));
}

void act(HubContext &context, const HttpRequest &request, std::string_view name, TaskId id, const std::string &agent,
         const Responder &respond)
{
    const wire::Source source{context.desk->link(), auditName(request.identity, request.peer), context.port.now()};
    auto command = context.reader.parseAction(name, request.body, id, agent, source, 0);
    if (!command)
        return respond(errorResponse(command.error()));
    const std::uint64_t ref = context.desk->expect([respond](const OutputBody *body) { answerAction(respond, body); });
    if (ref == 0)
        return respond(errorResponse(Error{ErrorCode::QueueFull, {}, 0, "too many requests wait"}));
    std::visit([&](auto &c) {
        if constexpr (requires { c.from; })
            c.from.ref = ref;
    }, *command);
    context.desk->post(std::move(*command));
}

std::string_view lastSegment(const HttpRequest &request)
{
    const std::string_view path = request.path;
    return path.substr(path.rfind('/') + 1);
}

} // namespace

void taskAction(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto id = number(request.arguments.front(), "id", 0, 1, wire::kIntegerMax);
    if (!id)
        return respond(errorResponse(Error{ErrorCode::NotFound, "id", 0, "no such task"}));
    act(context, request, lastSegment(request), static_cast<TaskId>(*id), {}, respond);
}

void queueAction(HubContext &context, HttpRequest &&request, Responder respond)
{
    std::string name(lastSegment(request));
    std::replace(name.begin(), name.end(), '-', '_');
    act(context, request, name, 0, {}, respond);
}

void agentAction(HubContext &context, HttpRequest &&request, Responder respond)
{
    const bool isForget = request.head->method == "DELETE";
    act(context, request, isForget ? "forget" : "drain", 0, request.arguments.front(), respond);
}

} // namespace skep::hub::rest
