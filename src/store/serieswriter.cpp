// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/serieswriter.h"

#include "store/seriespacking.h"

namespace skep::store {
namespace {

constexpr int kStepsPerTidy = 240; // about a millisecond; the next commit waits behind it

TimeMs floorTo(TimeMs time, std::int64_t span)
{
    return time - time % span;
}

} // namespace

Result<void> SeriesWriter::prepare(Database &database)
{
    m_database = &database;
    m_hasWritten = false;
    const std::pair<Statement *, const char *> statements[] = {
        {&m_read, "SELECT point FROM series WHERE span = ? AND at = ?"},
        {&m_write, "REPLACE INTO series (span, at, point) VALUES (?, ?, ?)"},
        {&m_removeFuture, "DELETE FROM series WHERE at > ?"},
        {&m_readOld, "SELECT at, point FROM series WHERE span = ? AND at < ? ORDER BY at LIMIT ?"},
        {&m_removeOld, "DELETE FROM series WHERE span = ? AND at <= ?"},
    };
    for (const auto &[statement, sql] : statements) {
        Result<Statement> prepared = database.prepare(sql);
        if (!prepared)
            return tl::unexpected<Error>(prepared.error());
        *statement = std::move(*prepared);
    }
    return {};
}

Result<void> SeriesWriter::write(const SeriesPoint &point)
{
    if (!m_hasWritten && !m_removeFuture.bind(1, point.at).run())
        return failure();
    m_hasWritten = true;
    return merge(point);
}

Result<void> SeriesWriter::merge(const SeriesPoint &point)
{
    SeriesPoint whole;
    whole.at = point.at;
    whole.spanMs = point.spanMs;
    // A row that cannot be read is written anew.
    if (m_read.bind(1, point.spanMs).bind(2, point.at).step() && !unpackSeries(m_read.text(0), whole))
        whole = SeriesPoint{.at = point.at, .spanMs = point.spanMs};
    m_read.reset();
    if (m_read.failed())
        return failure();
    whole.merge(point);
    const std::string bytes = packSeries(whole);
    if (!m_write.bind(1, whole.spanMs).bind(2, whole.at).bindBlob(3, bytes).run())
        return failure();
    return {};
}

Result<bool> SeriesWriter::tidy(TimeMs now)
{
    const Result<bool> fine = coarsen(kSeriesStepMs, kMinuteStepMs, floorTo(now - kFineForMs, kMinuteStepMs));
    if (!fine)
        return fine;
    const Result<bool> minutes = coarsen(kMinuteStepMs, kQuarterStepMs, floorTo(now - kMinutesForMs, kQuarterStepMs));
    if (!minutes)
        return minutes;
    if (!m_removeOld.bind(1, kQuarterStepMs).bind(2, now - kSeriesForMs).run())
        return failure();
    return *fine || *minutes;
}

Result<bool> SeriesWriter::coarsen(std::int64_t fromSpan, std::int64_t toSpan, TimeMs before)
{
    std::vector<SeriesPoint> coarse;
    TimeMs last = 0;
    int count = 0;
    m_readOld.bind(1, fromSpan).bind(2, before).bind(3, kStepsPerTidy);
    for (; m_readOld.step(); ++count) {
        SeriesPoint point{.at = m_readOld.number(0), .spanMs = fromSpan};
        last = point.at;
        if (!unpackSeries(m_readOld.text(1), point))
            continue; // goes with the others
        if (coarse.empty() || coarse.back().at != floorTo(point.at, toSpan))
            coarse.push_back({.at = floorTo(point.at, toSpan), .spanMs = toSpan});
        coarse.back().merge(point);
    }
    m_readOld.reset();
    if (m_readOld.failed())
        return failure();
    for (const SeriesPoint &point : coarse)
        if (auto ok = merge(point); !ok)
            return tl::unexpected<Error>(ok.error());
    if (count > 0 && !m_removeOld.bind(1, fromSpan).bind(2, last).run())
        return failure();
    return count == kStepsPerTidy;
}

} // namespace skep::store
