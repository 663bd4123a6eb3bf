// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inference/chatclient.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace skep::inference {
namespace {

constexpr int kStreamsPerManager = 6;

QUrl endpointOf(const QUrl &base)
{
    QUrl url = base.adjusted(QUrl::StripTrailingSlash);
    QString path = url.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    if (!path.endsWith(QStringLiteral("/chat/completions")))
        path += path.endsWith(QStringLiteral("/v1")) ? QStringLiteral("/chat/completions")
                                                     : QStringLiteral("/v1/chat/completions");
    url.setPath(path);
    return url;
}

} // namespace

ChatClient::ChatClient(const QUrl &base, QByteArray apiKey, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpointOf(base))
    , m_apiKey(std::move(apiKey))
{
}

ChatClient::~ChatClient() = default;

ChatClient::Door &ChatClient::freeDoor()
{
    const auto found = std::find_if(m_doors.begin(), m_doors.end(),
                                    [](const auto &door) { return door->calls < kStreamsPerManager; });
    if (found != m_doors.end())
        return **found;
    auto &door = m_doors.emplace_back(std::make_unique<Door>());
    door->manager = new QNetworkAccessManager(this);
    // A redirect could carry the key and the prompt to another host.
    door->manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return *door;
}

std::unique_ptr<ChatCall> ChatClient::chat(const ChatRequest &request)
{
    QNetworkRequest http(m_endpoint);
    http.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    http.setRawHeader("Accept", "text/event-stream");
    if (!m_apiKey.isEmpty())
        http.setRawHeader("Authorization", "Bearer " + m_apiKey);

    Door &door = freeDoor();
    ++door.calls;
    QNetworkReply *reply = door.manager->post(http, QByteArray::fromStdString(encodeRequest(request)));
    auto call = std::make_unique<ChatCall>(reply, m_timeouts, limits::kResultBytesMax / 2);
    connect(call.get(), &QObject::destroyed, this, [&door] { --door.calls; });
    return call;
}

} // namespace skep::inference
