// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/httpsession.h"

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

// The answering half of an HTTP session: responses, files, the end of a connection, times.
namespace skep::hub {
namespace {

constexpr std::int64_t kLingerMs = 2'000;
constexpr std::int64_t kLingerBytesMax = 4 * 1024 * 1024;
constexpr qint64 kFileChunkBytes = 256 * 1024;

} // namespace

void HttpSession::addCors(HttpResponse &response) const
{
    const std::string_view origin = m_parser.isHeadDone() ? m_parser.head().field("origin") : std::string_view();
    const auto &origins = m_context.options.origins;
    if (origin.empty() || std::find(origins.begin(), origins.end(), origin) == origins.end())
        return;
    response.fields.emplace_back("Access-Control-Allow-Origin", origin);
    response.fields.emplace_back("Vary", "Origin");
    if (m_parser.head().method == "OPTIONS") {
        response.fields.emplace_back("Access-Control-Allow-Methods", m_match.allow);
        response.fields.emplace_back("Access-Control-Allow-Headers", "Authorization, Content-Type");
    }
}

void HttpSession::respond(HttpResponse response)
{
    if (m_isLingering || m_file)
        return;
    ++m_serial;
    m_isBusy = true;
    const bool isHeadDone = m_parser.isHeadDone();
    const bool isHeadOnly = isHeadDone && m_parser.head().method == "HEAD";
    const bool keepAlive = isHeadDone && !response.mustClose && m_parser.head().isKeepAlive && m_parser.head().version >= 11
        && !m_context.isStopping;
    addCors(response);
    if (!response.file.empty()) {
        m_file = isHeadOnly ? nullptr : std::make_unique<QFile>(QString::fromStdString(response.file));
        if (m_file && !m_file->open(QIODevice::ReadOnly)) {
            m_file.reset();
            return respond(errorResponse(Error{ErrorCode::Io, {}, 0, "the file cannot be read"}));
        }
        return sendFile(response, keepAlive);
    }
    const std::int64_t length = response.status == 204 ? -1 : static_cast<std::int64_t>(response.body.size());
    std::string bytes = responseHead(response, length, keepAlive);
    if (!isHeadOnly)
        bytes += response.body;
    m_gate.socket()->write(bytes.data(), static_cast<qint64>(bytes.size()));
    afterResponse(keepAlive);
}

void HttpSession::sendFile(const HttpResponse &response, bool keepAlive)
{
    const qint64 size = QFile(QString::fromStdString(response.file)).size();
    const std::string head = responseHead(response, size, keepAlive);
    m_gate.socket()->write(head.data(), static_cast<qint64>(head.size()));
    m_keepAliveAfterFile = keepAlive;
    if (!m_file)
        return afterResponse(keepAlive);
    m_since = m_context.nowMs();
    pumpFile();
}

void HttpSession::pumpFile()
{
    QTcpSocket &socket = *m_gate.socket();
    while (m_file && socket.bytesToWrite() < static_cast<qint64>(limits::kSendBufferHighBytes)) {
        const QByteArray chunk = m_file->read(kFileChunkBytes);
        if (!chunk.isEmpty()) {
            socket.write(chunk);
            m_since = m_context.nowMs();
            continue;
        }
        m_file.reset();
        afterResponse(m_keepAliveAfterFile);
    }
}

void HttpSession::onWritten()
{
    if (m_file)
        pumpFile();
    else if (m_isLingering && m_gate.socket()->bytesToWrite() == 0)
        linger();
    else if (!m_isBusy)
        onReadable();
}

void HttpSession::afterResponse(bool keepAlive)
{
    m_since = m_context.nowMs();
    m_hasBegun = false;
    m_scanned = 0;
    m_upload.reset();
    m_request = {};
    if (!keepAlive) {
        m_isLingering = true;
        if (m_gate.socket()->bytesToWrite() == 0)
            linger();
        return;
    }
    m_parser.start([this](std::string_view bytes) { return takeBody(bytes); });
    m_isBusy = false;
    if (!m_isReading)
        QMetaObject::invokeMethod(this, &HttpSession::onReadable, Qt::QueuedConnection);
}

// Closing with bytes unread would make the system throw away the answer before the peer has read it. So only our side is
// closed first; what still comes is thrown away, within bounds.
void HttpSession::linger()
{
    QTcpSocket &socket = *m_gate.socket();
#ifdef Q_OS_UNIX
    if (m_gate.ssl() == nullptr || !m_gate.ssl()->isEncrypted()) {
        ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
        QMetaObject::invokeMethod(this, &HttpSession::onReadable, Qt::QueuedConnection);
        return;
    }
#endif
    socket.disconnectFromHost();
}

bool HttpSession::sweep()
{
    const std::int64_t age = m_context.nowMs() - m_since;
    const HubTiming &timing = m_context.options.timing;
    if (m_isLingering)
        return age > kLingerMs || m_lingerBytes > kLingerBytesMax;
    if (m_isUpgrading)
        return false;
    if (m_file)
        return age > timing.idleMs; // the peer does not read
    if (m_isBusy)
        return false; // the desk gives up on its own
    if (!m_hasBegun)
        return age > timing.idleMs;
    if (age <= (m_parser.isHeadDone() ? timing.requestMs : timing.headMs))
        return false;
    ++m_context.stats.timeouts;
    refuse(Error{ErrorCode::Timeout, m_parser.isHeadDone() ? "body" : "head",
                 m_parser.isHeadDone() ? timing.requestMs : timing.headMs, {}});
    return false;
}

} // namespace skep::hub
