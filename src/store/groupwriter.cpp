// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/groupwriter.h"

#include "core/logcodec.h"
#include "store/packing.h"
#include "store/schema.h"

#include <algorithm>

namespace skep::store {

Result<void> GroupWriter::prepare(Database &database)
{
    m_database = &database;
    if (!m_chain.isReady())
        return fail(ErrorCode::Internal, "OpenSSL offers no SHA-512/256");
    const std::pair<Statement *, const char *> statements[] = {
        {&m_insertLog, "INSERT INTO log (batch, last, at, chain, bodies, data) VALUES (?, ?, ?, ?, ?, ?)"},
        {&m_insertTask,
         "INSERT INTO tasks (id, state, flags, priority, wait, outcome, attempt, attempts_max, score, fence, "
         "agent, created, updated, not_before, deadline, assigned, type, project) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_updateTask,
         "UPDATE tasks SET state = ?2, flags = ?3, priority = ?4, wait = ?5, outcome = ?6, attempt = ?7, "
         "attempts_max = ?8, score = ?9, fence = ?10, agent = ?11, created = ?12, updated = ?13, "
         "not_before = ?14, deadline = ?15, assigned = ?16 WHERE id = ?1"},
        {&m_insertSpec, "INSERT INTO specs (id, spec, params) VALUES (?, ?, ?)"},
        {&m_insertAttempt, "INSERT INTO attempts (id, info, result) VALUES (?, ?, ?)"},
        {&m_lastAttempt, "SELECT max(id) FROM attempts WHERE id BETWEEN ? AND ?"},
        {&m_replaceAttempt, "REPLACE INTO attempts (id, info, result) VALUES (?, ?, ?)"},
        {&m_insertTalk, "INSERT INTO talk (task, fence, kind, event) VALUES (?, ?, ?, ?)"},
        {&m_insertArtifact, "INSERT INTO artifacts (task, fence, name, mime, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?)"},
        {&m_pause, "INSERT OR IGNORE INTO paused (project) VALUES (?)"},
        {&m_resume, "DELETE FROM paused WHERE project = ?"},
        {&m_agent,
         "REPLACE INTO agents (name, model, draining, seen, leased, accepted, rejected, failed, expired, gone, "
         "simulated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_record, "REPLACE INTO records (agent, type, good, bad) VALUES (?, ?, ?, ?)"},
        {&m_forgetAgent, "DELETE FROM agents WHERE name = ?"},
        {&m_forgetRecords, "DELETE FROM records WHERE agent = ?"},
    };
    for (const auto &[statement, sql] : statements) {
        Result<Statement> prepared = database.prepare(sql);
        if (!prepared)
            return tl::unexpected<Error>(prepared.error());
        *statement = std::move(*prepared);
    }
    Result<Statement> end = database.prepare("SELECT last, chain FROM log ORDER BY batch DESC LIMIT 1");
    if (!end)
        return tl::unexpected<Error>(end.error());
    m_lastChain = Chain::origin();
    if (end->step()) {
        m_lastBatch = static_cast<BatchNo>(end->number(0));
        m_lastChain = end->text(1);
    }
    return m_names.prepare(database);
}

Result<void> GroupWriter::write(std::span<const Batch *const> batches)
{
    if (auto ok = writeLog(batches); !ok)
        return ok;
    m_touched.clear();
    m_agents.clear();
    for (const Batch *batch : batches)
        if (auto ok = writeEvents(*batch); !ok)
            return ok;
    if (auto ok = writeTasks(); !ok)
        return ok;
    return writeAgents();
}

void GroupWriter::committed()
{
    m_lastBatch = m_nextBatch;
    m_lastChain = std::move(m_nextChain);
}

Result<void> GroupWriter::writeLog(std::span<const Batch *const> batches)
{
    m_data.clear();
    m_bodies.clear();
    m_nextBatch = m_lastBatch;
    for (const Batch *batch : batches) {
        if (batch->no != m_nextBatch + 1) {
            return failField(ErrorCode::Internal, "batch", static_cast<std::int64_t>(batch->no),
                             "batch numbers must follow each other");
        }
        m_nextBatch = batch->no;
        appendToGroup(m_data, *batch);
        bodiesOf(*batch, m_bodies);
    }
    m_chain.begin();
    for (const std::string_view body : m_bodies)
        m_chain.add(body);
    const std::string bodies = m_chain.end();
    const BatchNo first = batches.front()->no;
    m_nextChain = m_chain.link(m_lastChain, first, m_nextBatch, bodies, m_data);
    const bool ok = m_insertLog.bind(1, static_cast<std::int64_t>(first))
                        .bind(2, static_cast<std::int64_t>(m_nextBatch))
                        .bind(3, batches.back()->now)
                        .bindBlob(4, m_nextChain)
                        .bindBlob(5, bodies)
                        .bindBlob(6, m_data)
                        .run();
    return ok ? Result<void>() : m_database->error("write the log");
}

Result<void> GroupWriter::writeEvents(const Batch &batch)
{
    for (const Event &event : batch.events) {
        if (const auto *submitted = std::get_if<ev::Submitted>(&event))
            m_touched.push_back({submitted->id, nullptr, &event, &batch});
        else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event);
                 ended && !writeAttempt(batch, event, *ended))
            return m_database->error("write an attempt");
        else if (!writeOther(batch, event))
            return m_database->error("write an event");
    }
    for (const TaskRow &row : batch.rows)
        m_touched.push_back({row.id, &row, nullptr, nullptr});
    for (const AgentTally &row : batch.agents)
        m_agents.push_back(&row);
    return {};
}

