// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"

#include <QSslSocket>
#include <QTcpSocket>

namespace skep::hub {

/// A socket whose reader can be held off. Closed, it looks empty to whoever reads (QWebSocket reads whatever it sees)
/// and stops taking bytes from the system at limits::kSocketReadBufferBytes, so that the peer feels it.
/// Reopening sets another buffer size: only a change of size makes Qt listen to the descriptor again.
class Gate
{
public:
    virtual ~Gate() = default;

    void close() { m_isClosed = true; }
    void open();
    /// Makes the system's bytes flow again after the buffer was full. Cheap.
    void rearm();
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    [[nodiscard]] virtual QTcpSocket *socket() = 0;
    /// For TLS; null for a plain socket.
    [[nodiscard]] virtual QSslSocket *ssl() { return nullptr; }

protected:
    bool m_isClosed = false;

private:
    bool m_flip = false;
};

class PlainSocket final : public QTcpSocket, public Gate
{
    Q_OBJECT

public:
    PlainSocket() { setReadBufferSize(limits::kSocketReadBufferBytes); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_isClosed ? 0 : QTcpSocket::bytesAvailable(); }
    [[nodiscard]] QTcpSocket *socket() override { return this; }
};

/// Speaks plain text until startServerEncryption().
class TlsSocket final : public QSslSocket, public Gate
{
    Q_OBJECT

public:
    TlsSocket() { setReadBufferSize(limits::kSocketReadBufferBytes); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_isClosed ? 0 : QSslSocket::bytesAvailable(); }
    [[nodiscard]] QTcpSocket *socket() override { return this; }
    [[nodiscard]] QSslSocket *ssl() override { return this; }
};

} // namespace skep::hub
