// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/boardpage.h"

#include "ui/tasks/boardcolumn.h"
#include "ui/tasks/bulkbar.h"
#include "ui/tasks/cardlist.h"
#include "ui/tasks/drophint.h"
#include "ui/widgets/look.h"

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

// Rows asked for beyond the screen, so that scrolling by a wheel's step finds its values here.
constexpr int kRowsAhead = 8;

} // namespace

BoardPage::BoardPage(const Look &look, ViewGateway &gateway, QWidget *parent)
    : WindowPage(parent)
    , m_bulk(new BulkBar(look, gateway, m_marks, this))
{
    auto *columns = new QHBoxLayout;
    columns->setSpacing(10);
    for (std::size_t g = 0; g < kGroupCount; ++g) {
        m_columns[g] = new BoardColumn(look, static_cast<Group>(g), m_marks, this);
        columns->addWidget(m_columns[g], 1);
        wire(*m_columns[g]);
        wireMarks(*m_columns[g]);
        wireDrops(*m_columns[g]);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 0);
    layout->setSpacing(Look::kGap);
    layout->addWidget(m_bulk);
    layout->addLayout(columns, 1);
    connect(m_bulk, &BulkBar::viewsWanted, this, &BoardPage::viewsWanted);
    connect(&m_marks, &Marks::changed, this, [this] {
        for (BoardColumn *column : m_columns)
            column->list().viewport()->update();
    });
}

void BoardPage::wire(BoardColumn &column)
{
    CardList &list = column.list();
    list.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&list, &CardList::rangeShown, this, [this, &column](int first, int count) {
        emit rangeShown(column.group(), std::max(0, first - kRowsAhead), count + 2 * kRowsAhead);
    });
    connect(list.selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, &column](const QModelIndex &index) { onCurrent(column, index); });
    connect(&list, &CardList::clicked, this, [this, &column](const QModelIndex &index) { onCurrent(column, index); });
    connect(&list, &CardList::activated, this, [this, &column](const QModelIndex &index) {
        if (const TaskView *task = column.model().at(index.row()))
            emit taskOpened(task->id);
    });
    connect(&list, &CardList::sideways, this, [this, &column](int step) { moveSideways(column, step); });
    connect(&list, &QWidget::customContextMenuRequested, this, [this, &column, &list](const QPoint &at) {
        const QModelIndex index = list.indexAt(at);
        if (const TaskView *task = index.isValid() ? column.model().at(index.row()) : nullptr)
            emit menuWanted(task->id, list.viewport()->mapToGlobal(at));
    });
    connect(&column, &BoardColumn::newTaskWanted, this, &BoardPage::newTaskWanted);
}

void BoardPage::wireMarks(BoardColumn &column)
{
    CardList &list = column.list();
    connect(&list, &CardList::markWanted, this, [this, &column](const QModelIndex &index) {
        if (const TaskView *task = column.model().at(index.row()))
            m_marks.toggle(task->id);
    });
    connect(&list, &CardList::markRangeWanted, this, [this, &column, &list](int row) {
        const int from = list.currentIndex().isValid() ? list.currentIndex().row() : row;
        m_markRows = std::minmax(from, row);
        emit idsWanted(column.group());
    });
    connect(&list, &CardList::markAllWanted, this, [this, &column] {
        m_markRows = {0, column.model().rowCount() - 1};
        emit idsWanted(column.group());
    });
}

void BoardPage::takeIds(Group, const std::vector<TaskId> &ids)
{
    const auto first = std::min(ids.size(), static_cast<std::size_t>(std::max(0, m_markRows.first)));
    const auto end = std::min(ids.size(), static_cast<std::size_t>(std::max(0, m_markRows.second + 1)));
    if (first < end)
        m_marks.add({ids.begin() + static_cast<std::ptrdiff_t>(first), ids.begin() + static_cast<std::ptrdiff_t>(end)});
}

void BoardPage::takeViews(const std::vector<TaskView> &views) { m_bulk->setViews(views); }

void BoardPage::wireDrops(BoardColumn &column)
{
    connect(&column.list(), &CardList::dragStarted, this, &BoardPage::hideHints);
    connect(&column, &BoardColumn::draggedOver, this, [this, &column](TaskId id) {
        const TaskView *task = loaded(id);
        column.hint().preview(task ? moveTo(*task, column.group()) : BoardMove{});
    });
    connect(&column, &BoardColumn::dropped, this, [this, &column](TaskId id) {
        const TaskView *task = loaded(id);
        if (!task) {
            column.hint().hide();
            return;
        }
        const BoardMove move = moveTo(*task, column.group());
        if (move.kind == BoardMove::Kind::Refused) {
            column.hint().refuse(id, move);
            return;
        }
        column.hint().hide();
        if (move.kind != BoardMove::Kind::None)
            emit moveWanted(TaskView(*task), move.kind);
    });
    connect(&column.hint(), &DropHint::offerTaken, this, &BoardPage::offerTaken);
}

