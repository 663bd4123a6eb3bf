// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textface.h"

#include "ui/widgets/look.h"

#include <QFontMetrics>
#include <QGlyphRun>
#include <QPainter>
#include <QVarLengthArray>

namespace skep::ui {
namespace {

constexpr char16_t kDots = 0x2026;

} // namespace

TextFace::TextFace(const QFont &font)
    : m_font(font)
    , m_raw(QRawFont::fromFont(font))
{
    const QFontMetrics metrics(font);
    m_height = metrics.height();
    m_ascent = metrics.ascent();
    const auto fill = [this](Letter &letter, char16_t c) {
        const auto glyphs = m_raw.glyphIndexesForString(QString(QChar(c)));
        if (glyphs.size() != 1 || glyphs.front() == 0)
            return;
        letter.glyph = glyphs.front();
        letter.advance = m_raw.advancesForGlyphIndexes(glyphs).front().x();
    };
    for (char16_t c = kFirst; c < kEnd; ++c)
        if (c < 0x7f || c > 0xa0)
            fill(m_latin[static_cast<std::size_t>(c - kFirst)], c);
    for (std::size_t i = 0; i < kMore.size(); ++i)
        fill(m_more[i], kMore[i]);
}

const TextFace::Letter *TextFace::letter(char16_t c) const
{
    const Letter *found = nullptr;
    if (c >= kFirst && c < kEnd)
        found = &m_latin[static_cast<std::size_t>(c - kFirst)];
    else if (const auto at = std::find(kMore.begin(), kMore.end(), c); at != kMore.end())
        found = &m_more[static_cast<std::size_t>(at - kMore.begin())];
    return found && found->glyph != 0 ? found : nullptr;
}

bool TextFace::measure(const QString &text, double &width) const
{
    width = 0;
    for (const QChar c : text) {
        const Letter *at = letter(c.unicode());
        if (!at)
            return false;
        width += at->advance;
    }
    return true;
}

double TextFace::width(const QString &text) const
{
    double width = 0;
    return measure(text, width) ? width : QFontMetrics(m_font).horizontalAdvance(text);
}

QString TextFace::elidedRight(const QString &text, double room) const
{
    double width = 0;
    if (!measure(text, width))
        return QFontMetrics(m_font).elidedText(text, Qt::ElideRight, static_cast<int>(room));
    if (width <= room)
        return text;
    const Letter *dots = letter(kDots);
    double used = dots ? dots->advance : 0;
    qsizetype fits = 0;
    for (; fits < text.size(); ++fits) {
        const double next = used + letter(text.at(fits).unicode())->advance;
        if (next > room)
            break;
        used = next;
    }
    return text.left(fits) + QChar(kDots);
}

QString TextFace::elidedMiddle(const QString &text, double room) const
{
    double all = 0;
    if (!measure(text, all))
        return ui::elidedMiddle(m_font, text, static_cast<int>(room));
    if (all <= room)
        return text;
    const qsizetype word = text.lastIndexOf(u' ', text.lastIndexOf(u'/')) + 1;
    for (qsizetype slash = text.indexOf(u'/', word + 1); slash >= 0; slash = text.indexOf(u'/', slash + 1)) {
        const QString shorter = text.left(word) + QChar(kDots) + text.mid(slash);
        if (width(shorter) <= room)
            return shorter;
    }
    const Letter *dots = letter(kDots);
    double used = dots ? dots->advance : 0;
    qsizetype left = 0;
    qsizetype right = text.size();
    while (left < right) { // one letter from each end in turn
        const bool fromLeft = left <= text.size() - right;
        const double next = used + letter(text.at(fromLeft ? left : right - 1).unicode())->advance;
        if (next > room)
            break;
        used = next;
        if (fromLeft)
            ++left;
        else
            --right;
    }
    return text.left(left) + QChar(kDots) + text.mid(right);
}

void TextFace::draw(QPainter &painter, const QRect &box, const QString &text) const
{
    if (text.isEmpty())
        return;
    QVarLengthArray<quint32, 128> glyphs;
    QVarLengthArray<QPointF, 128> places;
    double x = 0;
    for (const QChar c : text) {
        const Letter *at = letter(c.unicode());
        if (!at) {
            painter.setFont(m_font);
            painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
            return;
        }
        glyphs.append(at->glyph);
        places.append({x, 0});
        x += at->advance;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(glyphs.constData(), places.constData(), static_cast<int>(glyphs.size()));
    painter.drawGlyphRun(QPointF(box.left(), box.top() + (box.height() - m_height) / 2 + m_ascent), run);
}

} // namespace skep::ui
