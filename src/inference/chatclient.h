// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "inference/chatcall.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <vector>

class QNetworkAccessManager;

namespace skep::inference {

/// One OpenAI-compatible endpoint. Lives on one event loop.
class ChatClient final : public QObject
{
    Q_OBJECT

public:
    /// `base` with or without the trailing /v1. The key, if any, goes into the Authorization header and nowhere
    /// else: never into a log, an error or an event.
    ChatClient(const QUrl &base, QByteArray apiKey, QObject *parent = nullptr);
    ~ChatClient() override;

    void setTimeouts(const ChatTimeouts &timeouts) { m_timeouts = timeouts; }

    /// Begins a call; the caller owns it and lets it go before the client. Destroying it closes the connection.
    [[nodiscard]] std::unique_ptr<ChatCall> chat(const ChatRequest &request);

    /// base + /v1/chat/completions.
    [[nodiscard]] QUrl endpoint() const { return m_endpoint; }

private:
    struct Door {
        QNetworkAccessManager *manager = nullptr;
        int calls = 0;
    };

    Door &freeDoor();

    QUrl m_endpoint;
    QByteArray m_apiKey;
    ChatTimeouts m_timeouts;
    // A manager keeps six connections to a host and lets the seventh stream wait behind them for minutes, so
    // each holds at most six. None is made before the first call: it costs a thread and the TLS libraries.
    std::vector<std::unique_ptr<Door>> m_doors;
};

} // namespace skep::inference
