// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/output.h"

#include <deque>
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
        if (at >= m_waiting.size())
            m_waiting.resize(at + 1);
        m_waiting[at].push_back(std::move(output));
    }

    /// Everything up to batch `durable` is on disk now.
    void advance(BatchNo durable)
    {
        for (; m_durable < durable; ++m_durable) {
            if (m_waiting.empty())
                continue;
            for (Output &output : m_waiting.front())
                m_ready.push_back(std::move(output));
            m_waiting.pop_front();
        }
    }

    /// What may leave now, in order.
    [[nodiscard]] std::vector<Output> takeReady() { return std::exchange(m_ready, {}); }
    [[nodiscard]] bool hasReady() const { return !m_ready.empty(); }
    [[nodiscard]] BatchNo durable() const { return m_durable; }
    void start(BatchNo durable) { m_durable = durable; }

private:
    BatchNo m_durable = 0;
    std::deque<std::vector<Output>> m_waiting; // [i] needs batch m_durable + 1 + i
    std::vector<Output> m_ready;
};

} // namespace skep::runtime
