// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/names.h"

#include "checks/parse/parsers.h"

#include <algorithm>

namespace skep::checks {
namespace {

/// Behind the "<A, B>" of a call or a construction that begins at the token; -1: it compares.
int typeListEnd(const Unit &unit, int i)
{
    int depth = 0;
    for (const int stop = i + 64; i < unit.size() && i < stop; i = unit.closing(i) + 1) {
        if (unit.is(i, "<"))
            ++depth;
        else if (unit.is(i, ">") || unit.is(i, ">>"))
            depth -= static_cast<int>(unit.text(i).size());
        else if (unit.is(i, ";") || unit.is(i, "&&") || unit.is(i, "||") || unit.is(i, "="))
            return -1;
        if (depth <= 0)
            return unit.is(i + 1, "(") ? i + 1 : -1;
    }
    return -1;
}

} // namespace

Names::Names(const Unit &unit) : m_unit(unit)
{
    for (int i = 0; i < unit.size(); ++i) {
        if (unit[i].kind == Tok::Ident)
            m_places[unit.text(i)].push_back(i);
    }
    if (unit.isPython())
        readPython();
    else if (unit.isCpp())
        readCpp();
    else
        readScript();
}

void Names::add(Variable variable)
{
    m_byName[m_unit.text(variable.name)].push_back(static_cast<int>(m_all.size()));
    m_all.push_back(variable);
}

/// The innermost braces around a token, with what stands before them left out.
Range Names::blockAround(int i) const
{
    int open = m_unit.around(i);
    while (open >= 0 && !m_unit.is(open, "{"))
        open = m_unit.around(open);
    return open < 0 ? Range{0, m_unit.size()} : Range{open + 1, m_unit.closing(open)};
}

const Variable *Names::find(int use) const
{
    const auto known = m_byName.find(m_unit.text(use));
    if (known == m_byName.end())
        return nullptr;
    const Variable *best = nullptr;
    for (const int n : known->second) {
        const Variable &one = m_all[static_cast<std::size_t>(n)];
        if (!one.scope.has(use) && one.name != use)
            continue;
        const bool isCloser = !best || one.scope.end - one.scope.begin < best->scope.end - best->scope.begin
            || (one.scope.begin == best->scope.begin && one.scope.end == best->scope.end && one.name <= use && best->name < one.name);
        if (isCloser)
            best = &one;
    }
    return best;
}

const std::vector<int> &Names::places(std::string_view name) const
{
    static const std::vector<int> kNone;
    const auto known = m_places.find(name);
    return known == m_places.end() ? kNone : known->second;
}

std::vector<int> Names::uses(const Variable &variable) const
{
    std::vector<int> out;
    for (const int i : places(m_unit.text(variable.name))) {
        if (i == variable.name || !variable.scope.has(i))
            continue;
        const bool isMember = (m_unit.is(i - 1, ".") || m_unit.is(i - 1, "?.") || m_unit.is(i - 1, "->"))
            && !(m_unit.is(i - 2, "this") && variable.kind == Variable::Kind::Member);
        if (!isMember && find(i) == &variable)
            out.push_back(i);
    }
    return out;
}

// ---- JavaScript, TypeScript

void Names::readScript()
{
    for (const Function &function : m_unit.functions()) {
        const int from = function.open >= 0 ? function.open : function.body.begin;
        for (const int param : function.params)
            add({Variable::Kind::Param, param, {}, {}, {from, function.body.end}, false, false, false});
        if (function.name < 0 || function.isArrow || function.inClass >= 0)
            continue;
        if (m_unit.is(function.name - 1, "function") || (m_unit.is(function.name - 1, "*") && m_unit.is(function.name - 2, "function")))
            add({Variable::Kind::Function, function.name, {}, {}, blockAround(function.start), false, false, false});
    }
    for (const Class &one : m_unit.classes()) {
        if (one.name >= 0)
            add({Variable::Kind::Class, one.name, {}, {}, blockAround(one.start), false, false, false});
    }
    for (const Block &block : m_unit.blocks()) {
        if (block.word != "catch" || block.head.isEmpty())
            continue;
        std::vector<int> names;
        readScriptPattern(m_unit, block.head, true, names);
        for (const int name : names)
            add({Variable::Kind::Caught, name, {}, {}, {block.head.begin, block.end}, false, false, false});
    }
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i - 1, ".") || m_unit.is(i - 1, "?."))
            continue;
        if (m_unit.is(i, "const") || m_unit.is(i, "let") || m_unit.is(i, "var"))
            readScriptDeclaration(i);
        else if (m_unit.is(i, "import") && !m_unit.is(i + 1, "("))
            readScriptImport(i);
        else if ((m_unit.is(i, "enum") || m_unit.is(i, "namespace")) && m_unit.isName(i + 1) && m_unit.is(i + 2, "{"))
            add({Variable::Kind::Class, i + 1, {}, {}, blockAround(i), false, false, false});
        else if ((m_unit.is(i, "interface") || m_unit.is(i, "type")) && m_unit.isName(i + 1) && m_unit.isStatementStart(i - (m_unit.is(i - 1, "export") ? 1 : 0)))
            add({Variable::Kind::Class, i + 1, {}, {}, blockAround(i), false, false, false});
    }
}

