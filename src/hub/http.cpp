// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/http.h"

#include "hub/address.h"
#include "wire/encode.h"

#include <algorithm>

namespace skep::hub {
namespace {

std::string_view reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
    }
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

std::string_view HttpRequest::parameter(std::string_view name) const
{
    for (const auto &[key, value] : query)
        if (key == name)
            return value;
    return {};
}

HttpResponse jsonResponse(std::string body, int status)
{
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

int statusOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::TooLong: return error.field == "head" ? 431 : error.field == "body" ? 413 : 400;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict:
    case ErrorCode::StaleFence:
    case ErrorCode::AlreadyFinal:
    case ErrorCode::NoCandidate:
    case ErrorCode::AllBusy:
    case ErrorCode::AgentGone:
    case ErrorCode::AgentInUse:
    case ErrorCode::StaleChoice:
    case ErrorCode::AlreadyStarted:
    case ErrorCode::DependencyCycle:
    case ErrorCode::OutOfOrder: return 409;
    case ErrorCode::QueueFull:
    case ErrorCode::TooManySignatures:
    case ErrorCode::StoreLocked: return 503;
    case ErrorCode::StorageFull: return 507;
    case ErrorCode::Unauthorized: return 401;
    case ErrorCode::Forbidden:
    case ErrorCode::BadOrigin: return 403;
    case ErrorCode::RateLimited:
    case ErrorCode::Throttled: return 429;
    case ErrorCode::BadHost: return 421;
    case ErrorCode::NotAllowed: return 405;
    case ErrorCode::Timeout: return 408;
    case ErrorCode::Unsupported: return 501;
    case ErrorCode::StoreDamaged:
    case ErrorCode::StoreNewer:
    case ErrorCode::Io:
    case ErrorCode::Internal: return 500;
    default: return 400;
    }
}

HttpResponse errorResponse(const Error &error)
{
    HttpResponse response;
    response.status = statusOf(error);
    wire::JsonWriter w(response.body);
    w.beginObject();
    w.key("error");
    wire::encodeError(w, error);
    w.endObject();
    if (response.status == 401)
        response.fields.emplace_back("WWW-Authenticate", "Bearer");
    if (response.status == 429 || response.status == 503)
        response.fields.emplace_back("Retry-After", "1");
    return response;
}

std::string responseHead(const HttpResponse &response, std::int64_t contentLength, bool keepAlive)
{
    std::string head;
    head.reserve(256);
    head += "HTTP/1.1 ";
    head += std::to_string(response.status);
    head += ' ';
    head += reasonOf(response.status);
    head += "\r\n";
    if (response.status != 204 && !response.type.empty()) {
        head += "Content-Type: ";
        head += response.type;
        head += "\r\n";
    }
    if (contentLength >= 0)
        head += "Content-Length: " + std::to_string(contentLength) + "\r\n";
    head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    for (const auto &[name, value] : response.fields)
        head.append(name).append(": ").append(value).append("\r\n");
    if (!keepAlive)
        head += "Connection: close\r\n";
    head += "\r\n";
    return head;
}

std::optional<std::string> percentDecode(std::string_view text, bool isQuery)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && isQuery) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parseQuery(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> out;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percentDecode(pair.substr(0, equals), true);
        const auto value = percentDecode(pair.substr(std::min(pair.size(), equals + 1)), true);
        if (!name || !value)
            return std::nullopt;
        out.emplace_back(*name, *value);
    }
    return out;
}

Result<void> checkHead(const HubContext &context, const HttpHead &head, bool isTls)
{
    const std::string_view hostField = head.field("host");
    const std::string host = hostName(hostField);
    if (hostField.empty() && head.version >= 11)
        return failField(ErrorCode::BadHost, "host", 0, "a Host field is required");
    const auto &hosts = context.options.hosts;
    if (!hostField.empty() && !isLoopbackName(host) && std::find(hosts.begin(), hosts.end(), host) == hosts.end())
        return failField(ErrorCode::BadHost, "host", 0, "this hub does not answer to that name");
    const std::string_view origin = head.field("origin");
    if (origin.empty())
        return {};
    const std::string own = std::string(isTls ? "https://" : "http://") + std::string(hostField);
    const auto &origins = context.options.origins;
    if (origin == own || std::find(origins.begin(), origins.end(), origin) != origins.end())
        return {};
    return failField(ErrorCode::BadOrigin, "origin", 0, "pages of that origin may not talk to this hub");
}

} // namespace skep::hub
