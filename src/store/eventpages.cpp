// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventpages.h"

#include "store/opening.h"
#include "store/packing.h"
#include "store/schema.h"

#include <QVariant>

#include <algorithm>

namespace skep::store {
namespace {

std::string bytesAt(const QSqlQuery &query, int column)
{
    return query.value(column).toByteArray().toStdString();
}

/// A page under way, from the newest batch back.
class Filler
{
public:
    Filler(const EventQuery &query, BatchNo before, BatchNo oldest, std::size_t scannedMax)
        : m_query(query)
        , m_before(before)
        , m_oldest(oldest)
        , m_scannedMax(query.task == 0 && query.agent.empty() && query.kind.empty() ? SIZE_MAX : scannedMax)
    {
    }

    /// False: the page is full, or nothing older can belong to it.
    [[nodiscard]] bool add(Batch &batch)
    {
        if (batch.no >= m_before)
            return true;
        if (batch.no < m_oldest)
            return false;
        if (page.events.size() >= m_query.limit || m_scanned >= m_scannedMax) {
            page.next = batch.no + 1;
            return false;
        }
        m_scanned += batch.events.size();
        for (auto event = batch.events.rbegin(); event != batch.events.rend(); ++event)
            if (matches(m_query, *event))
                page.events.push_back({batch.no, batch.now, std::move(*event)});
        return true;
    }

    EventPage page;

private:
    const EventQuery &m_query;
    const BatchNo m_before, m_oldest;
    const std::size_t m_scannedMax;
    std::size_t m_scanned = 0;
};

} // namespace

Result<void> EventPages::open(const Options &options)
{
    return m_sql.open(databasePath(options), options.vfs);
}

Result<EventPage> EventPages::page(const EventQuery &query, std::size_t scannedMax)
{
    const Result<Window> window = query.task != 0 ? windowOf(query.task) : Result<Window>(Window());
    if (!window)
        return tl::unexpected<Error>(window.error());
    const BatchNo before = query.before == 0 ? window->before : std::min(query.before, window->before);
    auto rows = m_sql.query("SELECT data FROM log WHERE batch < ? ORDER BY batch DESC",
                            {qint64(std::min<BatchNo>(before, INT64_MAX))});
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    Filler filler(query, before, window->oldest, scannedMax);
    while (rows->next()) {
        Result<std::vector<Batch>> batches = decodeGroup(bytesAt(*rows, 0));
        if (!batches)
            return tl::unexpected<Error>(batches.error());
        for (auto batch = batches->rbegin(); batch != batches->rend(); ++batch)
            if (!filler.add(*batch))
                return std::move(filler.page);
    }
    return std::move(filler.page);
}

// From its submission to its last end. Of an unfinished task the last fact can be anywhere, and a failure may have been
// acknowledged at any time after.
Result<EventPages::Window> EventPages::windowOf(TaskId id)
{
    auto query = m_sql.query("SELECT s.spec, t.state, t.flags, t.updated FROM tasks t JOIN specs s ON s.id = t.id WHERE t.id = ?",
                             {qint64(id)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    Window window;
    if (!query->next())
        return window; // retention removed the task; the log may still know it
    if (const Result<Batch> spec = unpack(bytesAt(*query, 0)))
        window.oldest = spec->no;
    const auto state = static_cast<TaskState>(query->value(1).toInt());
    if (!isFinal(state) || (query->value(2).toLongLong() & AcknowledgedFlag) != 0)
        return window;
    const Result<TimeMs> lastEnd = lastEndOf(id);
    if (!lastEnd)
        return tl::unexpected<Error>(lastEnd.error());
    const Result<BatchNo> before = firstBehind(std::max<TimeMs>(*lastEnd, query->value(3).toLongLong()));
    if (!before)
        return tl::unexpected<Error>(before.error());
    window.before = *before;
    return window;
}

// Late results come after the end of their task; they are attempts too.
Result<TimeMs> EventPages::lastEndOf(TaskId id)
{
    const qint64 first = qint64(id) * kAttemptIdsPerTask;
    auto query = m_sql.query("SELECT info FROM attempts WHERE id BETWEEN ? AND ?", {first, first + kAttemptIdsPerTask - 1});
    if (!query)
        return tl::unexpected<Error>(query.error());
    TimeMs last = 0;
    while (query->next())
        if (const Result<Batch> info = unpack(bytesAt(*query, 0)))
            last = std::max(last, info->now);
    return last;
}

// A batch that surely lies behind `time`: the begin of the row after the first one that ends later. Times rise with
// batches, so a few look-ups find it.
Result<BatchNo> EventPages::firstBehind(TimeMs time)
{
    qint64 low = 0, high = INT64_MAX; // first row from `low` on may end in time; rows from `high` on end later
    auto ends = m_sql.query("SELECT min(batch), max(batch) FROM log");
    if (!ends)
        return tl::unexpected<Error>(ends.error());
    if (ends->next()) {
        low = ends->value(0).toLongLong();
        high = ends->value(1).toLongLong() + 1;
    }
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        auto row = m_sql.query("SELECT batch, at FROM log WHERE batch >= ? ORDER BY batch LIMIT 1", {middle});
        if (!row)
            return tl::unexpected<Error>(row.error());
        if (!row->next() || row->value(1).toLongLong() > time)
            high = middle;
        else
            low = row->value(0).toLongLong() + 1;
    }
    auto later = m_sql.query("SELECT batch FROM log WHERE batch >= ? ORDER BY batch LIMIT 1 OFFSET 1", {low});
    if (!later)
        return tl::unexpected<Error>(later.error());
    return later->next() ? static_cast<BatchNo>(later->value(0).toLongLong()) : static_cast<BatchNo>(INT64_MAX);
}

} // namespace skep::store
