// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventquery.h"
#include "store/sqlconnection.h"
#include "store/store.h"

namespace skep::store {

/// The log read from its end. It has no index but its order, for each costs on the hot path: a task's timeline is found
/// by the time between its submission and its end, everything else by looking at a bounded piece. Store reader's thread.
class EventPages
{
public:
    [[nodiscard]] Result<void> open(const Options &options);
    /// `query` must have passed validate().
    [[nodiscard]] Result<EventPage> page(const EventQuery &query, std::size_t scannedMax);

private:
    /// Batches outside are not about the task.
    struct Window
    {
        BatchNo oldest = 0;
        BatchNo before = INT64_MAX;
    };

    [[nodiscard]] Result<Window> windowOf(TaskId id);
    [[nodiscard]] Result<TimeMs> lastEndOf(TaskId id);
    [[nodiscard]] Result<BatchNo> firstBehind(TimeMs time);

    SqlConnection m_sql;
};

} // namespace skep::store
