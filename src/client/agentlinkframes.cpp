// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub says to an agent, message by message.
#include "client/agentlink.h"

#include <QLoggingCategory>
#include <QPointer>

#include <algorithm>
#include <utility>
#include <variant>

namespace skep::client {

Q_DECLARE_LOGGING_CATEGORY(lcLink) // in agentlink.cpp

namespace {

constexpr int kInUseTriesMax = 12; // about a minute: an old connection of ours may still be dying at the hub

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

} // namespace

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
        if (m_words.replaceByFailure(refusal.fence,
                                     "the hub refused the result: " + std::string(errorName(code)) + " "
                                         + refusal.error.field))
            scheduleFlush();
        else
            m_words.confirmed(refusal.fence);
    }
}

void AgentLink::take(const wire::Fault &fault)
{
    const ErrorCode code = fault.error.code;
    qCWarning(lcLink) << "the hub says" << errorName(code).data() << fault.error.field.c_str()
                      << fault.error.detail.c_str();
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

} // namespace skep::client
