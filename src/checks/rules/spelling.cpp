// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"
#include "checks/rules/wellknown.h"

#include <algorithm>
#include <set>
#include <string>

namespace skep::checks {
namespace {

/// Number of letters to change, add, leave out or swap, as far as it is at most 2.
int distance(std::string_view a, std::string_view b)
{
    if (a.size() > b.size() + 2 || b.size() > a.size() + 2 || a.size() > 40 || b.size() > 40)
        return 3;
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t k = 0; k <= b.size(); ++k) {
            if (i == 0 || k == 0) {
                d[i][k] = static_cast<int>(i + k);
                continue;
            }
            d[i][k] = std::min({d[i - 1][k] + 1, d[i][k - 1] + 1, d[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = std::min(d[i][k], d[i - 2][k - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

bool isNear(std::string_view a, std::string_view b)
{
    const int allowed = a.size() >= 8 ? 2 : a.size() >= 4 ? 1 : 0;
    return allowed > 0 && a != b && distance(a, b) <= allowed;
}

std::string nearest(std::string_view name, const std::set<std::string_view> &known)
{
    for (const auto one : known) {
        if (isNear(name, one))
            return std::string(one);
    }
    return {};
}

// ---- names that nothing binds

bool isPythonUse(const Unit &unit, int i)
{
    if (!unit.isName(i) || unit.is(i - 1, ".") || unit.is(i - 1, "def") || unit.is(i - 1, "class"))
        return false;
    if (unit.is(i + 1, "=") && unit.is(unit.around(i), "("))
        return false; // keyword argument
    const int begin = outerStatement(unit, i);
    return !unit.is(begin, "import") && !unit.is(begin, "from") && !unit.is(begin, "global") && !unit.is(begin, "nonlocal") && !unit.is(i, "match") && !unit.is(i, "case") && !unit.is(i, "type");
}

void checkPythonNames(const Job &job)
{
    const Unit &unit = job.unit;
    for (const Block &block : unit.blocks()) {
        if (block.word == "case")
            return; // patterns bind names
    }
    for (int i = 0; i < unit.size(); ++i) {
        const bool isStar = unit.is(i, "import") && unit.is(i + 1, "*");
        const bool isDynamic = (unit.is(i, "globals") || unit.is(i, "vars") || unit.is(i, "exec")) && unit.is(i + 1, "(");
        if (isStar || isDynamic || unit.is(i, "_convert_"))
            return;
    }
    for (int i = 0; i < unit.size(); ++i) {
        const auto name = unit.text(i);
        if (!isPythonUse(unit, i) || name.starts_with("__") || name == "_" || isPythonBuiltin(name) || job.names.find(i))
            continue;
        if (job.names.isBound(name)) {
            const auto &all = job.names.all();
            const bool isElsewhere = std::none_of(all.begin(), all.end(), [&](const Variable &v) {
                return unit.text(v.name) == name && (v.kind == Variable::Kind::Member || v.kind == Variable::Kind::Import || unit.functionAt(v.name) < 0);
            });
            bool isGlobal = false;
            for (const int place : job.names.places(name))
                isGlobal = isGlobal || unit.is(unit.statementBegin(place), "global") || unit.is(unit.statementBegin(place), "nonlocal");
            if (!isElsewhere || isGlobal || unit.functionAt(i) < 0 || unit.is(i + 1, "="))
                continue;
        }
        job.report.add(i, Severity::High, "undefined-name", "Nothing defines \"" + std::string(name) + "\" here, so this raises a NameError when it runs.");
    }
}

void checkScriptNames(const Job &job)
{
    const Unit &unit = job.unit;
    std::set<std::string_view> bound;
    for (const Variable &variable : job.names.all())
        bound.insert(unit.text(variable.name));
    std::set<std::string_view> asked; // typeof name: it may be there or not
    for (int i = 1; i < unit.size(); ++i) {
        if (unit.is(i - 1, "typeof") && unit.isName(i))
            asked.insert(unit.text(i));
    }
    for (int i = 0; i < unit.size(); ++i) {
        const auto name = unit.text(i);
        const bool isUse = unit.isName(i) && !unit.is(i - 1, ".") && !unit.is(i - 1, "?.") && !unit.is(i + 1, ":") && !unit.is(i - 1, "function")
            && !unit.is(i - 1, "class") && !unit.is(i - 1, "new") && !unit.is(i - 1, "#");
        if (!isUse || bound.contains(name) || asked.contains(name) || isScriptGlobal(name))
            continue;
        const bool isMethodName = unit.is(i + 1, "(") && std::any_of(unit.functions().begin(), unit.functions().end(), [&](const Function &f) { return f.name == i; });
        const bool isField = unit.classAt(i) >= 0 && (unit.functionAt(i) < 0 || unit.is(i + 1, "="))
            && (unit.functionAt(i) < 0
                || unit.functions()[static_cast<std::size_t>(unit.functionAt(i))].body.begin
                    < unit.classes()[static_cast<std::size_t>(unit.classAt(i))].body.begin);
        const bool isTyped = unit.language() == Language::TypeScript && name.front() >= 'A' && name.front() <= 'Z';
        if (isMethodName || isField || isTyped)
            continue;
        if (unit.is(i + 1, "=") && unit.isStatementStart(i) && unit.language() == Language::JavaScript && unit.functionAt(i) >= 0) {
            job.report.add(i, Severity::Medium, "undeclared-variable", "\"" + std::string(name) + "\" is set without being declared, so it becomes global or the line throws.");
            continue;
        }
        if (const auto known = nearest(name, bound); !known.empty() && name.size() >= 4 && job.names.places(name).size() <= 2)
            job.report.add(i, Severity::High, "undefined-name", "Nothing declares \"" + std::string(name) + "\"; \"" + known + "\" is probably meant.");
    }
}

void checkConstants(const Job &job)
{
    const Unit &unit = job.unit;
    for (const Variable &variable : job.names.all()) {
        if (!variable.isConst || variable.kind == Variable::Kind::Import || unit.isCpp())
            continue;
        for (const int use : job.names.uses(variable)) {
            const int inClass = unit.classAt(use);
            const bool isField = inClass >= 0 && unit.around(use) == unit.classes()[static_cast<std::size_t>(inClass)].body.begin - 1;
            const bool isEnum = unit.is(unit.around(use) - 2, "enum"); // enum A { b = 1 }
            const bool isDefault = isField || isEnum || (unit.is(unit.around(use), "{") && unit.is(use + 1, "=") && !unit.isStatementStart(use));
            if (isAssigned(unit, use) && !isDefault && !unit.is(use + 1, ":") && !(unit.is(use - 1, ",") || unit.is(use - 1, "(")))
                job.report.add(use, Severity::High, "constant-assigned", "\"" + std::string(unit.text(use)) + "\" is a constant, so setting it throws a TypeError.");
        }
    }
}

// ---- members that no class has

struct Members
{
    std::set<std::string_view> names;
    bool isOpen = false; // others may add members
};

Members membersOf(const Job &job, const Class &one)
{
    const Unit &unit = job.unit;
    Members members;
    members.isOpen = !one.bases.isEmpty() || unit.contains(one.body, "setattr") || unit.contains(one.body, "__dict__") || unit.contains(one.body, "__getattr__")
        || unit.contains(one.body, "__slots__") || unit.contains(one.body, "Proxy");
    if (unit.isPython() && one.bases.end - one.bases.begin == 1 && unit.is(one.bases.begin, "object"))
        members.isOpen = false;
    for (const Class &other : unit.classes()) // what a derived class has may be used here
        members.isOpen = members.isOpen || unit.contains(other.bases, unit.text(one.name));
    members.isOpen = members.isOpen || speaksOf(unit.text(one.name), {"mixin", "base", "abstract"});
    if (unit.is(one.start - 1, ")") || unit[one.start - 2].text == "@")
        members.isOpen = members.isOpen || unit.isScript(); // a decorator may add
    for (const Function &function : unit.functions()) {
        if (function.name < 0 || !one.body.has(function.name))
            continue;
        members.names.insert(unit.text(function.name));
        if (unit.text(function.name) == "constructor") { // constructor(private readonly x: X)
            for (const int param : function.params)
                members.names.insert(unit.text(param));
        }
    }
    for (int i = one.body.begin; i < one.body.end; ++i) {
        const bool isSelf = unit.is(i, "self") || unit.is(i, "this") || unit.is(i, "cls");
        if (isSelf && (unit.is(i + 1, ".")) && (isAssignment(unit.text(i + 3)) || unit.is(i + 3, ":") || unit.is(i + 3, ",") || unit.is(i - 1, ",") || unit.is(i + 3, ")")
                                                 || unit.is(i - 1, "for") || unit.is(i - 1, "as") || unit.is(i + 3, "]"))
            && !(unit.is(unit.around(i), "(") && !unit.is(i + 3, "=") && unit[unit.around(i) - 1].kind == Tok::Ident))
            members.names.insert(unit.text(i + 2));
        if (isSelf && unit.is(i + 1, ".") && unit.text(i + 2) == "#" )
            members.names.insert(unit.text(i + 3));
        const int function = unit.functionAt(i);
        const bool isLevel = function < 0 || unit.functions()[static_cast<std::size_t>(function)].body.begin < one.body.begin;
        if (isLevel && unit.isName(i) && !unit.is(i - 1, ".") && !unit.is(i - 1, "="))
            members.names.insert(unit.text(i));
        if (unit.is(i, "this") && (unit.is(i - 1, "(") || unit.is(i - 1, ",")) && unit.is(unit.around(i) - 1, "assign"))
            members.isOpen = true;
    }
    return members;
}

void checkMembers(const Job &job, const Class &one)
{
    const Unit &unit = job.unit;
    const Members members = membersOf(job, one);
    std::set<std::string_view> strange;
    for (int i = one.body.begin; unit.isPython() && i + 2 < one.body.end; ++i) {
        if (unit.is(i, "self") && unit.is(i + 1, ".") && unit.isName(i + 2) && !unit.is(i + 3, "=") && !members.names.contains(unit.text(i + 2)))
            strange.insert(unit.text(i + 2));
    }
    if (strange.size() > 3)
        return; // a part of a class that others complete
    for (int i = one.body.begin; i + 2 < one.body.end; ++i) {
        const bool isSelf = (unit.isPython() ? unit.is(i, "self") : unit.is(i, "this")) && unit.is(i + 1, ".");
        const auto name = unit.text(i + 2);
        if (!isSelf || unit[i + 2].kind != Tok::Ident || members.names.contains(name) || name.starts_with("__") || unit.classAt(i) < 0
            || unit.classes()[static_cast<std::size_t>(unit.classAt(i))].start != one.start)
            continue;
        if (name == "constructor" || name == "toString" || name == "hasOwnProperty" || unit.is(i + 3, "="))
            continue;
        if (unit.isScript()) { // `this` of a plain function is another one
            const int function = unit.functionAt(i);
            const bool isPlain = function >= 0 && unit.functions()[static_cast<std::size_t>(function)].inClass >= 0
                && !unit.functions()[static_cast<std::size_t>(function)].isArrow && unit.functions()[static_cast<std::size_t>(function)].parent >= 0;
            if (isPlain)
                continue;
        }
        const auto known = nearest(name, members.names);
        if (!known.empty() && (!members.isOpen || (job.names.places(name).size() == 1 && !name.starts_with("_"))))
            job.report.add(i + 2, Severity::High, "unknown-member", "No \"" + std::string(name) + "\" is ever set; \"" + known + "\" is probably meant.");
        else if (!members.isOpen && strange.size() < 2 && (unit.isPython() || unit.is(i + 3, "(")))
            job.report.add(i + 2, Severity::High, "unknown-member", "The class has no \"" + std::string(name) + "\", so this fails when it runs.");
    }
}

/// if self.is_empty: a method that is not called is always true.
void checkUncalled(const Job &job, const Block &block)
{
    const Unit &unit = job.unit;
    if (block.word != "if" && block.word != "elif" && block.word != "while")
        return;
    for (int i = block.head.begin; i < block.head.end; ++i) {
        const bool isSelf = (unit.is(i, "self") || unit.is(i, "this")) && unit.is(i + 1, ".") && unit[i + 2].kind == Tok::Ident;
        const int next = i + 3;
        const bool isBare = next >= block.head.end || unit.is(next, ")") || unit.is(next, "&&") || unit.is(next, "||") || unit.is(next, "and") || unit.is(next, "or");
        const bool isLogic = i == block.head.begin || unit.is(i - 1, "!") || unit.is(i - 1, "not") || unit.is(i - 1, "&&") || unit.is(i - 1, "||") || unit.is(i - 1, "and") || unit.is(i - 1, "or");
        if (!isSelf || !isBare || !isLogic)
            continue;
        for (const Function &function : unit.functions()) {
            const bool isSame = function.name >= 0 && function.inClass >= 0 && function.inClass == unit.classAt(i)
                && unit.text(function.name) == unit.text(i + 2) && !function.isArrow;
            if (!isSame)
                continue;
            const bool isGetter = unit.is(function.name - 1, "get") || unit.is(function.name - 1, "set") || unit.is(function.name - 1, "static") || unit.text(i + 2).data()[-1] == '#' || unit.is(function.start - 2, "property") || unit.is(function.start - 2, "cached_property")
                || unit[function.start - 1].kind == Tok::Newline; // decorated below
            bool isDecorated = false;
            for (int k = function.start - 1; unit.isPython() && k > 0 && k > function.start - 12; --k)
                isDecorated = isDecorated || (unit.is(k, "@") && unit.line(k) >= unit.line(function.start) - 2);
            for (const int place : job.names.places(unit.text(i + 2))) // eos = property(eos)
                isDecorated = isDecorated || (unit.is(place + 1, "=") && !unit.is(place - 1, ".") && unit.functionAt(place) < 0);
            if (unit.isPython() ? !isDecorated : !isGetter)
                job.report.add(i + 2, Severity::High, "method-not-called", "The method is named and not called, so the condition always holds.");
        }
    }
}

} // namespace

void checkSpelling(const Job &job)
{
    if (job.unit.isCpp())
        return; // a compiler says it
    if (job.unit.isPython())
        checkPythonNames(job);
    else
        checkScriptNames(job);
    checkConstants(job);
    for (const Class &one : job.unit.classes())
        checkMembers(job, one);
    for (const Block &block : job.unit.blocks())
        checkUncalled(job, block);
}

} // namespace skep::checks
