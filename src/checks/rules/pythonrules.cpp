// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <set>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

/// Text of the decorators above a function.
bool hasDecorator(const Unit &unit, const Function &function, std::string_view word)
{
    for (int i = function.start - 1; i > 0; --i) {
        if (unit[i].kind != Tok::Newline)
            return false;
        const int begin = unit.statementBegin(i);
        if (!unit.is(begin, "@"))
            return false;
        if (word.empty() || unit.contains({begin, i}, word))
            return true;
        i = begin;
    }
    return false;
}

// ---- def f(x, seen=[])

void checkDefaults(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.open < 0)
        return;
    for (const Range &param : unit.split({function.open + 1, function.close})) {
        const int eq = unit.find(param, "=");
        if (eq < 0)
            continue;
        const auto name = unit.text(param.begin);
        const int value = eq + 1;
        const bool isEmptyCall = (unit.is(value, "list") || unit.is(value, "dict") || unit.is(value, "set") || unit.is(value, "defaultdict") || unit.is(value, "deque")) && unit.is(value + 1, "(");
        if ((unit.is(value, "[") || unit.is(value, "{") || isEmptyCall) && !name.starts_with("_"))
            job.report.add(param.begin, Severity::High, "mutable-default", "The default is made once and shared by all calls, so changes stay; use None and make it inside.");
        const bool isNow = unit.contains({value, param.end}, "(") && (unit.contains({value, param.end}, "now") || unit.contains({value, param.end}, "time") || unit.contains({value, param.end}, "utcnow") || unit.contains({value, param.end}, "today") || unit.contains({value, param.end}, "uuid4") || unit.contains({value, param.end}, "random"));
        if (isNow && !unit.contains({value, param.end}, "lambda"))
            job.report.add(param.begin, Severity::High, "early-default", "The default is computed once when the function is defined, so every call gets the same value.");
    }
}

// ---- classes

void checkMethod(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.inClass < 0 || function.name < 0 || function.parent >= 0 || function.isArrow)
        return;
    const bool isDecorated = hasDecorator(unit, function, {});
    if (function.open >= 0 && function.close == function.open + 1 && !isDecorated)
        job.report.add(function.name, Severity::High, "missing-self", "The method takes no self, so calling it on an object raises a TypeError.");
    else if (!function.params.empty() && !isDecorated && function.open + 1 == function.params[0]) {
        constexpr std::array kFirst{"self"sv, "cls"sv, "mcs"sv, "_"sv, "_self"sv, "_cls"sv};
        const bool takesOther = unit.is(function.name, "__new__") || unit.is(function.name, "__init_subclass__") || unit.is(function.name, "__class_getitem__");
        bool usesSelf = false;
        for (int i = function.body.begin; i < function.body.end; ++i)
            usesSelf = usesSelf || (unit.is(i, "self") && unit.is(i + 1, ".") && job.names.find(i) == nullptr);
        if (!isOneOf(unit.text(function.params[0]), kFirst) && usesSelf && !takesOther)
            job.report.add(function.name, Severity::High, "missing-self", "The method uses self without taking it as its first parameter.");
    }
    const auto name = unit.text(function.name);
    if (hasDecorator(unit, function, "property") || hasDecorator(unit, function, "setter")) {
        const bool isSetter = hasDecorator(unit, function, "setter");
        for (int i = function.body.begin; i < function.body.end; ++i) {
            if (unit.is(i, "self") && unit.is(i + 1, ".") && unit.text(i + 2) == name && unit.is(i + 3, "=") == isSetter) {
                job.report.add(i, Severity::High, "endless-recursion", "The property uses itself, so it calls itself without end.");
                break;
            }
        }
    }
    if (name != "__init__")
        return;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit.is(i, "return") && unit.functionAt(i) == unit.functionAt(function.body.begin) && unit[i + 1].kind != Tok::Newline && !unit.is(i + 1, "None") && !unit.is(i + 1, "super"))
            job.report.add(i, Severity::High, "init-returns", "__init__ must return None, so this raises a TypeError.");
    }
}

