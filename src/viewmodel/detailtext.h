// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QString>
#include <QStringList>

#include <vector>

// The words of a task's page.
namespace skep {

/// "code-review · sample-cart · attempt 1 of 3 · 9 min left".
[[nodiscard]] QString taskMeta(const TaskView &task, TimeMs live);
/// "8 of 12 · lease renewed, 14 s left · fence 18"; empty when nobody works on it.
[[nodiscard]] QString leaseText(const TaskView &task, TimeMs live);

/// Why it waits and the smallest change that would start it, one sentence a line.
[[nodiscard]] QStringList whyLines(const TaskView &task, const Explanation &why);
/// Why this agent got the task: winner, losers, counts.
[[nodiscard]] QStringList decisionLines(const Decision &decision);

struct AttemptText
{
    QString head;      // "2 · nano-07 · accepted · score 96"
    QStringList lines; // error, checks that did not pass
};
[[nodiscard]] AttemptText attemptText(const AttemptInfo &attempt);

/// "39 of 41"-like words on one candidate, for the menu of agents: match, reliability, load.
[[nodiscard]] QString candidateText(const Candidate &candidate);

/// What speaks for an agent, for the toast: "39 of 41 passed, 1 of 3 slots busy".
[[nodiscard]] QString choiceReason(const Choice &choice);
/// "about 2 min", "wait unknown"; empty when it is free now.
[[nodiscard]] QString choiceWait(const Choice &choice);

/// JSON bytes with indentation; the bytes themselves where they are none.
[[nodiscard]] QString prettyJson(const std::string &json);

/// A result taken apart for the screen. Everything is plain text.
struct ResultParts
{
    struct Finding
    {
        QString severity; // as the result says it: text::severity() has the words
        QString place; // "discount.js:41"
        QString message;
    };

    QString summary;
    std::vector<Finding> findings; // at most kFindingsMax
    std::size_t findingsAll = 0;
    std::vector<std::pair<QString, QString>> facts; // scalar fields
    QString text;                                   // documents, code
    QString rest;                                   // what has no better form, as JSON

    static constexpr std::size_t kFindingsMax = 200;
    [[nodiscard]] bool isEmpty() const
    {
        return summary.isEmpty() && findings.empty() && facts.empty() && text.isEmpty() && rest.isEmpty();
    }
};
[[nodiscard]] ResultParts resultParts(const std::string &json);

} // namespace skep
