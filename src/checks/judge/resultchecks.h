// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/verdict.h"

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace skep::checks::judging {

using Object = simdjson::dom::object;
using Array = simdjson::dom::array;
using Element = simdjson::dom::element;
using Checks = std::vector<Check>;

[[nodiscard]] Check passed(std::string_view name, int score = 100, std::string detail = {});
[[nodiscard]] Check failed(std::string_view name, std::string detail);
[[nodiscard]] Check notChecked(std::string_view name, std::string detail);

/// Runs the checks of this task type on a parsed, not empty result.
void checkByType(std::string_view taskType, bool simulated, const Object &result, Checks &checks);

// One per type that our executors serve, and the one for all others.
void checkReview(const Object &result, Checks &checks);
void checkDocumentation(const Object &result, Checks &checks);
void checkGeneration(const Object &result, Checks &checks);
void checkTesting(const Object &result, Checks &checks); // beside the generic ones: other agents run tests too
void checkGeneric(const Object &result, Checks &checks);

/// Empty when the text stands for real work; else what is wrong with it.
[[nodiscard]] std::string faultOfText(std::string_view text);
/// Empty when the status words of a result (status, ok, success, error) do not speak of failure.
[[nodiscard]] std::string faultOfStatus(const Object &result);

} // namespace skep::checks::judging
