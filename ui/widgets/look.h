// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/theme.h"

#include <QFont>

class QWidget;

namespace skep::ui {

/// Colours, fonts and measures of one window. The window owns it, its widgets keep a reference: after a change of
/// theme they only need to repaint.
struct Look
{
    Theme theme;
    QFont meta, body, bodyBold, title, figure, mono;

    static constexpr int kGap = 8;
    static constexpr int kCardPadding = 12;
    static constexpr int kPagePadding = 16;
    static constexpr int kRadius = 6;

    /// The system font in the sizes of the design, larger where the system asks for larger text.
    void chooseFonts();
    /// The style sheet of the window.
    [[nodiscard]] QString styleSheet() const;
};

/// A line of text cut in the middle so that both ends stay readable; of a path, leading folders go first.
[[nodiscard]] QString elidedMiddle(const QFont &font, const QString &text, int width);
[[nodiscard]] QString elidedRight(const QFont &font, const QString &text, int width);

/// True when the system asks for less motion.
[[nodiscard]] bool isMotionOff(const QWidget *widget);

} // namespace skep::ui
