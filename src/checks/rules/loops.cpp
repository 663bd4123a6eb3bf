// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/parse/pattern.h"
#include "checks/rules/loops.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

// Bounds and progress of loops. What happens to the container meanwhile is in iteration.cpp.
namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isLoop(const Block &block)
{
    return block.word == "for" || block.word == "while";
}

/// X in "i <= X.length", "i <= X.size()", "i <= len(X)"; empty: none of these.
Range containerBehind(const Unit &unit, int i, int end)
{
    if (unit.is(i, "len") && unit.is(i + 1, "(") && unit.closing(i + 1) == end - 1)
        return {i + 2, end - 1};
    if (unit.is(end - 1, "length") && unit.is(end - 2, "."))
        return {i, end - 2};
    if (unit.is(end - 1, ")") && unit.is(end - 2, "(") && (unit.is(end - 3, "size") || unit.is(end - 3, "length")) && unit.is(end - 4, "."))
        return {i, end - 4};
    return {};
}

/// First place in the range where the container is read at the plain index: X[i], X.at(i), X.charAt(i)
int readAt(const Unit &unit, Range in, Range container, std::string_view index)
{
    const int length = container.end - container.begin;
    for (int k = in.begin; k + length < in.end; ++k) {
        if (!unit.areEqual({k, k + length}, container) || unit.is(k - 1, "."))
            continue;
        const int next = k + length;
        if (unit.is(next, "[") && unit.text(next + 1) == index && unit.is(next + 2, "]"))
            return k;
        if (unit.is(next, ".") && (unit.is(next + 1, "at") || unit.is(next + 1, "charAt") || unit.is(next + 1, "charCodeAt")) && unit.text(next + 3) == index && unit.is(next + 4, ")"))
            return k;
    }
    return -1;
}

/// The body compares the index once more: the turn behind the end is handled.
bool isComparedIn(const Unit &unit, Range body, std::string_view index)
{
    const auto compares = [&](int i) {
        return unit.is(i, "<") || unit.is(i, ">=") || unit.is(i, "==") || unit.is(i, "===") || unit.is(i, "!=") || unit.is(i, "!==");
    };
    for (int i = body.begin; i < body.end; ++i) {
        if (unit.text(i) == index && (compares(i + 1) || compares(i - 1)) && !isAngle(unit, i + 1))
            return true;
    }
    return false;
}

void checkBound(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (!isLoop(block))
        return;
    for (int i = block.head.begin; i < block.head.end; ++i) {
        if (!unit.is(i, "<=") || !unit.isName(i - 1))
            continue;
        const Range limit{i + 1, operandEnd(unit, i + 1)};
        if (unit.is(limit.end, "-") || unit.is(limit.end, "+") || unit.is(limit.end, "/"))
            continue;
        Range container = containerBehind(unit, limit.begin, limit.end);
        if (container.isEmpty() && unit.isCpp() && limit.end - limit.begin == 1) { // int a[N]; i <= N
            for (const Variable &variable : job.names.all()) {
                const bool isSame = variable.isArray && variable.name < i && unit.text(variable.name + 2) == unit.text(limit.begin) && unit.is(variable.name + 3, "]");
                if (isSame && readAt(unit, block.body, {variable.name, variable.name + 1}, unit.text(i - 1)) >= 0)
                    container = {variable.name, variable.name + 1};
            }
        }
        if (container.isEmpty() && limit.end - limit.begin == 1 && unit.isName(limit.begin)) { // const n = x.length; i <= n
            const Range value = valueBefore(job, limit.begin);
            if (!value.isEmpty())
                container = containerBehind(unit, value.begin, value.end);
        }
        if (!container.isEmpty() && readAt(unit, block.body, container, unit.text(i - 1)) >= 0 && !isComparedIn(unit, block.body, unit.text(i - 1)))
            job.report.add(i, Severity::High, "off-by-one", "The last turn reads one place behind the end; the index must stay below the length.");
    }
    if (!unit.isPython() || block.word != "for")
        return;
    // for i in range(len(x) + 1): x[i]
    static const Pattern kRange("$1 in range ( ~ len ( %2 ) + 1 )");
    static const Pattern kShort("$1 in range ( len ( %2 ) + 1 )");
    for (const Pattern *pattern : {&kRange, &kShort}) {
        const auto match = pattern->at(unit, block.head.begin);
        if (match && readAt(unit, block.body, match->captures[2], unit.text(block.head.begin)) >= 0) {
            job.report.add(block.start, Severity::High, "off-by-one", "The last turn reads one place behind the end; the range must end at the length.");
            return;
        }
    }
}

