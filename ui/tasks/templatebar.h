// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/taskdraft.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace skep {
class TaskTemplates;
}

namespace skep::ui {

struct Look;

/// Chooses what the form of a new task is filled from, a starting point for each kind or a template of the person's
/// own, and keeps such templates. It asks below its line and not in a window of its own.
class TemplateBar final : public QWidget
{
    Q_OBJECT
public:
    /// `current`: what would be saved.
    TemplateBar(const Look &look, TaskTemplates &templates, std::function<TaskDraft()> current, QWidget *parent = nullptr);

    /// Another kind was chosen in the form: another starting point is, unless it is a template of one's own.
    void follow(TaskKind kind);
    /// What was chosen last took the place of something typed, which can be had back; or can not any more.
    void offerUndo(bool offered);

signals:
    void chosen(const skep::TaskDraft &draft);
    void undoWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Asking { Nothing, Name, Overwrite, Delete, Undo };

    void fillList(const QString &selected);
    void take(int index);
    void ask(Asking what);
    void answer();
    void save();
    void remove();
    void say(const QString &words);
    void setFault(const QString &sentence);
    [[nodiscard]] QString ownName() const;

    const Look &m_look;
    TaskTemplates &m_templates;
    const std::function<TaskDraft()> m_current;
    QComboBox *m_list;
    QPushButton *m_save;
    QPushButton *m_delete;
    QWidget *m_panel;
    QLabel *m_words;
    QLineEdit *m_name;
    QPushButton *m_yes;
    QPushButton *m_no;
    QLabel *m_fault;
    Asking m_asking = Asking::Nothing;
};

} // namespace skep::ui
