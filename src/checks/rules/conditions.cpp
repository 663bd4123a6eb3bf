// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isEquality(std::string_view text)
{
    return text == "==" || text == "===" || text == "!=" || text == "!==" || text == "is";
}
bool isComparison(std::string_view text)
{
    return isEquality(text) || text == "<" || text == ">" || text == "<=" || text == ">=";
}
bool isCondition(const Block &block)
{
    return block.word == "if" || block.word == "elif" || block.word == "while";
}

// ---- if (a = b)

void checkAssignment(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (unit.isPython() || !isCondition(block))
        return;
    if (unit.contains(block.head, ";")) // if (auto x = f(); x)
        return;
    for (int i = block.head.begin; i < block.head.end; ++i) {
        if (!unit.is(i, "=")) {
            const bool isGroup = unit.is(i, "(") && (unit.is(i - 1, "(") || unit.is(i - 1, "&&") || unit.is(i - 1, "||") || unit.is(i - 1, "!"));
            i = isGroup ? i : unit.closing(i);
            continue;
        }
        const int left = operandBegin(unit, i);
        const bool isDeclaration = unit[left - 1].kind == Tok::Ident || unit.is(left - 1, "*") || unit.is(left - 1, "&") || unit.is(left - 1, ">")
            || unit.is(left - 1, "&&") || unit.is(i - 1, "]");
        if (isDeclaration && unit.isCpp() && !unit.is(left - 1, "&&"))
            continue;
        // while ((x = next()) != null) and while ((x = next())) are meant so: the brackets say it
        const int open = unit.around(i);
        const bool isWrapped = open >= block.head.begin && unit.is(open, "(") && open != block.head.begin - 1;
        const Range right{i + 1, operandEnd(unit, i + 1)};
        const bool isLoopRead = block.word == "while" && unit.is(right.end - 1, ")");
        if (isWrapped || isLoopRead)
            continue;
        job.report.add(i, Severity::High, "assignment-in-condition", "The condition assigns instead of comparing, so it tests the new value and changes the variable.");
    }
}

// ---- a == a, a && a, a - a

bool isPure(const Unit &unit, Range in)
{
    for (int i = in.begin; i < in.end; ++i) {
        const Token &token = unit[i];
        if (unit.is(i, "(") || unit.is(i, "++") || unit.is(i, "--") || token.kind == Tok::Template || unit.is(i, "await"))
            return false;
    }
    return true;
}

