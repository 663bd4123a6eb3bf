// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/chartfeed.h"

#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <functional>
#include <optional>

namespace skep {
namespace {

struct ChartWords { Q_DECLARE_TR_FUNCTIONS(Chart) };

using Value = std::function<std::optional<double>(const SeriesPoint &)>;

double roundTop(double value)
{
    if (value <= 0)
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0, 10.0})
        if (value <= step * power)
            return step * power;
    return 10 * power;
}

ChartLine lineOf(const QString &name, ChartTone tone, const Series &series, const Value &value)
{
    ChartLine line{name, tone, {}, ChartStroke::Plain};
    bool isOpen = false;
    for (const SeriesPoint &point : series.points) {
        const auto y = point.coveredMs > 0 ? value(point) : std::nullopt;
        if (!y) {
            isOpen = false;
            continue;
        }
        if (!isOpen)
            line.runs.emplace_back();
        isOpen = true;
        line.runs.back().emplace_back(static_cast<double>(point.at) + static_cast<double>(series.stepMs) / 2, *y);
    }
    return line;
}

double perSecond(std::int64_t count, const SeriesPoint &point)
{
    return static_cast<double>(count) * 1000 / static_cast<double>(point.coveredMs);
}

Value quantile(double q, LatencyHistogram SeriesPoint::*of)
{
    return [q, of](const SeriesPoint &point) -> std::optional<double> {
        const LatencyHistogram &histogram = point.*of;
        if (histogram.count() == 0)
            return std::nullopt; // nothing finished: that is no latency of zero
        return histogram.quantile(q) / 1000;
    };
}

void fill(Chart &chart, ChartKind kind, const Series &series)
{
    const auto add = [&](const QString &name, ChartTone tone, const Value &value) { chart.lines.push_back(lineOf(name, tone, series, value)); };
    switch (kind) {
    case ChartKind::Throughput:
        chart.title = ChartWords::tr("Results a second");
        chart.unit = ChartWords::tr("/s", "per second");
        add(ChartWords::tr("accepted"), ChartTone::Accent, [](const SeriesPoint &p) { return perSecond(p.accepted, p); });
        add(ChartWords::tr("failed"), ChartTone::Failed, [](const SeriesPoint &p) { return perSecond(p.failed, p); });
        break;
    case ChartKind::Latency:
        chart.title = ChartWords::tr("Seconds from submission to done");
        chart.unit = ChartWords::tr(" s", "seconds");
        add(ChartWords::tr("half within"), ChartTone::Accent, quantile(0.5, &SeriesPoint::total));
        add(ChartWords::tr("95 % within"), ChartTone::Running, quantile(0.95, &SeriesPoint::total));
        add(ChartWords::tr("99 % within"), ChartTone::Muted, quantile(0.99, &SeriesPoint::total));
        chart.lines[1].stroke = ChartStroke::Dashed; // where few tasks end, both are the slowest one
        chart.lines[2].stroke = ChartStroke::Broad;
        break;
    case ChartKind::Queue:
        chart.title = ChartWords::tr("In the queue, by priority");
        for (std::size_t i = 0; i < 4; ++i) {
            constexpr std::array tones{ChartTone::Failed, ChartTone::Accent, ChartTone::Leased, ChartTone::Queued};
            add(text::priority(static_cast<Priority>(i)), tones[i], [i](const SeriesPoint &p) { return p.queued[i]; });
        }
        break;
    case ChartKind::Utilisation:
        chart.title = ChartWords::tr("Slots busy, per cent");
        chart.unit = ChartWords::tr(" %", "per cent");
        add(ChartWords::tr("busy"), ChartTone::Running,
            [](const SeriesPoint &p) -> std::optional<double> {
                if (p.slots <= 0)
                    return std::nullopt; // nobody was there to be busy
                return 100 * p.slotsBusy / p.slots;
            });
        break;
    }
}

