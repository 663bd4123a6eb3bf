// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/names.h"
#include "checks/parse/unit.h"
#include "checks/review.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::checks {

/// Gathers the findings of all rules for one unit.
class Report
{
public:
    explicit Report(const Unit &unit) : m_unit(unit) {}

    void add(int token, Severity severity, std::string_view rule, std::string message);
    void addLine(int line, Severity severity, std::string_view rule, std::string message);

    /// In order of line, each rule once per line, without those that a comment in the source waves through.
    [[nodiscard]] std::vector<Finding> take();

private:
    [[nodiscard]] bool isWaved(const Finding &finding) const;

    const Unit &m_unit;
    std::vector<Finding> m_findings;
};

/// What a group of rules works with.
struct Job
{
    const Unit &unit;
    const Names &names;
    Report &report;
};

// Groups of rules; each file of this folder holds one or two. They report what they find and change nothing else.
void checkPatterns(const Job &job);    // fixed shapes of tokens, from the tables
void checkSecrets(const Job &job);     // keys and passwords in the source or in the log
void checkInjection(const Job &job);   // SQL, shell, HTML, paths, addresses
void checkCrypto(const Job &job);      // weak hashes, weak random numbers
void checkConditions(const Job &job);  // comparisons that are always or never true, or mean something else
void checkBranches(const Job &job);    // repeated branches, fall through, unreachable code
void checkErrors(const Job &job);      // swallowed and dropped errors
void checkLoops(const Job &job);       // bounds, progress, changes while iterating
void checkUses(const Job &job);        // values looked at before they are known to be there
void checkUnused(const Job &job);      // variables and imports
void checkSpelling(const Job &job);    // names that nothing binds, near to one that something does
void checkScript(const Job &job);      // promises, callbacks, this
void checkPython(const Job &job);      // defaults, classes, format strings, coroutines
void checkCppMemory(const Job &job);   // new and delete, moved-from, dangling
void checkCppValues(const Job &job);   // sizes, signs, divisions, initial values
void checkCppClasses(const Job &job);  // destructors, copies

} // namespace skep::checks
