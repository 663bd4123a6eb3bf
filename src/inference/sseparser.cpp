// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inference/sseparser.h"

#include <utility>

namespace skep::inference {

SseParser::SseParser(std::size_t eventBytesMax)
    : m_eventBytesMax(eventBytesMax)
{
}

bool SseParser::feed(std::string_view bytes, std::vector<SseEvent> &out)
{
    while (!bytes.empty() && !m_broken) {
        if (std::exchange(m_afterCr, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view part = bytes.substr(0, end);
        if (m_line.size() + m_event.data.size() + part.size() > m_eventBytesMax) {
            m_broken = true;
            break;
        }
        m_line.append(part);
        if (end == std::string_view::npos)
            break;
        m_afterCr = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        endLine(out);
    }
    return !m_broken;
}

void SseParser::endLine(std::vector<SseEvent> &out)
{
    std::string_view line = m_line;
    if (std::exchange(m_firstLine, false) && line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);

    if (line.empty()) {
        if (m_hasData)
            out.push_back(std::move(m_event));
        m_event = {};
        m_hasData = false;
    } else if (line.front() != ':') {
        const std::size_t colon = line.find(':');
        const std::string_view field = line.substr(0, colon);
        std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
        if (value.starts_with(' '))
            value.remove_prefix(1);
        // llama-server sent mid-stream faults as a field of their own before it put them under `data`.
        if (field == "error")
            m_event.name = "error";
        if (field == "event") {
            m_event.name = value;
        } else if (field == "data" || field == "error") {
            if (m_hasData)
                m_event.data += '\n';
            m_event.data += value;
            m_hasData = true;
        }
    }
    m_line.clear();
}

} // namespace skep::inference
