// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/context.h"
#include "hub/gatedsocket.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWebSocket;

namespace skep::hub {

class HttpSession;
class WsLink;

/// One accepted socket: finds out by its first byte whether it speaks TLS, then is an HTTP session, and a native link after
/// an upgrade. Engine thread.
class Connection final : public QObject
{
    Q_OBJECT

public:
    Connection(HubContext &context, std::unique_ptr<Gate> gate, QObject *parent);
    ~Connection() override;

    [[nodiscard]] const PeerInfo &peer() const { return m_peer; }
    void sweep();
    void resume();
    void leave();
    /// The WebSocket that the upgrade made of this connection's socket.
    void adopt(QWebSocket *webSocket);

signals:
    void upgradeReady(skep::hub::Connection *connection, QTcpSocket *socket);
    void finished(skep::hub::Connection *connection);

private:
    void onReadable();
    void checkMask();
    void startTls();
    void startHttp();
    void onUpgradeWanted(const Identity &identity);
    void onDisconnected();

    HubContext &m_context;
    std::unique_ptr<Gate> m_gate;
    PeerInfo m_peer;
    Identity m_identity;
    std::unique_ptr<HttpSession> m_http;
    std::unique_ptr<WsLink> m_link;
    std::int64_t m_since = 0;
    bool m_isHandshaking = false; // of TLS
    bool m_isUpgrading = false;
    bool m_isMaskSeen = false;
    bool m_isFinished = false;
};

} // namespace skep::hub
