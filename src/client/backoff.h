// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace skep::client {

/// Pauses between attempts to connect: doubling up to a bound, each drawn from its upper half, so that a fleet
/// that lost its hub at one moment does not come back at one moment.
class Backoff final
{
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest, std::uint64_t seed);

    [[nodiscard]] std::chrono::milliseconds next();
    /// After a success: the next pause is the first again.
    void reset() { m_tries = 0; }
    [[nodiscard]] int tries() const { return m_tries; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    std::mt19937_64 m_random;
    int m_tries = 0;
};

} // namespace skep::client
