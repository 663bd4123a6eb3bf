// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skep::hub {

using Handler = void (*)(HubContext &, HttpRequest &&, Responder);

struct Route
{
    std::string_view method;
    std::string_view pattern; // ":" stands for one segment
    Right right = Right::Nothing;
    Handler handler = nullptr;
    bool isUpload = false;    // the body goes to disk, see artifacts.h
};

/// Which handler a request belongs to. HEAD is answered by GET's.
class Router
{
public:
    struct Match
    {
        const Route *route = nullptr;       // null: the path is unknown or the method is not allowed there
        std::vector<std::string> arguments; // decoded
        std::string allow;                  // methods of the path; empty: unknown path
    };

    explicit Router(std::vector<Route> routes) : m_routes(std::move(routes)) {}
    [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

private:
    std::vector<Route> m_routes;
};

/// The native REST interface and the pages beside it.
[[nodiscard]] std::vector<Route> nativeRoutes();

} // namespace skep::hub
