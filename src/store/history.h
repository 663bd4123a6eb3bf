// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/serieswriter.h"
#include "store/store.h"

#include <span>

namespace skep::store {

/// The writing side of history.db: log lines and the full-text index over them and over the titles, and the series.
/// Nothing the hub promised lies here, so damage or absence never stops it: the file is made anew, with a warning in
/// the log. Titles then come back from skep.db; the log lines and the series of before are lost.
class History
{
public:
    void open(const Options &options);
    /// Adds lines and catches up with titles. A disk that fails leaves the history as it was.
    [[nodiscard]] Result<void> write(std::span<const HistoryLine> lines, Database &tasks);
    /// Catches up with titles of tasks. True when there are more.
    [[nodiscard]] Result<bool> indexTitles(Database &tasks);
    /// Removes some lines older than this. True when there are more.
    [[nodiscard]] Result<bool> removeBefore(TimeMs at);
    [[nodiscard]] Result<void> writeSeries(const SeriesPoint &point);
    /// One bounded step of making old series coarser. True when there is more.
    [[nodiscard]] Result<bool> tidySeries(TimeMs now);
    void close() { m_database.close(); }

private:
    [[nodiscard]] Result<void> prepare(const std::string &path, const std::string &vfs);
    /// Runs `work` in a transaction of its own; damage makes the file anew.
    template<typename Work>
    [[nodiscard]] Result<void> inTransaction(Work work);
    [[nodiscard]] Result<void> indexSome(Database &tasks, bool &hasMore);

    Options m_options;
    Database m_database;
    Statement m_insertLine, m_indexLine, m_indexTitle, m_setIndexed;
    SeriesWriter m_series;
    bool m_isOpen = false;
};

} // namespace skep::store
