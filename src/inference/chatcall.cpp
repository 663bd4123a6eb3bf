// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inference/chatcall.h"

#include "core/validate.h"

#include <QDateTime>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace skep::inference {
namespace {

constexpr std::size_t kFaultBodyBytesMax = 64 * 1024;
constexpr std::size_t kJsonBodyBytesMax = 8 * 1024 * 1024;
constexpr std::chrono::milliseconds kAfterDone{500}; // for a server that says [DONE] and keeps the connection
constexpr qint64 kReadBufferBytes = 256 * 1024; // back-pressure on a server faster than the event loop

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

std::string describe(const QNetworkReply *reply)
{
    return reply->errorString().toStdString();
}

bool isConnectFault(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TimeoutError:
        return true;
    default:
        return false;
    }
}

} // namespace

ChatCall::ChatCall(QNetworkReply *reply, const ChatTimeouts &timeouts, std::size_t textBytesMax, QObject *parent)
    : QObject(parent)
    , m_reply(reply)
    , m_timeouts(timeouts)
    , m_textBytesMax(textBytesMax)
{
    reply->setParent(this);
    reply->setReadBufferSize(kReadBufferBytes);
    connect(reply, &QNetworkReply::readyRead, this, &ChatCall::onReadyRead);
    connect(reply, &QNetworkReply::finished, this, &ChatCall::onReplyFinished);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChatCall::onSilence);
    m_timer.start(timeouts.first);
}

ChatCall::~ChatCall() = default;

void ChatCall::cancel()
{
    fail(ErrorCode::Conflict, "cancelled", false);
}

void ChatCall::onSilence()
{
    if (m_sawDone)
        return finishWith(std::move(m_answer));
    fail(ErrorCode::Timeout,
         m_body == Body::Unknown ? "the model server did not begin to answer in time" : "the model server fell silent",
         m_body == Body::Unknown);
}

void ChatCall::readHead()
{
    const int status = statusOf(m_reply);
    if (status < 200 || status > 299) {
        m_body = Body::Fault;
        return;
    }
    const QByteArray type = m_reply->rawHeader("Content-Type").toLower();
    m_body = type.startsWith("application/json") ? Body::Json : Body::Stream;
}

void ChatCall::onReadyRead()
{
    if (m_isFinished)
        return;
    if (m_body == Body::Unknown)
        readHead();
    m_timer.start(m_timeouts.silence);
    const QByteArray bytes = m_reply->readAll();
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_body == Body::Fault) {
        m_collected += view.substr(0, kFaultBodyBytesMax - m_collected.size());
        return;
    }
    if (m_body == Body::Json) {
        if (m_collected.size() + view.size() > kJsonBodyBytesMax)
            return fail(ErrorCode::TooLong, "the model server's answer is too long", false);
        m_collected += view;
        return;
    }
    std::vector<SseEvent> events;
    const bool isWhole = m_parser.feed(view, events);
    const QPointer<ChatCall> guard(this);
    for (const SseEvent &event : events)
        if (!take(event) || !guard)
            return;
    if (!isWhole)
        fail(ErrorCode::TooLong, "the model server sent an event without end", false);
}

bool ChatCall::take(const SseEvent &event)
{
    if (event.data == "[DONE]") {
        m_sawDone = true;
        m_timer.start(kAfterDone);
        return true;
    }
    auto chunk = parseChunk(event.data);
    if (!chunk) {
        finishWith(tl::unexpected(std::move(chunk.error())));
        return false;
    }
    if (event.name == "error") {
        fail(ErrorCode::Io, event.data.substr(0, 1000), false);
        return false;
    }
    const QPointer<ChatCall> guard(this);
    take(std::move(*chunk));
    return guard && !m_isFinished;
}

void ChatCall::take(ChatChunk &&chunk)
{
    if (!chunk.model.empty())
        m_answer.model = std::move(chunk.model);
    if (chunk.promptTokens >= 0)
        m_answer.promptTokens = chunk.promptTokens;
    if (chunk.outputTokens >= 0)
        m_answer.outputTokens = chunk.outputTokens;
    if (!chunk.finishReason.empty())
        m_answer.finishReason = std::move(chunk.finishReason);

    const QPointer<ChatCall> guard(this);
    if (!chunk.reasoning.empty())
        emit received(QByteArray::fromStdString(chunk.reasoning), true);
    if (!guard || m_isFinished || chunk.content.empty())
        return;
    const bool isOver = m_answer.text.size() + chunk.content.size() > m_textBytesMax;
    if (isOver)
        cutText(chunk.content, m_textBytesMax - m_answer.text.size());
    m_answer.text += chunk.content;
    ++m_answer.chunks;
    emit received(QByteArray::fromStdString(chunk.content), false);
    if (isOver && guard) {
        m_answer.finishReason = "length";
        finishWith(std::move(m_answer));
    }
}

void ChatCall::onReplyFinished()
{
    if (m_isFinished)
        return;
    if (m_reply->bytesAvailable() > 0) {
        const QPointer<ChatCall> guard(this);
        onReadyRead();
        if (!guard || m_isFinished)
            return;
    }
    const int status = statusOf(m_reply);
    if (status != 0 && (status < 200 || status > 299)) {
        const QByteArray retryAfter = m_reply->rawHeader("Retry-After");
        finishWith(tl::unexpected(failureOf(status, m_collected,
                                            {retryAfter.constData(), static_cast<std::size_t>(retryAfter.size())},
                                            QDateTime::currentSecsSinceEpoch())));
        return;
    }
    const auto error = m_reply->error();
    if (status == 0)
        return fail(ErrorCode::Io, describe(m_reply), isConnectFault(error));
    if (m_body == Body::Json && error == QNetworkReply::NoError) {
        auto chunk = parseChunk(m_collected);
        if (!chunk)
            return finishWith(tl::unexpected(std::move(chunk.error())));
        const QPointer<ChatCall> guard(this);
        take(std::move(*chunk));
        if (!guard || m_isFinished)
            return;
    }
    // A server that is told to stop closes the stream without its last chunk: that is no answer, even though
    // the HTTP layer may see a clean end.
    if (m_answer.finishReason.empty() && !m_sawDone)
        return fail(ErrorCode::Io, "the model server's stream was cut before its end", m_answer.text.empty());
    finishWith(std::move(m_answer));
}

void ChatCall::fail(ErrorCode code, std::string detail, bool transient)
{
    finishWith(tl::unexpected(
        ChatFailure{Error{code, {}, 0, std::move(detail)}, m_reply ? statusOf(m_reply) : 0, -1, transient}));
}

void ChatCall::finishWith(Outcome outcome)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    m_outcome = std::move(outcome);
    m_timer.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    emit finished();
}

} // namespace skep::inference