/// for (i < x.length) ... x[i + 1]
void checkNeighbour(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "for")
        return;
    Range container;
    std::string_view index;
    if (unit.isPython()) {
        static const Pattern kPlain("$1 in range ( len ( %2 ) )");
        static const Pattern kFrom("$1 in range ( ## , len ( %2 ) )");
        for (const Pattern *pattern : {&kPlain, &kFrom}) {
            if (const auto match = pattern->at(unit, block.head.begin)) {
                container = match->captures[2];
                index = unit.text(block.head.begin);
            }
        }
    } else {
        for (int i = block.head.begin; i < block.head.end; ++i) {
            if (!unit.is(i, "<") || !unit.isName(i - 1) || !unit.is(i - 2, ";") || unit.contains(block.head, "+="))
                continue;
            const int end = operandEnd(unit, i + 1);
            if (unit.is(end, ";")) {
                container = containerBehind(unit, i + 1, end);
                index = unit.text(i - 1);
            }
        }
    }
    if (container.isEmpty())
        return;
    const int length = container.end - container.begin;
    for (int k = block.body.begin; k + length < block.body.end; ++k) {
        const int open = k + length;
        const bool isNext = unit.areEqual({k, open}, container) && unit.is(open, "[") && unit.text(open + 1) == index && unit.is(open + 2, "+")
            && unit[open + 3].kind == Tok::Number && unit.is(open + 4, "]");
        if (!isNext)
            continue;
        // A test of the index, or a look at what was found, makes it right.
        for (int t = block.body.begin; t < block.body.end; ++t) {
            const bool isSum = unit.text(t) == index && unit.is(t + 1, "+") && (unit.is(t + 3, "<") || unit.is(t + 3, ">=") || unit.is(t + 3, "==") || unit.is(t + 3, "===") || unit.is(t + 3, "!="));
            const bool isLast = unit.text(t) == index && (unit.is(t + 1, "<") || unit.is(t + 1, "==") || unit.is(t + 1, "===") || unit.is(t + 1, ">=") || unit.is(t + 1, "!=") || unit.is(t + 1, "!=="));
            if (isSum || isLast)
                return;
        }
        const bool isKept = unit.isScript() && (unit.is(unit.statementBegin(k), "const") || unit.is(unit.statementBegin(k), "let"));
        const int next = open + 5;
        const bool isAsked = unit.is(next, "?.") || unit.is(next, "??") || unit.is(next, "||") || unit.is(next, "&&") || unit.is(next, "===") || unit.is(next, "!==");
        if (!isKept && !isAsked)
            job.report.add(k, Severity::High, "off-by-one", "The last turn reads one place behind the end, because the index goes up to the last element.");
        return;
    }
}

struct Header // for (init; condition; update)
{
    Range init, condition, update;
};

bool splitHeader(const Unit &unit, const Block &block, Header &header)
{
    const int first = unit.find(block.head, ";");
    if (first < 0)
        return false;
    const int second = unit.find({first + 1, block.head.end}, ";");
    if (second < 0)
        return false;
    header = {{block.head.begin, first}, {first + 1, second}, {second + 1, block.head.end}};
    return true;
}

