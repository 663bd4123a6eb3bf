// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace skep {

/// How often durations of each length occurred; counts only. The bins are the same everywhere and for ever (they are
/// on disk and on the wire), so that histograms of any times and hubs merge by adding: one bin a millisecond below
/// 8 ms, then four a doubling up to 2^30 ms (12 days); what is longer counts in the last. A quantile lies in the right
/// bin, so it is wrong by less than 1 ms below 8 ms and by less than a quarter of its value above.
class LatencyHistogram
{
public:
    static constexpr std::size_t kBins = 8 + 27 * 4;

    /// `ms` below 0 count as 0.
    void add(std::int64_t ms, std::uint64_t times = 1);
    void addToBin(std::size_t bin, std::uint64_t times);
    void merge(const LatencyHistogram &other);
    /// What was added since `earlier`, which must be an older copy of this one.
    [[nodiscard]] LatencyHistogram since(const LatencyHistogram &earlier) const;

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Milliseconds that a part `q` (0..1) of the durations does not exceed, interpolated inside its bin. 0 when empty.
    [[nodiscard]] double quantile(double q) const;
    /// Counts by bin; bins behind the last used one are left out.
    [[nodiscard]] std::span<const std::uint64_t> bins() const { return m_bins; }

    [[nodiscard]] static std::size_t binOf(std::int64_t ms);
    /// The bin holds lowerBound(bin) <= ms < lowerBound(bin + 1).
    [[nodiscard]] static std::int64_t lowerBound(std::size_t bin);

    friend bool operator==(const LatencyHistogram &, const LatencyHistogram &) = default;

private:
    std::vector<std::uint64_t> m_bins;
    std::uint64_t m_count = 0;
};

} // namespace skep
