// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/agentwords.h"
#include "client/backoff.h"
#include "core/agent.h"
#include "core/result.h"
#include "wire/clientcodec.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QWebSocket;

namespace skep::client {

struct AgentLinkOptions {
    QUrl hub; // ws://127.0.0.1:6174/ws
    AgentSpec agent;
    std::string token;
    std::uint64_t seed = 1; // of the jitter
    std::chrono::milliseconds backoffFirst{100};
    std::chrono::milliseconds backoffMax{10'000};
    std::chrono::milliseconds greeting{10'000}; // connect to welcome
    std::chrono::milliseconds progressEvery{100}; // at most ten progress frames a second
};

/// The agent's side of the native protocol: connects, says hello, comes back after a loss with back-off and its
/// session, renews leases, and keeps final words until the hub has stored them. Words of one turn of the event
/// loop leave in common frames. Lives on one event loop; heartbeats need that loop to turn.
class AgentLink final : public QObject
{
    Q_OBJECT

public:
    explicit AgentLink(AgentLinkOptions options, QObject *parent = nullptr);
    ~AgentLink() override;

    void start();
    /// How many leases to hold at once, up to the agent's slots; 0 pauses. Said once per connection or change.
    void setWindow(int window);

    void started(Fence fence, bool simulated);
    void progress(Fence fence, std::int64_t done, std::int64_t of, std::string note, std::vector<std::string> log);
    void ask(Fence fence, std::string question, std::vector<std::string> choices);
    void finish(Fence fence, cmd::Finish word);
    /// The answer to cancelRequested: the work has stopped.
    void cancelled(TaskId id, Fence fence);

    /// Waits until final words are stored, at most for `patience`, says bye and closes. Leases still held end at
    /// the hub at once. left() follows.
    void leave(std::chrono::milliseconds patience);

    [[nodiscard]] bool isOnline() const { return m_state == State::Online; }
    [[nodiscard]] bool holds(Fence fence) const { return m_words.holds(fence); }
    [[nodiscard]] std::size_t unconfirmed() const { return m_words.unconfirmed(); }
    /// Session of the last welcome; gives access to no more than this agent's own leases.
    [[nodiscard]] const std::string &session() const { return m_session; }

signals:
    void online(bool resumed);
    void offline(const QString &reason);
    void taskReceived(const skep::wire::TaskOrder &order);
    /// Stop this work now and say cancelled().
    void cancelRequested(quint64 id, quint64 fence);
    void answered(quint64 fence, const std::string &text);
    /// The hub gave the lease to somebody else or forgot it: stop, say nothing.
    void leaseLost(quint64 fence);
    void drainRequested(bool on);
    /// The hub will never take this agent: a wrong token, a bad name. The link has stopped.
    void rejected(const skep::Error &error);
    void left();

private:
    enum class State { Stopped, Waiting, Greeting, Online, Closing };

    void connectNow();
    void onConnected();
    void onLost(const QString &reason);
    void onBytes(std::string_view frame);
    void onBeat();
    void onFlush();
    void scheduleFlush();
    void send(const std::vector<std::string> &frames);
    void send(std::string_view frame);
    void sendReady();
    void dropSocket();
    void stepLeaving();
    void closeForGood();
    [[nodiscard]] bool isChoked() const;

    void take(const wire::Welcome &welcome);
    void take(const wire::TaskOrders &orders);
    void take(const wire::Cancels &cancels);
    void take(const wire::Answers &answers);
    void take(const wire::DrainWord &drain);
    void take(const wire::StoredList &stored);
    void take(const wire::RefusedList &refused);
    void take(const wire::Fault &fault);
    template <typename Other> void take(const Other &) { } // for submitters and dashboards

    void refusedOne(const wire::Refusal &refusal);

    AgentLinkOptions m_options;
    AgentWords m_words;
    wire::ClientReader m_reader;
    Backoff m_backoff;
    QWebSocket *m_socket = nullptr;
    QTimer m_retry;
    QTimer m_greeting;
    QTimer m_beat;
    QTimer m_progress;
    QTimer m_leaving;
    State m_state = State::Stopped;
    std::string m_session;
    int m_window = 0;
    int m_quietBeats = 0;
    int m_inUse = 0;
    bool m_mayHaveLostQuestions = false;
    bool m_isFlushScheduled = false;
    bool m_isLeaving = false;
};

} // namespace skep::client
