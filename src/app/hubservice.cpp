// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hubservice.h"

#include "app/adminfiles.h"
#include "app/options.h"
#include "app/storeadapters.h"
#include "checks/checker.h"
#include "hub/hubserver.h"
#include "runtime/enginehost.h"

#include <QScopeGuard>

#include <openssl/crypto.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <random>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace skep::app {
namespace {

// Each socket keeps a write buffer of 32 KiB (Qt's) of which an idle link uses the first few hundred bytes. On pages of its
// own, as mallopt(3) gives larger blocks, the rest of it takes no memory: half a KiB less for each idle agent.
void keepSocketBuffersApart()
{
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 32 * 1024);
#endif
}

int exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StoreLocked: return ExitDataInUse;
    case ErrorCode::StoreDamaged:
    case ErrorCode::StoreNewer: return ExitDataBad;
    case ErrorCode::OutOfRange:
    case ErrorCode::BadValue:
    case ErrorCode::Unsupported: return ExitUsage;
    default: return ExitFailed;
    }
}

QString textOf(const Error &error)
{
    QString text = QString::fromStdString(error.detail);
    if (text.isEmpty())
        text = QString::fromLatin1(errorName(error.code).data());
    return error.field.empty() ? text : QStringLiteral("%1: %2").arg(QString::fromStdString(error.field), text);
}

/// Sums over the finished tasks that stay on disk and do not come back into the engine's memory.
Result<DelegationReport> archivedReport(const store::Options &options, const Restored &restored)
{
    auto reader = store::Reader::open(options);
    if (!reader)
        return tl::unexpected<Error>(reader.error());
    auto report = (*reader)->archivedReport(std::numeric_limits<std::int64_t>::max());
    if (!report)
        return report;
    for (const Restored::Task &task : restored.tasks) {
        if (!isFinal(task.row.state))
            continue;
        const auto line = std::find_if(report->types.begin(), report->types.end(),
                                       [&](const auto &entry) { return entry.type == task.spec.type; });
        --report->counts.byState[static_cast<std::size_t>(task.row.state)];
        if (line == report->types.end())
            continue;
        --line->total;
        --(task.row.state == TaskState::Done         ? line->done
               : task.row.state == TaskState::Failed ? line->failed
                                                     : line->cancelled);
        if (task.row.simulated && task.row.state == TaskState::Done) {
            --line->simulated;
            --report->counts.simulatedDone;
        }
    }
    return report;
}

Result<store::Reader::Ended> endedToday(const store::Options &options, TimeMs now)
{
    auto reader = store::Reader::open(options);
    if (!reader)
        return tl::unexpected<Error>(reader.error());
    return (*reader)->endedSince(runtime::localDay(now).begin);
}

} // namespace

/// The engine thread: builds its world, runs the event loop, takes it down in the opposite order.
class HubService::Engine final : public QThread
{
public:
    Engine(HubService &service, HubServiceOptions options)
        : m_service(service)
        , m_options(std::move(options))
    {
        setObjectName(QStringLiteral("engine"));
    }

    void run() override
    {
        // Its TLS state belongs to this thread. Left to the thread's very end it would race with the process's:
        // QThread::wait() does not wait for that.
        const auto endOfTls = qScopeGuard([] { OPENSSL_thread_stop(); });
        if (const auto ok = build(); !ok) {
            emit m_service.failed(exitCodeOf(ok.error()), textOf(ok.error()));
            takeDown(std::chrono::milliseconds(1000));
            return;
        }
        QStringList addresses;
        for (const std::string &address : m_server->addresses())
            addresses << QString::fromStdString(address);
        emitStarted(addresses);
        exec();
        const std::size_t lost = takeDown(m_deadline);
        emit m_service.stopped(lost);
    }

    /// Any thread.
    void leave(std::chrono::milliseconds deadline)
    {
        m_deadline = deadline;
        quit();
    }

private:
    Result<void> build();
    Result<void> listen(const std::string &secret, const std::string &adminToken);
    std::size_t takeDown(std::chrono::milliseconds deadline);

