// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"
#include "checks/rules/facts.h"
#include "checks/rules/promises.h"
#include "checks/rules/report.h"

#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool returnsValue(const Unit &unit, const Function &function)
{
    for (int i = function.body.begin; i < function.body.end; ++i) {
        const bool isOwn = unit.functionAt(i) == unit.functionAt(function.body.begin) || function.body.isEmpty();
        if (isOwn && ((unit.is(i, "return") && !unit.is(i + 1, ";") && !unit.is(i + 1, "}")) || unit.is(i, "throw")))
            return true;
    }
    return false;
}

/// xs.map((x) => { f(x); }): the braces need a return.
void checkCallbackResult(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    constexpr std::array kNeed{"map"sv, "filter"sv, "reduce"sv, "find"sv, "some"sv, "every"sv, "findIndex"sv, "sort"sv, "flatMap"sv, "reduceRight"sv};
    const int open = unit.around(function.start);
    const bool isArgument = unit.is(open, "(") && open == function.start - 1 && unit.is(open - 2, ".") && isOneOf(unit.text(open - 1), kNeed);
    const bool isDropped = unit.isStatementStart(pathBegin(unit, open - 1)) && unit.statementEnd(open) == unit.closing(open) + 1;
    if (!isArgument || function.isExpression || function.isAsync || function.body.isEmpty() || isDropped || returnsValue(unit, function))
        return;
    job.report.add(open - 1, Severity::High, "missing-return", "The callback of " + std::string(unit.text(open - 1)) + " returns nothing, so every result is undefined.");
}

/// setTimeout(function () { this.x }): `this` is another one there.
void checkLostThis(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    constexpr std::array kCallers{"setTimeout"sv, "setInterval"sv, "then"sv, "catch"sv, "map"sv, "forEach"sv, "filter"sv, "reduce"sv, "some"sv, "every"sv, "find"sv, "setImmediate"sv, "nextTick"sv};
    const int open = unit.around(function.start);
    if (function.isArrow || !unit.is(function.start, "function") || !unit.is(open, "(") || !isOneOf(unit.text(open - 1), kCallers) || function.params.size() > 4)
        return;
    const auto arguments = argumentsAt(unit, open);
    if (arguments.size() > 1 && unit.is(arguments.back().begin, "this"))
        return;
    if (unit.is(function.body.end + 1, ".") && unit.is(function.body.end + 2, "bind"))
        return;
    const int self = unit.functionAt(function.body.begin);
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit.is(i, "this") && unit.functionAt(i) == self) {
            job.report.add(i, Severity::High, "lost-this", "Inside of a plain function `this` is not the object around it; use an arrow function.");
            return;
        }
    }
}

const std::initializer_list<std::string_view> kNumberWords{"score", "number", "price", "amount", "duration", "latency", "latencie", "age", "count", "size", "time", "timestamp", "total", "rating", "num", "delay", "weight", "height", "year", "cent", "sample", "histogram", "percentile", "measurement", "temperature", "distance", "salary", "salarie"};

/// scores.sort() sorts by text: 10 before 9.
void checkSort(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "sort") || !unit.is(i - 1, ".") || !unit.is(i + 1, "(") || !unit.is(i + 2, ")"))
        return;
    int root = i - 2;
    while (unit[root].match >= 0 && unit[root].match < root) // [...scores].sort(), scores.slice().sort()
        root = unit.is(root, "]") && unit.is(unit[root].match + 1, "...") ? unit[root].match + 2 : unit[root].match - 1;
    bool isNumeric = unit[root].kind == Tok::Ident && speaksOf(unit.text(root), kNumberWords);
    if (unit.is(root, "slice") && unit.is(root - 1, "."))
        isNumeric = speaksOf(unit.text(root - 2), kNumberWords);
    if (unit.isName(root)) {
        const Variable *variable = job.names.find(root);
        const Range value = valueBefore(job, root);
        const Range init = !value.isEmpty() ? value : variable ? variable->init : Range{};
        isNumeric = isNumeric || (unit.is(init.begin, "[") && unit[init.begin + 1].kind == Tok::Number);
        isNumeric = isNumeric || (variable && unit.contains(variable->type, "number"));
        if (unit.is(init.end - 1, ")") && unit.is(init.end - 2, "length"))
            isNumeric = true; // map((x) => x.length)
        if (unit.is(init.end - 1, ")") && unit.is(init.end - 2, "Number"))
            isNumeric = true; // map(Number)
        if (variable && variable->kind == Variable::Kind::Param && unit.is(variable->name + 1, ":") && unit.is(variable->name + 2, "number"))
            isNumeric = true;
    }
    if (isNumeric)
        job.report.add(i, Severity::High, "sort-as-text", "Without a comparison function sort() compares texts, so 10 comes before 9.");
}

