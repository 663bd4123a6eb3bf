// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/newtask.h"

#include "core/limits.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <array>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr auto kParamsMax = static_cast<qint64>(limits::kParamsBytesMax);
/// Types whose executor has the same name: a task of such a type needs an agent that has it.
constexpr std::array kExecutors{"code-review"_L1, "documentation"_L1, "testing"_L1, "code-generation"_L1, "simulate"_L1};

std::string textOf(const QString &text)
{
    return text.toStdString();
}

Result<QByteArray> readFile(const QString &path, const char *option)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(0, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return failField(ErrorCode::Io, option, 0, textOf(path + u": "_s + file.errorString()));
    // Pipes and directories have no size to ask for; one byte more than allowed tells that it is too long.
    const QByteArray bytes = file.read(kParamsMax + 1);
    if (bytes.size() > kParamsMax)
        return failField(ErrorCode::TooLong, option, kParamsMax, textOf(path));
    if (file.error() != QFileDevice::NoError)
        return failField(ErrorCode::Io, option, 0, textOf(path + u": "_s + file.errorString()));
    return bytes;
}

Result<QJsonObject> readSource(const QString &path)
{
    const auto bytes = readFile(path, "--file");
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return failField(ErrorCode::BadValue, "--file", 0, textOf(path + u": is no text in UTF-8"_s));
    return QJsonObject{{u"path"_s, path}, {u"text"_s, text}};
}

Result<QJsonObject> readParams(const QString &path)
{
    const auto bytes = readFile(path, "--params");
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isObject())
        return failField(ErrorCode::BadValue, "--params", 0,
                         textOf(path + u": is no JSON object"_s
                                + (error.error ? u" ("_s + error.errorString() + u')' : QString())));
    return document.object();
}

/// "5", "true", "[1,2]", "{...}" and "\"text\"" are JSON; anything else is a text as it stands.
QJsonValue valueFrom(const QString &text)
{
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
    return wrapped.size() == 1 ? wrapped.first() : QJsonValue(text);
}

Result<QJsonObject> paramsOf(const Invocation &invocation)
{
    QJsonObject params;
    if (invocation.has(u"params"_s)) {
        auto read = readParams(invocation.value(u"params"_s));
        if (!read)
            return read;
        params = *read;
    }
    for (const QString &pair : invocation.all(u"param"_s)) {
        const qsizetype sign = pair.indexOf(u'=');
        if (sign < 1)
            return failField(ErrorCode::BadValue, "--param", 0, textOf(u"takes KEY=VALUE, not \"%1\""_s.arg(pair)));
        params.insert(pair.left(sign), valueFrom(pair.mid(sign + 1)));
    }
    QJsonArray files = params.value("files"_L1).toArray();
    for (const QString &path : invocation.all(u"file"_s)) {
        auto file = readSource(path);
        if (!file)
            return file;
        files.append(*file);
    }
    if (!files.isEmpty())
        params.insert(u"files"_s, files);
    if (invocation.has(u"simulate"_s))
        params.insert(u"executor"_s, u"simulate"_s);
    if (QJsonDocument(params).toJson(QJsonDocument::Compact).size() > kParamsMax)
        return failField(ErrorCode::TooLong, invocation.has(u"file"_s) ? "--file" : "--params", kParamsMax,
                         "the parameters are too long together");
    return params;
}

QJsonArray requiredOf(const Invocation &invocation, const QString &type, const QJsonObject &params)
{
    if (invocation.has(u"requires"_s))
        return QJsonArray::fromStringList(invocation.all(u"requires"_s));
    if (params.value("executor"_L1).toString() == "simulate"_L1)
        return {u"simulate"_s};
    for (const QLatin1StringView executor : kExecutors)
        if (type == executor)
            return {type};
    return {};
}

} // namespace

Result<QJsonObject> newTask(const Invocation &invocation)
{
    const auto params = paramsOf(invocation);
    if (!params)
        return params;
    const QString type = invocation.value(u"type"_s);
    QJsonObject task{{u"type"_s, type}, {u"params"_s, *params}};
    if (const QJsonArray required = requiredOf(invocation, type, *params); !required.isEmpty())
        task.insert(u"requires"_s, required);
    for (const QString &option : {u"title"_s, u"project"_s, u"priority"_s})
        if (invocation.has(option))
            task.insert(option, invocation.value(option));
    if (invocation.has(u"wants"_s))
        task.insert(u"wants"_s, QJsonArray::fromStringList(invocation.all(u"wants"_s)));
    QJsonArray after;
    for (const QString &id : invocation.all(u"after"_s))
        after.append(id.toLongLong());
    if (!after.isEmpty())
        task.insert(u"after"_s, after);
    if (invocation.has(u"attempts"_s))
        task.insert(u"attempts"_s, invocation.number(u"attempts"_s, 0));
    if (invocation.has(u"deadline"_s))
        task.insert(u"deadline_s"_s, secondsFrom(invocation.value(u"deadline"_s)).value_or(0));
    if (invocation.has(u"hold"_s))
        task.insert(u"start"_s, u"held"_s);
    return task;
}

} // namespace skep::ctl
