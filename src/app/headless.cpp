// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include "app/options.h"
#include "app/runsetup.h"
#include "app/signals.h"
#include "runtime/enginehost.h"
#include "wire/encode.h"
#include "wire/writer.h"

#include <QCoreApplication>
#include <QTimer>

#include <spdlog/spdlog.h>

#include <cstdio>
#include <unistd.h>

namespace skep::app {
namespace {

constexpr std::chrono::milliseconds kLeaveDeadline{10'000};
constexpr std::chrono::milliseconds kStatusEvery{1'000};
constexpr std::chrono::milliseconds kIdleLookEvery{200};

/// One run without a window. Main thread.
class HeadlessRun final : public QObject
{
public:
    explicit HeadlessRun(const Options &options)
        : m_options(options)
        , m_setup(options)
    {
    }

    int run();

private:
    void onStarted(const QStringList &addresses);
    void onCounts(const Counts &counts);
    void look();
    void leave(int exitCode);
    void printReport();
    void printStatus(const Counts &counts);

    const Options m_options;
    const RunSetup m_setup;
    std::unique_ptr<HubService> m_hub;
    std::unique_ptr<Demonstration> m_demonstration;
    QTimer m_look;
    std::chrono::steady_clock::time_point m_nextStatus;
    int m_expectedTasks = 0;
    int m_exitCode = ExitDone;
    bool m_isLeaving = false;
    bool m_isSeeded = false;
};

int HeadlessRun::run()
{
    m_hub = std::make_unique<HubService>(m_setup.hub);
    if (m_options.demo)
        m_demonstration = std::make_unique<Demonstration>(*m_hub, m_setup.demo);
    connect(m_hub.get(), &HubService::started, this, &HeadlessRun::onStarted);
    connect(m_hub.get(), &HubService::failed, this, [this](int exitCode, const QString &text) {
        std::fprintf(stderr, "skep: %s\n", qPrintable(text));
        m_exitCode = exitCode;
        QCoreApplication::quit();
    });
    connect(m_hub.get(), &HubService::stopped, this, [this](qulonglong lost) {
        if (lost > 0) {
            std::fprintf(stderr, "skep: %llu batches could not be written before leaving\n", lost);
            m_exitCode = ExitFailed;
        }
        QCoreApplication::quit();
    });
    connect(&m_look, &QTimer::timeout, this, &HeadlessRun::look);
    onTermination(this, [this] {
        std::fprintf(stderr, "%sskep: stopping; a second Ctrl-C ends it at once\n", ::isatty(STDERR_FILENO) != 0 ? "\n" : "");
        leave(ExitDone);
    });
    m_hub->start();
    QCoreApplication::exec();
    m_demonstration.reset();
    m_hub.reset();
    return m_exitCode;
}

void HeadlessRun::onStarted(const QStringList &addresses)
{
    for (const QString &address : addresses)
        std::printf("skep: listening on http://%s\n", qPrintable(address));
    std::fflush(stdout);
    const auto onSeeded = [this](int accepted) {
        m_isSeeded = true;
        m_expectedTasks = accepted;
    };
    if (m_demonstration) {
        connect(m_demonstration.get(), &Demonstration::seeded, this, onSeeded);
        connect(m_demonstration.get(), &Demonstration::failed, this, [this](const QString &text) {
            std::fprintf(stderr, "skep: %s\n", qPrintable(text));
            leave(ExitFailed);
        });
        m_demonstration->start(addresses.constFirst());
    } else if (m_options.templateTasks > 0) {
        seedTemplates(*m_hub, m_options.templateTasks, m_options.allowUnsandboxed, this, [onSeeded](int accepted, const Error &) { onSeeded(accepted); });
    } else {
        m_isSeeded = true;
    }
    if (m_options.exitWhenIdle || m_options.demo)
        m_look.start(m_options.exitWhenIdle ? kIdleLookEvery : kStatusEvery);
}

void HeadlessRun::look()
{
    runtime::EngineHost *host = m_hub->host();
    if (!host || m_isLeaving)
        return;
    host->invoke([this, host] {
        // Engine thread; this object lives until that thread has ended.
        QMetaObject::invokeMethod(this, [this, counts = host->counts()] { onCounts(counts); });
    });
}

void HeadlessRun::onCounts(const Counts &counts)
{
    if (m_isLeaving)
        return;
    if (m_options.demo && std::chrono::steady_clock::now() >= m_nextStatus) {
        m_nextStatus = std::chrono::steady_clock::now() + kStatusEvery;
        printStatus(counts);
    }
    const std::int64_t final = counts.of(TaskState::Done) + counts.of(TaskState::Failed) + counts.of(TaskState::Cancelled);
    if (m_options.exitWhenIdle && m_isSeeded && counts.total() >= m_expectedTasks && final == counts.total())
        printReport();
}

void HeadlessRun::printStatus(const Counts &counts)
{
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    const auto n = [&](TaskState state) { return static_cast<long long>(counts.of(state)); };
    std::fprintf(stderr,
                 "%sskep: %lld waiting, %lld need you, %lld working, %lld done (%lld simulated), %lld failed, "
                 "%lld of %lld agents online%s",
                 isTerminal ? "\r\033[K" : "", n(TaskState::Queued) + n(TaskState::Blocked), n(TaskState::NeedsInput),
                 n(TaskState::Leased) + n(TaskState::Running) + n(TaskState::Checking), n(TaskState::Done),
                 static_cast<long long>(counts.simulatedDone), n(TaskState::Failed),
                 static_cast<long long>(counts.agentsOnline), static_cast<long long>(counts.agentsTotal),
                 isTerminal ? "" : "\n");
    std::fflush(stderr);
}

void HeadlessRun::printReport()
{
    runtime::EngineHost *host = m_hub->host();
    if (!host)
        return;
    m_look.stop();
    host->invoke([this, host] {
        std::string json;
        wire::JsonWriter writer(json);
        writer.beginObject();
        wire::reportFields(writer, host->report());
        writer.endObject();
        QMetaObject::invokeMethod(this, [this, json] {
            if (::isatty(STDERR_FILENO) != 0)
                std::fputc('\n', stderr);
            std::printf("%s\n", json.c_str());
            std::fflush(stdout);
            leave(ExitDone);
        });
    });
}

void HeadlessRun::leave(int exitCode)
{
    if (std::exchange(m_isLeaving, true))
        return;
    m_exitCode = exitCode;
    m_look.stop();
    if (m_demonstration) {
        connect(m_demonstration.get(), &Demonstration::stopped, this, [this] { m_hub->stop(kLeaveDeadline); });
        m_demonstration->stop(std::chrono::milliseconds(3'000));
    } else {
        m_hub->stop(kLeaveDeadline);
    }
}

} // namespace

void prepareHeadlessProcess()
{
    // GLib's event loop costs several times the CPU of Qt's own poll loop, and a hub needs nothing of it.
    qputenv("QT_NO_GLIB", "1");
}

int runHeadless(const Options &options)
{
    HeadlessRun run(options);
    return run.run();
}

} // namespace skep::app
