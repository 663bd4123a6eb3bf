// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

#include <functional>

namespace skep::hub {

/// Gives each accepted descriptor away.
class Listener final : public QTcpServer
{
public:
    using Accept = std::function<void(qintptr)>;

    explicit Listener(Accept accept) : m_accept(std::move(accept)) { setMaxPendingConnections(1'024); }

protected:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

private:
    Accept m_accept;
};

} // namespace skep::hub
