// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

// The hub's JSON (docs/protocol.md) as text for a person. Pure; times are given.
namespace skep::ctl {

/// The state with what it waits for, and the word "simulated" where nothing real was done.
[[nodiscard]] QString stateText(const QJsonObject &task);
/// "all 3 able agents are busy", "nobody online offers gpu", ...; empty for null.
[[nodiscard]] QString waitText(const QJsonObject &wait);

/// "assigned to bee-1", "is next for bee-1", "assigned to bee-2 (bee-1 is draining)", of the answer to an assignment.
[[nodiscard]] QString assignmentText(const QJsonObject &answer, const QString &asked);

[[nodiscard]] QString tasksTable(const QJsonArray &tasks, qint64 nowMs);
/// The answer of GET /tasks/ID. `logLines`: how many of the newest lines.
[[nodiscard]] QString taskPage(const QJsonObject &detail, qint64 nowMs, int logLines, bool isFull);
[[nodiscard]] QString agentsTable(const QJsonArray &agents, qint64 nowMs);
[[nodiscard]] QString agentPage(const QJsonObject &agent, qint64 nowMs);
[[nodiscard]] QString reportPage(const QJsonObject &report);

/// "4 waiting, 1 needs you, 26 working, 69 done (22 simulated), 0 failed, 0 cancelled; 26 of 26 agents online".
[[nodiscard]] QString countsLine(const QJsonObject &counts);

/// One sentence: code, field and limit, in words.
[[nodiscard]] QString errorText(const Error &error);

/// {"error":{"code","field","limit","detail"}} as the hub writes it.
[[nodiscard]] QJsonObject errorJson(const Error &error);

} // namespace skep::ctl
