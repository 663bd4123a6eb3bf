// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/limits.h"

#include <string>
#include <unordered_map>

namespace skep::runtime {

/// Params of tasks that wait, so that a short queue never reads the disk. Full, it takes no more: the queue is
/// first in, first out, so what is kept is what leaves first. Engine thread.
class BodyCache
{
public:
    explicit BodyCache(std::size_t bytesMax = limits::kBodyCacheBytesMax)
        : m_bytesMax(bytesMax)
    {
    }

    void put(TaskId id, const std::string &params)
    {
        const std::size_t cost = params.size() + kOverhead;
        if (m_bytes + cost > m_bytesMax)
            return;
        if (m_bodies.emplace(id, params).second)
            m_bytes += cost;
    }
    /// Null when not kept. Valid until the next call.
    [[nodiscard]] const std::string *find(TaskId id) const
    {
        const auto it = m_bodies.find(id);
        return it == m_bodies.end() ? nullptr : &it->second;
    }
    void remove(TaskId id)
    {
        const auto it = m_bodies.find(id);
        if (it == m_bodies.end())
            return;
        m_bytes -= it->second.size() + kOverhead;
        m_bodies.erase(it);
    }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    static constexpr std::size_t kOverhead = 96; // node, string header, bucket

    std::unordered_map<TaskId, std::string> m_bodies;
    std::size_t m_bytes = 0;
    const std::size_t m_bytesMax;
};

} // namespace skep::runtime
