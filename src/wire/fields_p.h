// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "wire/messages.h"

#include <simdjson.h>

#include <bit>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How the codecs read typed fields out of simdjson's on-demand values. Private to wire: simdjson is heavy to compile.
namespace skep::wire {

namespace od = simdjson::ondemand;
using Names = std::span<const std::string_view>;
using Bits = std::uint64_t;

/// Reads fields and remembers the first fault. isBroken() says that the frame is no JSON at all; on-demand parsing
/// only sees what it walks over, so after any other fault the caller checks the whole frame with checkJson.
class FieldReader
{
public:
    void reset() { m_error = {}; m_isBroken = false; m_field = {}; }
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    void setField(std::string_view field) { m_field = field; }

    // Each returns false after recording a fault.
    bool text(od::value &v, std::string &out);
    bool flag(od::value &v, bool &out);
    bool integer(od::value &v, std::int64_t &out, std::int64_t low = -kIntegerMax, std::int64_t high = kIntegerMax);
    bool number(od::value &v, int &out, int low, int high);
    bool id(od::value &v, std::uint64_t &out);
    bool real(od::value &v, double &out);
    /// The bytes of an object, checked.
    bool rawObject(od::value &v, std::string &out, std::size_t bytesMax);
    bool texts(od::value &v, std::vector<std::string> &out, std::size_t countMax);
    bool ids(od::value &v, std::vector<std::uint64_t> &out, std::size_t countMax);
    bool skip(od::value &v);
    [[nodiscard]] static bool isNull(od::value &v);

    bool fault(ErrorCode code, std::int64_t limit = 0, std::string detail = {});
    bool faultAt(std::string_view field, ErrorCode code, std::int64_t limit = 0, std::string detail = {});
    bool broken();

    /// take(i, value) for each field whose name is names[i]; null counts as absent. `required` are bits of names.
    template<typename Take>
    bool object(od::value &v, Names names, Bits required, Take take)
    {
        od::object o;
        if (v.get_object().get(o))
            return mistyped(v);
        return fields(o, names, required, take);
    }

    template<typename Take>
    bool fields(od::object &o, Names names, Bits required, Take take)
    {
        Bits seen = 0;
        std::size_t hint = 0;
        for (auto next : o) {
            od::field f;
            if (std::move(next).get(f))
                return broken();
            std::string_view key;
            if (!keyOf(f, key))
                return broken();
            od::value value = f.value();
            const std::size_t i = find(names, key, hint);
            if (i == names.size()) {
                if (!skip(value))
                    return false;
                continue;
            }
            const Bits bit = Bits{1} << i;
            if ((seen & bit) != 0)
                return faultAt(names[i], ErrorCode::BadValue, 0, "given twice");
            hint = i + 1;
            m_field = names[i];
            if (isNull(value)) {
                if (!skip(value))
                    return false;
                continue;
            }
            seen |= bit;
            if (!take(i, value))
                return false;
        }
        if (const Bits missing = required & ~seen; missing != 0)
            return faultAt(names[static_cast<std::size_t>(std::countr_zero(missing))], ErrorCode::MissingField);
        return true;
    }

    /// item(index, value) for each; what it returns false for was recorded by it. Goes on while it gives true.
    template<typename Item>
    bool array(od::value &v, std::size_t countMax, Item item)
    {
        od::array a;
        if (v.get_array().get(a))
            return mistyped(v);
        std::size_t index = 0;
        for (auto next : a) {
            if (next.error())
                return broken();
            od::value value = next.value_unsafe();
            if (index == countMax)
                return fault(ErrorCode::OutOfRange, static_cast<std::int64_t>(countMax), "too many entries");
            if (!item(index, value))
                return false;
            ++index;
        }
        return true;
    }

    /// The name of a field; true unless it is malformed.
    bool keyOf(od::field &f, std::string_view &key);
    [[nodiscard]] static std::size_t find(Names names, std::string_view key, std::size_t hint);

private:
    bool mistyped(od::value &v);

    Error m_error;
    bool m_isBroken = false;
    std::string_view m_field;
};

/// A padded buffer and a parser that are used again for each frame; both shrink after a large one.
class FrameBuffer
{
public:
    char *reserve(std::size_t bytes);
    /// Starts on the first `bytes` of the buffer; false: no JSON document.
    bool open(std::size_t bytes, od::document &document);
    [[nodiscard]] std::string_view view(std::size_t bytes) const { return {m_bytes.get(), bytes}; }
    void assign(std::string_view bytes);

private:
    std::unique_ptr<char[]> m_bytes; // not a vector: nobody needs the zeros
    std::size_t m_size = 0;
    od::parser m_parser;
};

} // namespace skep::wire
