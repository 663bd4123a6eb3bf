// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "viewmodel/taskdraft.h"

#include <QDialog>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace skep {
class TaskTemplates;
}

namespace skep::ui {

class TaskForm;
class TemplateBar;
struct Look;

/// Asks for a new task, or for several alike, from templates. What is wrong stands at its field; what the hub refuses is
/// explained here and nothing that was typed is lost. It is as high as its parts need; where the screen is lower, they
/// scroll and the buttons stay.
class NewTaskDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `hubNow`: the hub's time, for deadlines; 0 while it is not known.
    NewTaskDialog(const Look &look, ViewGateway &gateway, TaskTemplates &templates, std::function<TimeMs()> hubNow, QWidget *parent = nullptr);

signals:
    /// 0: the hub did not say which number it got.
    void submitted(skep::TaskId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLayout *makeButtons();
    void makeSheet();
    void fill(const TaskDraft &draft);
    void undoFill();
    void submit(bool staysOpen);
    void onFormChanged();
    void sendTask();
    void onAnswer(const Result<CommandDone> &result);
    void refuse(const Error &error);
    void showFaults();
    void setBusy(bool busy);
    void tell(const QString &text, bool isTrouble);
    void fitHeight();
    void focusFault();
    [[nodiscard]] std::vector<DraftFault> faults() const;
    [[nodiscard]] std::optional<DraftFault> faultOfTask(const TaskSpec &task) const;

    const Look &m_look;
    ViewGateway &m_gateway;
    const std::function<TimeMs()> m_hubNow;
    TemplateBar *m_templates;
    TaskForm *m_form;
    QScrollArea *m_scroll;
    QWidget *m_sheet; // what scrolls
    QVBoxLayout *m_foot;
    QLabel *m_message;
    QPushButton *m_cancel;
    QPushButton *m_submitMore;
    QPushButton *m_submit;
    TaskDraft m_filled;                // as a template filled it in, and nobody changed it
    std::optional<TaskDraft> m_before; // what a template took the place of
    TaskDraft m_draft;                 // under way
    TaskSpec m_sent;                   // with its deadline in minutes from the submission
    std::string m_key;                 // of m_sent, until it is accepted: a repeat must not make a second task
    std::vector<DraftFault> m_refusals; // of the hub, until something is changed
    int m_fittedHeight = 100;
    bool m_isFilling = false;
    bool m_hasTried = false;           // to go on: what is missing is a fault from now on
    bool m_staysOpen = false;
    bool m_waitsForFiles = false;
    bool m_isBusy = false;
};

} // namespace skep::ui
