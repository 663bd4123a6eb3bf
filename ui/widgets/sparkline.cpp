// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/widgets/look.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace skep::ui {

Sparkline::Sparkline(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedSize(Sparkline::sizeHint());
    setAccessibleName(tr("Throughput of the last minute"));
}

void Sparkline::setValues(const std::vector<float> &values)
{
    if (values == m_values)
        return;
    m_values = values;
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 3, -1, -3);
    painter.setPen(QPen(m_look.theme.line, 1));
    painter.drawLine(QPointF(box.left(), box.bottom() + 1.5), QPointF(box.right(), box.bottom() + 1.5));
    if (m_values.size() < 2)
        return;
    constexpr int points = 60;
    const float top = std::max(*std::max_element(m_values.begin(), m_values.end()), 0.001f);
    const double step = box.width() / (points - 1);
    QPolygonF line;
    const std::size_t count = std::min<std::size_t>(m_values.size(), points);
    for (std::size_t i = 0; i < count; ++i) {
        const float value = m_values[m_values.size() - count + i];
        const double x = box.right() - static_cast<double>(count - 1 - i) * step;
        line << QPointF(x, box.bottom() - static_cast<double>(value / top) * box.height());
    }
    painter.setPen(QPen(m_look.theme.accent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

} // namespace skep::ui
