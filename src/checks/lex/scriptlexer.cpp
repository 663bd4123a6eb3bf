// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/lex/languages.h"
#include "checks/lex/scanner.h"

#include <algorithm>
#include <array>
#include <string>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kScriptLong{">>>="sv, "..."sv, "==="sv, "!=="sv, "**="sv, "<<="sv, ">>="sv, ">>>"sv, "&&="sv, "||="sv,
                           "?\?="sv, "=>"sv,  "=="sv,  "!="sv,  "<="sv,  ">="sv,  "&&"sv,  "||"sv,  "??"sv,  "?."sv,
                           "++"sv,   "--"sv,  "+="sv,  "-="sv,  "*="sv,  "/="sv,  "%="sv,  "&="sv,  "|="sv,  "^="sv,
                           "<<"sv,   ">>"sv,  "**"sv};

// After these a slash begins a regular expression and a "<" an element, after other names a division or comparison.
constexpr std::array kBeforeExpression{"return"sv, "typeof"sv, "case"sv, "in"sv,    "of"sv,    "delete"sv, "void"sv,
                                       "throw"sv,  "new"sv,    "else"sv, "do"sv,    "await"sv, "yield"sv,  "default"sv};

class ScriptLexer final : public Scanner
{
public:
    ScriptLexer(std::string_view text, bool hasTypes) : Scanner(text), m_hasTypes(hasTypes) {}

    Lexed run()
    {
        if (looksAt("#!"))
            lineComment();
        code(0);
        return finish();
    }

private:
    static constexpr int kDepthMax = 64; // of templates and elements within each other

    void code(int depth);
    void one(int depth);
    void lineComment();
    void blockComment();
    void string(char quote);
    void templateLiteral(int depth);
    void regex();
    bool element(int depth);
    void attributes(int depth);
    void children(int depth);
    void jsxText(std::size_t begin, int line, int column);
    [[nodiscard]] bool isExpressionNext() const;
    [[nodiscard]] bool isElementNext() const;

    const bool m_hasTypes;
};

/// Reads until the end, or until the bracket that closes a substitution.
void ScriptLexer::code(int depth)
{
    int braces = 0;
    while (!isDone()) {
        if (depth > 0 && at() == '}' && braces == 0)
            return;
        if (at() == '{')
            ++braces;
        else if (at() == '}')
            --braces;
        one(depth);
    }
}

void ScriptLexer::one(int depth)
{
    const char c = at();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        skip(1);
    else if (looksAt("//"))
        lineComment();
    else if (looksAt("/*"))
        blockComment();
    else if (c == '"' || c == '\'')
        string(c);
    else if (c == '`')
        templateLiteral(depth);
    else if (isNameStart(c) || (c == '#' && isNameStart(at(1))))
        c == '#' ? (m_at += 1, name()) : name();
    else if (isDigit(c) || (c == '.' && isDigit(at(1))))
        number();
    else if (c == '/' && isExpressionNext())
        regex();
    else if (c == '<' && isElementNext() && element(depth))
        return;
    else if (c == '?' && at(1) == '.' && isDigit(at(2)))
        punct({});
    else
        punct(kScriptLong);
}

bool ScriptLexer::isExpressionNext() const
{
    const Token *before = last();
    if (!before)
        return true;
    switch (before->kind) {
    case Tok::Ident:
        return std::find(kBeforeExpression.begin(), kBeforeExpression.end(), before->text) != kBeforeExpression.end();
    case Tok::Punct:
        if (before->text == "}")
            return m_isLineStart;
        return before->text != ")" && before->text != "]" && before->text != "++" && before->text != "--";
    default:
        return false;
    }
}

bool ScriptLexer::isElementNext() const
{
    if (!(isNameStart(at(1)) || at(1) == '>') || !isExpressionNext())
        return false;
    if (!m_hasTypes)
        return true;
    // In TypeScript `<T>(x: T) => x` and `<T>value` stand in the same place: an element ends or goes on otherwise.
    std::size_t i = m_at + 1;
    while (i < m_end && (isNamePart(m_text[i]) || m_text[i] == '.'))
        ++i;
    if (i >= m_end || m_text[i] == ',' || m_text.substr(i, 8) == " extends")
        return false;
    if (m_text[i] == '>') {
        const auto tag = m_text.substr(m_at + 1, i - m_at - 1);
        return m_text.find("</" + std::string(tag) + ">", i) != std::string_view::npos;
    }
    return m_text[i] == ' ' || m_text[i] == '\n' || m_text[i] == '/';
}

