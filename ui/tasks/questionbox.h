// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"

#include <QFrame>

#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace skep::ui {

struct Look;

/// The question of an agent with its choices, and a field for any other answer.
class QuestionBox final : public QFrame
{
    Q_OBJECT
public:
    explicit QuestionBox(const Look &look, QWidget *parent = nullptr);

    void show(const TaskView &task);
    void applyLook();

signals:
    void answered(skep::TaskId id, const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitChoices();
    void answerWith(const QString &text);

    const Look &m_look;
    TaskId m_task = 0;
    Fence m_fence = 0;
    std::string m_shown;
    std::vector<QPushButton *> m_buttons;
    QLabel *m_question;
    QVBoxLayout *m_choices;
    QLineEdit *m_edit;
    QPushButton *m_send;
};

} // namespace skep::ui