const TaskView *BoardPage::loaded(TaskId id)
{
    for (BoardColumn *column : m_columns)
        if (const int row = column->model().rowOf(id); row >= 0)
            return column->model().at(row);
    return nullptr;
}

void BoardPage::hideHints()
{
    for (BoardColumn *column : m_columns)
        column->hint().hide();
}

void BoardPage::apply(const Page &page)
{
    const QScopedValueRollback guard(m_isApplying, true);
    for (std::size_t g = 0; g < kGroupCount; ++g) {
        m_columns[g]->setNow(page.now);
        m_columns[g]->apply(page.groups[g], m_isFiltered);
    }
    if (m_wantedRow) {
        const auto [group, row] = *m_wantedRow;
        if (const TaskView *task = column(group).model().at(row)) {
            m_wantedRow.reset();
            m_selected = task->id;
            emit taskWanted(m_selected);
        }
        return;
    }
    if (page.focus == m_selected)
        showSelection(page.focusGroup, m_selected == 0 ? -1 : page.focusRow);
}

void BoardPage::showSelection(Group group, int row)
{
    for (BoardColumn *column : m_columns) {
        CardList &list = column->list();
        const bool isHere = column->group() == group && row >= 0 && row < column->model().rowCount();
        const QModelIndex index = isHere ? column->model().index(row) : QModelIndex();
        if (list.currentIndex() == index && list.selectionModel()->isSelected(index) == isHere)
            continue;
        if (isHere)
            list.selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        else
            list.selectionModel()->clear();
        list.viewport()->update();
    }
}

void BoardPage::onCurrent(BoardColumn &column, const QModelIndex &index)
{
    if (m_isApplying || !index.isValid())
        return;
    const QScopedValueRollback guard(m_isApplying, true);
    showSelection(column.group(), index.row());
    if (const TaskView *task = column.model().at(index.row())) {
        m_wantedRow.reset();
        m_selected = task->id;
        emit taskWanted(m_selected);
    } else {
        m_wantedRow.emplace(column.group(), index.row());
    }
}

void BoardPage::moveSideways(BoardColumn &from, int step)
{
    CardList &list = from.list();
    const int offset = std::max(0, list.currentIndex().row() - list.firstVisibleRow());
    for (int g = static_cast<int>(from.group()) + step; g >= 0 && g < static_cast<int>(kGroupCount); g += step) {
        BoardColumn &to = *m_columns[static_cast<std::size_t>(g)];
        const int rows = to.model().rowCount();
        if (rows == 0)
            continue;
        to.list().setFocus(Qt::TabFocusReason);
        const int row = std::min(rows - 1, to.list().firstVisibleRow() + offset);
        to.list().setCurrentIndex(to.model().index(row));
        return;
    }
}

void BoardPage::select(TaskId id)
{
    m_wantedRow.reset();
    m_selected = id;
    if (id == 0) {
        const QScopedValueRollback guard(m_isApplying, true);
        showSelection(Group::Waiting, -1);
    }
}

void BoardPage::tick(TimeMs now)
{
    if (m_marks.size() > 0) // what their buttons say may have changed
        m_bulk->ask();
    for (BoardColumn *column : m_columns) {
        column->setNow(now);
        column->list().tick();
    }
}

bool BoardPage::isReady() const
{
    return std::all_of(m_columns.begin(), m_columns.end(), [](BoardColumn *column) {
        const int first = column->list().firstVisibleRow();
        const int end = std::min(column->model().rowCount(), first + column->list().visibleRowCount());
        for (int row = std::max(0, first); row < end; ++row)
            if (!column->model().at(row))
                return false;
        return true;
    });
}

void BoardPage::setShown(bool shown)
{
    if (!shown)
        return;
    for (BoardColumn *column : m_columns) {
        const CardList &list = column->list();
        emit rangeShown(column->group(), std::max(0, list.firstVisibleRow() - kRowsAhead), list.visibleRowCount() + 2 * kRowsAhead);
    }
}

void BoardPage::setStale(bool stale)
{
    for (BoardColumn *column : m_columns)
        column->setStale(stale);
}

void BoardPage::applyLook()
{
    m_bulk->applyLook();
    for (BoardColumn *column : m_columns)
        column->applyLook();
}

void BoardPage::setPending(TaskId id, const QString &text)
{
    for (BoardColumn *column : m_columns)
        column->model().setPending(id, text);
}

QWidget *BoardPage::focusTarget() const { return &m_columns[0]->list(); }

} // namespace skep::ui
