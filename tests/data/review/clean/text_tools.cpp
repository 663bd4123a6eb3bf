// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace text {

/// Looks like code and is none: eval(x), strcpy(a, b), "SELECT * FROM t WHERE id = " + id.
constexpr std::string_view kExample = R"sql(
    SELECT name FROM users WHERE id = '" + id + "';
    delete[] p; delete p;
)sql";

std::vector<std::string_view> split(std::string_view line, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = line.find(separator);
        parts.push_back(line.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        line.remove_prefix(end + 1);
    }
}

/// A view of a member or a literal stays valid.
class Names
{
public:
    explicit Names(std::vector<std::string> names)
        : m_names(std::move(names))
    {
    }
    std::string_view first() const { return m_names.empty() ? std::string_view("none") : std::string_view(m_names.front()); }
    const std::string &at(std::size_t i) const { return m_names.at(i); }
    void removeShort(std::size_t length)
    {
        m_names.erase(std::remove_if(m_names.begin(), m_names.end(), [length](const std::string &name) { return name.size() < length; }),
                      m_names.end());
    }

private:
    std::vector<std::string> m_names;
};

bool parse(std::string_view digits, int &value)
{
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
}

std::string readAll(const char *path)
{
    const std::unique_ptr<FILE, int (*)(FILE *)> file(std::fopen(path, "rb"), &std::fclose);
    if (!file)
        return {};
    std::string all;
    std::array<char, 4096> part;
    std::size_t got = 0;
    while ((got = std::fread(part.data(), 1, part.size(), file.get())) > 0)
        all.append(part.data(), got);
    return all;
}

double share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.insert(0, width - text.size(), ' ');
    return text;
}

void copyName(char (&field)[32], const std::string &name)
{
    std::snprintf(field, sizeof(field), "%s", name.c_str());
}

} // namespace text
