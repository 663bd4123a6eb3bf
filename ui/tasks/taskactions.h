// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "viewmodel/boardmoves.h"

#include <QObject>
#include <QString>

#include <optional>
#include <set>

class QAction;
class QMenu;

namespace skep::ui {

class ActionRegistry;
class Assigner;

/// What can be done with the selected task. The actions are the same in buttons, menus and shortcuts; each sends a
/// command through the gateway and says what came of it.
class TaskActions final : public QObject
{
    Q_OBJECT
public:
    TaskActions(ViewGateway &gateway, ActionRegistry &registry, QObject *parent = nullptr);

    /// The task the actions are about, as it is now; none disables them.
    void setTask(const std::optional<TaskView> &task);
    /// Nothing is done, by a shortcut or the palette, to a task that no part of the window shows.
    void setSeen(bool isSeen);
    /// The agents that could take it; names the outcome on the button.
    void setWhy(const Explanation &why);
    void clearWhy();

    [[nodiscard]] QAction *assign() const { return m_assign; }
    [[nodiscard]] QAction *takeBack() const { return m_takeBack; }
    [[nodiscard]] Assigner &assigner() { return *m_assigner; }
    [[nodiscard]] QAction *cancel() const { return m_cancel; }
    [[nodiscard]] QAction *retry() const { return m_retry; }
    [[nodiscard]] QAction *acknowledge() const { return m_acknowledge; }
    [[nodiscard]] QAction *hold() const { return m_hold; }
    [[nodiscard]] QMenu *alternatives() const { return m_alternatives; }
    [[nodiscard]] QMenu *priorities() const { return m_priorities; }
    void fillMenu(QMenu &menu) const;

    void answer(TaskId id, const QString &text);
    /// What dropping a card meant; the task need not be the selected one.
    void move(const TaskView &task, BoardMove::Kind kind);
    void stopAndReassign(TaskId id);
    void cancelTask(TaskId id);

signals:
    void alternativesChanged();
    /// Words on the card until the command is answered; empty then.
    void pendingChanged(skep::TaskId id, const QString &text);
    /// What came of a command, in a sentence.
    void told(skep::TaskId id, const QString &sentence, bool isTrouble);

private:
    void refresh();
    void refreshAssign();
    void retryTask(TaskId id);
    void acknowledgeTask(TaskId id);
    void assignTo(const Choice &choice);
    void send(TaskId id, Command command, const QString &pending, std::function<QString(const std::string &)> success,
              std::function<void()> then = {});

    ViewGateway &m_gateway;
    std::optional<TaskView> m_task;
    bool m_isSeen = false;
    std::optional<Explanation> m_why;
    std::set<TaskId> m_pending; // a command of theirs is under way
    Assigner *m_assigner;
    QAction *m_assign;
    QAction *m_takeBack;
    QAction *m_cancel;
    QAction *m_retry;
    QAction *m_acknowledge;
    QAction *m_hold;
    QMenu *m_alternatives;
    QMenu *m_priorities;
};

} // namespace skep::ui
