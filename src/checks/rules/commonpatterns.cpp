// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/patternrule.h"

#include <algorithm>

namespace skep::checks {
namespace {

bool isPlainZero(const Job &job, const Match &match)
{
    return job.unit.text(match.end - 1) == "0";
}

bool isPower(const Job &job, const Match &match)
{
    const auto base = job.unit.text(match.begin);
    return (base == "2" || base == "10") && !job.unit.is(match.begin - 1, "^");
}

bool isWholeComparison(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    if (!beginsStatement(job, match) || unit.is(unit.around(match.begin), "("))
        return false; // or the middle of for (a; b; c)
    const int end = unit.statementEnd(match.begin);
    if (!unit.isPython() && !unit.is(end, ";") && !unit[end].isFirst)
        return false; // the value of a block in some macro
    for (int i = match.begin; i < end; ++i) {
        if (isAssignment(unit.text(i)) || unit.is(i, "=>") || unit.is(i, "<<") || unit.is(i, "?") || unit.is(i, "&&") || unit.is(i, "and"))
            return false;
    }
    return true;
}

bool negatesLeftOnly(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const bool isDouble = unit.is(match.begin - 1, "!");
    const bool isLogical = unit.is(match.end, "!") || unit.is(match.end, "true") || unit.is(match.end, "false");
    return !isDouble && !isLogical && !isAngle(unit, match.end - 1);
}

bool isEmptyBody(const Job &job, const Match &match)
{
    return !job.unit.is(match.begin - 1, "}"); // the end of do { } while (...);
}

/// At the level of a module or class it takes over an outer name, which is meant.
bool isInFunction(const Job &job, const Match &match)
{
    return isWholeStatement(job, match) && job.unit.functionAt(match.begin) >= 0;
}

/// A class field takes over an outer name; "this.x = this.x" may call a setter.
bool isInScriptFunction(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const int inClass = unit.classAt(match.begin);
    const bool isField = inClass >= 0 && unit.around(match.begin) == unit.classes()[static_cast<std::size_t>(inClass)].body.begin - 1;
    const bool hasSetter = unit.is(match.begin, "this") && std::any_of(job.names.places(unit.text(match.begin + 2)).begin(), job.names.places(unit.text(match.begin + 2)).end(),
                                                                      [&](int place) { return unit.is(place - 1, "set"); });
    return isWholeStatement(job, match) && !isField && !hasSetter;
}

/// x[x.length] = value appends.
bool isReadBehindEnd(const Job &job, const Match &match)
{
    return !isAssignment(job.unit.text(match.end)) && !job.unit.is(match.begin - 1, ".");
}

const PatternRule kCommonRules[] = {
    {"s", Severity::High, "off-by-one", "%1 [ %1 . length ]", "There is nothing at the index that equals the length; the last element is one before.", isReadBehindEnd},
    {"p", Severity::High, "off-by-one", "%1 [ len ( %1 ) ]", "There is nothing at the index that equals the length; the last element is one before.", isReadBehindEnd},
    {"spc", Severity::Medium, "self-assignment", "%1 = %1 ;", "A value is assigned to itself, so another one was meant or the line does nothing.", isWholeStatement},
    {"p", Severity::Medium, "self-assignment", "%1 = %1", "A value is assigned to itself, so another one was meant or the line does nothing.", isInFunction},
    {"s", Severity::Medium, "self-assignment", "%1 = %1", "A value is assigned to itself, so another one was meant or the line does nothing.", isInScriptFunction},
    {"spc", Severity::Medium, "no-effect", "%1 ==|===|!==", "A comparison stands alone and its result is dropped; an assignment was probably meant.", isWholeComparison},
    {"sc", Severity::Medium, "no-effect", "%1 !=", "A comparison stands alone and its result is dropped; an assignment was probably meant.", isWholeComparison},
    {"spc", Severity::Medium, "xor-as-power", "## ^ ##", "The operator ^ is exclusive or, not a power, so the number is not the one meant.", isPower},
    {"sc", Severity::Medium, "impossible-size", ". length >=|< 0", "A length is never negative, so the comparison is always the same.", isPlainZero},
    {"c", Severity::Medium, "impossible-size", ". size|length ( ) >=|< 0", "A size is never negative, so the comparison is always the same.", isPlainZero},
    {"p", Severity::Medium, "impossible-size", "len (*) >=|< 0", "A length is never negative, so the comparison is always the same.", isPlainZero},
    {"sc", Severity::Medium, "negated-operand", "! %1 ==|===|>|<|>=|<=|in|instanceof", "The ! applies to the left side only, so this compares a truth value instead of negating the comparison.", negatesLeftOnly},
    {"sc", Severity::High, "empty-body", "if (*) @;", "The semicolon ends the condition, so the code behind it always runs."},
    {"sc", Severity::High, "empty-body", "for|while (*) @; {", "The semicolon is the whole body of the loop, so the block behind it runs once or never.", isEmptyBody},
    {"sc", Severity::Medium, "world-writable", "chmod|chmodSync|fchmod ( ~ 0777|0o777|0666|0o666", "Everybody on the machine may change the file, so its content cannot be trusted."},
    {"p", Severity::Medium, "world-writable", "chmod ( ~ 0o777|0o666", "Everybody on the machine may change the file, so its content cannot be trusted."},
};

} // namespace

std::span<const PatternRule> commonPatternRules()
{
    return kCommonRules;
}

} // namespace skep::checks
