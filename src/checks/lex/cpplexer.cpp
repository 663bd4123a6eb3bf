// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/lex/languages.h"
#include "checks/lex/scanner.h"

#include <array>
#include <string>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

// No ">>": it closes two template lists as often as it shifts, and no rule needs the shift.
constexpr std::array kCppLong{"<=>"sv, "..."sv, "<<="sv, ">>="sv, "->*"sv, "::"sv, "->"sv, "=="sv, "!="sv, "<="sv, ">="sv,
                           "&&"sv,  "||"sv,  "++"sv,  "--"sv,  "+="sv,  "-="sv, "*="sv, "/="sv, "%="sv, "&="sv, "|="sv,
                           "^="sv,  "<<"sv};

class CppLexer final : public Scanner
{
public:
    using Scanner::Scanner;

    Lexed run()
    {
        while (!isDone())
            one();
        return finish();
    }

private:
    void one();
    void lineComment();
    void blockComment();
    void directive();
    void skipBranch();
    [[nodiscard]] std::size_t prefixLength() const;
    void string(std::size_t prefix);
    void rawString(std::size_t prefix);
};

void CppLexer::one()
{
    const char c = at();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
        skip(1);
    else if (c == '\\' && (at(1) == '\n' || at(1) == '\r'))
        skip(2);
    else if (looksAt("//"))
        lineComment();
    else if (looksAt("/*"))
        blockComment();
    else if (c == '#' && m_isLineStart)
        directive();
    else if (c == '"' || c == '\'')
        string(0);
    else if (const auto prefix = prefixLength(); prefix > 0)
        m_text[m_at + prefix - 1] == 'R' ? rawString(prefix) : string(prefix);
    else if (isNameStart(c))
        name();
    else if (isDigit(c) || (c == '.' && isDigit(at(1))))
        number();
    else
        punct(kCppLong);
}

void CppLexer::lineComment()
{
    const auto begin = m_at;
    const int line = m_line;
    const bool isAlone = m_isLineStart;
    while (!isDone() && at() != '\n')
        skip(at() == '\\' && at(1) == '\n' ? 2 : 1);
    comment(begin, line, isAlone);
}

void CppLexer::blockComment()
{
    const auto begin = m_at;
    const int line = m_line;
    const bool isAlone = m_isLineStart;
    const auto end = m_text.find("*/", m_at + 2);
    skipTo(end == std::string_view::npos ? m_end : end + 2);
    comment(begin, line, isAlone);
}

/// A preprocessor line with its continuations. Of #if ... #else only the first branch is read, so that brackets pair.
void CppLexer::directive()
{
    const auto begin = m_at;
    const int line = m_line;
    while (!isDone() && at() != '\n' && !looksAt("//") && !looksAt("/*"))
        skip(at() == '\\' && (at(1) == '\n' || at(1) == '\r') ? (at(1) == '\r' ? 3 : 2) : 1);
    const auto text = m_text.substr(begin, m_at - begin);
    m_out.directives.push_back({Tok::Directive, text, line, 0, -1, true});
    m_isLineStart = false; // a comment behind it does not stand alone
    const auto word = text.find_first_not_of("# \t");
    const auto name = word == std::string_view::npos ? std::string_view() : text.substr(word);
    if (name.starts_with("else") || name.starts_with("elif") || name.starts_with("if 0"))
        skipBranch();
}

/// Moves to the #else or #endif of the branch just begun.
void CppLexer::skipBranch()
{
    int depth = 0;
    while (!isDone()) {
        while (!isDone() && at() != '\n')
            ++m_at;
        skip(1);
        std::size_t ahead = 0;
        while (at(ahead) == ' ' || at(ahead) == '\t')
            ++ahead;
        if (at(ahead) != '#')
            continue;
        ++ahead;
        while (at(ahead) == ' ' || at(ahead) == '\t')
            ++ahead;
        const auto word = m_text.substr(m_at + ahead, 5);
        if (word.starts_with("if")) {
            ++depth;
        } else if (word == "endif") {
            if (depth == 0)
                return;
            --depth;
        }
    }
}

/// Length of u8, u, U, L, with R for a raw string; 0 when no literal begins here.
std::size_t CppLexer::prefixLength() const
{
    for (const auto prefix : {"u8R"sv, "uR"sv, "UR"sv, "LR"sv, "R"sv, "u8"sv, "u"sv, "U"sv, "L"sv}) {
        if (looksAt(prefix) && (at(prefix.size()) == '"' || (at(prefix.size()) == '\'' && prefix.back() != 'R')))
            return prefix.size();
    }
    return 0;
}

void CppLexer::string(std::size_t prefix)
{
    const auto begin = m_at;
    const int line = m_line;
    const int startColumn = column();
    const char quote = at(prefix);
    skip(prefix + 1);
    while (!isDone() && at() != quote && at() != '\n')
        skip(at() == '\\' ? 2 : 1);
    if (at() == quote)
        skip(1);
    while (isNamePart(at())) // a literal's suffix
        skip(1);
    emit(quote == '"' ? Tok::String : Tok::Number, begin, line, startColumn); // a character is a small number
}

void CppLexer::rawString(std::size_t prefix)
{
    const auto begin = m_at;
    const int line = m_line;
    const int startColumn = column();
    const auto open = m_text.find('(', m_at);
    if (open == std::string_view::npos)
        return string(prefix);
    const auto delimiter = m_text.substr(m_at + prefix + 1, open - m_at - prefix - 1);
    const auto close = m_text.find(")" + std::string(delimiter) + "\"", open);
    skipTo(close == std::string_view::npos ? m_end : close + delimiter.size() + 2);
    while (isNamePart(at()))
        skip(1);
    emit(Tok::String, begin, line, startColumn);
}

} // namespace

Lexed lexCpp(std::string_view text)
{
    return CppLexer(text).run();
}

Lexed lex(Language language, std::string_view text)
{
    switch (language) {
    case Language::JavaScript:
        return lexScript(text, false);
    case Language::TypeScript:
        return lexScript(text, true);
    case Language::Python:
        return lexPython(text);
    case Language::Cpp:
        break;
    }
    return lexCpp(text);
}

} // namespace skep::checks
