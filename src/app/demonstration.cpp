// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demonstration.h"

#include "app/demo/demotasks.h"
#include "app/hubservice.h"
#include "app/seeder.h"
#include "checks/sandbox/sandbox.h"
#include "runtime/enginehost.h"

#include <QCoreApplication>
#include <QDir>
#include <QPointer>
#include <QThreadPool>

namespace skep::app {
namespace {

constexpr std::uint64_t kDemoSeed = 6174; // the same fleet every time
constexpr std::chrono::milliseconds kLookEvery{300};

using SeedDone = std::function<void(int accepted, Error refusal)>;

/// Whether this machine can run foreign code, asked for off this thread: trying out a sandbox starts a process and waits
/// for it, the window does not. Nothing is called once `context` is gone.
void findTestWork(bool allowsUnsandboxed, QObject *context, std::function<void(demo::TestWork)> done)
{
    QThreadPool::globalInstance()->start([allowsUnsandboxed, context = QPointer(context), done = std::move(done)] {
        const bool canRun = sandbox::Sandbox::detect({allowsUnsandboxed, {}}).canRun();
        QMetaObject::invokeMethod(QCoreApplication::instance(), [=] {
            if (context)
                done(canRun ? demo::TestWork::Real : demo::TestWork::Played);
        });
    });
}

void submitTemplates(HubService &hub, int count, demo::TestWork tests, QObject *context, const SeedDone &done)
{
    auto tasks = demo::makeTasks(count, kDemoSeed, demoResourceDir().toStdString(), tests);
    if (!tasks) {
        QMetaObject::invokeMethod(context, [done, error = tasks.error()] { done(0, error); }, Qt::QueuedConnection);
        return;
    }
    submitTasks(hub, std::move(*tasks), "demo-", context,
                [done](const std::vector<TaskId> &ids, const Error &refusal) { done(static_cast<int>(ids.size()), refusal); });
}

} // namespace

QString demoResourceDir()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &place : {program.filePath(QStringLiteral("../share/skep/demo")),
                                 QStringLiteral(SKEP_RESOURCE_DIR "/demo")})
        if (QFileInfo::exists(place + QStringLiteral("/templates.json")))
            return QDir::cleanPath(place);
    return {};
}

