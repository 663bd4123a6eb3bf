// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QString>

namespace skep {

/// What dropping a card on a group of the board means.
struct BoardMove
{
    enum class Kind {
        None,        // it stands there already
        Assign,      // to the engine's own best choice
        Retry,
        Acknowledge,
        Cancel,
        Refused,
    };
    enum class Offer { None, StopAndReassign, Cancel };

    Kind kind = Kind::None;
    QString words;             // what will happen, or why not; a sentence
    Offer offer = Offer::None; // what can be done instead of a refused move

    friend bool operator==(const BoardMove &, const BoardMove &) = default;
};

[[nodiscard]] BoardMove moveTo(const TaskView &task, Group group);

/// How many of some tasks an action applies to.
struct BulkCounts
{
    int all = 0;
    int cancel = 0, retry = 0, acknowledge = 0, hold = 0, release = 0, priority = 0;

    friend bool operator==(const BulkCounts &, const BulkCounts &) = default;
};

enum class BulkAction { Cancel, Retry, Acknowledge, Hold, Release, Priority };

[[nodiscard]] bool applies(BulkAction action, const TaskView &task);

} // namespace skep
