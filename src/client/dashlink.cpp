// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/dashlink.h"

#include "client/backoff.h"

#include <QNetworkReply>
#include <QRandomGenerator>
#include <QWebSocket>

namespace skep::client {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kAnswerMs = 15'000;
constexpr qint64 kSilenceMs = 15'000; // the hub beats once a second
constexpr quint64 kIncomingBytesMax = 8u * 1024 * 1024;

} // namespace

QUrl DashLink::socketUrl(const QUrl &hub)
{
    QUrl url = hub;
    if (url.host().isEmpty() && !url.scheme().isEmpty()) // "localhost:6174" reads as a scheme and a path
        url = QUrl(QLatin1String("ws://") + hub.toString());
    if (url.scheme().isEmpty())
        url.setScheme(QStringLiteral("ws"));
    if (url.scheme() == QLatin1String("http"))
        url.setScheme(QStringLiteral("ws"));
    else if (url.scheme() == QLatin1String("https"))
        url.setScheme(QStringLiteral("wss"));
    url.setPath(QStringLiteral("/ws"));
    return url;
}

DashLink::DashLink(const QUrl &hub, const QString &token, QObject *parent)
    : QObject(parent)
    , m_url(socketUrl(hub))
    , m_token(token.toStdString())
    , m_backoff(std::make_unique<Backoff>(200ms, 5000ms, QRandomGenerator::global()->generate64()))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &DashLink::connectNow);
    m_check.setInterval(1000);
    connect(&m_check, &QTimer::timeout, this, &DashLink::check);
    m_clock.start();
}

DashLink::~DashLink()
{
    if (m_socket)
        m_socket->disconnect(this);
    if (m_network) // its end may still tell of downloads
        for (QNetworkReply *reply : m_network->findChildren<QNetworkReply *>())
            reply->disconnect(this);
}

std::string DashLink::address() const { return m_url.authority().toStdString(); }

void DashLink::start()
{
    m_isStarted = true;
    m_check.start();
    connectNow();
}

void DashLink::connectNow()
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(kIncomingBytesMax);
    m_socket->setMaxAllowedIncomingMessageSize(kIncomingBytesMax);
    connect(m_socket.get(), &QWebSocket::connected, this, &DashLink::onConnected);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &DashLink::onDisconnected);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &DashLink::onFrame);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) { onFrame(text.toUtf8()); });
    m_lastFrameMs = m_clock.elapsed();
    m_socket->open(m_url);
}

void DashLink::onConnected()
{
    m_isConnected = true;
    m_lastFrameMs = m_clock.elapsed();
    watch();
    follow();
    emit connectedChanged(true);
}

void DashLink::onDisconnected()
{
    const bool was = std::exchange(m_isConnected, false);
    // What was sent may have been done: say so instead of "failed".
    failAll({ErrorCode::Timeout, {}, 0, "the connection was lost before the answer"});
    if (m_isStarted && !m_retry.isActive())
        m_retry.start(m_backoff->next());
    if (was)
        emit connectedChanged(false);
}

void DashLink::check()
{
    const qint64 now = m_clock.elapsed();
    if (m_socket && !m_retry.isActive() && now - m_lastFrameMs > kSilenceMs) {
        m_socket->abort(); // half open: disconnected() may not come by itself
        if (!m_retry.isActive())
            onDisconnected();
    }
    std::vector<std::uint64_t> late;
    for (const auto &[ref, waiting] : m_waiting)
        if (now - waiting.since > kAnswerMs)
            late.push_back(ref);
    for (const std::uint64_t ref : late) {
        auto node = m_waiting.extract(ref);
        m_keys.erase(node.mapped().key);
        failLater(std::move(node.mapped()), {ErrorCode::Timeout, {}, 0, {}});
    }
}

void DashLink::watch()
{
    if (!m_isConnected || !m_consumer)
        return;
    wire::Watch words;
    words.token = m_token;
    std::string frame;
    wire::encodeWatch(frame, words);
    write(frame);
}

void DashLink::follow()
{
    if (!m_isConnected || !m_consumer)
        return;
    const std::size_t count = std::min(m_followed.size(), wire::kFollowedTasksMax);
    std::string frame;
    wire::encodeFollow(frame, std::span(m_followed.data(), count));
    write(frame);
}

void DashLink::write(const std::string &frame)
{
    // A binary frame saves both sides the conversion of text.
    m_socket->sendBinaryMessage(QByteArray(frame.data(), static_cast<qsizetype>(frame.size())));
}

void DashLink::setDeltaConsumer(std::function<void(Delta)> consumer)
{
    m_consumer = std::move(consumer);
    watch(); // always answered with a snapshot
    follow();
}

void DashLink::followLogs(std::vector<TaskId> ids)
{
    m_followed = std::move(ids);
    follow();
}

