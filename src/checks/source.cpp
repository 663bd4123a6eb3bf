// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/source.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace skep::checks {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 22> kEndings{{
    {"js", "javascript"}, {"mjs", "javascript"}, {"cjs", "javascript"}, {"jsx", "javascript"},
    {"ts", "typescript"}, {"mts", "typescript"}, {"cts", "typescript"}, {"tsx", "typescript"},
    {"py", "python"},     {"pyi", "python"},     {"pyw", "python"},     {"cpp", "cpp"},
    {"cc", "cpp"},        {"cxx", "cpp"},        {"c", "cpp"},          {"h", "cpp"},
    {"hpp", "cpp"},       {"hh", "cpp"},         {"hxx", "cpp"},        {"ipp", "cpp"},
    {"inl", "cpp"},       {"c++", "cpp"},
}};

std::string_view languageOfEnding(std::string ending)
{
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto it = std::find_if(kEndings.begin(), kEndings.end(), [&](const Pair &p) { return p.first == ending; });
    return it == kEndings.end() ? std::string_view() : it->second;
}

} // namespace

std::string_view languageOf(std::string_view path)
{
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos)
        return {};
    return languageOfEnding(std::string(path.substr(dot + 1)));
}

std::string_view languageOf(const SourceFile &file)
{
    if (file.language.empty())
        return languageOf(std::string_view(file.path));
    for (const std::string_view known : {"javascript", "typescript", "python", "cpp"}) {
        if (file.language == known)
            return known;
    }
    return languageOfEnding(file.language);
}

int countLines(std::string_view text)
{
    const auto breaks = std::count(text.begin(), text.end(), '\n');
    return static_cast<int>(breaks) + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

} // namespace skep::checks
