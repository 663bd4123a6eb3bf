// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hubprocess.h"

#include <QDebug>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

namespace skep::test {
namespace {

using namespace Qt::StringLiterals;

constexpr int kStartMs = 30'000; // with sanitizers on a busy machine
constexpr int kLeaveMs = 15'000; // a hub leaves within ten seconds

} // namespace

HubProcess::~HubProcess()
{
    killHard();
}

bool HubProcess::start(const QStringList &extra)
{
    const QString listen = m_url.isEmpty() ? u"127.0.0.1:0"_s : m_url.authority();
    m_process.setProcessEnvironment(cleanEnvironment());
    bindToTest(m_process);
    m_process.start(programPath(u"skepd"_s), QStringList{u"--data-dir"_s, m_dir.path(), u"--listen"_s, listen} + extra);
    QByteArray line;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < kStartMs && !line.endsWith('\n')) {
        if (!m_process.waitForReadyRead(kStartMs - static_cast<int>(clock.elapsed())))
            break;
        line += m_process.readLine();
    }
    constexpr QByteArrayView kSaid = "skep: listening on ";
    if (!line.startsWith(kSaid))
        return false;
    m_url = QUrl(QString::fromLatin1(line.mid(kSaid.size()).trimmed()));
    return m_url.isValid();
}

void HubProcess::killHard()
{
    m_process.kill();
    m_process.waitForFinished(kLeaveMs);
}

bool HubProcess::stop()
{
    m_process.terminate();
    const bool left = m_process.waitForFinished(kLeaveMs) && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    if (!left)
        qWarning().noquote() << "the hub did not leave well:" << m_process.readAllStandardError();
    return left;
}

QUrl HubProcess::wsUrl() const
{
    QUrl url = m_url;
    url.setScheme(u"ws"_s);
    url.setPath(u"/ws"_s);
    return url;
}

QByteArray HubProcess::token() const
{
    QFile file(m_dir.filePath(u"admin.token"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

Finished HubProcess::ctl(const QStringList &arguments) const
{
    return runProgram(u"skepctl"_s, arguments + QStringList{u"--hub"_s, m_url.toString(), u"--data-dir"_s, m_dir.path()});
}

QJsonObject HubProcess::ctlJson(const QStringList &arguments) const
{
    const Finished finished = ctl(arguments + QStringList{u"--json"_s});
    return QJsonDocument::fromJson(finished.out).object();
}

} // namespace skep::test
