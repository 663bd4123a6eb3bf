// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/text.h"

#include <algorithm>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

bool isHarmless(QChar c)
{
    const char16_t code = c.unicode();
    const bool isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0x200e
        || code == 0x200f;
    return !isControl && !isDirection && code != 0x2028 && code != 0x2029;
}

} // namespace

QString cleanLine(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text)
        result += isHarmless(c) ? c : QChar(c == u'\n' || c == u'\t' || c == u'\r' ? u' ' : u'?');
    return result;
}

QString cleanBlock(QStringView text)
{
    QStringList lines;
    for (QStringView line : text.split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        lines << cleanLine(line);
    }
    return lines.join(u'\n');
}

QString cut(const QString &text, int columns)
{
    if (text.size() <= columns)
        return text;
    qsizetype keep = std::max(columns - 1, 0);
    if (keep > 0 && text.at(keep - 1).isHighSurrogate())
        --keep;
    return text.left(keep) + u'…';
}

QString durationText(qint64 ms)
{
    ms = std::max<qint64>(ms, 0);
    if (ms < kSecond)
        return u"%1 ms"_s.arg(ms);
    if (ms < kMinute)
        return u"%1 s"_s.arg(ms / kSecond);
    if (ms < kHour)
        return u"%1 min"_s.arg(ms / kMinute);
    if (ms < kDay)
        return u"%1 h %2 min"_s.arg(ms / kHour).arg(ms % kHour / kMinute, 2, 10, QChar(u'0'));
    return u"%1 d"_s.arg(ms / kDay);
}

QString ageText(qint64 atMs, qint64 nowMs)
{
    if (atMs == 0)
        return u"-"_s;
    const qint64 age = std::max<qint64>(nowMs - atMs, 0);
    return age < kSecond ? u"0 s"_s : durationText(age);
}

void Table::addColumn(const QString &title, Align align, int columnsMax)
{
    m_columns.append({title, align, columnsMax});
}

void Table::addRow(const QStringList &cells)
{
    QStringList row;
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        row << cut(cleanLine(cells.value(i)), m_columns.at(i).columnsMax);
    m_rows.append(row);
}

QString Table::text() const
{
    QList<int> widths;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        qsizetype width = m_columns.at(i).title.size();
        for (const QStringList &row : m_rows)
            width = std::max(width, row.at(i).size());
        widths << static_cast<int>(width);
    }
    QStringList header;
    for (const Column &column : m_columns)
        header << column.title;
    QString result;
    for (qsizetype r = -1; r < m_rows.size(); ++r) {
        const QStringList &row = r < 0 ? header : m_rows.at(r);
        QString line;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            if (i > 0)
                line += u"  "_s;
            line += m_columns.at(i).align == Align::Right ? row.at(i).rightJustified(widths.at(i))
                                                          : row.at(i).leftJustified(widths.at(i));
        }
        while (line.endsWith(u' '))
            line.chop(1);
        result += line + u'\n';
    }
    return result;
}

} // namespace skep::ctl
