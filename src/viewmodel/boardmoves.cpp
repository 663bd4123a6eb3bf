// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/boardmoves.h"

#include "viewmodel/text.h"

#include <QCoreApplication>

namespace skep {
namespace {

struct MoveWords { Q_DECLARE_TR_FUNCTIONS(Move) };
using MoveKind = BoardMove::Kind;
using Offer = BoardMove::Offer;

BoardMove refused(const QString &words, Offer offer = Offer::None) { return {MoveKind::Refused, words, offer}; }

BoardMove retry() { return {MoveKind::Retry, MoveWords::tr("Retry: it queues again with one more attempt."), Offer::None}; }
BoardMove cancel() { return {MoveKind::Cancel, MoveWords::tr("Cancel it."), Offer::None}; }

BoardMove nobodyMovesHere()
{
    return refused(MoveWords::tr("Agents ask and tasks fail by themselves; nothing is moved here by hand."));
}

BoardMove moveWaiting(const TaskView &task, Group group)
{
    if (group == Group::Finished)
        return cancel();
    if (group == Group::NeedsYou)
        return nobodyMovesHere();
    switch (task.wait) {
    case WaitReason::Dependency:
    case WaitReason::MissingCapability:
    case WaitReason::NoAgents:
    case WaitReason::Draining:
        return refused(MoveWords::tr("It cannot start: %1.", "reason, begins with a capital").arg(text::wait(task).why));
    default:
        return {MoveKind::Assign, MoveWords::tr("Assign it to the best free agent."), Offer::None};
    }
}

BoardMove moveNeeding(const TaskView &task, Group group)
{
    if (task.state == TaskState::Failed)
        return group == Group::Finished ? BoardMove{MoveKind::Acknowledge, MoveWords::tr("Mark it as seen."), Offer::None} : retry();
    switch (group) {
    case Group::Finished: return cancel();
    case Group::Waiting:
        return refused(MoveWords::tr("%1 holds it and waits for your answer.").arg(text::of(task.agent)), Offer::StopAndReassign);
    default: return refused(MoveWords::tr("It goes on when you have answered its question."));
    }
}

BoardMove moveWorking(const TaskView &task, Group group)
{
    switch (group) {
    case Group::Waiting:
        return refused(MoveWords::tr("%1 works on it.").arg(text::of(task.agent)), Offer::StopAndReassign);
    case Group::Finished:
        return refused(MoveWords::tr("Only its agent can finish it."), Offer::Cancel);
    default: return nobodyMovesHere();
    }
}

BoardMove moveFinished(const TaskView &task, Group group)
{
    if (task.state == TaskState::Done)
        return refused(MoveWords::tr("It is done and its result is accepted. Add a new task to do it again."));
    return group == Group::NeedsYou ? nobodyMovesHere() : retry();
}

} // namespace

BoardMove moveTo(const TaskView &task, Group group)
{
    const Group from = groupOf(task);
    if (from == group)
        return {};
    switch (from) {
    case Group::Waiting: return moveWaiting(task, group);
    case Group::NeedsYou: return moveNeeding(task, group);
    case Group::Working: return moveWorking(task, group);
    case Group::Finished: return moveFinished(task, group);
    }
    return {};
}

bool applies(BulkAction action, const TaskView &task)
{
    const bool waits = task.state == TaskState::Queued || task.state == TaskState::Blocked;
    switch (action) {
    case BulkAction::Cancel:
    case BulkAction::Priority: return !isFinal(task.state);
    case BulkAction::Retry: return task.state == TaskState::Failed || task.state == TaskState::Cancelled;
    case BulkAction::Acknowledge: return task.state == TaskState::Failed && !task.acknowledged;
    case BulkAction::Hold: return waits && !task.held;
    case BulkAction::Release: return waits && task.held;
    }
    return false;
}

} // namespace skep
