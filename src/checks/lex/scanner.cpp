// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/lex/scanner.h"

#include <algorithm>

namespace skep::checks {

void Scanner::skip(std::size_t count)
{
    const auto end = std::min(m_at + count, m_end);
    for (; m_at < end; ++m_at) {
        if (m_text[m_at] == '\n') {
            ++m_line;
            m_lineBegin = m_at + 1;
            m_isLineStart = true;
        }
    }
}

int Scanner::column() const
{
    // Goes on from the last answer: a minified file is one line of half a megabyte.
    if (m_columnAt < m_lineBegin || m_columnAt > m_at) {
        m_columnAt = m_lineBegin;
        m_column = 0;
    }
    for (; m_columnAt < m_at; ++m_columnAt)
        m_column = m_text[m_columnAt] == '\t' ? (m_column / 8 + 1) * 8 : m_column + 1;
    return m_column;
}

void Scanner::emit(Tok kind, std::size_t begin, int line, int column)
{
    m_out.tokens.push_back({kind, m_text.substr(begin, m_at - begin), line, column, -1, m_lastTokenLine != line});
    m_lastTokenLine = m_line;
    m_isLineStart = false;
}

void Scanner::emitBracket(std::string_view text)
{
    m_out.tokens.push_back({Tok::Punct, text, m_line, column(), -1, false});
}

void Scanner::comment(std::size_t begin, int line, bool isAlone)
{
    m_out.comments.push_back({m_text.substr(begin, m_at - begin), line, m_line, isAlone});
}

void Scanner::name()
{
    const auto begin = m_at;
    const int startColumn = column();
    while (isNamePart(at()))
        ++m_at;
    emit(Tok::Ident, begin, m_line, startColumn);
}

void Scanner::number()
{
    const auto begin = m_at;
    const int startColumn = column();
    while (isNamePart(at()) || at() == '.' || (at() == '\'' && isNamePart(at(1)))
           || ((at() == '+' || at() == '-') && (m_text[m_at - 1] == 'e' || m_text[m_at - 1] == 'E')
               && m_text.substr(begin, 2) != "0x" && m_text.substr(begin, 2) != "0X")) {
        if (at() == '.' && (at(1) == '.' || (isNameStart(at(1)) && at(1) != 'e' && at(1) != 'f')))
            break;
        ++m_at;
    }
    emit(Tok::Number, begin, m_line, startColumn);
}

void Scanner::punct(std::span<const std::string_view> longOnes)
{
    const auto begin = m_at;
    const int startColumn = column();
    std::size_t length = 1;
    for (const auto one : longOnes) { // the longest come first
        if (m_at + one.size() <= m_end && looksAt(one)) {
            length = one.size();
            break;
        }
    }
    m_at += length;
    emit(Tok::Punct, begin, m_line, startColumn);
}

Lexed Scanner::finish()
{
    std::vector<int> open;
    auto &tokens = m_out.tokens;
    for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
        Token &token = tokens[static_cast<std::size_t>(i)];
        if (token.kind != Tok::Punct)
            continue;
        const char c = token.text.back();
        if ((token.text.size() == 1 && (c == '(' || c == '[' || c == '{')) || token.text == "${") {
            open.push_back(i);
        } else if (token.text.size() == 1 && (c == ')' || c == ']' || c == '}')) {
            const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
            // A missing bracket must not tear all the others apart: look for the partner a few levels up.
            for (std::size_t depth = 0; depth < 3 && depth < open.size(); ++depth) {
                const int partner = open[open.size() - 1 - depth];
                if (tokens[static_cast<std::size_t>(partner)].text.back() != wanted)
                    continue;
                token.match = partner;
                tokens[static_cast<std::size_t>(partner)].match = i;
                open.resize(open.size() - 1 - depth);
                break;
            }
        }
    }
    tokens.push_back({Tok::End, {}, m_line, 0, -1, true});
    return std::move(m_out);
}

std::string_view contentOf(const Token &string)
{
    auto text = string.text;
    const auto quote = text.find_first_of("\"'`");
    if (quote == std::string_view::npos)
        return text;
    const bool isRaw = quote > 0 && text[quote - 1] == 'R'; // R"delimiter(...)delimiter"
    text.remove_prefix(quote);
    if (isRaw) {
        const auto open = text.find('(');
        const auto close = text.rfind(')');
        return open < close && close != std::string_view::npos ? text.substr(open + 1, close - open - 1) : std::string_view();
    }
    const std::string_view triple = text.substr(0, 3);
    const std::size_t marks = triple == "\"\"\"" || triple == "'''" ? 3 : 1;
    if (text.size() < 2 * marks)
        return {};
    return text.substr(marks, text.size() - 2 * marks);
}

} // namespace skep::checks
