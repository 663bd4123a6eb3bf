// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/outline/docstring.h"

#include <algorithm>
#include <vector>

namespace skep::checks {

std::string cleanDocstring(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (true) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    std::size_t margin = std::string_view::npos;
    for (std::size_t n = 1; n < lines.size(); ++n)
        margin = std::min(margin, lines[n].find_first_not_of(" \t\r"));
    std::string out;
    for (std::size_t n = 0; n < lines.size(); ++n) {
        auto line = lines[n];
        line.remove_prefix(n == 0 ? std::min(line.find_first_not_of(" \t"), line.size()) : std::min(margin, line.size()));
        const auto last = line.find_last_not_of(" \t\r");
        out += last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
        out += '\n';
    }
    const auto first = out.find_first_not_of('\n');
    if (first == std::string::npos)
        return {};
    return out.substr(first, out.find_last_not_of('\n') - first + 1);
}

} // namespace skep::checks
