// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analytics/chartview.h"

#include "ui/widgets/look.h"

#include <QChart>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QKeyEvent>
#include <QLegend>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

namespace skep::ui {
namespace {

constexpr int kGap = 6;                 // between the plot and words beside it
constexpr double kNamesPartMax = 0.4;   // of the width, for the lines' names
constexpr double kHourMs = 3'600'000;

QString timeFormat(double spanMs)
{
    if (spanMs <= kHourMs / 6)
        return QStringLiteral("HH:mm:ss");
    return spanMs <= 30 * kHourMs ? QStringLiteral("HH:mm") : QStringLiteral("d MMM");
}

} // namespace

ChartView::ChartView(const Look &look, QWidget *parent)
    : QChartView(parent)
    , m_look(look)
    , m_time(new QDateTimeAxis(this))
    , m_value(new QValueAxis(this))
    , m_cursorLine(new QGraphicsLineItem)
{
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setLocalizeNumbers(true);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_time->setTickCount(4);
    m_time->setGridLineVisible(false);
    m_value->setTickCount(3);
    chart()->scene()->addItem(m_cursorLine);
    m_cursorLine->setZValue(20);
    m_cursorLine->hide();
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(260, 170);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    applyLook();
}

QColor ChartView::colourOf(ChartTone tone) const
{
    const Theme &theme = m_look.theme;
    switch (tone) {
    case ChartTone::Accent: return theme.accent;
    case ChartTone::Done: return theme.of(TaskState::Done);
    case ChartTone::Failed: return theme.of(TaskState::Failed);
    case ChartTone::Running: return theme.of(TaskState::Running);
    case ChartTone::Queued: return theme.of(TaskState::Queued);
    case ChartTone::Leased: return theme.of(TaskState::Leased);
    case ChartTone::Muted: return theme.muted;
    }
    return theme.text;
}

void ChartView::show(const Chart &chart)
{
    if (chart == m_chart)
        return;
    m_chart = chart;
    setAccessibleName(chart.title);
    fillLines();
    fitAxes();
    fitPlot();
    placeCursor();
}

QPen ChartView::penOf(const ChartLine &line) const
{
    QPen pen(colourOf(line.tone), line.tone == ChartTone::Accent ? 2 : 1.4);
    if (line.stroke == ChartStroke::Broad)
        pen.setWidthF(2.6);
    if (line.stroke == ChartStroke::Dashed) {
        pen.setWidthF(2);
        pen.setDashPattern({3, 2}); // in widths of the pen
        pen.setCapStyle(Qt::FlatCap);
    }
    return pen;
}

void ChartView::fillLines()
{
    chart()->removeAllSeries();
    for (auto at = m_chart.lines.rbegin(); at != m_chart.lines.rend(); ++at) {
        const ChartLine &line = *at;
        for (const auto &run : line.runs) {
            auto *series = new QLineSeries;
            QList<QPointF> points(run.begin(), run.end());
            if (points.size() == 1) // a lone step would not be seen
                points = {points.front() - QPointF(m_chart.stepMs / 2, 0), points.front() + QPointF(m_chart.stepMs / 2, 0)};
            series->replace(points);
            series->setPen(penOf(line));
            chart()->addSeries(series);
            series->attachAxis(m_time);
            series->attachAxis(m_value);
        }
    }
}

void ChartView::fitAxes()
{
    m_time->setFormat(timeFormat(m_chart.to - m_chart.from));
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_chart.from)), QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_chart.to)));
    m_value->setRange(0, m_chart.top);
    m_value->setLabelFormat(m_chart.top < 4 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
}

/// The plot takes all that its words leave. Qt keeps half of the last time free at its right, where the names stand.
void ChartView::fitPlot()
{
    const QFontMetricsF metrics(m_look.meta);
    double names = 0;
    for (const ChartLine &line : m_chart.lines)
        names = std::max(names, metrics.horizontalAdvance(endText(m_chart, line)) + 2 * kGap);
    const double kept = metrics.horizontalAdvance(QDateTime::fromMSecsSinceEpoch(0).toString(m_time->format())) / 2;
    const int right = static_cast<int>(std::ceil(std::min(names, width() * kNamesPartMax) - kept));
    const QMargins margins(0, 0, std::max(0, right), 0);
    if (margins != chart()->margins())
        chart()->setMargins(margins);
}

void ChartView::applyLook()
{
    const Theme &theme = m_look.theme;
    chart()->setBackgroundVisible(false);
    setBackgroundBrush(theme.surface);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_value)}) {
        axis->setLabelsFont(m_look.meta);
        axis->setLabelsColor(theme.muted);
        axis->setLinePen(QPen(theme.line, 1));
        axis->setGridLinePen(QPen(theme.line, 1));
    }
    m_value->setLineVisible(false);
    m_cursorLine->setPen(QPen(theme.muted, 1, Qt::DashLine));
    fillLines();
    viewport()->update();
}

/// The lines' names beside their last values; pushed apart where they would stand on each other.
void ChartView::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    const QRectF plot = chart()->plotArea();
    struct Name
    {
        double y;
        const ChartLine *line;
    };
    std::vector<Name> names;
    for (const ChartLine &line : m_chart.lines)
        if (!line.runs.empty())
            names.push_back({plot.bottom() - line.runs.back().back().y() / m_chart.top * plot.height(), &line});
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
    const double height = QFontMetricsF(m_look.meta).height();
    painter->setFont(m_look.meta);
    double least = plot.top();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double room = plot.bottom() - height * static_cast<double>(names.size() - i - 1);
        const double y = std::min(std::max(names[i].y, least), room);
        least = y + height;
        painter->setPen(colourOf(names[i].line->tone));
        const QRectF box(plot.right() + kGap, y - height / 2, width() - plot.right() - kGap, height);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, elidedRight(m_look.meta, endText(m_chart, *names[i].line), static_cast<int>(box.width())));
    }
}

void ChartView::setCursorAt(double part)
{
    m_cursor = part < 0 ? -1 : std::min(part, 1.0);
    placeCursor();
}

void ChartView::placeCursor()
{
    const QRectF plot = chart()->plotArea();
    m_cursorLine->setVisible(m_cursor >= 0);
    const double x = plot.left() + m_cursor * plot.width();
    m_cursorLine->setLine(x, plot.top(), x, plot.bottom());
    emit cursorMoved(cursorText());
    setAccessibleDescription(cursorText());
}

QString ChartView::cursorText() const
{
    return m_cursor < 0 ? QString() : valuesAt(m_chart, m_chart.from + m_cursor * (m_chart.to - m_chart.from));
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF plot = chart()->plotArea();
    const QPointF at = mapToScene(event->pos());
    setCursorAt(plot.contains(at) ? (at.x() - plot.left()) / plot.width() : -1);
    QChartView::mouseMoveEvent(event);
}

void ChartView::leaveEvent(QEvent *event)
{
    setCursorAt(-1);
    QChartView::leaveEvent(event);
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    const double span = m_chart.to - m_chart.from;
    if ((event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || span <= 0) {
        QChartView::keyPressEvent(event);
        return;
    }
    const double step = m_chart.stepMs / span * (event->key() == Qt::Key_Left ? -1 : 1);
    setCursorAt(m_cursor < 0 ? 1 - m_chart.stepMs / span / 2 : std::clamp(m_cursor + step, 0.0, 1.0));
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    fitPlot();
    placeCursor();
}

} // namespace skep::ui
