// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/output.h"

#include <deque>
#include <iterator>
#include <utility>
#include <vector>

namespace skep::runtime {

/// Holds back what may not leave before its batch is on disk. Outputs of one link keep their order among those
/// that need the same batch. Engine thread.
class Outbox
{
public:
    void add(Output &&output)
    {
        if (output.needs <= m_durable) {
            m_ready.push_back(std::move(output));
            return;
        }
        const std::size_t at = output.needs - m_durable - 1;
        while (at >= m_waiting.size())
            m_waiting.push_back(std::exchange(m_room, {}));
        m_waiting[at].push_back(std::move(output));
    }

    /// Everything up to batch `durable` is on disk now.
    void advance(BatchNo durable)
    {
        for (; m_durable < durable; ++m_durable) {
            if (m_waiting.empty())
                continue;
            std::vector<Output> &next = m_waiting.front();
            if (m_ready.empty())
                m_ready.swap(next);
            else
                m_ready.insert(m_ready.end(), std::make_move_iterator(next.begin()), std::make_move_iterator(next.end()));
            reuse(std::move(next));
            m_waiting.pop_front();
        }
    }

    /// What may leave now, in order.
    [[nodiscard]] std::vector<Output> takeReady() { return std::exchange(m_ready, {}); }
    /// Takes the room of delivered outputs back; the larger of two is kept.
    void reuse(std::vector<Output> outputs)
    {
        if (outputs.capacity() <= m_room.capacity() || outputs.capacity() > kRoomMax)
            return;
        outputs.clear();
        m_room = std::move(outputs);
    }
    [[nodiscard]] bool hasReady() const { return !m_ready.empty(); }
    [[nodiscard]] BatchNo durable() const { return m_durable; }
    void start(BatchNo durable) { m_durable = durable; }

private:
    static constexpr std::size_t kRoomMax = 1'024; // outputs; what a burst needed beyond it is given back

    BatchNo m_durable = 0;
    std::deque<std::vector<Output>> m_waiting; // [i] needs batch m_durable + 1 + i
    std::vector<Output> m_ready;
    std::vector<Output> m_room; // empty
};

} // namespace skep::runtime
