// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

namespace {

QCoro::Task<> drive(skep::ctl::Commands *commands)
{
    const int exitCode = co_await commands->run();
    QCoreApplication::exit(exitCode);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own loop starts faster and needs less
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skepctl"));
    const auto parsed = skep::ctl::parse(QCoreApplication::arguments().mid(1), skep::ctl::environmentOfProcess());
    if (!parsed.invocation) {
        std::fputs(qPrintable(parsed.text), parsed.exitCode == skep::ctl::ExitDone ? stdout : stderr);
        return parsed.exitCode;
    }
    skep::ctl::Commands commands(*parsed.invocation);
    QTimer::singleShot(0, &application, [&commands] { drive(&commands); });
    return QCoreApplication::exec();
}
