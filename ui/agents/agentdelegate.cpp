// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/agentdelegate.h"

#include "ui/agents/agentdot.h"
#include "ui/widgets/look.h"
#include "ui/widgets/shapes.h"
#include "viewmodel/agentsmodel.h"
#include "viewmodel/agenttext.h"

#include <QFontMetrics>
#include <QPainter>
#include <QSortFilterProxyModel>

namespace skep::ui {
namespace {

constexpr int kPad = 10;

const AgentView &agentOf(const QModelIndex &index)
{
    const auto &proxy = static_cast<const QSortFilterProxyModel &>(*index.model());
    const auto &model = static_cast<const AgentsModel &>(*proxy.sourceModel());
    return model.at(proxy.mapToSource(index).row());
}

} // namespace

AgentDelegate::AgentDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

int AgentDelegate::rowHeight(const Look &look)
{
    return QFontMetrics(look.bodyBold).height() + QFontMetrics(look.meta).height() + 16;
}

QSize AgentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {60, rowHeight(m_look)}; }

void AgentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const Theme &theme = m_look.theme;
    painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? theme.accentSoft : theme.surface);
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect box = option.rect.adjusted(kPad, 7, -kPad, -8);
    if (index.column() == AgentsModel::StateColumn)
        paintState(*painter, box, index);
    else if (index.column() == AgentsModel::SlotsColumn)
        paintSlots(*painter, box, index);
    else
        paintText(*painter, box, index);
    if (option.state.testFlag(QStyle::State_Selected) && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1), theme.accent);
    painter->restore();
}

void AgentDelegate::paintState(QPainter &painter, const QRect &box, const QModelIndex &index) const
{
    const AgentView &agent = agentOf(index);
    paintAgentDot(painter, QPointF(box.left() + 5, box.center().y() + 0.5), agent, m_look, m_isStale);
    painter.setFont(m_look.body);
    painter.setPen(m_look.theme.text);
    const QRect words = box.adjusted(16, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, elidedRight(m_look.body, index.data().toString(), words.width()));
}

void AgentDelegate::paintSlots(QPainter &painter, const QRect &box, const QModelIndex &index) const
{
    const AgentView &agent = agentOf(index);
    const QString words = index.data().toString();
    const int wordsWidth = QFontMetrics(m_look.meta).horizontalAdvance(words);
    const QRectF bar(box.left(), box.center().y() - 2, std::max(0, box.width() - wordsWidth - 8), 5);
    if (bar.width() > 12)
        paintBar(painter, bar, agent.slots > 0 ? static_cast<double>(agent.busy) / agent.slots : 0,
                 m_look.theme.of(TaskState::Running), m_look.theme.line);
    painter.setFont(m_look.meta);
    painter.setPen(m_look.theme.muted);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, words);
}

void AgentDelegate::paintText(QPainter &painter, const QRect &box, const QModelIndex &index) const
{
    const QString first = index.data().toString();
    const QString second = index.data(AgentsModel::SecondLineRole).toString();
    const auto align = index.data(Qt::TextAlignmentRole).toInt() & static_cast<int>(Qt::AlignHorizontal_Mask);
    const QFont &font = index.column() == AgentsModel::NameColumn ? m_look.bodyBold : m_look.body;
    const bool isTrouble = index.column() == AgentsModel::FailedColumn && agentOf(index).failed > 0;
    const int height = QFontMetrics(font).height();
    QRect line = second.isEmpty() ? box : QRect(box.left(), box.top(), box.width(), height);
    painter.setFont(font);
    painter.setPen(isTrouble ? m_look.theme.of(TaskState::Failed) : m_look.theme.text);
    painter.drawText(line, align | Qt::AlignVCenter | Qt::TextSingleLine, elidedMiddle(font, first, line.width()));
    if (second.isEmpty())
        return;
    line = QRect(box.left(), box.top() + height + 1, box.width(), QFontMetrics(m_look.meta).height());
    painter.setFont(m_look.meta);
    const bool isWarning = index.column() == AgentsModel::NameColumn && isUnsandboxed(agentOf(index));
    painter.setPen(isWarning ? m_look.theme.of(TaskState::Failed) : m_look.theme.muted);
    painter.drawText(line, align | Qt::AlignVCenter | Qt::TextSingleLine, elidedRight(m_look.meta, second, line.width()));
}

} // namespace skep::ui
