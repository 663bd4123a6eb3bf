// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isNamedInText(const Unit &unit, std::string_view name)
{
    for (int i = 0; i < unit.size(); ++i) {
        if (unit.isString(i) && unit.text(i).find(name) != std::string_view::npos)
            return true;
    }
    return false;
}

/// Only its own import statement holds the name.
bool isMentionedElsewhere(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const int begin = unit.statementBegin(variable.name);
    const int end = unit.statementEnd(variable.name);
    const auto &places = job.names.places(unit.text(variable.name));
    return std::any_of(places.begin(), places.end(), [&](int place) { return place < begin || place >= end; });
}

void checkImport(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const auto name = unit.text(variable.name);
    if (name == "React" || name.starts_with("_") || isMentionedElsewhere(job, variable))
        return;
    if (unit.isPython()) {
        const int begin = unit.statementBegin(variable.name);
        const bool isFuture = unit.is(begin, "from") && unit.is(begin + 1, "__future__");
        const bool isTried = std::any_of(unit.blocks().begin(), unit.blocks().end(), [&](const Block &b) { return b.word == "try" && b.body.has(begin); });
        const bool isDotted = unit.is(variable.name + 1, ".");
        if (isFuture || isTried || isDotted || job.names.isBound("__all__") || isNamedInText(unit, name))
            return;
        // a package's __init__ imports for others: nothing but imports in it
        const bool isOnlyImports = unit.functions().empty() && unit.classes().empty() && unit.blocks().empty();
        if (isOnlyImports)
            return;
    }
    job.report.add(variable.name, Severity::Low, "unused-import", "\"" + std::string(name) + "\" is imported and never used.");
}

/// Plain values whose making and going does nothing by itself.
bool isPlainCppType(const Unit &unit, const Variable &variable)
{
    constexpr std::array kPlain{"int"sv, "long"sv, "short"sv, "char"sv, "bool"sv, "double"sv, "float"sv, "unsigned"sv, "signed"sv, "size_t"sv, "string"sv, "string_view"sv, "uint32_t"sv, "int64_t"sv, "uint64_t"sv, "int32_t"sv, "uint8_t"sv, "std"sv, "const"sv, "::"sv, "QString"sv};
    for (int i = variable.type.begin; i < variable.type.end; ++i) {
        if (std::find(kPlain.begin(), kPlain.end(), unit.text(i)) == kPlain.end())
            return false;
    }
    return !variable.type.isEmpty();
}

void checkLocal(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const auto name = unit.text(variable.name);
    const int function = unit.functionAt(variable.name);
    if (function < 0 || name.starts_with("_") || variable.isPattern || name == "unused" || name == "dummy" || name == "ignored" || name == "junk")
        return;
    if (unit.isCpp() && !isPlainCppType(unit, variable))
        return;
    if (unit.is(variable.name - 1, ",") && unit.isCpp())
        return;
    if (unit.is(variable.name - 1, "as") && unit.isPython())
        return; // with: held for what it does
    const Range body = unit.functions()[static_cast<std::size_t>(function)].body;
    if (unit.isPython()) {
        for (const auto word : {"locals"sv, "global"sv, "nonlocal"sv, "exec"sv, "eval"sv}) {
            if (unit.contains(body, word))
                return;
        }
        // the first of several assignments speaks for all
        for (const int place : job.names.places(name)) {
            if (place < variable.name && unit.functionAt(place) == function)
                return;
        }
    }
    bool isSetAgain = false;
    for (const int place : job.names.places(name)) {
        if (place == variable.name || !variable.scope.has(place))
            continue;
        const bool isMember = unit.is(place - 1, ".") || unit.is(place - 1, "->") || unit.is(place - 1, "?.");
        if (isMember)
            continue;
        const bool isKey = unit.isScript() && unit.is(place + 1, ":") && (unit.is(place - 1, "{") || unit.is(place - 1, ","));
        const bool isKeyword = unit.isPython() && unit.is(place + 1, "=") && unit.is(unit.around(place), "(");
        if (isKey || isKeyword)
            continue;
        const bool isOnlySet = unit.is(place + 1, "=") && unit.isStatementStart(place);
        if (!isOnlySet)
            return;
        isSetAgain = true;
    }
    if (unit.isPython() && isNamedInText(unit, "{" + std::string(name)))
        return;
    job.report.add(variable.name, Severity::Low, "unused-variable",
                   isSetAgain ? "\"" + std::string(name) + "\" is set and never read, so another name was meant or the work is lost."
                              : "\"" + std::string(name) + "\" is never read, so another name was meant or the line is left over.");
}

} // namespace

void checkUnused(const Job &job)
{
    for (const Variable &variable : job.names.all()) {
        if (variable.kind == Variable::Kind::Import)
            checkImport(job, variable);
        else if (variable.kind == Variable::Kind::Local)
            checkLocal(job, variable);
    }
}

} // namespace skep::checks
