// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"
#include "viewmodel/decisionmodel.h"

#include <QTimer>

#include <optional>

class QVBoxLayout;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QTabBar;
class QTreeView;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

class FilesView;
class LogView;
class StateSign;
class TaskActions;
struct Look;

/// One task on the whole page: its attempts side by side, its log, who could have it and why, and all of it raw.
class TaskPage final : public WindowPage
{
    Q_OBJECT
public:
    static constexpr int kDecisionTab = 3;

    TaskPage(const Look &look, ViewGateway &gateway, TaskActions &actions, QWidget *parent = nullptr);

    void setTask(TaskId id);
    [[nodiscard]] TaskId task() const { return m_id; }
    void apply(const Page &page) override;
    void applyLook() override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void setShown(bool shown) override;
    [[nodiscard]] QTabBar &tabs() { return *m_tabs; }
    [[nodiscard]] LogView &log() { return *m_log; }
    [[nodiscard]] FilesView &files() { return *m_files; }
    void showDecisions();
    [[nodiscard]] DecisionModel &decisions() { return m_decisions; }
    [[nodiscard]] int attemptCount() const;

signals:
    void backWanted();

private:
    void buildHead(QVBoxLayout *layout, TaskActions &actions);
    QWidget *buildAttempts();
    QWidget *buildDecision();
    QWidget *buildRaw();
    void fetch();
    void showDetail(const TaskDetail &detail);
    void showAttempts();
    void showDecision();
    void showRaw();

    const Look &m_look;
    ViewGateway &m_gateway;
    TaskId m_id = 0;
    std::optional<TaskDetail> m_detail;
    DecisionModel m_decisions;
    QTimer m_refetch;
    bool m_isFetching = false;
    bool m_isShown = false;
    Fence m_fence = 0;
    TaskState m_state = TaskState::Queued;
    StateSign *m_sign;
    QLabel *m_title;
    QLabel *m_meta;
    QLabel *m_message;
    QTabBar *m_tabs;
    QHBoxLayout *m_attempts;
    QLabel *m_noAttempts;
    LogView *m_log;
    FilesView *m_files;
    QComboBox *m_when;
    QLabel *m_why;
    QTreeView *m_table;
    QPlainTextEdit *m_raw;
};

} // namespace skep::ui
