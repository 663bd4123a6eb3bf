// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"

#include <QWidget>

namespace skep::ui {

struct Look;

/// A state sign or a bar of counted progress, as a widget of its own.
class StateSign final : public QWidget
{
    Q_OBJECT
public:
    explicit StateSign(const Look &look, QWidget *parent = nullptr);
    void show(const TaskView &task);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    TaskState m_state = TaskState::Queued;
    double m_progress = -1;
};

class ProgressLine final : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(const Look &look, QWidget *parent = nullptr);
    void show(const TaskView &task);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    TaskState m_state = TaskState::Running;
    double m_fraction = 0;
};

} // namespace skep::ui
