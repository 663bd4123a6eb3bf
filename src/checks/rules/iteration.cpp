// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/parse/pattern.h"
#include "checks/rules/loops.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

/// The loop is left right behind the change, so nothing goes wrong.
bool leavesAfter(const Unit &unit, int i, Range body)
{
    const int end = unit.statementEnd(i);
    for (int k = end; k < body.end && k < end + 3; ++k) {
        if (unit.is(k, "break") || unit.is(k, "return"))
            return true;
        if (unit.is(k, "}") || (unit[k].kind != Tok::Newline && !unit.is(k, ";")))
            return false;
    }
    return unit.is(unit.statementBegin(i), "return");
}

void report(const Job &job, int i)
{
    job.report.add(i, Severity::High, "changed-while-iterating", "The container is changed while the loop walks over it, so elements are skipped or the walk breaks.");
}

/// for x in xs: xs.remove(x), del d[k]
void checkPythonWalk(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const int in = unit.find(block.head, "in");
    if (in < 0)
        return;
    Range walked{in + 1, block.head.end};
    if (unit.is(walked.end - 1, ")") && unit.is(walked.end - 2, "(") && unit.is(walked.end - 4, ".")
        && (unit.is(walked.end - 3, "keys") || unit.is(walked.end - 3, "items") || unit.is(walked.end - 3, "values")))
        walked.end -= 4;
    if (unit.is(walked.begin, "enumerate") && unit.is(walked.begin + 1, "(") && unit.closing(walked.begin + 1) == walked.end - 1)
        walked = {walked.begin + 2, walked.end - 1};
    if (walked.isEmpty() || unit.contains(walked, "(") || unit.contains(walked, "["))
        return;
    constexpr std::array kChanges{"remove"sv, "append"sv, "insert"sv, "pop"sv, "clear"sv, "extend"sv, "add"sv, "discard"sv, "popitem"sv};
    const int length = walked.end - walked.begin;
    for (int i = block.body.begin; i + length < block.body.end; ++i) {
        if (!unit.areEqual({i, i + length}, walked) || unit.is(i - 1, "."))
            continue;
        const int next = i + length;
        const bool isCall = unit.is(next, ".") && unit.is(next + 2, "(") && std::find(kChanges.begin(), kChanges.end(), unit.text(next + 1)) != kChanges.end();
        const bool isDeleted = unit.is(i - 1, "del") && unit.is(next, "[");
        if ((isCall || isDeleted) && !leavesAfter(unit, i, block.body))
            return report(job, i);
    }
}

/// for (const x of xs) xs.splice(...), for (auto &x : xs) xs.push_back(...)
void checkRangeWalk(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const int of = unit.find(block.head, unit.isCpp() ? ":" : "of");
    if (of < 0 || unit.contains(block.head, ";"))
        return;
    const Range walked{of + 1, block.head.end};
    if (unit.contains(walked, "(") || unit.contains(walked, "["))
        return;
    constexpr std::array kChanges{"splice"sv, "push"sv, "shift"sv, "pop"sv, "unshift"sv, "push_back"sv, "emplace_back"sv, "erase"sv, "insert"sv, "clear"sv, "resize"sv, "pop_back"sv, "append"sv, "removeAt"sv};
    const int length = walked.end - walked.begin;
    for (int i = block.body.begin; i + length < block.body.end; ++i) {
        if (!unit.areEqual({i, i + length}, walked) || unit.is(i - 1, ".") || unit.is(i - 1, "->"))
            continue;
        const int next = i + length;
        const bool isCall = (unit.is(next, ".") || unit.is(next, "->")) && unit.is(next + 2, "(")
            && std::find(kChanges.begin(), kChanges.end(), unit.text(next + 1)) != kChanges.end();
        if (isCall && !leavesAfter(unit, i, block.body))
            return report(job, i);
    }
}

