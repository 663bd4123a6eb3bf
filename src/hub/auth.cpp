// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/auth.h"

#include <QCryptographicHash>

#include <cstring>

namespace skep::hub {

bool may(Role role, Right right)
{
    switch (role) {
    case Role::Admin:
    case Role::Local: return true;
    case Role::Operator: return right != Right::Work;
    case Role::Agent: return right == Right::Work || right == Right::Artifacts || right == Right::Nothing;
    case Role::Viewer:
    case Role::Peer: return right == Right::Read || right == Right::Artifacts || right == Right::Nothing;
    case Role::None: break;
    }
    return right == Right::Nothing;
}

Auth::Auth(const std::vector<TokenGrant> &grants)
{
    for (const TokenGrant &grant : grants) {
        if (grant.token.empty())
            continue;
        const std::string roleName(name(grant.role));
        m_entries.push_back({hashOf(grant.token), {grant.role, grant.name.empty() ? roleName : grant.name}});
    }
}

Auth::Hash Auth::hashOf(std::string_view token)
{
    Hash hash{};
    const QByteArray bytes = QCryptographicHash::hash(
        QByteArray::fromRawData(token.data(), static_cast<qsizetype>(token.size())), QCryptographicHash::Sha256);
    std::memcpy(hash.data(), bytes.constData(), hash.size());
    return hash;
}

std::optional<Identity> Auth::check(std::string_view token) const
{
    const Hash hash = hashOf(token);
    std::optional<Identity> found;
    for (const Entry &entry : m_entries) {
        unsigned difference = 0;
        for (std::size_t i = 0; i < hash.size(); ++i)
            difference |= static_cast<unsigned>(hash[i] ^ entry.hash[i]);
        if (difference == 0)
            found = entry.identity;
    }
    return found;
}

std::string_view bearerToken(std::string_view authorization)
{
    constexpr std::string_view kScheme = "bearer ";
    if (authorization.size() <= kScheme.size())
        return {};
    for (std::size_t i = 0; i < kScheme.size(); ++i)
        if ((authorization[i] | 0x20) != kScheme[i] && authorization[i] != kScheme[i])
            return {};
    authorization.remove_prefix(kScheme.size());
    while (!authorization.empty() && authorization.front() == ' ')
        authorization.remove_prefix(1);
    while (!authorization.empty() && authorization.back() == ' ')
        authorization.remove_suffix(1);
    return authorization;
}

} // namespace skep::hub
