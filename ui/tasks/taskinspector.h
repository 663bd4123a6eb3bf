// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QScrollArea>
#include <QTimer>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace skep::ui {

class LogView;
class ProgressLine;
class QuestionBox;
class ResultView;
class Section;
class StateSign;
class TaskActions;
struct Look;

/// Everything about the selected task: head, state, what can be done, result, why, attempts, parameters, log.
class TaskInspector final : public QScrollArea
{
    Q_OBJECT
public:
    TaskInspector(const Look &look, ViewGateway &gateway, TaskActions &actions, QWidget *parent = nullptr);

    void setTask(TaskId id);
    [[nodiscard]] TaskId task() const { return m_id; }
    void showView(const TaskView &view, TimeMs now);
    void showGone();
    void appendLog(const std::vector<LogLine> &lines);
    void tell(TaskId id, const QString &sentence, bool isTrouble);
    void tick(TimeMs now);
    void applyLook();
    [[nodiscard]] QString message() const;

signals:
    void closeWanted();
    /// The task on the whole page.
    void pageWanted(skep::TaskId id);

private:
    void build();
    void buildHead(QVBoxLayout *layout);
    void buildSections(QVBoxLayout *layout);
    void fetch();
    void showDetail(const TaskDetail &detail);
    void showResult(const TaskDetail &detail);
    void showAttempts(const TaskDetail &detail);
    void showMeta();

    const Look &m_look;
    ViewGateway &m_gateway;
    TaskActions &m_actions;
    TaskId m_id = 0;
    std::optional<TaskView> m_view;
    std::optional<TaskDetail> m_detail;
    bool m_isFetching = false;
    bool m_isFetchWanted = false;
    TimeMs m_now = 0;
    QTimer m_refetch; // gathers changes, so that a lively task is not asked for at every step

    QWidget *m_content;
    QLabel *m_empty;
    StateSign *m_sign;
    QLabel *m_title;
    QLabel *m_meta;
    QLabel *m_simulated;
    QLabel *m_message;
    QPushButton *m_others;
    QPushButton *m_priority;
    QuestionBox *m_question;
    Section *m_progressSection;
    ProgressLine *m_progress;
    QLabel *m_lease;
    Section *m_resultSection;
    ResultView *m_result;
    Section *m_errorSection;
    QLabel *m_error;
    Section *m_whySection;
    QLabel *m_why;
    Section *m_attemptsSection;
    QLabel *m_attempts;
    Section *m_artifactsSection;
    QLabel *m_artifacts;
    Section *m_paramsSection;
    QLabel *m_params;
    LogView *m_log;
};

} // namespace skep::ui
