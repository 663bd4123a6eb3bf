// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/artifacts.h"
#include "hub/gatedsocket.h"
#include "hub/http.h"
#include "hub/router.h"

#include <QFile>
#include <QObject>

#include <memory>

namespace skep::hub {

/// HTTP/1.1 on one connection: one request after the other, each within its limits of size and time. An upgrade of /ws is
/// announced with its bytes still unread. Engine thread.
class HttpSession final : public QObject
{
    Q_OBJECT

public:
    HttpSession(HubContext &context, Gate &gate, const PeerInfo &peer, QObject *parent);

    void onReadable();
    void onWritten();
    /// Looks at the times; true when the connection is to be dropped now.
    [[nodiscard]] bool sweep();

signals:
    void upgradeWanted(const skep::hub::Identity &identity, const QString &origin);

private:
    bool readHead();
    bool readBody();
    [[nodiscard]] Result<void> check();
    [[nodiscard]] Result<void> checkUpgrade();
    /// Chooses the route and says what is wrong before the body comes; false: already answered.
    bool prepare();
    void dispatch();
    void respond(HttpResponse response);
    void refuse(const Error &error);
    void sendFile(const HttpResponse &response, bool keepAlive);
    void pumpFile();
    void afterResponse(bool keepAlive);
    void linger();
    [[nodiscard]] Responder responder();
    bool takeBody(std::string_view bytes);
    void addCors(HttpResponse &response) const;

    HubContext &m_context;
    Gate &m_gate;
    const PeerInfo m_peer;
    HttpParser m_parser;
    HttpRequest m_request;
    Router::Match m_match;
    std::shared_ptr<ArtifactUpload> m_upload;
    Error m_bodyError;
    std::unique_ptr<QFile> m_file; // of a download under way
    std::int64_t m_since = 0;      // first byte of the request under way, or begin of idleness
    qsizetype m_scanned = 0;       // of the head, without its end in it
    std::uint64_t m_serial = 0;    // of the request, so that a late answer finds only its own
    std::int64_t m_lingerBytes = 0;
    bool m_hasBegun = false;       // a byte of the request has come
    bool m_isBusy = false;         // the answer is being made or sent
    bool m_isUpgrading = false;
    bool m_isLingering = false;
    bool m_keepAliveAfterFile = false;
    bool m_isReading = false;      // guards against a second entry
};

} // namespace skep::hub
