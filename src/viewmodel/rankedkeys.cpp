// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/rankedkeys.h"

#include <algorithm>

namespace skep {

void RankedKeys::clear()
{
    m_chunks.clear();
    m_size = 0;
}

void RankedKeys::assign(const std::vector<OrderKey> &sorted)
{
    clear();
    constexpr std::size_t fill = kChunkMax * 3 / 4; // room to insert before the first split
    for (std::size_t i = 0; i < sorted.size(); i += fill) {
        const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(i);
        const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(i + fill, sorted.size()));
        m_chunks.emplace_back(begin, end);
    }
    m_size = sorted.size();
}

std::size_t RankedKeys::chunkOf(const OrderKey &key) const
{
    // The last chunk that begins at or before the key; the first one when the key is before all.
    const auto after = std::upper_bound(m_chunks.begin(), m_chunks.end(), key,
                                        [](const OrderKey &k, const auto &chunk) { return k < chunk.front(); });
    return after == m_chunks.begin() ? 0 : static_cast<std::size_t>(after - m_chunks.begin()) - 1;
}

std::size_t RankedKeys::rowsBefore(std::size_t chunk) const
{
    std::size_t rows = 0;
    for (std::size_t i = 0; i < chunk; ++i)
        rows += m_chunks[i].size();
    return rows;
}

std::size_t RankedKeys::insert(const OrderKey &key)
{
    ++m_size;
    if (m_chunks.empty()) {
        m_chunks.push_back({key});
        return 0;
    }
    const std::size_t c = chunkOf(key);
    auto &chunk = m_chunks[c];
    const auto at = std::lower_bound(chunk.begin(), chunk.end(), key);
    const std::size_t row = rowsBefore(c) + static_cast<std::size_t>(at - chunk.begin());
    chunk.insert(at, key);
    if (chunk.size() > kChunkMax) {
        const auto middle = chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() / 2);
        std::vector<OrderKey> upper(middle, chunk.end());
        chunk.erase(middle, chunk.end());
        m_chunks.insert(m_chunks.begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(upper));
    }
    return row;
}

std::size_t RankedKeys::erase(const OrderKey &key)
{
    const std::size_t c = chunkOf(key);
    auto &chunk = m_chunks[c];
    const auto at = std::lower_bound(chunk.begin(), chunk.end(), key);
    const std::size_t row = rowsBefore(c) + static_cast<std::size_t>(at - chunk.begin());
    chunk.erase(at);
    if (chunk.empty())
        m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(c));
    else if (chunk.size() < kChunkMax / 8)
        join(c);
    --m_size;
    return row;
}

// Into the one before, else the one behind takes it, where both together leave room to insert: chunks whose keys have
// mostly gone would else stay for good.
void RankedKeys::join(std::size_t c)
{
    const std::size_t into = c > 0 ? c - 1 : c;
    if (into + 1 >= m_chunks.size() || m_chunks[into].size() + m_chunks[into + 1].size() > kChunkMax / 2)
        return;
    auto &upper = m_chunks[into + 1];
    m_chunks[into].insert(m_chunks[into].end(), upper.begin(), upper.end());
    m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(into) + 1);
}

std::size_t RankedKeys::rank(const OrderKey &key) const
{
    if (m_chunks.empty())
        return 0;
    const std::size_t c = chunkOf(key);
    const auto &chunk = m_chunks[c];
    return rowsBefore(c) + static_cast<std::size_t>(std::lower_bound(chunk.begin(), chunk.end(), key) - chunk.begin());
}

std::vector<OrderKey> RankedKeys::slice(std::size_t first, std::size_t count) const
{
    std::vector<OrderKey> keys;
    if (first >= m_size)
        return keys;
    count = std::min(count, m_size - first);
    keys.reserve(count);
    std::size_t c = 0;
    while (first >= m_chunks[c].size())
        first -= m_chunks[c++].size();
    for (; keys.size() < count; ++c, first = 0)
        for (std::size_t i = first; i < m_chunks[c].size() && keys.size() < count; ++i)
            keys.push_back(m_chunks[c][i]);
    return keys;
}

} // namespace skep