// One write per task and group, the newest row; in the order of ids, which is the order of the pages.
Result<void> GroupWriter::writeTasks()
{
    std::stable_sort(m_touched.begin(), m_touched.end(), [](const Touch &a, const Touch &b) { return a.id < b.id; });
    for (std::size_t i = 0; i < m_touched.size();) {
        Touch touch;
        touch.id = m_touched[i].id;
        for (; i < m_touched.size() && m_touched[i].id == touch.id; ++i) {
            if (m_touched[i].row)
                touch.row = m_touched[i].row;
            if (m_touched[i].submitted) {
                touch.submitted = m_touched[i].submitted;
                touch.batch = m_touched[i].batch;
            }
        }
        if (!touch.row)
            return fail(ErrorCode::Internal, "a submission came without its row");
        if (!(touch.submitted ? insertTask(touch, *touch.row) : updateTask(*touch.row)))
            return m_database->error("write a task");
    }
    return {};
}

// One write per agent and group too.
Result<void> GroupWriter::writeAgents()
{
    std::stable_sort(m_agents.begin(), m_agents.end(), [](const AgentTally *a, const AgentTally *b) { return a->name < b->name; });
    for (auto first = m_agents.begin(); first != m_agents.end();) {
        const auto last = std::find_if(first, m_agents.end(), [&](const AgentTally *row) { return row->name != (*first)->name; });
        if (!writeAgent({first, last}))
            return m_database->error("write an agent");
        first = last;
    }
    return {};
}

// All rows of one agent, oldest first.
bool GroupWriter::writeAgent(std::span<const AgentTally *const> rows)
{
    const AgentTally &newest = *rows.back();
    for (std::size_t i = rows.size(); i-- > 0;) {
        if (!rows[i]->forgotten && !rows[i]->anew)
            continue;
        if (!m_forgetRecords.bindText(1, newest.name).run())
            return false;
        rows = rows.subspan(i); // a forgotten one's row has no records
        break;
    }
    if (newest.forgotten)
        return m_forgetAgent.bindText(1, newest.name).run();
    const AgentCounts &c = newest.counts;
    const std::int64_t numbers[] = {newest.draining, newest.seen, c.leased, c.accepted, c.rejected,
                                    c.failed,        c.expired,   c.gone,   c.simulated};
    m_agent.bindText(1, newest.name).bindText(2, newest.model);
    for (int i = 0; i < static_cast<int>(std::size(numbers)); ++i)
        m_agent.bind(3 + i, numbers[i]);
    if (!m_agent.run())
        return false;
    m_types.clear();
    for (std::size_t i = rows.size(); i-- > 0;) {
        for (const AgentTally::Record &record : rows[i]->records) {
            if (std::find(m_types.begin(), m_types.end(), record.type) != m_types.end())
                continue;
            m_types.push_back(record.type);
            m_record.bindText(1, newest.name).bindText(2, record.type);
            if (!m_record.bind(3, record.good).bind(4, record.bad).run())
                return false;
        }
    }
    return true;
}

