// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/procfiles.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#ifdef Q_OS_UNIX
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace skep::sandbox {

int Fd::release()
{
    const int fd = m_fd;
    m_fd = -1;
    return fd;
}

void Fd::reset()
{
#ifdef Q_OS_UNIX
    if (m_fd >= 0)
        ::close(m_fd);
#endif
    m_fd = -1;
}

#ifdef Q_OS_LINUX
namespace {

/// The first bytes of a small file below a folder; empty when it cannot be read.
std::string readSmall(int folder, const std::string &path)
{
    const Fd fd(::openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    std::array<char, 4096> buffer{};
    const auto count = fd.isOpen() ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
    return count > 0 ? std::string(buffer.data(), static_cast<std::size_t>(count)) : std::string();
}

/// The number behind "Key:" in a file of lines; 0 when it is not there.
std::int64_t numberBehind(std::string_view text, std::string_view key)
{
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos)
        return 0;
    return std::strtoll(text.data() + at + key.size(), nullptr, 10);
}

std::chrono::milliseconds ticks(std::int64_t count)
{
    static const std::int64_t perSecond = std::max<std::int64_t>(::sysconf(_SC_CLK_TCK), 1);
    return std::chrono::milliseconds(count * 1000 / perSecond);
}

bool figuresOf(int procFd, const std::string &pid, ProcessFigures &figures)
{
    const std::string stat = readSmall(procFd, pid + "/stat");
    // The name stands in brackets and may itself hold brackets and spaces.
    const std::size_t end = stat.rfind(')');
    if (end == std::string::npos)
        return false;
    char state = 0;
    long long session = 0, user = 0, system = 0, childUser = 0, childSystem = 0, threads = 0;
    const int got = std::sscanf(stat.c_str() + end + 1,
                                " %c %*d %*d %lld %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld %*d %*d %lld", &state, &session,
                                &user, &system, &childUser, &childSystem, &threads);
    if (got != 7)
        return false;
    figures.session = session;
    figures.isZombie = state == 'Z' || state == 'X';
    figures.threads = static_cast<int>(threads);
    figures.cpu = ticks(user + system);
    figures.childrenCpu = ticks(childUser + childSystem);
    if (!figures.isZombie) {
        const std::string status = readSmall(procFd, pid + "/status");
        figures.ownBytes = (numberBehind(status, "RssAnon:") + numberBehind(status, "RssShmem:")) * 1024;
    }
    return true;
}

} // namespace

void forEachProcess(int procFd, const std::function<void(const ProcessFigures &)> &take)
{
    DIR *folder = ::fdopendir(::openat(procFd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return;
    while (const dirent *entry = ::readdir(folder)) {
        ProcessFigures figures;
        const char *const last = entry->d_name + std::strlen(entry->d_name);
        const auto [end, fault] = std::from_chars(entry->d_name, last, figures.pid);
        if (fault == std::errc() && end == last && figuresOf(procFd, entry->d_name, figures))
            take(figures);
    }
    ::closedir(folder);
}

std::int64_t fairShareBytes(int procFd, std::int64_t pid)
{
    const std::string rollup = readSmall(procFd, std::to_string(pid) + "/smaps_rollup");
    return rollup.empty() ? -1 : (numberBehind(rollup, "Pss_Anon:") + numberBehind(rollup, "Pss_Shmem:")) * 1024;
}

#else

void forEachProcess(int, const std::function<void(const ProcessFigures &)> &) { }

std::int64_t fairShareBytes(int, std::int64_t)
{
    return -1;
}

#endif

} // namespace skep::sandbox
