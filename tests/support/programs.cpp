// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/programs.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTimer>

#include <csignal>
#include <sys/prctl.h>

namespace skep::test {

using namespace Qt::StringLiterals;

QString programPath(const QString &name)
{
    return QStringLiteral(SKEP_BINARY_DIR "/bin/") + name;
}

QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &key : environment.keys())
        if (key.startsWith("SKEP_"_L1))
            environment.remove(key);
    return environment;
}

void bindToTest(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

Finished runProgram(const QString &name, const QStringList &arguments, std::chrono::milliseconds timeout,
                    const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    bindToTest(process);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(timeout, &process, &QProcess::kill);
    process.start(programPath(name), arguments, QIODevice::ReadOnly);
    while (process.state() != QProcess::NotRunning)
        loop.exec();
    Finished finished;
    if (process.error() == QProcess::FailedToStart)
        finished.err = process.errorString().toUtf8();
    else if (process.exitStatus() == QProcess::NormalExit)
        finished.exitCode = process.exitCode();
    finished.out = process.readAllStandardOutput();
    finished.err += process.readAllStandardError();
    return finished;
}

QList<qint64> descendantsOf(qint64 parent)
{
    QHash<qint64, QList<qint64>> children;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isNumber = false;
        const qint64 process = entry.toLongLong(&isNumber);
        QFile stat(u"/proc/%1/stat"_s.arg(entry));
        if (!isNumber || !stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        // The name in parentheses may hold spaces; behind it come the state and the parent.
        const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        children[fields.value(1).toLongLong()] << process;
    }
    QList<qint64> found, open{parent};
    while (!open.isEmpty()) {
        const QList<qint64> next = children.value(open.takeFirst());
        found << next;
        open << next;
    }
    return found;
}

bool isAlive(qint64 process)
{
    QFile stat(u"/proc/%1/stat"_s.arg(process));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) != "Z"; // a zombie does nothing any more
}

} // namespace skep::test
