// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/chartfeed.h"

#include <QChartView>

class QDateTimeAxis;
class QGraphicsLineItem;
class QLabel;
class QValueAxis;

namespace skep::ui {

struct Look;

/// One chart with its lines named at their ends, and the values under the mouse or the arrow keys in words.
class ChartView final : public QChartView
{
    Q_OBJECT
public:
    explicit ChartView(const Look &look, QWidget *parent = nullptr);

    void show(const Chart &chart);
    void applyLook();
    /// What is said of the place under the cursor; empty without one.
    [[nodiscard]] QString cursorText() const;
    /// Puts the cursor at a part (0..1) of the time shown.
    void setCursorAt(double part);

signals:
    void cursorMoved(const QString &words);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void fillLines();
    void fitAxes();
    void fitPlot();
    [[nodiscard]] QPen penOf(const ChartLine &line) const;
    void placeCursor();
    [[nodiscard]] QColor colourOf(ChartTone tone) const;

    const Look &m_look;
    Chart m_chart;
    QDateTimeAxis *m_time;
    QValueAxis *m_value;
    QGraphicsLineItem *m_cursorLine;
    double m_cursor = -1; // part of the time shown; below 0: none
};

} // namespace skep::ui
