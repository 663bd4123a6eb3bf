// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/statesign.h"

#include "ui/widgets/look.h"
#include "ui/widgets/shapes.h"
#include "viewmodel/text.h"

#include <QPainter>

namespace skep::ui {
namespace {

double fractionOf(const TaskView &task)
{
    return task.progressOf > 0 ? static_cast<double>(task.progressDone) / static_cast<double>(task.progressOf) : -1;
}

} // namespace

StateSign::StateSign(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedSize(18, 20);
}

void StateSign::show(const TaskView &task)
{
    m_state = task.state;
    m_progress = fractionOf(task);
    setAccessibleName(text::state(m_state));
    setToolTip(text::state(m_state));
    update();
}

void StateSign::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSign(painter, QRectF(1, 3, 16, 16), m_state, m_look.theme, m_progress);
}

ProgressLine::ProgressLine(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedHeight(6);
}

void ProgressLine::show(const TaskView &task)
{
    m_state = task.state;
    m_fraction = std::max(0.0, fractionOf(task));
    setVisible(task.progressOf > 0);
    setAccessibleName(tr("%1 of %2", "counted progress").arg(task.progressDone).arg(task.progressOf));
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBar(painter, rect(), m_fraction, m_look.theme.of(m_state), m_look.theme.line);
}

} // namespace skep::ui
