// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was: facts of the log, and the series.
#include "hub/restapi.h"
#include "wire/encode.h"

#include <algorithm>

namespace skep::hub::rest {
namespace {

constexpr std::size_t kPageBytesMax = 6u * 1024 * 1024; // below limits::kSendBufferMaxBytes
constexpr std::int64_t kSeriesDefaultMs = 3'600'000;

/// Oldest first, from a batch on: the form for who follows the log.
void eventsAfter(HubContext &context, std::int64_t after, std::size_t limit, Responder respond)
{
    context.port.events(static_cast<BatchNo>(after), limit, [respond = std::move(respond)](Result<std::vector<AuditEvent>> events) {
        if (!events)
            return respond(errorResponse(events.error()));
        std::string body;
        wire::JsonWriter w(body);
        w.beginObject();
        w.key("items");
        w.beginArray();
        for (const AuditEvent &event : *events)
            wire::encodeEvent(w, event);
        w.endArray();
        w.key("next");
        // A page holds whole batches, so a short one is not the last: only an empty one is.
        events->empty() ? w.null() : w.number(static_cast<std::int64_t>(events->back().batch));
        w.endObject();
        respond(jsonResponse(std::move(body)));
    });
}

} // namespace

void events(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto after = number(request.parameter("after"), "after", -1, 0, wire::kIntegerMax);
    const auto before = number(request.parameter("before"), "before", -1, 0, wire::kIntegerMax);
    const auto task = number(request.parameter("task"), "task", 0, 1, wire::kIntegerMax);
    const auto limit = number(request.parameter("limit"), "limit", 100, 1, limits::kPageRowsMax);
    for (const auto *given : {&after, &before, &task, &limit})
        if (!*given)
            return respond(errorResponse(given->error()));
    EventQuery query;
    query.before = static_cast<BatchNo>(std::max<std::int64_t>(*before, 0));
    query.task = static_cast<TaskId>(*task);
    query.agent = request.parameter("agent");
    query.kind = request.parameter("kind");
    query.limit = static_cast<std::size_t>(*limit);
    if (*before < 0 && query.task == 0 && query.agent.empty() && query.kind.empty())
        return eventsAfter(context, std::max<std::int64_t>(*after, 0), query.limit, std::move(respond));
    if (*after >= 0)
        return respond(errorResponse(Error{ErrorCode::BadValue, "after", 0, "not together with before, task, agent or kind"}));
    if (const auto ok = validate(query); !ok)
        return respond(errorResponse(ok.error()));
    context.port.eventPage(std::move(query), [respond = std::move(respond)](Result<EventPage> page) {
        if (!page)
            return respond(errorResponse(page.error()));
        std::string body;
        wire::JsonWriter w(body);
        w.beginObject();
        wire::eventPageFields(w, *page, kPageBytesMax);
        w.endObject();
        respond(jsonResponse(std::move(body)));
    });
}

void series(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto to = number(request.parameter("to"), "to", context.port.now(), 0, wire::kIntegerMax);
    if (!to)
        return respond(errorResponse(to.error()));
    const auto from = number(request.parameter("from"), "from", std::max<std::int64_t>(*to - kSeriesDefaultMs, 0), 0, wire::kIntegerMax);
    const auto points = number(request.parameter("points"), "points", 300, 1, kSeriesPointsMax);
    if (!from || !points)
        return respond(errorResponse(!from ? from.error() : points.error()));
    const SeriesQuery query{*from, *to, static_cast<int>(*points)};
    if (const auto ok = validate(query); !ok)
        return respond(errorResponse(ok.error()));
    context.port.series(query, [respond = std::move(respond)](Result<Series> series) {
        if (!series)
            return respond(errorResponse(series.error()));
        std::string body;
        wire::JsonWriter w(body);
        w.beginObject();
        wire::seriesFields(w, *series);
        w.endObject();
        respond(jsonResponse(std::move(body)));
    });
}

} // namespace skep::hub::rest
