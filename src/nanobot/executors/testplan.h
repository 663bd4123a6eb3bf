// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/job.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::nanobot {

/// The tests of one language and how they are run.
struct TestPlan
{
    std::string language;           // "javascript", "python", "cpp"
    std::vector<std::string> tests; // paths of the test files
    std::vector<std::string> tools; // programs that must be installed
    std::vector<std::string> sources; // cpp: what the tests are linked with, in the order of the plan's numbers
    int steps = 0;                  // what progress counts until the runner says better
    sandbox::Job job;
};

struct TestWish
{
    std::vector<std::string> tests; // run only these files; empty: all that look like tests
    sandbox::Limits limits;
};

/// Where the runners lie in the work folder. Files of a project below it are left out.
inline constexpr std::string_view kRunnerFolder = ".skep/";

/// The language of a path that looks like a test; empty for other files. docs/sandbox.md has the patterns.
[[nodiscard]] std::string_view testLanguage(std::string_view path);

/// One plan for each language that has tests. Fails with NotFound when there are none, or a wished one is not there.
[[nodiscard]] Result<std::vector<TestPlan>> planTests(const std::vector<sandbox::File> &files, const TestWish &wish);

} // namespace skep::nanobot
