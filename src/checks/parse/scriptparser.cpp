// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/parsers.h"

#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNoCallee{"if"sv, "for"sv, "while"sv, "switch"sv, "catch"sv, "with"sv, "return"sv, "typeof"sv};
constexpr std::array kModifiers{"async"sv,  "static"sv,   "get"sv,      "set"sv,      "public"sv, "private"sv, "protected"sv,
                                "override"sv, "readonly"sv, "abstract"sv, "export"sv, "default"sv, "declare"sv};

/// Parameters with their types: the commas of a: Map<K, V> part nothing.
std::vector<Range> splitTyped(const Unit &unit, Range in)
{
    std::vector<Range> out;
    int begin = in.begin;
    int angles = 0;
    bool isType = false;
    for (int i = in.begin; i < in.end; ++i) {
        if (unit.is(i, ",") && angles <= 0) {
            out.push_back({begin, i});
            begin = i + 1;
            isType = false;
            angles = 0;
        } else if (unit.is(i, ":") || unit.is(i, "=")) {
            isType = isType ? !(unit.is(i, "=") && angles <= 0) : unit.is(i, ":");
        } else if (isType && unit.is(i, "<")) {
            ++angles;
        } else if (isType && (unit.is(i, ">") || unit.is(i, ">>") || unit.is(i, ">>>"))) {
            angles -= static_cast<int>(unit.text(i).size());
        }
        i = unit.closing(i);
    }
    if (begin < in.end)
        out.push_back({begin, in.end});
    return out;
}

} // namespace

void readScriptPattern(const Unit &unit, Range in, bool isTop, std::vector<int> &names)
{
    const bool isTyped = isTop && unit.language() == Language::TypeScript;
    for (const Range &part : isTyped ? splitTyped(unit, in) : unit.split(in)) {
        int i = part.begin;
        while (i < part.end
               && (unit.is(i, "...") || unit.is(i, "@")
                   || (unit[i].kind == Tok::Ident && isOneOf(unit.text(i), kModifiers) && unit[i + 1].kind == Tok::Ident)))
            ++i;
        if (!isTop && unit[i].kind != Tok::Punct && unit.is(i + 1, ":")) // { key: name }
            i += 2;
        else if (!isTop && unit.is(i, "[") && unit.is(unit.closing(i) + 1, ":")) // { [key]: name }
            i = unit.closing(i) + 2;
        if (i >= part.end)
            continue;
        if (unit.is(i, "{") || unit.is(i, "["))
            readScriptPattern(unit, {i + 1, unit.closing(i)}, unit.is(i, "["), names);
        else if (unit.isName(i))
            names.push_back(i);
    }
}

void ScriptParser::run()
{
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "=>"))
            arrow(i);
        else if (m_unit.is(i, "(") && m_unit.isOpen(i))
            function(i);
        else if (m_unit.is(i, "class") && !m_unit.is(i - 1, "."))
            classAt(i);
    }
}

/// Behind a type that begins at `i`: the token that cannot belong to it.
int ScriptParser::skipType(int i) const
{
    bool wantsMore = true; // at the begin and behind | & => an object type may follow
    int angles = 0;
    for (; i < m_unit.size(); ++i) {
        const Token &token = m_unit[i];
        if (token.kind == Tok::Punct) {
            if (token.text == "<") {
                ++angles;
            } else if (token.text == ">" || token.text == ">>" || token.text == ">>>") {
                angles -= static_cast<int>(token.text.size());
                wantsMore = false;
                if (angles < 0)
                    return i;
                continue;
            } else if (token.text == "{" || token.text == "(" || token.text == "[") {
                if (token.text == "{" && !wantsMore && angles == 0)
                    return i;
                i = m_unit.closing(i);
                wantsMore = false;
                continue;
            } else if (token.text == "|" || token.text == "&" || token.text == "?" || token.text == ":") {
                if (token.text == ":" && angles == 0)
                    return i;
            } else if (token.text == "=>") {
                // of a function type when an opening bracket stood before; of the arrow itself else
                if (angles == 0 && !m_unit.is(i - 1, ")"))
                    return i;
                if (angles == 0 && m_unit.is(i - 1, ")") && m_unit.is(m_unit[i - 1].match - 1, ")"))
                    return i;
            } else if (token.text != "." && angles == 0) {
                return i;
            }
            wantsMore = token.text != ".";
            continue;
        }
        if (angles == 0 && !wantsMore && token.isFirst)
            return i;
        wantsMore = token.kind == Tok::Ident
            && isOneOf(token.text, std::array{"keyof"sv, "typeof"sv, "is"sv, "extends"sv, "readonly"sv, "asserts"sv, "infer"sv});
    }
    return i;
}

