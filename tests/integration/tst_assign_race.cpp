// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hubprocess.h"
#include "support/testagent.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <random>

using namespace skep::test;
using namespace Qt::StringLiterals;

/// Several operators press "assign" at the same time.
class TestAssignRace final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void racedAssignmentsStartEachTaskOnce();
};

void TestAssignRace::racedAssignmentsStartEachTaskOnce()
{
    constexpr int kTasks = 1'000;
    constexpr int kClients = 3;
    HubProcess hub;
    QVERIFY2(hub.start(), hub.errorOutput().constData());
    // Room for all of them, so that nothing but the race decides.
    std::vector<std::unique_ptr<TestAgent>> agents;
    for (int i = 0; i < 4; ++i) {
        agents.push_back(std::make_unique<TestAgent>(hub.wsUrl(), hub.token(), u"bee-%1"_s.arg(i), 500, TestAgent::Manner::Hold));
        agents.back()->start();
    }
    for (const auto &agent : agents)
        QTRY_VERIFY(agent->isOnline());

    std::vector<std::unique_ptr<WireLink>> clients;
    QList<qint64> ids;
    QHash<qint64, int> yes; // assignments said to have worked, by task
    int answers = 0;
    for (int c = 0; c < kClients; ++c) {
        clients.push_back(std::make_unique<WireLink>(hub.wsUrl(), hub.token()));
        connect(clients.back().get(), &WireLink::received, this, [&](const QString &type, const QJsonObject &frame) {
            for (const QJsonValue &value : frame.value("items"_L1).toArray()) {
                const QJsonObject item = value.toObject();
                if (type == "accepted"_L1)
                    ids << item.value("id"_L1).toInteger();
                if (type != "reply"_L1)
                    continue;
                ++answers;
                if (item.value("ok"_L1).toBool())
                    ++yes[item.value("id"_L1).toInteger()];
            }
        });
        clients.back()->open();
    }
    for (const auto &client : clients)
        QTRY_VERIFY(client->isOpen());
    QJsonArray items;
    for (int i = 0; i < kTasks; ++i)
        items.append(QJsonObject{{u"key"_s, u"k%1"_s.arg(i)}, {u"task"_s, QJsonObject{{u"type"_s, u"errand"_s}, {u"start"_s, u"held"_s}}}});
    clients.front()->send(u"submit"_s, items);
    QTRY_COMPARE_WITH_TIMEOUT(ids.size(), kTasks, 30'000);

    for (int c = 0; c < kClients; ++c) {
        QList<qint64> order = ids;
        std::shuffle(order.begin(), order.end(), std::minstd_rand(static_cast<unsigned>(c + 1)));
        for (qsizetype first = 0; first < order.size(); first += 10) {
            QJsonArray commands;
            for (const qint64 id : order.mid(first, 10))
                commands.append(QJsonObject{{u"ref"_s, id}, {u"name"_s, u"assign"_s}, {u"id"_s, id}});
            clients[static_cast<std::size_t>(c)]->send(u"command"_s, commands);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers, kTasks * kClients, 60'000);
    QCOMPARE(yes.size(), kTasks);
    for (auto it = yes.begin(); it != yes.end(); ++it)
        QCOMPARE(it.value(), 1);

    const auto sentCount = [&agents] {
        qsizetype sum = 0;
        for (const auto &agent : agents)
            sum += agent->sent().size();
        return sum;
    };
    QTRY_COMPARE_WITH_TIMEOUT(sentCount(), kTasks, 30'000);
    QSet<qint64> started;
    for (const auto &agent : agents) {
        for (const TestAgent::Lease &lease : agent->sent()) {
            QVERIFY2(!started.contains(lease.first), "a task was started twice");
            started.insert(lease.first);
        }
        for (const TestAgent::Lease &lease : QList(agent->held()))
            agent->finish(lease);
    }
    QTRY_COMPARE_WITH_TIMEOUT(hub.ctlJson({u"report"_s}).value("tasks"_L1).toObject().value("done"_L1).toInteger(), kTasks, 60'000);
    QCOMPARE(sentCount(), kTasks);
    QVERIFY(hub.stop());
}

QTEST_GUILESS_MAIN(TestAssignRace)
#include "tst_assign_race.moc"
