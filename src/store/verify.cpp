// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logcodec.h"
#include "store/chain.h"
#include "store/database.h"
#include "store/opening.h"
#include "store/packing.h"
#include "store/schema.h"
#include "store/store.h"

#include <map>

namespace skep::store {
namespace {

tl::unexpected<Error> brokenAt(BatchNo batch, const std::string &what)
{
    return failField(ErrorCode::StoreDamaged, "batch", static_cast<std::int64_t>(batch), what);
}

Result<Database> openForReading(const Options &options)
{
    Database::Opening opening;
    opening.vfs = options.vfs;
    opening.readOnly = true;
    return Database::open(databasePath(options), opening);
}

/// Walks the log and compares what is kept apart from it.
class Verifier
{
public:
    explicit Verifier(Database &database)
        : m_database(database)
    {
    }

    Result<std::int64_t> run()
    {
        if (auto ok = prepare(); !ok)
            return tl::unexpected<Error>(ok.error());
        auto rows = m_database.prepare("SELECT batch, last, chain, bodies, data FROM log ORDER BY batch");
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        std::int64_t count = 0;
        for (; rows->step(); ++count)
            if (auto ok = checkRow(*rows); !ok)
                return tl::unexpected<Error>(ok.error());
        if (rows->failed())
            return m_database.error("read the log");
        return count;
    }

private:
    Result<void> prepare()
    {
        if (!m_chain.isReady())
            return fail(ErrorCode::Internal, "OpenSSL offers no SHA-512/256");
        auto base = m_database.prepare("SELECT batch, chain FROM log_base");
        auto params = m_database.prepare("SELECT params FROM specs WHERE id = ?");
        auto results = m_database.prepare("SELECT info, result, id FROM attempts WHERE id BETWEEN ? AND ?");
        auto tasks = m_database.prepare("SELECT 1 FROM tasks WHERE id = ?");
        if (!base || !params || !results || !tasks)
            return m_database.error("verify");
        m_before = Chain::origin();
        if (base->step()) {
            m_lastBatch = static_cast<BatchNo>(base->number(0));
            m_before = base->text(1);
        }
        m_params = std::move(*params);
        m_results = std::move(*results);
        m_tasks = std::move(*tasks);
        return {};
    }

    Result<void> checkRow(const Statement &row)
    {
        const auto first = static_cast<BatchNo>(row.number(0));
        const auto last = static_cast<BatchNo>(row.number(1));
        const std::string_view data = row.text(4);
        if (first != m_lastBatch + 1 || last < first)
            return brokenAt(first, "batches are missing before it");
        if (m_chain.link(m_before, first, last, row.text(3), data) != row.text(2))
            return brokenAt(first, "the row does not belong to the chain");
        const Result<std::vector<Batch>> batches = decodeGroup(data);
        if (!batches)
            return brokenAt(first, batches.error().detail);
        if (batches->empty() || batches->front().no != first || batches->back().no != last)
            return brokenAt(first, "the row holds other batches than it says");
        bool areKept = true;
        Result<std::string> bodies = bodiesOfRow(*batches, areKept);
        if (!bodies)
            return tl::unexpected<Error>(bodies.error());
        if (areKept && *bodies != row.text(3))
            return brokenAt(first, "params or results are not what was logged");
        m_before = row.text(2);
        m_lastBatch = last;
        return {};
    }

    // The hash of the bodies, or areKept false where retention has removed some of them.
    Result<std::string> bodiesOfRow(const std::vector<Batch> &batches, bool &areKept)
    {
        m_chain.begin();
        m_found.clear();
        for (const Batch &batch : batches) {
            for (const Event &event : batch.events) {
                Result<void> ok;
                if (const auto *submitted = std::get_if<ev::Submitted>(&event))
                    ok = addParams(submitted->id, areKept);
                else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event))
                    ok = addResult(batch, *ended, areKept);
                if (!ok)
                    return tl::unexpected<Error>(ok.error());
            }
        }
        return m_chain.end();
    }

