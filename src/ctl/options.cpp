// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/options.h"

#include "ctl/commandtable.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr auto kDefaultHub = "http://127.0.0.1:6174";
constexpr qint64 kYearS = 366LL * 24 * 3600;

struct GlobalOption
{
    const char *name;
    const char *valueName;
    const char *help;
};
constexpr GlobalOption kGlobals[] = {
    {"hub", "URL", "The hub's address; default $SKEP_HUB, else http://127.0.0.1:6174."},
    {"data-dir", "DIR", "The hub's data folder, where admin.token lies; default $SKEP_DATA_DIR, else the platform's."},
    {"token", "TOKEN", "Who you are; default $SKEP_TOKEN, else admin.token of the data folder."},
    {"json", nullptr, "Print the hub's answer as JSON."},
};

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

Parsed refuse(const QString &text)
{
    return {std::nullopt, u"skepctl: "_s + text + u"\n"_s, ExitUsage};
}

QString overview()
{
    QString text = u"Usage: skepctl [OPTIONS] COMMAND ...\nTalks to a Skep hub.\n\nCommands:\n"_s;
    for (const CommandSpec &command : commandTable())
        text += u"  %1  %2\n"_s.arg((latin(command.words) + u' ' + latin(command.arguments)).leftJustified(22), latin(command.summary));
    text += u"\nOptions of every command:\n"_s;
    for (const GlobalOption &option : kGlobals) {
        const QString head = option.valueName ? u"--%1 %2"_s.arg(latin(option.name), latin(option.valueName))
                                              : u"--%1"_s.arg(latin(option.name));
        text += u"  %1  %2\n"_s.arg(head.leftJustified(22), latin(option.help));
    }
    return text + u"  --help                  Show this, or with a command its options.\n"
                  u"  --version               Show the version.\n"_s;
}

/// The words that are neither options nor values of the options that every command has.
QStringList leadingWords(const QStringList &arguments)
{
    QStringList words;
    for (qsizetype i = 0; i < arguments.size() && words.size() < 2; ++i) {
        const QString &argument = arguments.at(i);
        if (!argument.startsWith(u'-')) {
            words << argument;
            continue;
        }
        if (argument == "--"_L1)
            break;
        for (const GlobalOption &option : kGlobals)
            if (option.valueName && argument == u"--"_s + latin(option.name))
                ++i;
    }
    return words;
}

const CommandSpec *commandOf(const QStringList &words)
{
    for (const CommandSpec &command : commandTable()) {
        const QStringList wanted = latin(command.words).split(u' ');
        if (words.mid(0, wanted.size()) == wanted)
            return &command;
    }
    return nullptr;
}

void addOptions(QCommandLineParser &parser, const CommandSpec &command)
{
    for (const OptionSpec &option : command.options) {
        QCommandLineOption added(latin(option.name), latin(option.help));
        if (option.valueName)
            added.setValueName(latin(option.valueName));
        parser.addOption(added);
    }
    for (const GlobalOption &option : kGlobals) {
        QCommandLineOption added(latin(option.name), latin(option.help));
        if (option.valueName)
            added.setValueName(latin(option.valueName));
        parser.addOption(added);
    }
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this help."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Show the version."_s});
}

/// Empty, or what is wrong with the value.
QString faultOf(const OptionSpec &option, const QString &value)
{
    const QString name = u"--"_s + latin(option.name);
    if (option.kind == OptionSpec::Kind::Number) {
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        if (!isNumber || number < option.min || number > option.max)
            return u"%1 takes a number from %2 to %3, not \"%4\""_s.arg(name).arg(option.min).arg(option.max).arg(value);
    } else if (option.kind == OptionSpec::Kind::Duration && !secondsFrom(value)) {
        return u"%1 takes a time such as 90s, 10m, 2h or 1d (at most a year), not \"%2\""_s.arg(name, value);
    } else if (option.kind == OptionSpec::Kind::Text && value.isEmpty()) {
        return u"%1 must not be empty"_s.arg(name);
    }
    return {};
}

/// Reads the command's own options into the invocation. Empty, or what is wrong.
QString readOptions(const QCommandLineParser &parser, const CommandSpec &command, Invocation &invocation)
{
    for (const OptionSpec &option : command.options) {
        const QString name = latin(option.name);
        if (!parser.isSet(name)) {
            if (option.isRequired)
                return u"--%1 is missing"_s.arg(name);
            continue;
        }
        const QStringList values = option.valueName ? parser.values(name) : QStringList();
        for (const QString &value : values)
            if (const QString fault = faultOf(option, value); !fault.isEmpty())
                return fault;
        invocation.values.insert(name, values);
    }
    return {};
}

