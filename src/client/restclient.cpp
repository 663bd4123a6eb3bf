// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/restclient.h"

#include <QCoroNetworkReply>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QScopedPointer>

namespace skep::client {
namespace {

constexpr auto kHubField = "hub";
constexpr int kFirstErrorStatus = 400;

} // namespace

RestClient::RestClient(HubAddress hub, std::chrono::milliseconds timeout)
    : m_hub(std::move(hub))
    , m_timeout(timeout)
{
    m_network.setProxy(QNetworkProxy::NoProxy); // a hub is on this machine or in this network
    m_network.setAutoDeleteReplies(false);
}

QNetworkRequest RestClient::request(const QString &path, const QUrlQuery &query) const
{
    QUrl url = m_hub.url;
    url.setPath(QStringLiteral("/api/v1") + path, QUrl::TolerantMode);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(static_cast<int>(m_timeout.count()));
    // A token must not follow a redirect to somewhere else.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_hub.token.isEmpty())
        request.setRawHeader(QByteArrayLiteral("Authorization"), QByteArrayLiteral("Bearer ") + m_hub.token);
    return request;
}

QCoro::Task<Result<QJsonObject>> RestClient::get(QString path, QUrlQuery query)
{
    return answerOf(m_network.get(request(path, query)));
}

QCoro::Task<Result<QJsonObject>> RestClient::post(QString path, QJsonObject body)
{
    return answerOf(m_network.post(request(path, {}), QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

QCoro::Task<Result<QJsonObject>> RestClient::remove(QString path)
{
    return answerOf(m_network.deleteResource(request(path, {})));
}

QCoro::Task<Result<QJsonObject>> RestClient::answerOf(QNetworkReply *reply)
{
    const QScopedPointer<QNetworkReply, QScopedPointerDeleteLater> owner(reply);
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > kAnswerBytesMax)
            reply->abort();
    });
    co_await reply;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isTransportFault = reply->error() != QNetworkReply::NoError && status < kFirstErrorStatus;
    const QString fault = isTransportFault ? reply->errorString() : QString();
    co_return readAnswer(isTransportFault ? 0 : status, isTransportFault ? QByteArray() : reply->readAll(), fault);
}

std::optional<Error> errorIn(const QJsonObject &object)
{
    const QJsonObject error = object.value(QLatin1String("error")).toObject();
    if (!error.contains(QLatin1String("code")))
        return std::nullopt;
    return Error{errorFromName(error.value(QLatin1String("code")).toString().toStdString()),
                 error.value(QLatin1String("field")).toString().toStdString(),
                 error.value(QLatin1String("limit")).toInteger(),
                 error.value(QLatin1String("detail")).toString().toStdString(),
                 error.value(QLatin1String("arg")).toString().toStdString()};
}

Result<QJsonObject> readAnswer(int status, const QByteArray &body, const QString &transportError)
{
    if (status == 0)
        return failField(ErrorCode::Io, kHubField, 0, transportError.toStdString());
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parseError);
    const QJsonObject object = document.object();
    if (auto error = errorIn(object); error && status >= kFirstErrorStatus)
        return tl::unexpected<Error>(std::move(*error));
    if (status >= 300 || parseError.error != QJsonParseError::NoError || !document.isObject())
        return failField(ErrorCode::BadFrame, kHubField, 0,
                         "answered with HTTP status " + std::to_string(status) + ", not as a hub does");
    return object;
}

bool isHubMissing(const Error &error)
{
    return error.field == kHubField && (error.code == ErrorCode::Io || error.code == ErrorCode::BadFrame);
}

} // namespace skep::client
