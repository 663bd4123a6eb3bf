// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/parsers.h"

#include <array>
#include <utility>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kBlocks{{
    {"if", "if"},
    {"elif", "elif"},
    {"else", "else"},
    {"for", "for"},
    {"while", "while"},
    {"try", "try"},
    {"except", "catch"},
    {"finally", "finally"},
    {"with", "with"},
    {"match", "match"},
    {"case", "case"},
}};

} // namespace

void PythonParser::run()
{
    Line line{0, 0, 0};
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit[i].kind != Tok::Newline)
            continue;
        line.end = i;
        line.indent = m_unit[line.begin].column;
        m_lines.push_back(line);
        line.begin = i + 1;
    }
    for (std::size_t n = 0; n < m_lines.size(); ++n)
        header(n);
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "lambda"))
            lambda(i);
    }
}

/// The colon that ends a header; those of lambdas do not.
int PythonParser::colonOf(int from, int lineEnd) const
{
    int lambdas = 0;
    for (int i = from; i < lineEnd; ++i) {
        if (m_unit.is(i, "lambda"))
            ++lambdas;
        else if (m_unit.is(i, ":") && lambdas-- <= 0)
            return i;
        else
            i = m_unit.closing(i);
    }
    return -1;
}

int PythonParser::suiteEnd(std::size_t line) const
{
    auto next = line + 1;
    while (next < m_lines.size() && m_lines[next].indent > m_lines[line].indent)
        ++next;
    return m_lines[next - 1].end + 1;
}

void PythonParser::header(std::size_t n)
{
    const Line &line = m_lines[n];
    int word = line.begin;
    if (m_unit.is(word, "async"))
        ++word;
    if (m_unit[word].kind != Tok::Ident)
        return;
    const int colon = colonOf(word + 1, line.end);
    if (colon < 0)
        return;
    const Range body{colon + 1 < line.end ? colon + 1 : line.end + 1, colon + 1 < line.end ? line.end + 1 : suiteEnd(n)};
    if (body.isEmpty())
        return;
    if (m_unit.is(word, "def"))
        return function(line.begin, word, colon, body);
    if (m_unit.is(word, "class")) {
        Class made;
        made.start = line.begin;
        made.name = word + 1;
        if (m_unit.is(word + 2, "("))
            made.bases = {word + 3, m_unit.closing(word + 2)};
        made.body = body;
        m_unit.m_classes.push_back(made);
        return;
    }
    const bool isSoft = m_unit.is(word, "match") || m_unit.is(word, "case");
    if (isSoft && (colon + 1 < line.end || m_unit.is(word + 1, "=") || m_unit.is(word + 1, ".") || m_unit.is(word + 1, ":")))
        return;
    for (const auto &[spelling, meaning] : kBlocks) {
        if (m_unit.is(word, spelling))
            return addBlock(meaning, line.begin, word + 1, colon, body);
    }
}

void PythonParser::addBlock(std::string_view word, int start, int headBegin, int colon, Range body)
{
    Block block;
    block.word = word;
    block.start = start;
    block.head = {headBegin, colon};
    block.body = body;
    block.end = body.end;
    if (word == "else" || word == "elif" || word == "catch" || word == "finally") {
        for (std::size_t k = m_unit.m_blocks.size(); k-- > 0;) {
            if (m_unit.m_blocks[k].end == start && m_unit[m_unit.m_blocks[k].start].column == m_unit[start].column) {
                block.before = static_cast<int>(k);
                break;
            }
        }
    }
    m_unit.m_blocks.push_back(block);
}

void PythonParser::function(int start, int def, int colon, Range body)
{
    Function made;
    made.start = start;
    made.name = def + 1;
    made.open = def + 2;
    while (made.open < colon && !m_unit.is(made.open, "("))
        ++made.open;
    made.close = m_unit.closing(made.open);
    made.body = body;
    made.isAsync = m_unit.is(start, "async");
    for (const Range &param : m_unit.split({made.open + 1, made.close})) {
        int i = param.begin;
        while (i < param.end && (m_unit.is(i, "*") || m_unit.is(i, "**")))
            ++i;
        if (i < param.end && m_unit.isName(i))
            made.params.push_back(i);
    }
    for (int i = body.begin; i < body.end; ++i)
        made.isGenerator = made.isGenerator || m_unit.is(i, "yield");
    m_unit.m_functions.push_back(std::move(made));
}

void PythonParser::lambda(int i)
{
    Function made;
    made.start = i;
    made.isArrow = made.isExpression = true;
    int colon = i + 1;
    while (colon < m_unit.size() && !m_unit.is(colon, ":") && m_unit[colon].kind != Tok::Newline)
        colon = m_unit.closing(colon) + 1;
    for (const Range &param : m_unit.split({i + 1, colon})) {
        const int name = m_unit.is(param.begin, "*") || m_unit.is(param.begin, "**") ? param.begin + 1 : param.begin;
        if (name < param.end)
            made.params.push_back(name);
    }
    int end = colon + 1;
    while (end < m_unit.size() && !m_unit.is(end, ",") && m_unit[end].kind != Tok::Newline
           && !(m_unit[end].match >= 0 && m_unit[end].match < end))
        end = m_unit.closing(end) + 1;
    made.body = {colon + 1, end};
    if (!made.body.isEmpty())
        m_unit.m_functions.push_back(std::move(made));
}

} // namespace skep::checks
