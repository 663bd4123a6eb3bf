// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scoring.h"

#include <algorithm>

namespace skep::engine {
namespace {

constexpr std::int64_t kPriorGood = 4, kPriorBad = 1;
constexpr std::int64_t kMillion = 1'000'000;

std::int64_t root(std::int64_t value)
{
    if (value <= 0)
        return 0;
    std::int64_t low = 0, high = 3'000'000'000;
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        if (middle <= value / middle)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

} // namespace

std::int64_t reliability(const Record &record)
{
    const std::int64_t n = record.count() + kPriorGood + kPriorBad;
    const std::int64_t mean = (record.good + kPriorGood) * kMillion / n;
    const std::int64_t variance = mean * (kMillion - mean) / (n + 1); // x 10^12
    return std::clamp<std::int64_t>((mean - root(variance)) / 1000, 1, 1000);
}

std::int64_t score(std::int64_t match, std::int64_t reliabilityPermille, std::int64_t busy, std::int64_t slots)
{
    const std::int64_t load = 3000 * std::clamp<std::int64_t>(busy, 0, slots) / std::max<std::int64_t>(slots, 1);
    return match * reliabilityPermille * (10'000 - load) / 10'000;
}

} // namespace skep::engine
