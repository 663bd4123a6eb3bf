// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demofleet.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>

namespace skep::app {

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
    for (QProcess *process : m_processes) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished(1000);
    }
}

void DemoFleet::start()
{
    for (int number = 1; number <= m_options.count; ++number)
        startOne(number);
}

void DemoFleet::startOne(int number)
{
    const QString name = QStringLiteral("nano-%1").arg(number, 2, 10, QLatin1Char('0'));
    auto *process = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SKEP_TOKEN"), m_options.token); // not on the command line, which all can read
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setProgram(programPath(QStringLiteral("skep-nanobot")));
    process->setArguments({QStringLiteral("--hub"), m_options.hubUrl, QStringLiteral("--name"), name,
                           QStringLiteral("--slots"), QString::number(m_options.slotsEach),
                           QStringLiteral("--log-level"), QStringLiteral("warn"), QStringLiteral("--die-with-parent")});
    connect(process, &QProcess::finished, this, [this, process, name] { onEnded(process, name); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit workerFailedToStart(QStringLiteral("%1: %2").arg(process->program(), process->errorString()));
    });
    m_processes.push_back(process);
    process->start();
}

void DemoFleet::onEnded(QProcess *process, const QString &name)
{
    std::erase(m_processes, process);
    process->deleteLater();
    if (!m_isStopping) {
        const QString cause = process->exitStatus() == QProcess::CrashExit
            ? QStringLiteral("its process was killed or crashed (signal %1)").arg(process->exitCode())
            : QStringLiteral("its process ended with code %1").arg(process->exitCode());
        emit workerGone(name, cause);
    } else if (m_processes.empty()) {
        emit finished();
    }
}

void DemoFleet::stop(std::chrono::milliseconds deadline)
{
    if (std::exchange(m_isStopping, true))
        return;
    if (m_processes.empty()) {
        QTimer::singleShot(0, this, &DemoFleet::finished);
        return;
    }
    for (QProcess *process : m_processes)
        process->terminate();
    QTimer::singleShot(deadline, this, [this] {
        for (QProcess *process : m_processes)
            process->kill();
    });
}

int DemoFleet::running() const
{
    return static_cast<int>(m_processes.size());
}

} // namespace skep::app
