// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QAbstractTableModel>

#include <unordered_map>
#include <vector>

namespace skep {

/// All agents, by name. Window thread; a plain sorting proxy may stand before it.
class AgentsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, SlotsColumn, NowColumn, DoneColumn, FailedColumn, ReliabilityColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        SortRole = Qt::UserRole + 1, // raw numbers and names
        SecondLineRole,
        AgentRole,                   // the row's name
    };
    Q_ENUM(Role)

    explicit AgentsModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const AgentView &at(int row) const { return m_rows[static_cast<std::size_t>(row)].view; }
    [[nodiscard]] int rowOf(const std::string &name) const;

    /// With `whole` what is not named does not exist any more.
    void apply(bool whole, std::vector<AgentRow> changed, const std::vector<std::string> &gone);
    void setNow(TimeMs now) { m_now = now; }
    [[nodiscard]] TimeMs now() const { return m_now; }

private:
    void insert(AgentRow agent);
    void remove(int row);
    void emitRuns(std::vector<int> rows);
    [[nodiscard]] QVariant display(const AgentRow &row, int column) const;
    [[nodiscard]] QVariant secondLine(const AgentView &agent, int column) const;
    [[nodiscard]] static QVariant sortValue(const AgentView &agent, int column);

    std::vector<AgentRow> m_rows; // in natural order of names: nano-2 before nano-10
    TimeMs m_now = 0;
};

/// nano-2 before nano-10.
[[nodiscard]] bool naturalLess(std::string_view a, std::string_view b);

} // namespace skep
