// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/stopsignals.h"

#include <QSocketNotifier>

#include <atomic>
#include <csignal>
#include <cstdlib>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace skep::nanobot {
namespace {

std::atomic<int> s_count{0};

#ifdef Q_OS_UNIX

int s_pipe[2] = {-1, -1};

// Only what a signal handler may do: a byte into a pipe.
void onSignal(int)
{
    if (s_count.fetch_add(1) > 0)
        ::_exit(1);
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_pipe[1], &byte, 1);
}

#else

StopSignals *s_object = nullptr;

// The C library runs it on a thread of its own here, so a queued call is allowed.
void onSignal(int)
{
    if (s_count.fetch_add(1) > 0)
        std::_Exit(1);
    if (s_object)
        QMetaObject::invokeMethod(s_object, &StopSignals::stopRequested, Qt::QueuedConnection);
}

#endif

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
#ifdef Q_OS_UNIX
    if (::pipe(s_pipe) == 0) {
        for (const int fd : s_pipe) {
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
            ::fcntl(fd, F_SETFL, O_NONBLOCK);
        }
        m_notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, [this] {
            char byte = 0;
            if (::read(s_pipe[0], &byte, 1) == 1)
                emit stopRequested();
        });
    }
#else
    s_object = this;
#endif
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
}

StopSignals::~StopSignals()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
#ifdef Q_OS_UNIX
    delete m_notifier;
    for (int &fd : s_pipe) {
        ::close(fd);
        fd = -1;
    }
#else
    s_object = nullptr;
#endif
}

} // namespace skep::nanobot
