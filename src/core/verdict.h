// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace skep {

/// One named check of a result. `score` is 0..100; a check that could not run says so and does not count.
struct Check
{
    enum class Mark : unsigned char { Passed, Failed, NotChecked };

    std::string name;   // e.g. "shape", "size", "evidence.totals"
    Mark mark = Mark::NotChecked;
    int score = 0;
    std::string detail; // what was expected and what was found

    friend bool operator==(const Check &, const Check &) = default;
};

/// What the checks say of an attempt. A verdict without one check that ran never passes.
struct Verdict
{
    bool passed = false;
    int score = 0; // mean of the checks that ran
    std::vector<Check> checks;

    friend bool operator==(const Verdict &, const Verdict &) = default;
};

} // namespace skep
