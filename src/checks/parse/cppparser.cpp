// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/parsers.h"

#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNoFunction{"if"sv,     "for"sv,     "while"sv,  "switch"sv, "catch"sv,    "return"sv,   "sizeof"sv, "alignas"sv,
                                 "decltype"sv, "noexcept"sv, "throw"sv, "new"sv,    "constexpr"sv, "explicit"sv, "requires"sv,
                                 "co_return"sv, "co_await"sv, "static_assert"sv, "typeid"sv, "defined"sv, "alignof"sv};
constexpr std::array kAfterList{"const"sv, "noexcept"sv, "override"sv, "final"sv, "mutable"sv, "volatile"sv, "try"sv, "constexpr"sv};

} // namespace

void CppParser::run()
{
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "class") || m_unit.is(i, "struct") || m_unit.is(i, "union"))
            classAt(i);
        else if (m_unit.is(i, "(") && m_unit.isOpen(i))
            functionAt(i);
        else if (m_unit.is(i, "[") && m_unit.isOpen(i))
            lambdaAt(i);
    }
}

void CppParser::classAt(int i)
{
    if (m_unit.is(i - 1, "enum") || m_unit.is(i - 1, "<") || m_unit.is(i - 1, ","))
        return;
    Class made;
    made.start = m_unit.is(i - 1, ">") ? m_unit.statementBegin(i) : i;
    made.isStruct = !m_unit.is(i, "class");
    int k = i + 1;
    for (; k < m_unit.size() && !m_unit.is(k, "{") && !m_unit.is(k, ":"); ++k) {
        if (m_unit.is(k, "[") || m_unit.is(k, "(")) {
            k = m_unit.closing(k);
        } else if (m_unit.isName(k)) {
            if (!m_unit.is(k, "final"))
                made.name = k;
        } else if (m_unit.is(k, ";") || m_unit.is(k, ")") || m_unit.is(k, "=") || m_unit.is(k, "*") || m_unit.is(k, "&")) {
            return;
        }
    }
    if (m_unit.is(k, ":")) {
        const int begin = k + 1;
        while (k < m_unit.size() && !m_unit.is(k, "{") && !m_unit.is(k, ";"))
            ++k;
        made.bases = {begin, k};
    }
    if (!m_unit.is(k, "{") || !m_unit.isOpen(k))
        return;
    made.body = {k + 1, m_unit.closing(k)};
    m_unit.m_classes.push_back(made);
}

/// The "{" of the body that follows a parameter list; -1: none does.
int CppParser::bodyAfter(int close) const
{
    for (int i = close + 1; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "{"))
            return m_unit.isOpen(i) ? i : -1;
        if (m_unit[i].kind == Tok::Ident && isOneOf(m_unit.text(i), kAfterList)) {
            if (m_unit.is(i + 1, "("))
                i = m_unit.closing(i + 1);
            continue;
        }
        if (m_unit.is(i, "&") || m_unit.is(i, "&&"))
            continue;
        if (m_unit.is(i, "[") && m_unit.is(i + 1, "[")) {
            i = m_unit.closing(i);
            continue;
        }
        if (m_unit.is(i, ":"))
            return skipInitialisers(i);
        if (m_unit.is(i, "->")) {
            for (++i; i < m_unit.size() && !m_unit.is(i, "{"); ++i) {
                if (m_unit.is(i, ";") || m_unit.is(i, ",") || m_unit.is(i, ")"))
                    return -1;
                i = m_unit.closing(i);
            }
            return m_unit.isOpen(i) ? i : -1;
        }
        return -1;
    }
    return -1;
}

/// The body behind ": a(1), b{2}"; -1 when it is no list of initialisers.
int CppParser::skipInitialisers(int colon) const
{
    int i = colon + 1;
    while (i < m_unit.size()) {
        if (!m_unit.isName(i) && !m_unit.is(i, "::"))
            return -1;
        while (m_unit.isName(i) || m_unit.is(i, "::") || m_unit.is(i, "<") || m_unit.is(i, ">"))
            ++i;
        if ((!m_unit.is(i, "(") && !m_unit.is(i, "{")) || !m_unit.isOpen(i))
            return -1;
        i = m_unit.closing(i) + 1;
        if (m_unit.is(i, "{"))
            return m_unit.isOpen(i) ? i : -1;
        if (m_unit.is(i, "..."))
            ++i;
        if (!m_unit.is(i, ","))
            return -1;
        ++i;
    }
    return -1;
}