/// for (let j = 0; i < n; j++), for (int j = 0; j < n; ++i), for (i = 0; i < n; --i)
void checkHeader(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    Header header;
    if (block.word != "for" || unit.isPython() || !splitHeader(unit, block, header))
        return;
    const int eq = unit.find(header.init, "=");
    if (eq < 0 || !unit.isName(eq - 1) || header.update.isEmpty() || header.condition.isEmpty())
        return;
    const auto name = unit.text(eq - 1);
    const auto mentions = [&](Range in) { return unit.contains(in, name); };
    const auto isMovedIn = [&](Range in) {
        for (int i = in.begin; i < in.end; ++i) {
            if (unit.text(i) == name && isAssigned(unit, i))
                return true;
        }
        return false;
    };
    const bool hasOther = unit.contains(header.init, ","); // for (i = 0, j = n; ...)
    if (!mentions(header.update) && !isMovedIn(block.body) && !hasOther && !isMovedIn(header.condition)) {
        for (int i = header.update.begin; i < header.update.end; ++i) {
            if (unit.isName(i) && isAssigned(unit, i) && !unit.contains(header.condition, unit.text(i))) {
                job.report.add(i, Severity::High, "wrong-loop-variable", "The loop moves another variable than the one it counts with, so it does not end as meant.");
                return;
            }
        }
    }
    if (!mentions(header.condition) && !hasOther) {
        for (const Block &outer : unit.blocks()) {
            Header around;
            const bool isAround = outer.word == "for" && outer.body.has(block.start) && splitHeader(unit, outer, around);
            const int at = isAround ? unit.find(around.init, "=") : -1;
            if (at >= 0 && unit.contains(header.condition, unit.text(at - 1)) && mentions(header.update)) {
                job.report.add(header.condition.begin, Severity::High, "wrong-loop-variable", "The inner loop tests the outer loop's variable, so it runs never or for ever.");
                return;
            }
        }
    }
    for (int i = header.condition.begin; i < header.condition.end; ++i) {
        if (unit.text(i) != name || header.condition.end - header.condition.begin > 12 || unit.contains(header.condition, "&&"))
            continue;
        const bool isBelow = unit.is(i + 1, "<") || unit.is(i + 1, "<=");
        const bool isAbove = unit.is(i + 1, ">") || unit.is(i + 1, ">=");
        const bool goesUp = unit.contains(header.update, "++") || unit.contains(header.update, "+=");
        const bool goesDown = unit.contains(header.update, "--") || unit.contains(header.update, "-=");
        if (((isBelow && goesDown && !goesUp) || (isAbove && goesUp && !goesDown)) && mentions(header.update) && !isMovedIn(block.body))
            job.report.add(block.start, Severity::High, "wrong-direction", "The loop counts away from its bound, so it runs never or far too long.");
    }
}

/// Names that a while condition depends on, when it depends on nothing else.
std::vector<int> plainNames(const Unit &unit, Range head)
{
    std::vector<int> names;
    for (int i = head.begin; i < head.end; ++i) {
        if (unit.is(i, "(") && unit[i - 1].kind == Tok::Ident && !unit.is(i - 1, "len") && !unit.is(i - 1, "not") && !unit.is(i - 1, "and") && !unit.is(i - 1, "or") && !unit.is(i - 1, "size") && !unit.is(i - 1, "length"))
            return {}; // a call may change anything
        if (unit.is(i, "=") || unit.is(i, "++") || unit.is(i, "--") || unit.is(i, ":=") || unit.is(i, "await") || unit.is(i, ">") || unit.is(i, "*"))
            if (!(unit.is(i, ">") && (unit.isName(i - 1) || unit.is(i - 1, ")"))))
                return {};
        if (unit.isName(i) && !unit.is(i - 1, ".") && !unit.is(i - 1, "->") && !unit.is(i - 1, "::") && !isUpperName(unit.text(i)) && !unit.is(i, "len"))
            names.push_back(i);
        if (unit.is(i, "this") || unit.is(i, "self"))
            return {};
        const bool isSize = unit.is(i + 1, "length") || unit.is(i + 1, "size");
        if ((unit.is(i, ".") || unit.is(i, "->")) && !isSize)
            return {}; // a part that others may change
    }
    return names;
}

/// Outside of C++ a number that is given away stays what it is: compared by itself, the name is no container.
bool isComparedItself(const Unit &unit, int name)
{
    const auto compares = [&](int i) { return unit.is(i, "<") || unit.is(i, "<=") || unit.is(i, ">") || unit.is(i, ">="); };
    const bool isWhole = !unit.is(name + 1, ".") && !unit.is(name + 1, "[") && !unit.is(name + 1, "(") && !unit.is(name + 1, "?.");
    return !unit.isCpp() && isWhole && !unit.is(name - 1, ".") && (compares(name - 1) || compares(name + 1));
}

/// No call and no assignment: each turn is like the one before, also when one of them may leave.
bool changesNothing(const Unit &unit, Range body)
{
    for (int i = body.begin; i < body.end; ++i) {
        const bool isCall = unit.is(i, "(") && (unit.isName(i - 1) || unit.is(i - 1, ")") || unit.is(i - 1, "]"));
        if (isCall || unit.is(i, "++") || unit.is(i, "--") || unit.is(i, "del") || unit.is(i, "delete") || (unit[i].kind == Tok::Punct && isAssignment(unit.text(i))))
            return false;
    }
    return true;
}

