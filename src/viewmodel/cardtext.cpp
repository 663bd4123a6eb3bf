// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/cardtext.h"

#include "core/limits.h"
#include "viewmodel/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace skep {
namespace {

// A healthy lease is renewed each kRenewEveryMs; with less than this left two renewals were missed.
constexpr TimeMs kSlippingMs = limits::kLeaseMs - 2 * limits::kRenewEveryMs;

QString tr(const char *source, const char *note = nullptr, int n = -1)
{
    return QCoreApplication::translate("Card", source, note, n);
}

QString joined(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a + b;
    return a + QStringLiteral(" · ") + b;
}

QString oneLine(const std::string &utf8) { return text::of(utf8).simplified(); }

void waitingText(const TaskView &task, TimeMs live, CardText &card)
{
    const text::Wait wait = text::wait(task);
    card.who = wait.why;
    card.activity = joined(wait.hint, text::duration(live - task.created));
}

void workingText(const TaskView &task, TimeMs live, CardText &card)
{
    card.who = oneLine(task.agent);
    const TimeMs age = std::max<TimeMs>(0, live - task.updated);
    if (task.leaseDue > 0) {
        const TimeMs left = task.leaseDue - live;
        card.leaseLeft = std::clamp(static_cast<double>(left) / limits::kLeaseMs, 0.0, 1.0);
        card.isSlipping = left < kSlippingMs;
    }
    if (card.isSlipping) {
        const TimeMs left = task.leaseDue - live;
        card.activity = left > 0 ? tr("no word; lease ends in %1").arg(text::duration(left + 999))
                                 : tr("no word; lease is over");
        return;
    }
    if (task.state == TaskState::Leased)
        card.who = joined(card.who, tr("starting"));
    QString what = oneLine(task.note);
    if (task.state == TaskState::Checking && what.isEmpty())
        what = tr("checking the result");
    else if (what.isEmpty() && task.progressOf > 0)
        what = tr("%1 of %2", "counted progress").arg(task.progressDone).arg(task.progressOf);
    else if (what.isEmpty())
        what = task.state == TaskState::Leased ? tr("leased") : tr("started");
    card.activity = joined(what, text::duration(age));
}

void finishedText(const TaskView &task, TimeMs live, CardText &card)
{
    const QString age = text::ago(live - task.updated);
    switch (task.state) {
    case TaskState::Cancelled:
        card.who = tr("cancelled");
        card.activity = joined(oneLine(task.error), age);
        break;
    case TaskState::Failed:
        card.who = joined(oneLine(task.agent), task.error.empty() ? text::outcome(task.lastOutcome) : oneLine(task.error));
        card.activity = joined(task.lastOutcome == Outcome::Failed || task.error.empty() ? QString()
                                                                                         : text::outcome(task.lastOutcome),
                               age);
        break;
    default:
        card.who = joined(oneLine(task.agent), task.score >= 0 ? tr("score %1").arg(task.score) : QString());
        card.activity = joined(oneLine(task.note), age);
    }
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
        card.who = joined(oneLine(task.agent), tr("asked %1").arg(text::ago(live - task.updated)));
        card.activity = tr("“%1”", "a quoted question").arg(oneLine(task.question));
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
    if (task.progressOf > 0 && (task.state == TaskState::Leased || task.state == TaskState::Running || task.state == TaskState::Checking))
        card.progress = std::clamp(static_cast<double>(task.progressDone) / static_cast<double>(task.progressOf), 0.0, 1.0);
    if (task.attempt > 1 || (task.state == TaskState::Failed && task.attempt > 0))
        card.attempt = tr("attempt %1/%2").arg(task.attempt).arg(std::max(task.attempt, task.attemptsMax));
    return card;
}

QString spokenCard(const TaskView &task, TimeMs live)
{
    const CardText card = cardText(task, live);
    QStringList parts{card.title, text::state(task.state), tr("priority %1").arg(text::priority(task.priority)), card.who,
                      card.activity, card.attempt};
    if (task.simulated)
        parts << tr("simulated");
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString agentActivity(const AgentView &agent, TimeMs live)
{
    const QString age = text::duration(live - agent.since);
    switch (agent.state) {
    case AgentState::Gone:
    case AgentState::Lost:
        return joined(agent.cause.empty() ? tr("not connected") : oneLine(agent.cause), text::ago(live - agent.since));
    case AgentState::Draining:
        return agent.busy > 0 ? tr("leaves when its tasks are done") : tr("takes no new tasks");
    case AgentState::Ready:
    case AgentState::Busy:
        break;
    }
    if (agent.waiting > 0)
        return tr("waits for your answer");
    if (agent.busy == 0)
        return tr("idle %1", "a duration").arg(age);
    return oneLine(agent.lastNote);
}

QString agentKind(const AgentView &agent)
{
    return joined(oneLine(agent.kind), agent.model.empty() ? tr("rules", "works by rules, without a model") : oneLine(agent.model));
}

} // namespace skep
