// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QHostAddress>

#include <string>
#include <string_view>

namespace skep::hub {

struct Endpoint
{
    QHostAddress address;
    quint16 port = 0;
};

/// "127.0.0.1:6174", "localhost:0", "[::1]:6174". Only loopback is accepted: OutOfRange for anything else.
[[nodiscard]] Result<Endpoint> parseListen(std::string_view text);

[[nodiscard]] std::string toText(const QHostAddress &address, quint16 port);

/// The name part of a Host header or origin, in lower case and without brackets; empty when malformed.
[[nodiscard]] std::string hostName(std::string_view hostAndPort);

/// localhost, 127.x.x.x, ::1.
[[nodiscard]] bool isLoopbackName(std::string_view host);

} // namespace skep::hub
