// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/peeruid.h"

#include <QFile>

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#endif

namespace skep::hub {

#ifdef Q_OS_LINUX
namespace {

// Address and port as /proc/net/tcp writes them: words in the machine's order, in hexadecimal.
QByteArray v4Key(quint32 hostOrder, quint16 port)
{
    std::array<char, 32> text;
    const quint32 networkOrder = __builtin_bswap32(hostOrder);
    std::snprintf(text.data(), text.size(), "%08X:%04X", networkOrder, port);
    return text.data();
}

QByteArray v6Key(const QHostAddress &address, quint16 port)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    QByteArray key;
    std::array<char, 16> text;
    for (int word = 0; word < 4; ++word) {
        quint32 value = 0;
        std::memcpy(&value, bytes.c + word * 4, 4);
        std::snprintf(text.data(), text.size(), "%08X", value);
        key += text.data();
    }
    std::snprintf(text.data(), text.size(), ":%04X", port);
    return key + text.data();
}

// The user of the socket whose own end is `from` and whose far end is `to`; -1 when it is not listed.
qint64 uidOf(const QString &table, const QByteArray &from, const QByteArray &to)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    file.readLine();
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() > 7 && columns[1] == from && columns[2] == to)
            return columns[7].toLongLong();
    }
    return -1;
}

} // namespace

bool isSameUser(const QHostAddress &peer, quint16 peerPort, const QHostAddress &local, quint16 localPort)
{
    const qint64 me = ::getuid();
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);
    if (isV4 && uidOf(QStringLiteral("/proc/net/tcp"), v4Key(v4, peerPort), v4Key(local.toIPv4Address(), localPort)) == me)
        return true;
    return uidOf(QStringLiteral("/proc/net/tcp6"), v6Key(peer, peerPort), v6Key(local, localPort)) == me;
}

#else

bool isSameUser(const QHostAddress &, quint16, const QHostAddress &, quint16)
{
    return true;
}

#endif

} // namespace skep::hub
