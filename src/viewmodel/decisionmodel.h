// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace skep {

/// Who could have the task now, or who could have it when an attempt was granted: one line an agent, best first.
/// Window thread.
class DecisionModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { AgentColumn, MatchColumn, ReliabilityColumn, LoadColumn, ScoreColumn, SaysColumn, ColumnCount };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The situation now.
    void show(const Explanation &why);
    /// The line of the ledger.
    void show(const Decision &decision);
    void clear();

private:
    struct Row
    {
        Candidate candidate;
        QString says;

        friend bool operator==(const Row &, const Row &) = default;
    };

    void set(std::vector<Row> rows);

    std::vector<Row> m_rows;
};

} // namespace skep
