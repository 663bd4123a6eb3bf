// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/review.h"

#include "checks/rules/report.h"

namespace skep::checks {
namespace {

Language languageFrom(std::string_view name)
{
    return name == "javascript" ? Language::JavaScript : name == "typescript" ? Language::TypeScript : name == "python" ? Language::Python : Language::Cpp;
}

} // namespace

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::High:
        return "high";
    case Severity::Medium:
        return "medium";
    case Severity::Low:
        break;
    }
    return "low";
}

std::vector<Finding> review(const SourceFile &file)
{
    const auto language = languageOf(file);
    if (language.empty())
        return {};
    const Unit unit(languageFrom(language), file.text);
    const Names names(unit);
    Report report(unit);
    const Job job{unit, names, report};
    for (const auto check : {checkPatterns, checkSecrets, checkInjection, checkCrypto, checkConditions, checkBranches, checkErrors, checkLoops,
                             checkUses, checkUnused, checkSpelling, checkScript, checkPython, checkCppMemory, checkCppValues, checkCppClasses})
        check(job);
    return report.take();
}

} // namespace skep::checks
