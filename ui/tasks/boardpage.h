// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QWidget>

#include <array>
#include <optional>

namespace skep::ui {

class BoardColumn;
struct Look;

/// The four groups side by side, with one selection over all of them. The selection names a task, not a row: it
/// stays when the task moves to another group or out of sight.
class BoardPage final : public QWidget
{
    Q_OBJECT
public:
    explicit BoardPage(const Look &look, QWidget *parent = nullptr);

    void apply(const Page &page, bool isFiltered);
    void tick(TimeMs now);
    void setStale(bool stale);
    void applyLook();
    void select(TaskId id);
    /// Words on a card while a command is under way; empty when it is answered.
    void setPending(TaskId id, const QString &text);
    [[nodiscard]] BoardColumn &column(Group group) { return *m_columns[static_cast<std::size_t>(group)]; }

signals:
    void taskSelected(skep::TaskId id);
    void rangeShown(skep::Group group, int first, int count);
    void menuWanted(skep::TaskId id, const QPoint &at);
    void newTaskWanted();

private:
    void wire(BoardColumn &column);
    void onCurrent(BoardColumn &column, const QModelIndex &index);
    void moveSideways(BoardColumn &from, int step);
    void showSelection(Group group, int row);

    std::array<BoardColumn *, kGroupCount> m_columns{};
    TaskId m_selected = 0;
    bool m_isApplying = false;
    std::optional<std::pair<Group, int>> m_wantedRow; // chosen by keyboard before its values were here
};

} // namespace skep::ui
