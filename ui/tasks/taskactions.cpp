// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/taskactions.h"

#include "ui/shell/actionregistry.h"
#include "ui/tasks/assigner.h"
#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

#include <QAction>
#include <QMenu>
#include <QPointer>

namespace skep::ui {
namespace {

constexpr std::size_t kAlternativesMax = 3;

bool isWaiting(TaskState state) { return state == TaskState::Queued || state == TaskState::Blocked; }

} // namespace

TaskActions::TaskActions(ViewGateway &gateway, ActionRegistry &registry, QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_assigner(new Assigner(gateway, this))
    , m_assign(registry.add("task.assign", tr("Assign"), QKeySequence(Qt::CTRL | Qt::Key_Return)))
    , m_takeBack(registry.add("task.undo", tr("Undo"), QKeySequence::Undo))
    , m_cancel(registry.add("task.cancel", tr("Cancel"), QKeySequence(Qt::CTRL | Qt::Key_Backspace)))
    , m_retry(registry.add("task.retry", tr("Retry"), QKeySequence(Qt::CTRL | Qt::Key_R)))
    , m_acknowledge(registry.add("task.acknowledge", tr("Mark as seen"), QKeySequence(Qt::CTRL | Qt::Key_M)))
    , m_hold(registry.add("task.hold", tr("Hold"), QKeySequence(Qt::CTRL | Qt::Key_H)))
    , m_alternatives(new QMenu)
    , m_priorities(new QMenu)
{
    connect(this, &QObject::destroyed, m_alternatives, &QObject::deleteLater);
    connect(this, &QObject::destroyed, m_priorities, &QObject::deleteLater);
    m_priorities->setTitle(tr("Priority"));
    m_takeBack->setToolTip(tr("Takes the assignment back; the task is what it was before."));
    connect(m_assign, &QAction::triggered, this, [this] {
        if (m_why && !m_why->candidates.empty())
            assignTo(Choice(m_why->candidates.front()));
    });
    connect(m_takeBack, &QAction::triggered, this, [this] { m_assigner->takeBack(TaskView(*m_task)); });
    connect(m_assigner, &Assigner::pendingChanged, this, [this](TaskId id, const QString &text) {
        if (text.isEmpty())
            m_pending.erase(id);
        else
            m_pending.insert(id);
        refresh();
        emit pendingChanged(id, text);
    });
    connect(m_assigner, &Assigner::said, this, [this](const Assigner::Word &word) { emit told(word.task, word.text, word.isTrouble); });
    connect(m_assigner, &Assigner::cancelWanted, this, &TaskActions::cancelTask);
    connect(m_cancel, &QAction::triggered, this, [this] {
        cancelTask(m_task->id);
    });
    connect(m_retry, &QAction::triggered, this, [this] { retryTask(m_task->id); });
    connect(m_acknowledge, &QAction::triggered, this, [this] { acknowledgeTask(m_task->id); });
    connect(m_hold, &QAction::triggered, this, [this] {
        const bool on = !m_task->held;
        send(m_task->id, cmd::Hold{{}, m_task->id, on}, {}, [on](auto &) { return on ? tr("Held: it starts when assigned.") : tr("Released."); });
    });
    for (const Priority priority : {Priority::P0, Priority::P1, Priority::P2, Priority::P3})
        connect(m_priorities->addAction(text::priority(priority)), &QAction::triggered, this, [this, priority] {
            send(m_task->id, cmd::SetPriority{{}, m_task->id, priority}, {},
                 [priority](auto &) { return tr("Its priority is %1 now.").arg(text::priority(priority)); });
        });
    refresh();
}

void TaskActions::setTask(const std::optional<TaskView> &task)
{
    if (!task || !m_task || task->id != m_task->id)
        m_why.reset();
    m_task = task;
    if (task)
        m_assigner->show(*task);
    refresh();
}

void TaskActions::setSeen(bool isSeen)
{
    if (isSeen == m_isSeen)
        return;
    m_isSeen = isSeen;
    refresh();
}

void TaskActions::setWhy(const Explanation &why)
{
    if (!m_task || why.id != m_task->id)
        return;
    m_why = why;
    refresh();
}

void TaskActions::clearWhy()
{
    m_why.reset();
    refresh();
}

void TaskActions::refresh()
{
    const TaskView *task = m_isSeen && m_task ? &*m_task : nullptr;
    const bool isFree = task && !m_pending.contains(task->id);
    const auto show = [isFree](QAction *action, bool applies) {
        action->setVisible(applies);
        action->setEnabled(applies && isFree);
    };
    const TaskState state = task ? task->state : TaskState::Done;
    show(m_cancel, task && !isFinal(state));
    show(m_retry, task && (state == TaskState::Failed || state == TaskState::Cancelled));
    show(m_acknowledge, task && state == TaskState::Failed && !task->acknowledged);
    show(m_hold, task && isWaiting(state));
    show(m_takeBack, task && (state == TaskState::Leased || task->wait == WaitReason::NextFor));
    m_hold->setText(task && task->held ? tr("Release") : tr("Hold"));
    m_priorities->setEnabled(task && !isFinal(state) && isFree);
    refreshAssign();
    emit alternativesChanged();
}

void TaskActions::refreshAssign()
{
    const bool applies = m_isSeen && m_task && isWaiting(m_task->state);
    m_assign->setVisible(applies);
    m_alternatives->clear();
    m_assign->setText(tr("Assign"));
    m_assign->setEnabled(applies && !m_pending.contains(m_task->id));
    m_assign->setToolTip({});
    if (!applies)
        return;
    if (!m_why) {
        m_assign->setEnabled(false); // the hub is being asked who could take it
        return;
    }
    if (m_why->candidates.empty()) {
        m_assign->setEnabled(false);
        QStringList missing;
        for (const std::string &capability : m_why->missing)
            missing << text::of(capability);
        m_assign->setToolTip(missing.isEmpty() ? tr("No agent online can take this task. Start one.")
                                               : tr("No agent online can take this task. Start one that offers %1.", "capabilities")
                                                     .arg(missing.join(QStringLiteral(", "))));
        return;
    }
    const Choice &first = m_why->candidates.front();
    const QString agent = text::shortName(first.agent);
    const QString wait = choiceWait(first);
    m_assign->setText(wait.isEmpty() ? tr("Assign to %1").arg(agent) : tr("Next for %1, %2", "agent, expected wait").arg(agent, wait));
    m_assign->setToolTip(choiceReason(first));
    for (std::size_t i = 1; i < m_why->candidates.size() && i <= kAlternativesMax; ++i) {
        const Choice &choice = m_why->candidates[i];
        const QString later = choiceWait(choice);
        auto *action = m_alternatives->addAction(tr("%1: %2 %3", "agent, why, expected wait").arg(text::of(choice.agent), choiceReason(choice), later).trimmed());
        connect(action, &QAction::triggered, this, [this, choice] { assignTo(choice); });
    }
}

void TaskActions::assignTo(const Choice &choice)
{
    if (m_task)
        m_assigner->assign(m_task->id, choice, m_why ? m_why->decision : 0);
}

void TaskActions::answer(TaskId id, const QString &text)
{
    if (!m_task || m_task->id != id || text.trimmed().isEmpty())
        return;
    send(id, cmd::Answer{{}, id, text.trimmed().toStdString()}, tr("Answering…"), [](auto &) { return tr("Answered."); });
}

void TaskActions::cancelTask(TaskId id)
{
    send(id, cmd::Cancel{{}, id, {}}, tr("Cancelling…"), [](auto &) { return tr("Cancelled. Retry brings it back."); });
}

void TaskActions::retryTask(TaskId id)
{
    send(id, cmd::Retry{{}, id}, tr("Queueing again…"), [](auto &) { return tr("In the queue again, with one more attempt."); });
}

void TaskActions::acknowledgeTask(TaskId id)
{
    send(id, cmd::Acknowledge{{}, id}, {}, [](auto &) { return tr("Seen. It stands under Finished now."); });
}

void TaskActions::stopAndReassign(TaskId id)
{
    send(id, cmd::Cancel{{}, id, {}}, tr("Stopping…"), [](auto &) { return tr("Stopped."); }, [this, id] {
        send(id, cmd::Retry{{}, id}, tr("Queueing again…"), [](auto &) { return tr("Stopped; it waits for another agent now."); });
    });
}

void TaskActions::move(const TaskView &task, BoardMove::Kind kind)
{
    const TaskId id = task.id;
    switch (kind) {
    case BoardMove::Kind::Assign:
        m_assigner->assign(id, std::nullopt, 0);
        break;
    case BoardMove::Kind::Retry: retryTask(id); break;
    case BoardMove::Kind::Acknowledge: acknowledgeTask(id); break;
    case BoardMove::Kind::Cancel: cancelTask(id); break;
    case BoardMove::Kind::None:
    case BoardMove::Kind::Refused: break;
    }
}

void TaskActions::send(TaskId id, Command command, const QString &pending, std::function<QString(const std::string &)> success,
                       std::function<void()> then)
{
    m_pending.insert(id);
    refresh();
    emit pendingChanged(id, pending.isEmpty() ? tr("Sending…") : pending);
    const QPointer<TaskActions> guard(this);
    m_gateway.send(std::move(command), [guard, id, success = std::move(success), then = std::move(then)](const Result<CommandDone> &result) {
        if (!guard)
            return;
        guard->m_pending.erase(id);
        guard->refresh();
        emit guard->pendingChanged(id, {});
        if (result)
            emit guard->told(id, success(result->agent), false);
        else
            emit guard->told(id, text::error(result.error()), true);
        if (result && then)
            then();
    });
}

void TaskActions::fillMenu(QMenu &menu) const
{
    for (QAction *action : {m_assign, m_takeBack, m_retry, m_acknowledge, m_hold})
        menu.addAction(action);
    menu.addMenu(m_priorities);
    menu.addSeparator();
    menu.addAction(m_cancel);
}

} // namespace skep::ui