QString readArguments(const CommandSpec &command, Invocation &invocation)
{
    const qsizetype count = invocation.arguments.size();
    if (count < command.argumentsMin)
        return u"%1 is missing"_s.arg(latin(command.arguments).section(u' ', static_cast<int>(count), static_cast<int>(count)));
    if (count > command.argumentsMax)
        return u"unexpected argument \"%1\""_s.arg(invocation.arguments.at(command.argumentsMax));
    if (!command.isArgumentNumber)
        return {};
    const qsizetype numbers = command.argumentsMax > 2 ? count : 1;
    for (qsizetype i = 0; i < numbers; ++i) {
        bool isNumber = false;
        if (invocation.arguments.at(i).toULongLong(&isNumber) == 0 || !isNumber)
            return u"ID takes a task's number, not \"%1\""_s.arg(invocation.arguments.at(i));
    }
    return {};
}

} // namespace

QString Invocation::value(const QString &option, const QString &fallback) const
{
    const QStringList list = values.value(option);
    return list.isEmpty() ? fallback : list.constLast();
}

qint64 Invocation::number(const QString &option, qint64 fallback) const
{
    return has(option) ? value(option).toLongLong() : fallback;
}

Environment environmentOfProcess()
{
    return {qEnvironmentVariable("SKEP_HUB"), qEnvironmentVariable("SKEP_DATA_DIR"), qEnvironmentVariable("SKEP_TOKEN")};
}

std::optional<qint64> secondsFrom(const QString &text)
{
    qint64 unit = 1;
    QString number = text;
    if (!text.isEmpty() && !text.back().isDigit()) {
        switch (text.back().unicode()) {
        case u's': unit = 1; break;
        case u'm': unit = 60; break;
        case u'h': unit = 3600; break;
        case u'd': unit = 24 * 3600; break;
        default: return std::nullopt;
        }
        number.chop(1);
    }
    bool isNumber = false;
    const qint64 count = number.toLongLong(&isNumber);
    if (!isNumber || count < 1 || count > kYearS / unit)
        return std::nullopt;
    return count * unit;
}

std::optional<QUrl> hubUrlFrom(const QString &text)
{
    const QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery()
        || url.hasFragment() || !(url.path().isEmpty() || url.path() == "/"_L1))
        return std::nullopt;
    return url;
}

Parsed parse(const QStringList &arguments, const Environment &environment)
{
    const bool wantsHelp = arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s);
    const QStringList words = leadingWords(arguments);
    if (words.isEmpty()) {
        if (arguments.contains(u"--version"_s) || arguments.contains(u"-v"_s))
            return {std::nullopt, u"skepctl " SKEP_VERSION "\n"_s, ExitDone};
        return {std::nullopt, overview(), wantsHelp ? ExitDone : ExitUsage};
    }
    const CommandSpec *command = commandOf(words);
    if (!command)
        return refuse(u"there is no command \"%1\"; skepctl --help lists them"_s.arg(words.join(u' ')));

    QCommandLineParser parser;
    parser.setApplicationDescription(latin(command->summary));
    addOptions(parser, *command);
    const QString name = latin(command->words);
    parser.addPositionalArgument(name, latin(command->summary), name + u' ' + latin(command->arguments));
    const QString inCommand = name + u": "_s;
    if (!parser.parse(QStringList{u"skepctl"_s} + arguments))
        return refuse(inCommand + parser.errorText());
    if (wantsHelp)
        return {std::nullopt, parser.helpText().replace(QCoreApplication::arguments().constFirst(), u"skepctl"_s), ExitDone};

    Invocation invocation;
    invocation.verb = command->verb;
    invocation.name = name;
    invocation.arguments = parser.positionalArguments().mid(name.count(u' ') + 1);
    invocation.isJson = parser.isSet(u"json"_s);
    if (const QString fault = readOptions(parser, *command, invocation); !fault.isEmpty())
        return refuse(inCommand + fault);
    if (const QString fault = readArguments(*command, invocation); !fault.isEmpty())
        return refuse(inCommand + fault);

    const auto setting = [&](const QString &option, const QString &variable, const QString &fallback) {
        return parser.isSet(option) ? parser.value(option) : variable.isEmpty() ? fallback : variable;
    };
    const QString hub = setting(u"hub"_s, environment.hub, latin(kDefaultHub));
    const auto url = hubUrlFrom(hub);
    if (!url)
        return refuse(u"--hub takes an address such as http://127.0.0.1:6174, not \"%1\""_s.arg(hub));
    invocation.hub = *url;
    // The same folder as the hub's own default.
    const QString platform = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/skep"_s;
    invocation.dataDir = setting(u"data-dir"_s, environment.dataDir, platform);
    invocation.token = setting(u"token"_s, environment.token, {});
    return {invocation, {}, ExitDone};
}

} // namespace skep::ctl
