#pragma once

#include "router.h"

#include <atomic>
#include <cstdint>

namespace sample {

/// Why a server did not start.
enum class StartError {
    None,     ///< it did
    PortUsed, ///< another program listens there
    NoSocket, ///< the system gave none
};

/// Accepts connections and lets the router answer.
class Server
{
public:
    /// The router must live as long as the server.
    explicit Server(const Router &router);

    /// Listens on a port of this machine only.
    StartError start(std::uint16_t port);

    /// Serves until stop() is called from another thread.
    void run();

    void stop() { m_running = false; }

private:
    const Router &m_router;
    int m_socket = -1;
    std::atomic<bool> m_running{false};
};

} // namespace sample
