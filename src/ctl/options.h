// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace skep::ctl {

/// Exit codes of the house.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2 };

enum class Verb {
    TasksAdd,
    TasksList,
    TasksShow,
    TasksAssign,
    TasksUnassign,
    TasksCancel,
    TasksRetry,
    TasksAnswer,
    AgentsList,
    AgentsShow,
    AgentsDrain,
    Seed,
    Report,
    Watch,
    Config,
};

/// One call of skepctl, checked: numbers are numbers in range, required options and arguments are there.
struct Invocation
{
    Verb verb = Verb::Config;
    QString name;           // "tasks add"
    QUrl hub;
    QString dataDir;
    QString token;          // given by option or environment; empty: none was
    bool isJson = false;
    QStringList arguments;  // behind the command's words
    QHash<QString, QStringList> values; // by option name; a flag has an empty list

    [[nodiscard]] bool has(const QString &option) const { return values.contains(option); }
    [[nodiscard]] QString value(const QString &option, const QString &fallback = {}) const;
    [[nodiscard]] QStringList all(const QString &option) const { return values.value(option); }
    [[nodiscard]] qint64 number(const QString &option, qint64 fallback) const;
};

/// What the arguments ask for: an invocation, or a text to print and the code to leave with.
struct Parsed
{
    std::optional<Invocation> invocation;
    QString text;
    int exitCode = ExitDone;
};

/// The variables that options win over. Values, so that tests need no real environment.
struct Environment
{
    QString hub;     // SKEP_HUB
    QString dataDir; // SKEP_DATA_DIR
    QString token;   // SKEP_TOKEN
};
[[nodiscard]] Environment environmentOfProcess();

/// `arguments` without the program's name.
[[nodiscard]] Parsed parse(const QStringList &arguments, const Environment &environment);

/// "90", "90s", "10m", "2h", "1d" to seconds; nothing for other texts, zero and more than a year.
[[nodiscard]] std::optional<qint64> secondsFrom(const QString &text);

/// "127.0.0.1:6174" and "http://127.0.0.1:6174/" alike; nothing for what is no address of a hub.
[[nodiscard]] std::optional<QUrl> hubUrlFrom(const QString &text);

} // namespace skep::ctl
