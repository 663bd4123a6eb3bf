// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the network face costs: CPU time of the hub's thread for one task's whole way (submit, accepted, tasks, results,
// stored) with an engine that does nothing, by tasks a frame; and for one REST request.
#include "hub/hubserver.h"
#include "support/fakehubport.h"
#include "wire/clientcodec.h"

#include <QCoreApplication>
#include <QThread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <future>

namespace {

using namespace skep;
using namespace skep::wire;

double threadNs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

void need(bool ok)
{
    if (!ok)
        std::abort();
}

/// The hub with its fake engine on a thread of its own.
class HubThread
{
public:
    HubThread()
    {
        std::promise<quint16> port;
        m_thread.reset(QThread::create([this, &port] {
            test::FakeHubPort fake;
            fake.keepsCommands = false;
            hub::HubOptions options;
            options.listen = {"127.0.0.1:0"};
            options.tokens = {{"bench", Role::Admin, {}}};
            options.requestsPerSecondMax = 10'000'000;
            hub::HubServer server(fake, options);
            need(server.listen().has_value());
            const std::string address = server.addresses().at(0);
            m_home = std::make_unique<QObject>();
            port.set_value(static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1))));
            QEventLoop loop;
            QObject::connect(m_home.get(), &QObject::destroyed, &loop, &QEventLoop::quit);
            loop.exec();
        }));
        m_thread->start();
        m_port = port.get_future().get();
    }
    ~HubThread()
    {
        QMetaObject::invokeMethod(m_home.get(), [this] { m_home.release()->deleteLater(); }, Qt::QueuedConnection);
        m_thread->wait();
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    /// CPU time of the hub's thread so far.
    [[nodiscard]] double cpuNs()
    {
        std::promise<double> ns;
        QMetaObject::invokeMethod(m_home.get(), [&ns] { ns.set_value(threadNs()); }, Qt::QueuedConnection);
        return ns.get_future().get();
    }

private:
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_home;
    quint16 m_port = 0;
};

