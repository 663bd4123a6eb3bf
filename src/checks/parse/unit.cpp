// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/unit.h"

#include "checks/parse/keywords.h"
#include "checks/parse/parsers.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

} // namespace

Unit::Unit(Language language, std::string_view text) : m_language(language), m_lexed(lex(language, text))
{
    switch (language) {
    case Language::Python:
        PythonParser(*this).run();
        break;
    case Language::Cpp:
        addBlocks();
        CppParser(*this).run();
        break;
    default:
        addBlocks();
        ScriptParser(*this).run();
    }
    index();
}

const Token &Unit::operator[](int i) const
{
    return i >= 0 && i < size() ? m_lexed.tokens[static_cast<std::size_t>(i)] : m_lexed.tokens.back();
}

bool Unit::is(int i, std::string_view text) const
{
    const Token &token = (*this)[i];
    return token.text == text && token.kind <= Tok::Punct && token.kind != Tok::String && token.kind != Tok::Template;
}

bool Unit::isName(int i) const
{
    const Token &token = (*this)[i];
    return token.kind == Tok::Ident && !isKeywordOf(m_language, token.text);
}

bool Unit::isKeyword(int i) const
{
    const Token &token = (*this)[i];
    return token.kind == Tok::Ident && isKeywordOf(m_language, token.text);
}

int Unit::closing(int i) const
{
    const int match = (*this)[i].match;
    return match > i ? match : i;
}

bool Unit::isOpen(int i) const
{
    return (*this)[i].match > i;
}

int Unit::functionAt(int i) const
{
    return i >= 0 && i < size() ? m_functionOf[static_cast<std::size_t>(i)] : -1;
}

int Unit::classAt(int i) const
{
    return i >= 0 && i < size() ? m_classOf[static_cast<std::size_t>(i)] : -1;
}

int Unit::around(int i) const
{
    return i >= 0 && i < size() ? m_around[static_cast<std::size_t>(i)] : -1;
}

int Unit::blockFrom(int i) const
{
    return i >= 0 && i < size() ? m_blockFrom[static_cast<std::size_t>(i)] : -1;
}

Range Unit::scopeAt(int i) const
{
    const int function = functionAt(i);
    return function >= 0 ? m_functions[static_cast<std::size_t>(function)].body : Range{0, size()};
}

/// Automatic semicolons: true when a new line begins a statement at the token.
bool Unit::endsScriptStatement(int i) const
{
    const Token &token = (*this)[i];
    const Token &before = (*this)[i - 1];
    if (!token.isFirst)
        return false;
    const bool canEnd = before.kind == Tok::Ident
        ? !isOneOf(before.text, std::array{"typeof"sv, "new"sv, "in"sv, "of"sv, "instanceof"sv, "delete"sv, "void"sv, "await"sv,
                                           "const"sv, "let"sv, "var"sv, "extends"sv, "case"sv})
        : before.kind != Tok::Punct || isOneOf(before.text, std::array{")"sv, "]"sv, "}"sv, "++"sv, "--"sv});
    if (!canEnd)
        return false;
    if (token.kind == Tok::Ident)
        return !isOneOf(token.text, std::array{"in"sv, "instanceof"sv, "of"sv, "as"sv, "satisfies"sv});
    if (token.kind == Tok::Punct)
        return isOneOf(token.text, std::array{"++"sv, "--"sv, "!"sv, "~"sv, "{"sv, "@"sv});
    return token.kind != Tok::Template && token.kind != Tok::Jsx;
}

bool Unit::isStatementStart(int i) const
{
    const Token &before = (*this)[i - 1];
    if (i <= 0 || before.kind == Tok::Newline)
        return true;
    if (before.text == ";" || ((before.text == "{" || before.text == "}") && before.kind == Tok::Punct))
        return true;
    if (isPython())
        return before.text == ":" && before.kind == Tok::Punct && statementBegin(i) == i;
    if (is(i - 1, "else") || is(i - 1, "do"))
        return true;
    if (is(i - 1, ")") && before.match >= 0) { // if (...) x = 1;
        const int head = before.match - 1;
        for (const auto word : {"if"sv, "for"sv, "while"sv, "switch"sv}) {
            if (is(head, word) || (is(head, "await") && is(head - 1, word)) || (is(head, "constexpr") && is(head - 1, word)))
                return true;
        }
    }
    if (is(i - 1, ":")) { // case x: or a label or public:
        for (int k = i - 2; k >= 0 && !is(k, ";") && !is(k, "{") && !is(k, "}"); --k) {
            if (is(k, "case") || is(k, "default"))
                return true;
            if (is(k, "?"))
                return false;
        }
        return is(i - 2, "public") || is(i - 2, "private") || is(i - 2, "protected");
    }
    return isScript() && endsScriptStatement(i);
}

int Unit::statementEnd(int i) const
{
    const int from = i;
    for (; i < size(); ++i) {
        const Token &token = (*this)[i];
        if (token.kind == Tok::Newline || (token.kind == Tok::Punct && token.text == ";"))
            return i;
        if (token.match >= 0 && token.match < i)
            return i;
        if (i > from && isScript() && endsScriptStatement(i))
            return i;
        i = closing(i);
    }
    return size();
}

int Unit::statementBegin(int i) const
{
    int k = i;
    while (k > 0) {
        const Token &before = (*this)[k - 1];
        if (before.kind == Tok::Newline || (before.kind == Tok::Punct && before.text == ";"))
            return k;
        if (before.match > k - 1) // an opening bracket around us
            return k;
        if (isPython()) {
            if (before.text == ":" && before.kind == Tok::Punct) {
                for (const Block &block : m_blocks) {
                    if (block.body.begin == k)
                        return k;
                }
            }
        } else if (isStatementStart(k) && !is(k - 1, "}")) {
            return k;
        } else if (is(k - 1, "}") && (*this)[k].isFirst && isStatementStart(k) && (!isScript() || endsScriptStatement(k))) {
            return k;
        }
        k = before.match >= 0 && before.match < k - 1 ? before.match : k - 1;
    }
    return 0;
}

