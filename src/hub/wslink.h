// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/context.h"
#include "hub/gatedsocket.h"
#include "hub/outbox.h"
#include "hub/submitshare.h"
#include "hub/watchfeed.h"

#include <QObject>
#include <QPointer>

#include <list>
#include <memory>

class QWebSocket;

namespace skep::hub {

/// One native link over a WebSocket: agent, submitter or dashboard. Frames become commands, outputs become frames. Engine
/// thread.
///
/// A peer that submits faster than the disk takes it is read no faster (SubmitShare).
/// A peer that does not read: above limits::kSendBufferHighBytes it is not read either, its credit is closed and tasks wait
/// without their bodies; above limits::kSendBufferMaxBytes it is closed.
class WsLink final : public QObject, public OutputSink
{
    Q_OBJECT

public:
    WsLink(HubContext &context, Gate &gate, QWebSocket *webSocket, const PeerInfo &peer, const Identity &identity, QObject *parent);
    ~WsLink() override;

    void deliver(const Output &output, const std::string &params) override;
    void flush() override;

    /// The hub may read again.
    void onResume();
    void onWritten();
    [[nodiscard]] bool sweep();
    /// The peer does not keep to the framing.
    void refuseFraming() { closeWith(1002, "protocol error"); }
    /// The hub leaves.
    void leave();

private:
    void onText(const QString &text);
    void onBinary(const QByteArray &bytes);
    void onFrame(std::size_t bytes);
    void handle(wire::Incoming &in);
    void takeWords(wire::Incoming &in);
    void refuseFaults(const wire::Incoming &in);
    void onHello(wire::Hello &hello);
    void onAuth(const std::string &token);
    void onWatch(const wire::Watch &watch);
    void onReady(const cmd::Ready &ready);
    void onDetail(std::uint64_t ref, TaskId id);
    void onReport(std::uint64_t ref);
    void onEvents(std::uint64_t ref, EventQuery query);
    void onSeries(std::uint64_t ref, const SeriesQuery &query);
    template<typename T, typename Fields>
    [[nodiscard]] std::function<void(Result<T>)> answerWith(wire::MessageType type, std::uint64_t ref, Fields fields);
    bool postArtifact(cmd::Artifact &word);
    void onJoined(const out::Reply &reply);
    void onReply(const out::Reply &reply);
    bool takeToken(const std::string &token, std::string_view of);
    bool allow(wire::MessageType type);

    void sendTask(const out::SendTask &task, std::string_view params);
    void pumpTasks();
    void fault(const Error &error, std::string_view of, bool isFatal = false);
    void send(std::string_view frame);
    void closeWith(int code, const char *reason);
    void checkLoad();
    [[nodiscard]] bool mayRead() const;
    [[nodiscard]] std::size_t load() const;
    [[nodiscard]] bool isHello() const { return m_isAgent || m_isJoining; }
    [[nodiscard]] wire::Source source() const;

    // Beyond what a frame can say, so that no client's own number meets it.
    static constexpr std::uint64_t kJoinRef = std::uint64_t{1} << 60;

    HubContext &m_context;
    Gate &m_gate;
    QPointer<QWebSocket> m_webSocket;
    const PeerInfo m_peer;
    Identity m_identity;
    LinkId m_link = 0;
    Outbox m_outbox;
    SubmitShare m_share;
    std::unique_ptr<WatchFeed> m_feed;
    std::string m_agent;
    std::optional<ProcessMark> m_process; // of a local agent that told its number
    bool m_resumed = false;
    bool m_isJoining = false; // hello was sent on, no answer yet
    bool m_isAgent = false;
    bool m_isBinary = false;  // the peer writes binary frames
    bool m_isClosing = false;
    bool m_isSlow = false;    // above the high mark
    bool m_hasSpoken = false;
    int m_slotsWanted = 0;    // of the last ready
    int m_faults = 0;
    std::int64_t m_lastHeard = 0, m_lastPing = 0, m_since = 0;
    std::list<out::SendTask> m_waitingTasks; // bodies are read back when there is room
    bool m_isFetching = false;
};

} // namespace skep::hub
