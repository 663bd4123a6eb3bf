// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QString>

#include <optional>
#include <vector>

namespace skep {

/// A notice of the desktop.
struct Notice
{
    QString title, text;
    TaskId task = 0;
};

/// Decides what a person who looks elsewhere is told: each question, and failures at most once a minute. Window thread.
class Notices final
{
public:
    static constexpr TimeMs kFailuresEveryMs = 60'000;

    void setWanted(bool questions, bool failures)
    {
        m_questions = questions;
        m_failures = failures;
    }
    /// `fresh`: what began to need a person since the last call. One notice at most: the newest question, else the
    /// first failure; what is not told is counted into a later one.
    [[nodiscard]] std::optional<Notice> take(const std::vector<TaskView> &fresh, TimeMs now);

private:
    [[nodiscard]] static Notice noticeOf(const TaskView &question);

    TimeMs m_lastFailure = 0;
    int m_untold = 0; // failures since the last notice of one
    bool m_questions = true;
    bool m_failures = true;
};

} // namespace skep
