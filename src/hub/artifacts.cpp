// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/artifacts.h"

#include "core/validate.h"
#include "hub/replydesk.h"
#include "hub/restapi.h"
#include "wire/encode.h"

#include <QDir>
#include <QFileInfo>
#include <QThreadPool>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace skep::hub {
namespace {

#ifdef Q_OS_UNIX
bool flushToDisk(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool ok = ::fsync(fd) == 0;
    ::close(fd);
    return ok;
}
#else
bool flushToDisk(const QString &)
{
    return true;
}
#endif

// Pool thread. A file of that hash that is there already is the same file.
bool settle(const QString &part, const QString &place)
{
    const QString folder = QFileInfo(place).path();
    if (!QDir().mkpath(folder) || !flushToDisk(part))
        return false;
    if (QFile::exists(place))
        return QFile::remove(part);
    return QFile::rename(part, place) && flushToDisk(folder);
}

} // namespace

ArtifactUpload::ArtifactUpload(HubContext &context, const HttpRequest &request)
    : m_context(context), m_idText(request.arguments.front()), m_fenceText(request.parameter("fence"))
{
    m_word.at.link = context.desk->link();
    m_word.name = request.parameter("name");
    m_word.mime = request.parameter("mime");
}

ArtifactUpload::~ArtifactUpload()
{
    if (m_part.isOpen())
        m_part.remove();
}

Result<void> ArtifactUpload::open()
{
    const auto id = rest::number(m_idText, "id", 0, 1, wire::kIntegerMax);
    if (!id)
        return failField(ErrorCode::NotFound, "id", 0, "no such task");
    const auto fence = rest::number(m_fenceText, "fence", 0, 1, wire::kIntegerMax);
    if (!fence)
        return tl::unexpected(fence.error());
    if (*fence == 0)
        return failField(ErrorCode::MissingField, "fence");
    m_word.at.id = static_cast<TaskId>(*id);
    m_word.at.fence = static_cast<Fence>(*fence);
    if (auto ok = validate(Command(m_word)); !ok)
        return ok;
    // A fence that is old by now is refused before its bytes are taken; the engine has the last word.
    const auto view = m_context.port.task(m_word.at.id);
    if (!view)
        return tl::unexpected(view.error());
    if (view->fence != m_word.at.fence || !isHeld(view->state))
        return failField(ErrorCode::StaleFence, "fence");
    const QString path = QString::fromStdString(m_context.port.artifactPartPath());
    m_part.setFileName(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !m_part.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail(ErrorCode::Io, m_part.errorString().toStdString());
    return {};
}

Result<void> ArtifactUpload::write(std::string_view bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    if (m_word.bytes + size > static_cast<std::int64_t>(limits::kArtifactBytesMax))
        return failField(ErrorCode::TooLong, "body", limits::kArtifactBytesMax);
    if (m_part.write(bytes.data(), size) != size)
        return fail(m_part.error() == QFileDevice::ResourceError ? ErrorCode::StorageFull : ErrorCode::Io,
                    m_part.errorString().toStdString());
    m_hash.addData(QByteArrayView(bytes.data(), size));
    m_word.bytes += size;
    return {};
}

void ArtifactUpload::finish(const Responder &respond)
{
    if (!m_part.flush())
        return respond(errorResponse(Error{ErrorCode::StorageFull, {}, 0, m_part.errorString().toStdString()}));
    m_word.sha256 = m_hash.result().toHex().toStdString();
    moveToPlace(respond);
}

void ArtifactUpload::moveToPlace(const Responder &respond)
{
    const QString part = m_part.fileName();
    const QString place = QString::fromStdString(m_context.port.artifactPath(m_word.sha256));
    m_part.close();
    QObject *const home = m_context.home;
    m_context.pool->start([self = shared_from_this(), respond, part, place, home] {
        const bool ok = settle(part, place);
        QMetaObject::invokeMethod(home, [self, respond, part, ok] {
            if (ok)
                return self->keep(respond);
            QFile::remove(part);
            respond(errorResponse(Error{ErrorCode::Io, {}, 0, "the artifact could not be stored"}));
        });
    });
}

void ArtifactUpload::keep(const Responder &respond)
{
    m_word.ref = m_context.desk->expect([self = shared_from_this(), respond](const OutputBody *body) {
        const auto *reply = body != nullptr ? std::get_if<out::Reply>(body) : nullptr;
        if (reply == nullptr)
            return respond(errorResponse(Error{ErrorCode::StorageFull, {}, 0, "the hub could not store it in time"}));
        if (!reply->result)
            return respond(errorResponse(reply->result.error()));
        std::string text;
        wire::JsonWriter w(text);
        w.beginObject();
        w.field("id", self->m_word.at.id);
        w.field("fence", self->m_word.at.fence);
        w.field("name", self->m_word.name);
        w.field("sha256", self->m_word.sha256);
        w.field("bytes", self->m_word.bytes);
        w.endObject();
        respond(jsonResponse(std::move(text), 201));
    });
    if (m_word.ref == 0)
        return respond(errorResponse(Error{ErrorCode::QueueFull, {}, 0, "too many requests wait"}));
    m_context.desk->post(m_word);
}

namespace rest {

void artifact(HubContext &context, HttpRequest &&request, Responder respond)
{
    const std::string &hash = request.arguments.front();
    const bool isHash = hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    const std::string path = isHash ? context.port.artifactPath(hash) : std::string();
    if (path.empty() || !QFileInfo(QString::fromStdString(path)).isFile())
        return respond(errorResponse(Error{ErrorCode::NotFound, "sha256", 0, "no such artifact"}));
    HttpResponse response;
    response.type = "application/octet-stream"; // never rendered: it is an agent's word
    response.file = path;
    response.fields.emplace_back("Content-Disposition", "attachment; filename=\"" + hash.substr(0, 12) + "\"");
    respond(std::move(response));
}

} // namespace rest

} // namespace skep::hub