void checkSameOperands(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const auto op = unit.text(i);
    const bool isLogic = op == "&&" || op == "||" || op == "and" || op == "or";
    if (!isComparison(op) && !isLogic && op != "-" && op != "/")
        return;
    if (isAngle(unit, i))
        return;
    int leftBegin = operandBegin(unit, i);
    Range right{i + 1, operandEnd(unit, i + 1)};
    if (isLogic) { // whole sides between the same operators
        const auto isStop = [&](int k) {
            return unit.is(k, "&&") || unit.is(k, "||") || unit.is(k, "and") || unit.is(k, "or") || unit.is(k, "?") || unit.is(k, ",") || unit.is(k, "=")
                || unit.is(k, "return") || unit.is(k, "if") || unit.is(k, "elif") || unit.is(k, "while") || unit.is(k, ":") || unit.is(k, ";") || unit.is(k, "=>") || unit.is(k, "else") || unit.is(k, "{")
                || unit[k].kind == Tok::Newline || (unit[k].match > k);
        };
        leftBegin = i;
        while (leftBegin > 0 && !isStop(leftBegin - 1)) {
            --leftBegin;
            if (unit[leftBegin].match >= 0 && unit[leftBegin].match < leftBegin)
                leftBegin = unit[leftBegin].match;
        }
        right.end = i + 1;
        while (right.end < unit.size() && !unit.is(right.end, "&&") && !unit.is(right.end, "||") && !unit.is(right.end, "and") && !unit.is(right.end, "or")
               && !unit.is(right.end, "?") && !unit.is(right.end, ";") && !unit.is(right.end, ",") && !unit.is(right.end, ":") && !unit.is(right.end, "if") && unit[right.end].kind != Tok::Newline
               && !(unit[right.end].match >= 0 && unit[right.end].match < right.end) && unit.statementEnd(i) > right.end)
            right.end = unit.closing(right.end) + 1;
    } else {
        const auto binds = [&](int k) { // another operator takes the side first
            return unit.is(k, "*") || unit.is(k, "/") || unit.is(k, "%") || unit.is(k, ".") || unit.is(k, "+") || unit.is(k, "-") || unit.is(k, "::") || unit.is(k, "<<") || unit.is(k, "**");
        };
        if (binds(leftBegin - 1) || binds(right.end) || (unit.isPython() && (unit.is(leftBegin - 1, "&") || unit.is(leftBegin - 1, "|") || unit.is(i + 1, ","))) || unit.is(right.end, "!"))
            return;
    }
    const Range left{leftBegin, i};
    if (left.isEmpty() || right.isEmpty() || !unit.areEqual(left, right) || !isPure(unit, left))
        return;
    const bool isNumber = left.end - left.begin == 1 && unit[left.begin].kind == Tok::Number;
    if (isNumber || unit[left.begin].kind == Tok::Jsx)
        return;
    if ((op == "!=" || op == "!==") && unit.isCpp())
        return; // x != x finds NaN
    if ((op == "!==" || op == "!=") && left.end - left.begin == 1)
        return; // the old test for NaN
    job.report.add(i, Severity::High, "same-operands", "Both sides of " + std::string(op) + " are the same, so the result says nothing; another name was meant.");
}

// ---- x == 1 or 2, x != a || x != b, x > 5 && x < 3

void checkBareAlternative(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (!isCondition(block))
        return;
    for (int i = block.head.begin; i < block.head.end; ++i) {
        if (!unit.is(i, "or") && !unit.is(i, "||") && !(unit.is(i, "|")))
            continue;
        const Token &value = unit[i + 1];
        const bool isLiteral = value.kind == Tok::Number || value.kind == Tok::String;
        const int next = i + 2;
        const bool isBare = next >= block.head.end || unit.is(next, "or") || unit.is(next, "||") || unit.is(next, ")") || unit.is(next, "and") || unit.is(next, "&&");
        const int left = operandBegin(unit, i);
        const bool afterComparison = isComparison(unit.text(left - 1)) || (unit[i - 1].kind == Tok::String || unit[i - 1].kind == Tok::Number);
        if (isLiteral && isBare && afterComparison)
            job.report.add(i, Severity::High, "always-true", "The text or number behind the operator is not compared with anything and counts as true, so the condition always holds.");
    }
}

struct Comparison
{
    Range left;
    std::string_view op;
    Range right;
};

std::optional<Comparison> comparisonIn(const Unit &unit, Range in)
{
    while (unit.is(in.begin, "(") && unit.closing(in.begin) == in.end - 1) {
        ++in.begin;
        --in.end;
    }
    for (int i = in.begin; i < in.end; i = unit.closing(i) + 1) {
        if (!isComparison(unit.text(i)) || unit[i].kind == Tok::String)
            continue;
        if (unit.is(i, "is") && unit.is(i + 1, "not"))
            return Comparison{{in.begin, i}, "!=", {i + 2, in.end}};
        return Comparison{{in.begin, i}, unit.text(i), {i + 1, in.end}};
    }
    return std::nullopt;
}

