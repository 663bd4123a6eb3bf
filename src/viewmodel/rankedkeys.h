// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <compare>
#include <cstddef>
#include <vector>

namespace skep {

/// Where a task stands inside its group: by `major`, ties by id.
struct OrderKey
{
    std::int64_t major = 0;
    TaskId id = 0;

    friend auto operator<=>(const OrderKey &, const OrderKey &) = default;
};

/// A sorted sequence that knows the row of every key: insert, erase, row-of and key-at touch one chunk and the
/// list of chunk sizes. With 100,000 keys that is some 300 sizes, which costs less than a tree's pointers.
class RankedKeys final
{
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    void clear();
    /// Takes the place of everything; `sorted` must be in order and without doubles.
    void assign(const std::vector<OrderKey> &sorted);

    /// The row the key got. It must not be there yet.
    std::size_t insert(const OrderKey &key);
    /// The row the key had. It must be there.
    std::size_t erase(const OrderKey &key);
    /// Number of keys before this one, there or not.
    [[nodiscard]] std::size_t rank(const OrderKey &key) const;
    /// Keys of the rows [first, first + count), cut at the end.
    [[nodiscard]] std::vector<OrderKey> slice(std::size_t first, std::size_t count) const;
    /// Blocks of memory, of some 8 KiB.
    [[nodiscard]] std::size_t chunkCount() const { return m_chunks.size(); }

private:
    static constexpr std::size_t kChunkMax = 512;

    [[nodiscard]] std::size_t chunkOf(const OrderKey &key) const;
    void join(std::size_t c);
    [[nodiscard]] std::size_t rowsBefore(std::size_t chunk) const;

    std::vector<std::vector<OrderKey>> m_chunks; // none is empty
    std::size_t m_size = 0;
};

} // namespace skep
