// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventquery.h"

#include <QAbstractTableModel>

#include <deque>

namespace skep {

/// What happened, the newest first, as far back as was asked for. Window thread.
class EventsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, WhatColumn, TaskColumn, WhoColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role { TaskRole = Qt::UserRole + 1, AgentRole, TroubleRole };
    Q_ENUM(Role)

    /// So many are kept; older ones are asked for again.
    static constexpr std::size_t kRowsMax = 20'000;

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear();
    /// Newest first; those up to the newest known one are left out. True: there was a hole between them and what is known,
    /// so what was known is gone.
    bool addNewer(const std::vector<AuditEvent> &events);
    void addOlder(const std::vector<AuditEvent> &events);
    [[nodiscard]] BatchNo newest() const { return m_events.empty() ? 0 : m_events.front().batch; }

private:
    std::deque<AuditEvent> m_events;
};

/// One fact in a sentence, its actor, and whether it is bad news.
struct EventText
{
    QString what;
    QString who;
    bool isTrouble = false;
};
[[nodiscard]] EventText eventText(const Event &event);
/// The kinds of facts in words, for a filter: name as in EventQuery, words.
[[nodiscard]] std::vector<std::pair<QString, QString>> eventKinds();

} // namespace skep
