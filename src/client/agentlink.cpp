// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/agentlink.h"

#include "core/validate.h"

#include <QAbstractSocket>
#include <QLoggingCategory>
#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace skep::client {

Q_LOGGING_CATEGORY(lcLink, "skep.link")

namespace {

constexpr int kQuietBeatsMax = 3;
constexpr std::chrono::milliseconds kByeWait{1'000};

std::string cleaned(std::string text)
{
    if (isCleanText(text))
        return text;
    QString decoded = QString::fromStdString(text); // puts U+FFFD for what is no UTF-8
    decoded.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return decoded.toStdString();
}

} // namespace

AgentLink::AgentLink(AgentLinkOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_backoff(m_options.backoffFirst, m_options.backoffMax, m_options.seed)
{
    for (QTimer *timer : {&m_retry, &m_greeting, &m_progress, &m_leaving})
        timer->setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &AgentLink::connectNow);
    connect(&m_greeting, &QTimer::timeout, this, [this] { onLost(QStringLiteral("no welcome in time")); });
    connect(&m_beat, &QTimer::timeout, this, &AgentLink::onBeat);
    connect(&m_progress, &QTimer::timeout, this, [this] {
        if (m_state == State::Online && !isChoked())
            send(m_words.takeFrames(true));
        else if (m_state == State::Online)
            m_progress.start(m_options.progressEvery);
    });
    connect(&m_leaving, &QTimer::timeout, this, &AgentLink::closeForGood);
}

AgentLink::~AgentLink()
{
    dropSocket();
}

void AgentLink::start()
{
    if (m_state == State::Stopped)
        connectNow();
}

void AgentLink::connectNow()
{
    dropSocket();
    m_state = State::Greeting;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setMaxAllowedIncomingFrameSize(limits::kFrameBytesMax);
    m_socket->setMaxAllowedIncomingMessageSize(limits::kFrameBytesMax);
    connect(m_socket, &QWebSocket::connected, this, &AgentLink::onConnected);
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        onLost(m_socket && !m_socket->closeReason().isEmpty() ? m_socket->closeReason()
                                                              : QStringLiteral("connection closed"));
    });
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this] { onLost(m_socket ? m_socket->errorString() : QString()); });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
        onBytes({frame.constData(), static_cast<std::size_t>(frame.size())});
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &frame) { onBytes(frame.toStdString()); });
    connect(m_socket, &QWebSocket::pong, this, [this] { m_quietBeats = 0; });
    m_greeting.start(m_options.greeting);
    m_socket->open(m_options.hub);
}

void AgentLink::onConnected()
{
    // Words are gathered here already; Nagle would only hold the last frame of a burst for 40 ms.
    if (auto *tcp = m_socket->findChild<QTcpSocket *>())
        tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    wire::Hello hello;
    hello.agent = m_options.agent;
    hello.token = m_options.token;
    hello.resume = m_session;
    std::string frame;
    wire::encodeHello(frame, hello);
    send(frame);
}

