// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"

#include <QString>
#include <QStringList>

// The words of an agent's inspector.
namespace skep {

/// True while it is here and runs foreign code without a sandbox, as Counts::agentsUnsandboxed counts it.
[[nodiscard]] bool isUnsandboxed(const AgentView &agent);
/// What that means, for whoever looks at the agent; empty for others.
[[nodiscard]] QString agentWarning(const AgentView &agent);
/// "ready for 4 min", "gone for 12 s".
[[nodiscard]] QString agentState(const AgentView &agent, TimeMs live);
/// "nanobot · rules · on hive · 1 of 3 slots busy".
[[nodiscard]] QString agentMeta(const AgentView &agent);
/// "idle 4 s"; empty while it works.
[[nodiscard]] QString agentIdle(const AgentView &agent, TimeMs live);
[[nodiscard]] QString agentCapabilities(const AgentView &agent);
/// What came of its attempts, and how sure its reliability is.
[[nodiscard]] QStringList agentRecord(const AgentView &agent);
/// Process, version, sandbox, last word.
[[nodiscard]] QStringList agentDetails(const AgentView &agent, TimeMs live);

} // namespace skep
