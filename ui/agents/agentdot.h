// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"

#include <QWidget>

class QPainter;

namespace skep::ui {

struct Look;

/// The sign of an agent's state: filled while it takes work, hollow when not; the colour of a question when it asks.
void paintAgentDot(QPainter &painter, const QPointF &middle, const AgentView &agent, const Look &look, bool isStale = false);

class AgentDot final : public QWidget
{
    Q_OBJECT
public:
    explicit AgentDot(const Look &look, QWidget *parent = nullptr);
    void show(const AgentView &agent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    AgentView m_agent;
};

} // namespace skep::ui
