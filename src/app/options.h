// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace skep::app {

/// Exit codes of every program of the house.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2, ExitDataInUse = 3, ExitDataBad = 4 };

enum class Program { Hub, Desktop }; // skepd, skep

/// What the command line, the environment and the settings file say, in this order of weight.
struct Options
{
    QString dataDir;
    QStringList listen;        // HOST:PORT
    bool isListenGiven = false;
    QString logLevel = QStringLiteral("info");
    bool trustLoopback = false;
    bool allowUnsandboxed = false; // the demonstration's nanobots may run tests without a sandbox
    // skep only
    bool headless = false;
    bool demo = false;
    bool exitWhenIdle = false;
    int demoTasks = 100;
    int demoAgents = 26;
    int templateTasks = 0;     // --demo-data templates:N
    QString connectUrl;
    QString screenshotDir;
    QString settingsPath;      // for the window's own state
};

/// Parses the arguments; needs no application object, so that --help works without a display. Prints help or version
/// itself: then the value holds no options and `exitCode` says how to leave.
struct Parsed
{
    bool isLeaving = false;
    int exitCode = ExitDone;
    Options options;
};
[[nodiscard]] Parsed parseOptions(Program program, const QStringList &arguments);

/// The platform's data folder for Skep, shared by all its programs.
[[nodiscard]] QString defaultDataDir();

} // namespace skep::app
