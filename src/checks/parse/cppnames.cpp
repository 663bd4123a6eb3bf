// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/names.h"

#include <algorithm>
#include <array>

// Declarations in C++, told from expressions by what stands around them.
namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTypeWords{"auto"sv,  "bool"sv,     "char"sv,   "double"sv, "float"sv,    "int"sv,      "long"sv,
                                "short"sv, "signed"sv,   "unsigned"sv, "void"sv, "const"sv,    "constexpr"sv, "static"sv,
                                "volatile"sv, "mutable"sv, "inline"sv, "struct"sv, "typename"sv, "extern"sv,  "thread_local"sv,
                                "register"sv, "enum"sv,    "class"sv};

bool isTypeWord(std::string_view word)
{
    return std::find(kTypeWords.begin(), kTypeWords.end(), word) != kTypeWords.end();
}

} // namespace

void Names::readCpp()
{
    for (const Function &function : m_unit.functions()) {
        for (const int param : function.params) {
            int begin = param;
            int angles = 0;
            while (begin > function.open + 1) {
                if (m_unit.is(begin - 1, ">"))
                    ++angles;
                else if (m_unit.is(begin - 1, "<"))
                    --angles;
                else if (m_unit.is(begin - 1, ",") && angles <= 0)
                    break;
                --begin;
            }
            Variable made{Variable::Kind::Param, param, {begin, param}, {}, {function.open, function.body.end}, false, false, false};
            made.isConst = m_unit.is(begin, "const");
            made.isArray = m_unit.is(param + 1, "[");
            add(made);
        }
        if (function.name >= 0 && !function.isArrow)
            add({Variable::Kind::Function, function.name, {function.start, function.name}, {}, {0, m_unit.size()}, false, false, false});
    }
    for (int i = 1; i < m_unit.size(); ++i) {
        if (m_unit.isName(i))
            readCppDeclaration(i);
    }
}

/// First token of the type before a name; -1 when what stands there is no type.
int Names::cppTypeBegin(int name) const
{
    int i = name;
    bool hasWord = false;
    while (i > 0) {
        const Token &before = m_unit[i - 1];
        if (before.kind == Tok::Ident && (m_unit.isName(i - 1) || isTypeWord(before.text))) {
            // two plain names in a row are type and name, three are none
            if (hasWord && m_unit.isName(i) && m_unit.isName(i - 1))
                return -1;
            hasWord = true;
            --i;
        } else if (before.text == "*" || before.text == "&" || before.text == "&&") {
            if (hasWord && !m_unit.is(i, "const"))
                return -1;
            --i;
        } else if (before.text == "::") {
            --i;
        } else if (before.text == ">" && before.kind == Tok::Punct) {
            int depth = 0;
            int k = i - 1;
            for (; k > 0 && k > i - 80; --k) {
                depth += m_unit.is(k, ">") ? 1 : m_unit.is(k, "<") ? -1 : 0;
                if (depth == 0 || m_unit.is(k, ";") || m_unit.is(k, "{"))
                    break;
            }
            if (depth != 0 || !m_unit.isName(k - 1))
                return -1;
            i = k;
        } else if (before.text == "]" && m_unit.is(before.match + 1, "[")) { // [[maybe_unused]]
            return i;
        } else {
            break;
        }
    }
    return hasWord ? i : -1;
}

void Names::readCppDeclaration(int name)
{
    const Token &next = m_unit[name + 1];
    const bool isBinding = m_unit.is(name - 1, "[") || (m_unit.is(name - 1, ",") && m_unit.is(m_unit.around(name), "["));
    if (isBinding) { // auto [a, b] = ...
        const int open = m_unit.around(name);
        if (open > 0 && (m_unit.is(open - 1, "auto") || m_unit.is(open - 1, "&") || m_unit.is(open - 1, "&&"))
            && (m_unit.is(open - 1, "auto") || m_unit.is(open - 2, "auto"))) {
            Variable made{Variable::Kind::Local, name, {open - 1, open}, {}, blockAround(name), false, true, false};
            add(made);
        }
        return;
    }
    const bool canEnd = next.kind == Tok::Punct
        && (next.text == "=" || next.text == ";" || next.text == "{" || next.text == "[" || next.text == "(" || next.text == ":"
            || next.text == ",");
    if (!canEnd || m_unit.is(name - 1, "::") || m_unit.is(name - 1, ".") || m_unit.is(name - 1, "->"))
        return;
    const int begin = cppTypeBegin(name);
    if (begin < 0 || begin == name)
        return;
    const int around = m_unit.around(name);
    const bool inHead = m_unit.is(around, "(") && around == begin - 1
        && (m_unit.is(around - 1, "for") || m_unit.is(around - 1, "if") || m_unit.is(around - 1, "while") || m_unit.is(around - 1, "switch"));
    const bool inCatch = m_unit.is(around, "(") && m_unit.is(around - 1, "catch");
    if (!inHead && !inCatch && !m_unit.isStatementStart(begin) && !m_unit.is(begin - 1, "]"))
        return;
    if (m_unit.is(around, "(") && !inHead && !inCatch)
        return;
    if (next.text == ":" && !inHead)
        return;
    Variable made{inHead ? Variable::Kind::Loop : Variable::Kind::Local, name, {begin, name}, {}, blockAround(name), false, false, false};
    if (inHead) {
        for (const Block &block : m_unit.blocks()) {
            if (block.head.begin == around + 1)
                made.scope = {block.head.begin, block.end};
        }
    }
    const int function = m_unit.functionAt(name);
    const int inClass = m_unit.classAt(name);
    const bool isMember = inClass >= 0
        && (function < 0 || m_unit.functions()[static_cast<std::size_t>(function)].body.begin < m_unit.classes()[static_cast<std::size_t>(inClass)].body.begin);
    if (isMember) {
        made.kind = Variable::Kind::Member;
        made.scope = {0, m_unit.size()}; // methods may stand outside of the class
    }
    if (next.text == "(" && (isMember || function < 0)) { // declares a function
        made.kind = Variable::Kind::Function;
        made.scope = {0, m_unit.size()};
    }
    made.isArray = next.text == "[";
    made.isConst = m_unit.is(begin, "const") || m_unit.is(begin, "constexpr") || m_unit.is(begin + 1, "constexpr");
    int eq = name + 1;
    while (m_unit.is(eq, "["))
        eq = m_unit.closing(eq) + 1;
    if (m_unit.is(eq, "=") || (m_unit.is(eq, ":") && inHead)) {
        int end = eq + 1;
        const int stop = m_unit.statementEnd(eq);
        while (end < stop && !m_unit.is(end, ","))
            end = m_unit.closing(end) + 1;
        made.init = {eq + 1, end};
    } else if (m_unit.is(eq, "(") || m_unit.is(eq, "{")) {
        made.init = {eq, m_unit.closing(eq) + 1};
    }
    add(made);
}

} // namespace skep::checks
