// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/auth.h"
#include "hub/hubserver.h"
#include "hub/lostprocesses.h"
#include "hub/sessions.h"
#include "wire/reader.h"

#include <QElapsedTimer>
#include <QHash>
#include <QHostAddress>
#include <QSslConfiguration>
#include <QSysInfo>

#include <cstdint>
#include <optional>

class QThreadPool;

namespace skep::hub {

class ReplyDesk;
class Router;

struct HubStats
{
    std::uint64_t connections = 0, refusedConnections = 0, requests = 0, upgrades = 0;
    std::uint64_t framesIn = 0, framesOut = 0, bytesIn = 0, bytesOut = 0;
    std::uint64_t faultyFrames = 0, refusedRequests = 0, slowLinksClosed = 0, timeouts = 0;
    std::int64_t links = 0, watchers = 0;
};

/// What all connections share. Owned by HubServer, outlives them. Engine thread.
struct HubContext
{
    HubContext(HubPort &hubPort, const HubOptions &hubOptions)
        : port(hubPort), options(hubOptions), auth(hubOptions.tokens), sessions(hubOptions.sessionSecret),
          lostProcesses([&hubPort](const std::string &agent, const std::string &cause) { hubPort.post(cmd::AgentGone{agent, cause, true}); })
    {
        clock.start();
    }

    HubPort &port;
    const HubOptions &options;
    Auth auth;
    Sessions sessions;
    LostProcesses lostProcesses;
    const std::string machine = QSysInfo::machineHostName().toStdString(); // as agents name it in hello
    wire::Reader reader;
    HubStats stats;
    QElapsedTimer clock;
    std::optional<QSslConfiguration> tls;
    QObject *home = nullptr; // lives as long as the hub, on its thread; for calls from the pool
    QThreadPool *pool = nullptr; // for flushes of artifacts; drained before the hub goes
    ReplyDesk *desk = nullptr;
    const Router *router = nullptr;
    QHash<QHostAddress, std::int64_t> requestsThisSecond;
    std::size_t busySubmitters = 0; // see SubmitShare
    bool isStopping = false;

    [[nodiscard]] std::int64_t nowMs() const { return clock.elapsed(); }
};

/// The other end of a connection.
struct PeerInfo
{
    QHostAddress address, localAddress;
    quint16 port = 0, localPort = 0;
    bool isTls = false;
    mutable std::optional<bool> isSameUser; // asked once a connection: the answer takes a look at all sockets
};

/// Role of a client that gave a token or none. Empty token: local for the same user on this machine where that is
/// trusted, else nobody. Nothing: the token is wrong.
[[nodiscard]] std::optional<Identity> identify(const HubContext &context, const PeerInfo &peer, std::string_view token);

/// "name@127.0.0.1", for the audit.
[[nodiscard]] std::string auditName(const Identity &identity, const PeerInfo &peer);

} // namespace skep::hub
