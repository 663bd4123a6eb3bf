// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace skep::ui {

struct Look;

/// Paints a row of the tree of machines in one line, an agent's state with its sign.
class MachinesDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit MachinesDelegate(const Look &look, QObject *parent = nullptr);

    void setStale(bool stale) { m_isStale = stale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Look &m_look;
    bool m_isStale = false;
};

} // namespace skep::ui