/// for (i ...; i++) xs.splice(i, 1); for (it ...; ++it) xs.erase(it)
void checkCountedWalk(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const int first = unit.find(block.head, ";");
    const int second = first < 0 ? -1 : unit.find({first + 1, block.head.end}, ";");
    if (second < 0 || second + 1 >= block.head.end)
        return; // no step in the head: the body steps itself
    const bool goesDown = unit.contains({second, block.head.end}, "--") || unit.contains({second, block.head.end}, "-=");
    if (goesDown)
        return;
    const int eq = unit.find({block.head.begin, first}, "=");
    if (eq < 0 || !unit.isName(eq - 1))
        return;
    const auto name = unit.text(eq - 1);
    for (int i = block.body.begin; i < block.body.end; ++i) {
        const bool isSplice = unit.is(i, "splice") && unit.is(i - 1, ".") && unit.is(i + 1, "(") && unit.text(i + 2) == name && unit.is(i + 3, ",")
            && unit.split({i + 2, unit.closing(i + 1)}).size() < 3; // puts nothing in its place
        const bool isErase = unit.is(i, "erase") && unit.is(i - 1, ".") && unit.is(i + 1, "(") && unit.isCpp()
            && (unit.text(unit.closing(i + 1) - 1) == name) && !unit.contains({i + 1, unit.closing(i + 1)}, ",") && !unit.contains({i + 1, unit.closing(i + 1)}, "++");
        if (!isSplice && !isErase)
            continue;
        const int begin = unit.statementBegin(i);
        const bool isStepped = unit.text(begin) == name && unit.is(begin + 1, "=");
        bool goesBack = isStepped && isErase;
        const int brace = unit.around(begin);
        const Range siblings{brace >= 0 ? brace : block.body.begin, brace >= 0 ? unit.closing(brace) : block.body.end};
        for (int k = siblings.begin; k < siblings.end; ++k) {
            if (unit.text(k) == name && (unit.is(k + 1, "--") || unit.is(k - 1, "--") || unit.is(k + 1, "-=") || (unit.is(k + 1, "=") && isSplice)))
                goesBack = true;
        }
        if (!goesBack && !leavesAfter(unit, i, block.body))
            return report(job, i);
    }
}

/// xs.forEach((x) => { xs.splice(...) })
void checkForEach(const Job &job)
{
    static const Pattern kForEach("%1 . forEach (");
    const Unit &unit = job.unit;
    for (int i = 0; unit.isScript() && i < unit.size(); ++i) {
        const auto match = unit.is(i - 1, ".") ? std::nullopt : kForEach.at(unit, i);
        if (!match)
            continue;
        const int length = match->captures[1].end - match->captures[1].begin;
        for (int k = match->end; k < unit.closing(match->end - 1); ++k) {
            if (unit.areEqual({k, k + length}, match->captures[1]) && !unit.is(k - 1, ".") && unit.is(k + length, ".")
                && (unit.is(k + length + 1, "splice") || unit.is(k + length + 1, "shift") || unit.is(k + length + 1, "pop")))
                report(job, k);
        }
    }
}

/// Names that a loop binds in its head.
std::vector<std::string_view> loopNames(const Unit &unit, const Block &block)
{
    std::vector<std::string_view> names;
    if (unit.isPython()) {
        for (int i = block.head.begin; i < block.head.end && !unit.is(i, "in"); ++i) {
            if (unit.isName(i))
                names.push_back(unit.text(i));
        }
        return names;
    }
    const int stop = unit.find(block.head, ";");
    const int eq = unit.find({block.head.begin, stop < 0 ? block.head.end : stop}, stop < 0 ? (unit.isCpp() ? ":" : "of") : "=");
    if (eq > 0 && unit.isName(eq - 1))
        names.push_back(unit.text(eq - 1));
    return names;
}

void checkShadowed(const Job &job, const Block &inner)
{
    const Unit &unit = job.unit;
    const auto names = loopNames(unit, inner);
    for (const Block &outer : unit.blocks()) {
        if (outer.word != "for" || !outer.body.has(inner.start) || unit.functionAt(outer.start) != unit.functionAt(inner.start))
            continue;
        const auto walked = [&](const Block &b) { return Range{unit.find(b.head, "in") + 1, b.head.end}; };
        if (unit.isPython() && unit.areEqual(walked(inner), walked(outer)))
            continue; // both take from one iterator
        for (const auto name : loopNames(unit, outer)) {
            bool isReadLater = unit.contains(inner.head, ";") || unit.contains(inner.head, "range"); // counters are meant to differ
            for (int i = inner.end; i < outer.body.end; ++i)
                isReadLater = isReadLater || (unit[i].kind == Tok::Ident && unit.text(i) == name && !unit.is(i - 1, "."));
            if (!isReadLater)
                continue;
            if (name != "_" && std::find(names.begin(), names.end(), name) != names.end()) {
                job.report.add(inner.start, Severity::Medium, "shadowed-loop-variable",
                               "The inner loop uses the outer loop's variable \"" + std::string(name) + "\", so the outer value is hidden or lost.");
                return;
            }
        }
    }
}

