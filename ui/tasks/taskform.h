// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/taskdraft.h"

#include <QWidget>

#include <array>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace skep::ui {

class Field;
class FileChooser;
struct Look;

/// The fields of a new task. What the chosen kind does not have is not shown, what is seldom needed is folded.
class TaskForm final : public QWidget
{
    Q_OBJECT
public:
    explicit TaskForm(const Look &look, QWidget *parent = nullptr);

    [[nodiscard]] TaskDraft draft() const;
    /// Everything but the files, which stay.
    void setDraft(const TaskDraft &draft);
    [[nodiscard]] FileChooser &files() const { return *m_files; }
    /// Each at its field, and none elsewhere.
    void showFaults(const std::vector<DraftFault> &faults);
    /// The first field with a fault gets the keys.
    void focusFault();
    void focusTitle();

signals:
    /// By whomever.
    void changed();

private:
    Field *add(DraftField field, const QString &label, QWidget *control);
    void addPlain(const QString &label, QWidget *control);
    QLabel *addLabel(const QString &text, QWidget *control, QWidget *buddy);
    void addMore();
    void showRow(DraftField field, bool shown);
    void refresh();
    void setMore(bool shown);

    const Look &m_look;
    QGridLayout *m_layout;
    QComboBox *m_kind;
    QLineEdit *m_title;
    QComboBox *m_priority;
    QComboBox *m_start;
    FileChooser *m_files;
    QPlainTextEdit *m_prompt;
    QLineEdit *m_tests;
    QSpinBox *m_timeLimit;
    QSpinBox *m_duration;
    QLabel *m_note;
    QPushButton *m_more;
    QLineEdit *m_project;
    QLineEdit *m_required;
    QLineEdit *m_wanted;
    QSpinBox *m_attempts;
    QSpinBox *m_deadline;
    std::array<Field *, static_cast<std::size_t>(DraftField::Deadline) + 1> m_fields{};
    std::array<QLabel *, static_cast<std::size_t>(DraftField::Deadline) + 1> m_labels{};
    bool m_isMore = false;
};

} // namespace skep::ui
