// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/boardmodel.h"

#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <algorithm>

namespace skep {

BoardModel::BoardModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int BoardModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_total; }

const TaskView *BoardModel::at(int row) const
{
    if (row < m_first || row >= m_first + static_cast<int>(m_rows.size()))
        return nullptr;
    const TaskView &view = m_rows[static_cast<std::size_t>(row - m_first)];
    return view.id != 0 ? &view : nullptr;
}

int BoardModel::rowOf(TaskId id) const
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [id](const TaskView &v) { return v.id == id; });
    return at == m_rows.end() || id == 0 ? -1 : m_first + static_cast<int>(at - m_rows.begin());
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TaskView *view = at(index.row());
    if (role == LoadedRole)
        return view != nullptr;
    if (!view)
        return role == Qt::DisplayRole ? tr("Loading…") : QVariant();
    switch (role) {
    case Qt::DisplayRole: return text::title(*view);
    case Qt::ToolTipRole:
        return toolTip(*view);
    case Qt::AccessibleTextRole: return spokenCard(*view, m_now);
    case IdRole: return QVariant::fromValue<qulonglong>(view->id);
    case StateRole: return static_cast<int>(view->state);
    case PendingRole: return m_pending.value(view->id);
    default: return {};
    }
}

QString BoardModel::toolTip(const TaskView &task) const
{
    const CardText card = cardText(task, m_now);
    QStringList lines{text::title(task), card.who, card.activity,
                      tr("Submitted %1, last word %2", "exact times").arg(text::exactTime(task.created), text::exactTime(task.updated))};
    if (task.score >= 0)
        lines << tr("The checks gave it %1 of 100", "score").arg(task.score);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QHash<int, QByteArray> BoardModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "taskId"}, {StateRole, "state"}, {LoadedRole, "loaded"}, {PendingRole, "pending"}});
    return names;
}

void BoardModel::apply(const GroupPage &page)
{
    const bool countsDiffer = page.total != m_total || page.all != m_all;
    m_all = page.all;
    if (!page.changed)
        return;
    if (page.reset) {
        beginResetModel();
        m_total = page.total;
        m_first = page.first;
        m_rows = page.rows;
        endResetModel();
    } else {
        for (const RowChange &change : page.changes)
            applyChange(change);
        Q_ASSERT(m_total == page.total);
        takeRows(page);
    }
    if (countsDiffer)
        emit countsChanged();
}

void BoardModel::applyChange(const RowChange &change)
{
    if (change.kind == RowChange::Kind::Insert) {
        beginInsertRows({}, change.row, change.row + change.count - 1);
        m_total += change.count;
        shiftIn(change.row, change.count);
        endInsertRows();
    } else {
        beginRemoveRows({}, change.row, change.row + change.count - 1);
        m_total -= change.count;
        shiftOut(change.row, change.count);
        endRemoveRows();
    }
}

void BoardModel::shiftIn(int row, int count)
{
    const int size = static_cast<int>(m_rows.size());
    if (row <= m_first) {
        m_first += count;
    } else if (row < m_first + size) {
        m_rows.insert(m_rows.begin() + (row - m_first), static_cast<std::size_t>(count), TaskView{});
    }
}

void BoardModel::shiftOut(int row, int count)
{
    const int end = m_first + static_cast<int>(m_rows.size());
    const int from = std::clamp(row, m_first, end);
    const int to = std::clamp(row + count, m_first, end);
    m_rows.erase(m_rows.begin() + (from - m_first), m_rows.begin() + (to - m_first));
    if (row < m_first)
        m_first -= std::min(count, m_first - row);
}

void BoardModel::takeRows(const GroupPage &page)
{
    // Runs of rows whose values differ from what was shown.
    std::vector<std::pair<int, int>> runs;
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        const int row = page.first + static_cast<int>(i);
        const TaskView *old = at(row);
        if (old && *old == page.rows[i])
            continue;
        if (!runs.empty() && runs.back().second + 1 == row)
            runs.back().second = row;
        else
            runs.emplace_back(row, row);
    }
    m_first = page.first;
    m_rows = page.rows;
    for (const auto &[from, to] : runs)
        emit dataChanged(index(from), index(to));
}

void BoardModel::setPending(TaskId id, const QString &text)
{
    if (text.isEmpty())
        m_pending.remove(id);
    else
        m_pending.insert(id, text);
    if (const int row = rowOf(id); row >= 0)
        emit dataChanged(index(row), index(row), {PendingRole});
}

} // namespace skep
