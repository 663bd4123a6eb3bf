// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isStep(const Unit &unit, int i) // into the value, not past nothing
{
    return unit.is(i, ".") || unit.is(i, "->") || unit.is(i, "[");
}

/// What the first use of a fresh value does with it.
enum class FirstUse : unsigned char { None, Looks, Steps };

FirstUse firstUse(const Job &job, const Variable &variable, int &where)
{
    const Unit &unit = job.unit;
    for (const int use : job.names.uses(variable)) {
        if (use < variable.init.end)
            continue;
        where = use;
        const bool isDeref = unit.isCpp() ? unit.is(use + 1, "->") || (unit.is(use - 1, "*") && !unit.isName(use - 2) && unit[use - 2].kind != Tok::Number)
                                          : unit.is(use + 1, ".") || unit.is(use + 1, "[");
        if (!isDeref)
            return FirstUse::Looks;
        const int begin = unit.statementBegin(use);
        const int end = unit.statementEnd(use);
        for (int i = begin; i < end; ++i) { // value && value.x, value ? value.x : 0, value.x if value else 0
            const bool isElsewhere = unit.text(i) == unit.text(use) && i != use;
            if (isElsewhere && (i < use || unit.is(i - 1, "if")))
                return FirstUse::Looks;
        }
        const bool isExpected = unit.is(begin, "expect") || unit.is(begin, "assert") || unit.is(begin, "EXPECT_EQ");
        return isExpected ? FirstUse::Looks : FirstUse::Steps;
    }
    return FirstUse::None;
}

/// Which value may be absent, and why; empty: it is always there.
std::string_view absence(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const Range init = variable.init;
    if (init.isEmpty() || unit.is(init.begin, "await") || !unit.is(init.end - 1, ")"))
        return {};
    const int open = unit[init.end - 1].match;
    const auto callee = unit.text(open - 1);
    if (unit.isScript()) {
        const auto arguments = argumentsAt(unit, open);
        const bool hasCallback = !arguments.empty() && (unit.contains(arguments[0], "=>") || unit.contains(arguments[0], "function"));
        if (callee == "find" && unit.is(open - 2, ".") && hasCallback)
            return "find() gives undefined when nothing fits";
        if ((callee == "match" && unit.is(open - 2, ".")) || (callee == "exec" && unit.is(open - 2, ".") && (unit[open - 3].kind == Tok::Regex || (unit.isName(open - 3) && speaksOf(unit.text(open - 3), {"re", "regex", "pattern", "regexp"})))))
            return "the match is null when the text does not fit";
        return {};
    }
    if (unit.isPython()) {
        const bool isRegex = callee == "match" || callee == "search" || callee == "fullmatch";
        if (isRegex && (unit.is(open - 3, "re") || (unit.isName(open - 3) && (isUpperName(unit.text(open - 3)) || speaksOf(unit.text(open - 3), {"re", "regex", "pattern"})))))
            return "the match is None when the text does not fit";
        if (callee == "get" && unit.is(open - 2, ".") && argumentsAt(unit, open).size() == 1) {
            for (const int place : job.names.places(unit.text(open - 3))) { // a dictionary of this file
                if (unit.is(place + 1, "=") && (unit.is(place + 2, "{") || unit.is(place + 2, "dict")))
                    return "get() gives None when the key is missing";
            }
        }
        return {};
    }
    if (callee == "find" && (unit.is(open - 2, ".") || unit.is(open - 2, "->")))
        return "find() gives end() when nothing fits";
    if (callee == "fopen" || callee == "getenv" || callee == "strchr" || callee == "strstr" || callee == "strrchr")
        return "the call gives null when it fails";
    if (unit.is(open - 1, ">") && unit.contains({init.begin, open}, "dynamic_cast") && unit.contains({init.begin, open}, "*"))
        return "the cast gives null for another class";
    if (callee == "lock" && unit.is(open - 2, ".") && speaksOf(unit, {init.begin, open}, {"weak"}))
        return "lock() gives null when the object is gone";
    return {};
}

