// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace skep::ui {

struct Look;

/// Paints an agent's row in two lines: words above, where from and since when below; slots as a bar.
class AgentDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit AgentDelegate(const Look &look, QObject *parent = nullptr);

    [[nodiscard]] static int rowHeight(const Look &look);
    void setStale(bool stale) { m_isStale = stale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintState(QPainter &painter, const QRect &box, const QModelIndex &index) const;
    void paintSlots(QPainter &painter, const QRect &box, const QModelIndex &index) const;
    void paintText(QPainter &painter, const QRect &box, const QModelIndex &index) const;

    const Look &m_look;
    bool m_isStale = false;
};

} // namespace skep::ui
