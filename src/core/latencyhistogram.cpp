// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/latencyhistogram.h"

#include <algorithm>
#include <bit>

namespace skep {
namespace {

constexpr unsigned kExactBins = 8;
constexpr unsigned kFirstDoubling = 3; // 2^3 = kExactBins

} // namespace

std::size_t LatencyHistogram::binOf(std::int64_t ms)
{
    if (ms < static_cast<std::int64_t>(kExactBins))
        return static_cast<std::size_t>(std::max<std::int64_t>(ms, 0));
    const auto value = static_cast<std::uint64_t>(ms);
    const auto doubling = static_cast<unsigned>(std::bit_width(value)) - 1;
    const std::size_t quarter = (value >> (doubling - 2)) & 3;
    return std::min(kExactBins + (doubling - kFirstDoubling) * 4 + quarter, kBins - 1);
}

std::int64_t LatencyHistogram::lowerBound(std::size_t bin)
{
    if (bin < kExactBins)
        return static_cast<std::int64_t>(bin);
    const std::size_t doubling = kFirstDoubling + (bin - kExactBins) / 4;
    const auto quarter = static_cast<std::int64_t>((bin - kExactBins) % 4);
    return (4 + quarter) << (doubling - 2);
}

void LatencyHistogram::add(std::int64_t ms, std::uint64_t times)
{
    addToBin(binOf(ms), times);
}

void LatencyHistogram::addToBin(std::size_t bin, std::uint64_t times)
{
    if (times == 0)
        return;
    bin = std::min(bin, kBins - 1);
    if (m_bins.size() <= bin)
        m_bins.resize(bin + 1);
    m_bins[bin] += times;
    m_count += times;
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    for (std::size_t bin = 0; bin < other.m_bins.size(); ++bin)
        addToBin(bin, other.m_bins[bin]);
}

LatencyHistogram LatencyHistogram::since(const LatencyHistogram &earlier) const
{
    LatencyHistogram difference;
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin)
        difference.addToBin(bin, m_bins[bin] - (bin < earlier.m_bins.size() ? earlier.m_bins[bin] : 0));
    return difference;
}

double LatencyHistogram::quantile(double q) const
{
    if (m_count == 0)
        return 0;
    const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count);
    double before = 0;
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin) {
        const auto here = static_cast<double>(m_bins[bin]);
        if (here > 0 && before + here >= rank) {
            const auto low = static_cast<double>(lowerBound(bin));
            return low + (static_cast<double>(lowerBound(bin + 1)) - low) * (rank - before) / here;
        }
        before += here;
    }
    return static_cast<double>(lowerBound(m_bins.size()));
}

} // namespace skep
