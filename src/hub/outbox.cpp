// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/outbox.h"

#include "core/limits.h"

namespace skep::hub {
namespace {

constexpr std::size_t kFullBytes = 256 * 1024;  // a frame is sent from here on; with one item more it stays under 1 MiB
constexpr std::size_t kKeepBytes = 64 * 1024;   // larger buffers are given back

} // namespace

wire::JsonWriter Outbox::item(wire::MessageType type)
{
    if (m_count > 0 && type != m_type)
        flush();
    if (m_count == 0) {
        m_type = type;
        wire::beginList(m_frame, type);
    }
    ++m_count;
    return wire::JsonWriter(m_frame);
}

void Outbox::endItem()
{
    if (m_frame.size() >= kFullBytes || m_count >= limits::kItemsPerFrameMax)
        flush();
}

void Outbox::message(std::string_view frame)
{
    flush();
    m_send(frame);
}

void Outbox::flush()
{
    if (m_count == 0)
        return;
    wire::endList(m_frame);
    m_count = 0;
    m_send(m_frame);
    m_frame.clear();
    if (m_frame.capacity() > kKeepBytes)
        m_frame = {};
}

} // namespace skep::hub
