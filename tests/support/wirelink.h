// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace skep::test {

/// A client's end of /ws that comes back by itself when the hub was gone. Says nothing on its own.
class WireLink final : public QObject
{
    Q_OBJECT

public:
    WireLink(QUrl url, QByteArray token, QObject *parent = nullptr);
    ~WireLink() override;

    void open();
    /// For good.
    void close();
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    void send(const QJsonObject &frame);
    void send(const QString &type, const QJsonArray &items);

Q_SIGNALS:
    void opened();
    void lost();
    void received(const QString &type, const QJsonObject &frame);

private:
    void onState(QAbstractSocket::SocketState state);

    const QUrl m_url;
    const QByteArray m_token;
    QWebSocket m_socket;
    QTimer m_retry;
    bool m_isWanted = false;
    bool m_wasOpen = false;
};

} // namespace skep::test
