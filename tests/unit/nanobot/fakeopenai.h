// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <deque>
#include <functional>

/// An HTTP server that answers each request by the next act of its script. Speaks just enough HTTP for tests.
class FakeOpenAi : public QObject
{
public:
    using Act = std::function<void(QTcpSocket *)>;

    FakeOpenAi()
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onBytes(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    ++closed;
                    socket->deleteLater();
                });
            }
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }

    static QByteArray head(int status, const QByteArray &type, const QByteArray &more = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + type + "\r\n" + more
            + "Connection: close\r\n\r\n";
    }
    /// A whole answer, then the connection closes.
    static Act answer(int status, const QByteArray &type, const QByteArray &body, const QByteArray &more = {})
    {
        return [=](QTcpSocket *socket) {
            socket->write(head(status, type, more) + body);
            socket->disconnectFromHost();
        };
    }
    static Act stream(const QByteArray &body) { return answer(200, "text/event-stream", body); }
    /// Chunked, as real servers stream, with these chunks; cut off before the last chunk when `isCut`.
    static Act chunked(const QList<QByteArray> &chunks, bool isCut)
    {
        return [=](QTcpSocket *socket) {
            QByteArray all = head(200, "text/event-stream", "Transfer-Encoding: chunked\r\n");
            for (const QByteArray &chunk : chunks)
                all += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
            socket->write(all + (isCut ? "" : "0\r\n\r\n"));
            socket->disconnectFromHost();
        };
    }
    /// Begins a stream and says nothing more.
    static Act hang(const QByteArray &begin)
    {
        return [=](QTcpSocket *socket) { socket->write(head(200, "text/event-stream") + begin); };
    }
    static Act silence()
    {
        return [](QTcpSocket *) {};
    }

    std::deque<Act> script;
    QList<QByteArray> requests; // head and body
    int closed = 0;

private:
    void onBytes(QTcpSocket *socket)
    {
        QByteArray all = socket->property("bytes").toByteArray() + socket->readAll();
        socket->setProperty("bytes", all);
        const qsizetype end = all.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray lower = all.left(end).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype length = at < 0
            ? 0
            : lower.mid(at + 15, lower.indexOf("\r\n", at) < 0 ? -1 : lower.indexOf("\r\n", at) - at - 15)
                  .trimmed()
                  .toLongLong();
        if (all.size() < end + 4 + length)
            return;
        socket->setProperty("bytes", QByteArray());
        requests.append(all);
        if (script.empty())
            return socket->abort();
        const Act act = script.front();
        script.pop_front();
        act(socket);
    }

    QTcpServer m_server;
};
