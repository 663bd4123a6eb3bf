// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QAbstractListModel>

#include <vector>

namespace skep {

/// The answers of the search: commands, tasks, agents, each with a word on what it is. Window thread.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Command, Task, Agent, AllTasks };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole + 1,
        DetailRole, // right of the text: a shortcut, a state
        NameRole,   // of the command or agent
        TaskRole,
    };
    Q_ENUM(Role)

    struct Line
    {
        Kind kind = Kind::Command;
        QString text, detail, name;
        TaskId task = 0;
        TaskState state = TaskState::Queued;

        friend bool operator==(const Line &, const Line &) = default;
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] const Line &at(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

    /// `commands`: those that match, made by whoever knows them.
    void show(std::vector<Line> commands, const Found &found);

private:
    std::vector<Line> m_lines;
};

} // namespace skep
