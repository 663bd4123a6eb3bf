// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/gateway.h"
#include "core/result.h"
#include "core/task.h"

#include <QString>

namespace skep {
struct FoundTask;
}

// Codes and numbers to words. The engine makes no text for people; every sentence of the window comes from here.
namespace skep::text {

[[nodiscard]] QString of(const std::string &utf8);

/// "3 s", "4 min", "2 h 10 min", "3 days".
[[nodiscard]] QString duration(TimeMs ms);
/// How long something took: milliseconds below a second, else a duration.
[[nodiscard]] QString took(TimeMs ms);
/// "12 s ago", "just now".
[[nodiscard]] QString ago(TimeMs ms);
/// Day and time with the local rules, for tooltips.
[[nodiscard]] QString exactTime(TimeMs at);
[[nodiscard]] QString clockTime(TimeMs at);
[[nodiscard]] QString number(std::int64_t n);
/// 1,234 as it is, 100k from 100,029: for places with room for four characters.
[[nodiscard]] QString compact(std::int64_t n);
[[nodiscard]] QString bytes(std::int64_t n);
/// 0.95 from 950.
[[nodiscard]] QString permille(std::int64_t value);
[[nodiscard]] QString rate(double perSecond);

/// The same with spaces that do not break beside its numbers: "attempt 1 of 3" and "100 %" stay on one line where text
/// wraps. For words of ours only: a line of figures by somebody else would become too long for its place.
[[nodiscard]] QString unbroken(QString words);

/// A name cut to what a button can hold.
[[nodiscard]] QString shortName(const std::string &name);

[[nodiscard]] QString state(TaskState state);
[[nodiscard]] QString state(AgentState state);
[[nodiscard]] QString outcome(Outcome outcome);
[[nodiscard]] QString priority(Priority priority);
/// Why an agent left or an attempt ended, in words; what others than the hub say stays as it is.
[[nodiscard]] QString cause(const std::string &words);
/// What a check looks at, in words; a check of somebody else's keeps its name.
[[nodiscard]] QString check(const std::string &name);
/// How bad a finding is: "high", "medium", "low" in words; anything else as it is.
[[nodiscard]] QString severity(const QString &name);
/// What a figure of a result is, "files_checked" in words; of a field that our own agents do not send, its name.
[[nodiscard]] QString fact(const QString &field);
[[nodiscard]] QString taskType(const std::string &type);

/// The title, or type and number where there is none.
[[nodiscard]] QString title(const TaskView &task);
[[nodiscard]] QString title(const FoundTask &task);

/// Why a task does not run, and what would start it.
struct Wait
{
    QString why;
    QString hint;
};
[[nodiscard]] Wait wait(const TaskView &task);

/// What happened, to what, and what to do.
[[nodiscard]] QString error(const Error &error);

} // namespace skep::text
