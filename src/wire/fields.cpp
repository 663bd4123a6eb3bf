// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/fields_p.h"

#include "wire/jsoncheck.h"

#include <algorithm>
#include <cstring>

namespace skep::wire {
namespace {

constexpr std::size_t kKeepBytes = 1024 * 1024; // a common frame takes three times its size while it is converted; larger ones are given back
constexpr std::size_t kStartBytes = 16 * 1024;

char first(od::value &v)
{
    const std::string_view token = v.raw_json_token();
    return token.empty() ? '\0' : token.front();
}

// The bytes of any value; nothing where the brackets do not close.
bool slice(od::value &v, std::string_view &out)
{
    switch (first(v)) {
    case '{': {
        od::object o;
        return !v.get_object().get(o) && !o.raw_json().get(out);
    }
    case '[': {
        od::array a;
        return !v.get_array().get(a) && !a.raw_json().get(out);
    }
    default: out = v.raw_json_token(); return true;
    }
}

} // namespace

bool FieldReader::fault(ErrorCode code, std::int64_t limit, std::string detail)
{
    return faultAt(m_field, code, limit, std::move(detail));
}

bool FieldReader::faultAt(std::string_view field, ErrorCode code, std::int64_t limit, std::string detail)
{
    m_error = Error{code, std::string(field), limit, std::move(detail)};
    return false;
}

bool FieldReader::broken()
{
    m_isBroken = true;
    return faultAt({}, ErrorCode::BadFrame, 0, "not JSON");
}

bool FieldReader::mistyped(od::value &)
{
    return fault(ErrorCode::WrongType);
}

bool FieldReader::isNull(od::value &v)
{
    return first(v) == 'n';
}

bool FieldReader::keyOf(od::field &f, std::string_view &key)
{
    const char *const start = f.key().raw();
    const char *at = start;
    while (*at != '"' && *at != '\\')
        ++at;
    if (*at == '"') {
        key = {start, static_cast<std::size_t>(at - start)};
        return true;
    }
    return !f.unescaped_key().get(key);
}

std::size_t FieldReader::find(Names names, std::string_view key, std::size_t hint)
{
    // Writers keep an order, so the next name is nearly always the next field.
    for (std::size_t i = hint; i < names.size(); ++i)
        if (names[i] == key)
            return i;
    for (std::size_t i = 0; i < hint; ++i)
        if (names[i] == key)
            return i;
    return names.size();
}

bool FieldReader::text(od::value &v, std::string &out)
{
    const std::string_view token = v.raw_json_token();
    if (token.empty() || token.front() != '"')
        return mistyped(v);
    // Without an escape the bytes stand in the frame as they are; UTF-8 was checked with the whole frame.
    if (std::memchr(token.data(), '\\', token.size()) == nullptr) {
        out.assign(token.data() + 1, token.rfind('"') - 1);
        return true;
    }
    std::string_view plain;
    if (v.get_string().get(plain)) // a lone surrogate is JSON, but no text
        return checkJson(token, 1) == JsonKind::Text ? fault(ErrorCode::BadValue, 0, "not clean UTF-8 text") : broken();
    out.assign(plain);
    return true;
}

bool FieldReader::flag(od::value &v, bool &out)
{
    if (const char c = first(v); c != 't' && c != 'f')
        return mistyped(v);
    return !v.get_bool().get(out) || broken();
}

bool FieldReader::integer(od::value &v, std::int64_t &out, std::int64_t low, std::int64_t high)
{
    const char c = first(v);
    if (c != '-' && (c < '0' || c > '9'))
        return mistyped(v);
    if (v.get_int64().get(out)) {
        const std::string_view token = v.raw_json_token();
        if (checkJson(token, 1) != JsonKind::Number)
            return broken();
        if (token.find_first_of(".eE") != std::string_view::npos)
            return fault(ErrorCode::WrongType, 0, "not an integer");
        return fault(ErrorCode::OutOfRange, c == '-' ? low : high);
    }
    if (out < low || out > high)
        return fault(ErrorCode::OutOfRange, out < low ? low : high, out < low ? "below the lowest value" : "above the highest value");
    return true;
}

bool FieldReader::number(od::value &v, int &out, int low, int high)
{
    std::int64_t wide = 0;
    if (!integer(v, wide, low, high))
        return false;
    out = static_cast<int>(wide);
    return true;
}

bool FieldReader::id(od::value &v, std::uint64_t &out)
{
    std::int64_t wide = 0;
    if (!integer(v, wide, 0, kIntegerMax))
        return false;
    out = static_cast<std::uint64_t>(wide);
    return true;
}

bool FieldReader::real(od::value &v, double &out)
{
    const char c = first(v);
    if (c != '-' && (c < '0' || c > '9'))
        return mistyped(v);
    return !v.get_double().get(out) || broken();
}

bool FieldReader::rawObject(od::value &v, std::string &out, std::size_t bytesMax)
{
    if (first(v) != '{')
        return mistyped(v);
    std::string_view bytes;
    if (!slice(v, bytes))
        return broken();
    if (bytes.size() > bytesMax)
        return fault(ErrorCode::TooLong, static_cast<std::int64_t>(bytesMax));
    switch (checkJson(bytes, kJsonDepthMax - 4)) { // the frame, its list, its item, the body inside
    case JsonKind::Object: out.assign(bytes); return true;
    case JsonKind::TooDeep: return fault(ErrorCode::OutOfRange, kJsonDepthMax, "nests too deep");
    default: return broken();
    }
}

bool FieldReader::texts(od::value &v, std::vector<std::string> &out, std::size_t countMax)
{
    out.clear();
    return array(v, countMax, [&](std::size_t, od::value &item) { return text(item, out.emplace_back()); });
}

bool FieldReader::ids(od::value &v, std::vector<std::uint64_t> &out, std::size_t countMax)
{
    out.clear();
    return array(v, countMax, [&](std::size_t, od::value &item) { return id(item, out.emplace_back()); });
}

bool FieldReader::skip(od::value &v)
{
    std::string_view bytes;
    if (!slice(v, bytes))
        return broken();
    switch (checkJson(bytes, kJsonDepthMax)) {
    case JsonKind::Invalid: return broken();
    case JsonKind::TooDeep: return faultAt({}, ErrorCode::OutOfRange, kJsonDepthMax, "nests too deep");
    default: return true;
    }
}

char *FrameBuffer::reserve(std::size_t bytes)
{
    const std::size_t needed = bytes + simdjson::SIMDJSON_PADDING;
    const bool isTooLarge = m_size > kKeepBytes && needed <= kKeepBytes;
    if (isTooLarge)
        m_parser = od::parser(); // its index is five times the frame
    if (isTooLarge || m_size < needed) {
        m_size = std::max(std::bit_ceil(needed), kStartBytes);
        m_bytes = std::make_unique_for_overwrite<char[]>(m_size);
    }
    return m_bytes.get();
}

void FrameBuffer::assign(std::string_view bytes)
{
    char *const to = reserve(bytes.size());
    if (!bytes.empty())
        std::memcpy(to, bytes.data(), bytes.size());
}

bool FrameBuffer::open(std::size_t bytes, od::document &document)
{
    if (m_parser.capacity() < bytes && m_parser.allocate(std::max(std::bit_ceil(bytes), kStartBytes)))
        return false;
    return !m_parser.iterate(m_bytes.get(), bytes, m_size).get(document);
}

} // namespace skep::wire
