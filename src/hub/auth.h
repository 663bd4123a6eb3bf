// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/hubserver.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skep::hub {

/// What a request wants to do; docs/protocol.md section 2 is the table.
enum class Right : std::uint8_t { Nothing, Read, Submit, Operate, Work, Artifacts };

[[nodiscard]] bool may(Role role, Right right);

/// Who stands behind a connection or request.
struct Identity
{
    Role role = Role::None;
    std::string name; // for the audit
};

/// The tokens, kept as hashes. Comparing takes the same time whichever token it is.
class Auth
{
public:
    explicit Auth(const std::vector<TokenGrant> &grants);

    [[nodiscard]] std::optional<Identity> check(std::string_view token) const;

private:
    using Hash = std::array<unsigned char, 32>;
    struct Entry
    {
        Hash hash{};
        Identity identity;
    };
    [[nodiscard]] static Hash hashOf(std::string_view token);

    std::vector<Entry> m_entries;
};

/// The token of "Bearer TOKEN"; empty for any other scheme.
[[nodiscard]] std::string_view bearerToken(std::string_view authorization);

} // namespace skep::hub
