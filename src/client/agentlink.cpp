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
#include <variant>

namespace skep::client {
namespace {

Q_LOGGING_CATEGORY(lcLink, "skep.link")

constexpr int kQuietBeatsMax = 3;
constexpr int kInUseTriesMax = 12; // about a minute: an old connection of ours may still be dying at the hub
constexpr std::chrono::milliseconds kByeWait{1'000};

/// Refusals that mean the lease is not ours any more.
bool isLeaseGone(ErrorCode code)
{
    return code == ErrorCode::StaleFence || code == ErrorCode::NotFound || code == ErrorCode::AlreadyFinal;
}

/// Refusals of a word's form: sending the same again cannot help.
bool isFormFault(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadFrame:
    case ErrorCode::MissingField:
    case ErrorCode::WrongType:
    case ErrorCode::OutOfRange:
    case ErrorCode::TooLong:
    case ErrorCode::BadValue:
        return true;
    default:
        return false;
    }
}

/// Faults before the welcome after which another try may work.
bool isWorthRetrying(ErrorCode code)
{
    switch (code) {
    case ErrorCode::AgentInUse:
    case ErrorCode::QueueFull:
    case ErrorCode::StorageFull:
    case ErrorCode::RateLimited:
    case ErrorCode::Timeout:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

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
        onLost(m_socket && !m_socket->closeReason().isEmpty() ? m_socket->closeReason() : QStringLiteral("connection closed"));
    });
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
        onLost(m_socket ? m_socket->errorString() : QString());
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
        onBytes({frame.constData(), static_cast<std::size_t>(frame.size())});
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &frame) {
        onBytes(frame.toStdString());
    });
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

void AgentLink::onBytes(std::string_view frame)
{
    m_quietBeats = 0;
    auto message = m_reader.parse(frame);
    if (!message) {
        if (message.error().code != ErrorCode::UnknownType)
            qCWarning(lcLink) << "a frame of the hub could not be read:" << message.error().detail.c_str();
        return;
    }
    std::visit([this](const auto &body) { take(body); }, *message);
}

void AgentLink::take(const wire::Welcome &welcome)
{
    if (m_state != State::Greeting)
        return;
    const bool isKept = welcome.resumed;
    m_state = State::Online;
    m_session = welcome.session;
    m_greeting.stop();
    m_backoff.reset();
    m_quietBeats = 0;
    m_inUse = 0;
    const std::int64_t beatMs = std::min<std::int64_t>(welcome.heartbeatS * 1000LL, welcome.renewMs);
    m_beat.start(std::chrono::milliseconds(std::clamp<std::int64_t>(beatMs, 100, 60'000)));

    std::vector<wire::LeaseName> lost;
    if (!isKept) {
        lost = m_words.held();
        for (const wire::LeaseName &at : lost)
            m_words.drop(at.fence);
    }
    m_mayHaveLostQuestions = isKept;
    send(m_words.resumeFrames(isKept));
    sendReady();
    emit online(isKept);
    for (const wire::LeaseName &at : lost)
        emit leaseLost(at.fence);
    stepLeaving();
}

void AgentLink::take(const wire::TaskOrders &orders)
{
    const QPointer<AgentLink> guard(this);
    for (const wire::TaskOrder &order : orders.items) {
        if (m_words.take({order.id, order.fence}))
            emit taskReceived(order);
        if (!guard)
            return;
    }
}

void AgentLink::take(const wire::Cancels &cancels)
{
    for (const wire::LeaseName &at : cancels.items) {
        if (m_words.holds(at.fence))
            emit cancelRequested(at.id, at.fence);
        else if (!m_words.hasFinal(at.fence)) // our word got lost, or the task never came
            cancelled(at.id, at.fence);
    }
}

void AgentLink::take(const wire::Answers &answers)
{
    for (const wire::PersonAnswer &answer : answers.items) {
        if (!m_words.holds(answer.fence))
            continue;
        m_words.answered(answer.fence);
        emit answered(answer.fence, answer.text);
    }
}

void AgentLink::take(const wire::DrainWord &drain)
{
    emit drainRequested(drain.on);
}

void AgentLink::take(const wire::StoredList &stored)
{
    for (const wire::LeaseName &at : stored.items)
        m_words.confirmed(at.fence);
    stepLeaving();
}

void AgentLink::take(const wire::RefusedList &refused)
{
    for (const wire::Refusal &refusal : refused.items)
        refusedOne(refusal);
    stepLeaving();
}

void AgentLink::refusedOne(const wire::Refusal &refusal)
{
    const ErrorCode code = refusal.error.code;
    if (isLeaseGone(code)) {
        m_words.confirmed(refusal.fence);
        if (m_words.drop(refusal.fence)) {
            qCInfo(lcLink) << "lease of task" << refusal.id << "is gone:" << errorName(code).data();
            emit leaseLost(refusal.fence);
        }
        return;
    }
    qCWarning(lcLink) << "the hub refused a word about task" << refusal.id << ":" << errorName(code).data()
                      << refusal.error.field.c_str();
    if (isFormFault(code) && m_words.hasFinal(refusal.fence) && refusal.of != "progress" && refusal.of != "started"
        && refusal.of != "ask") {
        if (m_words.replaceByFailure(refusal.fence, "the hub refused the result: " + std::string(errorName(code)) + " "
                                                        + refusal.error.field))
            scheduleFlush();
        else
            m_words.confirmed(refusal.fence);
    }
}

void AgentLink::take(const wire::Fault &fault)
{
    const ErrorCode code = fault.error.code;
    qCWarning(lcLink) << "the hub says" << errorName(code).data() << fault.error.field.c_str() << fault.error.detail.c_str();
    if (m_state == State::Online && !fault.fatal)
        return;
    if (code == ErrorCode::AgentInUse)
        ++m_inUse;
    if (isWorthRetrying(code) && m_inUse <= kInUseTriesMax) {
        onLost(QString::fromLatin1(errorName(code).data(), static_cast<qsizetype>(errorName(code).size())));
        return;
    }
    if (m_state == State::Online)
        return; // the close that follows brings the reason
    m_state = State::Stopped;
    m_greeting.stop();
    dropSocket();
    emit rejected(fault.error);
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

void AgentLink::progress(Fence fence, std::int64_t done, std::int64_t of, std::string note, std::vector<std::string> log)
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
