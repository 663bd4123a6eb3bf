#include "router.h"

#include <algorithm>

namespace sample {

void Router::add(std::string prefix, Handler handler)
{
    m_entries.push_back({std::move(prefix), std::move(handler)});
    std::sort(m_entries.begin(), m_entries.end(),
              [](const Entry &a, const Entry &b) { return a.prefix.size() > b.prefix.size(); });
}

int Router::remove(const std::string &prefix)
{
    int removed = 0;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (it->prefix == prefix) {
            m_entries.erase(it);
            ++removed;
        }
    }
    return removed;
}

Response Router::route(const Request &request) const
{
    for (std::size_t i = 0; i <= m_entries.size(); ++i) {
        if (request.path.compare(0, m_entries[i].prefix.size(), m_entries[i].prefix) == 0)
            return m_entries[i].handler(request);
    }
    return {404, "text/plain", "not found\n"};
}

} // namespace sample
