// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/unit.h"

#include <algorithm>
#include <array>

// Blocks of the languages with braces.
namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kWords{"if"sv, "else"sv, "for"sv, "while"sv, "do"sv, "switch"sv, "try"sv, "catch"sv, "finally"sv};

} // namespace

void Unit::addBlocks()
{
    for (int i = 0; i < size(); ++i) {
        const Token &token = (*this)[i];
        if (token.kind != Tok::Ident || std::find(kWords.begin(), kWords.end(), token.text) == kWords.end())
            continue;
        const bool isMember = is(i - 1, ".") || is(i - 1, "?.") || (isScript() && is(i + 1, ":"));
        if (!isMember)
            addBlock(i);
    }
    // A body without braces ends where the blocks in it end; inner ones come later, so go backwards.
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend(); ++block) {
        if (block->body.begin < size() && is(block->body.begin, "{") && block->end > block->body.end)
            continue;
        const auto inner = std::find_if(m_blocks.begin(), m_blocks.end(),
                                        [&](const Block &b) { return b.start == block->body.begin; });
        if (inner == m_blocks.end() || is(block->body.begin - 1, "{"))
            continue;
        int end = inner->end;
        for (auto next = inner; next != m_blocks.end(); ++next) { // else of the inner if
            if (next->start == end && (next->word == "else" || next->word == "elif" || next->word == "catch" || next->word == "finally"))
                end = next->end;
        }
        block->body.end = end;
        block->end = end;
    }
    for (std::size_t n = 0; n < m_blocks.size(); ++n) {
        Block &block = m_blocks[n];
        if (block.word != "else" && block.word != "elif" && block.word != "catch" && block.word != "finally")
            continue;
        for (std::size_t k = n; k-- > 0;) {
            if (m_blocks[k].end == block.start) {
                block.before = static_cast<int>(k);
                break;
            }
        }
    }
}

void Unit::addBlock(int i)
{
    Block block;
    block.word = text(i);
    block.start = i;
    int next = i + 1;
    if (is(i, "else") && is(next, "if")) {
        block.word = "elif";
        ++next;
    } else if (is(i, "if") && is(i - 1, "else")) {
        return; // part of the "else if"
    }
    if (is(next, "await") || is(next, "constexpr") || is(next, "consteval"))
        ++next;
    if (is(next, "(") && isOpen(next)) {
        block.head = {next + 1, closing(next)};
        next = closing(next) + 1;
    } else if (block.word != "else" && block.word != "do" && block.word != "try" && block.word != "finally"
               && !(block.word == "catch" && is(next, "{"))) {
        return;
    }
    if (is(next, "{") && isOpen(next)) {
        block.body = {next + 1, closing(next)};
        block.end = closing(next) + 1;
    } else if (block.word == "try" || block.word == "finally" || block.word == "catch") {
        return;
    } else {
        const int end = statementEnd(next);
        block.body = {next, end};
        block.end = is(end, ";") ? end + 1 : end;
    }
    if (block.word == "while" && is(next, ";") && is(i - 1, "}")) // the end of a do
        return;
    m_blocks.push_back(block);
}

} // namespace skep::checks
