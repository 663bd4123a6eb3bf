// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/metricstext.h"
#include "hub/restapi.h"
#include "wire/encode.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>

namespace skep::hub::rest {
namespace {

bool isStoreOk(HubContext &context)
{
    for (const auto &[name, value] : context.port.metrics())
        if (name == "skep_store_ok")
            return value != 0;
    return true;
}

} // namespace

void listAgents(HubContext &context, HttpRequest &&, Responder respond)
{
    std::string body;
    wire::JsonWriter w(body);
    w.beginObject();
    w.key("items");
    w.beginArray();
    for (const AgentView &agent : context.port.agents())
        wire::encodeAgent(w, agent);
    w.endArray();
    w.endObject();
    respond(jsonResponse(std::move(body)));
}

void showAgent(HubContext &context, HttpRequest &&request, Responder respond)
{
    const auto agents = context.port.agents();
    const auto it = std::find_if(agents.begin(), agents.end(),
                                 [&](const AgentView &agent) { return agent.name == request.arguments.front(); });
    if (it == agents.end())
        return respond(errorResponse(Error{ErrorCode::NotFound, "agent", 0, "no such agent"}));
    std::string body;
    wire::JsonWriter w(body);
    wire::encodeAgent(w, *it);
    respond(jsonResponse(std::move(body)));
}

void metrics(HubContext &context, HttpRequest &&, Responder respond)
{
    std::string body;
    wire::JsonWriter w(body);
    w.beginObject();
    w.key("counts");
    w.beginObject();
    wire::countsFields(w, context.port.counts());
    w.endObject();
    w.key("metrics");
    w.beginObject();
    for (const auto &[name, value] : hubMetrics(context)) {
        w.key(name);
        w.real(value);
    }
    w.endObject();
    w.endObject();
    respond(jsonResponse(std::move(body)));
}

void report(HubContext &context, HttpRequest &&, Responder respond)
{
    std::string body;
    wire::JsonWriter w(body);
    w.beginObject();
    wire::reportFields(w, context.port.report());
    w.endObject();
    respond(jsonResponse(std::move(body)));
}

void health(HubContext &context, HttpRequest &&, Responder respond)
{
    const bool isOk = isStoreOk(context);
    const std::string_view status = isOk ? "healthy" : "degraded";
    const Counts counts = context.port.counts();
    std::string body;
    wire::JsonWriter w(body);
    w.beginObject();
    w.field("status", status);
    w.field("service", "skep");
    w.field("version", context.options.version);
    w.field("timestamp", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString());
    w.field("uptime_s", context.nowMs() / 1000);
    w.flagField("success", isOk);
    w.key("data");
    w.beginObject();
    w.field("status", status);
    w.field("tasks", counts.total());
    w.field("agents", counts.agentsOnline);
    w.field("storage", isOk ? "ok" : "failing");
    w.endObject();
    w.endObject();
    respond(jsonResponse(std::move(body), isOk ? 200 : 503));
}

void healthz(HubContext &, HttpRequest &&, Responder respond)
{
    HttpResponse response;
    response.type = "text/plain; charset=utf-8";
    response.body = "ok\n";
    respond(std::move(response));
}

void prometheus(HubContext &context, HttpRequest &&, Responder respond)
{
    HttpResponse response;
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metricsText(context);
    respond(std::move(response));
}

void openApi(HubContext &, HttpRequest &&, Responder respond)
{
    QFile file(QStringLiteral(":/skep/api/openapi.json"));
    if (!file.open(QIODevice::ReadOnly))
        return respond(errorResponse(Error{ErrorCode::Internal, {}, 0, "the document is missing"}));
    respond(jsonResponse(file.readAll().toStdString()));
}

void page(HubContext &context, HttpRequest &&, Responder respond)
{
    const Counts counts = context.port.counts();
    HttpResponse response;
    response.type = "text/html; charset=utf-8";
    response.fields.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.body = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                    "<title>Skep</title><style>body{font:16px sans-serif;max-width:40em;margin:2em auto;padding:0 1em}"
                    "td{padding:.2em 1em .2em 0}td+td{text-align:right}</style><h1>Skep</h1><table>";
    for (int i = 0; i < kTaskStateCount; ++i) {
        const auto state = static_cast<TaskState>(i);
        response.body += "<tr><td>" + std::string(name(state)) + "<td>" + std::to_string(counts.of(state));
    }
    response.body += "<tr><td>agents online<td>" + std::to_string(counts.agentsOnline)
        + "</table><p><a href=\"/health\">health</a> <a href=\"/api/openapi.json\">API document</a></html>\n";
    respond(std::move(response));
}

} // namespace skep::hub::rest
