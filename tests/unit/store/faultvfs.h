// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace skep::test {

/// A file system of SQLite's over the platform's own that can lose its power and be full. It remembers for every
/// file what was synced and each write since. A power cut puts back what was synced and, sector by sector and by
/// seed, some of the rest: so unsynced writes are lost, torn and reordered. Locks and shared memory pass through.
class FaultVfs
{
public:
    explicit FaultVfs(const std::string &name);
    ~FaultVfs();
    FaultVfs(const FaultVfs &) = delete;
    FaultVfs &operator=(const FaultVfs &) = delete;

    /// The power goes at the n-th write, truncation or sync from now: that one and all later ones fail.
    void losePowerAfter(int operations) { m_left = operations; }
    [[nodiscard]] bool isDead() const { return m_left == 0; }
    /// When every connection is closed: leaves on disk what a power cut leaves, and has power again.
    void restart(std::uint64_t seed);

    /// Files may not grow; what they hold can be written again.
    void setFull(bool full) { m_isFull = full; }
    void setSyncFails(bool fails) { m_syncFails = fails; }

    [[nodiscard]] std::int64_t operations() const { return m_operations; }
    [[nodiscard]] std::int64_t lostSectors() const { return m_lostSectors; }

private:
    struct Write
    {
        std::int64_t offset = 0;
        std::string bytes;
        bool isTruncation = false;
    };
    struct Image
    {
        std::string synced;
        std::vector<Write> pending;
    };
    struct File;
    struct Calls; // the C functions

    bool spend(); // one operation; false: no power
    Image &imageOf(const std::string &path);

    sqlite3_vfs m_vfs{};
    sqlite3_vfs *m_real;
    std::string m_name;
    std::map<std::string, Image> m_images;
    int m_left = -1; // operations until the power goes; negative: it stays
    bool m_isFull = false, m_syncFails = false;
    std::int64_t m_operations = 0, m_lostSectors = 0;
};

} // namespace skep::test
