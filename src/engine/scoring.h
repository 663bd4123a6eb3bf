// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Whole numbers only: a score decides, and decisions must be equal on every machine.
namespace skep::engine {

/// Attempts of one agent at one task type that were judged by their result.
struct Record
{
    std::int64_t good = 0;
    std::int64_t bad = 0;

    [[nodiscard]] std::int64_t count() const { return good + bad; }
};

/// Permille. Mean less one standard deviation of a Beta distribution that starts at 4 good and 1 bad: a newcomer
/// has 636 and is neither preferred to a proven agent nor shut out.
[[nodiscard]] std::int64_t reliability(const Record &record);

/// Parts per million: match x reliability x (1 - 0.3 x load). Match and reliability in permille; busy of slots.
[[nodiscard]] std::int64_t score(std::int64_t match, std::int64_t reliability, std::int64_t busy, std::int64_t slots);

} // namespace skep::engine
