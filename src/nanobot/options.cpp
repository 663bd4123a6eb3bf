// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/options.h"

#include "core/limits.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace skep::nanobot {
namespace {

const QStringList &knownExecutors()
{
    static const QStringList names{QStringLiteral("code-review"), QStringLiteral("documentation"),
                                   QStringLiteral("testing"), QStringLiteral("code-generation"),
                                   QStringLiteral("simulate")};
    return names;
}

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *text, const char *value = "", const char *fallback = "") {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(text),
                                            QString::fromLatin1(value), QString::fromLatin1(fallback)));
    };
    parser.setApplicationDescription(QStringLiteral("A worker of the Skep hub: takes tasks, does them, reports."));
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    add("hub", "Address of the hub (default ws://127.0.0.1:6174/ws).", "URL");
    add("name", "Name of this agent (default: host name and process number).", "NAME");
    add("slots", "How many tasks to hold at once, 1 to 1024 (default 1).", "N");
    add("token", "Token of the hub. Better: SKEP_TOKEN or --token-file, which other users cannot see.", "TOKEN");
    add("token-file", "File whose first line is the token.", "FILE");
    add("capabilities", "Further capabilities, separated by commas.", "LIST");
    add("executors",
        "Kinds of work: code-review, documentation, testing, code-generation, simulate (default: all that can work).", "LIST");
    add("model-url",
        "OpenAI-compatible server for code-generation, e.g. http://127.0.0.1:8080/v1. Its key, if it wants "
        "one, is read from SKEP_API_KEY.",
        "URL");
    add("model", "Model to ask for (default: the server's own).", "NAME");
    add("read-root", "Folder whose files tasks may name instead of sending them. May be given again.", "DIR");
    add("allow-unsandboxed",
        "Run tests and other foreign code without protection where no sandbox can be made (bubblewrap is missing or "
        "may not work). The hub's window warns of such an agent.");
    add("log-level", "debug, info, warn or error (default info).", "LEVEL");
    add("die-with-parent",
        "End when the process that started this one ends. Where the system has no such call, the end "
        "of standard input is the sign.");
    add("parent-pid", "The process meant by --die-with-parent.", "PID");
    add("help", "Show this text.");
    add("version", "Show the version.");
}

/// An option, else its variable: --model-url is SKEP_MODEL_URL.
QString valueOf(const QCommandLineParser &parser, const char *name, const QString &fallback = {})
{
    const QString option = QString::fromLatin1(name);
    if (parser.isSet(option))
        return parser.value(option);
    const QByteArray variable = "SKEP_" + QByteArray(name).replace('-', '_').toUpper();
    return qEnvironmentVariable(variable.constData(), fallback);
}

/// A switch, else its variable with 1 or true.
bool isOn(const QCommandLineParser &parser, const char *name)
{
    if (parser.isSet(QString::fromLatin1(name)))
        return true;
    const QByteArray variable = "SKEP_" + QByteArray(name).replace('-', '_').toUpper();
    const QString value = qEnvironmentVariable(variable.constData());
    return value == QLatin1StringView("1") || value.compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0;
}

QStringList listOf(const QCommandLineParser &parser, const char *name)
{
    QStringList list = valueOf(parser, name).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &entry : list)
        entry = entry.trimmed();
    list.removeAll(QString());
    return list;
}

tl::unexpected<Error> wrong(const char *option, const QString &why)
{
    return failField(ErrorCode::BadValue, option, 0,
                     (QStringLiteral("--") + QString::fromLatin1(option) + QStringLiteral(": ") + why).toStdString());
}

Result<QByteArray> readToken(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("token")) || !parser.isSet(QStringLiteral("token-file")))
        if (const QString token = valueOf(parser, "token"); !token.isEmpty())
            return token.toUtf8();
    const QString path = valueOf(parser, "token-file");
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong("token-file", file.errorString());
    const QByteArray token = file.read(4096).split('\n').constFirst().trimmed();
    if (token.isEmpty())
        return wrong("token-file", QStringLiteral("the file's first line is empty"));
    return token;
}