void checkSuper(const Job &job, const Class &one)
{
    const Unit &unit = job.unit;
    const auto initOf = [&](const Class &c) -> const Function * {
        for (const Function &function : unit.functions()) {
            if (function.name >= 0 && function.inClass >= 0 && unit.classes()[static_cast<std::size_t>(function.inClass)].start == c.start && unit.is(function.name, "__init__"))
                return &function;
        }
        return nullptr;
    };
    const auto isException = [&](std::string_view name) { return name.ends_with("Error") || name.ends_with("Exception") || name.ends_with("Warning"); };
    if (one.bases.end - one.bases.begin != 1 || isException(unit.text(one.bases.begin)))
        return;
    for (const Class &base : unit.classes()) {
        if (unit.text(base.name) != unit.text(one.bases.begin))
            continue;
        const Function *own = initOf(one);
        const Function *other = initOf(base);
        if (own && other && unit.contains(other->body, "self") && !unit.contains(own->body, "super") && !unit.contains(own->body, "__init__"))
            job.report.add(own->name, Severity::High, "missing-super", "The base class's __init__ is not called, so what it sets is missing.");
    }
}

/// items = [] on the class, self.items.append(...) in a method: all objects share the list.
void checkShared(const Job &job, const Class &one)
{
    const Unit &unit = job.unit;
    if (unit.contains(one.bases, "Enum") || unit.contains(one.bases, "NamedTuple") || unit.contains(one.bases, "TypedDict"))
        return;
    constexpr std::array kChanges{"append"sv, "extend"sv, "insert"sv, "update"sv, "add"sv, "setdefault"sv, "pop"sv, "remove"sv, "clear"sv, "appendleft"sv};
    for (const Variable &variable : job.names.all()) {
        if (variable.kind != Variable::Kind::Member || !one.body.has(variable.name) || unit.functionAt(variable.name) >= 0)
            continue;
        const int value = variable.init.begin;
        const bool isMutable = !variable.init.isEmpty() && (unit.is(value, "[") || unit.is(value, "{") || ((unit.is(value, "list") || unit.is(value, "dict") || unit.is(value, "set") || unit.is(value, "defaultdict") || unit.is(value, "deque")) && unit.is(value + 1, "(")));
        if (!isMutable || isUpperName(unit.text(variable.name)))
            continue;
        bool isChanged = false;
        for (const int place : job.names.places(unit.text(variable.name))) {
            if (!unit.is(place - 1, ".") || !unit.is(place - 2, "self") || !one.body.has(place))
                continue;
            if (unit.is(place + 1, "=") || unit.is(place + 1, ":")) {
                isChanged = false;
                break; // each object has its own
            }
            const bool isCall = unit.is(place + 1, ".") && isOneOf(unit.text(place + 2), kChanges);
            const bool isItem = unit.is(place + 1, "[") && isAssignment(unit.text(unit.closing(place + 1) + 1));
            isChanged = isChanged || isCall || isItem;
        }
        if (isChanged)
            job.report.add(variable.name, Severity::High, "shared-class-value", "The value belongs to the class, so all objects change the same one; make it in __init__.");
    }
}

// ---- files and locks

void checkOpen(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "open") || unit.is(i - 1, ".") || unit.is(i - 1, "def") || !unit.is(i + 1, "(") || !unit.isOpen(i + 1))
        return;
    const int begin = unit.statementBegin(i);
    const int end = unit.closing(i + 1) + 1;
    if (unit.is(begin, "with") || unit.is(begin, "async") || unit.is(begin, "return") || unit.is(begin, "yield") || unit.contains({begin, i}, "enter_context") || unit.contains({begin, i}, "closing"))
        return;
    if (unit.is(i - 1, "=") && unit.isName(begin) && begin == i - 2) {
        const Range scope = unit.scopeAt(i);
        const auto name = unit.text(begin);
        for (const int place : job.names.places(name)) {
            if (!scope.has(place) || place <= i)
                continue;
            const bool isClosed = unit.is(place + 1, ".") && unit.is(place + 2, "close");
            const bool isGiven = unit.is(unit.statementBegin(place), "return") || unit.is(unit.statementBegin(place), "with") || unit.is(unit.statementBegin(place), "yield")
                || (unit.is(place - 1, "=") && !unit.is(place + 1, "."));
            if (isClosed || isGiven)
                return;
        }
        if (unit.functionAt(i) >= 0)
            job.report.add(i, Severity::Medium, "resource-leak", "The file is never closed, so its end may not be written and handles run out; use with.");
        return;
    }
    const bool isChained = unit.is(end, ".") && (unit.is(end + 1, "read") || unit.is(end + 1, "readlines") || unit.is(end + 1, "write"));
    const bool isArgument = unit.is(i - 1, "(") && (unit.is(i - 2, "load") || unit.is(i - 2, "reader") || unit.is(i - 2, "safe_load"));
    const bool isDumped = unit.is(i - 1, ",") && unit.is(unit.around(i) - 1, "dump");
    const bool isWalked = unit.is(i - 1, "in") && unit.is(begin, "for");
    if (isChained || isArgument || isDumped || isWalked)
        job.report.add(i, Severity::Medium, "resource-leak", "The file is never closed by this code, so its end may not be written and handles run out; use with.");
}

