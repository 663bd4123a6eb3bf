// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/context.h"

#include "hub/peeruid.h"

namespace skep::hub {

std::optional<Identity> identify(const HubContext &context, const PeerInfo &peer, std::string_view token)
{
    if (!token.empty())
        return token.size() <= wire::kTokenBytesMax ? context.auth.check(token) : std::nullopt;
    if (!context.options.trustLoopback || !peer.address.isLoopback())
        return Identity{};
    if (!peer.isSameUser)
        peer.isSameUser = isSameUser(peer.address, peer.port, peer.localAddress, peer.localPort);
    if (*peer.isSameUser)
        return Identity{Role::Local, "local"};
    return Identity{};
}

std::string auditName(const Identity &identity, const PeerInfo &peer)
{
    return identity.name + "@" + peer.address.toString().toStdString();
}

} // namespace skep::hub
