// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/lex/token.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace skep::checks {

/// True when a list of words, an array of whatever size, holds this one.
bool isOneOf(std::string_view word, const auto &words)
{
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Tokens [begin, end).
struct Range
{
    int begin = 0;
    int end = 0;

    [[nodiscard]] bool isEmpty() const { return begin >= end; }
    [[nodiscard]] bool has(int i) const { return i >= begin && i < end; }
};

/// A function, method, constructor, lambda or arrow with a body.
struct Function
{
    int start = 0;          // first token of the declaration, return type and modifiers included
    int name = -1;          // -1: none
    int open = -1;          // parameter list; -1: a single name without brackets
    int close = -1;
    Range body;             // inside the braces, or the expression of an arrow
    int parent = -1;        // the function around it
    int inClass = -1;
    bool isAsync = false;
    bool isGenerator = false;
    bool isArrow = false;   // arrow, lambda
    bool isExpression = false; // an arrow without braces
    std::vector<int> params; // their names
};

struct Class
{
    int start = 0;
    int name = -1;
    Range bases;
    Range body;
    bool isStruct = false; // members are public from the start
};

/// if, else, for, while, do, switch, try, catch, finally, with, ... and what they hold.
struct Block
{
    std::string_view word; // "else if" and Python's "elif", "except" are "elif" and "catch"
    int start = 0;
    Range head;            // inside of the brackets; in Python up to the colon
    Range body;
    int end = 0;           // behind the whole block, closing brace included
    int before = -1;       // the block that this one continues: else of an if, catch of a try
};

/// One source file cut into tokens, functions, classes, blocks. It guesses where a compiler would know, but brackets,
/// strings and comments are read exactly. Holds views of the text it was made from.
class Unit
{
public:
    Unit(Language language, std::string_view text);

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] bool isScript() const { return m_language <= Language::TypeScript; }
    [[nodiscard]] bool isPython() const { return m_language == Language::Python; }
    [[nodiscard]] bool isCpp() const { return m_language == Language::Cpp; }

    [[nodiscard]] int size() const { return static_cast<int>(m_lexed.tokens.size()) - 1; } // without End
    [[nodiscard]] const Token &operator[](int i) const;
    [[nodiscard]] std::string_view text(int i) const { return (*this)[i].text; }
    /// A name, keyword, number or punctuation with this text; never a string.
    [[nodiscard]] bool is(int i, std::string_view text) const;
    [[nodiscard]] bool isName(int i) const; // a name that is no keyword
    [[nodiscard]] bool isKeyword(int i) const;
    [[nodiscard]] bool isString(int i) const { return (*this)[i].kind == Tok::String; }
    [[nodiscard]] int line(int i) const { return (*this)[i].line; }
    /// The partner of an opening bracket; the bracket itself when it has none.
    [[nodiscard]] int closing(int i) const;
    [[nodiscard]] bool isOpen(int i) const;
    [[nodiscard]] const std::vector<Comment> &comments() const { return m_lexed.comments; }
    [[nodiscard]] const std::vector<Token> &directives() const { return m_lexed.directives; }

    [[nodiscard]] const std::vector<Function> &functions() const { return m_functions; }
    [[nodiscard]] const std::vector<Class> &classes() const { return m_classes; }
    [[nodiscard]] const std::vector<Block> &blocks() const { return m_blocks; }
    /// Index of the innermost function that holds the token, parameters included; -1 outside of all.
    [[nodiscard]] int functionAt(int i) const;
    [[nodiscard]] int classAt(int i) const; // innermost class body
    /// The innermost opening bracket around the token; -1: none. An opening bracket is not around itself.
    [[nodiscard]] int around(int i) const;
    /// The block that begins at the token; -1: none does.
    [[nodiscard]] int blockFrom(int i) const;
    /// Body of the innermost function, or the whole file.
    [[nodiscard]] Range scopeAt(int i) const;
    [[nodiscard]] bool isInTry(int i) const; // within the body of a try, of this or an outer function

    /// True when a statement begins at the token.
    [[nodiscard]] bool isStatementStart(int i) const;
    /// Where the simple statement that holds the token ends: its semicolon or line end, a closing bracket, or the
    /// next statement's first token. Brackets that open on the way are passed over.
    [[nodiscard]] int statementEnd(int i) const;
    [[nodiscard]] int statementBegin(int i) const;
    /// The statements directly in a body, compound ones whole.
    [[nodiscard]] std::vector<Range> statements(Range body) const;

    /// First token with this text in the range; -1: none. Nested functions are not left out.
    [[nodiscard]] int find(Range in, std::string_view text) const;
    [[nodiscard]] bool contains(Range in, std::string_view text) const { return find(in, text) >= 0; }
    [[nodiscard]] bool areEqual(Range a, Range b) const;
    /// Splits at commas of the outermost level.
    [[nodiscard]] std::vector<Range> split(Range in, std::string_view separator = ",") const;
    [[nodiscard]] std::string spell(Range in) const; // tokens joined with single blanks where the source has some
    /// True when a comment on one of the lines [first, last] contains the word, whatever the case.
    [[nodiscard]] bool hasComment(int first, int last, std::string_view word) const;

private:
    friend class ScriptParser;
    friend class PythonParser;
    friend class CppParser;

    [[nodiscard]] bool endsScriptStatement(int i) const;
    void addBlocks();
    void addBlock(int i);
    void index();

    Language m_language;
    Lexed m_lexed;
    std::vector<Function> m_functions;
    std::vector<Class> m_classes;
    std::vector<Block> m_blocks;
    std::vector<int> m_functionOf; // by token
    std::vector<int> m_classOf;
    std::vector<int> m_blockFrom;
    std::vector<int> m_around;
    std::vector<std::pair<int, int>> m_declared; // start and end of classes and named functions, for statements()
};

} // namespace skep::checks
