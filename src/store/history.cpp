// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history.h"

#include "store/opening.h"
#include "store/packing.h"

#include <spdlog/spdlog.h>

#include <cstdio>

namespace skep::store {
namespace {

constexpr int kHistoryVersion = 2;
// Bounds of one step: a few milliseconds, for the next commit waits behind it.
constexpr int kTitlesPerStep = 300;
constexpr int kLinesRemovedPerStep = 300;

constexpr const char *kHistoryVersion1 = R"(
CREATE TABLE indexed (id INTEGER PRIMARY KEY CHECK (id = 1), task INTEGER NOT NULL);
INSERT INTO indexed VALUES (1, 0);
CREATE TABLE lines (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, fence INTEGER NOT NULL, at INTEGER NOT NULL,
                    text TEXT NOT NULL);
CREATE INDEX lines_by_task ON lines (task);
CREATE VIRTUAL TABLE lines_text USING fts5(text, content='lines', content_rowid='id');
CREATE VIRTUAL TABLE titles USING fts5(text);
)";

void removeFiles(const std::string &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        std::remove((path + suffix).c_str());
}

} // namespace

void History::open(const Options &options)
{
    m_options = options;
    const std::string path = historyPath(options);
    Result<void> ok = prepare(path, options.vfs);
    if (!ok && (ok.error().code == ErrorCode::StoreDamaged || ok.error().code == ErrorCode::StoreNewer)) {
        spdlog::warn("history.db cannot be used and is made anew, log lines and charts of before are lost: {}", ok.error().detail);
        removeFiles(path);
        ok = prepare(path, options.vfs);
    }
    m_isOpen = ok.has_value();
    if (!ok)
        spdlog::warn("history.db is not available, log lines and charts are not kept: {}", ok.error().detail);
}

Result<void> History::prepare(const std::string &path, const std::string &vfs)
{
    for (Statement *statement : {&m_insertLine, &m_indexLine, &m_indexTitle, &m_setIndexed})
        *statement = Statement();
    m_series.reset();
    m_database.close();
    if (auto ok = createPrivate(path); !ok)
        return ok;
    Database::Opening opening;
    opening.vfs = vfs;
    Result<Database> database = Database::open(path, opening);
    if (!database)
        return tl::unexpected<Error>(database.error());
    const Result<std::int64_t> version = database->number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    if (*version < 0 || *version > kHistoryVersion)
        return fail(ErrorCode::StoreNewer, "schema " + std::to_string(*version));
    Result<void> ok
        = database->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216");
    if (ok && *version < kHistoryVersion)
        ok = database->run(std::string("BEGIN IMMEDIATE;") + (*version == 0 ? kHistoryVersion1 : "") + SeriesWriter::kSchema
                           + "PRAGMA user_version=" + std::to_string(kHistoryVersion) + ";COMMIT");
    const std::pair<Statement *, const char *> statements[] = {
        {&m_insertLine, "INSERT INTO lines (task, fence, at, text) VALUES (?, ?, ?, ?)"},
        {&m_indexLine, "INSERT INTO lines_text (rowid, text) VALUES (?, ?)"},
        {&m_indexTitle, "INSERT OR REPLACE INTO titles (rowid, text) VALUES (?, ?)"},
        {&m_setIndexed, "UPDATE indexed SET task = ?"},
    };
    for (const auto &[statement, sql] : statements) {
        if (!ok)
            return ok;
        Result<Statement> prepared = database->prepare(sql);
        if (prepared)
            *statement = std::move(*prepared);
        else
            ok = tl::unexpected<Error>(prepared.error());
    }
    if (ok) {
        m_database = std::move(*database);
        ok = m_series.prepare(m_database);
    }
    return ok;
}

