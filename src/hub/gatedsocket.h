// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"

#include <QEvent>
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
    /// After QWebSocket has read: it takes a frame only when all of it is there, so a full buffer means that the frame
    /// needs a larger one, up to what a frame may have.
    void fitFrame();
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    [[nodiscard]] virtual QTcpSocket *socket() = 0;
    /// For TLS; null for a plain socket.
    [[nodiscard]] virtual QSslSocket *ssl() { return nullptr; }

protected:
    /// QWebSocket asks for the removal of a socket that was given to it. Ours belongs to its Connection.
    [[nodiscard]] static bool isRemoval(const QEvent *event) { return event->type() == QEvent::DeferredDelete; }

    bool m_isClosed = false;

private:
    bool m_flip = false;
    bool m_isLarge = false;
};

class PlainSocket final : public QTcpSocket, public Gate
{
    Q_OBJECT

public:
    PlainSocket() { setReadBufferSize(limits::kSocketReadBufferBytes); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_isClosed ? 0 : QTcpSocket::bytesAvailable(); }
    [[nodiscard]] QTcpSocket *socket() override { return this; }
    bool event(QEvent *event) override { return isRemoval(event) || QTcpSocket::event(event); }
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
    bool event(QEvent *event) override { return isRemoval(event) || QSslSocket::event(event); }
};

} // namespace skep::hub
