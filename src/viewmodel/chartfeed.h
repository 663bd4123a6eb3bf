// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace skep {

/// What a line stands for; the theme has its colour.
enum class ChartTone { Accent, Done, Failed, Running, Queued, Leased, Muted };

/// So that lines with the same values are all seen: a dashed one over a broad one.
enum class ChartStroke { Plain, Dashed, Broad };

/// One line of a chart, in pieces: where nothing is known there is a gap and not a zero.
struct ChartLine
{
    QString name;
    ChartTone tone = ChartTone::Accent;
    std::vector<std::vector<QPointF>> runs; // x: milliseconds since 1970 of a step's middle; y in the chart's unit
    ChartStroke stroke = ChartStroke::Plain;

    friend bool operator==(const ChartLine &, const ChartLine &) = default;
};

struct Chart
{
    QString title;
    QString unit; // behind every value
    std::vector<ChartLine> lines; // at most five; the first one is painted over the others
    double from = 0, to = 0;      // of x
    double stepMs = 0;
    double top = 1;               // of y, which begins at 0; a round number

    friend bool operator==(const Chart &, const Chart &) = default;
};

enum class ChartKind { Throughput, Latency, Queue, Utilisation };
inline constexpr int kChartKinds = 4;

[[nodiscard]] Chart chartOf(ChartKind kind, const Series &series);

/// The name of a line and its last value, "accepted 3.2/s"; the name alone where the line ended some steps ago.
[[nodiscard]] QString endText(const Chart &chart, const ChartLine &line);

/// The values under a place of x in words, "14:03 · accepted 3.2/s · failed 0/s"; says so where nothing is known.
[[nodiscard]] QString valuesAt(const Chart &chart, double x);

/// All of it as comma-separated values, times as ISO 8601 in UTC, empty fields where nothing is known (RFC 4180).
[[nodiscard]] QByteArray csvOf(const Series &series);

} // namespace skep
