// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

#include <optional>

namespace skep::test {

/// A client that writes bytes as told, right or wrong, and shows what came back. For HTTP and WebSocket by hand.
class RawPeer
{
public:
    explicit RawPeer(quint16 port)
    {
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; }))
            qWarning("cannot connect");
    }

    void write(const QByteArray &bytes) { socket.write(bytes); }

    /// Waits until the hub has closed; everything that came is in `received`.
    bool waitForClose(int ms = 5'000)
    {
        return QTest::qWaitFor([this] { take(); return socket.state() == QAbstractSocket::UnconnectedState; }, ms);
    }
    bool waitFor(const QByteArray &text, int ms = 5'000)
    {
        return QTest::qWaitFor([&] { take(); return received.contains(text); }, ms);
    }

    /// One HTTP answer with its body by Content-Length; what follows stays in `received`.
    QByteArray answer(bool isHead = false)
    {
        qsizetype end = -1;
        if (!QTest::qWaitFor([&] { take(); end = received.indexOf("\r\n\r\n"); return end >= 0; }))
            return {};
        const qsizetype at = received.indexOf("Content-Length: ");
        const qsizetype length = at >= 0 && at < end && !isHead ? received.mid(at + 16, received.indexOf('\r', at) - at - 16).toLongLong() : 0;
        if (!QTest::qWaitFor([&] { take(); return received.size() >= end + 4 + length; }))
            return {};
        const QByteArray whole = received.left(end + 4 + length);
        received.remove(0, whole.size());
        return whole;
    }

    /// The WebSocket handshake; true when the hub agreed.
    bool upgrade(const QByteArray &fields = {})
    {
        write("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields + "\r\n");
        const QByteArray got = answer();
        return got.startsWith("HTTP/1.1 101");
    }

    static QByteArray frame(int opcode, const QByteArray &payload, bool isFinal = true, bool isMasked = true)
    {
        QByteArray bytes;
        bytes += static_cast<char>((isFinal ? 0x80 : 0) | opcode);
        const char mask = static_cast<char>(isMasked ? 0x80 : 0);
        if (payload.size() < 126) {
            bytes += static_cast<char>(mask | static_cast<char>(payload.size()));
        } else {
            const int extra = payload.size() <= 0xFFFF ? 2 : 8;
            bytes += static_cast<char>(mask | (extra == 2 ? 126 : 127));
            for (int i = extra - 1; i >= 0; --i)
                bytes += static_cast<char>(static_cast<quint64>(payload.size()) >> (8 * i));
        }
        if (!isMasked)
            return bytes + payload;
        static constexpr char kMask[] = {0x12, 0x34, 0x56, 0x78};
        bytes.append(kMask, 4);
        for (qsizetype i = 0; i < payload.size(); ++i)
            bytes += static_cast<char>(payload[i] ^ kMask[i % 4]);
        return bytes;
    }
    void text(const QByteArray &json) { write(frame(1, json)); }

    /// Payload of the next frame of the hub, its opcode in `opcode`; pings are passed over.
    std::optional<QByteArray> nextFrame(int ms = 5'000)
    {
        for (;;) {
            std::optional<QByteArray> payload;
            const bool isDone = QTest::qWaitFor([&] {
                take();
                payload = cutFrame();
                return payload || socket.state() == QAbstractSocket::UnconnectedState;
            }, ms);
            if (!isDone || !payload || opcode != 9)
                return payload;
        }
    }

    void take() { received += socket.readAll(); }

    QTcpSocket socket;
    QByteArray received;
    int opcode = 0;

private:
    std::optional<QByteArray> cutFrame()
    {
        const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(received[i]); };
        if (received.size() < 2)
            return {};
        qsizetype head = 2;
        quint64 size = byte(1) & 0x7F;
        if (size >= 126) {
            const int extra = size == 126 ? 2 : 8;
            if (received.size() < 2 + extra)
                return {};
            size = 0;
            for (int i = 0; i < extra; ++i)
                size = (size << 8) | byte(2 + i);
            head += extra;
        }
        if (static_cast<quint64>(received.size()) < static_cast<quint64>(head) + size)
            return {};
        opcode = byte(0) & 0x0F;
        const QByteArray payload = received.mid(head, static_cast<qsizetype>(size));
        received.remove(0, head + static_cast<qsizetype>(size));
        return payload;
    }
};

} // namespace skep::test
