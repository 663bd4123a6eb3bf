// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <array>

namespace skep::store {
namespace {

// Version 1. Each secondary index costs 2 to 10 us a row on the hot path, so the hot tables (log, tasks, specs,
// attempts) have none: pages of a list are scans of the narrow rows from the newest id on.
//   log       one row per commit: its batches packed by core/logcodec.h, each behind its length (4 bytes, little
//             endian); chain = H(chain of the row before, bodies, data), bodies = H(params and results in order)
//   tasks     what changes, in numbers; type, project and agent are numbers from `names`. Enumerations count as in
//             core/states.h
//   specs     what never changes: the Submitted event as a batch of one event, and the params
//   attempts  id = task * 1024 + n, n rising in the order of ends; the AttemptEnded event as a batch of one event
//             (its now is the end's time), and the result
//   talk      questions of agents and answers of persons
constexpr const char *kVersion1 = R"(
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', 0);
CREATE TABLE log (batch INTEGER PRIMARY KEY, last INTEGER NOT NULL, at INTEGER NOT NULL, chain BLOB NOT NULL,
                  bodies BLOB NOT NULL, data BLOB NOT NULL);
CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE tasks (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, flags INTEGER NOT NULL, priority INTEGER NOT NULL,
                    wait INTEGER NOT NULL, outcome INTEGER NOT NULL, attempt INTEGER NOT NULL,
                    attempts_max INTEGER NOT NULL, score INTEGER NOT NULL, fence INTEGER NOT NULL,
                    agent INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
                    not_before INTEGER NOT NULL, deadline INTEGER NOT NULL, type INTEGER NOT NULL,
                    project INTEGER NOT NULL);
CREATE TABLE specs (id INTEGER PRIMARY KEY, spec BLOB NOT NULL, params BLOB NOT NULL);
CREATE TABLE attempts (id INTEGER PRIMARY KEY, info BLOB NOT NULL, result BLOB NOT NULL);
CREATE TABLE talk (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, fence INTEGER NOT NULL, kind INTEGER NOT NULL,
                   event BLOB NOT NULL);
CREATE INDEX talk_by_task ON talk (task);
CREATE TABLE artifacts (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, fence INTEGER NOT NULL, name TEXT NOT NULL,
                        mime TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL);
CREATE INDEX artifacts_by_task ON artifacts (task);
CREATE INDEX artifacts_by_sha256 ON artifacts (sha256);
CREATE TABLE paused (project TEXT PRIMARY KEY) WITHOUT ROWID;
)";

// Version 2: retention. What leaves the log stays summed up here, so that the tables can still be rebuilt (snapshot
// and log), the chain still begins somewhere (meta base_batch and log_base), and reports still count forgotten tasks.
constexpr const char *kVersion2 = R"(
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE log_base (id INTEGER PRIMARY KEY CHECK (id = 1), batch INTEGER NOT NULL, at INTEGER NOT NULL,
                       chain BLOB NOT NULL);
CREATE TABLE sums (type TEXT NOT NULL, state INTEGER NOT NULL, simulated INTEGER NOT NULL, count INTEGER NOT NULL,
                   PRIMARY KEY (type, state, simulated)) WITHOUT ROWID;
INSERT INTO meta VALUES ('last_task', 0);
)";

// Version 3: what agents have done outlives the hub. One row per agent, and its judged attempts by task type.
constexpr const char *kVersion3 = R"(
CREATE TABLE agents (name TEXT PRIMARY KEY, model TEXT NOT NULL, draining INTEGER NOT NULL, seen INTEGER NOT NULL,
                     leased INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL,
                     failed INTEGER NOT NULL, expired INTEGER NOT NULL, gone INTEGER NOT NULL,
                     simulated INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE records (agent TEXT NOT NULL, type TEXT NOT NULL, good INTEGER NOT NULL, bad INTEGER NOT NULL,
                      PRIMARY KEY (agent, type)) WITHOUT ROWID;
)";

// Version 4: assignments that can be taken back, and reservations, outlive the hub. NULL for nearly every task; else
// TaskRow::assigned in the log's form.
constexpr const char *kVersion4 = R"(
ALTER TABLE tasks ADD COLUMN assigned BLOB;
)";

constexpr std::array<const char *, kSchemaVersion> kSteps{kVersion1, kVersion2, kVersion3, kVersion4};

} // namespace

Result<void> migrate(Database &database, int target)
{
    const Result<std::int64_t> version = database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    for (auto next = static_cast<int>(*version) + 1; next <= target; ++next) {
        if (auto ok = database.begin(); !ok)
            return ok;
        auto ok = database.run(kSteps[static_cast<std::size_t>(next - 1)] + std::string("PRAGMA application_id=")
                               + std::to_string(kApplicationId) + "; PRAGMA user_version=" + std::to_string(next));
        if (!ok) {
            database.rollback();
            return ok;
        }
        if (ok = database.commit(); !ok)
            return ok;
    }
    return {};
}

} // namespace skep::store