Demonstration::Demonstration(HubService &hub, DemonstrationOptions options, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_options(std::move(options))
{
}

template<typename Ask, typename Use>
void Demonstration::withHost(Ask ask, Use use)
{
    runtime::EngineHost *host = m_hub.host();
    if (!host)
        return;
    // This object lives until the engine's thread has ended, and hears nothing later than that.
    host->invoke([this, host, ask = std::move(ask), use = std::move(use)] {
        QMetaObject::invokeMethod(this, [use, answer = ask(*host)] { use(answer); });
    });
}

void Demonstration::start(const QString &address)
{
    FleetOptions fleet;
    fleet.hubUrl = QStringLiteral("ws://%1/ws").arg(address);
    fleet.token = QString::fromStdString(m_options.agentToken);
    fleet.count = m_options.agents;
    fleet.allowsUnsandboxed = m_options.allowsUnsandboxed;
    m_fleet = std::make_unique<DemoFleet>(fleet);
    connect(m_fleet.get(), &DemoFleet::workerFailedToStart, this, &Demonstration::failed);
    connect(m_fleet.get(), &DemoFleet::finished, this, &Demonstration::stopped);
    connect(m_fleet.get(), &DemoFleet::workerGone, this, [this](const QString &name, const QString &cause) {
        if (runtime::EngineHost *host = m_hub.host())
            host->invoke([host, gone = cmd::AgentGone{name.toStdString(), cause.toStdString()}] { host->post(gone); });
    });
    connect(&m_look, &QTimer::timeout, this, &Demonstration::look);
    m_step.setSingleShot(true);
    connect(&m_step, &QTimer::timeout, this, &Demonstration::playDue);
    m_fleet->start();
    findTestWork(m_options.allowsUnsandboxed, this, [this](demo::TestWork tests) {
        m_tests = tests;
        submitTemplates(m_hub, m_options.tasks, tests, this, [this](int accepted, const Error &refusal) { onSeeded(accepted, refusal); });
    });
}

void Demonstration::onSeeded(int accepted, const Error &refusal)
{
    if (accepted == 0) {
        emit failed(QStringLiteral("no demonstration task was accepted: %1").arg(QString::fromStdString(refusal.detail)));
        return;
    }
    m_seeded = accepted;
    if (m_options.goesOn)
        m_look.start(kLookEvery);
    emit seeded(accepted);
}

void Demonstration::look()
{
    withHost([](runtime::EngineHost &host) { return host.counts(); },
             [this](const Counts &counts) {
                 const auto finished = counts.of(TaskState::Done) + counts.of(TaskState::Failed) + counts.of(TaskState::Cancelled);
                 if (finished < m_seeded || !m_look.isActive())
                     return;
                 m_look.stop();
                 beginRound();
             });
}

void Demonstration::beginRound()
{
    auto script = demo::makeScript(m_round, kDemoSeed, demoResourceDir().toStdString(), m_tests);
    if (!script)
        return; // its files were there a minute ago; the fleet stays and shows what it has
    m_script = std::move(*script);
    m_next = 0;
    m_submitted.clear();
    m_clock.start();
    playDue();
}

void Demonstration::playDue()
{
    while (m_next < m_script.size() && m_script[m_next].atMs <= m_clock.elapsed())
        play(m_script[m_next++]);
    if (m_next < m_script.size()) {
        m_step.start(static_cast<int>(m_script[m_next].atMs - m_clock.elapsed() + 1));
        return;
    }
    ++m_round;
    const qint64 left = demo::kScriptRoundMs - m_clock.elapsed();
    QTimer::singleShot(std::max<qint64>(left, 0), this, [this] {
        if (m_fleet->running() > 0)
            beginRound();
    });
}

void Demonstration::play(const demo::ScriptStep &step)
{
    if (step.kind == demo::ScriptStep::Kind::KillWorker) {
        if (const auto victim = m_submitted.find(step.key); victim != m_submitted.end())
            killWorkerOf(victim->second);
        return;
    }
    const std::string prefix = "script-" + std::to_string(m_round) + "-" + step.key + "-";
    submitTasks(m_hub, {step.task}, prefix, this, [this, key = step.key](const std::vector<TaskId> &ids, const Error &) {
        if (!ids.empty())
            m_submitted[key] = ids.front();
    });
}

void Demonstration::killWorkerOf(TaskId id)
{
    withHost([id](runtime::EngineHost &host) { return host.task(id); },
             [this](const Result<TaskView> &task) {
                 if (task && isHeld(task->state))
                     m_fleet->kill(QString::fromStdString(task->agent));
             });
}

void Demonstration::stop(std::chrono::milliseconds deadline)
{
    m_look.stop();
    m_step.stop();
    if (m_fleet)
        m_fleet->stop(deadline);
    else
        QMetaObject::invokeMethod(this, &Demonstration::stopped, Qt::QueuedConnection);
}

void submitTasks(HubService &hub, std::vector<TaskSpec> tasks, std::string keyPrefix, QObject *context,
                 std::function<void(std::vector<TaskId> accepted, Error refusal)> done)
{
    runtime::EngineHost *host = hub.host();
    if (!host)
        return;
    host->invoke([host, context, done, tasks = std::move(tasks), prefix = std::move(keyPrefix)]() mutable {
        auto holder = std::make_shared<std::unique_ptr<Seeder>>();
        const auto tell = [host, context, done, holder](const std::vector<TaskId> &accepted, const Error &refusal) {
            QMetaObject::invokeMethod(context, [done, accepted, refusal] { done(accepted, refusal); });
            host->invoke([holder] { holder->reset(); }); // not from inside its own call
        };
        *holder = std::make_unique<Seeder>(*host, std::move(tasks), prefix, tell);
    });
}

void seedTemplates(HubService &hub, int count, bool allowsUnsandboxed, QObject *context, SeedDone done)
{
    findTestWork(allowsUnsandboxed, context, [hub = QPointer(&hub), context, count, done = std::move(done)](demo::TestWork tests) {
        if (hub)
            submitTemplates(*hub, count, tests, context, done);
    });
}

} // namespace skep::app
