// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminfiles.h"

#include <QByteArray>
#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

namespace skep::app {
namespace {

constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qint64 kTokenBytesMax = 200;

Result<std::string> readOrCreate(const QString &path)
{
    QFile file(path);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return failField(ErrorCode::Io, path.toStdString(), 0, file.errorString().toStdString());
        const QByteArray text = file.read(kTokenBytesMax).trimmed();
        if (text.size() < 32)
            return failField(ErrorCode::Io, path.toStdString(), 0,
                             "holds no token; remove the file to have a new one made");
        file.setPermissions(kOwnerOnly);
        return text.toStdString();
    }
    const std::string token = randomToken();
    QSaveFile fresh(path);
    if (!fresh.open(QIODevice::WriteOnly) || !fresh.setPermissions(kOwnerOnly)
        || fresh.write(QByteArray::fromStdString(token) + '\n') < 0 || !fresh.commit())
        return failField(ErrorCode::Io, path.toStdString(), 0, fresh.errorString().toStdString());
    return token;
}

} // namespace

std::string randomToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

Result<AdminFiles> AdminFiles::openOrCreate(const QString &dataDir)
{
    auto token = readOrCreate(dataDir + QStringLiteral("/admin.token"));
    if (!token)
        return tl::unexpected<Error>(token.error());
    auto secret = readOrCreate(dataDir + QStringLiteral("/session.key"));
    if (!secret)
        return tl::unexpected<Error>(secret.error());
    return AdminFiles{std::move(*token), std::move(*secret)};
}

} // namespace skep::app