    Result<void> addParams(TaskId id, bool &areKept)
    {
        if (m_params.bind(1, static_cast<std::int64_t>(id)).step())
            m_chain.add(m_params.text(0));
        else if (auto ok = missing(id, areKept); !ok)
            return ok;
        m_params.reset();
        return {};
    }

    // Attempts of a task lie in the order of their events; two late words in one batch may differ in nothing but
    // the body.
    Result<void> addResult(const Batch &batch, const ev::AttemptEnded &ended, bool &areKept)
    {
        const std::int64_t first = static_cast<std::int64_t>(ended.id) * kAttemptIdsPerTask;
        const std::int64_t last = first + kAttemptIdsPerTask - 1;
        std::int64_t &found = m_found.try_emplace(ended.id, first - 1).first->second;
        std::string wanted;
        packEvent(wanted, batch.no, batch.now, withoutBody(ended));
        bool isFound = false;
        std::int64_t lastSeen = 0;
        m_results.bind(1, found + 1).bind(2, last);
        while (!isFound && m_results.step()) {
            lastSeen = m_results.number(2);
            const Result<Batch> kept = unpack(m_results.text(0));
            const auto *candidate = onlyEvent<ev::AttemptEnded>(kept);
            if (!candidate)
                continue;
            std::string packed;
            packEvent(packed, kept->no, kept->now, withoutBody(*candidate));
            isFound = packed == wanted;
        }
        if (isFound) {
            m_chain.add(m_results.text(1));
            found = lastSeen;
        }
        m_results.reset();
        if (isFound)
            return {};
        if (lastSeen == last) { // so many attempts that the last place was used again
            areKept = false;
            return {};
        }
        return missing(ended.id, areKept);
    }

    static ev::AttemptEnded withoutBody(ev::AttemptEnded ended)
    {
        ended.result.clear();
        return ended;
    }

    Result<void> missing(TaskId id, bool &areKept)
    {
        const bool isThere = m_tasks.bind(1, static_cast<std::int64_t>(id)).step();
        m_tasks.reset();
        if (isThere)
            return failField(ErrorCode::StoreDamaged, "task", static_cast<std::int64_t>(id),
                             "a body of the task is missing");
        areKept = false;
        return {};
    }

    Database &m_database;
    Chain m_chain;
    Statement m_params, m_results, m_tasks;
    std::string m_before;
    BatchNo m_lastBatch = 0;
    std::map<TaskId, std::int64_t> m_found; // by task: the attempt found last in this log row
};

} // namespace

Result<std::int64_t> verifyChain(const Options &options)
{
    Result<Database> database = openForReading(options);
    if (!database)
        return tl::unexpected<Error>(database.error());
    return Verifier(*database).run();
}

Result<std::vector<TaskRow>> rebuildRows(const Options &options)
{
    Result<Database> database = openForReading(options);
    if (!database)
        return tl::unexpected<Error>(database.error());
    auto snapshot = database->prepare("SELECT row FROM snapshot");
    auto log = database->prepare("SELECT data FROM log ORDER BY batch");
    auto known = database->prepare("SELECT 1 FROM specs WHERE id = ?");
    if (!snapshot || !log || !known)
        return database->error("rebuild");
    std::map<TaskId, TaskRow> rows;
    while (snapshot->step()) {
        const Result<Batch> packed = unpack(snapshot->text(0));
        if (!packed || packed->rows.size() != 1)
            return fail(ErrorCode::StoreDamaged, "a row of the snapshot is damaged");
        rows[packed->rows.front().id] = packed->rows.front();
    }
    while (log->step()) {
        const Result<std::vector<Batch>> batches = decodeGroup(log->text(0));
        if (!batches)
            return tl::unexpected<Error>(batches.error());
        for (const Batch &batch : *batches)
            for (const TaskRow &row : batch.rows)
                rows[row.id] = row;
    }
    if (snapshot->failed() || log->failed())
        return database->error("rebuild");
    std::vector<TaskRow> result;
    for (auto &[id, row] : rows) { // what retention has removed stays removed
        if (known->bind(1, static_cast<std::int64_t>(id)).step())
            result.push_back(std::move(row));
        known->reset();
    }
    return result;
}

} // namespace skep::store
