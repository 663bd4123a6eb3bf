// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/lex/token.h"

#include <span>
#include <string_view>

namespace skep::checks {

/// What the lexers of all languages share: a position in the text, line counting, and tokens made.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

protected:
    static bool isNameStart(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
            || static_cast<unsigned char>(c) >= 0x80;
    }
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    static bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }

    [[nodiscard]] char at(std::size_t ahead = 0) const { return m_at + ahead < m_end ? m_text[m_at + ahead] : '\0'; }
    [[nodiscard]] bool isDone() const { return m_at >= m_end; }
    [[nodiscard]] bool looksAt(std::string_view word) const { return m_text.substr(m_at, word.size()) == word; }

    /// Moves on, counting lines.
    void skip(std::size_t count);
    void skipTo(std::size_t position) { skip(position - m_at); }

    /// Makes a token of [begin, m_at); `line` and `column` are those of its start.
    void emit(Tok kind, std::size_t begin, int line, int column);
    void emitBracket(std::string_view text); // "${" and "}" around substitutions, which are not views of the source
    void comment(std::size_t begin, int line, bool isAlone);

    // Each skips its kind and emits one token.
    void name();
    void number();
    void punct(std::span<const std::string_view> longOnes);

    [[nodiscard]] int column() const;
    [[nodiscard]] const Token *last() const { return m_out.tokens.empty() ? nullptr : &m_out.tokens.back(); }

    /// Pairs brackets and closes the list. Called once at the end.
    Lexed finish();

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_end = m_text.size();
    int m_line = 1;
    bool m_isLineStart = true; // nothing but blanks since the line's begin
    Lexed m_out;

private:
    std::size_t m_lineBegin = 0;
    int m_lastTokenLine = 0;            // where the last token ended
    mutable std::size_t m_columnAt = 0; // m_column is of this position
    mutable int m_column = 0;
};

} // namespace skep::checks