    void emitStarted(const QStringList &addresses)
    {
        QMetaObject::invokeMethod(&m_service, [this, addresses] {
            m_service.m_host = m_host.get();
            emit m_service.started(addresses);
        });
    }

    HubService &m_service;
    const HubServiceOptions m_options;
    std::atomic<std::chrono::milliseconds> m_deadline{std::chrono::milliseconds(10'000)};
    std::unique_ptr<runtime::EngineHost> m_host;
    std::unique_ptr<hub::HubServer> m_server;
};

Result<void> HubService::Engine::build()
{
    const store::Options storeOptions{.dataDir = m_options.dataDir.toStdString(), .vfs = {}};
    auto writer = store::Writer::open(storeOptions);
    if (!writer)
        return tl::unexpected<Error>(writer.error());
    auto restored = (*writer)->restore();
    if (!restored)
        return tl::unexpected<Error>(restored.error());
    const auto files = AdminFiles::openOrCreate(m_options.dataDir);
    if (!files)
        return tl::unexpected<Error>(files.error());

    runtime::HostParts parts;
    parts.clock = runtime::Clock(restored->lastNow);
    parts.epoch = restored->epoch;
    parts.lastBatch = restored->lastBatch;
    auto archived = archivedReport(storeOptions, *restored);
    if (!archived)
        return tl::unexpected<Error>(archived.error());
    parts.archived = std::move(*archived);
    const auto today = endedToday(storeOptions, parts.clock.now());
    if (!today)
        return tl::unexpected<Error>(today.error());
    parts.doneToday = today->done;
    parts.failedToday = today->failed;
    parts.artifactDir = storeOptions.dataDir + "/artifacts";
    parts.judge = [](std::string_view type, bool simulated, std::string_view result) {
        return checks::judge(type, simulated, result);
    };
    engine::Config config;
    config.seed = std::random_device{}(); // of the back-off jitter
    parts.engine = std::make_unique<engine::Engine>(config);
    parts.engine->restore(std::move(*restored));
    parts.writer = std::make_unique<CommitAdapter>(std::move(*writer));
    parts.reader = std::make_unique<ReadAdapter>(storeOptions);
    m_host = std::make_unique<runtime::EngineHost>(std::move(parts));
    return listen(files->sessionSecret, files->adminToken);
}

Result<void> HubService::Engine::listen(const std::string &secret, const std::string &adminToken)
{
    hub::HubOptions options;
    options.listen.clear();
    for (const QString &address : m_options.listen)
        options.listen.push_back(address.toStdString());
    options.trustLoopback = m_options.trustLoopback;
    options.sessionSecret = secret;
    options.version = SKEP_VERSION;
    options.tokens.push_back({adminToken, Role::Admin, {}});
    for (const ExtraToken &extra : m_options.tokens)
        options.tokens.push_back({extra.token, extra.role, {}});
    m_server = std::make_unique<hub::HubServer>(*m_host, options);
    auto ok = m_server->listen();
    if (!ok && ok.error().code == ErrorCode::Io && m_options.mayTakeFreePort) {
        options.listen = {"127.0.0.1:0"};
        m_server = std::make_unique<hub::HubServer>(*m_host, options);
        ok = m_server->listen();
    }
    return ok;
}

std::size_t HubService::Engine::takeDown(std::chrono::milliseconds deadline)
{
    if (m_server)
        m_server->stop();
    const std::size_t lost = m_host ? m_host->stop(deadline) : 0;
    m_server.reset();
    m_host.reset();
    return lost;
}

HubService::HubService(HubServiceOptions options, QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<Engine>(*this, std::move(options)))
{
}

HubService::~HubService()
{
    m_thread->quit();
    m_thread->wait();
}

void HubService::start()
{
    keepSocketBuffersApart();
    m_thread->start();
}

void HubService::stop(std::chrono::milliseconds deadline)
{
    m_host = nullptr;
    m_thread->leave(deadline);
}

} // namespace skep::app
