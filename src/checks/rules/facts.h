// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/names.h"
#include "checks/parse/unit.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// Questions that several rules ask about a piece of source.
namespace skep::checks {

struct Job;

/// The words of a name in lower case: "resetTokenURL" and "reset_token_url" are reset, token, url.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view name);
[[nodiscard]] bool speaksOf(std::string_view name, std::initializer_list<std::string_view> words);
/// Some name in the range speaks of one of the words. Strings count when they are a plain word.
[[nodiscard]] bool speaksOf(const Unit &unit, Range in, std::initializer_list<std::string_view> words);

[[nodiscard]] std::string lowered(std::string_view text);
[[nodiscard]] bool isUpperName(std::string_view name); // LIKE_THIS

/// True when the value of the range is not known from the source: a name that is no constant takes part.
[[nodiscard]] bool isVarying(const Job &job, Range in);
/// A text put together from parts of which one varies: "a" + b, `a ${b}`, f"{b}", "%s" % b, "{}".format(b).
[[nodiscard]] bool isComposed(const Job &job, Range in);
/// The range carries what a client sent: a part of a request, an argument, or a local name that got one of these.
[[nodiscard]] bool isFromOutside(const Job &job, Range in);

/// Arguments of the call whose "(" stands at `open`.
[[nodiscard]] std::vector<Range> argumentsAt(const Unit &unit, int open);
/// What the name was set to last before this use, in the same function; empty: not known.
[[nodiscard]] Range valueBefore(const Job &job, int use);
/// Begin of the path that ends with this token: for c in a.b.c it is a.
[[nodiscard]] int pathBegin(const Unit &unit, int i);
/// Behind the operand that begins here: a path with calls and indexes.
[[nodiscard]] int operandEnd(const Unit &unit, int i);
/// Begin of the operand that ends with the token before `end`.
[[nodiscard]] int operandBegin(const Unit &unit, int end);

/// True when the token is set here: x = , x += , ++x, x++, x -= ... (not x == )
[[nodiscard]] bool isAssigned(const Unit &unit, int i);
/// C++: a "<" or ">" that touches its neighbours belongs to a template list.
[[nodiscard]] bool isAngle(const Unit &unit, int i);
/// The "{" of the innermost function or block body that holds the token; -1: none. Lists in braces do not count.
[[nodiscard]] int enclosingBody(const Unit &unit, int i);
/// The statement around all brackets that hold the token.
[[nodiscard]] int outerStatement(const Unit &unit, int i);
[[nodiscard]] bool isAssignment(std::string_view punct);
/// Some condition between `from` and `to` (if, while, ternary, and, or, assert) mentions the name.
[[nodiscard]] bool isTestedBetween(const Unit &unit, int from, int to, std::string_view name);
/// Name of the innermost function that has one, else empty.
[[nodiscard]] std::string_view functionNameAt(const Unit &unit, int i);
[[nodiscard]] bool isInLoop(const Unit &unit, int i);
/// C++: the type's words of a variable contain the word.
[[nodiscard]] bool hasTypeWord(const Unit &unit, const Variable &variable, std::string_view word);

} // namespace skep::checks
