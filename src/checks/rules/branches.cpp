// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <map>
#include <string>

namespace skep::checks {
namespace {

bool isJump(const Unit &unit, Range statement)
{
    const int i = statement.begin;
    return unit.is(i, "return") || unit.is(i, "throw") || unit.is(i, "raise") || unit.is(i, "break") || unit.is(i, "continue")
        || unit.is(i, "co_return") || unit.is(i, "goto");
}

bool leaves(const Unit &unit, const std::vector<Range> &statements, std::size_t n, int depth);

bool bodyLeaves(const Unit &unit, Range body, int depth)
{
    const auto inner = unit.statements(body);
    return !inner.empty() && leaves(unit, inner, inner.size() - 1, depth);
}

/// if, elif and else that all leave; try and catch likewise.
bool chainLeaves(const Unit &unit, const Block &last, int depth)
{
    const bool isChain = last.word == "else" || last.word == "catch" || last.word == "finally";
    if (last.word == "finally" && bodyLeaves(unit, last.body, depth))
        return true;
    if (!isChain || (last.word != "finally" && !bodyLeaves(unit, last.body, depth)))
        return false;
    for (int before = last.before; before >= 0;) {
        const Block &block = unit.blocks()[static_cast<std::size_t>(before)];
        if (block.word == "for" || block.word == "while")
            return false; // Python: its break passes the else
        if (!bodyLeaves(unit, block.body, depth))
            return false;
        before = block.word == "if" || block.word == "try" ? -1 : block.before;
    }
    return last.before >= 0;
}

/// Nothing behind the statement runs: it jumps, or all its branches do.
bool leaves(const Unit &unit, const std::vector<Range> &statements, std::size_t n, int depth)
{
    const Range statement = statements[n];
    if (isJump(unit, statement))
        return true;
    if (depth <= 0)
        return false;
    if (unit.is(statement.begin, "{"))
        return bodyLeaves(unit, {statement.begin + 1, statement.end - 1}, depth - 1);
    const int block = unit.blockFrom(statement.begin);
    return block >= 0 && chainLeaves(unit, unit.blocks()[static_cast<std::size_t>(block)], depth - 1);
}

/// Declarations of functions, labels and the like may stand behind a return.
bool mayFollow(const Unit &unit, Range statement)
{
    const int i = statement.begin;
    if (unit.is(i, "case") || unit.is(i, "default") || unit.is(i, "function") || unit.is(i, "class") || unit.is(i, "async") || unit.is(i, "export")
        || unit.is(i, "Q_UNREACHABLE") || unit.is(i, "else") || unit.is(i, "elif") || unit.is(i, "except") || unit.is(i, "finally") || unit.is(i, "catch")
        || unit.is(i, "def") || unit.is(i, "@") || unit.is(i, "public") || unit.is(i, "private") || unit.is(i, "protected"))
        return true;
    if (unit[i].kind == Tok::Ident && unit.is(i + 1, ":") && !unit.isPython())
        return true; // a label
    if (unit.is(i, "break") || unit.is(i, "yield") || unit.is(i, "}") || unit.is(i, "pass"))
        return true; // a habit that harms nobody; and a yield makes a generator
    return unit.is(i, "var") || (unit.isPython() && unit[i].kind == Tok::String);
}

void checkUnreachable(const Job &job, Range body)
{
    const Unit &unit = job.unit;
    const auto statements = unit.statements(body);
    for (std::size_t n = 0; n + 1 < statements.size(); ++n) {
        if (!leaves(unit, statements, n, 8) || mayFollow(unit, statements[n + 1]))
            continue;
        // a body without braces ends with its one statement
        if (unit[statements[n].begin].line == unit[statements[n + 1].begin].line && unit.isScript() && !unit.is(statements[n].end, ";"))
            continue;
        job.report.add(statements[n + 1].begin, Severity::Medium, "unreachable", "This never runs, because the statement before it leaves.");
        return;
    }
}

// ---- switch

bool isCaseLabel(const Unit &unit, Range statement)
{
    return unit.is(statement.begin, "case") || (unit.is(statement.begin, "default") && unit.is(statement.begin + 1, ":"));
}

bool endsCase(const Unit &unit, const std::vector<Range> &statements, std::size_t last)
{
    if (leaves(unit, statements, last, 8))
        return true;
    const Range statement = statements[last];
    const auto text = unit.text(statement.begin);
    if (text == "exit" || text == "abort" || text == "process" || text == "assertNever" || text == "Q_UNREACHABLE" || text == "unreachable" || text == "yield" || text == "fail")
        return true;
    if (unit.contains(statement, "fallthrough") || unit.contains(statement, "__builtin_unreachable") || unit.contains(statement, "Q_FALLTHROUGH"))
        return true;
    const int block = unit.blockFrom(statement.begin);
    if (block < 0)
        return unit.contains(statement, "terminate") || unit.contains(statement, "exit");
    const Block &one = unit.blocks()[static_cast<std::size_t>(block)];
    if (one.word == "for" || one.word == "while")
        return one.head.isEmpty() || unit.contains(one.head, "true") || (unit.is(one.head.begin, ";") && unit.is(one.head.begin + 1, ";"));
    return one.word == "switch" && bodyLeaves(unit, one.body, 8);
}

void checkSwitch(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "switch" || !unit.is(block.body.begin - 1, "{"))
        return;
    const auto statements = unit.statements(block.body);
    std::map<std::string, int> seen;
    std::size_t first = statements.size(); // of the current case's code
    for (std::size_t n = 0; n < statements.size(); ++n) {
        if (!isCaseLabel(unit, statements[n])) {
            if (first == statements.size())
                first = n;
            continue;
        }
        const auto label = unit.spell({statements[n].begin, statements[n].end});
        if (!seen.emplace(label, 1).second)
            job.report.add(statements[n].begin, Severity::High, "duplicate-case", "This case stands here for the second time, so its code never runs.");
        const bool hasCode = first < n && n > 0 && !isCaseLabel(unit, statements[n - 1]);
        if (hasCode && !endsCase(unit, statements, n - 1)) {
            const int line = unit.line(statements[n].begin);
            const int from = unit.line(statements[n - 1].begin);
            const bool isMeant = unit.hasComment(from, line, "fall") || unit.hasComment(from, line, "no break") || unit.hasComment(from, line, "intentional")
                || unit.hasComment(from, line, "through") || unit.hasComment(from, line, "deliberate") || unit.hasComment(from, line, "on purpose");
            if (!isMeant)
                job.report.add(statements[n].begin - 1 > 0 ? statements[n - 1].end - 1 : statements[n].begin, Severity::High, "missing-break",
                               "The case before this one does not end, so its code runs on into the next case.");
        }
        first = statements.size();
    }
}

// ---- if and else

void checkElse(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.before < 0 || (block.word != "elif" && block.word != "else"))
        return;
    const Block *before = &unit.blocks()[static_cast<std::size_t>(block.before)];
    if (before->word != "if" && before->word != "elif")
        return;
    if (block.word == "else" && unit.areEqual(block.body, before->body) && block.body.end - block.body.begin > 3 && before->word == "if")
        job.report.add(block.start, Severity::Medium, "same-branches", "Both branches do the same, so the condition has no effect.");
    if (block.word != "elif")
        return;
    for (;;) {
        if (unit.areEqual(block.head, before->head) && !unit.contains(block.head, "(")) {
            job.report.add(block.start, Severity::High, "duplicate-condition", "The same condition stands before, so this branch never runs.");
            return;
        }
        if (before->before < 0)
            return;
        before = &unit.blocks()[static_cast<std::size_t>(before->before)];
        if (before->word != "if" && before->word != "elif")
            return;
    }
}

