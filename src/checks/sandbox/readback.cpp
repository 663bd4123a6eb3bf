// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/readback.h"

#include "checks/sandbox/job.h"
#include "checks/sandbox/procfiles.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace skep::sandbox {

Result<QByteArray> readBack([[maybe_unused]] int folderFd, const std::string &path, std::size_t bytesMax)
{
    if (!isSafePath(path))
        return failField(ErrorCode::BadValue, path, 0, "must be a path below the work folder");
#ifdef Q_OS_LINUX
    open_how how{};
    // O_NONBLOCK: the opening of a pipe without a writer would wait forever.
    how.flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    const Fd fd(static_cast<int>(::syscall(SYS_openat2, folderFd, path.c_str(), &how, sizeof how)));
    struct stat info { };
    if (!fd.isOpen() || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return failField(ErrorCode::NotFound, path, 0, "no regular file at this place of the work folder");
    QFile file;
    if (!file.open(fd.get(), QIODevice::ReadOnly))
        return failField(ErrorCode::Io, path, 0, "cannot be read");
    // One byte more than allowed instead of trusting the size.
    QByteArray bytes = file.read(static_cast<qint64>(bytesMax) + 1);
    if (static_cast<std::size_t>(bytes.size()) > bytesMax)
        return failField(ErrorCode::TooLong, path, static_cast<std::int64_t>(bytesMax), "the file is too large");
    return bytes;
#else
    (void)bytesMax;
    return failField(ErrorCode::Unsupported, path, 0, "there is no sandbox on this system");
#endif
}

} // namespace skep::sandbox
