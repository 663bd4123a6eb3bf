// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tasktable.h"

namespace skep::engine {

TaskTable::Page &TaskTable::pageOf(TaskId id)
{
    const std::uint64_t page = id / kPage;
    if (m_pages.empty())
        m_firstPage = page;
    while (page < m_firstPage) {
        m_pages.emplace_front();
        --m_firstPage;
    }
    while (page - m_firstPage >= m_pages.size())
        m_pages.emplace_back();
    auto &entry = m_pages[static_cast<std::size_t>(page - m_firstPage)];
    if (!entry) {
        entry = std::make_unique<Page>();
        entry->slots.fill(kNone);
    }
    return *entry;
}

Slot TaskTable::create(TaskId id)
{
    if (m_free.empty()) {
        const auto first = static_cast<Slot>(m_chunks.size() * kChunk);
        m_chunks.push_back(std::make_unique<Task[]>(kChunk));
        m_free.reserve(kChunk);
        for (Slot i = kChunk; i-- > 0;)
            m_free.push_back(first + i);
    }
    const Slot slot = m_free.back();
    m_free.pop_back();
    at(slot).id = id;
    Page &page = pageOf(id);
    page.slots[id % kPage] = slot;
    ++page.used;
    ++m_size;
    return slot;
}

void TaskTable::erase(Slot slot)
{
    const TaskId id = at(slot).id;
    Page &page = pageOf(id);
    page.slots[id % kPage] = kNone;
    if (--page.used == 0)
        m_pages[static_cast<std::size_t>(id / kPage - m_firstPage)].reset();
    while (!m_pages.empty() && !m_pages.front()) {
        m_pages.pop_front();
        ++m_firstPage;
    }
    at(slot) = Task{};
    m_free.push_back(slot);
    --m_size;
}

} // namespace skep::engine
