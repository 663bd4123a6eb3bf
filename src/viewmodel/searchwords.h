// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace skep {

/// What of a task a search looks into.
struct SearchTexts
{
    TaskId number = 0;
    std::string_view title{}, type{}, project{}, agent{};
};

[[nodiscard]] inline SearchTexts textsOf(const TaskView &task) { return {task.id, task.title, task.type, task.project, task.agent}; }

/// Words that must all occur, in any letter case. A value; no words match everything.
class SearchWords final
{
public:
    SearchWords() = default;
    explicit SearchWords(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_folded.isEmpty(); }
    /// True: whatever these are in, `wider` are in too.
    [[nodiscard]] bool narrow(const SearchWords &wider) const;
    [[nodiscard]] bool areIn(const SearchTexts &task) const;
    [[nodiscard]] bool areIn(std::string_view text) const;

    friend bool operator==(const SearchWords &a, const SearchWords &b) { return a.m_folded == b.m_folded; }

private:
    QStringList m_folded;
    std::vector<std::string> m_ascii; // the same as bytes, when they all are ASCII: 20 times faster over 100,000 tasks
};

} // namespace skep
