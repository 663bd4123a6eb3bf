// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

namespace skep::app {
namespace {

constexpr auto kDefaultListen = "127.0.0.1:6174";

/// One row per setting that an option, a variable and the file can give.
struct Setting
{
    const char *option;
    const char *variable;
    const char *key; // in the settings file
};
constexpr Setting kDataDir{"data-dir", "SKEP_DATA_DIR", nullptr}; // the file itself may lie elsewhere
constexpr Setting kListen{"listen", "SKEP_LISTEN", "hub/listen"};
constexpr Setting kLogLevel{"log-level", "SKEP_LOG_LEVEL", "log/level"};
constexpr Setting kTrustLoopback{"trust-loopback", "SKEP_TRUST_LOOPBACK", "hub/trust_loopback"};
constexpr Setting kAllowUnsandboxed{"allow-unsandboxed", "SKEP_ALLOW_UNSANDBOXED", "work/allow_unsandboxed"};

QString settingsFile()
{
    const QString dir = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return dir + QStringLiteral("/skep/skep.ini");
}

QStringList valuesOf(const QCommandLineParser &parser, const Setting &setting, const QSettings &file, bool *isGiven = nullptr)
{
    const QString option = QString::fromLatin1(setting.option);
    if (parser.isSet(option)) {
        if (isGiven)
            *isGiven = true;
        return parser.values(option);
    }
    if (qEnvironmentVariableIsSet(setting.variable)) {
        if (isGiven)
            *isGiven = true;
        return qEnvironmentVariable(setting.variable).split(u',', Qt::SkipEmptyParts);
    }
    return setting.key ? file.value(QString::fromLatin1(setting.key)).toStringList() : QStringList();
}

bool isOn(const QCommandLineParser &parser, const Setting &setting, const QSettings &file)
{
    if (parser.isSet(QString::fromLatin1(setting.option)))
        return true;
    const QString value = qEnvironmentVariableIsSet(setting.variable)
        ? qEnvironmentVariable(setting.variable)
        : file.value(QString::fromLatin1(setting.key)).toString();
    return value == QLatin1String("1") || value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("data-dir"), QStringLiteral("Keep all data in this folder."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("listen"),
                      QStringLiteral("Listen here; may be repeated. Port 0 takes a free one. Default: 127.0.0.1:6174."),
                      QStringLiteral("HOST:PORT")});
    parser.addOption({QStringLiteral("log-level"), QStringLiteral("trace, debug, info, warn, error or off."),
                      QStringLiteral("LEVEL")});
    parser.addOption({QStringLiteral("trust-loopback"),
                      QStringLiteral("Let clients without a token in from this computer, in the role \"local\".")});
}

void addDesktopOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("headless"), QStringLiteral("Run without a window.")});
    parser.addOption({QStringLiteral("connect"), QStringLiteral("Show a hub that runs elsewhere instead of an own one."),
                      QStringLiteral("URL")});
    parser.addOption({QStringLiteral("demo"),
                      QStringLiteral("Start a private demonstration fleet in a temporary data folder.")});
    parser.addOption({QStringLiteral("allow-unsandboxed"),
                      QStringLiteral("Let the demonstration's workers run tests without protection where no sandbox can be made.")});
    parser.addOption({QStringLiteral("exit-when-idle"),
                      QStringLiteral("Leave when every task is final, after printing the report as JSON.")});
    parser.addOption({QStringLiteral("demo-data"), QStringLiteral("Fill an empty data folder: templates:N."),
                      QStringLiteral("LIST")});
    parser.addOption({QStringLiteral("screenshots"), QStringLiteral("Write one PNG per page into this folder and leave."),
                      QStringLiteral("DIR")});
}

Parsed usageError(const QString &text)
{
    std::fprintf(stderr, "skep: %s\nTry --help.\n", qPrintable(text));
    return {true, ExitUsage, {}};
}

QString checkDemoData(const QString &list, Options &options)
{
    for (const QString &item : list.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const int count = item.section(u':', 1).toInt(&isNumber);
        if (item.section(u':', 0, 0) != QLatin1String("templates") || !isNumber || count < 1 || count > 100'000)
            return QStringLiteral("--demo-data: \"%1\" is not templates:N with N from 1 to 100000").arg(item);
        options.templateTasks = count;
    }
    return {};
}

} // namespace

QString defaultDataDir()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/skep");
}

Parsed parseOptions(Program program, const QStringList &arguments)
{
    QCommandLineParser parser;
    const bool isDesktop = program == Program::Desktop;
    parser.setApplicationDescription(isDesktop ? QStringLiteral("Run a fleet of local AI workers from one desktop.")
                                               : QStringLiteral("The Skep hub without a window."));
    addCommonOptions(parser);
    if (isDesktop)
        addDesktopOptions(parser);
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version."));
    parser.addOption(help);
    parser.addOption(version);
    if (!parser.parse(arguments))
        return usageError(parser.errorText());
    if (parser.isSet(help)) {
        // There is no application object yet that could say the program's name.
        const QString name = isDesktop ? QStringLiteral("skep") : QStringLiteral("skepd");
        std::fputs(qPrintable(parser.helpText().replace(QStringLiteral("<executable_name>"), name)), stdout);
        return {true, ExitDone, {}};
    }
    if (parser.isSet(version)) {
        std::printf("%s %s\n", isDesktop ? "skep" : "skepd", SKEP_VERSION);
        return {true, ExitDone, {}};
    }
    if (!parser.positionalArguments().isEmpty())
        return usageError(QStringLiteral("unexpected argument \"%1\"").arg(parser.positionalArguments().constFirst()));

    Options options;
    options.settingsPath = settingsFile();
    const QSettings file(options.settingsPath, QSettings::IniFormat);
    options.dataDir = valuesOf(parser, kDataDir, file).value(0, defaultDataDir());
    options.listen = valuesOf(parser, kListen, file, &options.isListenGiven);
    if (options.listen.isEmpty())
        options.listen = {QString::fromLatin1(kDefaultListen)};
    options.logLevel = valuesOf(parser, kLogLevel, file).value(0, options.logLevel);
    static const QStringList levels{QStringLiteral("trace"), QStringLiteral("debug"), QStringLiteral("info"),
                                    QStringLiteral("warn"), QStringLiteral("error"), QStringLiteral("off")};
    if (!levels.contains(options.logLevel))
        return usageError(QStringLiteral("--log-level: \"%1\" is none of %2").arg(options.logLevel, levels.join(QLatin1String(", "))));
    options.trustLoopback = isOn(parser, kTrustLoopback, file);
    if (!isDesktop)
        return {false, ExitDone, options};

    options.allowUnsandboxed = isOn(parser, kAllowUnsandboxed, file);
    options.headless = parser.isSet(QStringLiteral("headless"));
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.exitWhenIdle = parser.isSet(QStringLiteral("exit-when-idle"));
    options.connectUrl = parser.value(QStringLiteral("connect"));
    options.screenshotDir = parser.value(QStringLiteral("screenshots"));
    if (const QString error = checkDemoData(parser.value(QStringLiteral("demo-data")), options); !error.isEmpty())
        return usageError(error);
    if (!options.connectUrl.isEmpty() && (options.demo || options.headless))
        return usageError(QStringLiteral("--connect goes with neither --demo nor --headless"));
    return {false, ExitDone, options};
}

} // namespace skep::app
