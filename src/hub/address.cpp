// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/address.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace skep::hub {
namespace {

// Splits at the colon before the port; brackets stay with the host. No port: the whole is the host.
bool split(std::string_view text, std::string_view &host, std::optional<quint16> &port)
{
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.rfind(':');
    host = text;
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
        return true;
    host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    quint16 value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return false;
    port = value;
    return true;
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text);
}

} // namespace

std::string hostName(std::string_view hostAndPort)
{
    std::string_view host;
    std::optional<quint16> port;
    if (!split(hostAndPort, host, port) || host.empty())
        return {};
    if (host.front() == '[') {
        if (host.back() != ']')
            return {};
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return {};
    }
    std::string name(host);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return name;
}

bool isLoopbackName(std::string_view host)
{
    if (host == "localhost" || host == "::1")
        return true;
    // A name like 127.0.0.1.example.com must not pass, so the text has to be an address.
    QHostAddress address;
    return address.setAddress(toQt(host)) && address.isLoopback();
}

Result<Endpoint> parseListen(std::string_view text)
{
    std::string_view rest;
    std::optional<quint16> port;
    const std::string host = hostName(text);
    if (!split(text, rest, port) || !port || host.empty())
        return failField(ErrorCode::BadValue, "listen", 0, "HOST:PORT is expected, not " + std::string(text));
    Endpoint endpoint;
    endpoint.port = *port;
    if (host == "localhost")
        endpoint.address = QHostAddress(QHostAddress::LocalHost);
    else if (!endpoint.address.setAddress(toQt(host)))
        return failField(ErrorCode::BadValue, "listen", 0, "not an address: " + host);
    if (!endpoint.address.isLoopback())
        return failField(ErrorCode::OutOfRange, "listen", 0,
                         host + " is not a loopback address; a hub that other machines can reach needs certificates and"
                                " invites, which do not exist yet");
    return endpoint;
}

std::string toText(const QHostAddress &address, quint16 port)
{
    const std::string host = address.toString().toStdString();
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

} // namespace skep::hub
