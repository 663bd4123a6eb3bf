// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace skep::checks {

enum class Language : std::uint8_t { JavaScript, TypeScript, Python, Cpp };

enum class Tok : std::uint8_t {
    Ident,     // names and keywords
    Number,
    String,    // with quotes and prefix
    Template,  // a piece of a template literal or f-string; between pieces stand "${" ... "}" as Punct
    Regex,
    Punct,
    Newline,   // end of a logical line, Python only
    Jsx,       // names and text of JSX that are no code
    Directive, // a preprocessor line, never in the token list
    End,
};

/// A view into the source text, which must live as long.
struct Token
{
    Tok kind = Tok::End;
    std::string_view text;
    int line = 0;
    int column = 0;       // of the line, tabs to eight in Python
    int match = -1;       // index of the partner bracket
    bool isFirst = false; // on its line
};

struct Comment
{
    std::string_view text; // with markers
    int line = 0;
    int lastLine = 0;
    bool isAlone = false; // nothing but the comment on its first line
};

struct Lexed
{
    std::vector<Token> tokens; // closed by one End token
    std::vector<Comment> comments;
    std::vector<Token> directives;
};

/// Cuts source into tokens. Never fails: what no rule of the language explains becomes single Punct tokens, an open
/// string ends with its line.
[[nodiscard]] Lexed lex(Language language, std::string_view text);

/// The contents of a String token without prefix and quotes; escapes stay as written.
[[nodiscard]] std::string_view contentOf(const Token &string);

} // namespace skep::checks
