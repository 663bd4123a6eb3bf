// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/confinedfile.h"

#include "nanobot/executors/sources.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace skep::nanobot {
namespace {

tl::unexpected<Error> outside(const std::string &path)
{
    return failField(ErrorCode::Forbidden, path, 0, "no readable file at this place below the folder");
}

#ifdef Q_OS_UNIX
/// An open descriptor of a regular file, or -1. Never blocks on a pipe or a device.
int openRegular(const QString &canonical)
{
    const int fd
        = ::open(QFile::encodeName(canonical).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat info {
    };
    if (fd >= 0 && (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))) {
        ::close(fd);
        return -1;
    }
    return fd;
}

/// Where the descriptor really leads; a folder above may have become a link since its path was checked.
QString placeOf([[maybe_unused]] int fd, [[maybe_unused]] const QString &canonical)
{
#ifdef Q_OS_LINUX
    return QFile::symLinkTarget(QStringLiteral("/proc/self/fd/%1").arg(fd));
#else
    return QFileInfo(canonical).canonicalFilePath();
#endif
}
#endif

} // namespace

Result<std::string> readConfined(const QString &folder, const std::string &relativePath, std::size_t bytesMax)
{
    const QString canonical
        = QFileInfo(folder + QLatin1Char('/') + QString::fromStdString(relativePath)).canonicalFilePath();
    if (canonical.isEmpty() || !isBelow(canonical, folder))
        return outside(relativePath);

    QFile file;
#ifdef Q_OS_UNIX
    const int fd = openRegular(canonical);
    if (fd < 0)
        return outside(relativePath);
    if (!isBelow(placeOf(fd, canonical), folder)) {
        ::close(fd);
        return outside(relativePath);
    }
    if (!file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(fd);
        return outside(relativePath);
    }
#else
    file.setFileName(canonical);
    if (!QFileInfo(canonical).isFile() || !file.open(QIODevice::ReadOnly))
        return outside(relativePath);
#endif
    // Read one byte more than allowed instead of trusting the size: the file may grow.
    const QByteArray bytes = file.read(static_cast<qint64>(bytesMax) + 1);
    if (static_cast<std::size_t>(bytes.size()) > bytesMax)
        return failField(ErrorCode::TooLong, relativePath, static_cast<std::int64_t>(bytesMax),
                         "the file is too large");
    return bytes.toStdString();
}

} // namespace skep::nanobot
