// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window reads of a remote hub: details, facts and series over the link, artifacts over HTTP.
#include "client/dashlink.h"

#include "client/restclient.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace skep::client {
namespace {

constexpr int kTransferMs = 15'000; // without a byte

bool isHash(const std::string &text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

constexpr const char *kTooLong = "skepTooLong"; // a reply that was stopped for its size; its bytes are gone

Result<std::string> answerOf(QNetworkReply &reply, std::size_t bytesMax)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray bytes = reply.isOpen() ? reply.read(static_cast<qint64>(bytesMax) + 1) : QByteArray();
    if (reply.property(kTooLong).toBool() || static_cast<std::size_t>(bytes.size()) > bytesMax)
        return failField(ErrorCode::TooLong, "artifact", static_cast<std::int64_t>(bytesMax));
    if (status == 200 && reply.error() == QNetworkReply::NoError)
        return bytes.toStdString();
    if (const auto refusal = errorIn(QJsonDocument::fromJson(bytes).object()))
        return tl::unexpected<Error>(*refusal);
    return fail(reply.error() == QNetworkReply::OperationCanceledError ? ErrorCode::Timeout : ErrorCode::Io,
                reply.errorString().toStdString());
}

} // namespace

void DashLink::ask(Waiting waiting, const std::function<void(std::string &, std::uint64_t)> &encode)
{
    waiting.since = m_clock.elapsed();
    if (!m_isConnected) {
        failLater(std::move(waiting), {ErrorCode::Io, {}, 0, "not connected"});
        return;
    }
    const std::uint64_t ref = ++m_lastRef;
    std::string frame;
    encode(frame, ref);
    m_waiting.emplace(ref, std::move(waiting));
    write(frame);
}

void DashLink::fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done)
{
    Waiting waiting;
    waiting.detail = std::move(done);
    ask(std::move(waiting), [id](std::string &frame, std::uint64_t ref) { wire::encodeDetailRequest(frame, ref, id); });
}

void DashLink::fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done)
{
    Waiting waiting;
    waiting.series = std::move(done);
    // Checked here: the fault of a whole frame would name no question.
    if (const auto ok = validate(query); !ok)
        return failLater(std::move(waiting), ok.error());
    ask(std::move(waiting), [&](std::string &frame, std::uint64_t ref) { wire::encodeSeriesRequest(frame, ref, query); });
}

void DashLink::fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done)
{
    Waiting waiting;
    waiting.events = std::move(done);
    if (const auto ok = validate(query); !ok)
        return failLater(std::move(waiting), ok.error());
    ask(std::move(waiting), [&](std::string &frame, std::uint64_t ref) { wire::encodeEventsRequest(frame, ref, query); });
}

void DashLink::fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax, std::function<void(Result<std::string>)> done)
{
    const auto later = [this, done](Error error) {
        Waiting waiting;
        waiting.done = [done](const Result<CommandDone> &result) { done(tl::unexpected<Error>(result.error())); };
        failLater(std::move(waiting), std::move(error));
    };
    if (!isHash(artifact.sha256))
        return later({ErrorCode::BadValue, "sha256", 64, "64 hexadecimal digits are expected"});
    if (artifact.bytes > 0 && static_cast<std::size_t>(artifact.bytes) > bytesMax)
        return later({ErrorCode::TooLong, "artifact", static_cast<std::int64_t>(bytesMax), {}});
    QUrl url = m_url;
    url.setScheme(url.scheme() == QLatin1String("wss") ? QStringLiteral("https") : QStringLiteral("http"));
    url.setPath(QStringLiteral("/api/v1/artifacts/") + QString::fromStdString(artifact.sha256));
    QNetworkRequest request(url);
    request.setTransferTimeout(kTransferMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_token.empty())
        request.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(m_token));
    if (!m_network)
        m_network = std::make_unique<QNetworkAccessManager>();
    QNetworkReply *const reply = m_network->get(request);
    reply->setReadBufferSize(static_cast<qint64>(bytesMax) + 1); // whatever it says of its size
    connect(reply, &QNetworkReply::readyRead, this, [reply, bytesMax] {
        if (static_cast<std::size_t>(reply->bytesAvailable()) <= bytesMax)
            return;
        reply->setProperty(kTooLong, true);
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, bytesMax, done = std::move(done)] {
        reply->deleteLater();
        done(answerOf(*reply, bytesMax));
    });
}

} // namespace skep::client
