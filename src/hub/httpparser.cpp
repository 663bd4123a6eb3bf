// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/httpparser.h"

#include "core/limits.h"

// The only place that sees Boost: its headers are heavy to compile.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>

namespace skep::hub {
namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using BeastError = http::error;
using ErrorOut = boost::beast::error_code;

std::string toStd(string_view text)
{
    return {text.data(), text.size()};
}

std::string lower(string_view text)
{
    std::string out = toStd(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

/// Beast's parser with our sinks. It reports what it sees; the limits on bodies are the caller's.
class Parser final : public http::basic_parser<true>
{
public:
    explicit Parser(std::function<bool(std::string_view)> onBody) : m_onBody(std::move(onBody))
    {
        header_limit(static_cast<std::uint32_t>(limits::kHttpHeadBytesMax));
        body_limit(UINT64_MAX); // "none" compares as less than any length in Boost 1.74
        eager(true);
    }

    HttpHead m_head;
    std::string m_fault; // our own reason, where Beast saw nothing wrong

private:
    void on_request_impl(http::verb, string_view method, string_view target, int version, ErrorOut &) override
    {
        m_head.method = toStd(method);
        m_head.target = toStd(target);
        m_head.version = version;
    }
    void on_response_impl(int, string_view, int, ErrorOut &) override {}
    void on_field_impl(http::field field, string_view name, string_view value, ErrorOut &ec) override
    {
        if (is_header_done()) // trailers of a chunked body say nothing to us
            return;
        if ((field == http::field::host || field == http::field::content_length) && !m_head.field(lower(name)).empty()) {
            m_fault = "given twice: " + toStd(name);
            ec = BeastError::bad_field;
            return;
        }
        m_head.fields.emplace_back(lower(name), toStd(value));
    }
    void on_header_impl(ErrorOut &) override
    {
        m_head.isKeepAlive = keep_alive();
        m_head.isUpgrade = upgrade();
        m_head.isChunked = chunked();
        m_head.expectsContinue = lower(string_view(m_head.field("expect").data(), m_head.field("expect").size())) == "100-continue";
        if (const auto length = content_length())
            m_head.contentLength = static_cast<std::int64_t>(std::min<std::uint64_t>(*length, INT64_MAX));
    }
    void on_body_init_impl(boost::optional<std::uint64_t> const &, ErrorOut &) override {}
    std::size_t on_body_impl(string_view body, ErrorOut &ec) override { return give(body, ec); }
    void on_chunk_header_impl(std::uint64_t, string_view, ErrorOut &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, ErrorOut &ec) override { return give(body, ec); }
    void on_finish_impl(ErrorOut &) override {}

    std::size_t give(string_view body, ErrorOut &ec)
    {
        if (m_onBody && !m_onBody({body.data(), body.size()}))
            ec = BeastError::body_limit;
        return body.size();
    }

    std::function<bool(std::string_view)> m_onBody;
};

} // namespace

std::string_view HttpHead::field(std::string_view name) const
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return value;
    return {};
}

class HttpParser::Impl
{
public:
    std::optional<Parser> m_parser;
};

HttpParser::HttpParser() : m_impl(std::make_unique<Impl>()) {}
HttpParser::~HttpParser() = default;

void HttpParser::start(std::function<bool(std::string_view)> onBody)
{
    m_impl->m_parser.emplace(std::move(onBody));
}

Result<std::size_t> HttpParser::put(std::string_view bytes)
{
    ErrorOut ec;
    Parser &parser = *m_impl->m_parser;
    const std::size_t used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (!ec || ec == BeastError::need_more)
        return used;
    if (ec == BeastError::header_limit)
        return failField(ErrorCode::TooLong, "head", limits::kHttpHeadBytesMax);
    if (ec == BeastError::body_limit)
        return failField(ErrorCode::TooLong, "body");
    return failField(ErrorCode::BadFrame, parser.is_header_done() ? "body" : "head", 0,
                     parser.m_fault.empty() ? ec.message() : parser.m_fault);
}

bool HttpParser::isHeadDone() const { return m_impl->m_parser->is_header_done(); }
bool HttpParser::isDone() const { return m_impl->m_parser->is_done(); }
const HttpHead &HttpParser::head() const { return m_impl->m_parser->m_head; }

} // namespace skep::hub
