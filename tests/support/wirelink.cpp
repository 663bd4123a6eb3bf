// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wirelink.h"

#include <QJsonDocument>
#include <QNetworkRequest>

namespace skep::test {
namespace {

using namespace Qt::StringLiterals;

constexpr int kRetryMs = 20;

} // namespace

WireLink::WireLink(QUrl url, QByteArray token, QObject *parent)
    : QObject(parent)
    , m_url(std::move(url))
    , m_token(std::move(token))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &WireLink::open);
    connect(&m_socket, &QWebSocket::stateChanged, this, &WireLink::onState);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        const QJsonObject frame = QJsonDocument::fromJson(text.toUtf8()).object();
        Q_EMIT received(frame.value("type"_L1).toString(), frame);
    });
}

WireLink::~WireLink()
{
    m_socket.disconnect(this); // its own end would say `lost` to an object half gone
}

void WireLink::open()
{
    m_isWanted = true;
    QNetworkRequest request(m_url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    m_socket.open(request);
}

void WireLink::close()
{
    m_isWanted = false;
    m_retry.stop();
    m_socket.close();
}

void WireLink::send(const QJsonObject &frame)
{
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

void WireLink::send(const QString &type, const QJsonArray &items)
{
    if (!items.isEmpty())
        send(QJsonObject{{u"type"_s, type}, {u"items"_s, items}});
}

void WireLink::onState(QAbstractSocket::SocketState state)
{
    if (state == QAbstractSocket::ConnectedState) {
        m_wasOpen = true;
        Q_EMIT opened();
    } else if (state == QAbstractSocket::UnconnectedState) {
        if (std::exchange(m_wasOpen, false))
            Q_EMIT lost();
        if (m_isWanted)
            m_retry.start();
    }
}

} // namespace skep::test
