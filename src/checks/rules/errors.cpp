// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool hasCommentIn(const Unit &unit, const Block &block)
{
    const int first = unit.line(block.start);
    const int last = unit.line(block.end - 1);
    return std::any_of(unit.comments().begin(), unit.comments().end(), [&](const Comment &comment) {
        return comment.line >= first && comment.line <= last && comment.text.size() > 8;
    });
}

/// `catch {}` says nothing; a comment or a narrow exception says that it is meant.
void checkEmptyCatch(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    const auto statements = unit.statements(block.body);
    const bool isEmpty = statements.empty() || (statements.size() == 1 && (unit.is(statements[0].begin, "pass") || unit.is(statements[0].begin, "...") || unit.is(statements[0].begin, "continue")) );
    const bool isBroad = !unit.isPython() || block.head.isEmpty() || unit.contains(block.head, "Exception") || unit.contains(block.head, "BaseException");
    if (isEmpty && isBroad && !hasCommentIn(unit, block)) {
        job.report.add(block.start, Severity::Medium, "swallowed-error", "Every error is swallowed here, so failures stay unseen.");
        return;
    }
    if (!unit.isPython() || !block.head.isEmpty())
        return;
    if (!unit.contains(block.body, "raise"))
        job.report.add(block.start, Severity::Medium, "bare-except", "A bare except also catches interrupts and exits, so the program cannot be stopped here; name the exceptions.");
}

/// except Exception before except ValueError: the second never gets one.
void checkOrder(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.before < 0)
        return;
    const Block &before = unit.blocks()[static_cast<std::size_t>(block.before)];
    if (before.word != "catch")
        return;
    const auto isAll = [&](const Block &b) {
        if (unit.isPython())
            return b.head.isEmpty() || unit.is(b.head.begin, "Exception") || unit.is(b.head.begin, "BaseException");
        return unit.is(b.head.begin, "...") || (unit.contains(b.head, "exception") && unit.contains(b.head, "std"));
    };
    const auto isNarrow = [&](const Block &b) {
        if (unit.isPython())
            return unit[b.head.begin].kind == Tok::Ident && unit.text(b.head.begin).ends_with("Error");
        return unit.contains(b.head, "std") && !unit.contains(b.head, "exception");
    };
    if (!unit.isScript() && isAll(before) && isNarrow(block))
        job.report.add(block.start, Severity::High, "handler-order", "The handler before catches everything, so this one never runs.");
}

/// return in finally throws the error away.
void checkFinally(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "finally")
        return;
    for (int i = block.body.begin; i < block.body.end; ++i) {
        if (unit.is(i, "return") && unit.functionAt(i) == unit.functionAt(block.start) && unit.isStatementStart(i)) {
            job.report.add(i, Severity::High, "return-in-finally", "A return in finally throws away the error or the result that was on its way.");
            return;
        }
    }
}

/// def f(): try: ... except Exception: return None  hides everything; except A or B catches A only.
void checkHead(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (!unit.isPython())
        return;
    for (int i = block.head.begin; i < block.head.end; ++i) {
        if (unit.is(i, "or") || unit.is(i, "and"))
            job.report.add(i, Severity::High, "handler-order", "`A or B` is A, so the other exception is not caught; write a tuple.");
    }
}

/// (err, data) => { uses data only }
void checkCallbackError(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (!unit.isScript() || function.params.size() < 2 || function.name >= 0)
        return;
    const int first = function.params[0];
    const auto name = unit.text(first);
    if (name != "err" && name != "error" && name != "e")
        return;
    if (name == "e" && !unit.is(first, "err"))
        return;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit[i].kind == Tok::Ident && unit.text(i) == name)
            return;
    }
    const bool isListener = unit.isString(function.start - 2) && unit.is(function.start - 1, ",") && (unit.is(function.start - 4, "on") || unit.is(function.start - 4, "once"));
    const bool isMiddleware = function.params.size() >= 4 || unit.is(function.start - 2, "use");
    if (!isListener && !isMiddleware)
        job.report.add(first, Severity::Medium, "ignored-error", "The callback never looks at its error, so a failure is taken for a result.");
}

/// if (err) { callback(err); } and on it goes; if (!user) { res.status(404).send() } and on it goes.
void checkMissingReturn(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (!unit.isScript() || block.word != "if")
        return;
    const auto statements = unit.statements(block.body);
    if (statements.empty() || unit.is(block.end, "else") || unit.contains(block.head, "typeof"))
        return;
    const Range last = statements.back();
    const int i = last.begin;
    const bool answers = (unit.is(i, "res") || unit.is(i, "response")) && unit.is(i + 1, ".")
        && (unit.contains(last, "send") || unit.contains(last, "json") || unit.contains(last, "end") || unit.contains(last, "redirect") || unit.contains(last, "sendStatus") || unit.contains(last, "render"));
    const bool callsBack = (unit.is(i, "callback") || unit.is(i, "cb") || unit.is(i, "done") || unit.is(i, "next") || unit.is(i, "reject") || unit.is(i, "resolve")) && unit.is(i + 1, "(");
    if (!answers && !callsBack)
        return;
    const int function = unit.functionAt(block.start);
    if (function < 0)
        return;
    const Function &owner = unit.functions()[static_cast<std::size_t>(function)];
    const auto siblings = unit.statements(owner.body);
    const auto self = std::find_if(siblings.begin(), siblings.end(), [&](const Range &s) { return s.begin == block.start; });
    if (self == siblings.end() || self + 1 == siblings.end())
        return;
    const Range rest{block.end, owner.body.end};
    const auto sameWord = [&](std::string_view word) { return unit.contains(rest, word); };
    const bool isError = unit.is(block.head.begin, "err") || unit.is(block.head.begin, "error") || unit.is(block.head.begin, "!");
    const bool goesOn = answers ? sameWord(unit.text(i)) || sameWord("next") || sameWord("return")
                                : isError && (sameWord(unit.text(i)) || sameWord("resolve") || sameWord("reject") || sameWord("callback"));
    if (goesOn)
        job.report.add(i, Severity::High, "missing-return", answers ? "The answer is sent and the function goes on, so it answers twice or works with what is not there; return here."
                                                                    : "The callback is called and the function goes on, so it is called twice; return here.");
}

} // namespace

void checkErrors(const Job &job)
{
    for (const Block &block : job.unit.blocks()) {
        if (block.word == "catch") {
            checkEmptyCatch(job, block);
            checkOrder(job, block);
            checkHead(job, block);
        }
        checkFinally(job, block);
        checkMissingReturn(job, block);
    }
    for (const Function &function : job.unit.functions())
        checkCallbackError(job, function);
}

} // namespace skep::checks
