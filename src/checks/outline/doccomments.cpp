// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/outline/outline.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Licences, switches for tools and lines of signs tell nothing about the code.
bool saysNothing(std::string_view line)
{
    constexpr std::array kTools{"SPDX-"sv, "eslint"sv, "prettier"sv, "clang-format"sv, "NOLINT"sv, "noqa"sv, "pylint"sv, "type: ignore"sv, "@ts-"sv, "istanbul"sv, "mypy"sv, "-*-"sv, "vim:"sv, "<reference"sv, "#!/"sv};
    if (std::any_of(kTools.begin(), kTools.end(), [&](std::string_view tool) { return line.find(tool) != std::string_view::npos; }))
        return true;
    return !line.empty() && line.find_first_not_of("-=*#/~_ ") == std::string_view::npos;
}

bool isLicence(std::string_view text)
{
    for (const auto word : {"SPDX-"sv, "Copyright"sv, "copyright"sv, "Licensed under"sv, "License:"sv, "Permission is hereby"sv}) {
        if (text.find(word) != std::string_view::npos)
            return true;
    }
    return false;
}

/// One line of a comment without its marker.
std::string_view unmarked(std::string_view line, bool isBlock)
{
    auto text = line;
    const auto first = text.find_first_not_of(" \t");
    text.remove_prefix(first == std::string_view::npos ? text.size() : first);
    for (const auto mark : {"/**<"sv, "/*!"sv, "/**"sv, "/*"sv, "///<"sv, "//!<"sv, "///"sv, "//!"sv, "//"sv, "#:"sv, "#!"sv, "#"sv}) {
        if (text.starts_with(mark) && !(isBlock && mark[0] == '#')) {
            text.remove_prefix(mark.size());
            return !text.empty() && text.front() == ' ' ? text.substr(1) : text;
        }
    }
    if (isBlock && text.starts_with("*") && !text.starts_with("**")) {
        text.remove_prefix(1);
        return !text.empty() && text.front() == ' ' ? text.substr(1) : text;
    }
    return isBlock ? text : line;
}

} // namespace

std::string DocComments::clean(std::string_view comment)
{
    const bool isBlock = trimmed(comment).starts_with("/*");
    if (isBlock && comment.ends_with("*/"))
        comment.remove_suffix(2);
    std::string out;
    while (!comment.empty()) {
        const auto end = std::min(comment.find('\n'), comment.size());
        auto line = unmarked(comment.substr(0, end), isBlock);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
            line.remove_suffix(1);
        comment.remove_prefix(std::min(end + 1, comment.size()));
        if (saysNothing(line))
            continue;
        out += line;
        out += '\n';
    }
    return std::string(trimmed(out));
}

std::size_t DocComments::firstOfRun(std::size_t last) const
{
    const auto &comments = m_unit.comments();
    if (comments[last].text.starts_with("/*"))
        return last;
    auto first = last;
    while (first > 0 && comments[first - 1].isAlone && !comments[first - 1].text.starts_with("/*") && comments[first - 1].lastLine + 1 == comments[first].line)
        --first;
    return first;
}

std::string DocComments::joined(std::size_t first, std::size_t last) const
{
    std::string text;
    for (auto n = first; n <= last; ++n) {
        text += m_unit.comments()[n].text;
        text += '\n';
    }
    return isLicence(text) ? std::string() : clean(text.substr(0, text.size() - 1));
}

std::string DocComments::above(int line) const
{
    const auto &comments = m_unit.comments();
    for (std::size_t n = comments.size(); n-- > 0;) {
        if (comments[n].lastLine == line - 1 && comments[n].isAlone)
            return joined(firstOfRun(n), n);
    }
    return {};
}

std::string DocComments::behind(int line) const
{
    for (const Comment &comment : m_unit.comments()) {
        if (comment.line == line && !comment.isAlone && (comment.text.starts_with("///<") || comment.text.starts_with("//!<") || comment.text.starts_with("/**<") || comment.text.starts_with("// ") || comment.text.starts_with("///")))
            return clean(comment.text);
    }
    return {};
}

std::string DocComments::ofFile() const
{
    const auto &comments = m_unit.comments();
    const int firstCode = m_unit.size() > 0 ? m_unit.line(0) : 1 << 30;
    for (std::size_t n = 0; n < comments.size() && comments[n].lastLine < firstCode; ++n) {
        auto last = n;
        if (!comments[n].text.starts_with("/*")) {
            while (last + 1 < comments.size() && comments[last + 1].line == comments[last].lastLine + 1 && comments[last + 1].isAlone && !comments[last + 1].text.starts_with("/*"))
                ++last;
        }
        const auto text = joined(n, last);
        const bool isNext = comments[last].lastLine + 1 == firstCode;
        const bool isImport = m_unit.is(0, "import") || m_unit.is(0, "from") || (m_unit.is(0, "const") && m_unit.is(3, "require")) || m_unit[0].kind == Tok::String;
        const bool isTagged = text.find("@file") != std::string::npos || text.find("@module") != std::string::npos || text.find("\\file") != std::string::npos || text.find("@fileoverview") != std::string::npos;
        bool isAboveDirective = false;
        for (const Token &directive : m_unit.directives())
            isAboveDirective = isAboveDirective || (directive.line > comments[last].lastLine && directive.line < firstCode);
        if (!text.empty() && (!isNext || isImport || isTagged || isAboveDirective))
            return text;
        n = last;
    }
    return {};
}

std::string signatureOf(const Unit &unit, Range in)
{
    constexpr std::size_t kLengthMax = 300;
    std::string text = unit.spell(in);
    if (text.size() > kLengthMax) {
        auto end = kLengthMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        text.resize(end);
        text += " ...";
    }
    return text;
}

} // namespace skep::checks
