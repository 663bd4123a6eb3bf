// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/replydesk.h"
#include "hub/restapi.h"
#include "wire/encode.h"

#include <charconv>
#include <memory>

namespace skep::hub::rest {
namespace {

constexpr std::size_t kDetailBytesMax = 6u * 1024 * 1024; // below limits::kSendBufferMaxBytes

/// The answer of a POST that is under way: one slot per item, sent when the last is filled.
struct Submission
{
    struct Item
    {
        std::string key;
        TaskId id = 0;
        bool isRepeated = false;
        bool isDone = false;
        Error error;
        bool isRefused = false;
    };

    std::vector<Item> items;
    std::size_t open = 0;
    bool isList = false;
    Responder respond;

    void finish() const;
};

void itemFields(wire::JsonWriter &w, const Submission::Item &item)
{
    if (!item.isRefused) {
        w.field("id", item.id);
        w.field("key", item.key);
        w.flagField("repeated", item.isRepeated);
        return;
    }
    w.field("key", item.key);
    w.key("error");
    wire::encodeError(w, item.error);
}

void Submission::finish() const
{
    if (!isList && items.front().isRefused)
        return respond(errorResponse(items.front().error));
    std::string body;
    wire::JsonWriter w(body);
    w.beginObject();
    if (isList) {
        w.key("items");
        w.beginArray();
        for (const Item &item : items) {
            w.beginObject();
            itemFields(w, item);
            w.endObject();
        }
        w.endArray();
    } else {
        itemFields(w, items.front());
    }
    w.endObject();
    respond(jsonResponse(std::move(body), isList || items.front().isRepeated ? 200 : 201));
}

void settle(const std::shared_ptr<Submission> &all, std::size_t index, const OutputBody *body)
{
    Submission::Item &item = all->items[index];
    if (body == nullptr) {
        item.isRefused = true;
        item.error = Error{ErrorCode::StorageFull, {}, 0, "the hub could not store it in time; the same key may be sent again"};
    } else if (const auto *accepted = std::get_if<out::Accepted>(body)) {
        item.id = accepted->id;
        item.isRepeated = accepted->repeated;
    } else if (const auto *refused = std::get_if<out::SubmitRefused>(body)) {
        item.isRefused = true;
        item.error = refused->error;
    }
    if (--all->open == 0)
        all->finish();
}

Result<TaskId> taskId(const HttpRequest &request)
{
    const auto id = number(request.arguments.front(), "id", 0, 1, wire::kIntegerMax);
    if (!id)
        return failField(ErrorCode::NotFound, "id", 0, "no such task");
    return static_cast<TaskId>(*id);
}

} // namespace

Result<std::int64_t> number(std::string_view text, const char *field, std::int64_t fallback, std::int64_t low, std::int64_t high)
{
    if (text.empty())
        return fallback;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return failField(ErrorCode::WrongType, field, 0, "a whole number is expected");
    if (value < low || value > high)
        return failField(ErrorCode::OutOfRange, field, value < low ? low : high);
    return value;
}

void listTasks(HubContext &context, HttpRequest &&request, Responder respond)
{
    TaskQuery query;
    query.state = request.parameter("state");
    query.type = request.parameter("type");
    query.project = request.parameter("project");
    query.agent = request.parameter("agent");
    query.text = request.parameter("q");
    const auto limit = number(request.parameter("limit"), "limit", 100, 1, limits::kPageRowsMax);
    const auto before = number(request.parameter("before"), "before", 0, 0, wire::kIntegerMax);
    if (!limit || !before)
        return respond(errorResponse(!limit ? limit.error() : before.error()));
    if (!query.state.empty() && !taskStateFrom(query.state))
        return respond(errorResponse(Error{ErrorCode::BadValue, "state", 0, "no such state"}));
    query.limit = static_cast<std::size_t>(*limit);
    query.before = static_cast<TaskId>(*before);
    const std::size_t wanted = query.limit;
    context.port.listTasks(std::move(query), [respond = std::move(respond), wanted](Result<std::vector<TaskView>> tasks) {
        if (!tasks)
            return respond(errorResponse(tasks.error()));
        std::string body;
        wire::JsonWriter w(body);
        w.beginObject();
        w.key("items");
        w.beginArray();
        for (const TaskView &task : *tasks)
            wire::encodeView(w, task);
        w.endArray();
        w.key("next");
        tasks->size() < wanted ? w.null() : w.number(static_cast<std::int64_t>(tasks->back().id));
        w.endObject();
        respond(jsonResponse(std::move(body)));
    });
}

void submit(HubContext &context, HttpRequest &&request, Responder respond)
{
    const wire::Source source{context.desk->link(), auditName(request.identity, request.peer), context.port.now()};
    auto parsed = context.reader.parseSubmitBody(request.body, source);
    if (!parsed)
        return respond(errorResponse(parsed.error()));
    const auto all = std::make_shared<Submission>();
    all->isList = parsed->isList;
    all->respond = std::move(respond);
    all->items.resize(parsed->commands.size() + parsed->faults.size());
    all->open = parsed->commands.size() + 1; // one for ourselves, so that nothing is sent before all are posted
    for (wire::ItemFault &fault : parsed->faults)
        all->items[fault.index] = {std::move(fault.key), 0, false, true, std::move(fault.error), true};
    for (std::size_t i = 0; i < parsed->commands.size(); ++i) {
        auto &command = std::get<cmd::Submit>(parsed->commands[i]);
        const std::size_t index = parsed->indexes[i];
        all->items[index].key = command.key;
        command.ref = context.desk->expect([all, index](const OutputBody *body) { settle(all, index, body); });
        if (command.ref == 0) {
            const out::SubmitRefused full{0, 0, {}, Error{ErrorCode::QueueFull, {}, 0, "too many requests wait"}};
            const OutputBody body = full;
            settle(all, index, &body);
            continue;
        }
        context.desk->post(std::move(parsed->commands[i]));
    }
    if (--all->open == 0)
        all->finish();
}

void taskDetail(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto id = taskId(request);
    if (!id)
        return respond(errorResponse(id.error()));
    context.port.taskDetail(*id, [respond = std::move(respond)](Result<TaskDetail> detail) {
        if (!detail)
            return respond(errorResponse(detail.error()));
        std::string body;
        wire::JsonWriter w(body);
        w.beginObject();
        wire::detailFields(w, *detail, kDetailBytesMax);
        w.endObject();
        respond(jsonResponse(std::move(body)));
    });
}

void taskAttempt(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto id = taskId(request);
    const auto fence = number(request.arguments[1], "fence", 0, 0, wire::kIntegerMax);
    if (!id || !fence)
        return respond(errorResponse(Error{ErrorCode::NotFound, "fence", 0, "no such attempt"}));
    context.port.taskDetail(*id, [respond = std::move(respond), wanted = *fence](Result<TaskDetail> detail) {
        if (!detail)
            return respond(errorResponse(detail.error()));
        for (const AttemptInfo &attempt : detail->attempts) {
            if (static_cast<std::int64_t>(attempt.fence) != wanted)
                continue;
            std::string body;
            wire::JsonWriter w(body);
            wire::encodeAttempt(w, attempt, true);
            return respond(jsonResponse(std::move(body)));
        }
        respond(errorResponse(Error{ErrorCode::NotFound, "fence", 0, "no such attempt"}));
    });
}

} // namespace skep::hub::rest
