// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/patternrule.h"

#include <utility>
#include <vector>

namespace skep::checks {
namespace {

using Compiled = std::vector<std::pair<Pattern, const PatternRule *>>;

Compiled compile(char language)
{
    Compiled out;
    for (const auto rules : {commonPatternRules(), scriptPatternRules(), pythonPatternRules(), cppPatternRules()}) {
        for (const PatternRule &rule : rules) {
            if (rule.languages.find(language) != std::string_view::npos)
                out.emplace_back(Pattern(rule.pattern), &rule);
        }
    }
    return out;
}

} // namespace

bool isNoMember(const Job &job, const Match &match)
{
    const int before = match.begin - 1;
    return !job.unit.is(before, ".") && !job.unit.is(before, "->") && !job.unit.is(before, "def") && !job.unit.is(before, "function");
}

bool beginsStatement(const Job &job, const Match &match)
{
    return job.unit.isStatementStart(match.begin);
}

bool isWholeStatement(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    return beginsStatement(job, match)
        && (unit.is(match.end, ";") || unit[match.end].kind == Tok::Newline || unit[match.end].kind == Tok::End
            || (unit[match.end].match >= 0 && unit[match.end].match < match.begin)
            || (unit.isScript() && unit.statementEnd(match.begin) == match.end));
}

bool firstArgumentVaries(const Job &job, const Match &match)
{
    if (!isNoMember(job, match))
        return false;
    const auto arguments = argumentsAt(job.unit, match.end - 1);
    return !arguments.empty() && isVarying(job, arguments[0]);
}

bool valueVaries(const Job &job, const Match &match)
{
    return isVarying(job, {match.end, job.unit.statementEnd(match.end)});
}

void checkPatterns(const Job &job)
{
    static const Compiled kScript = compile('s');
    static const Compiled kPython = compile('p');
    static const Compiled kCpp = compile('c');
    const Compiled &rules = job.unit.isPython() ? kPython : job.unit.isCpp() ? kCpp : kScript;
    for (int i = 0; i < job.unit.size(); ++i) {
        for (const auto &[pattern, rule] : rules) {
            const auto match = pattern.at(job.unit, i);
            if (match && (!rule->holds || rule->holds(job, *match)))
                job.report.add(match->mark, rule->severity, rule->rule, std::string(rule->message));
        }
    }
}

} // namespace skep::checks