/// Behind the expression body of an arrow.
int ScriptParser::expressionEnd(int i) const
{
    const int end = m_unit.statementEnd(i);
    for (int k = i; k < end; ++k) {
        if (m_unit.is(k, ",") || m_unit.is(k, ":"))
            return k;
        if (m_unit.is(k, "?")) { // its colon belongs to it
            int depth = 1;
            for (++k; k < end && depth > 0; ++k) {
                if (m_unit.is(k, "?"))
                    ++depth;
                else if (m_unit.is(k, ":"))
                    --depth;
                else
                    k = m_unit.closing(k);
            }
            --k;
            continue;
        }
        k = m_unit.closing(k);
    }
    return end;
}

/// The name that a function expression gets: const NAME =, NAME: in an object, NAME = in a class.
int ScriptParser::nameBefore(int i) const
{
    if (m_unit.is(i - 1, "async"))
        --i;
    if (!m_unit.is(i - 1, "=") && !m_unit.is(i - 1, ":"))
        return -1;
    if (m_unit[i - 2].kind == Tok::Ident)
        return i - 2;
    // const name: Type = ...
    for (int k = i - 2; k > 0 && k > i - 24 && !m_unit.is(k, ";"); --k) {
        if (m_unit.is(k, ":") && m_unit[k - 1].kind == Tok::Ident
            && (m_unit.is(k - 2, "const") || m_unit.is(k - 2, "let") || m_unit.is(k - 2, "readonly")))
            return k - 1;
    }
    return -1;
}

void ScriptParser::arrow(int i)
{
    Function made;
    made.isArrow = true;
    int first = i - 1;
    if (m_unit.is(i - 1, ")") && m_unit[i - 1].match >= 0) {
        made.close = i - 1;
        made.open = m_unit[i - 1].match;
        first = made.open;
    } else if (m_unit.isName(i - 1) && (m_unit.is(i - 2, "(") || m_unit.is(i - 2, ",") || m_unit.is(i - 2, "=") || m_unit.is(i - 2, "async")
                                       || m_unit.is(i - 2, "=>") || m_unit.is(i - 2, "return") || m_unit.is(i - 2, ":")
                                       || m_unit.is(i - 2, "?") || m_unit.is(i - 2, "[") || m_unit.is(i - 2, "{")
                                       || m_unit.is(i - 2, "${"))
               && !(m_unit.is(i - 2, ":") && m_unit.is(i - 3, ")"))) {
        made.params.push_back(i - 1);
    } else { // (a: A): B =>
        int k = i - 1;
        while (k > 0 && k > i - 40 && !(m_unit.is(k, ":") && m_unit.is(k - 1, ")"))) {
            if (m_unit.is(k, ";") || m_unit.is(k, "{"))
                return;
            k = m_unit[k].match >= 0 && m_unit[k].match < k ? m_unit[k].match - 1 : k - 1;
        }
        if (k <= 0 || !m_unit.is(k, ":") || m_unit[k - 1].match < 0)
            return;
        made.close = k - 1;
        made.open = m_unit[k - 1].match;
        first = made.open;
    }
    made.isAsync = m_unit.is(first - 1, "async");
    made.start = made.isAsync ? first - 1 : first;
    made.name = nameBefore(first);
    if (m_unit.is(i + 1, "{") && m_unit.isOpen(i + 1)) {
        made.body = {i + 2, m_unit.closing(i + 1)};
    } else {
        made.isExpression = true;
        made.body = {i + 1, expressionEnd(i + 1)};
    }
    if (made.body.begin > made.body.end)
        return;
    readParams(made);
    m_unit.m_functions.push_back(std::move(made));
}