void Names::readScriptDeclaration(int keyword)
{
    if (m_unit.is(keyword, "const") && m_unit.is(keyword + 1, "enum"))
        return;
    Range scope = m_unit.is(keyword, "var") ? m_unit.scopeAt(keyword) : blockAround(keyword);
    const int around = m_unit.around(keyword);
    const bool isHead = m_unit.is(around, "(") && (m_unit.is(around - 1, "for") || m_unit.is(around - 1, "await"));
    if (isHead && !m_unit.is(keyword, "var")) { // seen in the head and the body of the loop only
        for (const Block &block : m_unit.blocks()) {
            if (block.head.begin == around + 1)
                scope = {block.head.begin, block.end};
        }
    }
    int i = keyword + 1;
    while (i < m_unit.size()) {
        std::vector<int> names;
        const bool isPattern = m_unit.is(i, "{") || m_unit.is(i, "[");
        if (isPattern)
            readScriptPattern(m_unit, {i + 1, m_unit.closing(i)}, m_unit.is(i, "["), names);
        else if (m_unit.isName(i))
            names.push_back(i);
        else
            return;
        i = m_unit.closing(i) + 1;
        Range type;
        Range init;
        if (m_unit.is(i, ":")) {
            const int begin = ++i;
            int angles = 0;
            while (i < m_unit.size() && !m_unit.is(i, "=") && !m_unit.is(i, ";") && !m_unit.is(i, "of") && (angles > 0 || !m_unit.is(i, ","))
                   && !m_unit.is(i, ")") && (i == begin || !m_unit.isStatementStart(i))) {
                angles += m_unit.is(i, "<") ? 1 : m_unit.is(i, ">") ? -1 : m_unit.is(i, ">>") ? -2 : 0;
                i = m_unit.closing(i) + 1;
            }
            type = {begin, i};
        }
        const bool isLoop = m_unit.is(i, "of") || m_unit.is(i, "in");
        if (m_unit.is(i, "=") || isLoop) {
            const int end = m_unit.statementEnd(i);
            int k = i + 1;
            while (k < end && !m_unit.is(k, ",")) {
                const int list = m_unit.is(k, "<") && m_unit.language() == Language::TypeScript ? typeListEnd(m_unit, k) : -1;
                k = list > 0 ? list : m_unit.closing(k) + 1;
            }
            init = {i + 1, k};
            i = k;
        }
        for (const int name : names)
            add({isHead ? Variable::Kind::Loop : Variable::Kind::Local, name, type, init, scope, m_unit.is(keyword, "const"), isPattern, false});
        if (!m_unit.is(i, ",") || isLoop)
            return;
        ++i;
    }
}

void Names::readScriptImport(int import)
{
    const int end = m_unit.statementEnd(import);
    for (int i = import + 1; i < end && !m_unit.is(i, "from") && !m_unit.isString(i); ++i) {
        const bool isRenamed = m_unit.is(i + 1, "as");
        if (m_unit.isName(i) && !isRenamed && !m_unit.is(i, "as") && !(m_unit.is(i, "type") && m_unit[i + 1].kind != Tok::End && !m_unit.is(i + 1, ",") && !m_unit.is(i + 1, "from")))
            add({Variable::Kind::Import, i, {}, {}, {0, m_unit.size()}, true, false, false});
    }
}

// ---- Python

void Names::bindPython(int name, Variable::Kind kind, Range init)
{
    int function = m_unit.functionAt(name);
    const auto &functions = m_unit.functions();
    if (function >= 0 && functions[static_cast<std::size_t>(function)].isArrow)
        function = functions[static_cast<std::size_t>(function)].parent;
    const int inClass = m_unit.classAt(name);
    Range scope = function < 0 ? Range{0, m_unit.size()}
                               : Range{functions[static_cast<std::size_t>(function)].open, functions[static_cast<std::size_t>(function)].body.end};
    const bool isClassLevel = inClass >= 0
        && (function < 0 || m_unit.classes()[static_cast<std::size_t>(inClass)].body.begin > functions[static_cast<std::size_t>(function)].body.begin);
    if (isClassLevel)
        scope = m_unit.classes()[static_cast<std::size_t>(inClass)].body;
    add({isClassLevel ? Variable::Kind::Member : kind, name, {}, init, scope, false, false, false});
}

