// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series.h"
#include "store/database.h"

namespace skep::store {

/// How the series coarsens with age: steps of 5 s for two hours, of a minute for two days, of 15 minutes for 35 days.
/// That is 7,700 rows at most, however long the hub runs.
inline constexpr std::int64_t kMinuteStepMs = 60'000;
inline constexpr std::int64_t kQuarterStepMs = 900'000;
inline constexpr std::int64_t kFineForMs = 2 * 3'600'000;
inline constexpr std::int64_t kMinutesForMs = 2 * 86'400'000;
inline constexpr std::int64_t kSeriesForMs = 35LL * 86'400'000;

/// The series' rows in history.db. The caller owns the transaction. Store writer's thread.
class SeriesWriter
{
public:
    static constexpr const char *kSchema
        = "CREATE TABLE series (span INTEGER NOT NULL, at INTEGER NOT NULL, point BLOB NOT NULL, "
          "PRIMARY KEY (span, at)) WITHOUT ROWID;";

    [[nodiscard]] Result<void> prepare(Database &database);
    /// Adds a step to what is kept of the same time. The first one after prepare() also removes what lies in its future:
    /// that was measured by a clock that has been set back since, and would come to count twice.
    [[nodiscard]] Result<void> write(const SeriesPoint &point);
    /// Makes old steps coarser and removes the oldest, a bounded number. True when there is more.
    [[nodiscard]] Result<bool> tidy(TimeMs now);
    void reset() { *this = SeriesWriter(); }

private:
    [[nodiscard]] Result<void> merge(const SeriesPoint &point);
    [[nodiscard]] Result<bool> coarsen(std::int64_t fromSpan, std::int64_t toSpan, TimeMs before);
    [[nodiscard]] tl::unexpected<Error> failure() const { return m_database->error("write the series"); }

    Database *m_database = nullptr;
    Statement m_read, m_write, m_removeFuture, m_readOld, m_removeOld;
    bool m_hasWritten = false;
};

} // namespace skep::store