QString timeText(double x, double stepMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x));
    const QLocale locale;
    if (stepMs < 60'000)
        return locale.toString(at.time(), QStringLiteral("HH:mm:ss"));
    return locale.toString(at, stepMs < 3'600'000 ? QStringLiteral("ddd HH:mm") : QStringLiteral("d MMM HH:mm"));
}

} // namespace

Chart chartOf(ChartKind kind, const Series &series)
{
    Chart chart;
    chart.from = static_cast<double>(series.from);
    chart.to = static_cast<double>(series.to);
    chart.stepMs = static_cast<double>(series.stepMs);
    fill(chart, kind, series);
    double most = 0;
    for (const ChartLine &line : chart.lines)
        for (const auto &run : line.runs)
            for (const QPointF &point : run)
                most = std::max(most, point.y());
    constexpr double kTasksTop = 4; // whole numbers at every line
    chart.top = kind == ChartKind::Utilisation ? 100 : kind == ChartKind::Queue ? std::max(kTasksTop, roundTop(most)) : roundTop(most);
    return chart;
}

QString endText(const Chart &chart, const ChartLine &line)
{
    constexpr double kStepsMax = 3; // a picture is up to a step old, and the newest step is not full
    if (line.runs.empty() || line.runs.back().back().x() + kStepsMax * chart.stepMs < chart.to)
        return line.name;
    const double value = line.runs.back().back().y();
    const bool isWhole = value >= 100 || std::abs(value - std::round(value)) < 0.05;
    return ChartWords::tr("%1 %2%3", "name, value, unit").arg(line.name, QLocale().toString(value, 'f', isWhole ? 0 : 1), chart.unit);
}

QString valuesAt(const Chart &chart, double x)
{
    QStringList parts{timeText(x, chart.stepMs)};
    for (const ChartLine &line : chart.lines)
        for (const auto &run : line.runs)
            for (const QPointF &point : run)
                if (std::abs(point.x() - x) <= chart.stepMs / 2) {
                    const int decimals = point.y() < 10 ? 2 : point.y() < 100 ? 1 : 0;
                    parts << ChartWords::tr("%1 %2%3", "name, value, unit").arg(line.name, QLocale().toString(point.y(), 'f', decimals), chart.unit);
                }
    if (parts.size() == 1)
        parts << ChartWords::tr("nothing is known of this time");
    return parts.join(QStringLiteral(" · "));
}

QByteArray csvOf(const Series &series)
{
    QByteArray csv = "time,covered_s,submitted,accepted,failed_attempts,done,failed_tasks,queued_p0,queued_p1,queued_p2,queued_p3,running,"
                     "slots,slots_busy,agents_online,wait_p50_s,wait_p95_s,run_p50_s,run_p95_s,total_p50_s,total_p95_s,total_p99_s\r\n";
    const auto number = [&csv](double value, int decimals) { csv += ',' + QByteArray::number(value, 'f', decimals); };
    const auto latency = [&csv](const LatencyHistogram &histogram, double q) {
        csv += ',';
        if (histogram.count() > 0)
            csv += QByteArray::number(histogram.quantile(q) / 1000, 'f', 3);
    };
    for (const SeriesPoint &point : series.points) {
        csv += QDateTime::fromMSecsSinceEpoch(point.at, Qt::UTC).toString(Qt::ISODate).toLatin1();
        if (point.coveredMs == 0) {
            csv += QByteArray(",0") + QByteArray(20, ',') + "\r\n";
            continue;
        }
        number(static_cast<double>(point.coveredMs) / 1000, 1);
        for (const std::int64_t count : {point.submitted, point.accepted, point.failed, point.done, point.failedTasks})
            number(static_cast<double>(count), 0);
        for (const double queued : point.queued)
            number(queued, 1);
        for (const double mean : {point.running, point.slots, point.slotsBusy, point.agentsOnline})
            number(mean, 1);
        latency(point.wait, 0.5);
        latency(point.wait, 0.95);
        latency(point.run, 0.5);
        latency(point.run, 0.95);
        latency(point.total, 0.5);
        latency(point.total, 0.95);
        latency(point.total, 0.99);
        csv += "\r\n";
    }
    return csv;
}

} // namespace skep
