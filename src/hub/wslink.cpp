// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/wslink.h"

#include "core/validate.h"

#include <QFile>
#include <QFileInfo>
#include <QStringEncoder>
#include <QWebSocket>

namespace skep::hub {
namespace {

Right rightOf(wire::MessageType type)
{
    using T = wire::MessageType;
    switch (type) {
    case T::Submit: return Right::Submit;
    case T::Command: return Right::Operate;
    case T::Unwatch:
    case T::Follow:
    case T::Detail:
    case T::Report:
    case T::Events:
    case T::Series: return Right::Read;
    case T::Ready:
    case T::Started:
    case T::Progress:
    case T::Ask:
    case T::Results:
    case T::Renew:
    case T::Cancelled:
    case T::Artifact: return Right::Work;
    default: return Right::Nothing; // bye, and those that bring their own token
    }
}

} // namespace

WsLink::WsLink(HubContext &context, Gate &gate, QWebSocket *webSocket, const PeerInfo &peer, const Identity &identity, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_gate(gate)
    , m_webSocket(webSocket)
    , m_peer(peer)
    , m_identity(identity)
    , m_link(context.port.newLink(this))
    , m_outbox([this](std::string_view frame) { send(frame); })
    , m_share(context.busySubmitters)
    , m_lastHeard(context.nowMs())
    , m_lastPing(m_lastHeard)
    , m_since(m_lastHeard)
{
    ++m_context.stats.links;
    ++m_context.stats.upgrades;
    webSocket->setParent(this);
    webSocket->setMaxAllowedIncomingFrameSize(limits::kFrameBytesMax);
    webSocket->setMaxAllowedIncomingMessageSize(limits::kFrameBytesMax);
    connect(webSocket, &QWebSocket::textMessageReceived, this, &WsLink::onText);
    connect(webSocket, &QWebSocket::binaryMessageReceived, this, &WsLink::onBinary);
    connect(webSocket, &QWebSocket::pong, this, [this] { m_lastHeard = m_context.nowMs(); });
}

WsLink::~WsLink()
{
    --m_context.stats.links;
    m_feed.reset();
    if (isHello() && !m_context.isStopping) {
        m_context.port.post(cmd::Leave{m_link, false});
        if (m_isAgent && m_process)
            m_context.lostProcesses.lost(m_agent, *m_process);
    }
    m_context.port.dropLink(m_link);
}

wire::Source WsLink::source() const
{
    return {m_link, auditName(m_identity, m_peer), m_context.port.now()};
}

void WsLink::onText(const QString &text)
{
    // Straight into the parser's buffer: three bytes hold whatever one UTF-16 unit becomes.
    char *const buffer = m_context.reader.buffer(static_cast<std::size_t>(text.size()) * 3);
    QStringEncoder encode(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const char *const end = encode.appendToBuffer(buffer, text);
    onFrame(static_cast<std::size_t>(end - buffer));
}

void WsLink::onBinary(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.front() != '{') {
        m_lastHeard = m_context.nowMs();
        return fault(Error{ErrorCode::Unsupported, "frame", 0, "binary frames carry JSON objects"}, {});
    }
    m_isBinary = true;
    char *const buffer = m_context.reader.buffer(static_cast<std::size_t>(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), buffer);
    onFrame(static_cast<std::size_t>(bytes.size()));
}

void WsLink::onFrame(std::size_t bytes)
{
    m_lastHeard = m_context.nowMs();
    m_hasSpoken = true;
    ++m_context.stats.framesIn;
    m_context.stats.bytesIn += bytes;
    if (m_isClosing)
        return;
    const auto parsed = m_context.reader.parseBuffered(bytes, source());
    if (!parsed)
        fault(parsed.error().error, parsed.error().of);
    else
        handle(m_context.reader.last());
    m_outbox.flush();
    checkLoad();
    if (!mayRead())
        m_gate.close();
}

bool WsLink::allow(wire::MessageType type)
{
    const Right right = rightOf(type);
    if (!may(m_identity.role, right)) {
        const bool isNobody = m_identity.role == Role::None;
        fault(Error{isNobody ? ErrorCode::Unauthorized : ErrorCode::Forbidden, "token", 0,
                    isNobody ? "a token is needed" : "the role may not do this"}, wire::name(type));
        return false;
    }
    if (right == Right::Work && !isHello()) {
        fault(Error{ErrorCode::OutOfOrder, "type", 0, "hello comes first"}, wire::name(type));
        return false;
    }
    return true;
}

void WsLink::handle(wire::Incoming &in)
{
    using T = wire::MessageType;
    if (!allow(in.type))
        return;
    switch (in.type) {
    case T::Hello: return onHello(in.hello);
    case T::Auth: return onAuth(in.token);
    case T::Watch: return onWatch(in.watch);
    case T::Unwatch: return m_feed.reset();
    case T::Follow:
        if (!m_feed)
            return fault(Error{ErrorCode::OutOfOrder, "type", 0, "watch comes first"}, "follow");
        return m_feed->follow(in.follow);
    case T::Detail: return onDetail(in.ref, in.id);
    case T::Report: return onReport(in.ref);
    case T::Events: return onEvents(in.ref, std::move(in.events));
    case T::Series: return onSeries(in.ref, in.series);
    case T::Ready: return onReady(std::get<cmd::Ready>(in.commands.front()));
    case T::Bye:
        if (isHello())
            m_context.port.post(cmd::Leave{m_link, true});
        m_isAgent = m_isJoining = false;
        return closeWith(1000, "bye");
    default: return takeWords(in);
    }
}

void WsLink::takeWords(wire::Incoming &in)
{
    for (Command &command : in.commands) {
        if (auto *artifact = std::get_if<cmd::Artifact>(&command); artifact != nullptr && !postArtifact(*artifact))
            continue;
        if (in.type == wire::MessageType::Submit)
            m_share.onSubmitted();
        m_context.port.post(std::move(command));
    }
    if (!in.faults.empty())
        refuseFaults(in);
}

// A reference to bytes the hub does not have would be a promise nobody can keep.
bool WsLink::postArtifact(cmd::Artifact &word)
{
    const QFileInfo file(QString::fromStdString(m_context.port.artifactPath(word.sha256)));
    word.ref = 0;
    if (file.isFile() && file.size() == word.bytes)
        return true;
    wire::Refusal refusal{word.at.id, word.at.fence, {}, "artifact", -1, Error{ErrorCode::NotFound, "sha256", 0, "upload the bytes first"}};
    auto w = m_outbox.item(wire::MessageType::Refused);
    wire::encodeRefused(w, refusal);
    m_outbox.endItem();
    return false;
}

void WsLink::refuseFaults(const wire::Incoming &in)
{
    ++m_context.stats.faultyFrames;
    for (const wire::ItemFault &item : in.faults) {
        if (in.type == wire::MessageType::Command) {
            auto w = m_outbox.item(wire::MessageType::Reply);
            wire::encodeReply(w, {item.ref, tl::unexpected(item.error), item.id, {}, 0});
        } else {
            auto w = m_outbox.item(wire::MessageType::Refused);
            wire::encodeRefused(w, {item.id, item.fence, item.key, std::string(wire::name(in.type)),
                                    static_cast<std::int64_t>(item.index), item.error});
        }
        m_outbox.endItem();
    }
    if (++m_faults >= limits::kErrorsPerConnectionMax)
        closeWith(1008, "too many errors");
}

bool WsLink::takeToken(const std::string &token, std::string_view of)
{
    if (token.empty())
        return true;
    const auto identity = identify(m_context, m_peer, token);
    if (identity)
        m_identity = *identity;
    else
        fault(Error{ErrorCode::Unauthorized, "token", 0, "the token is wrong"}, of);
    return identity.has_value();
}

void WsLink::onAuth(const std::string &token)
{
    if (token.empty())
        return fault(Error{ErrorCode::MissingField, "token", 0, {}}, "auth");
    if (isHello())
        return fault(Error{ErrorCode::OutOfOrder, "type", 0, "an agent keeps the token of its hello"}, "auth");
    if (!takeToken(token, "auth"))
        return;
    wire::Welcome welcome;
    welcome.role = m_identity.role;
    welcome.epoch = m_context.port.epoch();
    welcome.now = m_context.port.now();
    welcome.heartbeatS = static_cast<int>(std::max<std::int64_t>(1, m_context.options.timing.heartbeatMs / 1000));
    std::string frame;
    wire::encodeWelcome(frame, welcome);
    m_outbox.message(frame);
}

void WsLink::onHello(wire::Hello &hello)
{
    if (isHello())
        return fault(Error{ErrorCode::OutOfOrder, "type", 0, "hello was said"}, "hello");
    if (!takeToken(hello.token, "hello"))
        return;
    if (!may(m_identity.role, Right::Work)) {
        const bool isNobody = m_identity.role == Role::None;
        return fault(Error{isNobody ? ErrorCode::Unauthorized : ErrorCode::Forbidden, "token", 0,
                           isNobody ? "a token is needed" : "the role may not do this"}, "hello");
    }
    m_resumed = !hello.resume.empty() && m_context.sessions.isGood(hello.agent.name, hello.resume);
    m_agent = hello.agent.name;
    // Tunnels and containers come over the loopback too, with numbers of another machine.
    if (m_peer.address.isLoopback() && hello.agent.machine == m_context.machine)
        m_process = ProcessMark::of(hello.agent.pid);
    Command join = cmd::Join{m_link, kJoinRef, std::move(hello.agent), m_resumed};
    if (auto ok = validate(join); !ok)
        return fault(ok.error(), "hello");
    m_isJoining = true;
    m_context.lostProcesses.returned(m_agent); // before the engine knows: what is told from now on is of the newer one
    m_context.port.post(std::move(join));
}

void WsLink::onWatch(const wire::Watch &watch)
{
    if (!takeToken(watch.token, "watch"))
        return;
    if (!may(m_identity.role, Right::Read)) {
        const bool isNobody = m_identity.role == Role::None;
        return fault(Error{isNobody ? ErrorCode::Unauthorized : ErrorCode::Forbidden, "token", 0,
                           isNobody ? "a token is needed" : "the role may not do this"}, "watch");
    }
    m_feed.reset();
    m_feed = std::make_unique<WatchFeed>(
        m_context, watch, [this](std::string_view frame) { m_outbox.message(frame); },
        [this] { return !m_isClosing && load() < limits::kSendBufferHighBytes / 2; });
}

void WsLink::onReady(const cmd::Ready &ready)
{
    m_slotsWanted = ready.slots;
    if (!m_isSlow)
        m_context.port.post(ready);
}

void WsLink::onWritten()
{
    if (m_isClosing)
        return;
    const std::size_t waiting = load();
    if (m_isSlow && waiting < limits::kSendBufferHighBytes / 2) {
        m_isSlow = false;
        if (m_isAgent)
            m_context.port.post(cmd::Ready{m_link, m_slotsWanted});
        onResume();
    }
    if (waiting < limits::kSendBufferHighBytes / 2) {
        pumpTasks();
        if (m_feed)
            m_feed->pump();
    }
}

bool WsLink::mayRead() const
{
    return !m_isSlow && !m_share.isFull() && m_context.port.mayRead();
}

void WsLink::onResume()
{
    if (mayRead())
        m_gate.open();
}

bool WsLink::sweep()
{
    const std::int64_t now = m_context.nowMs();
    const HubTiming &timing = m_context.options.timing;
    if (m_isClosing)
        return now - m_since > timing.helloMs;
    if (!m_hasSpoken && now - m_since > timing.helloMs) {
        ++m_context.stats.timeouts;
        fault(Error{ErrorCode::Timeout, "hello", timing.helloMs, {}}, {}, true);
        closeWith(1008, "timeout");
        return false;
    }
    if (m_gate.isClosed() && !m_isSlow)
        m_lastHeard = now; // we do not listen: silence is our own doing
    if (now - m_lastHeard > 3 * timing.heartbeatMs) {
        ++m_context.stats.timeouts;
        return true;
    }
    if (m_webSocket && now - m_lastPing >= timing.heartbeatMs) {
        m_lastPing = now;
        m_webSocket->ping();
    }
    return false;
}

void WsLink::leave()
{
    closeWith(1001, "the hub leaves");
    m_gate.socket()->flush();
}

void WsLink::closeWith(int code, const char *reason)
{
    if (m_isClosing)
        return;
    m_outbox.flush();
    m_isClosing = true;
    m_since = m_context.nowMs();
    if (m_webSocket)
        m_webSocket->close(static_cast<QWebSocketProtocol::CloseCode>(code), QString::fromLatin1(reason));
}

} // namespace skep::hub
