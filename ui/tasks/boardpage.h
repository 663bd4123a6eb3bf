// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"
#include "viewmodel/boardmoves.h"
#include "viewmodel/marks.h"

#include <array>
#include <optional>

namespace skep {
class ViewGateway;
}

namespace skep::ui {

class BoardColumn;
class BulkBar;
struct Look;

/// The four groups side by side, with one selection over all of them. The selection names a task, not a row: it
/// stays when the task moves to another group or out of sight.
class BoardPage final : public WindowPage
{
    Q_OBJECT
public:
    BoardPage(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

    void apply(const Page &page) override;
    [[nodiscard]] bool hasSelection() const override { return true; }
    [[nodiscard]] bool followsAll() const override { return true; }
    void tick(TimeMs now) override;
    void setStale(bool stale) override;
    void applyLook() override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void setShown(bool shown) override;
    [[nodiscard]] bool isReady() const override;
    /// What the next pages hold is only what matches a search.
    void setFiltered(bool isFiltered) { m_isFiltered = isFiltered; }
    void select(TaskId id);
    /// Words on a card while a command is under way; empty when it is answered.
    void setPending(TaskId id, const QString &text);
    /// Answers of idsWanted and viewsWanted.
    void takeIds(Group group, const std::vector<TaskId> &ids);
    void takeViews(const std::vector<TaskView> &views);
    [[nodiscard]] Marks &marks() { return m_marks; }
    [[nodiscard]] BulkBar &bulkBar() { return *m_bulk; }
    [[nodiscard]] BoardColumn &column(Group group) { return *m_columns[static_cast<std::size_t>(group)]; }

signals:
    /// Enter or a double click: the task on the whole page.
    void taskOpened(skep::TaskId id);
    void rangeShown(skep::Group group, int first, int count);
    void menuWanted(skep::TaskId id, const QPoint &at);
    void newTaskWanted();
    void idsWanted(skep::Group group);
    void viewsWanted(const std::vector<skep::TaskId> &ids);
    /// A card was dropped where that means something, or what was offered instead was taken.
    void moveWanted(const skep::TaskView &task, skep::BoardMove::Kind kind);
    void offerTaken(skep::TaskId task, skep::BoardMove::Offer offer);

private:
    void wire(BoardColumn &column);
    void wireMarks(BoardColumn &column);
    void wireDrops(BoardColumn &column);
    [[nodiscard]] const TaskView *loaded(TaskId id);
    void hideHints();
    void onCurrent(BoardColumn &column, const QModelIndex &index);
    void moveSideways(BoardColumn &from, int step);
    void showSelection(Group group, int row);

    Marks m_marks;
    BulkBar *m_bulk;
    std::array<BoardColumn *, kGroupCount> m_columns{};
    std::pair<int, int> m_markRows{0, 0}; // asked for: first and last row
    TaskId m_selected = 0;
    bool m_isApplying = false;
    bool m_isFiltered = false;
    std::optional<std::pair<Group, int>> m_wantedRow; // chosen by keyboard before its values were here
};

} // namespace skep::ui
