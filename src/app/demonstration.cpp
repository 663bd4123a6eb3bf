// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demonstration.h"

#include "app/demo/demotasks.h"
#include "app/hubservice.h"
#include "app/seeder.h"
#include "runtime/enginehost.h"

#include <QCoreApplication>
#include <QDir>

namespace skep::app {
namespace {

constexpr std::uint64_t kDemoSeed = 6174; // the same fleet every time

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

void Demonstration::start(const QString &address)
{
    FleetOptions fleet;
    fleet.hubUrl = QStringLiteral("ws://%1/ws").arg(address);
    fleet.token = QString::fromStdString(m_options.agentToken);
    fleet.count = m_options.agents;
    m_fleet = std::make_unique<DemoFleet>(fleet);
    connect(m_fleet.get(), &DemoFleet::workerFailedToStart, this, &Demonstration::failed);
    connect(m_fleet.get(), &DemoFleet::finished, this, &Demonstration::stopped);
    connect(m_fleet.get(), &DemoFleet::workerGone, this, [this](const QString &name, const QString &cause) {
        if (runtime::EngineHost *host = m_hub.host())
            host->invoke([host, gone = cmd::AgentGone{name.toStdString(), cause.toStdString()}] { host->post(gone); });
    });
    m_fleet->start();
    seedTemplates(m_hub, m_options.tasks, this, [this](int accepted, const Error &refusal) {
        if (accepted == 0)
            emit failed(QStringLiteral("no demonstration task was accepted: %1").arg(QString::fromStdString(refusal.detail)));
        else
            emit seeded(accepted);
    });
}

void Demonstration::stop(std::chrono::milliseconds deadline)
{
    if (m_fleet)
        m_fleet->stop(deadline);
    else
        QMetaObject::invokeMethod(this, &Demonstration::stopped, Qt::QueuedConnection);
}

void seedTemplates(HubService &hub, int count, QObject *context, std::function<void(int accepted, Error refusal)> done)
{
    runtime::EngineHost *host = hub.host();
    if (!host)
        return;
    auto tasks = demo::makeTasks(count, kDemoSeed, demoResourceDir().toStdString());
    if (!tasks) {
        QMetaObject::invokeMethod(context, [done, error = tasks.error()] { done(0, error); }, Qt::QueuedConnection);
        return;
    }
    host->invoke([host, context, done, tasks = std::move(*tasks)]() mutable {
        auto holder = std::make_shared<std::unique_ptr<Seeder>>();
        *holder = std::make_unique<Seeder>(*host, std::move(tasks), "demo-", [host, context, done, holder](int accepted, const Error &refusal) {
            QMetaObject::invokeMethod(context, [done, accepted, refusal] { done(accepted, refusal); });
            host->invoke([holder] { holder->reset(); }); // not from inside its own call
        });
    });
}

} // namespace skep::app
