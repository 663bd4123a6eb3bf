// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/job.h"
#include "checks/sandbox/procfiles.h"

#include <QByteArray>
#include <QProcess>
#include <QString>

namespace skep::sandbox {

/// How bubblewrap is called. Its own environment is empty: the first process of a sandbox can be looked at from
/// inside.
class Launch final
{
public:
    /// The command waits behind a gate: the sandbox reads an archive of `archiveBytes` from standard input, unpacks
    /// it, says kReadyLine on standard output and goes on when it reads a line.
    [[nodiscard]] static Launch gated(const QString &bubblewrap, const Job &job, qsizetype archiveBytes);
    /// Only a program that does nothing, to see whether a sandbox can be made at all.
    [[nodiscard]] static Launch probe(const QString &bubblewrap);

    /// Call once; the object must live until the process has started.
    void applyTo(QProcess &process) const;
    /// The namespace's first process, as this system numbers it; 0 before bubblewrap has said it.
    [[nodiscard]] std::int64_t readFirstPid() const;

    static constexpr char kReadyLine[] = "skep-sandbox-ready\n";

private:
    explicit Launch(const QString &bubblewrap);
    void isolate(const Limits &limits);
    void addSystemFolders();
    void addPipes();
    void pass(const char *option, int fd);

    QString m_program;
    QStringList m_arguments;
    Fd m_filter, m_accounts, m_infoRead, m_infoWrite;
    std::vector<int> m_passed;
};

/// The words in front of a command that bind it and all it starts: per process, where the watch binds the tree.
[[nodiscard]] QStringList limitWords(const Limits &limits, bool withProcesses);

/// Where a system program lies that the sandbox can see, e.g. "node"; empty when it is not installed.
[[nodiscard]] QString systemProgram(const QString &name);

} // namespace skep::sandbox
