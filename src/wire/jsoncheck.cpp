// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/jsoncheck.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace skep::wire {
namespace {

// Bytes that end the fast run through a text: quote, backslash, control characters. The word test looks at eight
// bytes at once (the classic "has a byte less than / equal to" bit tricks).
constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighs = 0x8080808080808080ULL;

constexpr std::uint64_t zeroBytes(std::uint64_t w) { return (w - kOnes) & ~w & kHighs; }

// The high bit of each byte that ends a run; exact up to the first, which is all that is asked.
std::uint64_t endsOfRun(std::uint64_t w)
{
    const std::uint64_t control = (w - kOnes * 0x20) & ~w & kHighs;
    return zeroBytes(w ^ (kOnes * '"')) | zeroBytes(w ^ (kOnes * '\\')) | control;
}

class Scanner
{
public:
    Scanner(std::string_view json, int depthMax) : m_at(json.data()), m_end(json.data() + json.size()), m_depthMax(depthMax) {}

    JsonKind run()
    {
        space();
        const JsonKind kind = kindHere();
        if (kind == JsonKind::Invalid || !value())
            return m_tooDeep ? JsonKind::TooDeep : JsonKind::Invalid;
        space();
        return m_at == m_end ? kind : JsonKind::Invalid;
    }

private:
    [[nodiscard]] bool has() const { return m_at != m_end; }
    bool eat(char c)
    {
        if (!has() || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    void space()
    {
        // Compact JSON has none, and all white space is below '!'.
        if (has() && static_cast<unsigned char>(*m_at) > ' ')
            return;
        while (has() && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    [[nodiscard]] JsonKind kindHere() const
    {
        if (!has())
            return JsonKind::Invalid;
        switch (*m_at) {
        case '{': return JsonKind::Object;
        case '[': return JsonKind::Array;
        case '"': return JsonKind::Text;
        case 't': case 'f': case 'n': return JsonKind::Literal;
        default: return JsonKind::Number; // number() refuses what is none
        }
    }

    // One value. Containers are kept as bits on m_open (1: object), so depth costs no stack.
    bool value()
    {
        int depth = 0;
        for (;;) {
            space();
            if (!has())
                return false;
            if (*m_at == '{' || *m_at == '[') {
                if (++depth > m_depthMax) {
                    m_tooDeep = true;
                    return false;
                }
                const bool isObject = *m_at++ == '{';
                m_open = (m_open << 1) | (isObject ? 1U : 0U);
                space();
                if (!eat(isObject ? '}' : ']')) {
                    if (isObject && !name())
                        return false;
                    continue;
                }
                m_open >>= 1;
                --depth;
            } else if (!scalar()) {
                return false;
            }
            // After a value: close what ends here, or go on to the next member.
            for (;;) {
                if (depth == 0)
                    return true;
                space();
                const bool isObject = (m_open & 1U) != 0;
                if (eat(',')) {
                    space();
                    if (isObject && !name())
                        return false;
                    break;
                }
                if (!eat(isObject ? '}' : ']'))
                    return false;
                m_open >>= 1;
                --depth;
            }
        }
    }

    bool name()
    {
        if (!text())
            return false;
        space();
        return eat(':');
    }

    bool scalar()
    {
        switch (*m_at) {
        case '"': return text();
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        default: return number();
        }
    }

    bool literal(std::string_view word)
    {
        if (static_cast<std::size_t>(m_end - m_at) < word.size() || std::memcmp(m_at, word.data(), word.size()) != 0)
            return false;
        m_at += word.size();
        return true;
    }

    bool digits()
    {
        const char *const start = m_at;
        while (has() && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        return m_at != start;
    }

    bool number()
    {
        eat('-');
        if (!eat('0') && !digits())
            return false;
        if (eat('.') && !digits())
            return false;
        if (has() && (*m_at == 'e' || *m_at == 'E')) {
            ++m_at;
            if (has() && (*m_at == '+' || *m_at == '-'))
                ++m_at;
            return digits();
        }
        return true;
    }

    bool text()
    {
        if (!eat('"'))
            return false;
        for (;;) {
            skipPlain();
            if (!has() || static_cast<unsigned char>(*m_at) < 0x20)
                return false;
            const char c = *m_at++;
            if (c == '"')
                return true;
            if (c == '\\' && !escape())
                return false;
        }
    }

    void skipPlain()
    {
        if constexpr (std::endian::native == std::endian::little) {
            while (m_end - m_at >= 8) {
                std::uint64_t word = 0;
                std::memcpy(&word, m_at, 8);
                if (const std::uint64_t ends = endsOfRun(word); ends != 0) {
                    m_at += std::countr_zero(ends) / 8;
                    return;
                }
                m_at += 8;
            }
        }
    }

    bool escape()
    {
        if (!has())
            return false;
        const char c = *m_at++;
        if (c != 'u')
            return std::strchr("\"\\/bfnrt", c) != nullptr && c != '\0';
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char h = has() ? *m_at : 'x';
            if (!((h >= '0' && h <= '9') || (h >= 'a' && h <= 'f') || (h >= 'A' && h <= 'F')))
                return false;
        }
        return true;
    }

    const char *m_at;
    const char *m_end;
    int m_depthMax; // at most 64, the bits of m_open
    std::uint64_t m_open = 0;
    bool m_tooDeep = false;
};

} // namespace

JsonKind checkJson(std::string_view json, int depthMax)
{
    return Scanner(json, depthMax < 64 ? depthMax : 64).run();
}

} // namespace skep::wire
