// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/store.h"

namespace skep::store {

[[nodiscard]] std::string databasePath(const Options &options);
[[nodiscard]] std::string historyPath(const Options &options);
[[nodiscard]] std::string artifactPath(const Options &options, const std::string &sha256);

/// Makes an empty file (0600) unless there is one: SQLite would make it 0644, and its side files (-wal, -shm) take
/// over what the database file has.
[[nodiscard]] Result<void> createPrivate(const std::string &path);

/// Opens skep.db for the writer: creates it (0600) or checks it and brings it to this version. Until the checks
/// have passed nothing is written to it, not even by closing it.
///
/// The check: up to 64 MiB everything (SQLite's quick_check); beyond that, what a second allows: the file's header,
/// that narrow rows and specs end at the same task, and the newest rows of the log: that they decode, follow each
/// other and hash to the chain.
[[nodiscard]] Result<Database> openForWriting(const Options &options);

/// Raises the epoch by one, durable when it returns.
[[nodiscard]] Result<Epoch> raiseEpoch(Database &database);

} // namespace skep::store
