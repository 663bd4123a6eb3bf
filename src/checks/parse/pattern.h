// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/unit.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace skep::checks {

/// A place where a pattern fits.
struct Match
{
    static constexpr int kCapturesMax = 6;

    int begin = 0;
    int end = 0;
    int mark = 0; // the token to report: that of "@", else the first
    std::array<Range, kCapturesMax> captures{}; // by the digit of the capture, from 1
};

/// A pattern over tokens, written with blanks between its parts:
///     word    this token; a|b one of several; both may end in ? (may be absent)
///     $1      a name; the same digit again wants the same text
///     %1      a path of names with . -> :: ?. between; the same digit again wants the same path
///     ""      a string literal          ``  a piece of a template or f-string      ##  a number
///     (*)     a bracket with whatever is in it; [*], {*} likewise
///     _       any one token             ~   as little as possible of the same statement and bracket level
///     !a|b    no such token comes next
/// and "@" before a part marks the token to report.
class Pattern
{
public:
    explicit Pattern(std::string_view text);

    [[nodiscard]] std::optional<Match> at(const Unit &unit, int i) const;

private:
    enum class Kind : unsigned char { Word, Name, Path, String, Template, Number, Group, Any, Gap, Not };
    struct Part
    {
        Kind kind = Kind::Word;
        bool isOptional = false;
        bool isMark = false;
        int capture = 0;
        std::vector<std::string_view> words;
    };

    [[nodiscard]] bool fits(const Unit &unit, std::size_t part, int i, Match &match) const;
    [[nodiscard]] bool fitsPath(const Unit &unit, std::size_t part, int i, Match &match) const;
    [[nodiscard]] bool fitsCapture(const Unit &unit, const Part &part, Range found, Match &match) const;
    [[nodiscard]] static bool isWord(const Unit &unit, const Part &part, int i);

    std::vector<Part> m_parts;
};

} // namespace skep::checks
