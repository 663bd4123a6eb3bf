// links: src/ratelimit.cpp
#include "src/ratelimit.h"

#include <cstdio>

namespace {

int failures = 0;

void expect(bool good, const char *name, int line)
{
    if (good) {
        std::printf("ok - %s\n", name);
        return;
    }
    ++failures;
    std::printf("not ok - %s # tests/test_ratelimit.cpp:%d: not as expected\n", name, line);
}

} // namespace

int main()
{
    using sample::RateLimit;
    const RateLimit::Clock::time_point start;
    RateLimit limit(1, 2);
    expect(limit.allow("a", start) && limit.allow("a", start), "a burst is let through", __LINE__);
    expect(!limit.allow("a", start), "the burst has an end", __LINE__);
    expect(limit.allow("b", start), "clients do not share a bucket", __LINE__);
    expect(limit.allow("a", start + std::chrono::seconds(2)), "tokens come back with time", __LINE__);
    expect(limit.refusedShare() > 0.1, "the share of refused requests is told", __LINE__);
    expect(limit.forget(start + std::chrono::hours(1)) == 0, "silent clients are forgotten", __LINE__);
    return failures > 0 ? 1 : 0;
}
