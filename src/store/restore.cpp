// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/restore.h"

#include "core/logcodec.h"
#include "store/packing.h"
#include "store/taskcolumns.h"

#include <algorithm>

namespace skep::store {
namespace {

static_assert(kFinishedRestoredMax <= limits::kFinishedInMemoryMax);
static_assert(isFinal(static_cast<TaskState>(6)) && !isFinal(static_cast<TaskState>(5))); // as the queries have it

class Restorer
{
public:
    explicit Restorer(Database &database)
        : m_database(database)
    {
    }

    Result<Restored> read()
    {
        for (auto step :
             {&Restorer::readEnds, &Restorer::readUnfinished, &Restorer::readFinished, &Restorer::readDependencies,
              &Restorer::readTalk, &Restorer::readErrors, &Restorer::readKeys, &Restorer::readPaused, &Restorer::readAgents}) {
            if (auto ok = (this->*step)(); !ok)
                return tl::unexpected<Error>(ok.error());
        }
        return std::move(m_restored);
    }

private:
    using Done = Result<void>;

    // Steps through a query's rows; `each` returns false for a damaged row.
    template<typename Each>
    Done rows(const std::string &sql, Each each)
    {
        Result<Statement> statement = m_database.prepare(sql);
        if (!statement)
            return tl::unexpected<Error>(statement.error());
        while (statement->step())
            if (!each(*statement))
                return fail(ErrorCode::StoreDamaged,
                            "a row of task " + std::to_string(statement->number(0)) + " is damaged");
        return statement->failed() ? m_database.error("restore") : Done();
    }

    bool isKeyHeld(TimeMs created) const { return created >= m_restored.lastNow - limits::kKeyHoldMs; }

    Restored::Task *find(TaskId id)
    {
        auto &tasks = m_restored.tasks;
        const auto at = std::lower_bound(tasks.begin(), tasks.end(), id, [](const Restored::Task &task, TaskId wanted) {
            return task.row.id < wanted;
        });
        return at != tasks.end() && at->row.id == id ? &*at : nullptr;
    }

    bool addTask(const Statement &statement)
    {
        Restored::Task task;
        if (!readRow(task.row, [&](int column) { return statement.number(column); }))
            return false;
        task.row.agent = statement.text(kAgentColumn);
        if (const std::string_view bytes = statement.text(kAssignedColumn); !bytes.empty()) {
            auto assigned = decodeAssigned(bytes);
            if (!assigned)
                return false;
            task.row.assigned = std::move(*assigned);
        }
        Result<Batch> spec = unpack(statement.text(kRowColumnCount));
        const auto *submitted = onlyEvent<ev::Submitted>(spec);
        if (!submitted)
            return false;
        task.spec = submitted->task;
        if (isKeyHeld(task.row.created))
            task.key = submitted->key;
        m_restored.tasks.push_back(std::move(task));
        return true;
    }

    Done addTasks(const std::string &where)
    {
        // Appended, not added up: GCC 12 warns of a sum's temporary at -O2, wrongly.
        std::string sql("SELECT ");
        sql.append(kRowColumns).append(", s.spec FROM tasks t CROSS JOIN specs s ON s.id = t.id ").append(where);
        return rows(sql, [this](const Statement &statement) { return addTask(statement); });
    }

    void sortTasks()
    {
        std::sort(m_restored.tasks.begin(), m_restored.tasks.end(),
                  [](const Restored::Task &a, const Restored::Task &b) { return a.row.id < b.row.id; });
    }

    Done readEnds()
    {
        const auto lastTask = m_database.number("SELECT max((SELECT value FROM meta WHERE name = 'last_task'), "
                                                "coalesce((SELECT max(id) FROM tasks), 0))");
        if (!lastTask)
            return tl::unexpected<Error>(lastTask.error());
        m_restored.lastTask = static_cast<TaskId>(*lastTask);
        return rows("SELECT last, at FROM log ORDER BY batch DESC LIMIT 1", [this](const Statement &statement) {
            m_restored.lastBatch = static_cast<BatchNo>(statement.number(0));
            m_restored.lastNow = statement.number(1);
            return true;
        });
    }

    Done readUnfinished() { return addTasks("WHERE t.state < 6 ORDER BY t.id"); }

    Done readFinished()
    {
        auto ok = addTasks("WHERE t.state >= 6 ORDER BY t.id DESC LIMIT " + std::to_string(kFinishedRestoredMax));
        sortTasks();
        return ok;
    }