void checkTernary(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "?") || unit.isPython())
        return;
    int colon = i + 1;
    while (colon < unit.size() && !unit.is(colon, ":") && !unit.is(colon, ";") && !unit.is(colon, "?") && !(unit[colon].match >= 0 && unit[colon].match < colon))
        colon = unit.closing(colon) + 1;
    if (!unit.is(colon, ":") || colon == i + 1)
        return;
    const int length = colon - i - 1;
    const Range other{colon + 1, colon + 1 + length};
    const Token &behind = unit[other.end];
    const bool ends = behind.text == ";" || behind.text == ")" || behind.text == "," || behind.text == "}" || behind.text == "]" || behind.isFirst;
    if (ends && unit.areEqual({i + 1, colon}, other))
        job.report.add(i, Severity::Medium, "same-branches", "Both results are the same, so the condition has no effect.");
}

// ---- keys

void checkKeys(const Job &job, int open)
{
    const Unit &unit = job.unit;
    if (!unit.is(open, "{") || !unit.isOpen(open) || unit.isCpp())
        return;
    if (unit.isScript()) { // an object, not a block, class or import list
        const Token &before = unit[open - 1];
        const bool isObject = before.text == "=" || before.text == "(" || before.text == "," || before.text == ":" || before.text == "return" || before.text == "["
            || before.text == "?" || before.text == "=>" || before.text == "default";
        if (!isObject || (before.text == ":" && unit.is(open - 2, ")")) || before.text == "=>")
            return;
    }
    std::map<std::string_view, int> seen;
    for (const Range &entry : unit.split({open + 1, unit.closing(open)})) {
        const Token &key = unit[entry.begin];
        const bool isKey = (key.kind == Tok::String || key.kind == Tok::Number || (key.kind == Tok::Ident && unit.isScript())) && unit.is(entry.begin + 1, ":");
        if (!isKey)
            continue;
        const auto name = key.kind == Tok::String ? contentOf(key) : key.text;
        if (!seen.emplace(name, 1).second)
            job.report.add(entry.begin, Severity::Medium, "duplicate-key", "The key stands here for the second time, so the first value is lost.");
    }
}

} // namespace

void checkBranches(const Job &job)
{
    const Unit &unit = job.unit;
    for (const Function &function : unit.functions()) {
        if (!function.isExpression)
            checkUnreachable(job, function.body);
    }
    for (const Block &block : unit.blocks()) {
        const bool isBraced = unit.isPython() || unit.is(block.body.begin - 1, "{");
        if (isBraced)
            checkUnreachable(job, block.body);
        checkSwitch(job, block);
        checkElse(job, block);
    }
    for (int i = 0; i < unit.size(); ++i) {
        checkTernary(job, i);
        checkKeys(job, i);
    }
}

} // namespace skep::checks
