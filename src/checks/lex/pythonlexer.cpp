// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/lex/languages.h"
#include "checks/lex/scanner.h"

#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kPythonLong{"**="sv, "//="sv, "<<="sv, ">>="sv, "..."sv, "->"sv, ":="sv, "=="sv, "!="sv, "<="sv, ">="sv,
                           "**"sv,  "//"sv,  "<<"sv,  ">>"sv,  "+="sv,  "-="sv, "*="sv, "/="sv, "%="sv, "&="sv, "|="sv,
                           "^="sv,  "@="sv};

class PythonLexer final : public Scanner
{
public:
    using Scanner::Scanner;

    Lexed run()
    {
        while (!isDone())
            one();
        newline();
        return finish();
    }

private:
    static constexpr int kDepthMax = 16; // of f-strings within each other

    void one();
    void newline();
    void lineComment();
    [[nodiscard]] std::size_t prefixLength() const;
    void string(std::size_t prefix);
    [[nodiscard]] std::size_t endOfString(std::size_t from, std::string_view quote, bool isFormatted) const;
    void formatted(std::size_t begin, std::size_t contentEnd, int line, int column);
    void substitution(std::size_t contentEnd);

    int m_brackets = 0;
    int m_depth = 0;
};

void PythonLexer::one()
{
    const char c = at();
    if (c == '\n') {
        if (m_brackets == 0 && m_depth == 0)
            newline();
        skip(1);
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        skip(1);
    } else if (c == '\\' && (at(1) == '\n' || at(1) == '\r')) {
        skip(at(1) == '\r' ? 3 : 2);
    } else if (c == '#') {
        lineComment();
    } else if (c == '"' || c == '\'') {
        string(0);
    } else if (const auto prefix = prefixLength(); prefix > 0) {
        string(prefix);
    } else if (isNameStart(c)) {
        name();
    } else if (isDigit(c) || (c == '.' && isDigit(at(1)))) {
        number();
    } else {
        if (c == '(' || c == '[' || c == '{')
            ++m_brackets;
        else if ((c == ')' || c == ']' || c == '}') && m_brackets > 0)
            --m_brackets;
        punct(kPythonLong);
    }
}

void PythonLexer::newline()
{
    if (last() && last()->kind != Tok::Newline)
        m_out.tokens.push_back({Tok::Newline, "\n", m_line, 0, -1, false});
}

void PythonLexer::lineComment()
{
    const auto begin = m_at;
    const bool isAlone = m_isLineStart;
    while (!isDone() && at() != '\n')
        ++m_at;
    comment(begin, m_line, isAlone);
}

/// Length of a string prefix such as rb, f, Rb; 0 when no string begins here.
std::size_t PythonLexer::prefixLength() const
{
    for (std::size_t n = 1; n <= 2; ++n) {
        if ("rRbBfFuU"sv.find(at(n - 1)) == std::string_view::npos)
            return 0;
        if (at(n) == '"' || at(n) == '\'')
            return n;
    }
    return 0;
}

std::size_t PythonLexer::endOfString(std::size_t from, std::string_view quote, bool isFormatted) const
{
    int braces = 0; // newer Python allows the same quotes inside of a substitution
    for (std::size_t i = from; i < m_end; ++i) {
        const char c = m_text[i];
        if (c == '\\') {
            ++i;
        } else if (isFormatted && c == '{') {
            ++braces;
        } else if (isFormatted && c == '}') {
            --braces;
        } else if (m_text.substr(i, quote.size()) == quote && !(braces > 0 && quote.size() == 3)) {
            return i;
        } else if (c == '\n' && quote.size() == 1) {
            return i;
        }
    }
    return m_end;
}

void PythonLexer::string(std::size_t prefix)
{
    const auto begin = m_at;
    const int line = m_line;
    const int startColumn = column();
    const bool isFormatted = m_text.substr(begin, prefix).find_first_of("fF") != std::string_view::npos;
    const char mark = at(prefix);
    const std::size_t marks = at(prefix + 1) == mark && at(prefix + 2) == mark ? 3 : 1;
    const auto quote = m_text.substr(begin + prefix, marks);
    const auto contentEnd = endOfString(begin + prefix + marks, quote, isFormatted);
    const auto end = m_text.substr(contentEnd, marks) == quote ? contentEnd + marks : contentEnd;
    if (isFormatted && m_depth < kDepthMax) {
        m_at += prefix + marks;
        formatted(begin, contentEnd, line, startColumn);
        return;
    }
    skipTo(end);
    emit(Tok::String, begin, line, startColumn);
}

/// Emits the pieces of an f-string from `begin`; m_at stands on its first character of content.
void PythonLexer::formatted(std::size_t begin, std::size_t contentEnd, int line, int column_)
{
    const char mark = m_text[m_at - 1];
    while (m_at < contentEnd) {
        if (at() == '\\') {
            skip(2);
        } else if (looksAt("{{") || looksAt("}}")) {
            skip(2);
        } else if (at() == '{') {
            emit(Tok::Template, begin, line, column_);
            emitBracket("${");
            skip(1);
            substitution(contentEnd);
            emitBracket("}");
            skip(1);
            begin = m_at;
            line = m_line;
            column_ = column();
        } else {
            skip(1);
        }
    }
    while (!isDone() && m_at < contentEnd + 3 && at() == mark)
        skip(1);
    emit(Tok::Template, begin, line, column_);
}

/// Tokens of one substitution up to its "}"; conversion and format are left out, names inside them are kept.
void PythonLexer::substitution(std::size_t contentEnd)
{
    const auto keepEnd = m_end;
    const int keepBrackets = m_brackets;
    m_end = contentEnd;
    m_brackets = 0;
    ++m_depth;
    while (!isDone()) {
        if (m_brackets == 0 && at() == '}')
            break;
        if (m_brackets == 0 && (at() == ':' || (at() == '!' && at(1) != '='))) {
            while (!isDone() && at() != '}' && at() != '{')
                skip(1);
            if (at() == '{') {
                emitBracket("${");
                skip(1);
                substitution(contentEnd);
                emitBracket("}");
                skip(1);
            }
            continue;
        }
        one();
    }
    --m_depth;
    m_brackets = keepBrackets;
    m_end = keepEnd;
}

} // namespace

Lexed lexPython(std::string_view text)
{
    return PythonLexer(text).run();
}

} // namespace skep::checks
