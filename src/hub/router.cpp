// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/router.h"

#include "hub/restapi.h"

namespace skep::hub {
namespace {

// Compares segment by segment; what stands at ":" is decoded into `arguments`.
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string> &arguments)
{
    arguments.clear();
    while (!pattern.empty() && !path.empty()) {
        pattern.remove_prefix(1); // the slash
        if (path.front() != '/')
            return false;
        path.remove_prefix(1);
        const std::string_view wanted = pattern.substr(0, pattern.find('/'));
        const std::string_view given = path.substr(0, path.find('/'));
        if (wanted == ":") {
            auto text = percentDecode(given, false);
            if (given.empty() || !text)
                return false;
            arguments.push_back(std::move(*text));
        } else if (wanted != given) {
            return false;
        }
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(given.size());
    }
    return pattern.empty() && path.empty();
}

} // namespace

Router::Match Router::find(std::string_view method, std::string_view path) const
{
    Match match;
    std::vector<std::string> arguments;
    const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
    for (const Route &route : m_routes) {
        if (!matches(route.pattern, path, arguments))
            continue;
        if (route.method == wanted) {
            match.route = &route;
            match.arguments = std::move(arguments);
        }
        match.allow += match.allow.empty() ? "" : ", ";
        match.allow += route.method;
        if (route.method == "GET")
            match.allow += ", HEAD";
    }
    if (!match.allow.empty())
        match.allow += ", OPTIONS";
    return match;
}

std::vector<Route> nativeRoutes()
{
    return {
        {"GET", "/", Right::Nothing, rest::page},
        {"GET", "/health", Right::Nothing, rest::health},
        {"GET", "/healthz", Right::Nothing, rest::healthz},
        {"GET", "/metrics", Right::Read, rest::prometheus},
        {"GET", "/api/openapi.json", Right::Nothing, rest::openApi},
        {"GET", "/api/v1/tasks", Right::Read, rest::listTasks},
        {"POST", "/api/v1/tasks", Right::Submit, rest::submit},
        {"GET", "/api/v1/tasks/:", Right::Read, rest::taskDetail},
        {"GET", "/api/v1/tasks/:/attempts/:", Right::Read, rest::taskAttempt},
        {"POST", "/api/v1/tasks/:/artifacts", Right::Work, nullptr, true},
        {"POST", "/api/v1/tasks/:/assign", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/unassign", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/cancel", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/retry", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/answer", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/hold", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/acknowledge", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/tasks/:/priority", Right::Operate, rest::taskAction},
        {"POST", "/api/v1/process-next", Right::Operate, rest::queueAction},
        {"POST", "/api/v1/pause", Right::Operate, rest::queueAction},
        {"GET", "/api/v1/agents", Right::Read, rest::listAgents},
        {"GET", "/api/v1/agents/:", Right::Read, rest::showAgent},
        {"DELETE", "/api/v1/agents/:", Right::Operate, rest::agentAction},
        {"POST", "/api/v1/agents/:/drain", Right::Operate, rest::agentAction},
        {"GET", "/api/v1/events", Right::Read, rest::events},
        {"GET", "/api/v1/series", Right::Read, rest::series},
        {"GET", "/api/v1/metrics", Right::Read, rest::metrics},
        {"GET", "/api/v1/report", Right::Read, rest::report},
        {"GET", "/api/v1/artifacts/:", Right::Artifacts, rest::artifact},
    };
}

} // namespace skep::hub
