// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machines/machinesdelegate.h"

#include "ui/agents/agentdot.h"
#include "ui/widgets/look.h"
#include "viewmodel/topologymodel.h"

#include <QFontMetrics>
#include <QPainter>

namespace skep::ui {

MachinesDelegate::MachinesDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

QSize MachinesDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {60, QFontMetrics(m_look.bodyBold).height() + 12};
}

void MachinesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const Theme &theme = m_look.theme;
    const AgentView *agent = static_cast<const TopologyModel &>(*index.model()).agentAt(index);
    const int column = index.column();
    painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? theme.accentSoft : theme.surface);
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QRect box = option.rect.adjusted(column == TopologyModel::NameColumn ? 4 : 8, 0, -8, -1);
    if (agent && column == TopologyModel::StateColumn) {
        paintAgentDot(*painter, QPointF(box.left() + 5, box.center().y() + 0.5), *agent, m_look, m_isStale);
        box.adjust(16, 0, 0, 0);
    }
    const bool isTitle = !agent && column == TopologyModel::NameColumn;
    const bool isQuiet = m_isStale || column >= TopologyModel::SlotsColumn || (!agent && !isTitle);
    const QFont &font = isTitle ? m_look.bodyBold : m_look.body;
    const auto align = index.data(Qt::TextAlignmentRole).toInt() & static_cast<int>(Qt::AlignHorizontal_Mask);
    const QString words = index.data().toString();
    painter->setFont(font);
    painter->setPen(isQuiet ? theme.muted : theme.text);
    painter->drawText(box, align | Qt::AlignVCenter,
                      column == TopologyModel::NameColumn ? elidedMiddle(font, words, box.width()) : elidedRight(font, words, box.width()));
    painter->restore();
}

} // namespace skep::ui
