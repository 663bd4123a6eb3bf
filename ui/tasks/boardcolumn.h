// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/boardmodel.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace skep {
class Marks;
}

namespace skep::ui {

class CardDelegate;
class CardList;
class DropHint;
class EmptyState;
struct Look;

/// One group of the board: head with count, cards, and what it says when it is empty.
class BoardColumn final : public QWidget
{
    Q_OBJECT
public:
    BoardColumn(const Look &look, Group group, const Marks &marks, QWidget *parent = nullptr);

    [[nodiscard]] Group group() const { return m_group; }
    [[nodiscard]] BoardModel &model() { return m_model; }
    [[nodiscard]] CardList &list() { return *m_list; }
    [[nodiscard]] DropHint &hint() { return *m_hint; }
    [[nodiscard]] QString title() const;

    void apply(const GroupPage &page, bool isFiltered);
    void setNow(TimeMs now);
    void setStale(bool stale);
    void applyLook();

signals:
    void newTaskWanted();
    /// A card hangs over this column; 0: it left.
    void draggedOver(skep::TaskId id);
    void dropped(skep::TaskId id);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void showCounts();
    void fitCards(int width);

    const Look &m_look;
    const Group m_group;
    BoardModel m_model;
    bool m_isFiltered = false;
    bool m_isNarrow = false;
    QLabel *m_title;
    QLabel *m_count;
    QStackedLayout *m_stack;
    CardList *m_list;
    CardDelegate *m_delegate;
    EmptyState *m_empty;
    DropHint *m_hint;
};

} // namespace skep::ui