/// A blocking client socket that writes masked frames.
class Client
{
public:
    explicit Client(quint16 port) : fd(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        need(::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~Client() { ::close(fd); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    void upgrade()
    {
        raw("GET /ws HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        while (m_in.find("\r\n\r\n") == std::string::npos)
            receive();
        m_in.erase(0, m_in.find("\r\n\r\n") + 4);
    }
    void raw(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::send(fd, bytes.data(), bytes.size(), 0);
            need(n > 0);
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void frame(std::string_view json, int opcode)
    {
        std::string bytes;
        bytes.reserve(json.size() + 16);
        bytes += static_cast<char>(0x80 | opcode);
        if (json.size() < 126) {
            bytes += static_cast<char>(0x80 | json.size());
        } else {
            const int extra = json.size() <= 0xFFFF ? 2 : 8;
            bytes += static_cast<char>(0x80 | (extra == 2 ? 126 : 127));
            for (int i = extra - 1; i >= 0; --i)
                bytes += static_cast<char>(json.size() >> (8 * i));
        }
        bytes.append(4, '\0'); // a mask of zeros changes nothing and costs the hub the same
        bytes += json;
        raw(bytes);
    }
    void receive()
    {
        std::array<char, 65536> buffer;
        const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
        need(n > 0);
        m_in.append(buffer.data(), static_cast<std::size_t>(n));
    }
    /// Calls take(payload) for each whole frame received.
    template<typename Take>
    void frames(Take take)
    {
        std::size_t at = 0;
        for (;;) {
            const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(m_in[at + i]); };
            const std::size_t left = m_in.size() - at;
            if (left < 2)
                break;
            std::size_t size = byte(1), head = 2;
            if (size >= 126) {
                const std::size_t extra = size == 126 ? 2 : 8;
                if (left < 2 + extra)
                    break;
                size = 0;
                for (std::size_t i = 0; i < extra; ++i)
                    size = (size << 8) | byte(2 + i);
                head += extra;
            }
            if (left < head + size)
                break;
            if ((byte(0) & 0x0F) <= 2)
                take(std::string_view(m_in).substr(at + head, size));
            at += head + size;
        }
        m_in.erase(0, at);
    }

    const int fd;
    std::string m_in;
};

void roundTrips(HubThread &hub, std::size_t perFrame, int total, int opcode)
{
    Client agent(hub.port());
    Client submitter(hub.port());
    agent.upgrade();
    submitter.upgrade();
    std::string frame;
    encodeHello(frame, {1, {"bench", "nanobot", {}, {}, {}, 0, 512, {}, {}}, {}, {}});
    agent.frame(frame, opcode);
    frame.clear();
    encodeReady(frame, 512);
    agent.frame(frame, opcode);
    TaskSpec spec;
    spec.type = "code-review";
    spec.required = {"code-review"};
    spec.params = R"({"executor":"code-review","path":"src/app/main.cpp","repository":"skep","lines":[10,250]})";
    ClientReader reader;
    int sent = 0, accepted = 0, stored = 0;
    const auto onFrame = [&](std::string_view payload) {
        auto message = reader.parse(payload);
        need(message.has_value());
        if (auto *orders = std::get_if<TaskOrders>(&*message)) {
            cmd::Finish finish;
            finish.ok = true;
            finish.result = R"({"findings":[{"line":12,"rule":"unused","text":"x is never read"}],"files":1})";
            for (std::size_t i = 0; i < orders->items.size(); i += perFrame) {
                frame.clear();
                beginList(frame, MessageType::Results);
                JsonWriter w(frame);
                for (std::size_t k = i; k < std::min(i + perFrame, orders->items.size()); ++k) {
                    finish.at = {0, orders->items[k].id, orders->items[k].fence};
                    encodeResult(w, finish);
                }
                endList(frame);
                agent.frame(frame, opcode);
            }
        } else if (auto *kept = std::get_if<StoredList>(&*message)) {
            stored += static_cast<int>(kept->items.size());
        } else if (auto *list = std::get_if<AcceptedList>(&*message)) {
            accepted += static_cast<int>(list->items.size());
        }
    };
    const double start = hub.cpuNs();
    while (stored < total) {
        while (sent < total && sent - stored < 256) {
            frame.clear();
            beginList(frame, MessageType::Submit);
            JsonWriter w(frame);
            for (std::size_t i = 0; i < perFrame; ++i)
                encodeSubmit(w, std::to_string(sent++), spec);
            endList(frame);
            submitter.frame(frame, opcode);
        }
        std::array<pollfd, 2> fds{pollfd{agent.fd, POLLIN, 0}, pollfd{submitter.fd, POLLIN, 0}};
        ::poll(fds.data(), fds.size(), -1);
        if ((fds[0].revents & POLLIN) != 0) {
            agent.receive();
            agent.frames(onFrame);
        }
        if ((fds[1].revents & POLLIN) != 0) {
            submitter.receive();
            submitter.frames(onFrame);
        }
    }
    const double us = (hub.cpuNs() - start) / 1'000 / total;
    std::printf("{\"case\":\"hub.way.%zu.%s\",\"us_per_task\":%.2f}\n", perFrame, opcode == 1 ? "text" : "binary", us);
}

void requests(HubThread &hub, int total)
{
    Client client(hub.port());
    constexpr std::string_view kGet = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    std::string burst;
    for (int i = 0; i < 16; ++i)
        burst += kGet;
    const double start = hub.cpuNs();
    for (int done = 0; done < total; done += 16) {
        client.raw(burst);
        for (int answers = 0; answers < 16;) {
            client.receive();
            for (std::size_t at = 0; (at = client.m_in.find("\r\n\r\nok\n")) != std::string::npos; ++answers)
                client.m_in.erase(0, at + 7);
        }
    }
    std::printf("{\"case\":\"hub.get.pipelined16\",\"us_per_request\":%.2f}\n", (hub.cpuNs() - start) / 1'000 / total);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    HubThread hub;
    roundTrips(hub, 16, 16'000, 1); // warms up
    for (const std::size_t perFrame : {std::size_t{1}, std::size_t{16}, std::size_t{64}})
        roundTrips(hub, perFrame, 64'000, 1);
    roundTrips(hub, 16, 64'000, 2);
    requests(hub, 64'000);
    return 0;
}