bool isLiteral(const Unit &unit, Range in)
{
    if (in.end - in.begin == 2 && unit.is(in.begin, "-"))
        ++in.begin;
    if (in.end - in.begin > 1) { // Kind.Value, Kind::Value
        const bool isPath = in.end - in.begin == 3 && (unit.is(in.begin + 1, ".") || unit.is(in.begin + 1, "::"));
        return isPath && unit.text(in.begin).size() > 1 && unit.text(in.begin).front() >= 'A' && unit.text(in.begin).front() <= 'Z';
    }
    const Token &token = unit[in.begin];
    return token.kind == Tok::Number || token.kind == Tok::String || unit.is(in.begin, "null") || unit.is(in.begin, "undefined") || unit.is(in.begin, "None") || unit.is(in.begin, "nullptr")
        || (token.kind == Tok::Ident && isUpperName(token.text));
}

std::optional<double> numberOf(const Unit &unit, Range in)
{
    const bool isNegative = unit.is(in.begin, "-");
    const int at = in.begin + (isNegative ? 1 : 0);
    if (in.end - at != 1 || unit[at].kind != Tok::Number || unit.text(at).front() == '\'')
        return std::nullopt;
    std::string digits;
    for (const char c : unit.text(at)) {
        if (c != '_' && c != '\'')
            digits += c;
    }
    const double value = std::strtod(digits.c_str(), nullptr);
    return isNegative ? -value : value;
}

/// No number is below the first and above the second bound at once.
bool excludeEachOther(const Comparison &a, double x, const Comparison &b, double y)
{
    const bool aLess = a.op == "<" || a.op == "<=";
    const bool bLess = b.op == "<" || b.op == "<=";
    const bool aMore = a.op == ">" || a.op == ">=";
    const bool bMore = b.op == ">" || b.op == ">=";
    const bool isStrict = a.op.size() == 1 || b.op.size() == 1;
    if (aLess && bMore)
        return x < y || (x == y && isStrict);
    if (aMore && bLess)
        return y < x || (x == y && isStrict);
    return false;
}

/// Either of them always holds.
bool coverEverything(const Comparison &a, double x, const Comparison &b, double y)
{
    const bool aLess = a.op == "<" || a.op == "<=";
    const bool bMore = b.op == ">" || b.op == ">=";
    if (aLess && bMore)
        return x > y || (x == y && (a.op == "<=" || b.op == ">="));
    const bool aMore = a.op == ">" || a.op == ">=";
    const bool bLess = b.op == "<" || b.op == "<=";
    if (aMore && bLess)
        return y > x || (x == y && (a.op == ">=" || b.op == "<="));
    return false;
}

void checkPair(const Job &job, int op, Range a, Range b)
{
    const Unit &unit = job.unit;
    const auto first = comparisonIn(unit, a);
    const auto second = comparisonIn(unit, b);
    if (!first || !second || !unit.areEqual(first->left, second->left) || !isPure(unit, first->left))
        return;
    const bool isOr = unit.is(op, "||") || unit.is(op, "or");
    const auto x = numberOf(unit, first->right);
    const auto y = numberOf(unit, second->right);
    if (x && y) {
        if (isOr ? coverEverything(*first, *x, *second, *y) : excludeEachOther(*first, *x, *second, *y))
            job.report.add(op, Severity::High, isOr ? "always-true" : "always-false",
                           isOr ? "Every number meets one of the two bounds, so the condition always holds." : "No number meets both bounds, so the condition never holds.");
    }
    if (!isLiteral(unit, first->right) || !isLiteral(unit, second->right) || unit.areEqual(first->right, second->right))
        return;
    const bool areNegative = first->op.starts_with("!") && second->op.starts_with("!");
    const bool arePositive = !first->op.starts_with("!") && !second->op.starts_with("!") && isEquality(first->op) && isEquality(second->op);
    if (isOr && areNegative)
        job.report.add(op, Severity::High, "always-true", "A value always differs from one of the two, so the condition always holds; \"and\" was meant.");
    else if (!isOr && arePositive)
        job.report.add(op, Severity::High, "always-false", "A value cannot equal both, so the condition never holds; \"or\" was meant.");
}