void checkFirstUse(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    if (variable.isPattern || (variable.kind != Variable::Kind::Local && variable.kind != Variable::Kind::Loop) || unit.functionAt(variable.name) < 0)
        return;
    const int head = unit.around(variable.name);
    if (unit.is(head, "(") && unit.closing(head) == variable.init.end)
        return; // if (auto *p = find(x)) asks by itself
    const auto why = absence(job, variable);
    if (why.empty())
        return;
    int where = 0;
    FirstUse use = firstUse(job, variable, where);
    const bool isFile = unit.isCpp() && unit.contains(variable.init, "fopen");
    if (isFile && use == FirstUse::Looks) { // fgets(line, n, file): given away unseen
        const int around = unit.around(where);
        const auto callee = unit.text(around - 1);
        constexpr std::array kReaders{"fgets"sv, "fread"sv, "fwrite"sv, "fprintf"sv, "fputs"sv, "fscanf"sv, "fseek"sv, "fgetc"sv, "getline"sv, "fputc"sv};
        if (unit.is(around, "(") && std::find(kReaders.begin(), kReaders.end(), callee) != kReaders.end())
            use = FirstUse::Steps;
    }
    if (use == FirstUse::Steps && !(unit.isPython() && unit.isInTry(where)))
        job.report.add(where, Severity::High, "unchecked-result", "\"" + std::string(unit.text(where)) + "\" is used without a look whether it is there: " + std::string(why) + ".");
}

/// xs.find(...).name, text.match(...)[1], re.match(...).group(1)
void checkDirect(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "(") || !unit.isOpen(i) || !unit.is(i - 2, "."))
        return;
    const int behind = unit.closing(i) + 1;
    const auto callee = unit.text(i - 1);
    const auto arguments = argumentsAt(unit, i);
    bool isAbsent = false;
    if (unit.isScript()) {
        const bool hasCallback = !arguments.empty() && unit.contains(arguments[0], "=>");
        isAbsent = (callee == "find" && hasCallback && isStep(unit, behind)) || (callee == "match" && unit.is(behind, "[") && unit[i + 1].kind == Tok::Regex);
    } else if (unit.isPython()) {
        isAbsent = (callee == "match" || callee == "search" || callee == "fullmatch") && unit.is(i - 3, "re") && unit.is(behind, ".") && (unit.is(behind + 1, "group") || unit.is(behind + 1, "groups") || unit.is(behind + 1, "start") || unit.is(behind + 1, "end"));
        isAbsent = isAbsent || (callee == "get" && unit.is(i - 3, "environ") && arguments.size() == 1 && unit.is(behind, "."));
    } else {
        isAbsent = callee == "find" && unit.is(behind, "->") && !arguments.empty();
    }
    const Range call{pathBegin(unit, i - 1), behind};
    for (int k = unit.statementBegin(i); k < call.begin; ++k) // find(x) && find(x)->y
        isAbsent = isAbsent && !unit.areEqual({k, k + call.end - call.begin}, call);
    if (isAbsent && !unit.isInTry(i))
        job.report.add(i - 1, Severity::High, "unchecked-result", "The result is used at once, though it is nothing when the search finds nothing.");
}

// ---- looking into what was just found to be nothing

/// The path V of "if (!V)", "if (V == null)", "if V is None"; empty: another condition.
Range testedForNothing(const Unit &unit, Range head)
{
    if (unit.isScript() || unit.isCpp()) {
        if (unit.is(head.begin, "!") && operandEnd(unit, head.begin + 1) == head.end && !unit.is(head.end - 1, ")"))
            return {head.begin + 1, head.end};
        const bool isNull = unit.is(head.end - 1, "null") || unit.is(head.end - 1, "undefined") || unit.is(head.end - 1, "nullptr") || unit.is(head.end - 1, "NULL");
        if (isNull && (unit.is(head.end - 2, "==") || unit.is(head.end - 2, "===")) && operandEnd(unit, head.begin) == head.end - 2)
            return {head.begin, head.end - 2};
        return {};
    }
    if (unit.is(head.end - 1, "None") && (unit.is(head.end - 2, "is") || unit.is(head.end - 2, "==")) && operandEnd(unit, head.begin) == head.end - 2)
        return {head.begin, head.end - 2};
    return {};
}

bool stepsInto(const Unit &unit, int i, Range path)
{
    const int length = path.end - path.begin;
    if (!unit.areEqual({i, i + length}, path) || unit.is(i - 1, ".") || unit.is(i - 1, "->") || unit.is(i - 1, "::"))
        return false;
    if (unit.isCpp())
        return unit.is(i + length, "->") || (unit.is(i - 1, "*") && unit[i - 2].kind == Tok::Punct && !unit.is(i - 2, ")"));
    return unit.is(i + length, ".") || unit.is(i + length, "[");
}

