// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/artifactupload.h"

#include "core/limits.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrlQuery>

namespace skep::nanobot {
namespace {

constexpr int kTransferTimeoutMs = 30'000;

} // namespace

ArtifactUpload::ArtifactUpload(const QUrl &hub, QByteArray token, QObject *parent)
    : QObject(parent)
    , m_base(hub)
    , m_token(std::move(token))
{
    m_base.setScheme(hub.scheme() == QLatin1StringView("wss") ? QStringLiteral("https") : QStringLiteral("http"));
}

void ArtifactUpload::upload(TaskId id, Fence fence, const QString &name, const QString &mime, const QByteArray &bytes,
                            Done done)
{
    if (static_cast<std::size_t>(bytes.size()) > limits::kArtifactBytesMax)
        return done(QStringLiteral("longer than %1 bytes").arg(limits::kArtifactBytesMax));
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(QNetworkProxy::NoProxy);
        m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_network->setTransferTimeout(kTransferTimeoutMs);
    }
    QUrl url = m_base;
    url.setPath(QStringLiteral("/api/v1/tasks/%1/artifacts").arg(id));
    // Percent-encoded by hand: QUrlQuery leaves "+" as it is, which servers read as a space.
    url.setQuery(QStringLiteral("fence=%1&name=%2&mime=%3")
                     .arg(QString::number(fence), QString::fromLatin1(QUrl::toPercentEncoding(name)),
                          QString::fromLatin1(QUrl::toPercentEncoding(mime))));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, mime);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    QNetworkReply *reply = m_network->post(request, bytes);
    QObject::connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done)] {
        reply->deleteLater();
        done(reply->error() == QNetworkReply::NoError ? QString() : reply->errorString());
    });
}

} // namespace skep::nanobot
