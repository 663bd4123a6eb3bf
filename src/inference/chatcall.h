// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inference/chat.h"
#include "inference/sseparser.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

class QNetworkReply;

namespace skep::inference {

struct ChatTimeouts {
    std::chrono::milliseconds first{60'000}; // request to the first byte of the answer's body
    std::chrono::milliseconds silence{60'000}; // between two pieces
};

/// One chat completion under way. Emits `finished` exactly once, also after cancel(); then outcome() holds the
/// answer or the failure. Lives on the event loop that made it.
class ChatCall final : public QObject
{
    Q_OBJECT

public:
    using Outcome = tl::expected<ChatAnswer, ChatFailure>;

    /// Takes over the reply. `textBytesMax`: a longer answer is cut there and ends with finish reason "length".
    ChatCall(QNetworkReply *reply, const ChatTimeouts &timeouts, std::size_t textBytesMax, QObject *parent = nullptr);
    ~ChatCall() override;

    /// Closes the connection, which is what stops the model. The failure's detail says "cancelled".
    void cancel();

    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    /// Meaningful once finished.
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }

signals:
    /// A piece of the answer; `reasoning` is thinking that does not belong to it.
    void received(const QByteArray &text, bool reasoning);
    void finished();

private:
    enum class Body { Unknown, Stream, Json, Fault };

    void onReadyRead();
    void onReplyFinished();
    void onSilence();
    void readHead();
    bool take(const SseEvent &event);
    void take(ChatChunk &&chunk);
    void finishWith(Outcome outcome);
    void fail(ErrorCode code, std::string detail, bool transient);

    QPointer<QNetworkReply> m_reply;
    QTimer m_timer;
    ChatTimeouts m_timeouts;
    std::size_t m_textBytesMax;
    SseParser m_parser;
    Body m_body = Body::Unknown;
    std::string m_collected; // of a JSON or fault body
    ChatAnswer m_answer;
    Outcome m_outcome = tl::unexpected(ChatFailure{});
    bool m_sawDone = false;
    bool m_isFinished = false;
};

} // namespace skep::inference
