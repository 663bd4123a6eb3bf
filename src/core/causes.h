// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub itself gives as the cause when an agent leaves or an attempt ends badly. Windows know these by their words
// and say them in their own language; what an agent or a check writes stays as it was written.
#pragma once

#include <string_view>

namespace skep::causes {

inline constexpr std::string_view kProcessGone = "killed or crashed: its process is gone";
inline constexpr std::string_view kProcessEnded = "its process ended with code "; // and the code
inline constexpr std::string_view kBye = "said bye";
inline constexpr std::string_view kConnectionLost = "connection lost";
inline constexpr std::string_view kGone = "gone";
inline constexpr std::string_view kHubRestarted = "the hub was restarted";
inline constexpr std::string_view kNotBack = "did not come back";
inline constexpr std::string_view kLeaseRanOut = "the lease ran out";
inline constexpr std::string_view kLeaseRanOutApart = "the connection to its agent was lost, and the lease ran out";
inline constexpr std::string_view kNoCheckPassed = "no check passed";

} // namespace skep::causes
