// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTest>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

/// A hub whose every word the test speaks itself. Keeps what the agent said.
class FakeHub : public QObject
{
public:
    FakeHub() { open(); }

    void open()
    {
        server = std::make_unique<QWebSocketServer>(QStringLiteral("fake"), QWebSocketServer::NonSecureMode);
        server->listen(QHostAddress::LocalHost, port);
        port = server->serverPort();
        connect(server.get(), &QWebSocketServer::newConnection, this, [this] {
            link = server->nextPendingConnection();
            link->setParent(this);
            ++connections;
            connect(link, &QWebSocket::binaryMessageReceived, this,
                    [this](const QByteArray &frame) { onFrame(frame); });
            connect(link, &QWebSocket::textMessageReceived, this,
                    [this](const QString &frame) { onFrame(frame.toUtf8()); });
        });
    }
    /// No more connections; the port stays ours by number.
    void shut() { server.reset(); }
    /// As if the cable were cut.
    void cut()
    {
        if (link) {
            link->abort();
            link->deleteLater();
            link = nullptr;
        }
    }

    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)); }

    void send(const QByteArray &frame) { link->sendBinaryMessage(frame); }
    void welcome(bool resumed = false, int renewMs = 5'000)
    {
        send("{\"type\":\"welcome\",\"v\":1,\"role\":\"agent\",\"agent\":\"n\",\"session\":\"s1\",\"resumed\":"
             + QByteArray(resumed ? "true" : "false")
             + ",\"epoch\":1,\"heartbeat_s\":5,\"lease_ms\":15000,\"renew_ms\":" + QByteArray::number(renewMs)
             + ",\"now_ms\":1767225600000}");
    }
    void task(int id, qint64 fence, const QByteArray &type = "work", const QByteArray &params = "{}", int attempt = 1,
              const QByteArray &answers = "[]")
    {
        send("{\"type\":\"tasks\",\"items\":[{\"id\":" + QByteArray::number(id) + ",\"fence\":"
             + QByteArray::number(fence) + ",\"lease_ms\":15000,\"attempt\":" + QByteArray::number(attempt)
             + ",\"type\":\"" + type + "\",\"answers\":" + answers + ",\"params\":" + params + "}]}");
    }
    void word(const char *type, int id, qint64 fence, const QByteArray &more = {})
    {
        send("{\"type\":\"" + QByteArray(type) + "\",\"items\":[{\"id\":" + QByteArray::number(id)
             + ",\"fence\":" + QByteArray::number(fence) + more + "}]}");
    }

    /// Frames of one type so far.
    QList<QJsonObject> frames(const char *type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &frame : all)
            if (frame.value(QLatin1StringView("type")).toString() == QLatin1StringView(type))
                found.append(frame);
        return found;
    }
    /// Items of all frames of one type.
    QList<QJsonObject> items(const char *type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &frame : frames(type))
            for (const QJsonValue &item : frame.value(QLatin1StringView("items")).toArray())
                found.append(item.toObject());
        return found;
    }
    QStringList logLines() const
    {
        QStringList lines;
        for (const QJsonObject &item : items("progress"))
            for (const QJsonValue &line : item.value(QLatin1StringView("log")).toArray())
                lines.append(line.toString());
        return lines;
    }

    std::unique_ptr<QWebSocketServer> server;
    QPointer<QWebSocket> link;
    QList<QJsonObject> all;
    quint16 port = 0;
    int connections = 0;
    qsizetype longestFrame = 0;

private:
    void onFrame(const QByteArray &frame)
    {
        longestFrame = std::max(longestFrame, frame.size());
        const QJsonDocument document = QJsonDocument::fromJson(frame);
        QVERIFY2(document.isObject(), frame.constData());
        all.append(document.object());
    }
};
