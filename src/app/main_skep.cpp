// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"
#include "app/headless.h"
#include "app/logging.h"
#include "app/options.h"

#include <QApplication>
#include <QDir>

#include <cstdio>

namespace {

bool hasDisplay()
{
#if defined(Q_OS_LINUX)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    using namespace skep::app;
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const Parsed parsed = parseOptions(Program::Desktop, arguments);
    if (parsed.isLeaving)
        return parsed.exitCode;
    const Options &options = parsed.options;
    const QString logDir = options.demo || !options.connectUrl.isEmpty() ? QString() : options.dataDir;
    QCoreApplication::setApplicationName(QStringLiteral("skep"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKEP_VERSION));
    if (options.headless) {
        prepareHeadlessProcess();
        const QCoreApplication application(argc, argv);
        startLogging(options.logLevel, logDir);
        return runHeadless(options);
    }
    if (!hasDisplay()) {
        std::fputs("skep: there is no display. Run it with --headless, or skepd for a server.\n", stderr);
        return ExitUsage;
    }
    const QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.skep.Skep"));
    startLogging(options.logLevel, logDir);
    return runDesktop(options);
}
