// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace skep {

/// Words that must all occur, in any letter case. A value; no words match everything.
class SearchWords final
{
public:
    SearchWords() = default;
    explicit SearchWords(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_folded.isEmpty(); }
    /// In title, type, project, agent or number.
    [[nodiscard]] bool areIn(const TaskView &task) const;
    [[nodiscard]] bool areIn(const std::string &text) const;

    friend bool operator==(const SearchWords &a, const SearchWords &b) { return a.m_folded == b.m_folded; }

private:
    QStringList m_folded;
    std::vector<std::string> m_ascii; // the same as bytes, when they all are ASCII: 20 times faster over 100,000 tasks
};

} // namespace skep
