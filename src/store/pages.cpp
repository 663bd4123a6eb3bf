// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pages.h"

#include "store/opening.h"
#include "store/packing.h"
#include "store/taskcolumns.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace skep::store {
namespace {

tl::unexpected<Error> damagedTask(TaskId id)
{
    return fail(ErrorCode::StoreDamaged, "what is kept of task " + std::to_string(id) + " is damaged");
}

QVariant number(std::uint64_t value)
{
    return QVariant(static_cast<qint64>(value));
}

Result<Batch> unpackAt(const QSqlQuery &query, int column)
{
    const QByteArray bytes = query.value(column).toByteArray();
    return unpack(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

TaskView viewOf(const TaskRow &row, const TaskSpec &spec)
{
    TaskView view;
    view.id = row.id;
    view.type = spec.type;
    view.title = spec.title;
    view.project = spec.project;
    view.agent = row.agent;
    view.state = row.state;
    view.priority = row.priority;
    view.origin = spec.origin;
    view.wait = row.wait;
    view.lastOutcome = row.lastOutcome;
    view.held = row.held;
    view.simulated = row.simulated;
    view.deadlineMissed = row.deadlineMissed;
    view.acknowledged = row.acknowledged;
    view.attempt = row.attempt;
    view.attemptsMax = row.attemptsMax;
    view.score = row.score;
    view.fence = row.fence;
    view.created = row.created;
    view.updated = row.updated;
    view.deadline = row.deadline;
    return view;
}

// BETWEEN bounds of a task's attempts.
QVariantList attemptBounds(TaskId id)
{
    const qint64 first = static_cast<qint64>(id) * kAttemptIdsPerTask;
    return {first, first + kAttemptIdsPerTask - 1};
}

} // namespace

Result<void> Pages::open(const Options &options)
{
    return m_sql.open(databasePath(options), options.vfs);
}

Result<std::vector<TaskView>> Pages::list(const TaskQuery &query)
{
    std::string where = "WHERE 1";
    QVariantList values;
    const auto filter = [&](const char *condition, const QVariant &value) {
        where += condition;
        values += value;
    };
    if (!query.state.empty()) {
        const auto state = taskStateFrom(query.state);
        if (!state)
            return failField(ErrorCode::BadValue, "state");
        filter(" AND t.state = ?", static_cast<int>(*state));
    }
    const auto named = [&](const char *condition, const std::string &text) {
        if (!text.empty())
            filter(condition, QString::fromStdString(text));
    };
    named(" AND t.type = (SELECT id FROM names WHERE text = ?)", query.type);
    named(" AND t.project = (SELECT id FROM names WHERE text = ?)", query.project);
    named(" AND t.agent = (SELECT id FROM names WHERE text = ?)", query.agent);
    if (query.before != 0)
        filter(" AND t.id < ?", number(query.before));
    if (!query.text.empty()) {
        const Result<std::vector<TaskId>> ids = m_search.tasksWith(query.text, query.before);
        if (!ids)
            return tl::unexpected<Error>(ids.error());
        where += " AND t.id IN (0";
        for (const TaskId id : *ids)
            where += ',' + std::to_string(id);
        where += ')';
    }
    where += " ORDER BY t.id DESC LIMIT " + std::to_string(std::min(query.limit, limits::kPageRowsMax));
    std::vector<TaskView> views;
    if (auto ok = addRows(where, values, views); !ok)
        return tl::unexpected<Error>(ok.error());
    for (TaskView &view : views)
        if (auto ok = addTexts(view); !ok)
            return tl::unexpected<Error>(ok.error());
    return views;
}

Result<void> Pages::addRows(const std::string &where, const QVariantList &values, std::vector<TaskView> &views)
{
    auto query = m_sql.query(std::string("SELECT ") + kRowColumns
                                 + ", s.spec FROM tasks t CROSS JOIN specs s ON s.id = t.id " + where,
                             values);
    if (!query)
        return tl::unexpected<Error>(query.error());
    while (query->next()) {
        TaskRow row;
        const bool isSound = readRow(row, [&](int column) { return query->value(column).toLongLong(); });
        row.agent = textAt(*query, kAgentColumn);
        const Result<Batch> spec = unpackAt(*query, kRowColumnCount);
        const auto *submitted = onlyEvent<ev::Submitted>(spec);
        if (!isSound || !submitted)
            return damagedTask(row.id);
        views.push_back(viewOf(row, submitted->task));
    }
    return {};
}

// Question and error of a task that has them; few have.
Result<void> Pages::addTexts(TaskView &view)
{
    if (view.state == TaskState::NeedsInput) {
        auto query = m_sql.query("SELECT event FROM talk WHERE task = ? AND kind = ? ORDER BY id DESC LIMIT 1",
                                 {number(view.id), QVariant(static_cast<qint64>(QuestionTalk))});
        if (!query)
            return tl::unexpected<Error>(query.error());
        if (query->next()) {
            const Result<Batch> batch = unpackAt(*query, 0);
            if (const auto *asked = onlyEvent<ev::Asked>(batch)) {
                view.question = asked->question;
                view.choices = asked->choices;
            }
        }
    }
    if (view.lastOutcome != Outcome::None && view.lastOutcome != Outcome::Accepted) {
        auto query = m_sql.query("SELECT info FROM attempts WHERE id BETWEEN ? AND ? ORDER BY id DESC",
                                 attemptBounds(view.id));
        if (!query)
            return tl::unexpected<Error>(query.error());
        while (view.error.empty() && query->next()) {
            const Result<Batch> batch = unpackAt(*query, 0);
            if (const auto *ended = onlyEvent<ev::AttemptEnded>(batch); ended && ended->outcome != Outcome::Superseded)
                view.error = ended->error;
        }
    }
    return {};
}

Result<TaskDetail> Pages::detail(TaskId id)
{
    auto query = m_sql.query("SELECT spec, params FROM specs WHERE id = ?", {number(id)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    if (!query->next())
        return failField(ErrorCode::NotFound, "id");
    const Result<Batch> spec = unpackAt(*query, 0);
    const auto *submitted = onlyEvent<ev::Submitted>(spec);
    if (!submitted)
        return damagedTask(id);
    TaskDetail detail;
    detail.spec = submitted->task;
    detail.spec.params = query->value(1).toByteArray().toStdString();
    detail.key = submitted->key;
    std::vector<TaskView> views;
    Result<void> ok = addRows("WHERE t.id = ?", {number(id)}, views);
    if (ok && views.empty())
        return failField(ErrorCode::NotFound, "id");
    if (ok)
        detail.view = std::move(views.front());
    if (ok)
        ok = addTexts(detail.view);
    if (ok)
        ok = addAttempts(detail);
    if (ok)
        ok = addArtifacts(detail);
    if (!ok)
        return tl::unexpected<Error>(ok.error());
    detail.log = m_search.linesOf(id);
    return detail;
}

Result<void> Pages::addAttempts(TaskDetail &detail)
{
    auto query = m_sql.query("SELECT info, result FROM attempts WHERE id BETWEEN ? AND ? ORDER BY id",
                             attemptBounds(detail.view.id));
    if (!query)
        return tl::unexpected<Error>(query.error());
    while (query->next()) {
        Result<Batch> batch = unpackAt(*query, 0);
        const auto *ended = onlyEvent<ev::AttemptEnded>(batch);
        if (!ended)
            return damagedTask(detail.view.id);
        detail.attempts.push_back({ended->fence, ended->attempt, ended->outcome, ended->simulated, ended->began,
                                   batch->now, ended->agent, query->value(1).toByteArray().toStdString(), ended->error,
                                   ended->usage, ended->verdict, ended->decision});
    }
    return {};
}

Result<void> Pages::addArtifacts(TaskDetail &detail)
{
    auto query = m_sql.query("SELECT fence, name, mime, sha256, bytes FROM artifacts WHERE task = ? ORDER BY id",
                             {number(detail.view.id)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    while (query->next())
        detail.artifacts.push_back({static_cast<Fence>(query->value(0).toLongLong()), textAt(*query, 1),
                                    textAt(*query, 2), textAt(*query, 3), query->value(4).toLongLong()});
    return {};
}

// A page ends with a whole batch, so that the next one can begin after a number.
Result<std::vector<AuditEvent>> Pages::events(BatchNo after, std::size_t limit)
{
    auto query = m_sql.query(
        "SELECT data FROM log WHERE batch > coalesce((SELECT max(batch) FROM log WHERE batch <= ?), 0) - 1 "
        "AND last > ? ORDER BY batch",
        {number(after), number(after)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    std::vector<AuditEvent> events;
    while (query->next()) {
        const QByteArray data = query->value(0).toByteArray();
        Result<std::vector<Batch>> batches
            = decodeGroup(std::string_view(data.constData(), static_cast<std::size_t>(data.size())));
        if (!batches)
            return tl::unexpected<Error>(batches.error());
        for (Batch &batch : *batches) {
            if (batch.no <= after)
                continue;
            if (!events.empty() && events.size() + batch.events.size() > limit)
                return events;
            for (Event &event : batch.events)
                events.push_back({batch.no, batch.now, std::move(event)});
        }
    }
    return events;
}

Result<DelegationReport> Pages::archivedReport(TaskId belowId)
{
    auto query = m_sql.query(
        "SELECT type, state, simulated, sum(count) FROM ("
        "SELECT type, state, simulated, count FROM sums UNION ALL "
        "SELECT coalesce((SELECT text FROM names WHERE names.id = type), ''), state, simulated, count FROM "
        "(SELECT type, state, (flags & 2) != 0 AS simulated, count(*) AS count FROM tasks "
        "WHERE id < ? AND state >= 6 GROUP BY 1, 2, 3)) GROUP BY 1, 2, 3 ORDER BY 1",
        {number(belowId)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    DelegationReport report;
    while (query->next()) {
        const std::string type = textAt(*query, 0);
        const int state = query->value(1).toInt();
        const std::int64_t count = query->value(3).toLongLong();
        if (state < 0 || state >= kTaskStateCount)
            return fail(ErrorCode::StoreDamaged, "a task row has no known state");
        if (report.types.empty() || report.types.back().type != type)
            report.types.emplace_back().type = type;
        auto &line = report.types.back();
        report.counts.byState[static_cast<std::size_t>(state)] += count;
        line.total += count;
        const auto known = static_cast<TaskState>(state);
        (known == TaskState::Done ? line.done : known == TaskState::Failed ? line.failed : line.cancelled) += count;
        if (query->value(2).toInt() != 0) {
            line.simulated += count;
            report.counts.simulatedDone += known == TaskState::Done ? count : 0;
        }
    }
    return report;
}

// `updated` of a finished task is the time of its end.
Result<Reader::Ended> Pages::endedSince(TimeMs since)
{
    auto query = m_sql.query("SELECT sum(state = ?), sum(state = ?) FROM tasks WHERE state >= 6 AND updated >= ?",
                             {static_cast<int>(TaskState::Done), static_cast<int>(TaskState::Failed), qint64(since)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    Reader::Ended ended;
    if (query->next())
        ended = {query->value(0).toLongLong(), query->value(1).toLongLong()};
    return ended;
}

} // namespace skep::store