std::vector<Range> Unit::statements(Range body) const
{
    std::vector<Range> out;
    for (int i = body.begin; i < body.end;) {
        if ((*this)[i].kind == Tok::Newline || is(i, ";")) {
            ++i;
            continue;
        }
        int end = 0;
        const auto declared = std::lower_bound(m_declared.begin(), m_declared.end(), std::pair(i, 0));
        if (const int block = blockFrom(i); block >= 0) {
            end = m_blocks[static_cast<std::size_t>(block)].end;
        } else if (declared != m_declared.end() && declared->first == i) {
            end = declared->second;
        } else if (is(i, "{")) {
            end = closing(i) + 1;
        } else if (!isPython() && (is(i, "case") || (is(i, "default") && is(i + 1, ":")))) {
            end = i + 1;
            while (end < body.end && !is(end, ":"))
                end = closing(end) + 1;
            ++end;
        } else {
            end = statementEnd(i);
        }
        end = std::clamp(end, i + 1, std::max(body.end, i + 1));
        out.push_back({i, end});
        i = end;
    }
    return out;
}

int Unit::find(Range in, std::string_view text) const
{
    for (int i = in.begin; i < in.end; ++i) {
        if (is(i, text))
            return i;
    }
    return -1;
}

bool Unit::isInTry(int i) const
{
    return std::any_of(m_blocks.begin(), m_blocks.end(), [i](const Block &block) { return block.word == "try" && block.body.has(i); });
}

bool Unit::areEqual(Range a, Range b) const
{
    if (a.end - a.begin != b.end - b.begin)
        return false;
    for (int i = 0; i < a.end - a.begin; ++i) {
        if (text(a.begin + i) != text(b.begin + i))
            return false;
    }
    return true;
}

std::vector<Range> Unit::split(Range in, std::string_view separator) const
{
    std::vector<Range> out;
    int begin = in.begin;
    for (int i = in.begin; i < in.end; ++i) {
        if (is(i, separator)) {
            out.push_back({begin, i});
            begin = i + 1;
        } else {
            i = closing(i);
        }
    }
    if (begin < in.end)
        out.push_back({begin, in.end});
    return out;
}

std::string Unit::spell(Range in) const
{
    std::string out;
    for (int i = in.begin; i < in.end; ++i) {
        const Token &token = (*this)[i];
        if (token.kind == Tok::Newline)
            continue;
        if (i > in.begin) {
            const Token &before = (*this)[i - 1];
            const bool touches = before.text.data() + before.text.size() == token.text.data();
            const bool isSynthetic = token.text == "${" || before.text == "${";
            if (!touches && !isSynthetic && !out.empty() && out.back() != '(' && out.back() != '[' && token.text != ")"
                && token.text != "]" && token.text != ",")
                out += ' ';
        }
        out += token.text;
    }
    return out;
}

bool Unit::hasComment(int first, int last, std::string_view word) const
{
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return std::any_of(m_lexed.comments.begin(), m_lexed.comments.end(), [&](const Comment &comment) {
        return comment.lastLine >= first && comment.line <= last
            && std::search(comment.text.begin(), comment.text.end(), word.begin(), word.end(), same) != comment.text.end();
    });
}

/// Paints every token with its innermost function, class and the block that begins there.
void Unit::index()
{
    const auto count = static_cast<std::size_t>(size());
    m_functionOf.assign(count, -1);
    m_classOf.assign(count, -1);
    m_blockFrom.assign(count, -1);
    m_around.assign(count, -1);
    int open = -1;
    for (int i = 0; i < size(); ++i) {
        const int match = (*this)[i].match;
        if (match >= 0 && match < i)
            open = m_around[static_cast<std::size_t>(match)];
        m_around[static_cast<std::size_t>(i)] = open;
        if (match > i)
            open = i;
    }
    std::sort(m_functions.begin(), m_functions.end(), [](const Function &a, const Function &b) {
        return a.body.begin != b.body.begin ? a.body.begin < b.body.begin : a.body.end > b.body.end;
    });
    for (std::size_t n = 0; n < m_classes.size(); ++n) {
        for (int i = m_classes[n].body.begin; i < m_classes[n].body.end; ++i)
            m_classOf[static_cast<std::size_t>(i)] = static_cast<int>(n);
    }
    for (std::size_t n = 0; n < m_functions.size(); ++n) {
        Function &function = m_functions[n];
        function.parent = functionAt(function.body.begin > 0 ? function.body.begin - 1 : 0);
        if (function.open >= 0)
            function.parent = functionAt(function.open);
        function.inClass = classAt(function.name >= 0 ? function.name : function.body.begin);
        const int first = function.open >= 0 ? function.open : !function.params.empty() ? function.params[0] : function.body.begin;
        for (int i = first; i < function.body.end; ++i)
            m_functionOf[static_cast<std::size_t>(i)] = static_cast<int>(n);
        const bool isDeclaration = function.name >= 0 && !function.isArrow;
        if (isDeclaration)
            m_declared.emplace_back(function.start, function.body.end + (isPython() ? 0 : 1));
    }
    for (const Class &one : m_classes)
        m_declared.emplace_back(one.start, one.body.end + (isPython() ? 0 : 1));
    std::sort(m_declared.begin(), m_declared.end());
    for (std::size_t n = 0; n < m_blocks.size(); ++n)
        m_blockFrom[static_cast<std::size_t>(m_blocks[n].start)] = static_cast<int>(n);
}

} // namespace skep::checks
