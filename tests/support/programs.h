// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>

class QProcess;

namespace skep::test {

/// A program of this build, e.g. "skepd".
[[nodiscard]] QString programPath(const QString &name);

/// The tests' environment without what would lead a program to a person's own hub and data.
[[nodiscard]] QProcessEnvironment cleanEnvironment();

/// Makes the program die with the test, however that ends.
void bindToTest(QProcess &process);

/// What a finished program left. `exitCode` is -1 when it crashed or had to be killed.
struct Finished
{
    int exitCode = -1;
    QByteArray out, err;
};

/// Runs a program to its end; the event loop turns meanwhile.
[[nodiscard]] Finished runProgram(const QString &name, const QStringList &arguments,
                                  std::chrono::milliseconds timeout = std::chrono::seconds(30),
                                  const QProcessEnvironment &environment = cleanEnvironment());

/// Ids of the processes whose parent is `parent`, and of theirs. Reads /proc.
[[nodiscard]] QList<qint64> descendantsOf(qint64 parent);
[[nodiscard]] bool isAlive(qint64 process);

} // namespace skep::test
