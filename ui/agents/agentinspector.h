// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QVBoxLayout;

namespace skep::ui {

class ActionRegistry;
class AgentDot;
class Section;
struct Look;

/// Everything about the selected agent, in the order of the task's inspector: head, state, what can be done, what it
/// does, what it can, how good it is, raw.
class AgentInspector final : public QScrollArea
{
    Q_OBJECT
public:
    AgentInspector(const Look &look, const ActionRegistry &actions, QWidget *parent = nullptr);

    /// Empty: none.
    void setAgent(const QString &name);
    [[nodiscard]] QString agent() const { return m_name; }
    void apply(const Page &page);
    void tick(TimeMs now);
    void applyLook();

signals:
    void closeWanted();
    void taskWanted(skep::TaskId id);

private:
    void buildHead(QVBoxLayout *layout, const ActionRegistry &actions);
    void show(const AgentRow &row, const std::vector<FoundTask> &tasks);
    void showTasks(const std::vector<FoundTask> &tasks);
    void showTimes();

    const Look &m_look;
    QString m_name;
    std::optional<AgentView> m_view;
    TimeMs m_now = 0;
    QWidget *m_content;
    QLabel *m_empty;
    QLabel *m_title;
    AgentDot *m_dot;
    QLabel *m_state;
    QLabel *m_meta;
    QLabel *m_warning;
    Section *m_causeSection;
    QLabel *m_cause;
    Section *m_tasksSection;
    QVBoxLayout *m_tasks;
    std::vector<FoundTask> m_shownTasks;
    QLabel *m_idle;
    QLabel *m_capabilities;
    QLabel *m_record;
    QLabel *m_raw;
};

} // namespace skep::ui