namespace {

// Parameters 1 to 16 of both statements. `assigned` must live until the statement has run.
Statement &bindRow(Statement &statement, const TaskRow &row, std::int64_t agent, std::string &assigned)
{
    assigned.clear();
    if (row.assigned)
        encodeAssigned(*row.assigned, assigned);
    row.assigned ? statement.bindBlob(16, assigned) : statement.bindNull(16);
    return statement.bind(1, static_cast<std::int64_t>(row.id))
        .bind(2, static_cast<std::int64_t>(row.state))
        .bind(3, flagsOf(row))
        .bind(4, static_cast<std::int64_t>(row.priority))
        .bind(5, static_cast<std::int64_t>(row.wait))
        .bind(6, static_cast<std::int64_t>(row.lastOutcome))
        .bind(7, row.attempt)
        .bind(8, row.attemptsMax)
        .bind(9, row.score)
        .bind(10, static_cast<std::int64_t>(row.fence))
        .bind(11, agent)
        .bind(12, row.created)
        .bind(13, row.updated)
        .bind(14, row.notBefore)
        .bind(15, row.deadline);
}

} // namespace

bool GroupWriter::insertTask(const Touch &touch, const TaskRow &row)
{
    const TaskSpec &spec = std::get<ev::Submitted>(*touch.submitted).task;
    const std::int64_t agent = m_names.idOf(row.agent);
    const std::int64_t type = m_names.idOf(spec.type);
    const std::int64_t project = m_names.idOf(spec.project);
    if (agent < 0 || type < 0 || project < 0)
        return false;
    if (!bindRow(m_insertTask, row, agent, m_assigned).bind(17, type).bind(18, project).run())
        return false;
    m_packed.clear();
    packEvent(m_packed, touch.batch->no, touch.batch->now, *touch.submitted);
    return m_insertSpec.bind(1, static_cast<std::int64_t>(row.id)).bindBlob(2, m_packed).bindBlob(3, spec.params).run();
}

// A task that retention has removed meanwhile stays removed.
bool GroupWriter::updateTask(const TaskRow &row)
{
    const std::int64_t agent = m_names.idOf(row.agent);
    return agent >= 0 && bindRow(m_updateTask, row, agent, m_assigned).run();
}

bool GroupWriter::writeAttempt(const Batch &batch, const Event &event, const ev::AttemptEnded &ended)
{
    m_packed.clear();
    packEvent(m_packed, batch.no, batch.now, event);
    const std::int64_t first = static_cast<std::int64_t>(ended.id) * kAttemptIdsPerTask;
    const std::int64_t last = first + kAttemptIdsPerTask - 1;
    // Nearly always the attempt's own number is free.
    const std::int64_t own = first + std::clamp(ended.attempt, 1, 255);
    if (m_insertAttempt.bind(1, own).bindBlob(2, m_packed).bindBlob(3, ended.result).run())
        return true;
    if (!m_database->hitConstraint())
        return false;
    // Throttled attempts are not counted, and late words come under an old number: behind all others then. When a
    // thousand are there, the last place is used again.
    std::int64_t newest = -1;
    if (m_lastAttempt.bind(1, first).bind(2, last).step())
        newest = m_lastAttempt.number(0);
    m_lastAttempt.reset();
    return newest >= 0
        && m_replaceAttempt.bind(1, std::min(newest + 1, last)).bindBlob(2, m_packed).bindBlob(3, ended.result).run();
}

bool GroupWriter::writeTalk(const Batch &batch, const Event &event, TaskId task, Fence fence, std::int64_t kind)
{
    m_packed.clear();
    packEvent(m_packed, batch.no, batch.now, event);
    return m_insertTalk.bind(1, static_cast<std::int64_t>(task))
        .bind(2, static_cast<std::int64_t>(fence))
        .bind(3, kind)
        .bindBlob(4, m_packed)
        .run();
}

bool GroupWriter::writeOther(const Batch &batch, const Event &event)
{
    if (const auto *asked = std::get_if<ev::Asked>(&event))
        return writeTalk(batch, event, asked->id, asked->fence, QuestionTalk);
    if (const auto *answered = std::get_if<ev::Answered>(&event))
        return writeTalk(batch, event, answered->id, answered->fence, AnswerTalk);
    if (const auto *kept = std::get_if<ev::ArtifactKept>(&event)) {
        return m_insertArtifact.bind(1, static_cast<std::int64_t>(kept->id))
            .bind(2, static_cast<std::int64_t>(kept->fence))
            .bindText(3, kept->name)
            .bindText(4, kept->mime)
            .bindText(5, kept->sha256)
            .bind(6, kept->bytes)
            .run();
    }
    if (const auto *paused = std::get_if<ev::Paused>(&event))
        return (paused->on ? m_pause : m_resume).bindText(1, paused->project).run();
    return true; // the log alone keeps the others
}

} // namespace skep::store
