// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/task.h"

#include <QString>

namespace skep {

/// The words on one card. `live` is the hub's time now; ages are counted from it.
struct CardText
{
    QString title;
    QString who;         // agent, or why it waits
    QString activity;    // what happened last, or what would start it
    QString age;         // how long ago; never cut
    bool isSlipping = false; // the lease is running out: said in `activity`
    double progress = -1; // 0..1 of what was counted; -1: nothing was counted
    double leaseLeft = -1; // 0..1 of the lease, in twelfths; -1: none

    friend bool operator==(const CardText &, const CardText &) = default;
};

[[nodiscard]] CardText cardText(const TaskView &task, TimeMs live);

/// What a screen reader says of a card.
[[nodiscard]] QString spokenCard(const TaskView &task, TimeMs live);

/// Second line of an agent's row under its task: note, cause or idle time.
[[nodiscard]] QString agentActivity(const AgentView &agent, TimeMs live);
/// "nanobot · rules", "nanobot · qwen2.5-coder".
[[nodiscard]] QString agentKind(const AgentView &agent);

} // namespace skep
