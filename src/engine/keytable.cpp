// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keytable.h"

#include <bit>
#include <cstring>

namespace skep::engine {
namespace {

constexpr std::size_t kExpirePerTurn = 4096; // bounds the length of a turn
constexpr std::size_t kIndexMin = 64;

struct Sip
{
    std::uint64_t a, b, c, d;

    Sip(std::uint64_t k0, std::uint64_t k1)
        : a(k0 ^ 0x736f6d6570736575ULL)
        , b(k1 ^ 0x646f72616e646f6dULL)
        , c(k0 ^ 0x6c7967656e657261ULL)
        , d(k1 ^ 0x7465646279746573ULL)
    {
    }
    void round()
    {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    }
    void take(std::uint64_t word)
    {
        d ^= word;
        round();
        a ^= word;
    }
};

} // namespace

KeyTable::KeyTable(std::uint64_t seed)
    : m_seed(seed)
    , m_index(kIndexMin)
    , m_taken(kIndexMin)
{
}

// SipHash-1-3 with 128 bits of output, of which 96 are kept: among ten million keys of a day two meet by chance once in
// 10^15 days.
KeyTable::Hash KeyTable::hashOf(std::string_view key) const
{
    Sip sip(m_seed, ~m_seed * 0x9e3779b97f4a7c15ULL);
    sip.b ^= 0xee;
    std::size_t i = 0;
    for (; i + 8 <= key.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, key.data() + i, 8);
        sip.take(word);
    }
    std::uint64_t last = static_cast<std::uint64_t>(key.size()) << 56;
    if (i < key.size())
        std::memcpy(&last, key.data() + i, key.size() - i);
    last |= static_cast<std::uint64_t>(key.size()) << 56;
    sip.take(last);
    sip.c ^= 0xee;
    for (int r = 0; r < 3; ++r)
        sip.round();
    const std::uint64_t low = sip.a ^ sip.b ^ sip.c ^ sip.d;
    sip.b ^= 0xdd;
    for (int r = 0; r < 3; ++r)
        sip.round();
    return {low, static_cast<std::uint32_t>(sip.a ^ sip.b ^ sip.c ^ sip.d)};
}

TaskId KeyTable::find(std::string_view key) const
{
    const Hash hash = hashOf(key);
    const std::size_t mask = m_index.size() - 1;
    for (std::size_t i = hash.low & mask; m_taken[i]; i = (i + 1) & mask)
        if (const Entry &entry = entryAt(m_index[i]); entry.has(hash))
            return entry.id();
    return 0;
}

void KeyTable::insert(std::string_view key, TaskId id, TimeMs created)
{
    if ((m_entries.size() + 1) * 4 > m_index.size() * 3)
        grow();
    m_entries.emplace_back(hashOf(key), id, created);
    const std::size_t mask = m_index.size() - 1;
    std::size_t i = homeOf(m_entries.back());
    while (m_taken[i])
        i = (i + 1) & mask;
    m_taken[i] = true;
    m_index[i] = m_first + static_cast<std::uint32_t>(m_entries.size() - 1);
}

void KeyTable::grow()
{
    m_index.assign(m_index.size() * 2, 0);
    m_taken.assign(m_index.size(), false);
    const std::size_t mask = m_index.size() - 1;
    for (std::size_t n = 0; n < m_entries.size(); ++n) {
        std::size_t i = homeOf(m_entries[n]);
        while (m_taken[i])
            i = (i + 1) & mask;
        m_taken[i] = true;
        m_index[i] = m_first + static_cast<std::uint32_t>(n);
    }
}

void KeyTable::expire(TimeMs before)
{
    for (std::size_t n = 0; n < kExpirePerTurn && !m_entries.empty() && m_entries.front().created() < before; ++n)
        unlinkFront();
}

// Deletion by shifting back, so that probing needs no tombstones.
void KeyTable::unlinkFront()
{
    const std::size_t mask = m_index.size() - 1;
    std::size_t hole = homeOf(m_entries.front());
    while (m_index[hole] != m_first)
        hole = (hole + 1) & mask;
    for (std::size_t i = (hole + 1) & mask; m_taken[i]; i = (i + 1) & mask) {
        const std::size_t home = homeOf(entryAt(m_index[i]));
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            m_index[hole] = m_index[i];
            hole = i;
        }
    }
    m_taken[hole] = false;
    m_entries.pop_front();
    ++m_first;
}

} // namespace skep::engine
