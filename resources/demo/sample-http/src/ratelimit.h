#pragma once

#include <chrono>
#include <map>
#include <string>

namespace sample {

/// A token bucket per client address.
class RateLimit
{
public:
    using Clock = std::chrono::steady_clock;

    /// `perSecond` requests on average, `burst` at once.
    RateLimit(int perSecond, int burst);

    /// True when the client may send a request now.
    bool allow(const std::string &address, Clock::time_point now);

    /// Forgets clients that were silent for a minute; returns how many remain.
    std::size_t forget(Clock::time_point now);

    /// Share of refused requests, 0 to 1.
    [[nodiscard]] double refusedShare() const;

private:
    struct Bucket
    {
        double tokens = 0;
        Clock::time_point seen;
    };
    int m_perSecond;
    int m_burst;
    int m_asked = 0;
    int m_refused = 0;
    std::map<std::string, Bucket> m_buckets;
};

} // namespace sample
