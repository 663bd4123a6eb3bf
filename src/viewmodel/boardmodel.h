// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QAbstractListModel>
#include <QHash>

namespace skep {

/// One group of the board: all its rows, the values of those near the screen. Fed by GroupPages only; a row whose
/// values are not here yet says so (isLoaded) and its view asks for the range. Window thread.
class BoardModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        StateRole,
        LoadedRole,
        PendingRole, // "Assigning to nano-07…" while a command is under way
    };
    Q_ENUM(Role)

    explicit BoardModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// The values of a row, or none when they are not loaded.
    [[nodiscard]] const TaskView *at(int row) const;
    /// -1: not among the loaded rows.
    [[nodiscard]] int rowOf(TaskId id) const;
    [[nodiscard]] int countWithoutFilter() const { return m_all; }
    [[nodiscard]] QString pending(TaskId id) const { return m_pending.value(id); }

    void apply(const GroupPage &page);
    void setNow(TimeMs now) { m_now = now; }
    [[nodiscard]] TimeMs now() const { return m_now; }
    /// Empty text: the command is answered.
    void setPending(TaskId id, const QString &text);

signals:
    void countsChanged();

private:
    [[nodiscard]] QString toolTip(const TaskView &task) const;
    void applyChange(const RowChange &change);
    void shiftIn(int row, int count);
    void shiftOut(int row, int count);
    void takeRows(const GroupPage &page);

    int m_total = 0;
    int m_all = 0;
    int m_first = 0;
    std::vector<TaskView> m_rows; // [m_first, m_first + size); id 0: not loaded
    QHash<TaskId, QString> m_pending;
    TimeMs m_now = 0;
};

} // namespace skep