void checkGuard(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "if" && block.word != "elif")
        return;
    const Range path = testedForNothing(unit, block.head);
    if (path.isEmpty() || path.end - path.begin > 7 || unit.contains(path, "("))
        return;
    const int length = path.end - path.begin;
    const bool isFlag = unit.isScript() && unit.is(block.head.begin, "!"); // also empty, 0, false
    const bool isMember = unit.is(path.begin, "self") || unit.is(path.begin, "this");
    for (int i = block.body.begin; i < block.body.end; ++i) {
        if (unit.areEqual({i, i + length}, path) && isAssignment(unit.text(i + length)))
            break;
        if (isMember && unit.text(i) == unit.text(path.begin) && unit.is(i + 3, "("))
            break; // a method of its own may set it
        if (unit.functionAt(i) != unit.functionAt(block.start))
            continue;
        const bool isSize = unit.is(i + length + 1, "length") || unit.is(i + length + 1, "size");
        if (!stepsInto(unit, i, path) || (isFlag && isSize))
            continue;
        job.report.add(i, Severity::High, "use-of-nothing", "The branch runs when \"" + unit.spell(path) + "\" is nothing and looks into it.");
        return;
    }
    // x.a; if (!x) return;  comes too late
    const int function = unit.functionAt(block.start);
    if (function < 0 || length != 1)
        return;
    const auto statements = unit.statements(unit.functions()[static_cast<std::size_t>(function)].body);
    const auto self = std::find_if(statements.begin(), statements.end(), [&](const Range &s) { return s.begin == block.start; });
    const auto body = unit.statements(block.body);
    const bool leaves = !body.empty() && (unit.is(body.back().begin, "return") || unit.is(body.back().begin, "throw") || unit.is(body.back().begin, "raise"));
    if (self == statements.end() || !leaves || (isFlag && unit.isScript() && unit.is(path.begin, "this")))
        return;
    for (auto before = self; before != statements.begin();) {
        --before;
        if (unit.blockFrom(before->begin) >= 0)
            return; // a test or a loop: too much to follow
        for (int i = before->begin; i < before->end; ++i) {
            if (unit.text(i) == unit.text(path.begin) && isAssigned(unit, i))
                return;
        }
        for (int i = before->begin; i < before->end; ++i) {
            const bool isLater = unit.functionAt(i) != function;
            const bool isAsked = unit.contains({before->begin, i}, "&&") || unit.contains({before->begin, i}, "?") || unit.contains({before->begin, i}, "if");
            if (!isLater && !isAsked && stepsInto(unit, i, path)) {
                job.report.add(i, Severity::High, "use-before-check", "\"" + unit.spell(path) + "\" is looked into here and only afterwards checked for being there.");
                return;
            }
        }
    }
}

const Pattern kNothingAnd[] = {
    Pattern("%1 == null|nullptr|NULL && %1 .|->"),
    Pattern("%1 === null|undefined && %1 ."),                       Pattern("%1 !== null|undefined || %1 ."),
    Pattern("! %1 && %1 .|->"),                                     Pattern("%1 is None and %1 ."),
    Pattern("%1 is not None or %1 ."),                              Pattern("%1 || %1 ->"),
};

void checkJoined(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (unit.is(i - 1, ".") || unit.is(i - 1, "->"))
        return;
    for (const Pattern &pattern : kNothingAnd) {
        const auto match = pattern.at(unit, i);
        const bool isNegated = unit.is(i - 1, "!") || unit.is(i - 1, "not") || unit.is(i - 1, "==") || unit.is(i - 1, "===");
        if (match && !isNegated && !(unit.is(match->end - 1, ".") && unit.isCpp() && unit.is(i, "!"))) {
            job.report.add(i, Severity::High, "use-of-nothing", "The second half runs just when the first found nothing there; the operator or the test is the wrong way round.");
            return;
        }
    }
}

// ---- average of nothing

/// The path of the container in "len(x)", "x.length", "x.size()" that begins at the token.
Range measured(const Unit &unit, int i)
{
    if (unit.is(i, "len") && unit.is(i + 1, "("))
        return {i + 2, unit.closing(i + 1)};
    const int end = operandEnd(unit, i);
    if (unit.is(end - 1, "length") && unit.is(end - 2, "."))
        return {i, end - 2};
    if (unit.is(end - 1, ")") && unit.is(end - 2, "(") && (unit.is(end - 3, "size") || unit.is(end - 3, "count")) && unit.is(end - 4, "."))
        return {i, end - 4};
    if ((unit.is(i, "static_cast") || unit.is(i, "float") || unit.is(i, "double") || unit.is(i, "int")) && unit.is(end - 1, ")"))
        return measured(unit, unit[end - 1].match + 1);
    return {};
}

