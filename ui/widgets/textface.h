// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRawFont>
#include <QString>

#include <array>

class QPainter;
class QRect;

namespace skep::ui {

/// One font for text that is painted many times a second and never twice the same. Letters of Latin-1 and some
/// punctuation are set from a table, which costs a third of shaping them (11 and 26 us for 25 letters); any other text
/// goes the usual way. Made anew when the font changes. Window thread.
class TextFace final
{
public:
    TextFace() = default;
    explicit TextFace(const QFont &font);

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] double width(const QString &text) const;
    /// Cut at the end, with dots.
    [[nodiscard]] QString elidedRight(const QString &text, double width) const;
    /// Cut in the middle so that both ends stay readable; of a path, leading folders go first.
    [[nodiscard]] QString elidedMiddle(const QString &text, double width) const;
    /// On one line from the box's left, in the middle of its height, in the painter's pen.
    void draw(QPainter &painter, const QRect &box, const QString &text) const;

private:
    struct Letter
    {
        quint32 glyph = 0; // 0: not in the font
        double advance = 0;
    };
    static constexpr char16_t kFirst = 0x20;
    static constexpr char16_t kEnd = 0x100;
    static constexpr std::array<char16_t, 9> kMore{0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2026, 0x2192};

    [[nodiscard]] const Letter *letter(char16_t c) const;
    /// False: the text holds a letter that is not in the table.
    bool measure(const QString &text, double &width) const;

    QFont m_font;
    QRawFont m_raw;
    std::array<Letter, kEnd - kFirst> m_latin{};
    std::array<Letter, kMore.size()> m_more{};
    int m_height = 0;
    int m_ascent = 0;
};

} // namespace skep::ui
