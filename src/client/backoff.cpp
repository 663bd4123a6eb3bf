// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/backoff.h"

#include <algorithm>

namespace skep::client {

Backoff::Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest, std::uint64_t seed)
    : m_first(std::max(first, std::chrono::milliseconds(1)))
    , m_longest(std::max(longest, m_first))
    , m_random(seed)
{
}

std::chrono::milliseconds Backoff::next()
{
    auto whole = m_first;
    for (int i = 0; i < m_tries && whole < m_longest; ++i)
        whole = std::min(whole * 2, m_longest);
    ++m_tries;
    const auto half = static_cast<std::uint64_t>(whole.count() / 2);
    return std::chrono::milliseconds(static_cast<std::int64_t>(half + m_random() % (half + 1)));
}

} // namespace skep::client