bool isWalkedAround(const Unit &unit, int i, std::string_view name)
{
    return std::any_of(unit.blocks().begin(), unit.blocks().end(), [&](const Block &block) {
        return block.word == "for" && block.body.has(i) && unit.contains(block.head, name);
    });
}

void checkEmptyDivision(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!(unit.is(i, "/") || unit.is(i, "//")) || unit.functionAt(i) < 0)
        return;
    Range container = measured(unit, i + 1);
    std::string_view alias;
    if (container.isEmpty() && unit.isName(i + 1) && operandEnd(unit, i + 1) == i + 2) { // n = len(x); sum / n
        const Range value = valueBefore(job, i + 1);
        if (!value.isEmpty())
            container = measured(unit, value.begin);
        if (!container.isEmpty() && (container.end > value.end || operandEnd(unit, value.begin) < value.end || unit.contains(value, "or") || unit.contains(value, "||") || unit.contains(value, "max")))
            container = {};
        alias = unit.text(i + 1);
    }
    if (container.isEmpty() || unit.contains(container, "(") || !unit.isName(container.end - 1))
        return;
    const auto name = unit.text(container.end - 1);
    if (isUpperName(name) || (name.size() > 1 && name[0] == 'k' && name[1] >= 'A' && name[1] <= 'Z'))
        return;
    const Variable *variable = container.end - container.begin == 1 ? job.names.find(container.begin) : nullptr;
    const bool isParam = variable && variable->kind == Variable::Kind::Param;
    const bool isMember = container.end - container.begin > 1 || (variable && variable->kind == Variable::Kind::Member);
    const bool isLocal = variable && variable->kind == Variable::Kind::Local && !variable->init.isEmpty() && !unit.isCpp();
    if (variable && variable->isConst && unit.functionAt(variable->name) < 0)
        return;
    if (!isParam && !isMember && !isLocal)
        return;
    const Range scope = unit.scopeAt(i);
    const int begin = scope.begin;
    if (isTestedBetween(unit, begin, i + 4, name) || (!alias.empty() && isTestedBetween(unit, begin, i + 3, alias)) || isWalkedAround(unit, i, name))
        return;
    const int statement = unit.statementBegin(i);
    for (int k = statement; k < unit.statementEnd(i); ++k) { // a / len(x) if x else 0, x ? ... : 0, max(len(x), 1)
        if (unit.is(k, "?") || unit.is(k, "if") || unit.is(k, "max") || unit.is(k, "||") || unit.is(k, "for") || unit.is(k, "=>"))
            return;
    }
    if (isLocal && (unit.is(variable->init.begin, "[") || unit.is(variable->init.begin, "{")) && unit.closing(variable->init.begin) > variable->init.begin + 1)
        return; // a list written out
    job.report.add(i, Severity::Medium, "division-by-zero", "Nothing makes sure that \"" + unit.spell(container) + "\" has elements, and without any this divides by zero.");
}

/// xs.reduce(f) without a first value throws for an empty array.
void checkReduce(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.isScript() || !unit.is(i, "reduce") || !unit.is(i - 1, ".") || !unit.is(i + 1, "(") || !unit.isOpen(i + 1))
        return;
    const auto arguments = argumentsAt(unit, i + 1);
    if (arguments.size() != 1 || !(unit.contains(arguments[0], "=>") || unit.contains(arguments[0], "function")) || !unit.isName(i - 2))
        return;
    const auto name = unit.text(i - 2);
    const Variable *variable = job.names.find(i - 2);
    const bool isWritten = variable && unit.is(variable->init.begin, "[") && unit.closing(variable->init.begin) > variable->init.begin + 1;
    if (!isWritten && !isUpperName(name) && !isTestedBetween(unit, unit.scopeAt(i).begin, i, name) && !unit.contains(unit.scopeAt(i), "length"))
        job.report.add(i, Severity::Medium, "reduce-of-nothing", "Without a first value reduce throws for an empty array.");
}

} // namespace

void checkUses(const Job &job)
{
    for (const Variable &variable : job.names.all())
        checkFirstUse(job, variable);
    for (const Block &block : job.unit.blocks())
        checkGuard(job, block);
    for (int i = 0; i < job.unit.size(); ++i) {
        checkDirect(job, i);
        checkJoined(job, i);
        checkEmptyDivision(job, i);
        checkReduce(job, i);
    }
}

} // namespace skep::checks
