// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace skep {

/// A run of text in one colour of a terminal.
struct AnsiRun
{
    enum class Colour { None, Red, Green, Yellow, Blue, Magenta, Cyan, Muted };

    QString text;
    Colour colour = Colour::None;
    bool isBold = false;

    friend bool operator==(const AnsiRun &, const AnsiRun &) = default;
};

/// Takes a line of a terminal apart (ECMA-48, SGR colours 30-37 and 90-97, bold). Every other escape sequence and
/// control character is left out: a log can say nothing to the screen but words.
[[nodiscard]] std::vector<AnsiRun> ansiRuns(const QString &line);

} // namespace skep
