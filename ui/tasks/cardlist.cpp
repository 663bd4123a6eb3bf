// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/cardlist.h"

#include "viewmodel/boardmodel.h"

#include <QAccessible>
#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

// Several handlers pass over QListView's own on purpose: those lay out all rows.
// NOLINTBEGIN(bugprone-parent-virtual-call)

namespace skep::ui {

CardList::CardList(QWidget *parent)
    : QListView(parent)
{
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
}

void CardList::setPitch(int cardHeight, int gap)
{
    if (m_cardHeight == cardHeight && m_gap == gap)
        return;
    const int first = firstVisibleRow();
    m_cardHeight = cardHeight;
    m_gap = gap;
    doItemsLayout();
    verticalScrollBar()->setValue(first * (m_cardHeight + m_gap));
}

int CardList::rowCount() const { return model() ? model()->rowCount(rootIndex()) : 0; }

int CardList::firstVisibleRow() const { return verticalOffset() / (m_cardHeight + m_gap); }

int CardList::visibleRowCount() const { return viewport()->height() / (m_cardHeight + m_gap) + 2; }

QRect CardList::rectOfRow(int row) const
{
    return {1, row * (m_cardHeight + m_gap) - verticalOffset(), viewport()->width() - 2, m_cardHeight};
}

QRect CardList::visualRect(const QModelIndex &index) const { return index.isValid() ? rectOfRow(index.row()) : QRect(); }

QModelIndex CardList::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    const int row = y / (m_cardHeight + m_gap);
    if (y < 0 || row >= rowCount() || !rectOfRow(row).contains(point))
        return {};
    return model()->index(row, 0, rootIndex());
}

void CardList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect rect = rectOfRow(index.row());
    const int height = viewport()->height();
    int by = 0;
    if (hint == PositionAtTop)
        by = rect.top();
    else if (hint == PositionAtBottom)
        by = rect.bottom() - height;
    else if (hint == PositionAtCenter)
        by = rect.center().y() - height / 2;
    else if (rect.top() < 0)
        by = rect.top();
    else if (rect.bottom() > height)
        by = std::min(rect.bottom() - height + 1, rect.top());
    if (by != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + by);
}

int CardList::horizontalOffset() const { return 0; }

int CardList::verticalOffset() const { return verticalScrollBar()->value(); }

void CardList::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
}

void CardList::reset()
{
    const int value = verticalScrollBar()->value();
    QAbstractItemView::reset();
    updateGeometries();
    verticalScrollBar()->setValue(value);
    m_scrollBy = 0;
    m_shownCount = -1;
    tellRange();
}

QModelIndex CardList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = rowCount();
    if (rows == 0)
        return {};
    if (!currentIndex().isValid())
        return model()->index(std::min(firstVisibleRow(), rows - 1), 0);
    int row = currentIndex().row();
    const int page = std::max(1, visibleRowCount() - 3);
    switch (action) {
    case MoveUp:
    case MovePrevious: --row; break;
    case MoveDown:
    case MoveNext: ++row; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    return model()->index(std::clamp(row, 0, rows - 1), 0);
}

void CardList::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex index = indexAt(rect.topLeft());
    selectionModel()->select(index.isValid() ? QItemSelection(index, index) : QItemSelection(), command);
}

QRegion CardList::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const int last = std::min(range.bottom(), firstVisibleRow() + visibleRowCount());
        for (int row = std::max(range.top(), firstVisibleRow()); row <= last; ++row)
            region += rectOfRow(row);
    }
    return region;
}

void CardList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    if (QAccessible::isActive())
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    const int last = std::min(bottomRight.row(), firstVisibleRow() + visibleRowCount());
    for (int row = std::max(topLeft.row(), firstVisibleRow()); row <= last; ++row)
        viewport()->update(rectOfRow(row));
}

void CardList::rowsInserted(const QModelIndex &, int start, int end)
{
    const int offset = verticalOffset() + m_scrollBy;
    const bool isAbove = offset > 0 && start <= firstRowAt(offset);
    structureChanged(isAbove ? (end - start + 1) * (m_cardHeight + m_gap) : 0);
}

void CardList::rowsAboutToBeRemoved(const QModelIndex &, int start, int end)
{
    // Not the base class's: it would make the next row current, but a task that moves on keeps the selection.
    m_removedAbove = std::clamp(firstRowAt(verticalOffset() + m_scrollBy) - start, 0, end - start + 1);
}