int CppParser::declarationStart(int name) const
{
    int i = name;
    int angles = 0;
    while (i > 0) {
        const Token &before = m_unit[i - 1];
        if (before.kind == Tok::Punct) {
            if (before.text == ">")
                ++angles;
            else if (before.text == "<")
                --angles;
            else if (before.text == "]" && before.match >= 0)
                i = before.match + 1;
            else if (before.text == ")" && before.match >= 0 && m_unit.is(before.match - 1, "decltype"))
                i = before.match + 1;
            else if (before.text != "::" && before.text != "*" && before.text != "&" && before.text != "&&" && before.text != "~"
                     && !(angles > 0 && before.text == ","))
                break;
        }
        --i;
    }
    return i;
}

void CppParser::functionAt(int open)
{
    int name = open - 1;
    if (m_unit[name].kind == Tok::Punct) { // operator==(...), operator()(...)
        int k = name;
        while (k > 0 && k > open - 4 && m_unit[k].kind == Tok::Punct)
            --k;
        if (!m_unit.is(k, "operator"))
            return;
        name = k;
    } else if (m_unit[name].kind != Tok::Ident || isOneOf(m_unit.text(name), kNoFunction)) {
        return;
    }
    const bool isLabel = m_unit.is(name - 2, "public") || m_unit.is(name - 2, "private") || m_unit.is(name - 2, "protected");
    if (m_unit.is(name - 1, ".") || m_unit.is(name - 1, "->") || m_unit.is(name - 1, ",")
        || (m_unit.is(name - 1, ":") && !isLabel)) // the last initialiser of a constructor
        return;
    const int close = m_unit.closing(open);
    if (m_unit.is(name, "operator") && m_unit.is(open + 1, ")") && m_unit.is(open + 2, "("))
        return; // operator()( comes with the next bracket
    const int brace = bodyAfter(close);
    if (brace < 0)
        return;
    Function made;
    made.name = name;
    made.open = open;
    made.close = close;
    made.body = {brace + 1, m_unit.closing(brace)};
    made.start = declarationStart(m_unit.is(name - 1, "~") ? name - 1 : name);
    readParams(made);
    m_unit.m_functions.push_back(std::move(made));
}

void CppParser::lambdaAt(int i)
{
    const bool isIndex = m_unit.isName(i - 1) || m_unit.is(i - 1, "]") || m_unit.is(i - 1, ")") || m_unit.is(i - 1, "this")
        || m_unit[i - 1].kind == Tok::String;
    if (isIndex || m_unit.is(i - 1, "[") || m_unit.is(i + 1, "[") || m_unit.is(i - 1, "delete"))
        return;
    Function made;
    made.isArrow = true;
    made.start = i;
    int next = m_unit.closing(i) + 1;
    if (m_unit.is(next, "<")) {
        while (next < m_unit.size() && !m_unit.is(next, "("))
            ++next;
    }
    if (m_unit.is(next, "(") && m_unit.isOpen(next)) {
        made.open = next;
        made.close = m_unit.closing(next);
        next = bodyAfter(made.close);
    } else {
        while (m_unit.is(next, "mutable") || m_unit.is(next, "noexcept"))
            ++next;
    }
    if (next < 0 || !m_unit.is(next, "{") || !m_unit.isOpen(next))
        return;
    made.body = {next + 1, m_unit.closing(next)};
    if (m_unit.is(i - 1, "=") && m_unit.isName(i - 2))
        made.name = i - 2;
    readParams(made);
    m_unit.m_functions.push_back(std::move(made));
}

void CppParser::readParams(Function &function) const
{
    if (function.open < 0)
        return;
    int angles = 0;
    int begin = function.open + 1;
    const auto finish = [&](int end) {
        int stop = begin;
        int depth = 0;
        while (stop < end && !(depth == 0 && (m_unit.is(stop, "=") || m_unit.is(stop, "[")))) {
            depth += m_unit.is(stop, "<") ? 1 : m_unit.is(stop, ">") ? -1 : 0;
            stop = m_unit.is(stop, "(") ? m_unit.closing(stop) + 1 : stop + 1;
        }
        int words = 0;
        for (int i = begin; i < stop; ++i)
            words += m_unit[i].kind == Tok::Ident && !m_unit.is(i, "const") && !m_unit.is(i, "struct") ? 1 : 0;
        if (stop > begin && m_unit.isName(stop - 1) && words >= 2 && !m_unit.is(stop - 2, "::"))
            function.params.push_back(stop - 1);
        begin = end + 1;
    };
    for (int i = function.open + 1; i < function.close; ++i) {
        if (m_unit.is(i, "<"))
            ++angles;
        else if (m_unit.is(i, ">"))
            --angles;
        else if (m_unit.is(i, ",") && angles <= 0)
            finish(i);
        else
            i = m_unit.closing(i);
    }
    finish(function.close);
}

} // namespace skep::checks
