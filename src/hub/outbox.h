// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/encode.h"

#include <functional>
#include <string>
#include <string_view>

namespace skep::hub {

/// Gathers what goes to one link until the flush: items of one type share a frame. Frames stay within the protocol's size;
/// order is kept between types, since a frame of another type ends the one that is open.
class Outbox
{
public:
    /// Takes a complete frame.
    using Send = std::function<void(std::string_view)>;

    explicit Outbox(Send send) : m_send(std::move(send)) {}

    /// Where to append one item of a list of that type; call endItem afterwards.
    wire::JsonWriter item(wire::MessageType type);
    void endItem();
    /// A whole message of its own.
    void message(std::string_view frame);
    void flush();
    [[nodiscard]] std::size_t bytes() const { return m_frame.size(); }

private:
    Send m_send;
    std::string m_frame;
    wire::MessageType m_type = wire::MessageType::Error;
    std::size_t m_count = 0;
};

} // namespace skep::hub
