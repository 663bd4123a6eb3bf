// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/taskrecord.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace skep::engine {

/// All tasks in memory: records in chunks that never move, found by id through a directory of four bytes an id.
/// Ids rise, so the directory is a window from the oldest id in memory to the newest.
class TaskTable
{
public:
    [[nodiscard]] Slot find(TaskId id) const
    {
        const std::uint64_t page = id / kPage;
        if (page < m_firstPage || page - m_firstPage >= m_pages.size())
            return kNone;
        const auto &entry = m_pages[static_cast<std::size_t>(page - m_firstPage)];
        return entry ? entry->slots[id % kPage] : kNone;
    }
    [[nodiscard]] Task &at(Slot slot) { return m_chunks[slot / kChunk][slot % kChunk]; }
    [[nodiscard]] const Task &at(Slot slot) const { return m_chunks[slot / kChunk][slot % kChunk]; }

    /// The id must not be in the table.
    Slot create(TaskId id);
    void erase(Slot slot);
    [[nodiscard]] std::size_t size() const { return m_size; }

    /// Calls each(slot) by rising id. Nothing may be created or erased meanwhile.
    template<typename Each>
    void forEach(Each each) const
    {
        for (const auto &page : m_pages)
            if (page)
                for (const Slot slot : page->slots)
                    if (slot != kNone)
                        each(slot);
    }

private:
    static constexpr std::size_t kChunk = 1024;
    static constexpr std::size_t kPage = 1024;
    struct Page
    {
        std::array<Slot, kPage> slots;
        std::size_t used = 0;
    };

    Page &pageOf(TaskId id);

    std::vector<std::unique_ptr<Task[]>> m_chunks;
    std::vector<Slot> m_free;
    std::deque<std::unique_ptr<Page>> m_pages;
    std::uint64_t m_firstPage = 0;
    std::size_t m_size = 0;
};

} // namespace skep::engine
