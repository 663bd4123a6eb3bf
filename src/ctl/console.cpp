// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/console.h"

#include "ctl/format.h"

#include <QJsonDocument>

#include <cstdio>
#include <unistd.h>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

void print(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

} // namespace

void Console::answer(const QJsonObject &json, const QString &text) const
{
    if (m_isJson)
        print(stdout, QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    else
        print(stdout, text.toUtf8());
}

void Console::note(const QString &text) const
{
    print(stderr, text.toUtf8() + '\n');
}

int Console::fail(const Error &error, const Access &access) const
{
    if (m_isJson) {
        print(stdout, QJsonDocument(errorJson(error)).toJson(QJsonDocument::Compact) + '\n');
    } else {
        print(stderr, u"skepctl: %1\n"_s.arg(explain(error, access)).toUtf8());
    }
    return ExitFailed;
}

void Console::write(const QString &text)
{
    print(stdout, text.toUtf8());
}

bool Console::isTerminal()
{
    return ::isatty(STDOUT_FILENO) != 0;
}

} // namespace skep::ctl
