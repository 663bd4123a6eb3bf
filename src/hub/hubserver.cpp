// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/hubserver.h"

#include "hub/address.h"
#include "hub/connection.h"
#include "hub/context.h"
#include "hub/listener.h"
#include "hub/replydesk.h"
#include "hub/router.h"
#include "hub/tls.h"

#include <QHash>
#include <QThreadPool>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <unordered_map>

namespace skep::hub {
namespace {

constexpr int kListenBacklog = 1'024;

} // namespace

class HubServer::Impl final : public QObject
{
public:
    Impl(HubPort &port, HubOptions options);
    ~Impl() override { stop(); }

    Result<void> listen();
    void stop();

    const HubOptions m_options;
    HubContext m_context;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<Connection>> m_gone;

private:
    void accept(qintptr descriptor);
    void refuse(qintptr descriptor);
    void upgrade(Connection *connection, QTcpSocket *socket);
    void onWebSocket();
    void forget(Connection *connection);
    void sweep();

    ReplyDesk m_desk;
    const Router m_router;
    QWebSocketServer m_webSockets;
    QHash<QHostAddress, std::size_t> m_perAddress;
    QHash<QString, Connection *> m_upgrading; // by the peer's address and port
    QTimer m_sweepTimer;
    QThreadPool m_pool;
    std::int64_t m_lastSecond = 0;
};

namespace {

QString upgradeKey(const QHostAddress &address, quint16 port)
{
    return address.toString() + QLatin1Char(' ') + QString::number(port);
}

} // namespace

HubServer::Impl::Impl(HubPort &port, HubOptions options)
    : m_options(std::move(options))
    , m_context(port, m_options)
    , m_desk(m_context)
    , m_router(nativeRoutes())
    , m_webSockets(QStringLiteral("skep"), QWebSocketServer::NonSecureMode)
{
    m_context.desk = &m_desk;
    m_context.router = &m_router;
    m_context.home = this;
    m_context.pool = &m_pool;
    m_pool.setMaxThreadCount(1);
    m_webSockets.setMaxPendingConnections(1'024);
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &Impl::onWebSocket);
    connect(&m_sweepTimer, &QTimer::timeout, this, &Impl::sweep);
    port.onResume([self = QPointer<Impl>(this)] {
        if (!self)
            return;
        for (const auto &[connection, owner] : self->m_connections)
            connection->resume();
    });
}

Result<void> HubServer::Impl::listen()
{
    std::vector<Endpoint> endpoints;
    for (const std::string &text : m_options.listen) {
        auto endpoint = parseListen(text);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        endpoints.push_back(*endpoint);
    }
    if (endpoints.empty())
        return failField(ErrorCode::MissingField, "listen");
    if (!m_options.tlsCertificateFile.empty()) {
        auto tls = loadTls(m_options.tlsCertificateFile, m_options.tlsKeyFile);
        if (!tls)
            return tl::unexpected(tls.error());
        m_context.tls = std::move(*tls);
    }
    for (const Endpoint &endpoint : endpoints) {
        auto listener = std::make_unique<Listener>([this](qintptr descriptor) { accept(descriptor); });
        listener->setListenBacklogSize(kListenBacklog);
        if (!listener->listen(endpoint.address, endpoint.port)) {
            m_listeners.clear();
            return failField(ErrorCode::Io, "listen", endpoint.port,
                             toText(endpoint.address, endpoint.port) + ": " + listener->errorString().toStdString());
        }
        m_listeners.push_back(std::move(listener));
    }
    m_sweepTimer.start(std::chrono::milliseconds(m_options.timing.sweepMs));
    return {};
}

void HubServer::Impl::accept(qintptr descriptor)
{
    ++m_context.stats.connections;
    std::unique_ptr<Gate> gate;
    if (m_context.tls)
        gate = std::make_unique<TlsSocket>();
    else
        gate = std::make_unique<PlainSocket>();
    QTcpSocket *const socket = gate->socket();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    const QHostAddress address = socket->peerAddress();
    if (m_context.isStopping || m_connections.size() >= m_options.connectionsMax
        || m_perAddress.value(address) >= m_options.connectionsPerAddressMax) {
        ++m_context.stats.refusedConnections;
        socket->abort();
        return;
    }
    ++m_perAddress[address];
    auto connection = std::make_unique<Connection>(m_context, std::move(gate), nullptr);
    connect(connection.get(), &Connection::upgradeReady, this, &Impl::upgrade);
    connect(connection.get(), &Connection::finished, this, &Impl::forget);
    m_connections.emplace(connection.get(), std::move(connection));
}

// The bytes of the upgrade are still unread in the socket; QWebSocketServer waits for a signal that was emitted before it
// listened.
void HubServer::Impl::upgrade(Connection *connection, QTcpSocket *socket)
{
    m_upgrading.insert(upgradeKey(socket->peerAddress(), socket->peerPort()), connection);
    m_webSockets.handleConnection(socket);
    emit socket->readyRead();
}

void HubServer::Impl::onWebSocket()
{
    while (QWebSocket *const webSocket = m_webSockets.nextPendingConnection()) {
        Connection *const connection = m_upgrading.take(upgradeKey(webSocket->peerAddress(), webSocket->peerPort()));
        if (connection == nullptr) {
            webSocket->deleteLater();
            continue;
        }
        connection->adopt(webSocket);
    }
}

void HubServer::Impl::forget(Connection *connection)
{
    const auto it = m_connections.find(connection);
    if (it == m_connections.end())
        return;
    const PeerInfo &peer = connection->peer();
    m_upgrading.remove(upgradeKey(peer.address, peer.port));
    if (--m_perAddress[peer.address] == 0)
        m_perAddress.remove(peer.address);
    // It is in a call of its own socket, so it goes in the next turn.
    if (m_gone.empty())
        QMetaObject::invokeMethod(this, [this] { m_gone.clear(); }, Qt::QueuedConnection);
    m_gone.push_back(std::move(it->second));
    m_connections.erase(it);
}

void HubServer::Impl::sweep()
{
    if (m_context.nowMs() - m_lastSecond >= 1'000) {
        m_lastSecond = m_context.nowMs();
        m_context.requestsThisSecond.clear();
    }
    m_desk.sweep();
    std::vector<QPointer<Connection>> all; // a sweep may end connections
    all.reserve(m_connections.size());
    for (const auto &[connection, owner] : m_connections)
        all.emplace_back(connection);
    for (const QPointer<Connection> &connection : all)
        if (connection)
            connection->sweep();
}

void HubServer::Impl::stop()
{
    if (m_context.isStopping)
        return;
    m_context.isStopping = true;
    m_sweepTimer.stop();
    for (const auto &listener : m_listeners)
        listener->close();
    std::vector<QPointer<Connection>> all;
    for (const auto &[connection, owner] : m_connections)
        all.emplace_back(connection);
    for (const QPointer<Connection> &connection : all)
        if (connection)
            connection->leave();
    m_pool.waitForDone();
    m_connections.clear();
    m_gone.clear();
}

HubServer::HubServer(HubPort &port, HubOptions options) : m_impl(std::make_unique<Impl>(port, std::move(options))) {}

HubServer::~HubServer() = default;

Result<void> HubServer::listen()
{
    return m_impl->listen();
}

std::vector<std::string> HubServer::addresses() const
{
    std::vector<std::string> all;
    for (const auto &listener : m_impl->m_listeners)
        all.push_back(toText(listener->serverAddress(), listener->serverPort()));
    return all;
}

void HubServer::stop()
{
    m_impl->stop();
}

std::size_t HubServer::connectionCount() const
{
    return m_impl->m_connections.size();
}

} // namespace skep::hub