void CardList::setModel(QAbstractItemModel *model)
{
    QListView::setModel(model);
    // Removals have no virtual function for "done".
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this] { structureChanged(-std::exchange(m_removedAbove, 0) * (m_cardHeight + m_gap)); });
}

void CardList::structureChanged(int scrollBy)
{
    m_scrollBy += scrollBy;
    if (!std::exchange(m_isSettled, false))
        return;
    QMetaObject::invokeMethod(this, &CardList::settle, Qt::QueuedConnection);
}

void CardList::settle()
{
    if (std::exchange(m_isSettled, true))
        return;
    const int scrollBy = std::exchange(m_scrollBy, 0);
    updateGeometries();
    if (scrollBy != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + scrollBy);
    viewport()->update();
}

void CardList::updateGeometries()
{
    const int pitch = m_cardHeight + m_gap;
    const int content = rowCount() * pitch;
    const int last = std::max(0, content - viewport()->height());
    verticalScrollBar()->setSingleStep(pitch / 2);
    if (verticalScrollBar()->pageStep() != viewport()->height())
        verticalScrollBar()->setPageStep(viewport()->height());
    if (verticalScrollBar()->maximum() != last)
        verticalScrollBar()->setRange(0, last);
    tellRange();
}

void CardList::scrollContentsBy(int, int)
{
    viewport()->update();
    tellRange();
}

void CardList::tellRange()
{
    const int first = firstVisibleRow();
    const int count = visibleRowCount();
    if (first == m_shownFirst && count == m_shownCount)
        return;
    m_shownFirst = first;
    m_shownCount = count;
    emit rangeShown(first, count);
}

void CardList::tick()
{
    if (isVisible())
        viewport()->update();
}

void CardList::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int last = std::min(rowCount() - 1, firstVisibleRow() + visibleRowCount());
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool isHovered = viewport()->underMouse();
    for (int row = firstVisibleRow(); row <= last; ++row) {
        option.rect = rectOfRow(row);
        if (!event->region().intersects(option.rect))
            continue;
        const QModelIndex index = model()->index(row, 0, rootIndex());
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex() == index);
        option.state.setFlag(QStyle::State_MouseOver, isHovered && option.rect.contains(mouse));
        itemDelegate()->paint(&painter, option, index);
    }
}

void CardList::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
    emit resized(width());
}

void CardList::focusInEvent(QFocusEvent *event)
{
    // Not the base class's: it would select the first card, and with it open a task nobody asked for.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void CardList::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->button() == Qt::LeftButton ? event->pos() : QPoint();
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))) {
        if (event->modifiers() & Qt::ShiftModifier)
            emit markRangeWanted(index.row());
        else
            emit markWanted(index);
        return;
    }
    QAbstractItemView::mousePressEvent(event);
}

void CardList::mouseMoveEvent(QMouseEvent *event)
{
    const bool isFar = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    const QModelIndex index = indexAt(m_pressedAt);
    if (!(event->buttons() & Qt::LeftButton) || m_pressedAt.isNull() || !isFar || !index.isValid()) {
        QAbstractItemView::mouseMoveEvent(event);
        return;
    }
    m_pressedAt = {};
    const QRect card = rectOfRow(index.row());
    auto *data = new QMimeData;
    data->setData(QLatin1String(kMimeType), QByteArray::number(index.data(BoardModel::IdRole).toULongLong()));
    auto *drag = new QDrag(this);
    drag->setMimeData(data);
    drag->setPixmap(viewport()->grab(card));
    drag->setHotSpot(event->pos() - card.topLeft());
    emit dragStarted();
    drag->exec(Qt::MoveAction);
    emit dragEnded();
}

void CardList::keyPressEvent(QKeyEvent *event)
{
    const bool isShift = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::SelectAll)) {
        emit markAllWanted();
        return;
    }
    if (event->key() == Qt::Key_Space && (event->modifiers() & Qt::ControlModifier) && currentIndex().isValid()) {
        emit markWanted(currentIndex());
        return;
    }
    if (isShift && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && currentIndex().isValid()) {
        const int row = std::clamp(currentIndex().row() + (event->key() == Qt::Key_Up ? -1 : 1), 0, rowCount() - 1);
        emit markRangeWanted(row);
        setCurrentIndex(model()->index(row, 0));
        return;
    }
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        emit sideways(event->key() == Qt::Key_Left ? -1 : 1);
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

} // namespace skep::ui

// NOLINTEND(bugprone-parent-virtual-call)
