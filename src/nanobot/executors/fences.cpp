// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/fences.h"

#include <algorithm>
#include <cctype>

namespace skep::nanobot {
namespace {

constexpr std::size_t kFilesMax = 64;
constexpr std::size_t kBlockPathBytesMax = 200;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

/// The number of backticks or tildes a fence line begins with; 0 for other lines.
std::size_t fenceLength(std::string_view line)
{
    const std::string_view text = trimmed(line);
    if (text.empty() || (text.front() != '`' && text.front() != '~'))
        return 0;
    const std::size_t n = std::min(text.find_first_not_of(text.front()), text.size());
    return n >= 3 ? n : 0;
}

/// "**src/a.py**:", "`src/a.py`", "File: src/a.py" -> src/a.py; empty when it does not look like a path.
std::string_view pathIn(std::string_view line)
{
    if (const std::size_t tick = line.find('`'); tick != std::string_view::npos) {
        const std::size_t end = line.find('`', tick + 1);
        line = end == std::string_view::npos ? std::string_view{} : line.substr(tick + 1, end - tick - 1);
    } else if (const std::size_t space = trimmed(line).find_last_of(" \t"); space != std::string_view::npos) {
        line = trimmed(line).substr(space + 1);
    }
    const auto isFrame = [](char c) { return c == '*' || c == '#' || c == ':' || c == ' ' || c == '"'; };
    while (!line.empty() && isFrame(line.front()))
        line.remove_prefix(1);
    while (!line.empty() && isFrame(line.back()))
        line.remove_suffix(1);
    const bool looksLikeFile
        = line.find('.') != std::string_view::npos && line.find(' ') == std::string_view::npos && line.back() != '.';
    return looksLikeFile && isCleanPath(line) ? line : std::string_view{};
}

CodeFile headOf(std::string_view fenceLine, std::string_view lineAbove, std::size_t number)
{
    std::string_view info = trimmed(fenceLine);
    info.remove_prefix(fenceLength(info));
    info = trimmed(info);
    CodeFile file;
    const std::size_t space = info.find_first_of(" \t");
    file.language = std::string(info.substr(0, space));
    std::string_view path = space == std::string_view::npos ? std::string_view{} : trimmed(info.substr(space));
    for (const std::string_view prefix : {"path=", "file=", "title="})
        if (path.starts_with(prefix))
            path.remove_prefix(prefix.size());
    path = pathIn(path);
    if (path.empty())
        path = pathIn(lineAbove);
    file.path = path.empty() ? "snippet-" + std::to_string(number) : std::string(path);
    return file;
}

} // namespace

bool isCleanPath(std::string_view path)
{
    if (path.empty() || path.size() > kBlockPathBytesMax || path.front() == '/')
        return false;
    for (const char c : path)
        if (c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20)
            return false;
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..")
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

std::vector<CodeFile> codeFiles(std::string_view markdown)
{
    std::vector<CodeFile> files;
    std::string_view above;
    std::size_t open = 0; // length of the open fence
    while (!markdown.empty() && files.size() <= kFilesMax) {
        const std::size_t end = markdown.find('\n');
        std::string_view line = markdown.substr(0, end);
        markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);

        const std::size_t fence = fenceLength(line);
        if (open == 0 && fence > 0) {
            files.push_back(headOf(line, above, files.size() + 1));
            open = fence;
        } else if (open > 0 && fence >= open && trimmed(line).size() == fence) {
            open = 0;
            above = {};
        } else if (open > 0) {
            files.back().text.append(line).append("\n");
        } else if (!trimmed(line).empty()) {
            above = line;
        }
    }
    if (files.size() > kFilesMax)
        files.resize(kFilesMax);
    return files;
}

} // namespace skep::nanobot
