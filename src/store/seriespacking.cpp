// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/seriespacking.h"

#include <algorithm>
#include <cmath>

namespace skep::store {
namespace {

constexpr char kVersion = 1;
constexpr double kMeanMax = 1e12; // beyond any count; keeps the thousandths within 64 bits

void put(std::string &bytes, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    bytes += static_cast<char>(value);
}

void putMean(std::string &bytes, double mean)
{
    put(bytes, static_cast<std::uint64_t>(std::llround(std::clamp(mean, 0.0, kMeanMax) * 1000)));
}

void putHistogram(std::string &bytes, const LatencyHistogram &histogram)
{
    const auto bins = histogram.bins();
    put(bytes, static_cast<std::uint64_t>(std::count_if(bins.begin(), bins.end(), [](auto n) { return n != 0; })));
    std::size_t last = 0;
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
        if (bins[bin] == 0)
            continue;
        put(bytes, bin - last);
        put(bytes, bins[bin]);
        last = bin;
    }
}

class Taker
{
public:
    explicit Taker(std::string_view bytes)
        : m_rest(bytes)
    {
    }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        m_failed = true;
        return 0;
    }
    void count(std::int64_t &value) { value = static_cast<std::int64_t>(number() & INT64_MAX); }
    void mean(double &value) { value = static_cast<double>(number()) / 1000; }
    void histogram(LatencyHistogram &value)
    {
        std::size_t bin = 0;
        for (std::uint64_t left = number(); left > 0 && !m_failed; --left) {
            bin += number();
            if (bin >= LatencyHistogram::kBins)
                m_failed = true;
            else
                value.addToBin(bin, number());
        }
    }
    [[nodiscard]] bool isDone() const { return !m_failed && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

} // namespace

std::string packSeries(const SeriesPoint &point)
{
    std::string bytes(1, kVersion);
    for (const std::int64_t count :
         {point.coveredMs, point.accepted, point.failed, point.done, point.failedTasks, point.submitted})
        put(bytes, static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)));
    for (const double mean : point.queued)
        putMean(bytes, mean);
    for (const double mean : {point.running, point.slots, point.slotsBusy, point.agentsOnline})
        putMean(bytes, mean);
    for (const LatencyHistogram *histogram : {&point.wait, &point.run, &point.total})
        putHistogram(bytes, *histogram);
    return bytes;
}

bool unpackSeries(std::string_view bytes, SeriesPoint &point)
{
    if (bytes.empty() || bytes.front() != kVersion)
        return false;
    Taker taker(bytes.substr(1));
    for (std::int64_t *count :
         {&point.coveredMs, &point.accepted, &point.failed, &point.done, &point.failedTasks, &point.submitted})
        taker.count(*count);
    for (double &mean : point.queued)
        taker.mean(mean);
    for (double *mean : {&point.running, &point.slots, &point.slotsBusy, &point.agentsOnline})
        taker.mean(*mean);
    for (LatencyHistogram *histogram : {&point.wait, &point.run, &point.total})
        taker.histogram(*histogram);
    return taker.isDone();
}

} // namespace skep::store
