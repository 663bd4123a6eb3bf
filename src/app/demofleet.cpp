// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demofleet.h"

#include "core/causes.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>

namespace skep::app {
namespace {

constexpr std::chrono::milliseconds kRestartAfter{6'000}; // long enough for a person to see that it was gone
constexpr int kRestartsMax = 8;

} // namespace

QString programPath(const QString &name)
{
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    if (QFileInfo(beside).isExecutable())
        return beside;
    return QStandardPaths::findExecutable(name);
}

DemoFleet::DemoFleet(FleetOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

DemoFleet::~DemoFleet()
{
    m_isStopping = true;
    for (const Worker &worker : m_workers) {
        if (!worker.process)
            continue;
        worker.process->disconnect(this);
        worker.process->kill();
        worker.process->waitForFinished(1000);
    }
}

void DemoFleet::start()
{
    for (int number = 1; number <= m_options.count; ++number)
        m_workers.push_back({QStringLiteral("nano-%1").arg(number, 2, 10, QLatin1Char('0'))});
    for (Worker &worker : m_workers)
        startOne(worker);
}

void DemoFleet::startOne(Worker &worker)
{
    auto *process = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SKEP_TOKEN"), m_options.token); // not on the command line, which all can read
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setProgram(programPath(QStringLiteral("skep-nanobot")));
    QStringList arguments{QStringLiteral("--hub"), m_options.hubUrl, QStringLiteral("--name"), worker.name,
                          QStringLiteral("--slots"), QString::number(m_options.slotsEach),
                          QStringLiteral("--log-level"), QStringLiteral("warn"), QStringLiteral("--die-with-parent"),
                          // Named, because a worker that comes up after a sudden end of this process would take whoever
                          // adopted it for the one that started it.
                          QStringLiteral("--parent-pid"), QString::number(QCoreApplication::applicationPid())};
    if (m_options.allowsUnsandboxed)
        arguments.append(QStringLiteral("--allow-unsandboxed"));
    process->setArguments(arguments);
    connect(process, &QProcess::finished, this, [this, &worker] { onEnded(worker); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit workerFailedToStart(QStringLiteral("%1: %2").arg(process->program(), process->errorString()));
    });
    worker.process = process;
    process->start();
}

void DemoFleet::onEnded(Worker &worker)
{
    QProcess *process = std::exchange(worker.process, nullptr);
    process->deleteLater();
    if (!m_isStopping) {
        const QString cause = process->exitStatus() == QProcess::CrashExit
            ? QString::fromUtf8(causes::kProcessGone)
            : QString::fromUtf8(causes::kProcessEnded) + QString::number(process->exitCode());
        emit workerGone(worker.name, cause);
        restartLater(worker);
    } else if (running() == 0) {
        emit finished();
    }
}

void DemoFleet::restartLater(Worker &worker)
{
    if (worker.restarts >= kRestartsMax)
        return; // it will not stay; its row says why it is gone
    const auto wait = kRestartAfter * (1 << std::min(worker.restarts++, 4));
    QTimer::singleShot(wait, this, [this, &worker] {
        if (!m_isStopping && !worker.process)
            startOne(worker);
    });
}

bool DemoFleet::kill(const QString &name)
{
    const auto at = std::find_if(m_workers.begin(), m_workers.end(), [&name](const Worker &w) { return w.name == name && w.process; });
    if (at == m_workers.end())
        return false;
    at->process->kill();
    return true;
}

void DemoFleet::stop(std::chrono::milliseconds deadline)
{
    if (std::exchange(m_isStopping, true))
        return;
    if (running() == 0) {
        QTimer::singleShot(0, this, &DemoFleet::finished);
        return;
    }
    for (const Worker &worker : m_workers)
        if (worker.process)
            worker.process->terminate();
    QTimer::singleShot(deadline, this, [this] {
        for (const Worker &worker : m_workers)
            if (worker.process)
                worker.process->kill();
    });
}

int DemoFleet::running() const
{
    return static_cast<int>(std::count_if(m_workers.begin(), m_workers.end(), [](const Worker &w) { return w.process != nullptr; }));
}

} // namespace skep::app