void DashLink::send(Command command, Done done)
{
    Waiting waiting{std::move(done), {}, {}, m_clock.elapsed()};
    if (!m_isConnected) {
        failLater(std::move(waiting), {ErrorCode::Io, {}, 0, "not connected"});
        return;
    }
    const std::uint64_t ref = ++m_lastRef;
    std::string frame;
    wire::JsonWriter writer(frame);
    bool isKnown = true;
    if (const auto *submit = std::get_if<cmd::Submit>(&command)) {
        wire::beginList(frame, wire::MessageType::Submit);
        wire::encodeSubmit(writer, submit->key, submit->task);
        waiting.key = submit->key;
        m_keys[submit->key] = ref;
    } else {
        std::visit(
            [ref](auto &c) {
                if constexpr (requires { c.from; })
                    c.from.ref = ref;
            },
            command);
        wire::beginList(frame, wire::MessageType::Command);
        isKnown = wire::encodeCommand(writer, command);
    }
    wire::endList(frame);
    if (!isKnown) {
        failLater(std::move(waiting), {ErrorCode::Unsupported, {}, 0, {}});
        return;
    }
    m_waiting.emplace(ref, std::move(waiting));
    write(frame);
}

void DashLink::onFrame(const QByteArray &frame)
{
    m_lastFrameMs = m_clock.elapsed();
    auto message = m_reader.parse({frame.constData(), static_cast<std::size_t>(frame.size())});
    if (!message)
        return; // a later hub may say more
    if (auto *picture = std::get_if<wire::Picture>(&*message)) {
        m_backoff->reset();
        if (m_consumer)
            m_consumer(std::move(picture->delta));
    } else if (const auto *replies = std::get_if<wire::Replies>(&*message)) {
        onReplies(*replies);
    } else if (const auto *accepted = std::get_if<wire::AcceptedList>(&*message)) {
        onAccepted(*accepted);
    } else if (const auto *refused = std::get_if<wire::RefusedList>(&*message)) {
        onRefused(*refused);
    } else if (auto *detail = std::get_if<wire::DetailAnswer>(&*message)) {
        auto node = m_waiting.extract(detail->ref);
        if (node && node.mapped().detail)
            node.mapped().detail(std::move(detail->detail));
    } else if (auto *series = std::get_if<wire::SeriesAnswer>(&*message)) {
        auto node = m_waiting.extract(series->ref);
        if (node && node.mapped().series)
            node.mapped().series(std::move(series->series));
    } else if (auto *events = std::get_if<wire::EventsAnswer>(&*message)) {
        auto node = m_waiting.extract(events->ref);
        if (node && node.mapped().events)
            node.mapped().events(std::move(events->page));
    } else if (const auto *fault = std::get_if<wire::Fault>(&*message)) {
        onFault(*fault);
    }
}

void DashLink::finish(std::uint64_t ref, Result<CommandDone> result)
{
    auto node = m_waiting.extract(ref);
    if (!node)
        return;
    m_keys.erase(node.mapped().key);
    if (node.mapped().done)
        node.mapped().done(std::move(result));
}

void DashLink::onReplies(const wire::Replies &replies)
{
    for (const wire::ReplyItem &reply : replies.items)
        finish(reply.ref, reply.result ? Result<CommandDone>(CommandDone{reply.agent, reply.fence, reply.reason, reply.waits, reply.id})
                                       : tl::unexpected<Error>(reply.result.error()));
}

void DashLink::onAccepted(const wire::AcceptedList &accepted)
{
    for (const wire::AcceptedTask &task : accepted.items)
        if (const auto key = m_keys.find(task.key); key != m_keys.end())
            finish(key->second, CommandDone{.id = task.id});
}

void DashLink::onRefused(const wire::RefusedList &refused)
{
    for (const wire::Refusal &refusal : refused.items)
        if (const auto key = m_keys.find(refusal.key); key != m_keys.end())
            finish(key->second, tl::unexpected<Error>(refusal.error));
}

void DashLink::onFault(const wire::Fault &fault)
{
    if (fault.error.code == ErrorCode::Unauthorized || fault.error.code == ErrorCode::Forbidden) {
        failAll(fault.error);
        emit rejected(fault.error);
        return;
    }
    // A fault of a whole frame names no ref. Commands leave one by one, so it is the answer to those under way.
    if (fault.of == wire::name(wire::MessageType::Command) || fault.of == wire::name(wire::MessageType::Submit)
        || fault.of == wire::name(wire::MessageType::Detail) || fault.of == wire::name(wire::MessageType::Series)
        || fault.of == wire::name(wire::MessageType::Events))
        failAll(fault.error);
}

void DashLink::failLater(Waiting waiting, Error error)
{
    // Never inside the caller's call: it does not expect its answer before send() returns.
    QMetaObject::invokeMethod(
        this,
        [waiting = std::move(waiting), error = std::move(error)] {
            if (waiting.done)
                waiting.done(tl::unexpected<Error>(error));
            if (waiting.detail)
                waiting.detail(tl::unexpected<Error>(error));
            if (waiting.series)
                waiting.series(tl::unexpected<Error>(error));
            if (waiting.events)
                waiting.events(tl::unexpected<Error>(error));
        },
        Qt::QueuedConnection);
}

void DashLink::failAll(const Error &error)
{
    m_keys.clear();
    for (auto &[ref, waiting] : std::exchange(m_waiting, {}))
        failLater(std::move(waiting), error);
}

} // namespace skep::client
