// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skep::hub {

/// A request's line and fields.
struct HttpHead
{
    std::string method;
    std::string target;
    int version = 11;
    std::vector<std::pair<std::string, std::string>> fields; // names in lower case
    bool isKeepAlive = true;
    bool isUpgrade = false;
    bool isChunked = false;
    bool expectsContinue = false;
    std::int64_t contentLength = -1; // -1: not given

    /// The first field of that name; empty when there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    [[nodiscard]] bool hasBody() const { return isChunked || contentLength > 0; }
};

/// A strict HTTP/1.1 request parser that is fed by hand. What is malformed or ambiguous (two lengths, a length beside
/// chunks, two hosts, bare line feeds, white space before a colon) is an error, never guessed at.
class HttpParser
{
public:
    HttpParser();
    ~HttpParser();
    HttpParser(const HttpParser &) = delete;
    HttpParser &operator=(const HttpParser &) = delete;

    /// Ready for the next request. `onBody` gets the body's bytes; false from it ends the parsing.
    void start(std::function<bool(std::string_view)> onBody);
    /// Takes what it can; returns how many bytes it consumed. A head must be given whole.
    [[nodiscard]] Result<std::size_t> put(std::string_view bytes);

    [[nodiscard]] bool isHeadDone() const;
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] const HttpHead &head() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace skep::hub
