// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::checks {

enum class Severity : unsigned char { High, Medium, Low };

/// "high", "medium", "low".
[[nodiscard]] std::string_view name(Severity);

/// One remark of the review. `rule` is a stable name such as "js.missing-await"; the message says in one
/// sentence what is wrong and why it matters.
struct Finding
{
    int line = 0; // from 1
    Severity severity = Severity::Medium;
    std::string rule;
    std::string message;

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// Findings above this number in one file are not reported; the highest severities stay.
inline constexpr std::size_t kFindingsPerFileMax = 200;

/// Reads source without running, parsing by a compiler or opening anything. Findings are in order of line;
/// none for a language without rules. Pure, any thread, linear in the text for ordinary code.
[[nodiscard]] std::vector<Finding> review(const SourceFile &file);

} // namespace skep::checks
