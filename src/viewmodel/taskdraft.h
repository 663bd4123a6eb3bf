// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/task.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>
#include <vector>

namespace skep {

/// What our nanobots can do, each with an executor of its own.
enum class TaskKind : std::uint8_t { Review, Document, Test, Generate, Simulate };
inline constexpr int kTaskKindCount = 5;

/// Executor, task type and required capability in one: "code-review".
[[nodiscard]] std::string_view executorOf(TaskKind kind);
[[nodiscard]] std::optional<TaskKind> taskKindFrom(std::string_view executor);
/// "Review code".
[[nodiscard]] QString taskKindTitle(TaskKind kind);
[[nodiscard]] constexpr bool needsFiles(TaskKind kind) { return kind == TaskKind::Review || kind == TaskKind::Document || kind == TaskKind::Test; }

enum class DraftField : std::uint8_t { Title, Files, Prompt, Tests, TimeLimit, Duration, Project, Required, Wanted, Attempts, Deadline };

/// What is wrong with a field, in a sentence that names it and its limit.
struct DraftFault
{
    DraftField field = DraftField::Title;
    QString sentence;
    bool isMissing = false; // nothing is there yet; no news before somebody wants to go on
};

/// A task as a person fills it in, before it is one: texts as typed, times in the units of the form. Everything but
/// the files, which are read when it is sent.
struct TaskDraft
{
    static constexpr int kDeadlineMinMax = 525'600; // a year
    static constexpr int kDurationSMax = 86'400;    // what the executor allows
    static constexpr int kTestsMax = 100;

    TaskKind kind = TaskKind::Review;
    QString title;
    Priority priority = Priority::P2;
    bool isHeld = false;
    QString project;
    QString required;   // besides the kind's own, with commas between
    QString wanted;     // with commas between
    int attempts = limits::kAttemptsDefault;
    int deadlineMin = 0; // minutes from the submission; 0: none
    QString prompt;     // of Generate
    QString tests;      // of Test: paths with commas between; empty: all that look like tests
    int timeLimitS = 0; // of Test; 0: as the agent has it
    int durationS = 10; // of Simulate

    /// Sentences for what the hub or the executor would refuse, the first fields first.
    [[nodiscard]] std::vector<DraftFault> faults() const;
    /// The task with these files (objects of path and text); `now` is the hub's time. Meant for a draft without faults.
    [[nodiscard]] TaskSpec spec(const QJsonArray &files, TimeMs now) const;
    /// The paths in `tests`.
    [[nodiscard]] QStringList testList() const;
    /// True when nothing of what is seldom needed was filled in: project, capabilities, attempts, deadline.
    [[nodiscard]] bool isPlain() const;

    [[nodiscard]] QByteArray toJson() const;
    /// What toJson() wrote, in this version or another: a field that is missing or makes no sense has its default.
    /// Nothing: not a draft, or of a kind that is not known here.
    [[nodiscard]] static std::optional<TaskDraft> fromJson(const QByteArray &json);

    friend bool operator==(const TaskDraft &, const TaskDraft &) = default;
};

/// The field that a refusal of the hub is about, by its name in the protocol.
[[nodiscard]] std::optional<DraftField> draftFieldOf(const Error &error, TaskKind kind);

} // namespace skep