void checkPairs(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "&&") && !unit.is(i, "||") && !unit.is(i, "and") && !unit.is(i, "or"))
        return;
    const auto ends = [&](int k) {
        return unit.is(k, "&&") || unit.is(k, "||") || unit.is(k, "and") || unit.is(k, "or") || unit.is(k, ";") || unit.is(k, ",") || unit.is(k, "?") || unit.is(k, ":")
            || unit.is(k, "=") || unit.is(k, "return") || unit.is(k, "if") || unit.is(k, "elif") || unit.is(k, "while") || unit.is(k, "not") || unit.is(k, "=>") || unit.is(k, "else")
            || unit.is(k, "{") || unit.is(k, "assert") || unit[k].kind == Tok::Newline || unit[k].kind == Tok::End;
    };
    int begin = i;
    while (begin > 0 && !ends(begin - 1) && unit[begin - 1].match < begin) {
        --begin;
        if (unit[begin].match >= 0)
            begin = unit[begin].match;
    }
    int end = i + 1;
    while (end < unit.size() && !ends(end) && !(unit[end].match >= 0 && unit[end].match < end))
        end = unit.closing(end) + 1;
    if (begin < i && end > i + 1)
        checkPair(job, i, {begin, i}, {i + 1, end});
}

// ---- a & b == c, a == 1 & b == 2, a < b < c

void checkPrecedence(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.isPython() && (unit.is(i, "&") || unit.is(i, "|"))) {
        const bool isBinary = (unit[i - 1].kind == Tok::Ident && !unit.isKeyword(i - 1)) || unit.is(i - 1, ")") || unit.is(i - 1, "]") || unit[i - 1].kind == Tok::Number;
        const int around = unit.around(i);
        const bool isCode = unit.is(around, "(") && (unit.is(around - 1, "if") || unit.is(around - 1, "while") || unit.is(around - 1, "(") || unit.is(around - 1, "!") || unit.is(around - 1, "&&") || unit.is(around - 1, "||"));
        const bool isReturned = unit.is(unit.statementBegin(i), "return");
        if (!isBinary || (!isCode && !isReturned) || unit.language() == Language::TypeScript)
            return;
        const int end = operandEnd(unit, i + 1);
        const int begin = operandBegin(unit, i);
        if (isEquality(unit.text(end)) && unit[end].kind != Tok::String)
            job.report.add(i, Severity::High, "precedence", "== binds tighter than " + std::string(unit.text(i)) + ", so the mask is combined with the result of the comparison; add brackets.");
        else if (isComparison(unit.text(begin - 1)) && unit[begin - 1].kind == Tok::Punct && !isAngle(unit, begin - 1))
            job.report.add(i, Severity::Medium, "precedence", "A bit operator stands between two conditions, where the logical one was meant.");
    }
    if (unit.isPython() && (unit.is(i, "&") || unit.is(i, "|"))) {
        const int begin = operandBegin(unit, i);
        const int end = operandEnd(unit, i + 1);
        const bool isHead = unit.is(unit.statementBegin(i), "if") || unit.is(unit.statementBegin(i), "while") || unit.is(unit.statementBegin(i), "elif");
        if (isHead && isComparison(unit.text(begin - 1)) && isComparison(unit.text(end)))
            job.report.add(i, Severity::High, "precedence", std::string(unit.text(i)) + " binds tighter than a comparison, so this compares something else; use and, or.");
    }
    if (!unit.isPython() && (unit.is(i, "<") || unit.is(i, "<=")) && !isAngle(unit, i)) {
        const int end = operandEnd(unit, i + 1);
        const int begin = operandBegin(unit, i);
        const bool isValue = unit.isName(i - 1) || unit[i - 1].kind == Tok::Number || unit.is(i - 1, ")") || unit.is(i - 1, "]");
        const int around = unit.around(i);
        const bool isHead = unit.is(around, "(") && (unit.is(around - 1, "if") || unit.is(around - 1, "while"));
        if (isValue && begin > around && (isHead || unit.is(begin - 1, "return")) && (unit.is(end, "<") || unit.is(end, "<=")) && !isAngle(unit, end))
            job.report.add(i, Severity::High, "chained-comparison", "The first comparison gives true or false, and that is compared with the last value; join two comparisons.");
    }
}

