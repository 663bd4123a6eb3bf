// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/eventsmodel.h"

#include "viewmodel/text.h"

#include <QCoreApplication>

namespace skep {
namespace {

struct EventWords { Q_DECLARE_TR_FUNCTIONS(Event) };

QString by(const std::string &who) { return who.empty() ? EventWords::tr("the hub") : text::of(who); }

EventText textOf(const ev::Submitted &e)
{
    const QString title = e.task.title.empty() ? text::of(e.task.type) : text::of(e.task.title);
    return {EventWords::tr("submitted: %1", "title of a task").arg(title), {}};
}
EventText textOf(const ev::Leased &e)
{
    return {EventWords::tr("given to %1, attempt %2").arg(text::of(e.agent)).arg(e.attempt), by(e.decision.by)};
}
EventText textOf(const ev::Started &e) { return {e.simulated ? EventWords::tr("started, simulated") : EventWords::tr("started"), {}}; }
EventText textOf(const ev::Asked &e) { return {EventWords::tr("asks: %1", "a question").arg(text::of(e.question)), {}}; }
EventText textOf(const ev::Answered &e) { return {EventWords::tr("answered: %1").arg(text::of(e.text)), by(e.by)}; }
EventText textOf(const ev::ArtifactKept &e)
{
    return {EventWords::tr("left the file %1, %2", "name, size").arg(text::of(e.name), text::bytes(e.bytes)), {}};
}
EventText textOf(const ev::AttemptEnded &e)
{
    const bool isGood = e.outcome == Outcome::Accepted;
    QString what = EventWords::tr("attempt %1: %2", "number, how it ended").arg(e.attempt).arg(text::outcome(e.outcome));
    if (!e.error.empty())
        what += QStringLiteral(" · ") + text::cause(e.error);
    if (e.simulated)
        what += QStringLiteral(" · ") + EventWords::tr("simulated");
    return {what, text::of(e.agent), !isGood && e.outcome != Outcome::Cancelled && e.outcome != Outcome::Throttled};
}
EventText textOf(const ev::Changed &e)
{
    QString what = EventWords::tr("now %1", "a state").arg(text::state(e.state));
    if (!e.reason.empty())
        what += QStringLiteral(" · ") + text::of(e.reason);
    return {what, by(e.by), e.state == TaskState::Failed};
}
EventText textOf(const ev::DeadlineMissed &) { return {EventWords::tr("missed its deadline"), {}, true}; }
EventText textOf(const ev::AgentJoined &e)
{
    return {e.resumed ? EventWords::tr("came back") : EventWords::tr("joined with %n slot(s)", nullptr, e.agent.slots), text::of(e.agent.name)};
}
EventText textOf(const ev::AgentLeft &e)
{
    return {e.cause.empty() ? EventWords::tr("left") : EventWords::tr("is gone: %1", "cause").arg(text::cause(e.cause)), text::of(e.agent), !e.cause.empty()};
}
EventText textOf(const ev::AgentDrain &e)
{
    const QString agent = text::of(e.agent);
    return {e.on ? EventWords::tr("%1 gets no new tasks").arg(agent) : EventWords::tr("%1 takes tasks again").arg(agent), by(e.by)};
}
EventText textOf(const ev::Paused &e)
{
    const QString what = e.project.empty() ? EventWords::tr("the whole queue") : text::of(e.project);
    return {e.on ? EventWords::tr("%1 is paused").arg(what) : EventWords::tr("%1 goes on").arg(what), by(e.by)};
}
EventText textOf(const ev::Reserved &e) { return {EventWords::tr("next for %1", "an agent").arg(text::of(e.agent)), by(e.by)}; }
EventText textOf(const ev::Unassigned &e) { return {EventWords::tr("taken back from %1").arg(text::of(e.agent)), by(e.by)}; }

} // namespace

EventText eventText(const Event &event)
{
    EventText text = std::visit([](const auto &e) { return textOf(e); }, event);
    if (text.who.isEmpty())
        text.who = QString::fromUtf8(agentOf(event));
    return text;
}

std::vector<std::pair<QString, QString>> eventKinds()
{
    return {{QStringLiteral("submitted"), EventWords::tr("Submissions")},
            {QStringLiteral("leased"), EventWords::tr("Assignments")},
            {QStringLiteral("asked"), EventWords::tr("Questions")},
            {QStringLiteral("attempt_ended"), EventWords::tr("Ends of attempts")},
            {QStringLiteral("changed"), EventWords::tr("Changes by people")},
            {QStringLiteral("agent_joined"), EventWords::tr("Agents that join")},
            {QStringLiteral("agent_left"), EventWords::tr("Agents that leave")}};
}

int EventsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_events.size()); }

int EventsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEvent &event = m_events[static_cast<std::size_t>(index.row())];
    const TaskId task = taskOf(event.event);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case TimeColumn: return text::clockTime(event.at);
        case WhatColumn: return eventText(event.event).what.simplified();
        case TaskColumn: return task == 0 ? QString() : QString::number(task);
        case WhoColumn: return eventText(event.event).who;
        default: return {};
        }
    case Qt::ToolTipRole: return index.column() == TimeColumn ? text::exactTime(event.at) : eventText(event.event).what;
    case Qt::TextAlignmentRole: return static_cast<int>((index.column() == TaskColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case TaskRole: return QVariant::fromValue<qulonglong>(task);
    case AgentRole: return QString::fromUtf8(agentOf(event.event));
    case TroubleRole: return eventText(event.event).isTrouble;
    default: return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == TaskColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case WhatColumn: return tr("What happened");
    case TaskColumn: return tr("Task");
    case WhoColumn: return tr("Who");
    default: return {};
    }
}

void EventsModel::clear()
{
    beginResetModel();
    m_events.clear();
    endResetModel();
}

bool EventsModel::addNewer(const std::vector<AuditEvent> &events)
{
    const BatchNo known = newest();
    const auto end = std::find_if(events.begin(), events.end(), [known](const AuditEvent &e) { return e.batch <= known; });
    if (end == events.begin())
        return false;
    const bool hasHole = known != 0 && end == events.end();
    if (hasHole)
        clear();
    beginInsertRows({}, 0, static_cast<int>(end - events.begin()) - 1);
    m_events.insert(m_events.begin(), events.begin(), end);
    endInsertRows();
    if (m_events.size() > kRowsMax) {
        beginRemoveRows({}, static_cast<int>(kRowsMax), rowCount() - 1);
        m_events.resize(kRowsMax);
        endRemoveRows();
    }
    return hasHole;
}

void EventsModel::addOlder(const std::vector<AuditEvent> &events)
{
    const std::size_t room = kRowsMax - std::min(kRowsMax, m_events.size());
    const std::size_t count = std::min(room, events.size());
    if (count == 0)
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(count) - 1);
    m_events.insert(m_events.end(), events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
    endInsertRows();
}

} // namespace skep
