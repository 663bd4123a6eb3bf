// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace skep {
class BoardModel;
struct TaskView;
struct CardText;
}

namespace skep::ui {

struct Look;

/// Paints one task as a card: sign, title and priority; agent or why it waits; last activity. Stale cards are hatched.
class CardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CardDelegate(const Look &look, const BoardModel &model, QObject *parent = nullptr);

    /// Narrow cards give the title a second line.
    [[nodiscard]] static int cardHeight(const Look &look, bool isNarrow);
    void setNarrow(bool isNarrow) { m_isNarrow = isNarrow; }
    void setStale(bool stale) { m_isStale = stale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFrame(QPainter &painter, const QStyleOptionViewItem &option) const;
    /// True when the title took two lines.
    bool paintHead(QPainter &painter, const QRect &box, const TaskView &task, const CardText &text) const;
    void paintLines(QPainter &painter, const QRect &box, const TaskView &task, const CardText &text) const;

    const Look &m_look;
    const BoardModel &m_model;
    bool m_isStale = false;
    bool m_isNarrow = false;
};

} // namespace skep::ui
