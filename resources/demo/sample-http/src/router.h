#pragma once

#include "connection.h"

#include <functional>
#include <string>
#include <vector>

namespace sample {

/// Answers a request.
using Handler = std::function<Response(const Request &)>;

/// Finds the handler of a path. Longer prefixes win.
class Router
{
public:
    /// Adds a handler for all paths that begin with `prefix`.
    void add(std::string prefix, Handler handler);

    /// Removes all handlers of a prefix and returns how many there were.
    int remove(const std::string &prefix);

    /// Answers; 404 when no prefix fits.
    [[nodiscard]] Response route(const Request &request) const;

private:
    struct Entry
    {
        std::string prefix;
        Handler handler;
    };
    std::vector<Entry> m_entries;
};

} // namespace sample
