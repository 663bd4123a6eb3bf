// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shapes.h"

#include "viewmodel/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace skep::ui {
namespace {

QPen pen(const QColor &colour, double width)
{
    return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void paintRing(QPainter &painter, const QRectF &box, const QColor &colour, const QColor &ground, double fraction)
{
    const QRectF ring = box.adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(pen(ground, 2));
    painter.drawEllipse(ring);
    painter.setPen(pen(colour, 2));
    painter.drawArc(ring, 90 * 16, -static_cast<int>(std::clamp(fraction, 0.04, 1.0) * 360 * 16));
}

void paintTick(QPainter &painter, const QRectF &b)
{
    painter.drawPolyline(QPolygonF({{b.left() + b.width() * 0.12, b.top() + b.height() * 0.55},
                                    {b.left() + b.width() * 0.38, b.top() + b.height() * 0.80},
                                    {b.left() + b.width() * 0.88, b.top() + b.height() * 0.22}}));
}

void paintQuestion(QPainter &painter, const QRectF &box, const QColor &colour, const QColor &ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
    const double u = box.width() / 14;
    const QPointF c = box.center();
    QPainterPath hook;
    hook.moveTo(c.x() - 2 * u, c.y() - 1.6 * u);
    hook.arcTo(QRectF(c.x() - 2 * u, c.y() - 3.8 * u, 4 * u, 4 * u), 170, -215);
    hook.lineTo(c.x(), c.y() + 1.2 * u);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen(ink, 1.4 * u));
    painter.drawPath(hook);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(c.x(), c.y() + 3.4 * u), 0.95 * u, 0.95 * u);
    painter.setBrush(Qt::NoBrush);
}

} // namespace

void paintSign(QPainter &painter, const QRectF &box, TaskState state, const Theme &theme, double progress, double leaseLeft)
{
    const QColor colour = theme.of(state);
    const QRectF in = box.adjusted(2, 2, -2, -2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case TaskState::Queued:
        painter.setPen(pen(colour, 1.6));
        painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5));
        break;
    case TaskState::Blocked:
        painter.setPen(pen(colour, 3));
        painter.drawLine(QPointF(in.left(), in.center().y()), QPointF(in.right(), in.center().y()));
        break;
    case TaskState::NeedsInput:
        paintQuestion(painter, box, colour, theme.surface);
        break;
    case TaskState::Leased:
        paintRing(painter, box, colour, theme.line, leaseLeft < 0 ? 0.8 : leaseLeft * 0.9);
        break;
    case TaskState::Running:
        paintRing(painter, box, colour, theme.line, progress < 0 ? 0.3 : progress);
        break;
    case TaskState::Checking:
        painter.setPen(pen(colour, 1.5));
        paintTick(painter, in.adjusted(-1.5, 0, -2.5, 0));
        paintTick(painter, in.adjusted(2.5, 0, 1.5, 0));
        break;
    case TaskState::Done:
        painter.setPen(pen(colour, 2));
        paintTick(painter, in);
        break;
    case TaskState::Failed:
        painter.setPen(pen(colour, 2));
        painter.drawLine(in.topLeft(), in.bottomRight());
        painter.drawLine(in.topRight(), in.bottomLeft());
        break;
    case TaskState::Cancelled:
        painter.setPen(pen(colour, 1.8));
        painter.drawLine(QPointF(in.left(), in.center().y()), QPointF(in.right(), in.center().y()));
        break;
    }
    painter.restore();
}

double chipWidth(const QString &text, const QFont &font) { return QFontMetricsF(font).horizontalAdvance(text) + 10; }

void paintCheck(QPainter &painter, const QRectF &box, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(QPen(theme.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&box](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
    painter.drawPolyline(QPolygonF{at(0.25, 0.53), at(0.43, 0.7), at(0.76, 0.32)});
}

double paintChipEndingAt(QPainter &painter, double right, double middle, const QString &text, const QFont &font,
                         const QColor &colour, const QColor &border, bool dashed)
{
    const double width = chipWidth(text, font);
    const double height = QFontMetricsF(font).height() + 2;
    const QRectF box = QRectF(right - width, middle - height / 2, width, height).toAlignedRect();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(border, 1, dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
    return width;
}

void paintBar(QPainter &painter, const QRectF &box, double fraction, const QColor &colour, const QColor &ground)
{
    const double radius = box.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, radius, radius);
    if (fraction > 0) {
        QRectF filled = box;
        filled.setWidth(std::max(box.height(), box.width() * std::min(1.0, fraction)));
        painter.setBrush(colour);
        painter.drawRoundedRect(filled, radius, radius);
    }
    painter.restore();
}

} // namespace skep::ui
