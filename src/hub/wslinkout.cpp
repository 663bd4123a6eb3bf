// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/wslink.h"

#include <QWebSocket>

// The way out of a link: what the engine says becomes frames, within what the peer reads.
namespace skep::hub {

void WsLink::onJoined(const out::Reply &reply)
{
    m_isJoining = false;
    if (!reply.result)
        return fault(reply.result.error(), "hello");
    m_isAgent = true;
    wire::Welcome welcome;
    welcome.role = m_identity.role;
    welcome.agent = m_agent;
    welcome.session = m_context.sessions.issue(m_agent);
    welcome.resumed = m_resumed;
    welcome.epoch = m_context.port.epoch();
    welcome.now = m_context.port.now();
    welcome.heartbeatS = static_cast<int>(std::max<std::int64_t>(1, m_context.options.timing.heartbeatMs / 1000));
    std::string frame;
    wire::encodeWelcome(frame, welcome);
    m_outbox.message(frame);
}

void WsLink::onReply(const out::Reply &reply)
{
    if (reply.ref == kJoinRef)
        return onJoined(reply);
    auto w = m_outbox.item(wire::MessageType::Reply);
    wire::encodeReply(w, {reply.ref, reply.result, reply.id, reply.agent, reply.fence, reply.reason, reply.waits});
    m_outbox.endItem();
}

void WsLink::deliver(const Output &output, const std::string &params)
{
    using T = wire::MessageType;
    if (m_isClosing)
        return;
    const OutputBody &body = output.body;
    if (std::holds_alternative<out::Accepted>(body) || std::holds_alternative<out::SubmitRefused>(body))
        m_share.onAnswered();
    if (const auto *task = std::get_if<out::SendTask>(&body)) {
        sendTask(*task, params);
    } else if (const auto *stored = std::get_if<out::Stored>(&body)) {
        auto w = m_outbox.item(T::Stored);
        wire::encodeLease(w, stored->id, stored->fence);
        m_outbox.endItem();
    } else if (const auto *accepted = std::get_if<out::Accepted>(&body)) {
        auto w = m_outbox.item(T::Accepted);
        wire::encodeAccepted(w, accepted->key, accepted->id, accepted->repeated);
        m_outbox.endItem();
    } else if (const auto *refused = std::get_if<out::SubmitRefused>(&body)) {
        auto w = m_outbox.item(T::Refused);
        wire::encodeRefused(w, {0, 0, refused->key, {}, -1, refused->error});
        m_outbox.endItem();
    } else if (const auto *late = std::get_if<out::LeaseRefused>(&body)) {
        auto w = m_outbox.item(T::Refused);
        wire::encodeRefused(w, {late->id, late->fence, {}, {}, -1, late->error});
        m_outbox.endItem();
    } else if (const auto *cancel = std::get_if<out::SendCancel>(&body)) {
        auto w = m_outbox.item(T::Cancel);
        wire::encodeLease(w, cancel->id, cancel->fence);
        m_outbox.endItem();
    } else if (const auto *answer = std::get_if<out::SendAnswer>(&body)) {
        auto w = m_outbox.item(T::Answer);
        wire::encodeAnswer(w, answer->id, answer->fence, answer->text);
        m_outbox.endItem();
    } else if (const auto *drain = std::get_if<out::SendDrain>(&body)) {
        std::string frame;
        wire::encodeDrain(frame, drain->on);
        m_outbox.message(frame);
    } else if (const auto *reply = std::get_if<out::Reply>(&body)) {
        onReply(*reply);
    } else if (const auto *close = std::get_if<out::CloseLink>(&body)) {
        m_isAgent = m_isJoining = false; // the name has another link now
        fault(close->error, "hello", true);
        closeWith(1008, "agent_in_use");
    }
}

void WsLink::flush()
{
    m_outbox.flush();
    checkLoad();
    onResume();
}

void WsLink::sendTask(const out::SendTask &task, std::string_view params)
{
    if (!m_waitingTasks.empty() || load() > limits::kSendBufferHighBytes) {
        m_waitingTasks.push_back(task); // the engine gives no more than hello's slots
        return;
    }
    auto w = m_outbox.item(wire::MessageType::Tasks);
    wire::encodeTask(w, task, params);
    m_outbox.endItem();
}

void WsLink::pumpTasks()
{
    if (m_isFetching || m_waitingTasks.empty() || m_isClosing || load() > limits::kSendBufferHighBytes / 2)
        return;
    m_isFetching = true;
    m_context.port.taskDetail(m_waitingTasks.front().id, [link = QPointer<WsLink>(this)](Result<TaskDetail> detail) {
        if (!link || link->m_isClosing || link->m_waitingTasks.empty())
            return;
        link->m_isFetching = false;
        const out::SendTask task = std::move(link->m_waitingTasks.front());
        link->m_waitingTasks.pop_front();
        if (detail && detail->view.fence == task.fence && isHeld(detail->view.state)) {
            auto w = link->m_outbox.item(wire::MessageType::Tasks);
            wire::encodeTask(w, task, detail->spec.params);
            link->m_outbox.endItem();
            link->m_outbox.flush();
        }
        link->checkLoad();
        link->pumpTasks();
    });
}

void WsLink::fault(const Error &error, std::string_view of, bool isFatal)
{
    ++m_context.stats.faultyFrames;
    const bool isLast = ++m_faults >= limits::kErrorsPerConnectionMax;
    std::string frame;
    wire::encodeFault(frame, wire::Fault{error, std::string(of), isFatal || isLast});
    m_outbox.message(frame);
    if (isLast)
        closeWith(1008, "too many errors");
}

// A server's frame is a short head and the bytes as they are. Writing it here saves the way through QString and back that
// QWebSocket would take; its own frames (pong, close) are written whole too, so the two never mix.
void WsLink::send(std::string_view frame)
{
    QTcpSocket *const socket = m_gate.socket();
    if (m_isClosing || !m_webSocket || !m_webSocket->isValid())
        return;
    char head[10];
    int n = 2;
    head[0] = static_cast<char>(m_isBinary ? 0x82 : 0x81);
    const std::size_t size = frame.size();
    if (size < 126) {
        head[1] = static_cast<char>(size);
    } else {
        const int extra = size <= 0xFFFF ? 2 : 8;
        head[1] = static_cast<char>(extra == 2 ? 126 : 127);
        for (int i = 0; i < extra; ++i)
            head[n + i] = static_cast<char>(size >> (8 * (extra - 1 - i)));
        n += extra;
    }
    socket->write(head, n);
    socket->write(frame.data(), static_cast<qint64>(size));
    ++m_context.stats.framesOut;
    m_context.stats.bytesOut += size;
}

std::size_t WsLink::load() const
{
    return static_cast<std::size_t>(m_gate.socket()->bytesToWrite()) + m_outbox.bytes();
}

void WsLink::checkLoad()
{
    if (m_isClosing)
        return;
    const std::size_t waiting = load();
    if (waiting > limits::kSendBufferMaxBytes) {
        ++m_context.stats.slowLinksClosed;
        m_isClosing = true;
        m_gate.socket()->abort(); // a close frame would only join what the peer does not read
        return;
    }
    if (!m_isSlow && waiting > limits::kSendBufferHighBytes) {
        m_isSlow = true;
        m_gate.close();
        if (m_isAgent)
            m_context.port.post(cmd::Ready{m_link, 0});
    }
}

} // namespace skep::hub