void checkAcquire(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "acquire") || !unit.is(i - 1, ".") || !unit.is(i + 1, "("))
        return;
    const int begin = unit.statementBegin(i);
    const bool isWhole = begin == pathBegin(unit, i) || (unit.is(begin, "await") && begin + 1 == pathBegin(unit, i));
    if (!isWhole || unit[unit.closing(i + 1) + 1].kind != Tok::Newline)
        return;
    const auto name = unit.text(i - 2);
    const Range scope = unit.scopeAt(i);
    bool isReleased = false;
    for (int k = i; k < scope.end; ++k) {
        if (!unit.is(k, "release") || unit.text(k - 2) != name)
            continue;
        isReleased = true;
        for (const Block &block : unit.blocks()) {
            if (block.word == "finally" && block.body.has(k))
                return;
        }
        bool mayLeave = false;
        for (int t = i; t < k; ++t)
            mayLeave = mayLeave || unit.is(t, "return") || unit.is(t, "raise") || (unit.is(t, "(") && t > i + 2 && unit[t - 1].kind == Tok::Ident);
        if (!mayLeave)
            return;
        break;
    }
    if (!isReleased) { // another function gives it back
        for (const int place : job.names.places("release")) {
            if (unit.text(place - 2) == name && unit.functionAt(place) != unit.functionAt(i))
                return;
        }
    }
    const auto function = functionNameAt(unit, i);
    if (function == "acquire" || function == "__enter__" || function == "lock" || function == "__aenter__")
        return;
    job.report.add(i, Severity::High, "lock-not-released", isReleased ? "When something in between raises or returns, the lock stays held for ever; use with." : "The lock is taken and not given back; use with.");
}

// ---- format strings

int countPercent(std::string_view text)
{
    int count = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '%')
            continue;
        if (text[i + 1] == '%') {
            ++i;
            continue;
        }
        if (text[i + 1] == '(')
            return -1; // by name
        auto k = i + 1;
        while (k < text.size() && "-+ #0123456789."sv.find(text[k]) != std::string_view::npos)
            ++k;
        if (k < text.size() && text[k] == '*')
            return -1;
        if (k < text.size() && "diouxXeEfFgGcrsa"sv.find(text[k]) != std::string_view::npos)
            ++count;
    }
    return count;
}

int countBraces(std::string_view text)
{
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{')
            continue;
        if (i + 1 < text.size() && text[i + 1] == '{') {
            ++i;
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] != '}' && text[i + 1] != ':' && text[i + 1] != '!')
            return -1; // by name or number
        ++count;
    }
    return count;
}

