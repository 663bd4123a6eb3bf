// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/seriesreader.h"

#include "store/opening.h"
#include "store/seriespacking.h"
#include "store/serieswriter.h"

#include <QVariant>

#include <algorithm>

namespace skep::store {

bool SeriesReader::isOpen()
{
    return m_history.isOpen() || m_history.open(historyPath(m_options), m_options.vfs);
}

Series SeriesReader::read(const SeriesQuery &query)
{
    std::int64_t finest = kSeriesStepMs;
    bool isSound = isOpen();
    for (const std::int64_t span : {kMinuteStepMs, kQuarterStepMs}) {
        if (!isSound)
            break;
        auto found = m_history.query("SELECT 1 FROM series WHERE span = ? AND at > ? AND at < ? LIMIT 1",
                                     {qint64(span), qint64(query.from - span), qint64(query.to)});
        isSound = found.has_value();
        if (isSound && found->next())
            finest = span;
    }
    Series series = startSeries(query, finest);
    for (const std::int64_t span : {kSeriesStepMs, kMinuteStepMs, kQuarterStepMs})
        isSound = isSound && addRows(series, span);
    if (!isSound)
        m_history.close(); // it may have been made anew: look again the next time
    endSeries(series);
    return series;
}

bool SeriesReader::addRows(Series &series, std::int64_t span)
{
    auto rows = m_history.query("SELECT at, point FROM series WHERE span = ? AND at >= ? AND at < ?",
                                {qint64(span), qint64(series.from), qint64(series.to)});
    while (rows && rows->next()) {
        SeriesPoint point{.at = rows->value(0).toLongLong(), .spanMs = span};
        const QByteArray bytes = rows->value(1).toByteArray();
        if (unpackSeries(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())), point))
            addToSeries(series, point);
    }
    return rows.has_value();
}

} // namespace skep::store
