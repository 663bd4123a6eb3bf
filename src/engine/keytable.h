// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

namespace skep::engine {

/// Which submit key became which task, for as long as keys are held. A key is kept as 96 bits of SipHash: about
/// 32 bytes an entry whatever the key's length, and nobody can aim a key at another's without the seed.
class KeyTable
{
public:
    explicit KeyTable(std::uint64_t seed);

    /// 0: not known.
    [[nodiscard]] TaskId find(std::string_view key) const;
    /// The key must not be known.
    void insert(std::string_view key, TaskId id, TimeMs created);
    /// Forgets keys created before `before`, at most a few thousand at a time.
    void expire(TimeMs before);
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Hash
    {
        std::uint64_t low;
        std::uint32_t high;
    };
    struct Entry
    {
        std::uint64_t low;
        std::uint32_t high;
        std::uint32_t createdLow;
        std::uint64_t idAndCreated; // 48 bits of the id, then the upper 16 of 48 bits of the time

        Entry(const Hash &hash, TaskId id, TimeMs created)
            : low(hash.low)
            , high(hash.high)
            , createdLow(static_cast<std::uint32_t>(created))
            , idAndCreated(id << 16 | (static_cast<std::uint64_t>(created) >> 32 & 0xFFFF))
        {
        }
        [[nodiscard]] bool has(const Hash &hash) const { return low == hash.low && high == hash.high; }
        [[nodiscard]] TaskId id() const { return idAndCreated >> 16; }
        [[nodiscard]] TimeMs created() const { return static_cast<TimeMs>((idAndCreated & 0xFFFF) << 32 | createdLow); }
    };
    static_assert(sizeof(Entry) <= 24, "a part of the queue's memory; see bench_engine");

    [[nodiscard]] Hash hashOf(std::string_view key) const;
    [[nodiscard]] const Entry &entryAt(std::uint32_t number) const { return m_entries[number - m_first]; }
    [[nodiscard]] std::size_t homeOf(const Entry &entry) const { return entry.low & (m_index.size() - 1); }
    void grow();
    void unlinkFront();

    std::uint64_t m_seed;
    std::deque<Entry> m_entries;        // by time of creation, the oldest in front
    std::uint32_t m_first = 0;          // number of the oldest entry; wraps
    std::vector<std::uint32_t> m_index; // open addressing, linear probing: number of an entry
    std::vector<bool> m_taken;
};

} // namespace skep::engine
