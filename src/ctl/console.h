// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ctl/access.h"

#include <QJsonObject>

namespace skep::ctl {

/// Where skepctl writes: answers to standard output, the rest to standard error. Everything in UTF-8.
class Console final
{
public:
    explicit Console(bool isJson)
        : m_isJson(isJson)
    {
    }

    [[nodiscard]] bool isJson() const { return m_isJson; }
    /// The answer: its JSON on one line, or the text for a person.
    void answer(const QJsonObject &json, const QString &text) const;
    /// A line about what goes on; not part of the answer.
    void note(const QString &text) const;
    /// Prints the error, as JSON to standard output where JSON was asked for; gives the exit code.
    [[nodiscard]] int fail(const Error &error, const Access &access) const;

    static void write(const QString &text);
    /// Standard output is a terminal.
    [[nodiscard]] static bool isTerminal();

private:
    const bool m_isJson;
};

} // namespace skep::ctl
