// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace skep::ui {

/// A list of cards of one height. QListView lays out all rows anew at every dataChanged, which costs milliseconds with
/// 100,000 of them; here the place of a row is a product, a change repaints the cards that changed, and rows that
/// come or go above the screen do not move what is read.
class CardList final : public QListView
{
    Q_OBJECT
public:
    /// A task's number as text, on the way from one group to another.
    static constexpr const char *kMimeType = "application/x-skep-task";

    explicit CardList(QWidget *parent = nullptr);

    void setPitch(int cardHeight, int gap);
    /// Takes over what rows came and went since the last call. Happens by itself when the event loop turns; a page with
    /// many changes calls it once at its end.
    void settle();
    /// Repaints what shows ages.
    void tick();
    [[nodiscard]] int firstVisibleRow() const;
    [[nodiscard]] int visibleRowCount() const;

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;
    void setModel(QAbstractItemModel *model) override;

signals:
    /// The rows on the screen changed, by scrolling, resizing or a change of the model.
    void rangeShown(int first, int count);
    void resized(int width);
    /// Left (-1) or right (1) arrow.
    void sideways(int step);
    /// Ctrl and click, or Ctrl and Space.
    void markWanted(const QModelIndex &index);
    /// Shift and click, or Shift and an arrow: from the current row to this one.
    void markRangeWanted(int row);
    void markAllWanted();
    void dragStarted();
    void dragEnded();

protected:
    [[nodiscard]] int horizontalOffset() const override;
    [[nodiscard]] int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] QRect rectOfRow(int row) const;
    void structureChanged(int scrollBy);
    [[nodiscard]] int firstRowAt(int offset) const { return offset / (m_cardHeight + m_gap); }
    void tellRange();

    int m_cardHeight = 72;
    int m_gap = 8;
    QPoint m_pressedAt;
    int m_removedAbove = 0;
    int m_scrollBy = 0;        // owed to rows that came or went above
    bool m_isSettled = true;
    int m_shownFirst = -1;
    int m_shownCount = -1;
};

} // namespace skep::ui