bool mayChange(const Job &job, int i, bool isNumber)
{
    const Unit &unit = job.unit;
    if (isAssigned(unit, i) || unit.is(unit.statementBegin(i), "del"))
        return true;
    const bool isTouched = unit.is(i + 1, ".") || unit.is(i + 1, "->") || unit.is(i + 1, "[") || unit.is(i + 1, "?.");
    if (isTouched) { // x.pop(), x[i] = ..., but not x.length and x[i] alone
        const int end = operandEnd(unit, i);
        const bool isCall = unit.is(end - 1, ")");
        return isCall || isAssignment(unit.text(end)) || unit.is(end, "++") || unit.is(end, "--");
    }
    const bool isArgument = (unit.is(i - 1, "(") || unit.is(i - 1, ",") || unit.is(i - 1, "&") || unit.is(i - 1, "*")) && (unit.is(i + 1, ")") || unit.is(i + 1, ","));
    const bool isReadIn = unit.is(i - 1, ">") && unit.is(i - 2, ">");
    const bool isIndex = unit.is(i - 1, "[") && (unit[i - 2].kind == Tok::Ident || unit.is(i - 2, ")") || unit.is(i - 2, "]"));
    const bool isBound = (unit.is(i - 1, "[") && !isIndex) || unit.is(i + 1, "<<") || unit.is(unit.statementBegin(i), "nonlocal") || (unit.is(i + 1, ",") && !unit.is(i - 1, "(")) || unit.is(i - 1, ",") || unit.is(i - 1, "for") || unit.is(i - 1, "nonlocal") || unit.is(i - 1, "global");
    return (isArgument && !isNumber) || isReadIn || isBound;
}

void checkProgress(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const bool isTail = unit.is(block.start - 1, "}") && unit[block.start - 1].match > 0 && unit.is(unit[block.start - 1].match - 1, "do");
    if (block.word != "while" || isTail)
        return;
    if (unit.isCpp()) { // another thread may change it
        for (const auto word : {"atomic", "volatile", "wait", "sleep_for"}) {
            if (!job.names.places(word).empty())
                return;
        }
    }
    const auto names = plainNames(unit, block.head);
    if (names.empty())
        return;
    const int function = unit.functionAt(block.start);
    for (const int name : names) {
        const Variable *variable = job.names.find(name);
        if (!variable || variable->kind == Variable::Kind::Member
            || (function >= 0 && !unit.functions()[static_cast<std::size_t>(function)].body.has(variable->name)
                && variable->kind != Variable::Kind::Param))
            return; // seen by others
        for (const int place : job.names.places(unit.text(name))) { // a function inside moves it on
            if (variable->scope.has(place) && unit.functionAt(place) != function && isAssigned(unit, place))
                return;
        }
    }
    int firstChange = -1;
    for (int i = block.body.begin; i < block.body.end; ++i) {
        if (unit.is(i, "await") || unit.is(i, "yield") || unit.is(i, "co_await"))
            return;
        for (const int name : names) {
            if (unit[i].kind == Tok::Ident && unit.text(i) == unit.text(name) && !unit.is(i - 1, ".") && mayChange(job, i, isComparedItself(unit, name)) && firstChange < 0)
                firstChange = i;
        }
    }
    if (firstChange < 0) {
        const auto compared = [&](int name) { return isComparedItself(unit, name); };
        const bool isStill = changesNothing(unit, block.body) && std::any_of(names.begin(), names.end(), compared);
        for (int i = block.body.begin; i < block.body.end && !isStill; ++i) {
            if (unit.is(i, "break") || unit.is(i, "return") || unit.is(i, "throw") || unit.is(i, "raise") || unit.is(i, "goto") || unit.is(i, "exit"))
                return;
        }
        job.report.add(block.start, Severity::High, "endless-loop", "Nothing in the loop changes what its condition looks at, so it never ends once begun.");
        return;
    }
    for (int i = block.body.begin; i < firstChange; ++i) {
        if (!unit.is(i, "continue"))
            continue;
        const bool isOwn = std::none_of(unit.blocks().begin(), unit.blocks().end(), [&](const Block &b) {
            return (isLoop(b) || b.word == "do") && b.body.has(i) && b.start > block.start;
        });
        if (isOwn)
            job.report.add(i, Severity::High, "endless-loop", "continue skips the step that moves the loop on, so the loop never ends.");
    }
}

