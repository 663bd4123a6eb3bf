// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "hub/auth.h"
#include "hub/context.h"
#include "hub/httpparser.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skep::hub {

/// A complete request, its path split and decoded.
struct HttpRequest
{
    const HttpHead *head = nullptr;
    std::string path;                   // undecoded, without the query
    std::vector<std::string> arguments; // what the route's pattern left open
    std::vector<std::pair<std::string, std::string>> query;
    std::string body;
    Identity identity;
    PeerInfo peer;

    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

struct HttpResponse
{
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::string file; // non-empty: the body is this file's bytes
    std::vector<std::pair<std::string, std::string>> fields;
    bool mustClose = false;
};

/// Answers one request, now or later, once. Safe to call after the connection is gone.
using Responder = std::function<void(HttpResponse)>;

[[nodiscard]] HttpResponse jsonResponse(std::string body, int status = 200);
[[nodiscard]] HttpResponse errorResponse(const Error &error);
[[nodiscard]] int statusOf(const Error &error);
/// Status line and fields with the blank line; contentLength < 0 leaves Content-Length out.
[[nodiscard]] std::string responseHead(const HttpResponse &response, std::int64_t contentLength, bool keepAlive);

/// "%20" and, in queries, "+". Nothing: malformed.
[[nodiscard]] std::optional<std::string> percentDecode(std::string_view text, bool isQuery);
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> parseQuery(std::string_view text);

/// Checks of every request, upgrades included: Host, Origin.
[[nodiscard]] Result<void> checkHead(const HubContext &context, const HttpHead &head, bool isTls);

} // namespace skep::hub
