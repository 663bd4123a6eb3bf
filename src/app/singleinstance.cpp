// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

namespace skep::app {
namespace {

constexpr int kAnswerMs = 2'000;
constexpr int kLineBytesMax = 64;
const QByteArray kAsk = QByteArrayLiteral("raise\n");
const QByteArray kAnswer = QByteArrayLiteral("raised\n");

QString nameFor(const QString &dataDir)
{
    const QString folder = QDir(dataDir).absolutePath();
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    const QString name = QStringLiteral("skep-window-") + QString::fromLatin1(hash);
    // In the user's own runtime folder where there is one; the common folder for temporary files is anybody's.
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? name : runtime + u'/' + name;
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDir, QObject *parent)
    : QObject(parent)
    , m_name(nameFor(dataDir))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (socket->bytesAvailable() > kLineBytesMax) {
                    socket->abort();
                } else if (socket->canReadLine() && socket->readLine() == kAsk) {
                    socket->write(kAnswer);
                    socket->disconnectFromServer();
                    emit raiseWanted();
                }
            });
        }
    });
}

bool SingleInstance::raiseOther()
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kAnswerMs))
        return false;
    socket.write(kAsk);
    return socket.waitForReadyRead(kAnswerMs) && socket.readLine() == kAnswer;
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return true;
    QLocalServer::removeServer(m_name); // left behind by one that was killed: nobody answered raiseOther()
    return m_server.listen(m_name);
}

} // namespace skep::app
