// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/taskrecord.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace skep::engine {

/// A binary heap of item numbers in which an item can be moved or removed: each knows its place. The order and
/// the places belong to the caller: `order.before(a, b)` and `order.place(item)`, kNone when outside.
class IndexedHeap
{
public:
    [[nodiscard]] bool empty() const { return m_items.empty(); }
    [[nodiscard]] std::size_t size() const { return m_items.size(); }
    [[nodiscard]] std::uint32_t top() const { return m_items.front(); }
    [[nodiscard]] const std::vector<std::uint32_t> &items() const { return m_items; }

    /// Puts the item in, or moves it to where its changed order wants it.
    template<typename Order>
    void put(std::uint32_t item, Order order)
    {
        if (order.place(item) == kNone) {
            order.place(item) = static_cast<std::uint32_t>(m_items.size());
            m_items.push_back(item);
        }
        settle(order.place(item), order);
    }

    template<typename Order>
    void remove(std::uint32_t item, Order order)
    {
        const std::uint32_t at = order.place(item);
        if (at == kNone)
            return;
        order.place(item) = kNone;
        const std::uint32_t last = m_items.back();
        m_items.pop_back();
        if (at < m_items.size()) {
            m_items[at] = last;
            order.place(last) = at;
            settle(at, order);
        }
    }

    /// The first K items in order, without taking them out: O(K squared), whatever the size.
    template<std::size_t K, typename Order>
    std::size_t first(std::array<std::uint32_t, K> &found, Order order) const
    {
        std::array<std::size_t, K + 2> open{}; // places whose parents were all found
        std::size_t opened = 0, count = 0;
        if (!m_items.empty())
            open[opened++] = 0;
        while (count < K && opened > 0) {
            std::size_t best = 0;
            for (std::size_t i = 1; i < opened; ++i)
                if (order.before(m_items[open[i]], m_items[open[best]]))
                    best = i;
            const std::size_t at = open[best];
            found[count++] = m_items[at];
            open[best] = open[--opened];
            for (std::size_t child = 2 * at + 1; child <= 2 * at + 2 && child < m_items.size(); ++child)
                if (opened < open.size())
                    open[opened++] = child;
        }
        return count;
    }

private:
    template<typename Order>
    void settle(std::size_t at, Order order)
    {
        while (at > 0 && order.before(m_items[at], m_items[(at - 1) / 2])) {
            swapPlaces(at, (at - 1) / 2, order);
            at = (at - 1) / 2;
        }
        for (;;) {
            std::size_t child = 2 * at + 1;
            if (child >= m_items.size())
                return;
            if (child + 1 < m_items.size() && order.before(m_items[child + 1], m_items[child]))
                ++child;
            if (!order.before(m_items[child], m_items[at]))
                return;
            swapPlaces(at, child, order);
            at = child;
        }
    }

    template<typename Order>
    void swapPlaces(std::size_t a, std::size_t b, Order order)
    {
        std::swap(m_items[a], m_items[b]);
        order.place(m_items[a]) = static_cast<std::uint32_t>(a);
        order.place(m_items[b]) = static_cast<std::uint32_t>(b);
    }

    std::vector<std::uint32_t> m_items;
};

} // namespace skep::engine