Result<void> History::write(std::span<const HistoryLine> lines, Database &tasks)
{
    if (!m_isOpen)
        return {};
    Result<void> ok = m_database.begin();
    for (const HistoryLine &line : lines) {
        if (!ok)
            break;
        const bool written = m_insertLine.bind(1, static_cast<std::int64_t>(line.id))
                                 .bind(2, static_cast<std::int64_t>(line.fence))
                                 .bind(3, line.at)
                                 .bindText(4, line.text)
                                 .run()
            && m_indexLine.bind(1, m_database.lastInsertId()).bindText(2, line.text).run();
        if (!written)
            ok = m_database.error("write the history");
    }
    bool hasMore = false;
    if (ok)
        ok = indexSome(tasks, hasMore);
    if (ok)
        ok = m_database.commit();
    if (ok)
        return ok;
    m_database.rollback();
    if (ok.error().code == ErrorCode::StoreDamaged)
        open(m_options);
    return ok;
}

Result<bool> History::indexTitles(Database &tasks)
{
    bool hasMore = false;
    if (!m_isOpen)
        return false;
    Result<void> ok = m_database.begin();
    if (ok)
        ok = indexSome(tasks, hasMore);
    if (ok)
        ok = m_database.commit();
    if (ok)
        return hasMore;
    m_database.rollback();
    return tl::unexpected<Error>(ok.error());
}

// Titles follow the tasks from behind: an index entry costs as much as the whole commit of a task.
Result<void> History::indexSome(Database &tasks, bool &hasMore)
{
    const Result<std::int64_t> from = m_database.number("SELECT task FROM indexed");
    if (!from)
        return tl::unexpected<Error>(from.error());
    Result<Statement> specs = tasks.prepare("SELECT id, spec FROM specs WHERE id > ? ORDER BY id LIMIT ?");
    if (!specs)
        return tl::unexpected<Error>(specs.error());
    specs->bind(1, *from).bind(2, kTitlesPerStep);
    std::int64_t last = *from;
    int count = 0;
    for (; specs->step(); ++count) {
        last = specs->number(0);
        const Result<Batch> spec = unpack(specs->text(1));
        const auto *submitted = onlyEvent<ev::Submitted>(spec);
        if (!submitted || submitted->task.title.empty()) // the search knows types and projects by themselves
            continue;
        const std::string text = submitted->task.title + '\n' + submitted->task.type + '\n' + submitted->task.project;
        if (!m_indexTitle.bind(1, last).bindText(2, text).run())
            return m_database.error("index a title");
    }
    if (specs->failed())
        return tasks.error("read titles");
    hasMore = count == kTitlesPerStep;
    if (count > 0 && !m_setIndexed.bind(1, last).run())
        return m_database.error("index titles");
    return {};
}

Result<bool> History::removeBefore(TimeMs at)
{
    if (!m_isOpen)
        return false;
    const std::string oldest = "(SELECT id FROM lines ORDER BY id LIMIT " + std::to_string(kLinesRemovedPerStep) + ")";
    const std::string which = " FROM lines WHERE at < " + std::to_string(at) + " AND id IN " + oldest;
    Result<void> ok = m_database.begin();
    if (ok) // an external index wants the old text to forget it
        ok = m_database.run("INSERT INTO lines_text (lines_text, rowid, text) SELECT 'delete', id, text" + which);
    if (ok)
        ok = m_database.run("DELETE" + which);
    const std::int64_t removed = ok ? m_database.changes() : 0;
    if (ok)
        ok = m_database.commit();
    if (ok)
        return removed == kLinesRemovedPerStep;
    m_database.rollback();
    return tl::unexpected<Error>(ok.error());
}

template<typename Work>
Result<void> History::inTransaction(Work work)
{
    if (!m_isOpen)
        return {};
    Result<void> ok = m_database.begin();
    if (ok)
        ok = work();
    if (ok)
        ok = m_database.commit();
    if (ok)
        return ok;
    m_database.rollback();
    if (ok.error().code == ErrorCode::StoreDamaged)
        open(m_options);
    return ok;
}

Result<void> History::writeSeries(const SeriesPoint &point)
{
    return inTransaction([&] { return m_series.write(point); });
}

Result<bool> History::tidySeries(TimeMs now)
{
    bool hasMore = false;
    const auto ok = inTransaction([&]() -> Result<void> {
        const Result<bool> more = m_series.tidy(now);
        hasMore = more.value_or(false);
        return more ? Result<void>() : tl::unexpected<Error>(more.error());
    });
    return ok ? Result<bool>(hasMore) : tl::unexpected<Error>(ok.error());
}

} // namespace skep::store
