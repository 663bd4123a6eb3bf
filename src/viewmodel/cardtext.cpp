// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/cardtext.h"

#include "core/limits.h"
#include "viewmodel/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace skep {
namespace {

// A healthy lease is renewed each kRenewEveryMs; with less than this left two renewals were missed.
constexpr TimeMs kSlippingMs = limits::kLeaseMs - 2 * limits::kRenewEveryMs;

struct CardWords { Q_DECLARE_TR_FUNCTIONS(Card) };

QString joined(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a + b;
    return a + QStringLiteral(" · ") + b;
}

QString oneLine(const std::string &utf8) { return text::of(utf8).simplified(); }

QString attemptOf(const TaskView &task)
{
    return task.attempt > 1 ? CardWords::tr("attempt %1/%2").arg(task.attempt).arg(std::max(task.attempt, task.attemptsMax))
                            : QString();
}

void waitingText(const TaskView &task, TimeMs live, CardText &card)
{
    const text::Wait wait = text::wait(task);
    card.who = wait.why;
    card.activity = joined(attemptOf(task), task.wait == WaitReason::Held ? QString() : wait.hint); // its reason says it already
    card.age = text::duration(live - task.created);
}

QString workWords(const TaskView &task)
{
    QString note = oneLine(task.note);
    if (task.simulated && note == QLatin1String("simulated"))
        note.clear(); // the card says so already
    const bool hasNumbers = std::any_of(note.begin(), note.end(), [](QChar c) { return c.isDigit(); });
    if (task.progressOf > 0 && !hasNumbers)
        return joined(note, CardWords::tr("%1 of %2", "counted progress").arg(task.progressDone).arg(task.progressOf));
    if (!note.isEmpty())
        return note;
    switch (task.state) {
    case TaskState::Checking: return CardWords::tr("checking the result");
    case TaskState::Leased: return CardWords::tr("leased");
    default: return CardWords::tr("started");
    }
}

void workingText(const TaskView &task, TimeMs live, CardText &card)
{
    card.who = joined(oneLine(task.agent), attemptOf(task));
    const TimeMs left = task.leaseDue - live;
    const bool isLost = task.wait == WaitReason::AgentLost;
    if (task.leaseDue > 0) {
        card.leaseLeft = std::ceil(std::clamp(static_cast<double>(left) / limits::kLeaseMs, 0.0, 1.0) * 12) / 12;
        card.isSlipping = left < kSlippingMs;
    }
    if (isLost) {
        card.isSlipping = true;
        card.activity = task.leaseDue == 0 ? CardWords::tr("connection lost; it may come back")
            : left > 0                     ? CardWords::tr("connection lost; lease ends in %1").arg(text::duration(left + 999))
                                           : CardWords::tr("connection lost; lease is over");
        return;
    }
    if (card.isSlipping) {
        card.activity = left > 0 ? CardWords::tr("no word; lease ends in %1").arg(text::duration(left + 999))
                                 : CardWords::tr("no word; lease is over");
        return;
    }
    if (task.state == TaskState::Leased)
        card.who = joined(card.who, CardWords::tr("starting"));
    card.activity = workWords(task);
    card.age = text::duration(live - task.updated);
}

void finishedText(const TaskView &task, TimeMs live, CardText &card)
{
    card.age = text::ago(live - task.updated);
    switch (task.state) {
    case TaskState::Cancelled:
        card.who = CardWords::tr("cancelled");
        card.activity = oneLine(task.error);
        break;
    case TaskState::Failed: // the cause first: it is what a person acts on
        card.who = task.error.empty() ? text::outcome(task.lastOutcome) : text::cause(task.error).simplified();
        card.activity = joined(oneLine(task.agent), attemptOf(task));
        break;
    default:
        card.who = joined(oneLine(task.agent), task.score >= 0 && !task.simulated ? CardWords::tr("score %1").arg(task.score) : QString());
        card.activity = joined(oneLine(task.note), attemptOf(task));
    }
}

bool isWorkedOn(TaskState state)
{
    return state == TaskState::Leased || state == TaskState::Running || state == TaskState::Checking;
}

} // namespace

CardText cardText(const TaskView &task, TimeMs live)
{
    CardText card;
    card.title = text::title(task).simplified();
    switch (task.state) {
    case TaskState::Queued:
    case TaskState::Blocked:
        waitingText(task, live, card);
        break;
    case TaskState::NeedsInput:
        card.who = oneLine(task.agent);
        card.activity = CardWords::tr("“%1”", "a quoted question").arg(oneLine(task.question));
        card.age = text::duration(live - task.updated);
        break;
    case TaskState::Leased:
    case TaskState::Running:
    case TaskState::Checking:
        workingText(task, live, card);
        break;
    case TaskState::Done:
    case TaskState::Failed:
    case TaskState::Cancelled:
        finishedText(task, live, card);
        break;
    }
    if (task.progressOf > 0 && isWorkedOn(task.state))
        card.progress = std::clamp(static_cast<double>(task.progressDone) / static_cast<double>(task.progressOf), 0.0, 1.0);
    return card;
}

QString spokenCard(const TaskView &task, TimeMs live)
{
    const CardText card = cardText(task, live);
    QStringList parts{card.title, text::state(task.state), CardWords::tr("priority %1").arg(text::priority(task.priority)), card.who,
                      card.activity, card.age};
    if (task.score >= 0)
        parts << CardWords::tr("score %1").arg(task.score);
    if (task.simulated)
        parts << CardWords::tr("simulated");
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString agentActivity(const AgentView &agent, TimeMs live)
{
    const QString age = text::duration(live - agent.since);
    switch (agent.state) {
    case AgentState::Gone:
    case AgentState::Lost:
        return joined(agent.cause.empty() ? CardWords::tr("not connected") : text::cause(agent.cause).simplified(), text::ago(live - agent.since));
    case AgentState::Draining:
        return agent.busy > 0 ? CardWords::tr("leaves when its tasks are done") : CardWords::tr("takes no new tasks");
    case AgentState::Ready:
    case AgentState::Busy:
        break;
    }
    if (agent.waiting > 0)
        return CardWords::tr("waits for you");
    if (agent.busy == 0)
        return CardWords::tr("idle %1", "a duration").arg(age);
    const QString note = oneLine(agent.lastNote);
    return note == QLatin1String("simulated") ? CardWords::tr("simulated") : note;
}

QString agentKind(const AgentView &agent)
{
    return joined(oneLine(agent.kind), agent.model.empty() ? CardWords::tr("rules", "works by rules, without a model") : oneLine(agent.model));
}

} // namespace skep
