// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/agenttext.h"

#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <QCoreApplication>

namespace skep {
namespace {

struct AgentWords { Q_DECLARE_TR_FUNCTIONS(Agent) };

} // namespace

bool isUnsandboxed(const AgentView &agent)
{
    return agent.sandbox == "unsandboxed" && agent.state != AgentState::Lost && agent.state != AgentState::Gone;
}

QString agentWarning(const AgentView &agent)
{
    if (!isUnsandboxed(agent))
        return {};
    return AgentWords::tr("Runs foreign code without a sandbox, with all rights of its user. Install bubblewrap there, or start it without "
                     "--allow-unsandboxed.");
}

QString agentState(const AgentView &agent, TimeMs live)
{
    const bool asks = agent.waiting > 0 && agent.state <= AgentState::Busy;
    return text::unbroken(AgentWords::tr("%1 for %2", "state, duration")
                              .arg(asks ? AgentWords::tr("asks", "agent state: waits for a person") : text::state(agent.state),
                                   text::duration(live - agent.since)));
}

QString agentMeta(const AgentView &agent)
{
    QStringList parts{agentKind(agent)};
    if (!agent.machine.empty())
        parts << AgentWords::tr("on %1", "a machine").arg(text::of(agent.machine));
    parts << text::unbroken(AgentWords::tr("%1 of %2 slots busy").arg(agent.busy).arg(agent.slots));
    return parts.join(QStringLiteral(" · "));
}

QString agentIdle(const AgentView &agent, TimeMs live)
{
    return agent.busy > 0 ? QString() : text::unbroken(AgentWords::tr("nothing, for %1", "a duration").arg(text::duration(live - agent.since)));
}

QString agentCapabilities(const AgentView &agent)
{
    QStringList names;
    for (const std::string &capability : agent.capabilities)
        names << text::of(capability);
    return names.isEmpty() ? AgentWords::tr("nothing special: tasks without requirements") : names.join(QStringLiteral(", "));
}

QStringList agentRecord(const AgentView &agent)
{
    QStringList lines{AgentWords::tr("%1 accepted, %2 failed, rejected or lost", "counts of attempts")
                          .arg(text::number(agent.done), text::number(agent.failed))};
    if (agent.reliabilityPermille < 0)
        lines << AgentWords::tr("Reliability: too few attempts to tell (%1)").arg(text::number(agent.attempts));
    else
        lines << AgentWords::tr("Reliability at least %1, from %2 attempts")
                     .arg(text::permille(agent.reliabilityPermille), text::number(agent.attempts));
    for (QString &line : lines)
        line = text::unbroken(line);
    return lines;
}

QStringList agentDetails(const AgentView &agent, TimeMs live)
{
    QStringList lines;
    if (agent.pid > 0)
        lines << AgentWords::tr("Process %1").arg(agent.pid);
    if (!agent.version.empty())
        lines << AgentWords::tr("Version %1").arg(text::of(agent.version));
    if (agent.sandbox == "bubblewrap")
        lines << AgentWords::tr("Foreign code in a sandbox: bubblewrap");
    else if (agent.sandbox == "none")
        lines << AgentWords::tr("No sandbox: foreign code is not run");
    else if (agent.sandbox == "unsandboxed")
        lines << AgentWords::tr("No sandbox: foreign code is run as it is");
    lines << text::unbroken(AgentWords::tr("Last word %1").arg(text::ago(live - agent.lastSeen)));
    return lines;
}

} // namespace skep
