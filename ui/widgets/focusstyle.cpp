// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focusstyle.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace skep::ui {
namespace {

constexpr int kFrameWidth = 2;

} // namespace

FocusStyle::FocusStyle(const QColor &colour)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_colour(colour)
{
}

void FocusStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element != PE_FrameFocusRect)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    const QRect &box = option->rect;
    painter->fillRect(QRect(box.left(), box.top(), box.width(), kFrameWidth), m_colour);
    painter->fillRect(QRect(box.left(), box.bottom() - kFrameWidth + 1, box.width(), kFrameWidth), m_colour);
    painter->fillRect(QRect(box.left(), box.top(), kFrameWidth, box.height()), m_colour);
    painter->fillRect(QRect(box.right() - kFrameWidth + 1, box.top(), kFrameWidth, box.height()), m_colour);
}

} // namespace skep::ui