/// get x() { return this.x }, set x(v) { this.x = v }
void checkAccessor(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.name < 0 || function.inClass < 0)
        return;
    const bool isGetter = unit.is(function.name - 1, "get");
    const bool isSetter = unit.is(function.name - 1, "set");
    if (!isGetter && !isSetter)
        return;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        const bool isSame = unit.is(i, "this") && unit.is(i + 1, ".") && unit.text(i + 2) == unit.text(function.name) && unit[function.name].text.data()[-1] != '#'
            && unit[i + 2].text.data()[-1] != '#';
        if (isSame && (isGetter ? !unit.is(i + 3, "=") : unit.is(i + 3, "="))) {
            job.report.add(i, Severity::High, "endless-recursion", "The accessor uses itself, so it calls itself without end.");
            return;
        }
    }
}

void checkConstructor(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.name < 0 || !unit.is(function.name, "constructor") || function.inClass < 0)
        return;
    const Class &owner = unit.classes()[static_cast<std::size_t>(function.inClass)];
    if (!unit.contains(owner.bases, "extends"))
        return;
    int super = -1;
    int self = -1;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (super < 0 && unit.is(i, "super") && unit.is(i + 1, "("))
            super = i;
        if (self < 0 && unit.is(i, "this"))
            self = i;
    }
    if (super < 0)
        job.report.add(function.name, Severity::High, "missing-super", "The constructor of a derived class does not call super(), so making an object throws.");
    else if (self >= 0 && self < super)
        job.report.add(self, Severity::High, "missing-super", "`this` does not exist before super() was called, so making an object throws.");
}

/// A timer that somebody keeps to stop it, and nobody stops.
void checkInterval(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "setInterval") || !unit.is(i + 1, "(") || !unit.is(i - 1, "=") || unit.is(i - 1, "."))
        return;
    if (job.names.places("clearInterval").empty() && job.names.places("clearTimeout").empty() && job.names.places("unref").empty() && !unit.is(unit.statementBegin(i), "return")
        && job.names.places("dispose").empty())
        job.report.add(i, Severity::Medium, "timer-not-cleared", "The timer is kept but never cleared, so it runs on and holds what it refers to.");
}

/// req.query.page + 1 joins texts.
void checkQueryNumber(const Job &job, int i)
{
    static const Pattern kSum("req|request . query|params . _ + ##");
    if (const auto match = kSum.at(job.unit, i); match && !job.unit.is(i - 1, "(") )
        job.report.add(i, Severity::Medium, "text-plus-number", "Parts of a request are texts, so + joins instead of adding.");
}

/// merge(target, source) that follows "__proto__".
void checkMerge(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.name < 0 || !speaksOf(unit.text(function.name), {"merge", "extend", "assign", "clone", "deep", "set"}) || !unit.contains(function.body, unit.text(function.name)))
        return;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit.isString(i) && (contentOf(unit[i]) == "__proto__" || contentOf(unit[i]) == "constructor"))
            return;
        if (unit.is(i, "hasOwnProperty") || unit.is(i, "hasOwn") || unit.is(i, "create") || unit.is(i, "Map"))
            return;
    }
    static const Pattern kCopy("$1 [ $2 ] = $3 [ $2 ]");
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (kCopy.at(unit, i) && !unit.contains(function.body, "keys") && !unit.contains(function.body, "entries")) {
            job.report.add(i, Severity::High, "prototype-pollution", "The key \"__proto__\" reaches the prototype of all objects; leave such keys out.");
            return;
        }
    }
}

/// this.state.x = 1, and nobody learns of it.
void checkState(const Job &job, int i)
{
    static const Pattern kState("this . state . $1 =|+=|++");
    if (!job.names.places("setState").empty() && kState.at(job.unit, i))
        job.report.add(i, Severity::Medium, "state-changed-directly", "The state is changed behind the component's back, so it is not drawn again; use setState.");
}

/// useEffect(async () => ...): its result is taken for the clean-up.
void checkEffect(const Job &job, int i)
{
    if (job.unit.is(i, "useEffect") && job.unit.is(i + 1, "(") && job.unit.is(i + 2, "async"))
        job.report.add(i, Severity::Medium, "async-callback", "The promise is taken for the clean-up function; call an async function inside.");
}

/// openSync without closeSync.
void checkHandle(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (unit.is(i, "openSync") && unit.is(i + 1, "(") && job.names.places("closeSync").empty() && !unit.is(unit.statementBegin(i), "return"))
        job.report.add(i, Severity::Medium, "resource-leak", "The file is opened and never closed, so handles run out.");
}

} // namespace

void checkScript(const Job &job)
{
    const Unit &unit = job.unit;
    if (unit.isCpp())
        return;
    checkPromises(job);
    if (unit.isPython())
        return;
    for (const Function &function : unit.functions()) {
        checkCallbackResult(job, function);
        checkLostThis(job, function);
        checkAccessor(job, function);
        checkConstructor(job, function);
        checkMerge(job, function);
    }
    for (int i = 0; i < unit.size(); ++i) {
        checkSort(job, i);
        checkInterval(job, i);
        checkQueryNumber(job, i);
        checkState(job, i);
        checkEffect(job, i);
        checkHandle(job, i);
    }
}

} // namespace skep::checks
