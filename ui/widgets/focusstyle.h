// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QProxyStyle>

namespace skep::ui {

/// Fusion with another mark for what has the keys: a frame of 2 px in one colour. Fusion's own is a grey wash over the
/// whole row, and a tree draws it without saying for whom, so that no style sheet reaches it.
class FocusStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    explicit FocusStyle(const QColor &colour);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;

private:
    const QColor m_colour;
};

} // namespace skep::ui
