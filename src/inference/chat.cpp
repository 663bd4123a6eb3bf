// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inference/chat.h"

#include "core/validate.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <simdjson.h>

namespace skep::inference {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::int64_t kDayMs = 24 * 3600 * 1000;
constexpr std::size_t kDetailBytesMax = 1000;

std::string textAt(const object &in, std::string_view key)
{
    std::string_view value;
    return in[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

std::int64_t countAt(const object &in, std::string_view key)
{
    std::int64_t value = -1;
    return in[key].get(value) == simdjson::SUCCESS && value >= 0 ? value : -1;
}

std::string cut(std::string text)
{
    cutText(text, kDetailBytesMax);
    return text;
}

ErrorCode codeOf(int status)
{
    switch (status) {
    case 400:
    case 422:
        return ErrorCode::BadValue;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 408:
        return ErrorCode::Timeout;
    case 413:
        return ErrorCode::TooLong;
    case 429:
        return ErrorCode::Throttled;
    case 501:
        return ErrorCode::Unsupported;
    default:
        return ErrorCode::Io;
    }
}

bool isTransient(int status)
{
    return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
}

/// {"error":{"code","message","type"}} or {"error":"text"}, as the servers have it.
bool readError(const object &root, ChatFailure &failure)
{
    element error;
    if (root["error"].get(error) != simdjson::SUCCESS || error.is_null())
        return false;
    object fields;
    std::string_view text;
    std::string type;
    if (error.get(fields) == simdjson::SUCCESS) {
        failure.error.detail = cut(textAt(fields, "message"));
        type = textAt(fields, "type");
        if (const std::int64_t code = countAt(fields, "code"); code >= 100 && code <= 599 && failure.httpStatus == 0)
            failure.httpStatus = static_cast<int>(code);
    } else if (error.get(text) == simdjson::SUCCESS) {
        failure.error.detail = cut(std::string(text));
    }
    if (failure.httpStatus == 0 && type.starts_with("rate_limit"))
        failure.httpStatus = 429;
    failure.error.code = codeOf(failure.httpStatus);
    failure.transient = isTransient(failure.httpStatus);
    if (type == "exceed_context_size_error") {
        failure.error.code = ErrorCode::TooLong;
        failure.error.field = "prompt";
        failure.error.limit = std::max<std::int64_t>(0, countAt(fields, "n_ctx"));
    }
    return true;
}

void readChoice(const object &choice, ChatChunk &chunk)
{
    chunk.finishReason = textAt(choice, "finish_reason");
    object body;
    if (choice["delta"].get(body) == simdjson::SUCCESS || choice["message"].get(body) == simdjson::SUCCESS) {
        chunk.content = textAt(body, "content");
        chunk.reasoning = textAt(body, "reasoning_content");
    }
}

} // namespace

std::string encodeRequest(const ChatRequest &request)
{
    QJsonArray messages;
    for (const ChatMessage &message : request.messages)
        messages.append(QJsonObject{{QStringLiteral("role"), QString::fromStdString(message.role)},
                                    {QStringLiteral("content"), QString::fromStdString(message.content)}});
    QJsonObject body{{QStringLiteral("messages"), messages},
                     {QStringLiteral("stream"), true},
                     {QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}}}};
    if (!request.model.empty())
        body.insert(QStringLiteral("model"), QString::fromStdString(request.model));
    if (request.temperature)
        body.insert(QStringLiteral("temperature"), *request.temperature);
    if (request.seed)
        body.insert(QStringLiteral("seed"), static_cast<qint64>(*request.seed));
    if (request.maxTokens > 0)
        body.insert(QStringLiteral("max_tokens"), request.maxTokens);
    return QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
}

tl::expected<ChatChunk, ChatFailure> parseChunk(std::string_view json)
{
    thread_local simdjson::dom::parser parser;
    object root;
    if (const auto fault = parser.parse(json.data(), json.size()).get(root); fault != simdjson::SUCCESS)
        return tl::unexpected(
            ChatFailure{Error{ErrorCode::BadFrame,
                              {},
                              0,
                              std::string("the model server sent broken JSON: ") + simdjson::error_message(fault)},
                        0, -1, false});
    ChatFailure failure;
    if (readError(root, failure))
        return tl::unexpected(std::move(failure));

    ChatChunk chunk;
    chunk.model = textAt(root, "model");
    object usage;
    if (root["usage"].get(usage) == simdjson::SUCCESS) {
        chunk.promptTokens = countAt(usage, "prompt_tokens");
        chunk.outputTokens = countAt(usage, "completion_tokens");
    }
    simdjson::dom::array choices;
    object choice;
    if (root["choices"].get(choices) == simdjson::SUCCESS && choices.size() > 0
        && choices.at(0).get(choice) == simdjson::SUCCESS)
        readChoice(choice, chunk);
    return chunk;
}

ChatFailure failureOf(int httpStatus, std::string_view body, std::string_view retryAfter, std::int64_t nowS)
{
    ChatFailure failure;
    failure.httpStatus = httpStatus;
    failure.error.code = codeOf(httpStatus);
    failure.transient = isTransient(httpStatus);
    failure.retryAfterMs = retryAfterMs(retryAfter, nowS);

    simdjson::dom::parser parser;
    object root;
    if (parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS)
        readError(root, failure);
    if (failure.error.detail.empty() && isCleanText(body))
        failure.error.detail = cut(std::string(body));
    failure.error.detail
        = "HTTP " + std::to_string(httpStatus) + (failure.error.detail.empty() ? "" : ": " + failure.error.detail);
    return failure;
}

std::int64_t retryAfterMs(std::string_view header, std::int64_t nowS)
{
    const QString text = QString::fromLatin1(header.data(), static_cast<qsizetype>(header.size())).trimmed();
    if (text.isEmpty())
        return -1;
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber)
        return seconds >= 0 ? static_cast<std::int64_t>(std::min(seconds * 1000, static_cast<double>(kDayMs))) : -1;
    // HTTP dates end in "GMT", which Qt's reader of mail dates does not know.
    const QDateTime date
        = QDateTime::fromString(QString(text).replace(QStringLiteral("GMT"), QStringLiteral("+0000")), Qt::RFC2822Date);
    if (!date.isValid())
        return -1;
    return std::clamp<std::int64_t>((date.toSecsSinceEpoch() - nowS) * 1000, 0, kDayMs);
}

} // namespace skep::inference
