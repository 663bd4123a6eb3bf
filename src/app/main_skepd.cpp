// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"
#include "app/logging.h"
#include "app/options.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    using namespace skep::app;
    prepareHeadlessProcess();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const Parsed parsed = parseOptions(Program::Hub, arguments);
    if (parsed.isLeaving)
        return parsed.exitCode;
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skepd"));
    startLogging(parsed.options.logLevel, parsed.options.dataDir);
    return runHeadless(parsed.options);
}
