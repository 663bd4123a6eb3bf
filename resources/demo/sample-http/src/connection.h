#pragma once

#include "buffer.h"

#include <map>
#include <memory>
#include <string>

namespace sample {

/// A request whose head is complete.
struct Request
{
    std::string method;                         ///< "GET", "POST", ...
    std::string path;                           ///< without the query
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// What goes back.
struct Response
{
    int status = 200;
    std::string type = "text/plain";
    std::string body;
};

/// One client connection. Not thread-safe.
class Connection
{
public:
    /// Takes over an open socket.
    explicit Connection(int socket);

    /// Feeds bytes; returns true when a request is complete.
    bool feed(const char *data, std::size_t size);

    /// The request; valid after feed() returned true.
    [[nodiscard]] const Request &request() const { return m_request; }

    /// Writes a response.
    void answer(const Response &response);

private:
    void parseHead(const std::string &head);

    int m_socket;
    Buffer m_buffer{4096};
    Request m_request;
};

} // namespace sample
