// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skep::wire {

/// Appends JSON to a string. Commas are set by looking at the last byte, so there is no state and pieces can be
/// written anywhere. The caller balances the brackets. Texts must be UTF-8.
class JsonWriter
{
public:
    explicit JsonWriter(std::string &out) : m_out(out) {}

    void beginObject() { comma(); m_out += '{'; }
    void endObject() { m_out += '}'; }
    void beginArray() { comma(); m_out += '['; }
    void endArray() { m_out += ']'; }
    /// The name must need no escaping; it never does in this protocol.
    void key(std::string_view name)
    {
        comma();
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }
    void text(std::string_view value);
    void number(std::int64_t value);
    void real(double value);
    void flag(bool value) { raw(value ? "true" : "false"); }
    void null() { raw("null"); }
    /// Bytes that are JSON already.
    void raw(std::string_view json) { comma(); m_out += json; }

    void field(std::string_view name, std::string_view value) { key(name); text(value); }
    void field(std::string_view name, std::int64_t value) { key(name); number(value); }
    void field(std::string_view name, std::uint64_t value) { key(name); number(static_cast<std::int64_t>(value)); }
    void field(std::string_view name, int value) { key(name); number(value); }
    void flagField(std::string_view name, bool value) { key(name); flag(value); }
    void rawField(std::string_view name, std::string_view json) { key(name); raw(json); }
    template<typename Texts>
    void texts(std::string_view name, const Texts &values)
    {
        key(name);
        beginArray();
        for (const auto &value : values)
            text(value);
        endArray();
    }

    [[nodiscard]] std::string &out() { return m_out; }

private:
    void comma()
    {
        if (m_out.empty())
            return;
        const char last = m_out.back();
        if (last != '{' && last != '[' && last != ':')
            m_out += ',';
    }

    std::string &m_out;
};

} // namespace skep::wire