    // The engine must know how they ended, however long ago.
    Done readDependencies()
    {
        std::vector<TaskId> missing;
        for (const Restored::Task &task : m_restored.tasks)
            if (!isFinal(task.row.state))
                for (const TaskId id : task.spec.after)
                    if (!find(id))
                        missing.push_back(id);
        std::sort(missing.begin(), missing.end());
        missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
        for (const TaskId id : missing)
            if (auto ok = addTasks("WHERE t.id = " + std::to_string(id)); !ok)
                return ok;
        sortTasks();
        return {};
    }

    Done readTalk()
    {
        return rows("SELECT task, kind, event FROM talk ORDER BY id", [this](const Statement &statement) {
            Restored::Task *task = find(static_cast<TaskId>(statement.number(0)));
            if (!task)
                return true;
            const Result<Batch> batch = unpack(statement.text(2));
            if (const auto *answered = onlyEvent<ev::Answered>(batch)) {
                task->answers.push_back(answered->text);
            } else if (const auto *asked = onlyEvent<ev::Asked>(batch)) {
                if (task->row.state == TaskState::NeedsInput && task->row.fence == asked->fence) {
                    task->question = asked->question;
                    task->choices = asked->choices;
                }
            } else {
                return false;
            }
            return true;
        });
    }

    // Of the last failed attempt. Most tasks never had one.
    Done readErrors()
    {
        Result<Statement> attempts
            = m_database.prepare("SELECT info FROM attempts WHERE id BETWEEN ? AND ? ORDER BY id DESC");
        if (!attempts)
            return tl::unexpected<Error>(attempts.error());
        for (Restored::Task &task : m_restored.tasks) {
            const bool everFailed = task.row.lastOutcome != Outcome::None && task.row.lastOutcome != Outcome::Accepted;
            if (!everFailed)
                continue;
            const std::int64_t first = static_cast<std::int64_t>(task.row.id) * kAttemptIdsPerTask;
            attempts->bind(1, first).bind(2, first + kAttemptIdsPerTask - 1);
            while (task.error.empty() && attempts->step()) {
                const Result<Batch> batch = unpack(attempts->text(0));
                if (const auto *ended = onlyEvent<ev::AttemptEnded>(batch);
                    ended && ended->outcome != Outcome::Superseded)
                    task.error = ended->error;
            }
            attempts->reset();
            if (attempts->failed())
                return m_database.error("restore");
        }
        return {};
    }

    Done readKeys()
    {
        return rows(
            "SELECT t.id, t.created, s.spec FROM tasks t CROSS JOIN specs s ON s.id = t.id WHERE t.state >= 6 AND "
            "t.created >= "
                + std::to_string(m_restored.lastNow - limits::kKeyHoldMs) + " ORDER BY t.id",
            [this](const Statement &statement) {
                const auto id = static_cast<TaskId>(statement.number(0));
                if (find(id))
                    return true;
                const Result<Batch> spec = unpack(statement.text(2));
                const auto *submitted = onlyEvent<ev::Submitted>(spec);
                if (submitted && !submitted->key.empty())
                    m_restored.keys.push_back({submitted->key, id, statement.number(1)});
                return submitted != nullptr;
            });
    }

    Done readPaused()
    {
        return rows("SELECT project FROM paused", [this](const Statement &statement) {
            m_restored.pausedProjects.emplace_back(statement.text(0));
            return true;
        });
    }

    Done readAgents()
    {
        auto ok = rows("SELECT draining, name, model, seen, leased, accepted, rejected, failed, expired, gone, simulated "
                       "FROM agents ORDER BY name",
                       [this](const Statement &statement) {
                           AgentTally row;
                           row.draining = statement.number(0) != 0;
                           row.name = statement.text(1);
                           row.model = statement.text(2);
                           row.seen = statement.number(3);
                           int column = 4;
                           AgentCounts &c = row.counts;
                           for (std::int64_t *count : {&c.leased, &c.accepted, &c.rejected, &c.failed, &c.expired, &c.gone, &c.simulated})
                               *count = statement.number(column++);
                           m_restored.agents.push_back(std::move(row));
                           return true;
                       });
        if (!ok)
            return ok;
        auto agent = m_restored.agents.begin();
        return rows("SELECT r.good, r.bad, r.agent, r.type FROM records r ORDER BY r.agent, r.type",
                    [&](const Statement &statement) {
                        while (agent != m_restored.agents.end() && agent->name != statement.text(2))
                            ++agent;
                        if (agent == m_restored.agents.end())
                            return false;
                        agent->records.push_back({std::string(statement.text(3)), statement.number(0), statement.number(1)});
                        return true;
                    });
    }

    Database &m_database;
    Restored m_restored;
};

} // namespace

Result<Restored> readRestored(Database &database)
{
    return Restorer(database).read();
}

} // namespace skep::store
