// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"

#include <algorithm>
#include <cstddef>

namespace skep::hub {

/// A link's share of the submissions that wait for the disk. A flood of them would make the commit long that everybody's
/// words wait for, so a link with more than its share is not read until half of it is answered. The share is what the
/// hub allows over the links that have many waiting. Engine thread.
class SubmitShare
{
public:
    /// `busyLinks` counts those that have many waiting; it outlives the share.
    explicit SubmitShare(std::size_t &busyLinks) : m_busyLinks(busyLinks) {}
    ~SubmitShare() { m_busyLinks -= m_isBusy ? 1 : 0; }
    SubmitShare(const SubmitShare &) = delete;
    SubmitShare &operator=(const SubmitShare &) = delete;

    void onSubmitted()
    {
        ++m_waiting;
        update();
    }
    /// Accepted or refused.
    void onAnswered()
    {
        --m_waiting;
        update();
    }
    [[nodiscard]] bool isFull() const { return m_isFull; }

private:
    void update()
    {
        const bool isBusy = m_waiting > limits::kSubmissionsPerLinkMin;
        if (isBusy != m_isBusy) {
            m_isBusy = isBusy;
            m_busyLinks += isBusy ? 1 : std::size_t(-1);
        }
        const std::size_t share = std::max(limits::kSubmissionsPerLinkMin, limits::kSubmissionsWaitingMax / std::max<std::size_t>(1, m_busyLinks));
        m_isFull = m_waiting > (m_isFull ? share / 2 : share);
    }

    std::size_t &m_busyLinks;
    std::size_t m_waiting = 0;
    bool m_isBusy = false;
    bool m_isFull = false;
};

} // namespace skep::hub
