// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/lostprocesses.h"

#include "core/causes.h"

#include <QFile>
#include <QSocketNotifier>
#include <QTimer>

#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace skep::hub {
namespace {

constexpr int kWatchMs = 5'000; // who lives on that long lost only its connection

} // namespace

/// A process under way to its end.
struct LostProcesses::Watch
{
    ~Watch()
    {
        notifier.reset();
#ifdef Q_OS_LINUX
        if (fd >= 0)
            ::close(fd);
#endif
    }
    int fd = -1;
    std::unique_ptr<QSocketNotifier> notifier;
    QTimer giveUp;
};

std::optional<ProcessMark> ProcessMark::of(std::int64_t pid)
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 1 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    // proc(5): the name in brackets may hold anything; the state is the first word after it, the start the twentieth.
    const QByteArray line = file.readAll();
    const QList<QByteArray> words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr int kStart = 19;
    if (words.size() <= kStart || words[0] == "Z" || words[0] == "X")
        return std::nullopt;
    return ProcessMark{pid, words[kStart].toULongLong()};
#else
    (void)pid;
    return std::nullopt;
#endif
}

LostProcesses::LostProcesses(Tell tell)
    : m_tell(std::move(tell))
{
}

LostProcesses::~LostProcesses() = default;

void LostProcesses::lost(const std::string &agent, const ProcessMark &process)
{
    auto watch = std::make_unique<Watch>();
    m_watches.erase(agent);
#ifdef Q_OS_LINUX
    watch->fd = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process.pid), 0));
    if (watch->fd < 0) {
        if (errno == ESRCH)
            m_tell(agent, std::string(causes::kProcessGone));
        return; // else nothing is known, and its leases are waited for
    }
#else
    return;
#endif
    // Asked after the descriptor was taken. One that has ended makes it readable at once.
    if (const auto now = ProcessMark::of(process.pid); now && *now != process) {
        m_tell(agent, std::string(causes::kProcessGone)); // another process has the number
        return;
    }
    watch->notifier = std::make_unique<QSocketNotifier>(watch->fd, QSocketNotifier::Read);
    connect(watch->notifier.get(), &QSocketNotifier::activated, this, [this, agent] { onEnded(agent); }, Qt::QueuedConnection);
    connect(&watch->giveUp, &QTimer::timeout, this, [this, agent] { returned(agent); }, Qt::QueuedConnection);
    watch->giveUp.setSingleShot(true);
    watch->giveUp.start(kWatchMs);
    m_watches[agent] = std::move(watch);
}

void LostProcesses::returned(const std::string &agent) { m_watches.erase(agent); }

void LostProcesses::onEnded(const std::string &agent)
{
    if (m_watches.erase(agent) > 0)
        m_tell(agent, std::string(causes::kProcessGone));
}

} // namespace skep::hub