void AgentLink::dropSocket()
{
    if (QWebSocket *socket = std::exchange(m_socket, nullptr)) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void AgentLink::onLost(const QString &reason)
{
    if (m_state != State::Greeting && m_state != State::Online && m_state != State::Closing)
        return;
    const bool wasOnline = m_state == State::Online;
    const bool isLast = m_state == State::Closing;
    m_state = State::Waiting;
    m_greeting.stop();
    m_beat.stop();
    m_progress.stop();
    dropSocket();
    if (isLast)
        return closeForGood();
    const auto pause = m_backoff.next();
    qCInfo(lcLink).noquote() << "not connected:" << reason << "- next try in" << pause.count() << "ms";
    m_retry.start(pause);
    if (wasOnline)
        emit offline(reason);
}

void AgentLink::onBeat()
{
    // Our own pings, because the socket does not tell of the hub's: the pong shows that both ways work.
    if (++m_quietBeats > kQuietBeatsMax)
        return onLost(QStringLiteral("the hub fell silent"));
    m_socket->ping();
    send(m_words.renewFrames());
    if (std::exchange(m_mayHaveLostQuestions, false)) {
        m_words.repeatQuestions();
        onFlush();
    }
}

bool AgentLink::isChoked() const
{
    return m_socket && m_socket->bytesToWrite() > static_cast<qint64>(limits::kSendBufferHighBytes);
}

void AgentLink::scheduleFlush()
{
    if (std::exchange(m_isFlushScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &AgentLink::onFlush, Qt::QueuedConnection);
}

void AgentLink::onFlush()
{
    m_isFlushScheduled = false;
    if (m_state != State::Online)
        return;
    if (m_words.isUrgent())
        send(m_words.takeFrames(false));
    if (!m_progress.isActive() && m_words.hasProgress())
        m_progress.start(m_options.progressEvery);
}

void AgentLink::send(const std::vector<std::string> &frames)
{
    for (const std::string &frame : frames)
        send(frame);
}

void AgentLink::send(std::string_view frame)
{
    if (m_socket)
        m_socket->sendBinaryMessage(QByteArray(frame.data(), static_cast<qsizetype>(frame.size())));
}

void AgentLink::sendReady()
{
    std::string frame;
    wire::encodeReady(frame, m_isLeaving ? 0 : m_window);
    send(frame);
}

void AgentLink::setWindow(int window)
{
    if (std::exchange(m_window, window) != window && m_state == State::Online)
        sendReady();
}

void AgentLink::started(Fence fence, bool simulated)
{
    m_words.started(fence, simulated);
    scheduleFlush();
}

void AgentLink::progress(Fence fence, std::int64_t done, std::int64_t of, std::string note,
                         std::vector<std::string> log)
{
    for (std::string &line : log)
        line = cleaned(std::move(line));
    m_words.progress(fence, done, of, cleaned(std::move(note)), std::move(log));
    if (!m_progress.isActive())
        scheduleFlush();
}

void AgentLink::ask(Fence fence, std::string question, std::vector<std::string> choices)
{
    for (std::string &choice : choices)
        choice = cleaned(std::move(choice));
    m_words.ask(fence, cleaned(std::move(question)), std::move(choices));
    scheduleFlush();
}

void AgentLink::finish(Fence fence, cmd::Finish word)
{
    word.error = cleaned(std::move(word.error));
    m_words.finish(fence, std::move(word));
    scheduleFlush();
}

void AgentLink::cancelled(TaskId id, Fence fence)
{
    m_words.cancelled({id, fence});
    scheduleFlush();
}

void AgentLink::leave(std::chrono::milliseconds patience)
{
    if (std::exchange(m_isLeaving, true))
        return;
    if (m_state == State::Stopped)
        return closeForGood();
    m_leaving.start(patience);
    if (m_state == State::Online)
        sendReady();
    stepLeaving();
}

void AgentLink::stepLeaving()
{
    if (!m_isLeaving || m_state == State::Closing || m_words.unconfirmed() > 0)
        return;
    if (m_state != State::Online) {
        // Nothing is owed to the hub; leases end there by themselves.
        QMetaObject::invokeMethod(this, &AgentLink::closeForGood, Qt::QueuedConnection);
        return;
    }
    onFlush();
    m_state = State::Closing;
    std::string frame;
    wire::encodeBare(frame, wire::MessageType::Bye);
    send(frame);
    m_leaving.start(kByeWait);
}

void AgentLink::closeForGood()
{
    if (m_state == State::Online) {
        std::string frame;
        wire::encodeBare(frame, wire::MessageType::Bye);
        send(frame);
        m_socket->flush();
    }
    m_retry.stop();
    m_greeting.stop();
    m_beat.stop();
    m_progress.stop();
    m_leaving.stop();
    dropSocket();
    m_state = State::Stopped;
    if (std::exchange(m_isLeaving, false))
        emit left();
}

} // namespace skep::client
