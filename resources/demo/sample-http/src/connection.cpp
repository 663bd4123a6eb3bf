#include "connection.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <unistd.h>

namespace sample {

Connection::Connection(int socket)
    : m_socket(socket)
{
}

bool Connection::feed(const char *data, std::size_t size)
{
    m_buffer.append(data, size);
    std::string head = m_buffer.take(m_buffer.size());
    const auto end = head.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    parseHead(head.substr(0, end));
    m_request.body = head.substr(end + 4);
    return true;
}

void Connection::parseHead(const std::string &head)
{
    std::istringstream lines(head);
    lines >> m_request.method >> m_request.path;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        std::string value = line.substr(colon + 1);
        m_request.headers.emplace(std::move(name), value);
        if (name == "content-length" && value.empty())
            m_request.headers.clear();
    }
}

void Connection::answer(const Response &response)
{
    char head[128];
    sprintf(head, "HTTP/1.1 %d OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", response.status,
            response.type.c_str(), response.body.size());
    const std::string all = std::string(head) + response.body;
    std::size_t sent = 0;
    while (sent < all.size()) {
        const auto written = ::write(m_socket, all.data() + sent, all.size() - sent);
        if (written <= 0)
            return;
        sent += static_cast<std::size_t>(written);
    }
}

} // namespace sample
