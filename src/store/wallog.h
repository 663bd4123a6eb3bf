// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace skep::store {

/// How much lies in SQLite's write-ahead log.
struct WalLog
{
    std::uint32_t pages = 0; // valid frames
    std::uint32_t copied = 0; // of these, already in the database file
};

/// Read from the index beside it (skep.db-shm, "WAL-Index Format" of SQLite's documentation): the log's file size
/// says nothing once it is reused, and asking SQLite is a checkpoint. Zeros where there is no index.
[[nodiscard]] WalLog walLog(const std::string &database);

} // namespace skep::store
