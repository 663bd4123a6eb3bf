// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/hubfixture.h"
#include "support/rawpeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace skep::test {

inline const QByteArray kHello = R"({"type":"hello","v":1,"agent":"nano","slots":4,"capabilities":["cpp"]})";

inline QByteArray bearer(const char *token)
{
    return QByteArray("Authorization: Bearer ") + token + "\r\n";
}

inline QJsonObject json(const std::optional<QByteArray> &bytes)
{
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

inline QString typeOf(const QJsonObject &frame)
{
    return frame.value(QStringLiteral("type")).toString();
}

/// Close code of a close frame's payload.
inline int closeCode(const QByteArray &payload)
{
    return payload.size() < 2 ? 0 : (static_cast<unsigned char>(payload[0]) << 8) | static_cast<unsigned char>(payload[1]);
}

/// Not a raw text: its open braces would confuse moc.
inline QByteArray submitFrame(int count, const QByteArray &prefix, int padding = 0)
{
    QByteArray frame = "{\"type\":\"submit\",\"items\":[";
    for (int i = 0; i < count; ++i) {
        frame += i > 0 ? "," : "";
        frame += "{\"key\":\"" + prefix + QByteArray::number(i) + "\",\"task\":{\"type\":\"t\",\"params\":{\"x\":\"" + QByteArray(padding, 'x') + "\"}}}";
    }
    return frame + "]}";
}

/// A hub fixture with links made by hand.
class LinkFixture : public HubFixture
{
protected:
    /// An upgraded peer with a token.
    std::unique_ptr<RawPeer> link(const char *token = "admin-token")
    {
        auto peer = std::make_unique<RawPeer>(m_port);
        if (!peer->upgrade(*token != '\0' ? bearer(token) : QByteArray()))
            qWarning("no upgrade");
        return peer;
    }
    std::unique_ptr<RawPeer> agent()
    {
        auto peer = link("agent-token");
        peer->text(kHello);
        if (typeOf(json(peer->nextFrame())) != QStringLiteral("welcome"))
            qWarning("no welcome");
        return peer;
    }
};

} // namespace skep::test