void checkFormat(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.isString(i) || unit.isString(i - 1) || unit.isString(i + 1))
        return;
    const auto text = contentOf(unit[i]);
    if (unit.is(i + 1, "%") && unit.is(i + 2, "(") && unit.isOpen(i + 2)) {
        const auto arguments = unit.split({i + 3, unit.closing(i + 2)});
        const bool isTuple = arguments.size() > 1 || unit.is(unit.closing(i + 2) - 1, ",");
        const int wanted = countPercent(text);
        if (isTuple && wanted >= 0 && wanted != static_cast<int>(arguments.size()) && !unit.contains({i + 3, unit.closing(i + 2)}, "*"))
            job.report.add(i, Severity::High, "format-mismatch", "The text has " + std::to_string(wanted) + " places and gets " + std::to_string(arguments.size()) + " values, so this raises a TypeError.");
    } else if (unit.is(i + 1, "%") && (unit[i + 2].kind == Tok::Number || unit.isString(i + 2)) && countPercent(text) > 1) {
        job.report.add(i, Severity::High, "format-mismatch", "The text has more places than values, so this raises a TypeError.");
    }
    if (unit.is(i + 1, ".") && unit.is(i + 2, "format") && unit.is(i + 3, "(")) {
        const auto arguments = argumentsAt(unit, i + 3);
        const int wanted = countBraces(text);
        const bool isPlain = !unit.contains({i + 4, unit.closing(i + 3)}, "*") && !unit.contains({i + 4, unit.closing(i + 3)}, "**") && !unit.contains({i + 4, unit.closing(i + 3)}, "=");
        if (isPlain && wanted > static_cast<int>(arguments.size()))
            job.report.add(i, Severity::High, "format-mismatch", "The text has more places than values, so this raises an IndexError.");
    }
}

/// log.info("%s of %s", a)
void checkLogFormat(const Job &job, int i)
{
    const Unit &unit = job.unit;
    constexpr std::array kLevels{"debug"sv, "info"sv, "warning"sv, "error"sv, "exception"sv, "critical"sv};
    if (!unit.is(i - 1, ".") || !isOneOf(unit.text(i), kLevels) || !unit.is(i + 1, "(") || !(unit.is(i - 2, "log") || unit.is(i - 2, "logger") || unit.is(i - 2, "logging") || unit.is(i - 2, "_log") || unit.is(i - 2, "LOG")))
        return;
    const auto arguments = argumentsAt(unit, i + 1);
    if (arguments.empty() || !unit.isString(arguments[0].begin) || arguments[0].end - arguments[0].begin != 1)
        return;
    int given = 0;
    for (std::size_t n = 1; n < arguments.size(); ++n) {
        if (unit.is(arguments[n].begin, "*"))
            return;
        given += unit.is(arguments[n].begin + 1, "=") ? 0 : 1;
    }
    const int wanted = countPercent(contentOf(unit[arguments[0].begin]));
    if (wanted >= 0 && wanted != given && !(given == 1 && wanted == 0 && unit.is(arguments[1].begin, "{")))
        job.report.add(i, Severity::Medium, "format-mismatch", "The message has " + std::to_string(wanted) + " places and gets " + std::to_string(given) + " values, so it is not written.");
}

/// "Hello {name}" without the f.
void checkForgottenPrefix(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.isString(i) || unit.functionAt(i) < 0 || unit.text(i).starts_with("b") || unit.text(i).starts_with("\"\"\"") || unit.text(i).find('\\') != std::string_view::npos)
        return;
    const auto text = contentOf(unit[i]);
    const int begin = outerStatement(unit, i);
    const Range statement{begin, unit.statementEnd(begin)};
    if (begin == i || unit.contains(statement, "format") || unit.contains(statement, "format_map") || unit.contains(statement, "replace") || unit.contains(statement, "re") || unit.contains(statement, "Template")
        || unit.is(begin, "@") || unit.contains(statement, "path") || unit.contains(statement, "route"))
        return;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        if (open + 1 < text.size() && text[open + 1] == '{') {
            ++open;
            continue;
        }
        const auto close = text.find('}', open);
        if (close == std::string_view::npos)
            return;
        const auto inner = text.substr(open + 1, close - open - 1);
        const auto name = inner.substr(0, inner.find_first_of(".[:!("));
        if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }))
            continue;
        bool isLocal = name == "self" && inner.size() > 5;
        const Range scope = unit.scopeAt(i);
        for (const Variable &variable : job.names.all())
            isLocal = isLocal
                || (unit.text(variable.name) == name
                    && (variable.kind == Variable::Kind::Param || variable.kind == Variable::Kind::Local
                        || variable.kind == Variable::Kind::Loop)
                    && variable.scope.has(i) && variable.scope.begin >= scope.begin - 200
                    && unit.functionAt(variable.name) == unit.functionAt(i));
        bool isFilledLater = false; // text = "..."; text.format(...)
        const int target = outerStatement(unit, i);
        for (const int place : job.names.places("format"))
            isFilledLater = isFilledLater || unit.text(place - 2) == unit.text(target);
        for (const int place : job.names.places("format_map"))
            isFilledLater = isFilledLater || unit.text(place - 2) == unit.text(target);
        const bool isAssigned = isFilledLater || (unit.is(i - 1, "=") && unit.isName(i - 2) && speaksOf(unit.text(i - 2), {"template", "pattern", "url", "format", "fmt"}));
        if (isLocal && !isAssigned) {
            job.report.add(i, Severity::Medium, "missing-f-prefix", "The text names \"" + std::string(name) + "\" in braces and is no f-string, so the braces stay as they are.");
            return;
        }
    }
}

