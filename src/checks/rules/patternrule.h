// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/pattern.h"
#include "checks/rules/report.h"

#include <span>
#include <string_view>

namespace skep::checks {

/// A rule that is one shape of tokens, with a question to the surroundings where the shape alone says too little.
struct PatternRule
{
    using Holds = bool (*)(const Job &, const Match &);

    std::string_view languages; // letters: s script, p Python, c C++
    Severity severity;
    std::string_view rule;
    std::string_view pattern;
    std::string_view message;
    Holds holds = nullptr;
};

[[nodiscard]] std::span<const PatternRule> scriptPatternRules();
[[nodiscard]] std::span<const PatternRule> pythonPatternRules();
[[nodiscard]] std::span<const PatternRule> cppPatternRules();
[[nodiscard]] std::span<const PatternRule> commonPatternRules();

// Questions that rules of several tables ask.
[[nodiscard]] bool isNoMember(const Job &job, const Match &match);       // nothing is called through . or ->
[[nodiscard]] bool beginsStatement(const Job &job, const Match &match);
[[nodiscard]] bool isWholeStatement(const Job &job, const Match &match); // and nothing stands behind it
[[nodiscard]] bool firstArgumentVaries(const Job &job, const Match &match); // of the call whose "(" ends the match
[[nodiscard]] bool valueVaries(const Job &job, const Match &match);         // right of the match, to the statement's end

} // namespace skep::checks
