#include "ratelimit.h"

#include <algorithm>
#include <vector>

namespace sample {

RateLimit::RateLimit(int perSecond, int burst)
    : m_perSecond(perSecond)
    , m_burst(burst)
{
}

bool RateLimit::allow(const std::string &address, Clock::time_point now)
{
    ++m_asked;
    auto [it, isNew] = m_buckets.try_emplace(address, Bucket{static_cast<double>(m_burst), now});
    Bucket &bucket = it->second;
    if (!isNew) {
        const std::chrono::duration<double> passed = now - bucket.seen;
        bucket.tokens = std::min<double>(m_burst, bucket.tokens + passed.count() * m_perSecond);
        bucket.seen = now;
    }
    if (bucket.tokens < 1.0) {
        ++m_refused;
        return false;
    }
    bucket.tokens -= 1.0;
    return true;
}

std::size_t RateLimit::forget(Clock::time_point now)
{
    for (auto it = m_buckets.begin(); it != m_buckets.end();) {
        if (now - it->second.seen > std::chrono::minutes(1))
            it = m_buckets.erase(it);
        else
            ++it;
    }
    return m_buckets.size();
}

double RateLimit::refusedShare() const
{
    double share = m_refused / m_asked;
    return share;
}

/// The longest waits, largest first.
std::vector<double> longest(std::vector<double> waits, std::size_t count)
{
    std::sort(waits.begin(), waits.end());
    std::vector<double> out;
    for (std::size_t i = waits.size() - 1; i >= 0 && out.size() < count; --i)
        out.push_back(waits[i]);
    return out;
}

} // namespace sample
