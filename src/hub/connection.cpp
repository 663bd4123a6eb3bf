// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/connection.h"

#include "hub/httpsession.h"
#include "hub/wslink.h"

#include <QWebSocket>

namespace skep::hub {
namespace {

constexpr char kTlsHandshake = 0x16;

} // namespace

Connection::Connection(HubContext &context, std::unique_ptr<Gate> gate, QObject *parent)
    : QObject(parent), m_context(context), m_gate(std::move(gate)), m_since(context.nowMs())
{
    QTcpSocket *const socket = m_gate->socket();
    m_peer = {socket->peerAddress(), socket->localAddress(), socket->peerPort(), socket->localPort(), false, {}};
    // Batches are our own; Nagle would add 40 ms to a lone answer.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::onReadable);
    connect(socket, &QTcpSocket::disconnected, this, &Connection::onDisconnected);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_link)
            m_link->onWritten();
        else if (m_http)
            m_http->onWritten();
    });
    if (QSslSocket *const ssl = m_gate->ssl()) {
        connect(ssl, &QSslSocket::encrypted, this, [this] {
            m_isHandshaking = false;
            startHttp();
        });
    }
}

Connection::~Connection()
{
    m_gate->socket()->disconnect(this);
    m_link.reset();
    m_http.reset();
}

void Connection::onReadable()
{
    if (m_link && !m_isMaskSeen)
        checkMask();
    if (m_link || m_isUpgrading || m_isHandshaking || m_isFinished)
        return; // QWebSocket or the TLS handshake reads
    if (m_http)
        return m_http->onReadable();
    char first = 0;
    if (m_gate->socket()->peek(&first, 1) != 1)
        return;
    if (first == kTlsHandshake)
        startTls();
    else
        startHttp();
}

// A client has to mask its frames; QWebSocket does not insist. Runs before QWebSocket reads.
void Connection::checkMask()
{
    char head[2];
    if (m_gate->socket()->peek(head, 2) != 2)
        return;
    m_isMaskSeen = true;
    if ((static_cast<unsigned char>(head[1]) & 0x80) == 0)
        m_link->refuseFraming();
}

void Connection::startTls()
{
    QSslSocket *const ssl = m_gate->ssl();
    if (ssl == nullptr || !m_context.tls) {
        m_gate->socket()->abort(); // nobody here speaks it
        return;
    }
    m_isHandshaking = true;
    m_peer.isTls = true;
    ssl->setSslConfiguration(*m_context.tls);
    ssl->startServerEncryption();
}

void Connection::startHttp()
{
    m_http = std::make_unique<HttpSession>(m_context, *m_gate, m_peer, nullptr);
    connect(m_http.get(), &HttpSession::upgradeWanted, this, &Connection::onUpgradeWanted);
    m_http->onReadable();
}

void Connection::onUpgradeWanted(const Identity &identity)
{
    m_identity = identity;
    m_isUpgrading = true;
    m_since = m_context.nowMs();
    // Out of the session's own call first: it goes away with the upgrade.
    QMetaObject::invokeMethod(this, [this] {
        if (!m_isFinished)
            emit upgradeReady(this, m_gate->socket());
    }, Qt::QueuedConnection);
}

void Connection::adopt(QWebSocket *webSocket)
{
    m_http.reset();
    m_link = std::make_unique<WsLink>(m_context, *m_gate, webSocket, m_peer, m_identity, nullptr);
    // Connected after QWebSocket's own, so it runs when that has read.
    connect(m_gate->socket(), &QTcpSocket::readyRead, this, [this] { m_gate->fitFrame(); });
    // What came along with the upgrade is read in a turn of its own.
    QMetaObject::invokeMethod(this, [this] {
        if (!m_isFinished && m_gate->socket()->bytesAvailable() > 0)
            emit m_gate->socket()->readyRead();
    }, Qt::QueuedConnection);
}

void Connection::onDisconnected()
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    emit finished(this);
}

void Connection::sweep()
{
    const std::int64_t age = m_context.nowMs() - m_since;
    bool isOver = false;
    if (m_link)
        isOver = m_link->sweep();
    else if (m_isUpgrading || !m_http)
        isOver = age > m_context.options.timing.headMs; // no byte, a TLS or an upgrade handshake that does not end
    else
        isOver = m_http->sweep();
    if (isOver)
        m_gate->socket()->abort();
}

void Connection::resume()
{
    if (m_link)
        m_link->onResume();
    else
        m_gate->open();
}

void Connection::leave()
{
    if (m_link)
        m_link->leave();
    else
        m_gate->socket()->disconnectFromHost();
}

} // namespace skep::hub
