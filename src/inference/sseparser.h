// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace skep::inference {

struct SseEvent {
    std::string name; // of the `event:` line; "error" also for servers that send `error: {...}`
    std::string data; // the `data:` lines, joined by line feeds

    friend bool operator==(const SseEvent &, const SseEvent &) = default;
};

/// Reads a server-sent event stream, however it was cut into pieces: inside a line, between the two bytes of a
/// CRLF, inside a UTF-8 sequence. Works on bytes and never decodes them, so that only whole events reach the
/// JSON parser. Comments (keep-alive pings) and events without data vanish. Any thread, one at a time.
class SseParser final
{
public:
    /// An event of more than `eventBytesMax` ends the stream (feed gives false): a server that never sends
    /// the blank line must not fill the memory.
    explicit SseParser(std::size_t eventBytesMax = 1024 * 1024);

    /// Appends the events completed by these bytes. False: the stream broke the limit; nothing more is read.
    [[nodiscard]] bool feed(std::string_view bytes, std::vector<SseEvent> &out);

private:
    void endLine(std::vector<SseEvent> &out);

    std::size_t m_eventBytesMax;
    std::string m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_afterCr = false;
    bool m_firstLine = true;
    bool m_broken = false;
};

} // namespace skep::inference