/// Functions made in a loop see the loop's variable as it is when they run, not when they were made.
void checkCaptured(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const bool isVar = unit.isScript() && unit.is(block.head.begin, "var");
    if (!isVar && !unit.isPython())
        return;
    std::vector<std::string_view> names = loopNames(unit, block);
    if (isVar && names.empty() && unit.isName(block.head.begin + 1))
        names.push_back(unit.text(block.head.begin + 1));
    for (const Function &function : unit.functions()) {
        if (!block.body.has(function.start) || names.empty() || (unit.isPython() && !function.isArrow))
            continue;
        for (int i = function.body.begin; i < function.body.end; ++i) {
            const bool isNamed = unit.isName(i) && !unit.is(i - 1, ".") && std::find(names.begin(), names.end(), unit.text(i)) != names.end();
            const bool isParam = std::any_of(function.params.begin(), function.params.end(), [&](int p) { return unit.text(p) == unit.text(i); });
            if (!isNamed || isParam)
                continue;
            const int around = unit.around(function.start);
            const auto callee = unit.text(around - 1);
            constexpr std::array kLater{"append"sv, "setTimeout"sv, "setInterval"sv, "addEventListener"sv, "push"sv, "on"sv, "connect"sv, "submit"sv, "Thread"sv, "call_later"sv, "register"sv, "add_done_callback"sv, "then"sv, "once"sv, "partial"sv, "setImmediate"sv, "nextTick"sv, "Button"sv, "after"sv};
            const bool isStored = (unit.is(function.start - 1, "=") && !unit.is(unit.around(function.start), "(")) || (unit.is(function.start - 1, "=") && unit.is(function.start - 2, "command"));
            if (isStored || (unit.is(around, "(") && std::find(kLater.begin(), kLater.end(), callee) != kLater.end()))
                job.report.add(function.start, Severity::High, "captured-loop-variable",
                               "The function is called after the loop and then sees the variable's last value every time; bind it for each turn.");
            break;
        }
    }
}

/// for (const i in array): keys as text, inherited ones too.
void checkForIn(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const int in = unit.isScript() ? unit.find(block.head, "in") : -1;
    if (in < 0 || block.head.end != in + 2 || !unit.isName(in + 1))
        return;
    const Variable *variable = job.names.find(in + 1);
    if (!variable)
        return;
    const bool isList = unit.is(variable->init.begin, "[") || (!variable->type.isEmpty() && unit.is(variable->type.end - 1, "]"))
        || (variable->kind == Variable::Kind::Param && unit.is(variable->name + 1, ":") && unit.is(variable->name + 3, "[") && unit.is(variable->name + 4, "]"));
    bool isTyped = isList;
    if (!isTyped && variable->kind == Variable::Kind::Param) { // const a = [..] elsewhere; arrays have push, length
        for (const int use : job.names.uses(*variable))
            isTyped = isTyped || (unit.is(use + 1, ".") && unit.is(use + 2, "push"));
    }
    if (isTyped)
        job.report.add(block.start, Severity::Medium, "for-in-array", "for in gives the keys as text, not the elements; use for of.");
}

} // namespace

void checkIteration(const Job &job, const Block &block)
{
    if (&block == &job.unit.blocks().front())
        checkForEach(job);
    if (block.word != "for")
        return;
    if (job.unit.isPython()) {
        checkPythonWalk(job, block);
    } else {
        checkRangeWalk(job, block);
        checkCountedWalk(job, block);
    }
    checkShadowed(job, block);
    checkCaptured(job, block);
    checkForIn(job, block);
}

} // namespace skep::checks
