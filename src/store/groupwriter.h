// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "store/chain.h"
#include "store/database.h"
#include "store/names.h"

#include <span>
#include <vector>

namespace skep::store {

/// The hot path: what one commit group writes to skep.db, inside a transaction its caller began. Prepared
/// statements of the C interface, because Qt Sql's cost per row would double the time of a commit (bench_store
/// compares them).
class GroupWriter
{
public:
    /// Reads where the log ends.
    [[nodiscard]] Result<void> prepare(Database &database);

    /// Batches must carry the numbers that follow the log's last one. After a failure nothing here has changed and
    /// the caller rolls back and calls rolledBack().
    [[nodiscard]] Result<void> write(std::span<const Batch *const> batches);
    /// The transaction is on disk.
    void committed();
    void rolledBack() { m_names.forget(); }

    [[nodiscard]] BatchNo lastBatch() const { return m_lastBatch; }

private:
    /// What a group says of one task.
    struct Touch
    {
        TaskId id = 0;
        const TaskRow *row = nullptr;
        const Event *submitted = nullptr;
        const Batch *batch = nullptr; // of the submission
    };

    [[nodiscard]] Result<void> writeLog(std::span<const Batch *const> batches);
    [[nodiscard]] Result<void> writeEvents(const Batch &batch);
    [[nodiscard]] Result<void> writeTasks();
    [[nodiscard]] Result<void> writeAgents();
    [[nodiscard]] bool writeAgent(std::span<const AgentTally *const> rows);
    [[nodiscard]] bool writeOther(const Batch &batch, const Event &event);
    [[nodiscard]] bool writeAttempt(const Batch &batch, const Event &event, const ev::AttemptEnded &ended);
    [[nodiscard]] bool insertTask(const Touch &touch, const TaskRow &row);
    [[nodiscard]] bool updateTask(const TaskRow &row);
    [[nodiscard]] bool writeTalk(const Batch &batch, const Event &event, TaskId task, Fence fence, std::int64_t kind);

    Database *m_database = nullptr;
    Names m_names;
    Chain m_chain;
    Statement m_insertLog, m_insertTask, m_updateTask, m_insertSpec, m_insertAttempt, m_lastAttempt, m_replaceAttempt,
        m_insertTalk, m_insertArtifact, m_pause, m_resume, m_agent, m_record, m_forgetAgent, m_forgetRecords;
    BatchNo m_lastBatch = 0;
    std::string m_lastChain;
    BatchNo m_nextBatch = 0; // what m_lastBatch and m_lastChain become with the commit
    std::string m_nextChain;
    // Kept between groups for their memory.
    std::vector<Touch> m_touched;
    std::vector<const AgentTally *> m_agents;
    std::vector<std::string_view> m_types; // of one agent, written already
    std::string m_data, m_packed, m_assigned;
    std::vector<std::string_view> m_bodies;
};

} // namespace skep::store
