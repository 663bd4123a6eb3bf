// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/writer.h"

#include <array>
#include <charconv>

namespace skep::wire {
namespace {

constexpr auto kNeedsEscape = [] {
    std::array<bool, 256> table{};
    for (int i = 0; i < 0x20; ++i)
        table[static_cast<std::size_t>(i)] = true;
    table['"'] = true;
    table['\\'] = true;
    return table;
}();

void appendEscape(std::string &out, char c)
{
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u00";
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
}

} // namespace

void JsonWriter::text(std::string_view value)
{
    comma();
    m_out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!kNeedsEscape[static_cast<unsigned char>(value[i])])
            continue;
        m_out += value.substr(from, i - from);
        appendEscape(m_out, value[i]);
        from = i + 1;
    }
    m_out += value.substr(from);
    m_out += '"';
}

void JsonWriter::number(std::int64_t value)
{
    comma();
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    m_out.append(digits.data(), end);
}

void JsonWriter::real(double value)
{
    comma();
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    m_out.append(digits.data(), end);
}

} // namespace skep::wire
