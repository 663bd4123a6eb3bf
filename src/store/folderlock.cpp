// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folderlock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace skep::store {
namespace {

tl::unexpected<Error> systemError(const std::string &what)
{
    const int code = errno;
    return fail(code == ENOSPC ? ErrorCode::StorageFull : ErrorCode::Io, what + ": " + std::strerror(code));
}

} // namespace

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FolderLock &FolderLock::operator=(FolderLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

Result<FolderLock> FolderLock::take(const std::string &folder)
{
    std::error_code failure;
    const std::filesystem::path path(folder);
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), failure);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return systemError("make " + folder);

    const std::string file = folder + "/skep.lock";
    FolderLock lock;
    // Close-on-exec: a child that inherited the descriptor would hold the folder after our death.
    lock.m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.m_descriptor < 0)
        return systemError("open " + file);
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno == EWOULDBLOCK)
        return fail(ErrorCode::StoreLocked, "another process uses " + folder);
    return systemError("lock " + file);
}

} // namespace skep::store
