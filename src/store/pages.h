// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "store/search.h"
#include "store/sqlconnection.h"

namespace skep::store {

/// The reader's queries for people: lists, a task's page, the event log, sums. Through Qt Sql; not hot.
class Pages
{
public:
    explicit Pages(const Options &options)
        : m_search(options, m_sql)
    {
    }

    [[nodiscard]] Result<void> open(const Options &options);
    [[nodiscard]] Result<std::vector<TaskView>> list(const TaskQuery &query);
    [[nodiscard]] Result<TaskDetail> detail(TaskId id);
    [[nodiscard]] Result<std::vector<AuditEvent>> events(BatchNo after, std::size_t limit);
    [[nodiscard]] Result<DelegationReport> archivedReport(TaskId belowId);
    [[nodiscard]] Result<Reader::Ended> endedSince(TimeMs since);

private:
    [[nodiscard]] Result<void> addRows(const std::string &where, const QVariantList &values,
                                       std::vector<TaskView> &views);
    [[nodiscard]] Result<void> addTexts(TaskView &view);
    [[nodiscard]] Result<void> addAttempts(TaskDetail &detail);
    [[nodiscard]] Result<void> addArtifacts(TaskDetail &detail);

    SqlConnection m_sql;
    Search m_search;
};

} // namespace skep::store
