// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The values of an OpenAI-compatible chat completion.
namespace skep::inference {

struct ChatMessage {
    std::string role; // system, user, assistant
    std::string content;
};

struct ChatRequest {
    std::string model; // empty: the server's only or default one
    std::vector<ChatMessage> messages;
    std::optional<double> temperature;
    std::optional<std::int64_t> seed;
    int maxTokens = 0; // 0: the server's own limit
};

/// One event of a stream, or a whole answer of a server that does not stream.
struct ChatChunk {
    std::string content;
    std::string reasoning; // thinking of the model; no part of the answer
    std::string finishReason; // stop, length, tool_calls, ...; empty: not yet
    std::string model;
    std::int64_t promptTokens = -1; // -1: not said
    std::int64_t outputTokens = -1;
};

/// The answer when the stream has ended well.
struct ChatAnswer {
    std::string text;
    std::string finishReason;
    std::string model;
    std::int64_t promptTokens = -1;
    std::int64_t outputTokens = -1;
    std::int64_t chunks = 0; // pieces of text that came; the count of last resort when the server says none
};

/// Why there is no answer. `transient`: the same request may work a moment later.
struct ChatFailure {
    Error error;
    int httpStatus = 0;
    std::int64_t retryAfterMs = -1; // as the provider said; -1: nothing was said
    bool transient = false;
};

/// The JSON body of POST /v1/chat/completions, streaming, with usage asked for.
[[nodiscard]] std::string encodeRequest(const ChatRequest &request);

/// Reads one `data:` of a stream or a whole `chat.completion` object. An `error` object, which may stand in the
/// middle of a stream, comes back as the failure.
[[nodiscard]] tl::expected<ChatChunk, ChatFailure> parseChunk(std::string_view json);

/// The failure that an HTTP answer other than 2xx means. `retryAfter` is the header as it came, `nowS` the wall
/// clock in seconds for its date form.
[[nodiscard]] ChatFailure failureOf(int httpStatus, std::string_view body, std::string_view retryAfter,
                                    std::int64_t nowS);

/// Milliseconds of a Retry-After header: seconds or an HTTP date; at most a day. -1: absent or unreadable.
[[nodiscard]] std::int64_t retryAfterMs(std::string_view header, std::int64_t nowS);

} // namespace skep::inference
