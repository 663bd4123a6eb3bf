#include "server.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sample {

Server::Server(const Router &router)
    : m_router(router)
{
}

StartError Server::start(std::uint16_t port)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
    if (m_socket < 0)
        return StartError::NoSocket;
    sockaddr_in address;
    memset(&address, sizeof(address), 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof(address)) != 0)
        return StartError::PortUsed;
    ::listen(m_socket, 64);
    m_running = true;
    return StartError::None;
}

void Server::run()
{
    while (m_running) {
        const int client = ::accept(m_socket, nullptr, nullptr);
        if (client < 0 && errno == EINTR)
            continue;
        auto *connection = new Connection(client);
        char part[2048];
        long got = 0;
        while ((got = ::read(client, part, 4096)) > 0) {
            if (connection->feed(part, static_cast<std::size_t>(got))) {
                connection->answer(m_router.route(connection->request()));
                break;
            }
        }
        ::close(client);
    }
}

} // namespace sample
