// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "core/states.h"

namespace skep::engine {

/// What the origin of a task decides. One table; docs/ explains it to people.
struct Policy
{
    std::int64_t leaseMs = 0;  // 0: leases do not run out
    bool automatic = false;    // else started by claim or assignment only
    bool checks = true;        // results are judged before they count
    bool rejectFinal = false;  // a failed verdict ends the task
    bool oneAttempt = false;
    bool wantsDecide = false;  // no `wants` met means no candidate; without `wants` the match is one half
};

/// `nativeLeaseMs`: of the engine's configuration.
[[nodiscard]] constexpr Policy policyOf(Origin origin, std::int64_t nativeLeaseMs)
{
    switch (origin) {
    case Origin::Native:
        return {.leaseMs = nativeLeaseMs, .automatic = true};
    case Origin::Nervix:
        return {.leaseMs = 300'000, .rejectFinal = true};
    case Origin::Hive:
        return {.leaseMs = 30 * 60'000};
    case Origin::Orchestrator:
        return {.leaseMs = 0, .checks = false, .oneAttempt = true, .wantsDecide = true};
    }
    return {};
}

} // namespace skep::engine
