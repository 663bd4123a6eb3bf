// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"

#include <QFrame>

class QVBoxLayout;
class QLabel;
class QPushButton;

namespace skep::ui {

class QuestionBox;
class StateSign;
struct Look;

/// One thing that waits for a person, with all that is needed to settle it: a question with its answers, or a failure
/// with its cause.
class NeedsCard final : public QFrame
{
    Q_OBJECT
public:
    NeedsCard(const Look &look, QWidget *parent = nullptr);

    void show(const TaskView &task, TimeMs now);
    void tick(TimeMs now);
    /// While a command is under way nothing can be pressed twice.
    void setPending(const QString &words);
    void tell(const QString &sentence);
    void applyLook();
    [[nodiscard]] TaskId task() const { return m_task.id; }

signals:
    void commandWanted(const skep::Command &command, const QString &pending);
    void taskWanted(skep::TaskId id);

private:
    void buildButtons(QVBoxLayout *layout);
    void showWords(TimeMs now);

    const Look &m_look;
    TaskView m_task;
    StateSign *m_sign;
    QPushButton *m_title;
    QLabel *m_age;
    QLabel *m_who;
    QLabel *m_cause;
    QLabel *m_message;
    QuestionBox *m_question;
    QPushButton *m_retry;
    QPushButton *m_seen;
};

} // namespace skep::ui