void ScriptLexer::lineComment()
{
    const auto begin = m_at;
    const bool isAlone = m_isLineStart;
    while (!isDone() && at() != '\n')
        ++m_at;
    comment(begin, m_line, isAlone);
}

void ScriptLexer::blockComment()
{
    const auto begin = m_at;
    const int line = m_line;
    const bool isAlone = m_isLineStart;
    const auto end = m_text.find("*/", m_at + 2);
    skipTo(end == std::string_view::npos ? m_end : end + 2);
    comment(begin, line, isAlone);
}

void ScriptLexer::string(char quote)
{
    const auto begin = m_at;
    const int line = m_line;
    const int startColumn = column();
    skip(1);
    while (!isDone() && at() != quote && at() != '\n')
        skip(at() == '\\' ? 2 : 1);
    if (at() == quote)
        skip(1);
    emit(Tok::String, begin, line, startColumn);
}

void ScriptLexer::templateLiteral(int depth)
{
    auto begin = m_at;
    int line = m_line;
    int startColumn = column();
    skip(1);
    while (!isDone() && at() != '`') {
        if (at() == '\\') {
            skip(2);
        } else if (looksAt("${") && depth < kDepthMax) {
            emit(Tok::Template, begin, line, startColumn);
            emitBracket("${");
            skip(2);
            code(depth + 1);
            emitBracket("}");
            skip(1);
            begin = m_at;
            line = m_line;
            startColumn = column();
        } else {
            skip(1);
        }
    }
    skip(1);
    emit(Tok::Template, begin, line, startColumn);
}

void ScriptLexer::regex()
{
    const auto begin = m_at;
    const int startColumn = column();
    bool inClass = false;
    skip(1);
    while (!isDone() && at() != '\n' && (inClass || at() != '/')) {
        if (at() == '[')
            inClass = true;
        else if (at() == ']')
            inClass = false;
        skip(at() == '\\' ? 2 : 1);
    }
    if (at() == '/')
        skip(1);
    while (isNamePart(at()))
        skip(1);
    emit(Tok::Regex, begin, m_line, startColumn);
}

/// An element with its children. False, and nothing read, when it turns out to be none.
bool ScriptLexer::element(int depth)
{
    if (depth >= kDepthMax)
        return false;
    const auto begin = m_at;
    const int startColumn = column();
    skip(1);
    emit(Tok::Jsx, begin, m_line, startColumn);
    if (isNameStart(at())) { // a component's name is a use of a variable, a tag's is not
        const bool isComponent = at() >= 'A' && at() <= 'Z';
        name();
        if (!isComponent)
            m_out.tokens.back().kind = Tok::Jsx;
    }
    attributes(depth);
    if (looksAt("/>")) {
        skip(2);
    } else if (at() == '>') {
        skip(1);
        children(depth);
    }
    m_out.tokens.push_back({Tok::Jsx, ">", m_line, column(), -1, false});
    return true;
}

void ScriptLexer::attributes(int depth)
{
    while (!isDone() && at() != '>' && !looksAt("/>")) {
        const char c = at();
        if (c == '{') {
            emitBracket("{");
            skip(1);
            code(depth + 1);
            emitBracket("}");
            skip(1);
        } else if (isNameStart(c)) {
            name();
            m_out.tokens.back().kind = Tok::Jsx;
        } else if (c == '"' || c == '\'') {
            string(c);
        } else {
            skip(1);
        }
    }
}

void ScriptLexer::children(int depth)
{
    auto begin = m_at;
    int line = m_line;
    int startColumn = column();
    const auto restart = [&] {
        begin = m_at;
        line = m_line;
        startColumn = column();
    };
    while (!isDone()) {
        if (looksAt("</")) {
            jsxText(begin, line, startColumn);
            while (!isDone() && at() != '>')
                skip(1);
            skip(1);
            return;
        }
        if (at() == '{') {
            jsxText(begin, line, startColumn);
            emitBracket("{");
            skip(1);
            code(depth + 1);
            emitBracket("}");
            skip(1);
            restart();
        } else if (at() == '<' && (isNameStart(at(1)) || at(1) == '>') && depth + 1 < kDepthMax) {
            jsxText(begin, line, startColumn);
            element(depth + 1);
            restart();
        } else {
            skip(1);
        }
    }
}

void ScriptLexer::jsxText(std::size_t begin, int line, int column)
{
    if (m_at > begin)
        emit(Tok::Jsx, begin, line, column);
}

} // namespace

Lexed lexScript(std::string_view text, bool hasTypes)
{
    return ScriptLexer(text, hasTypes).run();
}

} // namespace skep::checks