void Names::readPython()
{
    for (const Function &function : m_unit.functions()) {
        const int from = function.open >= 0 ? function.open : function.body.begin;
        for (const int param : function.params)
            add({Variable::Kind::Param, param, {}, {}, {std::min(from, param), function.body.end}, false, false, false});
        if (function.name >= 0) {
            const int outer = function.inClass;
            const bool isMethod = outer >= 0;
            const Range around = isMethod ? m_unit.classes()[static_cast<std::size_t>(outer)].body
                : function.parent >= 0   ? m_unit.functions()[static_cast<std::size_t>(function.parent)].body
                                         : Range{0, m_unit.size()};
            add({isMethod ? Variable::Kind::Member : Variable::Kind::Function, function.name, {}, {}, around, false, false, false});
        }
    }
    for (const Class &one : m_unit.classes())
        add({Variable::Kind::Class, one.name, {}, {}, {0, m_unit.size()}, false, false, false});
    const auto bindTargets = [&](Range in, Variable::Kind kind, Range init, bool isPattern) {
        for (int i = in.begin; i < in.end; ++i) {
            const bool isTarget = m_unit.isName(i) && !m_unit.is(i - 1, ".") && !m_unit.is(i + 1, ".") && !m_unit.is(i + 1, "[")
                && !m_unit.is(i + 1, "(");
            if (isTarget) {
                bindPython(i, kind, init);
                m_all.back().isPattern = isPattern;
            } else if (m_unit.is(i, "[") && i > in.begin && m_unit.is(i - 1, ".")) {
                i = m_unit.closing(i);
            } else if ((m_unit.is(i, "[") || m_unit.is(i, "(")) && i > in.begin && m_unit[i - 1].kind == Tok::Ident) {
                i = m_unit.closing(i);
            }
        }
    };
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "import") && m_unit.isStatementStart(m_unit.statementBegin(i))) {
            readPythonImport(i);
        } else if (m_unit.is(i, "for")) {
            int in = i + 1;
            while (in < m_unit.size() && !m_unit.is(in, "in") && m_unit[in].kind != Tok::Newline)
                ++in;
            const int end = m_unit.statementEnd(in);
            bindTargets({i + 1, in}, Variable::Kind::Loop, {in + 1, end}, false);
        } else if (m_unit.is(i, "as") && m_unit.isName(i + 1) && !m_unit.is(m_unit.statementBegin(i), "import")
                   && !m_unit.is(m_unit.statementBegin(i), "from")) {
            const bool isCaught = m_unit.is(m_unit.statementBegin(i), "except");
            bindPython(i + 1, isCaught ? Variable::Kind::Caught : Variable::Kind::Local, {});
        } else if (m_unit.isName(i) && m_unit.is(i + 1, ":") && m_unit.around(i) < 0 && m_unit.statementBegin(i) == i
                   && m_unit.find({i, m_unit.statementEnd(i)}, "=") < 0) { // name: type
            bindPython(i, Variable::Kind::Local, {});
        } else if (m_unit.is(i, ":=") && m_unit.isName(i - 1)) {
            bindPython(i - 1, Variable::Kind::Local, {i + 1, i + 2});
        } else if (m_unit.is(i, "=") && m_unit.around(i) < 0) { // in brackets it names an argument
            const int begin = m_unit.statementBegin(i);
            int from = i - 1; // x = y = 1 has two targets
            while (from > begin && !m_unit.is(from - 1, "="))
                --from;
            Range target{from, i};
            for (int k = from; k < i; ++k) {
                if (m_unit.is(k, ":") && m_unit.around(k) == m_unit.around(i)) {
                    target.end = k;
                    break;
                }
            }
            bindTargets(target, Variable::Kind::Local, {i + 1, m_unit.statementEnd(i)}, m_unit.find(target, ",") >= 0);
        }
    }
}

void Names::readPythonImport(int import)
{
    const int end = m_unit.statementEnd(import);
    for (int i = import + 1; i < end; ++i) {
        if (!m_unit.isName(i) || m_unit.is(i - 1, "."))
            continue;
        int last = i;
        while (m_unit.is(last + 1, "."))
            last += 2;
        if (m_unit.is(last + 1, "as"))
            continue;
        bindPython(i, Variable::Kind::Import, {});
        i = last;
    }
    for (int i = import + 1; i < end; ++i) {
        if (m_unit.is(i, "as") && m_unit.isName(i + 1) && !m_unit.is(i, ","))
            m_all.back().kind = Variable::Kind::Import;
    }
}

} // namespace skep::checks
