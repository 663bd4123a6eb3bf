// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "store/opening.h"
#include "store/packing.h"
#include "store/schema.h"

#include <filesystem>

namespace skep::store {
namespace {

// Bounds of one step: a few milliseconds, for the next commit waits behind it.
constexpr int kLogRowsPerStep = 20;
constexpr int kTasksPerStep = 100;
constexpr int kRowsLookedAtPerStep = 2'000;

constexpr int kLogRowsKept = 64; // the check at start wants some
constexpr std::int64_t kNewestKept = 1'000; // tasks that a lack of space alone does not remove
constexpr int kFailedFactor = 3; // failed tasks stay this many times longer

tl::unexpected<Error> failed(const Error &error)
{
    return tl::unexpected<Error>(error);
}

} // namespace

Result<bool> Retention::step(TimeMs now)
{
    const Result<Limits> limits = limitsAt(now);
    if (!limits)
        return failed(limits.error());
    if (auto ok = m_database.begin(); !ok)
        return failed(ok.error());
    Result<bool> hasMore = foldLog(*limits);
    if (hasMore && !*hasMore)
        hasMore = removeTasks(*limits);
    if (!hasMore) {
        m_database.rollback();
        m_freedHashes.clear();
        m_cursor = 0;
        return hasMore;
    }
    if (auto ok = m_database.commit(); !ok)
        return failed(ok.error());
    if (auto ok = removeArtifactFiles(); !ok)
        return failed(ok.error());
    return hasMore;
}

Result<Retention::Limits> Retention::limitsAt(TimeMs now)
{
    const auto bytes = m_database.number("SELECT (page_count - freelist_count) * page_size "
                                         "FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    if (!bytes)
        return failed(bytes.error());
    Limits limits;
    limits.before = now - m_options.retentionMs;
    limits.failedBefore = now - kFailedFactor * m_options.retentionMs;
    limits.isTooLarge = *bytes > m_options.retentionBytes;
    return limits;
}

Result<bool> Retention::foldLog(const Limits &limits)
{
    auto rows
        = m_database.prepare("SELECT last, at, chain, data FROM log WHERE (at < ? OR ?) AND batch <= "
                             "(SELECT batch FROM log ORDER BY batch DESC LIMIT 1 OFFSET ?) ORDER BY batch LIMIT ?");
    auto fold = m_database.prepare("REPLACE INTO snapshot (id, row) VALUES (?, ?)");
    auto base = m_database.prepare("REPLACE INTO log_base (id, batch, at, chain) VALUES (1, ?, ?, ?)");
    auto remove = m_database.prepare("DELETE FROM log WHERE batch <= ?");
    if (!rows || !fold || !base || !remove)
        return m_database.error("retention");
    rows->bind(1, limits.before).bind(2, limits.isTooLarge ? 1 : 0).bind(3, kLogRowsKept).bind(4, kLogRowsPerStep);
    int count = 0;
    std::int64_t last = 0;
    std::string packed;
    for (; rows->step(); ++count) {
        last = rows->number(0);
        const Result<std::vector<Batch>> batches = decodeGroup(rows->text(3));
        if (!batches)
            return failed(batches.error());
        for (const Batch &batch : *batches) {
            for (const TaskRow &row : batch.rows) {
                packed.clear();
                packRow(packed, row);
                if (!fold->bind(1, static_cast<std::int64_t>(row.id)).bindBlob(2, packed).run())
                    return m_database.error("retention");
            }
        }
        const std::string chain(rows->text(2));
        if (!base->bind(1, last).bind(2, rows->number(1)).bindBlob(3, chain).run())
            return m_database.error("retention");
    }
    if (rows->failed() || (count > 0 && !remove->bind(1, last).run()))
        return m_database.error("retention");
    return count == kLogRowsPerStep;
}

Result<bool> Retention::removeTasks(const Limits &limits)
{
    if (m_cursor == 0) {
        if (auto ok = readNeeded(); !ok)
            return failed(ok.error());
    }
    const Result<std::vector<Candidate>> tasks = findCandidates(limits);
    if (!tasks)
        return failed(tasks.error());
    if (!tasks->empty()) { // their numbers must never be given again
        if (auto ok = m_database.run(
                "UPDATE meta SET value = max(value, (SELECT max(id) FROM tasks)) WHERE name = 'last_task'");
            !ok) {
            return failed(ok.error());
        }
    }
    for (const Candidate &task : *tasks)
        if (auto ok = removeTask(task); !ok)
            return failed(ok.error());
    const bool reachedEnd = m_cursor == 0;
    if (!limits.isTooLarge)
        m_alsoFailed = false;
    else if (reachedEnd && tasks->empty() && !m_alsoFailed)
        return m_alsoFailed = true;
    return !reachedEnd || static_cast<int>(tasks->size()) == kTasksPerStep;
}

// What waits for a finished task must find it after a restart.
Result<void> Retention::readNeeded()
{
    m_needed.clear();
    auto specs = m_database.prepare(
        "SELECT s.spec FROM tasks t CROSS JOIN specs s ON s.id = t.id WHERE t.state = ? AND t.wait = ?");
    if (!specs)
        return failed(specs.error());
    specs->bind(1, static_cast<std::int64_t>(TaskState::Blocked))
        .bind(2, static_cast<std::int64_t>(WaitReason::Dependency));
    while (specs->step()) {
        const Result<Batch> spec = unpack(specs->text(0));
        if (const auto *submitted = onlyEvent<ev::Submitted>(spec))
            m_needed.insert(submitted->task.after.begin(), submitted->task.after.end());
    }
    return specs->failed() ? m_database.error("retention") : Result<void>();
}

// From the cursor on. A task goes only when its last row has left the log, so that log and table tell the same.
Result<std::vector<Retention::Candidate>> Retention::findCandidates(const Limits &limits)
{
    auto rows = m_database.prepare(
        "SELECT id, state, updated, flags & 2, coalesce((SELECT text FROM names WHERE names.id = type), ''), "
        "(SELECT max(id) FROM tasks), (SELECT at FROM log_base), created FROM tasks WHERE id > ? ORDER BY id LIMIT ?");
    if (!rows)
        return failed(rows.error());
    rows->bind(1, static_cast<std::int64_t>(m_cursor)).bind(2, kRowsLookedAtPerStep);
    std::vector<Candidate> found;
    int lookedAt = 0;
    bool isPassOver = false;
    while (static_cast<int>(found.size()) < kTasksPerStep && rows->step()) {
        // Tasks are made in the order of their numbers: behind a young one all are young.
        isPassOver = !limits.isTooLarge && rows->number(7) >= limits.before;
        if (isPassOver)
            break;
        ++lookedAt;
        m_cursor = static_cast<TaskId>(rows->number(0));
        const auto state = static_cast<TaskState>(rows->number(1));
        const TimeMs updated = rows->number(2);
        if (!isFinal(state) || updated > rows->number(6) || m_needed.contains(m_cursor))
            continue;
        const bool isFailed = state == TaskState::Failed;
        const bool isOld = updated < (isFailed ? limits.failedBefore : limits.before);
        const bool mustGo
            = limits.isTooLarge && rows->number(0) <= rows->number(5) - kNewestKept && (!isFailed || m_alsoFailed);
        if (isOld || mustGo)
            found.push_back({m_cursor, std::string(rows->text(4)), rows->number(1), rows->number(3) != 0});
    }
    if (rows->failed())
        return m_database.error("retention");
    if (isPassOver || (lookedAt < kRowsLookedAtPerStep && static_cast<int>(found.size()) < kTasksPerStep))
        m_cursor = 0;
    return found;
}

Result<void> Retention::removeTask(const Candidate &task)
{
    const std::string id = std::to_string(task.id);
    auto hashes = m_database.prepare("SELECT sha256 FROM artifacts WHERE task = " + id);
    auto sum = m_database.prepare("INSERT INTO sums (type, state, simulated, count) VALUES (?, ?, ?, 1) "
                                  "ON CONFLICT DO UPDATE SET count = count + 1");
    if (!hashes || !sum)
        return m_database.error("retention");
    while (hashes->step())
        m_freedHashes.emplace_back(hashes->text(0));
    if (hashes->failed() || !sum->bindText(1, task.type).bind(2, task.state).bind(3, task.simulated).run())
        return m_database.error("retention");
    const std::string first = std::to_string(task.id * kAttemptIdsPerTask);
    const std::string last = std::to_string((task.id + 1) * kAttemptIdsPerTask - 1);
    return m_database.run("DELETE FROM tasks WHERE id = " + id + "; DELETE FROM specs WHERE id = " + id
                          + "; DELETE FROM snapshot WHERE id = " + id + "; DELETE FROM talk WHERE task = " + id
                          + "; DELETE FROM artifacts WHERE task = " + id + "; DELETE FROM attempts WHERE id BETWEEN "
                          + first + " AND " + last);
}

Result<void> Retention::removeArtifactFiles()
{
    auto named = m_database.prepare("SELECT 1 FROM artifacts WHERE sha256 = ? LIMIT 1");
    if (!named)
        return failed(named.error());
    for (const std::string &hash : m_freedHashes) {
        const bool isUsed = named->bindText(1, hash).step();
        named->reset();
        if (named->failed())
            return m_database.error("retention");
        std::error_code ignored; // a file that is gone or cannot go now harms nobody
        if (!isUsed && hash.size() == 64)
            std::filesystem::remove(artifactPath(m_options, hash), ignored);
    }
    m_freedHashes.clear();
    return {};
}

} // namespace skep::store