void ScriptParser::function(int open)
{
    const int close = m_unit.closing(open);
    int brace = close + 1;
    int before = open - 1;
    if (m_unit.is(before, ">")) { // name<T>(...)
        int depth = 0;
        for (; before > 0; --before) {
            depth += m_unit.is(before, ">") ? 1 : m_unit.is(before, "<") ? -1 : 0;
            if (depth == 0)
                break;
        }
        --before;
    }
    if (m_unit[before].kind != Tok::Ident && !m_unit.is(before, "]") && !m_unit.is(before, "*") && !m_unit.isString(before))
        return;
    if (m_unit[before].kind == Tok::Ident && isOneOf(m_unit.text(before), kNoCallee) && !m_unit.is(before - 1, "."))
        return;
    if (m_unit.is(before, "await") && m_unit.is(before - 1, "for"))
        return;
    if (m_unit.is(brace, ":"))
        brace = skipType(brace + 1);
    if (!m_unit.is(brace, "{") || !m_unit.isOpen(brace))
        return;
    Function made;
    made.open = open;
    made.close = close;
    made.body = {brace + 1, m_unit.closing(brace)};
    int first = before;
    if (m_unit.is(before, "function") || (m_unit.is(before, "*") && m_unit.is(before - 1, "function"))) {
        made.isGenerator = m_unit.is(before, "*");
        first = made.isGenerator ? before - 1 : before;
        made.name = nameBefore(first);
    } else {
        const bool isFunction = m_unit.is(before - 1, "function") || (m_unit.is(before - 1, "*") && m_unit.is(before - 2, "function"));
        const bool isMethodPlace = m_unit.isStatementStart(before) || m_unit.is(before - 1, ",") || m_unit.is(before - 1, "*")
            || isOneOf(m_unit.text(before - 1), kModifiers) || m_unit.is(before, "]") || m_unit.is(before - 1, "#");
        if (!isFunction && (!isMethodPlace || m_unit.is(before - 1, ".") || m_unit.is(before - 1, "new")))
            return;
        if (m_unit[brace].isFirst && !isFunction && m_unit[brace].line != m_unit[close].line && m_unit.language() == Language::JavaScript
            && m_unit.is(before - 1, ";"))
            return; // a call, then a block
        made.isGenerator = m_unit.is(before - 1, "*");
        made.name = m_unit.is(before, "]") ? -1 : before;
        first = made.isGenerator ? before - 1 : before;
        if (isFunction)
            --first;
    }
    while (first > 0 && m_unit[first - 1].kind == Tok::Ident && isOneOf(m_unit.text(first - 1), kModifiers)) {
        --first;
        made.isAsync = made.isAsync || m_unit.is(first, "async");
    }
    made.start = first;
    readParams(made);
    m_unit.m_functions.push_back(std::move(made));
}

void ScriptParser::readParams(Function &function) const
{
    if (function.open >= 0)
        readScriptPattern(m_unit, {function.open + 1, function.close}, true, function.params);
}

void ScriptParser::classAt(int i)
{
    Class made;
    made.start = i;
    while (made.start > 0 && m_unit[made.start - 1].kind == Tok::Ident && isOneOf(m_unit.text(made.start - 1), kModifiers))
        --made.start;
    int k = i + 1;
    if (m_unit.isName(k))
        made.name = k++;
    for (int depth = 0; m_unit.is(k, "<") || depth > 0; ++k) { // what types may be put in is no base
        if (m_unit.is(k, "<"))
            ++depth;
        else if (m_unit.is(k, ">") || m_unit.is(k, ">>"))
            depth -= static_cast<int>(m_unit.text(k).size());
        else if (k >= m_unit.size())
            return;
    }
    const int basesBegin = k;
    while (k < m_unit.size() && !m_unit.is(k, "{") && !m_unit.is(k, ";"))
        k = m_unit.is(k, "(") ? m_unit.closing(k) + 1 : k + 1;
    if (!m_unit.is(k, "{") || !m_unit.isOpen(k))
        return;
    made.bases = {basesBegin, k};
    made.body = {k + 1, m_unit.closing(k)};
    m_unit.m_classes.push_back(made);
}

} // namespace skep::checks