Result<void> readAddresses(const QCommandLineParser &parser, Options &options)
{
    options.hub = QUrl(valueOf(parser, "hub", QStringLiteral("ws://127.0.0.1:6174/ws")), QUrl::StrictMode);
    if (options.hub.scheme() == QLatin1StringView("http") || options.hub.scheme() == QLatin1StringView("https"))
        options.hub.setScheme(options.hub.scheme() == QLatin1StringView("http") ? QStringLiteral("ws")
                                                                                : QStringLiteral("wss"));
    if (!options.hub.isValid() || options.hub.host().isEmpty()
        || (options.hub.scheme() != QLatin1StringView("ws") && options.hub.scheme() != QLatin1StringView("wss")))
        return wrong("hub", QStringLiteral("must be an address like ws://127.0.0.1:6174/ws"));
    if (options.hub.path().isEmpty() || options.hub.path() == QLatin1StringView("/"))
        options.hub.setPath(QStringLiteral("/ws"));
    options.modelUrl = QUrl(valueOf(parser, "model-url"), QUrl::StrictMode);
    const bool isHttp = options.modelUrl.scheme() == QLatin1StringView("http")
        || options.modelUrl.scheme() == QLatin1StringView("https");
    if (!valueOf(parser, "model-url").isEmpty()
        && (!options.modelUrl.isValid() || !isHttp || options.modelUrl.host().isEmpty()))
        return wrong("model-url", QStringLiteral("must be an address like http://127.0.0.1:8080/v1"));
    return {};
}

Result<void> readWork(const QCommandLineParser &parser, Options &options)
{
    options.executors = listOf(parser, "executors");
    for (const QString &name : std::as_const(options.executors))
        if (!knownExecutors().contains(name))
            return wrong("executors",
                         QStringLiteral("\"%1\" is none of %2").arg(name, knownExecutors().join(QStringLiteral(", "))));
    if (options.executors.contains(QStringLiteral("code-generation")) && options.modelUrl.isEmpty())
        return wrong("executors", QStringLiteral("code-generation needs --model-url"));
    options.capabilities = listOf(parser, "capabilities");
    for (const QString &capability : std::as_const(options.capabilities))
        if (capability.toUtf8().size() > static_cast<qsizetype>(limits::kCapabilityBytesMax))
            return wrong("capabilities",
                         QStringLiteral("a name is longer than %1 bytes").arg(limits::kCapabilityBytesMax));
    options.allowsUnsandboxed = isOn(parser, "allow-unsandboxed");
    QStringList roots = parser.values(QStringLiteral("read-root"));
    if (roots.isEmpty())
        roots = qEnvironmentVariable("SKEP_READ_ROOT").split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const QString &root : std::as_const(roots)) {
        const QFileInfo folder(QFileInfo(root).canonicalFilePath());
        if (!folder.isDir())
            return wrong("read-root", QStringLiteral("\"%1\" is no folder").arg(root));
        options.readRoots.append(folder.filePath());
    }
    return {};
}

Result<void> readSelf(const QCommandLineParser &parser, Options &options)
{
    options.name = valueOf(
        parser, "name",
        QStringLiteral("%1-%2").arg(QSysInfo::machineHostName().left(40)).arg(QCoreApplication::applicationPid()));
    if (options.name.isEmpty() || options.name.toUtf8().size() > static_cast<qsizetype>(limits::kAgentNameBytesMax))
        return wrong("name", QStringLiteral("must have 1 to %1 bytes").arg(limits::kAgentNameBytesMax));
    bool isNumber = false;
    options.slotCount = valueOf(parser, "slots", QStringLiteral("1")).toInt(&isNumber);
    if (!isNumber || options.slotCount < 1 || options.slotCount > limits::kSlotsMax)
        return wrong("slots", QStringLiteral("must be a number from 1 to %1").arg(limits::kSlotsMax));
    options.logLevel = valueOf(parser, "log-level", QStringLiteral("info"));
    if (!QStringList{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warn"), QStringLiteral("error")}
             .contains(options.logLevel))
        return wrong("log-level", QStringLiteral("must be debug, info, warn or error"));
    options.diesWithParent = parser.isSet(QStringLiteral("die-with-parent"));
    if (parser.isSet(QStringLiteral("parent-pid"))) {
        options.parentPid = parser.value(QStringLiteral("parent-pid")).toLongLong(&isNumber);
        if (!isNumber || options.parentPid < 1)
            return wrong("parent-pid", QStringLiteral("must be a process number"));
        options.diesWithParent = true;
    }
    return {};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return fail(ErrorCode::BadValue, parser.errorText().toStdString());
    Options options;
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        options.deed = parser.isSet(QStringLiteral("help")) ? Options::Deed::ShowHelp : Options::Deed::ShowVersion;
        return options;
    }
    if (!parser.positionalArguments().isEmpty())
        return fail(ErrorCode::BadValue,
                    "unexpected argument: " + parser.positionalArguments().constFirst().toStdString());
    for (const auto read : {readSelf, readAddresses, readWork})
        if (auto ok = read(parser, options); !ok)
            return tl::unexpected<Error>(ok.error());
    auto token = readToken(parser);
    if (!token)
        return tl::unexpected<Error>(token.error());
    options.token = std::move(*token);
    options.model = valueOf(parser, "model");
    options.apiKey = qgetenv("SKEP_API_KEY");
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    addOptions(parser);
    return parser.helpText().replace(QCoreApplication::arguments().constFirst(), QStringLiteral("skep-nanobot"));
}

} // namespace skep::nanobot
