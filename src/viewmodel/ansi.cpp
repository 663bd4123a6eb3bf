// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/ansi.h"

#include <QStringList>

namespace skep {
namespace {

using Colour = AnsiRun::Colour;

Colour colourOf(int code)
{
    switch (code % 10) {
    case 0:
    case 7: return code >= 90 ? Colour::Muted : Colour::None;
    case 1: return Colour::Red;
    case 2: return Colour::Green;
    case 3: return Colour::Yellow;
    case 4: return Colour::Blue;
    case 5: return Colour::Magenta;
    case 6: return Colour::Cyan;
    default: return Colour::None;
    }
}

void applyCodes(const QString &codes, AnsiRun &run)
{
    const QStringList parts = codes.split(u';');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const int code = parts.at(i).toInt();
        if (code == 0) {
            run.colour = Colour::None;
            run.isBold = false;
        } else if (code == 1) {
            run.isBold = true;
        } else if (code == 2) {
            run.colour = Colour::Muted;
        } else if (code == 22) {
            run.isBold = false;
        } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
            run.colour = colourOf(code);
        } else if (code == 39) {
            run.colour = Colour::None;
        } else if (code == 38 || code == 48) { // 256 or full colours: their numbers are no codes
            i += parts.value(i + 1) == QLatin1String("5") ? 2 : parts.value(i + 1) == QLatin1String("2") ? 4 : 0;
        }
    }
}

/// Position behind the escape sequence that begins at `at`; `codes` are those of a colour sequence.
qsizetype skipEscape(const QString &line, qsizetype at, QString &codes)
{
    const qsizetype size = line.size();
    if (at + 1 >= size)
        return size;
    const QChar kind = line.at(at + 1);
    if (kind == u'[') {
        qsizetype end = at + 2;
        while (end < size && (line.at(end).unicode() < 0x40 || line.at(end).unicode() > 0x7e))
            ++end;
        if (end < size && line.at(end) == u'm')
            codes = line.mid(at + 2, end - at - 2);
        return std::min(size, end + 1);
    }
    if (kind == u']') { // a title or a link: up to BEL or ESC backslash
        qsizetype end = at + 2;
        while (end < size && line.at(end) != QChar(7) && line.at(end) != QChar(0x1b))
            ++end;
        return std::min(size, end + (end + 1 < size && line.at(end) == QChar(0x1b) ? 2 : 1));
    }
    return at + 2;
}

} // namespace

std::vector<AnsiRun> ansiRuns(const QString &line)
{
    std::vector<AnsiRun> runs;
    AnsiRun run;
    const auto finish = [&] {
        if (!run.text.isEmpty())
            runs.push_back(run);
        run.text.clear();
    };
    for (qsizetype i = 0; i < line.size();) {
        const QChar c = line.at(i);
        if (c == QChar(0x1b)) {
            QString codes;
            i = skipEscape(line, i, codes);
            if (!codes.isNull()) {
                finish();
                applyCodes(codes, run);
            }
            continue;
        }
        if (c == u'\t' || (c.unicode() >= 0x20 && c.unicode() != 0x7f && !(c.unicode() >= 0x80 && c.unicode() < 0xa0)))
            run.text += c;
        ++i;
    }
    finish();
    return runs;
}

} // namespace skep
