// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/httpsession.h"

#include "hub/replydesk.h"

#include <QPointer>

#include <array>

namespace skep::hub {
namespace {

constexpr int kRequestsPerTurnMax = 64; // then others have their turn

// What was received but not yet taken. One buffer for all connections: it is used up before anybody else looks.
std::string_view peek(QTcpSocket &socket)
{
    static thread_local std::array<char, limits::kSocketReadBufferBytes + 16> buffer;
    const qint64 n = socket.peek(buffer.data(), buffer.size());
    return {buffer.data(), static_cast<std::size_t>(std::max<qint64>(0, n))};
}

} // namespace

HttpSession::HttpSession(HubContext &context, Gate &gate, const PeerInfo &peer, QObject *parent)
    : QObject(parent), m_context(context), m_gate(gate), m_peer(peer), m_since(context.nowMs())
{
    m_parser.start([this](std::string_view bytes) { return takeBody(bytes); });
}

void HttpSession::onReadable()
{
    if (m_isReading || m_isUpgrading)
        return;
    if (m_isLingering) {
        m_lingerBytes += m_gate.socket()->skip(m_gate.socket()->bytesAvailable());
        m_gate.rearm();
        return;
    }
    m_isReading = true;
    int left = kRequestsPerTurnMax;
    while (!m_isBusy && !m_isLingering && !m_isUpgrading) {
        if (m_gate.socket()->bytesToWrite() > static_cast<qint64>(limits::kSendBufferHighBytes))
            break; // onWritten() comes back here
        if (!m_context.port.mayRead()) {
            m_gate.close(); // opened when the hub may read again
            break;
        }
        if (m_parser.isHeadDone() ? !readBody() : !readHead())
            break;
        if (--left == 0) {
            QMetaObject::invokeMethod(this, &HttpSession::onReadable, Qt::QueuedConnection);
            break;
        }
    }
    m_isReading = false;
}

// False: more bytes are needed. What was refused counts as read.
bool HttpSession::readHead()
{
    const std::string_view bytes = peek(*m_gate.socket());
    if (bytes.empty()) {
        m_gate.rearm();
        return false;
    }
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_since = m_context.nowMs();
        if (bytes.front() < 'A' || bytes.front() > 'Z') {
            refuse(Error{ErrorCode::BadFrame, "head", 0, "not an HTTP request"});
            return true;
        }
    }
    const std::size_t end = bytes.find("\r\n\r\n", static_cast<std::size_t>(std::max<qsizetype>(0, m_scanned - 3)));
    if (end == std::string_view::npos ? bytes.size() >= limits::kHttpHeadBytesMax : end + 4 > limits::kHttpHeadBytesMax) {
        refuse(Error{ErrorCode::TooLong, "head", limits::kHttpHeadBytesMax, {}});
        return true;
    }
    if (end == std::string_view::npos) {
        m_scanned = static_cast<qsizetype>(bytes.size());
        return false;
    }
    auto used = m_parser.put(bytes.substr(0, end + 4));
    if (used && !m_parser.isHeadDone())
        used = failField(ErrorCode::BadFrame, "head");
    if (!used) {
        refuse(used.error());
        return true;
    }
    ++m_context.stats.requests;
    if (auto ok = check(); !ok) {
        refuse(ok.error());
        return true;
    }
    if (m_request.path == "/ws") {
        if (auto ok = checkUpgrade(); !ok)
            refuse(ok.error());
        return true;
    }
    m_gate.socket()->skip(static_cast<qint64>(end) + 4);
    if (prepare() && m_parser.isDone())
        dispatch();
    return true;
}

Result<void> HttpSession::check()
{
    const HttpHead &head = m_parser.head();
    m_request.head = &head;
    m_request.peer = m_peer;
    if (auto ok = checkHead(m_context, head, m_peer.isTls); !ok)
        return ok;
    if (++m_context.requestsThisSecond[m_peer.address] > m_context.options.requestsPerSecondMax)
        return failField(ErrorCode::RateLimited, "requests", m_context.options.requestsPerSecondMax, "requests per second");
    const std::string_view target = head.target;
    if (target.empty() || (target.front() != '/' && !(target == "*" && head.method == "OPTIONS")))
        return failField(ErrorCode::BadValue, "target", 0, "a path is expected");
    const std::size_t mark = std::min(target.find('?'), target.size());
    m_request.path = target.substr(0, mark);
    auto query = parseQuery(target.substr(std::min(target.size(), mark + 1)));
    if (!query)
        return failField(ErrorCode::BadValue, "target", 0, "a broken escape");
    m_request.query = std::move(*query);
    const auto identity = identify(m_context, m_peer, bearerToken(head.field("authorization")));
    if (!identity || (!head.field("authorization").empty() && bearerToken(head.field("authorization")).empty()))
        return failField(ErrorCode::Unauthorized, "authorization", 0, "the token is wrong");
    m_request.identity = *identity;
    return {};
}

Result<void> HttpSession::checkUpgrade()
{
    const HttpHead &head = m_parser.head();
    if (head.method != "GET" || !head.isUpgrade || head.hasBody())
        return failField(ErrorCode::BadValue, "upgrade", 0, "a WebSocket upgrade is expected here");
    if (head.field("sec-websocket-version") != "13")
        return failField(ErrorCode::BadValue, "sec-websocket-version", 13);
    if (QByteArray::fromBase64(QByteArray(head.field("sec-websocket-key").data(),
                                          static_cast<qsizetype>(head.field("sec-websocket-key").size()))).size() != 16)
        return failField(ErrorCode::BadValue, "sec-websocket-key", 16);
    m_isUpgrading = true;
    const std::string_view origin = head.field("origin");
    emit upgradeWanted(m_request.identity, QString::fromUtf8(origin));
    return {};
}