// ---- x == 0.1

bool isFraction(const Token &token)
{
    const auto text = token.text;
    const auto dot = text.find('.');
    if (token.kind != Tok::Number || dot == std::string_view::npos || text.starts_with("0x"))
        return false;
    const double value = std::strtod(std::string(text).c_str(), nullptr);
    return value * 1024 != std::floor(value * 1024); // halves, quarters, ... are exact
}

void checkFloat(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!isEquality(unit.text(i)) || unit[i].kind == Tok::String || unit.is(i, "is"))
        return;
    const bool hasFraction = isFraction(unit[i + 1]) || isFraction(unit[i - 1]);
    bool isResult = false; // a division or a sum of fractions on one side
    for (const Range side : {Range{operandBegin(unit, i), i}, Range{i + 1, operandEnd(unit, i + 1)}}) {
        if (side.end - side.begin != 1 || !unit.isName(side.begin) || !unit.isCpp())
            continue;
        const Variable *variable = job.names.find(side.begin);
        const int other = side.begin == i + 1 ? operandBegin(unit, i) : i + 1;
        const Variable *second = unit.isName(other) ? job.names.find(other) : nullptr;
        const auto isReal = [&](const Variable *v) { return v && v->type.end - v->type.begin <= 2 && (hasTypeWord(unit, *v, "double") || hasTypeWord(unit, *v, "float")) && !unit.contains(v->type, "*") && !v->isArray; };
        const auto computes = [&](int k) { return unit.is(k, "+") || unit.is(k, "-") || unit.is(k, "*") || unit.is(k, "/"); };
        const bool isComputed = computes(operandBegin(unit, i) - 1) || computes(operandEnd(unit, i + 1));
        isResult = isResult || (isComputed && isReal(variable) && isReal(second));
    }
    const Range statement{unit.statementBegin(i), unit.statementEnd(i)};
    const bool isTie = unit.contains(statement, "<") || unit.contains(statement, ">"); // a < b || (a == b && ...)
    if (hasFraction || (isResult && !isTie))
        job.report.add(i, Severity::Medium, "float-equality", "Fractions are stored inexactly, so equality seldom holds; compare the difference with a tolerance.");
}

// ---- == between values of unlike kinds in JavaScript

void checkLooseEquality(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.isScript() || (!unit.is(i, "==") && !unit.is(i, "!=")))
        return;
    const auto isNull = [&](int k) { return unit.is(k, "null") || unit.is(k, "undefined"); };
    const int begin = operandBegin(unit, i);
    if (isNull(i + 1) || isNull(i - 1) || unit.is(begin - 1, "typeof") || unit.is(i + 1, "typeof"))
        return;
    if (unit[begin - 1].kind == Tok::Ident && unit.is(begin - 1, "typeof"))
        return;
    job.report.add(i, Severity::Medium, "loose-equality", "== converts before comparing, so \"0\", 0 and false are alike; use " + std::string(unit.text(i)) + "=.");
}

} // namespace

void checkConditions(const Job &job)
{
    for (const Block &block : job.unit.blocks()) {
        checkAssignment(job, block);
        checkBareAlternative(job, block);
    }
    for (int i = 0; i < job.unit.size(); ++i) {
        const Token &token = job.unit[i];
        if (token.kind != Tok::Punct && token.kind != Tok::Ident)
            continue;
        checkSameOperands(job, i);
        checkPairs(job, i);
        checkPrecedence(job, i);
        checkFloat(job, i);
        checkLooseEquality(job, i);
    }
}

} // namespace skep::checks
