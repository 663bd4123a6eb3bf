// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace skep::hub {

/// Session tokens: random bytes and their HMAC with the agent's name, so that nothing needs to be remembered and
/// agents resume after a restart of the hub.
class Sessions
{
public:
    /// Without a secret a random one is taken, good for this run.
    explicit Sessions(std::string secret);

    [[nodiscard]] std::string issue(std::string_view agent) const;
    [[nodiscard]] bool isGood(std::string_view agent, std::string_view session) const;

private:
    [[nodiscard]] std::string sign(std::string_view agent, std::string_view random) const;

    std::string m_secret;
};

} // namespace skep::hub
