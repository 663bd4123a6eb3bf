// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <optional>

class QNetworkReply;

namespace skep::client {

/// Where a hub is, and what lets one in.
struct HubAddress
{
    QUrl url;
    QByteArray token; // empty: none is sent
};

/// An answer of more bytes than this is cut off and counts as a failure.
inline constexpr qint64 kAnswerBytesMax = 64 * 1024 * 1024;

/// Speaks a hub's REST interface, one coroutine per request. A refusal of the hub comes back as its own error; a hub
/// that cannot be reached, or something else at its address, as an error with the field "hub".
/// Lives on the thread that made it and must outlive its coroutines; every wait ends after the timeout.
class RestClient final
{
public:
    explicit RestClient(HubAddress hub, std::chrono::milliseconds timeout = std::chrono::seconds(30));
    RestClient(const RestClient &) = delete;
    RestClient &operator=(const RestClient &) = delete;

    /// `path` begins behind /api/v1, e.g. "/tasks/12". Parts of it that are not plain names must be percent-encoded.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> get(QString path, QUrlQuery query = {});
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> post(QString path, QJsonObject body = {});
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> remove(QString path);

    [[nodiscard]] const HubAddress &hub() const { return m_hub; }

private:
    [[nodiscard]] QNetworkRequest request(const QString &path, const QUrlQuery &query) const;
    [[nodiscard]] static QCoro::Task<Result<QJsonObject>> answerOf(QNetworkReply *reply);

    const HubAddress m_hub;
    const std::chrono::milliseconds m_timeout;
    QNetworkAccessManager m_network;
};

/// {"error":{...}} of a hub as a value; nothing where the object holds none.
[[nodiscard]] std::optional<Error> errorIn(const QJsonObject &object);

/// What a hub's answer means, given its HTTP status (0: none came) and the transport's word for what went wrong.
[[nodiscard]] Result<QJsonObject> readAnswer(int status, const QByteArray &body, const QString &transportError);

/// True where no hub answered: nothing listens, it does not answer in time, or it is something else.
[[nodiscard]] bool isHubMissing(const Error &error);

} // namespace skep::client
