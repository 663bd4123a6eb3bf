// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/assigner.h"

#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

#include <QPointer>

namespace skep::ui {

Assigner::Assigner(ViewGateway &gateway, QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
{
}

void Assigner::assign(TaskId id, const std::optional<Choice> &choice, std::uint64_t decision)
{
    cmd::Assign command;
    command.id = id;
    command.decision = decision;
    if (choice) {
        command.agent = choice->agent;
        command.mayReplace = true;
        command.mayWait = choice->waitMs != 0;
    }
    m_last.reset();
    emit pendingChanged(id, choice ? tr("Assigning to %1…").arg(text::shortName(choice->agent)) : tr("Assigning…"));
    const QPointer<Assigner> guard(this);
    m_gateway.send(std::move(command), [guard, id, choice](const Result<CommandDone> &result) {
        if (!guard)
            return;
        emit guard->pendingChanged(id, {});
        if (result)
            guard->onAssigned(id, choice, *result);
        else
            guard->onRefused(id, result.error());
    });
}

void Assigner::onAssigned(TaskId id, const std::optional<Choice> &choice, const CommandDone &done)
{
    const bool isOther = choice && choice->agent != done.agent;
    m_last = Last{id, done.fence, done.agent, choice && !isOther ? choiceReason(*choice) : QString(), done.waits, false};
    const QString agent = text::of(done.agent);
    QString words = done.waits ? tr("Next for %1.").arg(agent) : tr("Starting on %1.").arg(agent);
    if (isOther)
        words = tr("%1 could not take it any more; %2 of the same kind starts.", "agents").arg(text::of(choice->agent), agent);
    say(words, m_last->reason, {Offer::Undo, Offer::Why});
}

void Assigner::onRefused(TaskId id, const Error &error)
{
    m_asked = id;
    m_other = error.code == ErrorCode::StaleChoice ? error.arg : std::string();
    Word word{id, text::error(error), {}, {}, text::of(m_other), true};
    if (!m_other.empty())
        word.offers.push_back(Offer::Other);
    emit said(word);
}

void Assigner::show(const TaskView &task)
{
    if (!m_last || task.id != m_last->task || m_last->hasStarted)
        return;
    const bool isOurs = task.fence == m_last->fence;
    if (m_last->waits && task.state == TaskState::Leased && task.agent == m_last->agent) {
        m_last->waits = false; // the reservation became a lease, with a fence of its own
        m_last->fence = task.fence;
        return;
    }
    if (isOurs && (task.state == TaskState::Running || task.state == TaskState::NeedsInput)) {
        m_last->hasStarted = true;
        say(tr("Started on %1.").arg(text::of(m_last->agent)), m_last->reason, {Offer::Cancel, Offer::Why});
    } else if (isFinal(task.state)) {
        m_last.reset();
    }
}

void Assigner::take(Offer offer)
{
    if (offer == Offer::Other) {
        Choice other;
        other.agent = m_other;
        assign(m_asked, other, 0);
        return;
    }
    if (!m_last)
        return;
    switch (offer) {
    case Offer::Undo: undo(*m_last); break;
    case Offer::Cancel: emit cancelWanted(m_last->task); break;
    case Offer::Why: emit whyWanted(m_last->task); break;
    case Offer::Other: break;
    }
}

void Assigner::takeBack(const TaskView &task)
{
    const bool waits = task.wait == WaitReason::NextFor;
    undo(Last{task.id, task.fence, waits ? task.waitArg : task.agent, {}, waits, false});
}

void Assigner::undo(const Last &last)
{
    emit pendingChanged(last.task, tr("Taking it back…"));
    const QPointer<Assigner> guard(this);
    m_gateway.send(cmd::Unassign{{}, last.task, last.fence}, [guard, last](const Result<CommandDone> &result) {
        if (!guard)
            return;
        emit guard->pendingChanged(last.task, {});
        if (result) {
            guard->m_last.reset();
            emit guard->said({last.task, tr("Taken back: the task is what it was."), {}, {}, {}, false});
        } else if (result.error().code == ErrorCode::AlreadyStarted) {
            guard->m_last = last;
            guard->m_last->hasStarted = true;
            guard->say(tr("%1 has begun; it can only be cancelled now.", "an agent").arg(text::of(last.agent)), {}, {Offer::Cancel}, true);
        } else {
            emit guard->said({last.task, text::error(result.error()), {}, {}, {}, true});
        }
    });
}

void Assigner::say(const QString &text, const QString &reason, std::vector<Offer> offers, bool isTrouble)
{
    emit said({m_last->task, text, reason, std::move(offers), {}, isTrouble});
}

} // namespace skep::ui
