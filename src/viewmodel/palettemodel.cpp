// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/palettemodel.h"

#include "viewmodel/text.h"

namespace skep {

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = at(index.row());
    switch (role) {
    case Qt::DisplayRole: return line.text;
    case Qt::AccessibleTextRole: return line.detail.isEmpty() ? line.text : tr("%1, %2", "answer of the search, what it is").arg(line.text, line.detail);
    case KindRole: return static_cast<int>(line.kind);
    case DetailRole: return line.detail;
    case NameRole: return line.name;
    case TaskRole: return QVariant::fromValue<qulonglong>(line.task);
    default: return {};
    }
}

void PaletteModel::show(std::vector<Line> commands, const Found &found)
{
    std::vector<Line> lines;
    for (const FoundTask &task : found.tasks)
        lines.push_back({Kind::Task, text::title(task), text::state(task.state), {}, task.id, task.state});
    if (found.tasksAll > found.tasks.size())
        lines.push_back({Kind::AllTasks, tr("All %1 tasks that match", "shows them on the board").arg(text::number(static_cast<std::int64_t>(found.tasksAll))),
                         tr("on the board"), found.text});
    for (const std::string &agent : found.agents)
        lines.push_back({Kind::Agent, text::of(agent), tr("agent"), text::of(agent)});
    // What a person types in full is more often a task than a command, but a command that begins so is meant.
    const auto isMeant = [&found](const Line &line) { return line.text.startsWith(found.text, Qt::CaseInsensitive); };
    const auto rest = std::stable_partition(commands.begin(), commands.end(), isMeant);
    lines.insert(lines.begin(), std::make_move_iterator(commands.begin()), std::make_move_iterator(rest));
    lines.insert(lines.end(), std::make_move_iterator(rest), std::make_move_iterator(commands.end()));
    if (lines == m_lines)
        return;
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

} // namespace skep
