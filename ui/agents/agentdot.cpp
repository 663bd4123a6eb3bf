// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/agentdot.h"

#include "ui/widgets/look.h"

#include <QPainter>

namespace skep::ui {

void paintAgentDot(QPainter &painter, const QPointF &middle, const AgentView &agent, const Look &look, bool isStale)
{
    const bool asks = agent.waiting > 0 && agent.state <= AgentState::Busy;
    const QColor colour = asks ? look.theme.of(TaskState::NeedsInput) : look.theme.of(agent.state);
    const bool isHere = agent.state == AgentState::Ready || agent.state == AgentState::Busy;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(isHere && !isStale ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(middle, 4.2, 4.2);
}

AgentDot::AgentDot(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedSize(14, QFontMetrics(look.title).height());
}

void AgentDot::show(const AgentView &agent)
{
    m_agent = agent;
    update();
}

void AgentDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAgentDot(painter, QPointF(6, height() / 2.0), m_agent, m_look);
}

} // namespace skep::ui
