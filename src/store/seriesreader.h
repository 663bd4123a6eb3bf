// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series.h"
#include "store/sqlconnection.h"
#include "store/store.h"

namespace skep::store {

/// Answers questions about the series from history.db. Without the file, or where it is damaged, all is a gap.
/// Store reader's thread.
class SeriesReader
{
public:
    explicit SeriesReader(const Options &options)
        : m_options(options)
    {
    }

    /// `query` must have passed validate().
    [[nodiscard]] Series read(const SeriesQuery &query);

private:
    [[nodiscard]] bool isOpen();
    [[nodiscard]] bool addRows(Series &series, std::int64_t span);

    const Options &m_options;
    SqlConnection m_history;
};

} // namespace skep::store