/// lo = mid without + 1: the range stops shrinking.
void checkBisection(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "while" || block.head.end - block.head.begin != 3 || !unit.isName(block.head.begin) || !unit.isName(block.head.begin + 2))
        return;
    const bool isClosed = unit.is(block.head.begin + 1, "<=");
    if (!isClosed && !unit.is(block.head.begin + 1, "<"))
        return;
    const auto low = unit.text(block.head.begin);
    const auto high = unit.text(block.head.begin + 2);
    for (int i = block.body.begin; i + 2 < block.body.end; ++i) {
        if (!unit.isName(i) || !unit.is(i + 1, "=") || !unit.isName(i + 2) || unit.statementEnd(i) != i + 3)
            continue;
        const Range middle = valueBefore(job, i + 2);
        if (middle.isEmpty() || !unit.contains(middle, low) || !unit.contains(middle, high) || !unit.contains(middle, "2"))
            continue;
        const bool roundsUp = unit.contains(middle, "1") || unit.contains(middle, "ceil");
        const bool isStuck = (unit.text(i) == low && !roundsUp) || (unit.text(i) == high && isClosed);
        if (isStuck)
            job.report.add(i, Severity::High, "endless-loop", "The range stops shrinking when two places are left, so the search never ends; leave the middle out.");
    }
}

// ---- C++ sizes

void checkUnsigned(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    Header header;
    if (!unit.isCpp() || block.word != "for" || !splitHeader(unit, block, header))
        return;
    const int eq = unit.find(header.init, "=");
    if (eq < 0)
        return;
    const bool isUnsigned = unit.contains(header.init, "unsigned") || unit.contains(header.init, "size_t") || unit.contains(header.init, "uint32_t") || unit.contains(header.init, "uint64_t")
        || unit.contains(header.init, "size_type") || (unit.contains(header.init, "auto") && unit.contains(header.init, "size") && !unit.contains(header.init, "static_cast") && !unit.contains(header.init, "ssize"));
    for (int i = header.condition.begin; i < header.condition.end && isUnsigned; ++i) {
        if (unit.text(i) == unit.text(eq - 1) && unit.is(i + 1, ">=") && unit.is(i + 2, "0"))
            job.report.add(i, Severity::High, "unsigned-countdown", "An unsigned number is never below 0, so the loop does not end.");
    }
    static const Pattern kLast("< %1 . size|length ( ) - ##");
    for (int i = header.condition.begin; i < header.condition.end; ++i) {
        const auto match = kLast.at(unit, i);
        if (!match)
            continue;
        const Range container = match->captures[1];
        const Range scope = unit.scopeAt(block.start);
        const bool isSigned = unit.contains(header.init, "int") && unit.contains(header.condition, "static_cast");
        if (!isSigned && !isTestedBetween(unit, scope.begin, block.start, unit.text(container.end - 1)) && !unit.contains({scope.begin, block.start}, "empty"))
            job.report.add(i, Severity::Medium, "size-underflow", "With an empty container size() - 1 is the largest number, so the loop reads far behind the end; write i + 1 < size().");
    }
}

/// for x in xs: a; return b  leaves in the first turn.
void checkSingleTurn(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "for")
        return;
    const auto statements = unit.statements(block.body);
    if (statements.size() < 2 || !(unit.is(statements.back().begin, "return") || unit.is(statements.back().begin, "break")))
        return;
    for (int i = block.body.begin; i < statements.back().begin; ++i) {
        if (unit.is(i, "continue") || unit.is(i, "yield"))
            return;
    }
    if (block.head.isEmpty() || (unit.is(block.head.begin, ";") && unit.is(block.head.begin + 1, ";")))
        return;
    // Something behind the loop means that it looks for the first element only.
    const auto siblings = unit.statements(unit.scopeAt(block.start));
    const bool isLast = !siblings.empty() && siblings.back().begin <= block.start;
    if (!isLast && unit.is(statements.back().begin, "return"))
        return;
    job.report.add(statements.back().begin, Severity::High, "single-turn", "The loop leaves in its first turn whatever happens; the statement is probably indented too far.");
}

} // namespace

void checkLoops(const Job &job)
{
    for (const Block &block : job.unit.blocks()) {
        checkBound(job, block);
        checkNeighbour(job, block);
        checkHeader(job, block);
        checkProgress(job, block);
        checkBisection(job, block);
        checkUnsigned(job, block);
        checkSingleTurn(job, block);
        checkIteration(job, block);
    }
}

} // namespace skep::checks