// ---- single places

void checkPlaces(const Job &job, int i)
{
    static const Pattern kFloatIndex("[ ~ len (*) / ## ]");
    static const Pattern kFloatRange("range ( ~ /");
    static const Pattern kRaiseText("raise \"\"");
    static const Pattern kFindFlag("if|elif|while|and|or|not %1 . @find ( \"\"");
    const Unit &unit = job.unit;
    if (const auto match = kFloatIndex.at(unit, i); match && (unit.isName(i - 1) || unit.is(i - 1, ")")))
        job.report.add(i, Severity::High, "fraction-as-index", "/ gives a fraction, which is no index, so this raises a TypeError; use //.");
    if (kFloatRange.at(unit, i) && !unit.is(i - 1, "."))
        job.report.add(i, Severity::High, "fraction-as-index", "/ gives a fraction, which range does not take, so this raises a TypeError; use //.");
    if (kRaiseText.at(unit, i))
        job.report.add(i, Severity::High, "raise-text", "A text is no exception, so this raises a TypeError.");
    if (const auto match = kFindFlag.at(unit, i)) {
        const int close = unit.closing(match->mark + 1);
        const bool isBare = unit.is(close + 1, ":") || unit.is(close + 1, "and") || unit.is(close + 1, "or");
        const Range path = match->captures[1];
        if (isBare && speaksOf(unit, path, {"text", "line", "url", "name", "string", "s", "path", "word", "content", "message", "header", "email", "value", "title"}))
            job.report.add(match->mark, Severity::Medium, "index-as-flag", "find() gives 0 for the first place and -1 for none, so as a truth value it is wrong for both; use in.");
    }
}

/// sum = 0 ... sum(values)
void checkBuiltin(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    constexpr std::array kNames{"list"sv, "dict"sv, "str"sv, "set"sv, "int"sv, "sum"sv, "max"sv, "min"sv, "len"sv, "tuple"sv, "sorted"sv, "float"sv, "open"sv};
    if (variable.kind == Variable::Kind::Member || variable.kind == Variable::Kind::Import
        || variable.kind == Variable::Kind::Function || !isOneOf(unit.text(variable.name), kNames)
        || unit.functionAt(variable.name) < 0)
        return;
    for (const int use : job.names.uses(variable)) {
        if (unit.is(use + 1, "(")) {
            job.report.add(use, Severity::High, "builtin-hidden", "\"" + std::string(unit.text(use)) + "\" is a variable here and hides the built-in, so the call fails.");
            return;
        }
    }
    if (variable.kind == Variable::Kind::Local)
        job.report.add(variable.name, Severity::Low, "builtin-hidden", "The variable hides the built-in \"" + std::string(unit.text(variable.name)) + "\".");
}

} // namespace

void checkPython(const Job &job)
{
    const Unit &unit = job.unit;
    if (!unit.isPython())
        return;
    for (const Function &function : unit.functions()) {
        checkDefaults(job, function);
        checkMethod(job, function);
    }
    for (const Class &one : unit.classes()) {
        checkSuper(job, one);
        checkShared(job, one);
    }
    std::set<std::pair<int, std::string_view>> seen; // one remark per function and name
    for (const Variable &variable : job.names.all()) {
        if (seen.emplace(unit.functionAt(variable.name), unit.text(variable.name)).second)
            checkBuiltin(job, variable);
    }
    for (int i = 0; i < unit.size(); ++i) {
        checkOpen(job, i);
        checkAcquire(job, i);
        checkFormat(job, i);
        checkLogFormat(job, i);
        checkForgottenPrefix(job, i);
        checkPlaces(job, i);
    }
}

} // namespace skep::checks
