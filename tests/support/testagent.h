// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/wirelink.h"

#include <QHash>
#include <QPair>

namespace skep::test {

/// An agent that does what the test says. Follows docs/protocol.md: keeps a result until the hub stored or refused
/// it, resumes its session, says its final words again then.
class TestAgent final : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        Finish, // every task at once, with a good result
        Hold,   // keeps tasks until told
        Start,  // says that it has begun, and keeps them
    };
    using Lease = QPair<qint64, qint64>; // task, fence

    TestAgent(QUrl url, QByteArray token, QString name, int slotCount, Manner manner, QObject *parent = nullptr);

    void setCapabilities(const QStringList &capabilities) { m_capabilities = capabilities; }
    void start();
    void leave() { m_link.close(); }

    void finish(Lease lease);
    void failTask(Lease lease, const QString &error);
    void ask(Lease lease, const QString &question);
    /// Every task that the hub ever sent, in order, repeats included.
    [[nodiscard]] const QList<Lease> &sent() const { return m_sent; }
    [[nodiscard]] const QList<Lease> &held() const { return m_held; }
    /// Tasks whose good result the hub said to have stored.
    [[nodiscard]] const QList<qint64> &stored() const { return m_stored; }
    [[nodiscard]] const QStringList &answers() const { return m_answers; }
    [[nodiscard]] bool isOnline() const { return m_isOnline; }
    [[nodiscard]] int resumptions() const { return m_resumptions; }

Q_SIGNALS:
    void received(const QString &type, const QJsonObject &frame);

private:
    void onOpened();
    void onFrame(const QString &type, const QJsonObject &frame);
    void onWelcome(const QJsonObject &frame);
    void onTasks(const QJsonArray &items);
    void say(Lease lease, const QJsonObject &result);
    void settle(const QJsonArray &items, bool isStored);

    WireLink m_link;
    const QString m_name;
    const int m_slotCount;
    const Manner m_manner;
    QStringList m_capabilities;
    QString m_session;
    QHash<Lease, QJsonObject> m_unsettled; // final words that the hub has not confirmed
    QList<Lease> m_sent, m_held;
    QList<qint64> m_stored;
    QStringList m_answers;
    QTimer m_renew;
    bool m_isOnline = false;
    int m_resumptions = 0;
};

} // namespace skep::test
