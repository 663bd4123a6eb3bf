// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace skep::hub {

/// True when the other end of a loopback connection belongs to a process of this process's user. Linux says so in
/// /proc/net; elsewhere every local client counts.
[[nodiscard]] bool isSameUser(const QHostAddress &peer, quint16 peerPort, const QHostAddress &local, quint16 localPort);

} // namespace skep::hub
