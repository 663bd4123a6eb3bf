// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::hub {

struct TokenGrant
{
    std::string token;
    Role role = Role::None;
    std::string name; // in the audit; empty: the role's name
};

/// Times in milliseconds. Tests shorten them.
struct HubTiming
{
    std::int64_t headMs = limits::kHttpHeadMs;
    std::int64_t requestMs = limits::kHttpRequestMs;
    std::int64_t idleMs = limits::kHttpIdleMs;
    std::int64_t helloMs = limits::kHelloMs;
    std::int64_t heartbeatMs = limits::kHeartbeatS * 1000;
    std::int64_t sweepMs = 1'000; // how often they are looked at
};

struct HubOptions
{
    std::vector<std::string> listen{"127.0.0.1:6174"}; // "host:port"; port 0 takes a free one
    std::vector<TokenGrant> tokens;
    bool trustLoopback = false;       // clients of the same user without a token have the role local
    std::string sessionSecret;        // signs session tokens; the same after a restart
    std::vector<std::string> hosts;   // names beside the loopback ones that a Host header may say
    std::vector<std::string> origins; // web origins beside the hub's own
    std::string tlsCertificateFile, tlsKeyFile; // PEM; both empty: no TLS
    std::string version = "0.1.0";
    std::size_t connectionsMax = limits::kConnectionsMax;
    std::size_t connectionsPerAddressMax = limits::kConnectionsPerAddressMax;
    std::int64_t requestsPerSecondMax = 20'000; // HTTP, per address; more gets rate_limited
    HubTiming timing;
};

/// The hub's network face: HTTP/1.1 and WebSocket on one port, in front of a HubPort. Engine thread.
class HubServer
{
public:
    HubServer(HubPort &port, HubOptions options);
    ~HubServer();
    HubServer(const HubServer &) = delete;
    HubServer &operator=(const HubServer &) = delete;

    /// Any address but loopback is refused with OutOfRange: other machines need invites and certificates.
    [[nodiscard]] Result<void> listen();
    /// "127.0.0.1:6174", as bound.
    [[nodiscard]] std::vector<std::string> addresses() const;
    /// Stops listening, tells every link that the hub leaves (its agent may resume with a later one), closes all.
    /// What is still in send buffers goes out as far as the peers take it at once.
    void stop();
    [[nodiscard]] std::size_t connectionCount() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace skep::hub
