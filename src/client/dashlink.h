// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "wire/clientcodec.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <unordered_map>

class QWebSocket;

namespace skep::client {

class Backoff;

/// A remote hub's picture and commands over the native protocol, for `skep --connect`. Comes back after a loss and asks
/// for a snapshot then. Lives on the window's thread; callbacks run there.
class DashLink final : public QObject, public ViewGateway
{
    Q_OBJECT
public:
    /// `hub`: http://host:port, ws://host:port/ws, //host:port
    DashLink(const QUrl &hub, const QString &token, QObject *parent = nullptr);
    ~DashLink() override;

    void start();

    void send(Command command, Done done) override;
    void fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) override;
    void fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done) override;
    void fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done) override;
    void fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax, std::function<void(Result<std::string>)> done) override;
    void followLogs(std::vector<TaskId> ids) override;
    void setDeltaConsumer(std::function<void(Delta)> consumer) override;
    [[nodiscard]] std::string address() const override;
    [[nodiscard]] bool isConnected() const override { return m_isConnected; }

    [[nodiscard]] static QUrl socketUrl(const QUrl &hub);

signals:
    void connectedChanged(bool connected);
    /// The hub will not serve this link: a wrong token, a role that may not look. It is tried again, slowly.
    void rejected(const skep::Error &error);

private:
    struct Waiting
    {
        Done done;                                        // commands
        std::function<void(Result<TaskDetail>)> detail;   // details
        std::string key;                                  // submissions
        qint64 since = 0;
        std::function<void(Result<Series>)> series{};
        std::function<void(Result<EventPage>)> events{};
    };

    void connectNow();
    void onConnected();
    void onDisconnected();
    void onFrame(const QByteArray &frame);
    void onReplies(const wire::Replies &replies);
    void onAccepted(const wire::AcceptedList &accepted);
    void onRefused(const wire::RefusedList &refused);
    void onFault(const wire::Fault &fault);
    void watch();
    void follow();
    void write(const std::string &frame);
    void finish(std::uint64_t ref, Result<CommandDone> result);
    /// Sends a question under a new ref; `waiting` says who is answered.
    void ask(Waiting waiting, const std::function<void(std::string &, std::uint64_t)> &encode);
    void failLater(Waiting waiting, Error error);
    void failAll(const Error &error);
    void check();

    const QUrl m_url;
    const std::string m_token;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<QNetworkAccessManager> m_network; // made for the first artifact
    wire::ClientReader m_reader;
    std::unique_ptr<Backoff> m_backoff;
    QTimer m_retry;
    QTimer m_check;
    QElapsedTimer m_clock;
    qint64 m_lastFrameMs = 0;
    bool m_isConnected = false;
    bool m_isStarted = false;
    std::function<void(Delta)> m_consumer;
    std::vector<TaskId> m_followed;
    std::uint64_t m_lastRef = 0;
    std::unordered_map<std::uint64_t, Waiting> m_waiting;
    std::unordered_map<std::string, std::uint64_t> m_keys; // of submissions under way
};

} // namespace skep::client