bool HttpSession::prepare()
{
    const HttpHead &head = m_parser.head();
    m_match = m_context.router->find(head.method, m_request.path);
    if (head.method == "OPTIONS" && (!m_match.allow.empty() || m_request.path == "*")) {
        HttpResponse response;
        response.status = 204;
        response.fields.emplace_back("Allow", m_match.allow.empty() ? "GET, HEAD, POST, DELETE, OPTIONS" : m_match.allow);
        response.mustClose = head.hasBody();
        respond(std::move(response));
        return false;
    }
    if (m_match.allow.empty()) {
        refuse(Error{ErrorCode::NotFound, "path", 0, "nothing lives here"});
        return false;
    }
    if (m_match.route == nullptr) {
        HttpResponse response = errorResponse(Error{ErrorCode::NotAllowed, "method", 0, "not on this path"});
        response.fields.emplace_back("Allow", m_match.allow);
        response.mustClose = head.hasBody();
        respond(std::move(response));
        return false;
    }
    if (!may(m_request.identity.role, m_match.route->right)) {
        const bool isNobody = m_request.identity.role == Role::None;
        refuse(Error{isNobody ? ErrorCode::Unauthorized : ErrorCode::Forbidden, "authorization", 0,
                     isNobody ? "a token is needed" : "the role may not do this"});
        return false;
    }
    const auto bodyMax = static_cast<std::int64_t>(m_match.route->isUpload ? limits::kArtifactBytesMax : limits::kHttpBodyBytesMax);
    if (head.contentLength > bodyMax) {
        refuse(Error{ErrorCode::TooLong, "body", bodyMax, {}});
        return false;
    }
    m_request.arguments = std::move(m_match.arguments);
    if (m_match.route->isUpload) {
        m_upload = std::make_shared<ArtifactUpload>(m_context, m_request);
        if (auto ok = m_upload->open(); !ok) {
            refuse(ok.error());
            return false;
        }
    }
    if (!head.field("expect").empty() && !head.expectsContinue) {
        HttpResponse response = errorResponse(Error{ErrorCode::BadValue, "expect", 0, "only 100-continue"});
        response.status = 417;
        response.mustClose = true;
        respond(std::move(response));
        return false;
    }
    if (head.expectsContinue && !m_parser.isDone())
        m_gate.socket()->write("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
}

bool HttpSession::takeBody(std::string_view bytes)
{
    if (m_upload) {
        auto ok = m_upload->write(bytes);
        if (!ok)
            m_bodyError = ok.error();
        return ok.has_value();
    }
    if (m_request.body.size() + bytes.size() > limits::kHttpBodyBytesMax) {
        m_bodyError = Error{ErrorCode::TooLong, "body", limits::kHttpBodyBytesMax, {}};
        return false;
    }
    m_request.body += bytes;
    return true;
}

bool HttpSession::readBody()
{
    const std::string_view bytes = peek(*m_gate.socket());
    if (bytes.empty()) {
        m_gate.rearm();
        return false;
    }
    m_bodyError = {};
    auto used = m_parser.put(bytes);
    if (!used) {
        refuse(used.error().code == ErrorCode::TooLong ? m_bodyError : used.error());
        return true;
    }
    m_gate.socket()->skip(static_cast<qint64>(*used));
    if (m_parser.isDone()) {
        dispatch();
        return true;
    }
    // A chunk's head that does not end within the head's limit is no chunk's head.
    if (*used == 0 && bytes.size() >= limits::kHttpHeadBytesMax) {
        refuse(Error{ErrorCode::BadFrame, "body", limits::kHttpHeadBytesMax, "a chunk's head is too long"});
        return true;
    }
    return *used > 0;
}

Responder HttpSession::responder()
{
    return [session = QPointer<HttpSession>(this), serial = m_serial](HttpResponse response) {
        if (session && session->m_serial == serial)
            session->respond(std::move(response));
    };
}

void HttpSession::dispatch()
{
    m_isBusy = true;
    HttpRequest request = std::move(m_request); // an answer at once clears ours
    if (m_upload)
        std::exchange(m_upload, nullptr)->finish(responder());
    else
        m_match.route->handler(m_context, std::move(request), responder());
}

void HttpSession::refuse(const Error &error)
{
    ++m_context.stats.refusedRequests;
    HttpResponse response = errorResponse(error);
    // Where the next request begins is only known when this one was understood and has no body.
    const bool isUnderstood = m_parser.isHeadDone() && !m_parser.head().hasBody();
    response.mustClose = !isUnderstood || m_request.path == "/ws" || error.code == ErrorCode::BadHost
        || error.code == ErrorCode::BadOrigin || error.code == ErrorCode::BadFrame || error.field == "target"
        || error.code == ErrorCode::RateLimited || (error.code == ErrorCode::Unauthorized && error.detail == "the token is wrong");
    if (error.code == ErrorCode::BadValue && error.field == "upgrade") {
        response.status = 426;
        response.fields.emplace_back("Upgrade", "websocket");
    }
    m_upload.reset();
    respond(std::move(response));
}

} // namespace skep::hub
