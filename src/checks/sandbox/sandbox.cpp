// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/sandbox.h"

#include "checks/sandbox/launch.h"
#include "checks/sandbox/sandboxrun.h"

#include <QFile>
#include <QStandardPaths>

namespace skep::sandbox {
namespace {

constexpr int kProbeMs = 5'000;

/// What the kernel's settings say, for a reason that a person can act on.
QString hintOf()
{
    const auto setting = [](const char *path) {
        QFile file(QString::fromLatin1(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    };
    if (setting("/proc/sys/user/max_user_namespaces") == "0")
        return QStringLiteral("; this system forbids user namespaces (user.max_user_namespaces is 0)");
    if (setting("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        return QStringLiteral("; this system forbids user namespaces (kernel.unprivileged_userns_clone is 0)");
    if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        return QStringLiteral("; AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1)");
    return {};
}

/// Empty when bubblewrap can make a sandbox here.
std::string probe(const QString &bubblewrap)
{
    const Launch launch = Launch::probe(bubblewrap);
    QProcess process;
    launch.applyTo(process);
    process.start();
    if (!process.waitForStarted(kProbeMs))
        return "bubblewrap cannot be started: " + process.errorString().toStdString();
    if (!process.waitForFinished(kProbeMs)) {
        process.terminate(); // the guard ends the rest
        process.waitForFinished(1'000);
        return "bubblewrap did not answer within 5 seconds";
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    QString said = QString::fromUtf8(process.readAllStandardError()).trimmed().left(300);
    if (said.isEmpty())
        said = QStringLiteral("exit code %1").arg(process.exitCode());
    return (QStringLiteral("bubblewrap cannot make a sandbox: ") + said + hintOf()).toStdString();
}

} // namespace

std::string_view name(Mode mode)
{
    switch (mode) {
    case Mode::Bubblewrap: return "bubblewrap";
    case Mode::Unsandboxed: return "unsandboxed";
    case Mode::None: break;
    }
    return "none";
}

Sandbox Sandbox::none(std::string reason)
{
    Sandbox sandbox;
    sandbox.m_reason = std::move(reason);
    return sandbox;
}

Sandbox Sandbox::detect(const Wish &wish)
{
    Sandbox sandbox;
#ifdef Q_OS_LINUX
    sandbox.m_bubblewrap
        = wish.bubblewrap.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("bwrap")) : wish.bubblewrap;
    sandbox.m_reason = sandbox.m_bubblewrap.isEmpty() ? "bubblewrap (bwrap) is not installed" : probe(sandbox.m_bubblewrap);
#else
    sandbox.m_reason = "there is no sandbox for this system";
#endif
    if (sandbox.m_reason.empty())
        sandbox.m_mode = Mode::Bubblewrap;
    else if (wish.allowsUnsandboxed)
        sandbox.m_mode = Mode::Unsandboxed;
    return sandbox;
}

std::unique_ptr<SandboxRun> Sandbox::prepare(Job job) const
{
    return std::make_unique<SandboxRun>(m_mode == Mode::Bubblewrap ? m_bubblewrap : QString(), std::move(job));
}

std::string Sandbox::tool(std::string_view name)
{
    return systemProgram(QString::fromUtf8(name)).toStdString();
}

} // namespace skep::sandbox
