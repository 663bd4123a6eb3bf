// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hubprocess.h"
#include "support/testagent.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QSignalSpy>
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
    void racedUndoAndReservationsStartEachTaskOnce();

private:
    QJsonObject get(const HubProcess &hub, const QString &path);
};

QJsonObject TestAssignRace::get(const HubProcess &hub, const QString &path)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(hub.url().toString(QUrl::StripTrailingSlash) + path));
    request.setRawHeader("Authorization", "Bearer " + hub.token());
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(30'000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

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

namespace {

/// A person at a window who assigns, waits for a place, and has second thoughts.
struct Person
{
    std::unique_ptr<WireLink> link;
    int open = 0, undone = 0, tooLate = 0, waits = 0;
    QHash<qint64, qint64> asked; // task by ref

    void send(QJsonObject command)
    {
        static qint64 lastRef = 0;
        command.insert(u"ref"_s, ++lastRef);
        asked.insert(lastRef, command.value("id"_L1).toInteger());
        ++open;
        link->send(u"command"_s, {command});
    }
    void onReply(const QJsonObject &item)
    {
        --open;
        const qint64 id = asked.take(item.value("ref"_L1).toInteger());
        const bool isOk = item.value("ok"_L1).toBool();
        const QString code = item.value("error"_L1).toObject().value("code"_L1).toString();
        const bool wasUndo = id < 0;
        if (wasUndo) {
            undone += isOk ? 1 : 0;
            tooLate += code == "already_started"_L1 ? 1 : 0;
            return;
        }
        waits += item.value("waits"_L1).toBool() ? 1 : 0;
        if (isOk && id % 3 == 0)
            takeBack(id, item.value("fence"_L1).toInteger());
    }
    void takeBack(qint64 id, qint64 fence)
    {
        send({{u"name"_s, u"unassign"_s}, {u"id"_s, id}, {u"fence"_s, fence}});
        for (qint64 &task : asked) // marks what was sent last
            task = task == id ? -id : task;
    }
};

} // namespace

void TestAssignRace::racedUndoAndReservationsStartEachTaskOnce()
{
    constexpr int kTasks = 1'000;
    HubProcess hub;
    QVERIFY2(hub.start(), hub.errorOutput().constData());
    std::vector<std::unique_ptr<TestAgent>> agents;
    const auto addAgent = [&](const QString &name, int slotCount, TestAgent::Manner manner) {
        agents.push_back(std::make_unique<TestAgent>(hub.wsUrl(), hub.token(), name, slotCount, manner));
        agents.back()->start();
    };
    addAgent(u"bee-0"_s, 1'000, TestAgent::Manner::Hold);
    addAgent(u"bee-1"_s, 1'000, TestAgent::Manner::Start);
    addAgent(u"tight"_s, 5, TestAgent::Manner::Start);
    for (const auto &agent : agents)
        QTRY_VERIFY(agent->isOnline());

    QList<qint64> ids;
    std::vector<Person> persons(3);
    for (Person &person : persons) {
        person.link = std::make_unique<WireLink>(hub.wsUrl(), hub.token());
        connect(person.link.get(), &WireLink::received, this, [&](const QString &type, const QJsonObject &frame) {
            for (const QJsonValue &item : frame.value("items"_L1).toArray()) {
                if (type == "accepted"_L1)
                    ids << item.toObject().value("id"_L1).toInteger();
                else if (type == "reply"_L1)
                    person.onReply(item.toObject());
            }
        });
        person.link->open();
    }
    for (const Person &person : persons)
        QTRY_VERIFY(person.link->isOpen());
    QJsonArray items;
    for (int i = 0; i < kTasks; ++i)
        items.append(QJsonObject{{u"key"_s, u"u%1"_s.arg(i)}, {u"task"_s, QJsonObject{{u"type"_s, u"errand"_s}, {u"start"_s, u"held"_s}}}});
    persons.front().link->send(u"submit"_s, items);
    QTRY_COMPARE_WITH_TIMEOUT(ids.size(), kTasks, 30'000);

    QList<QList<qint64>> orders(3, ids);
    for (unsigned p = 0; p < 3; ++p)
        std::shuffle(orders[p].begin(), orders[p].end(), std::minstd_rand(p + 11));
    // First some that nobody else asks for yet, more than the small agent has slots: there are reservations for certain.
    for (int i = 0; i < 20; ++i)
        persons[2].send({{u"name"_s, u"assign"_s}, {u"id"_s, orders[2][i]}, {u"agent"_s, u"tight"_s}, {u"may_wait"_s, true}});
    QTRY_COMPARE_WITH_TIMEOUT(persons[2].open, 0, 30'000);
    for (int i = 0; i < kTasks; ++i) {
        persons[0].send({{u"name"_s, u"assign"_s}, {u"id"_s, orders[0][i]}});
        persons[1].send({{u"name"_s, u"assign"_s}, {u"id"_s, orders[1][i]}, {u"agent"_s, u"bee-1"_s}});
        persons[2].send({{u"name"_s, u"assign"_s}, {u"id"_s, orders[2][i]}, {u"agent"_s, u"tight"_s}, {u"may_wait"_s, true}});
    }
    const auto sum = [&](auto member) {
        int all = 0;
        for (const Person &person : persons)
            all += person.*member;
        return all;
    };
    QTRY_COMPARE_WITH_TIMEOUT(sum(&Person::open), 0, 60'000);
    QVERIFY(sum(&Person::undone) > 0);
    QVERIFY(sum(&Person::waits) > 0);

    // What was taken back and not reserved is assigned once more; reserved tasks come to their agent as it ends others.
    QTimer work;
    connect(&work, &QTimer::timeout, this, [&] {
        for (const auto &agent : agents)
            for (const TestAgent::Lease &lease : QList(agent->held()))
                agent->finish(lease);
    });
    work.start(20);
    const auto left = [&](const QString &reason) {
        QList<qint64> found;
        for (const QJsonValue &task : get(hub, u"/api/v1/tasks?state=blocked&limit=1000"_s).value("items"_L1).toArray())
            if (task.toObject().value("wait"_L1).toObject().value("reason"_L1).toString() == reason)
                found << task.toObject().value("id"_L1).toInteger();
        return found;
    };
    QTRY_COMPARE_WITH_TIMEOUT(left(u"next_for"_s).size(), 0, 60'000);
    for (const qint64 id : left(u"held"_s))
        persons.front().link->send(u"command"_s, {QJsonObject{{u"ref"_s, 0}, {u"name"_s, u"assign"_s}, {u"id"_s, id}}});
    const auto done = [&] { return get(hub, u"/api/v1/report"_s).value("tasks"_L1).toObject().value("done"_L1).toInteger(); };
    QTRY_COMPARE_WITH_TIMEOUT(done(), kTasks, 60'000);

    // The report may be ahead of the last words to the agents.
    const auto told = [&] {
        qsizetype all = 0;
        for (const auto &agent : agents)
            all += agent->stored().size();
        return all;
    };
    QTRY_VERIFY_WITH_TIMEOUT(told() >= kTasks, 30'000);
    QSet<qint64> stored, undone;
    for (const auto &agent : agents)
        for (const qint64 id : agent->stored()) {
            QVERIFY2(!stored.contains(id), "two results of one task were kept");
            stored.insert(id);
        }
    QCOMPARE(stored.size(), kTasks);
    QHash<qint64, int> started, ended;
    int leases = 0;
    QJsonObject page;
    for (qint64 after = 0;; after = page.value("next"_L1).toInteger()) {
        page = get(hub, u"/api/v1/events?limit=1000&after=%1"_s.arg(after));
        if (page.value("items"_L1).toArray().isEmpty())
            break;
        for (const QJsonValue &value : page.value("items"_L1).toArray()) {
            const QJsonObject event = value.toObject();
            const QString kind = event.value("kind"_L1).toString();
            const qint64 id = event.value("id"_L1).toInteger(), fence = event.value("fence"_L1).toInteger();
            leases += kind == "leased"_L1 ? 1 : 0;
            if (kind == "unassigned"_L1 && fence != 0)
                undone.insert(fence);
            const bool isWord = kind == "started"_L1 || kind == "attempt_ended"_L1;
            if (!isWord || event.value("outcome"_L1).toString() == "superseded"_L1)
                continue;
            QVERIFY2(!undone.contains(fence), "a word under an undone fence was taken");
            QVERIFY2(++(kind == "started"_L1 ? started : ended)[id] == 1, "a task was started twice");
        }
    }
    QCOMPARE(ended.size(), kTasks);
    QVERIFY(leases > kTasks); // some were given again
    QVERIFY(hub.stop());
}

QTEST_GUILESS_MAIN(TestAssignRace)
#include "tst_assign_race.moc"
