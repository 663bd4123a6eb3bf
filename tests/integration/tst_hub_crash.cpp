// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hubprocess.h"
#include "support/testagent.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QTest>

#include <random>

using namespace skep::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTasksPerSecond = 2'000;
constexpr int kTickMs = 20;
constexpr int kAgents = 4;
constexpr int kSlots = 64;

/// Submits at a steady pace, with keys, and says again after a crash what was not accepted.
class Submitter final : public QObject
{
    Q_OBJECT

public:
    Submitter(const QUrl &url, const QByteArray &token)
        : m_link(url, token)
    {
        connect(&m_link, &WireLink::opened, this, [this] { send(m_open.keys()); });
        connect(&m_link, &WireLink::received, this, &Submitter::onFrame);
        connect(&m_tick, &QTimer::timeout, this, &Submitter::onTick);
        m_link.open();
        m_pace.start();
        m_tick.start(kTickMs);
    }

    void stopSubmitting() { m_tick.stop(); }
    [[nodiscard]] bool isAnswered() const { return m_open.isEmpty(); }
    /// Key to id, of every task the hub said yes to.
    [[nodiscard]] const QHash<QString, qint64> &accepted() const { return m_accepted; }
    [[nodiscard]] const QStringList &faults() const { return m_faults; }

private:
    void onTick()
    {
        if (!m_link.isOpen())
            return m_pace.restart(), void();
        const auto due = m_pace.restart() * kTasksPerSecond / 1'000;
        QStringList keys;
        for (qint64 i = 0; i < due; ++i) {
            keys << u"k%1"_s.arg(++m_last);
            m_open.insert(keys.constLast(), true);
        }
        send(keys);
    }

    void send(const QStringList &keys)
    {
        constexpr qsizetype kItemsMax = 1'000;
        for (qsizetype first = 0; first < keys.size(); first += kItemsMax) {
            QJsonArray items;
            for (const QString &key : keys.mid(first, kItemsMax))
                items.append(QJsonObject{{u"key"_s, key}, {u"task"_s, QJsonObject{{u"type"_s, u"errand"_s}, {u"attempts"_s, 20}}}});
            m_link.send(u"submit"_s, items);
        }
    }

    void onFrame(const QString &type, const QJsonObject &frame)
    {
        if (type == "error"_L1 || type == "refused"_L1)
            m_faults << QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)).left(300);
        if (type != "accepted"_L1)
            return;
        for (const QJsonValue &value : frame.value("items"_L1).toArray()) {
            const QString key = value.toObject().value("key"_L1).toString();
            const qint64 id = value.toObject().value("id"_L1).toInteger();
            m_open.remove(key);
            if (m_accepted.value(key, id) != id)
                m_faults << u"key %1 gave two tasks"_s.arg(key);
            m_accepted.insert(key, id);
        }
    }

    WireLink m_link;
    QTimer m_tick;
    QElapsedTimer m_pace;
    QHash<QString, bool> m_open;
    QHash<QString, qint64> m_accepted;
    QStringList m_faults;
    qint64 m_last = 0;
};

} // namespace

/// What a hub that is killed under load has promised.
class TestHubCrash final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptedTasksSurviveKills();

private:
    [[nodiscard]] QJsonObject fetch(const HubProcess &hub, const QString &pathAndQuery);
    /// Accepted results by task, from the log of events.
    [[nodiscard]] QHash<qint64, int> acceptedResults(const HubProcess &hub);

    QNetworkAccessManager m_network;
};

QJsonObject TestHubCrash::fetch(const HubProcess &hub, const QString &pathAndQuery)
{
    QNetworkRequest request(QUrl(hub.url().toString() + pathAndQuery));
    request.setRawHeader("Authorization", "Bearer " + hub.token());
    const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000))
        return {};
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QHash<qint64, int> TestHubCrash::acceptedResults(const HubProcess &hub)
{
    QHash<qint64, int> counts;
    qint64 after = 0;
    while (true) {
        const QJsonObject page = fetch(hub, u"/api/v1/events?limit=1000&after=%1"_s.arg(after));
        for (const QJsonValue &value : page.value("items"_L1).toArray()) {
            const QJsonObject event = value.toObject();
            if (event.value("kind"_L1).toString() == "attempt_ended"_L1 && event.value("outcome"_L1).toString() == "accepted"_L1)
                ++counts[event.value("id"_L1).toInteger()];
        }
        if (!page.value("next"_L1).isDouble())
            return counts;
        after = page.value("next"_L1).toInteger();
    }
}

void TestHubCrash::acceptedTasksSurviveKills()
{
    const int kills = qEnvironmentVariableIsSet("SKEP_TEST_KILLS") ? qEnvironmentVariableIntValue("SKEP_TEST_KILLS") : 5;
    HubProcess hub;
    QVERIFY2(hub.start(), hub.errorOutput().constData());
    std::vector<std::unique_ptr<TestAgent>> agents;
    for (int i = 0; i < kAgents; ++i) {
        agents.push_back(std::make_unique<TestAgent>(hub.wsUrl(), hub.token(), u"bee-%1"_s.arg(i), kSlots, TestAgent::Manner::Finish));
        agents.back()->start();
    }
    Submitter submitter(hub.wsUrl(), hub.token());
    std::minstd_rand moment(6174); // how far into the load the hub dies, counted in accepted tasks
    for (int i = 0; i < kills; ++i) {
        const auto target = submitter.accepted().size() + 200 + static_cast<qsizetype>(moment() % 1'500);
        QTRY_VERIFY_WITH_TIMEOUT(submitter.accepted().size() >= target, 60'000);
        hub.killHard();
        QVERIFY2(hub.start(), hub.errorOutput().constData());
    }
    submitter.stopSubmitting();
    QTRY_VERIFY_WITH_TIMEOUT(submitter.isAnswered(), 60'000);
    QCOMPARE(submitter.faults(), QStringList());

    const qsizetype accepted = submitter.accepted().size();
    const auto tasks = [&] { return hub.ctlJson({u"report"_s}).value("tasks"_L1).toObject(); };
    QTRY_COMPARE_WITH_TIMEOUT(tasks().value("done"_L1).toInteger(), accepted, 120'000);
    QCOMPARE(tasks().value("total"_L1).toInteger(), accepted); // a repeated submission made no second task
    qint64 byAgents = 0;
    const QJsonArray lines = hub.ctlJson({u"report"_s}).value("agents_detail"_L1).toArray();
    for (const QJsonValue &line : lines)
        byAgents += line.toObject().value("accepted"_L1).toInteger();
    QCOMPARE(byAgents, accepted); // what agents did before the kills still counts
    const QHash<qint64, int> results = acceptedResults(hub);
    for (auto it = submitter.accepted().begin(); it != submitter.accepted().end(); ++it)
        QVERIFY2(results.value(it.value()) == 1, qPrintable(u"task %1 has %2 accepted results"_s.arg(it.value()).arg(results.value(it.value()))));
    QCOMPARE(results.size(), accepted);
    for (const auto &agent : agents) {
        const QSet<qint64> stored(agent->stored().begin(), agent->stored().end());
        for (const qint64 id : stored)
            QVERIFY2(results.contains(id), "a result that was stored is missing");
    }
    qInfo("%d kills, %lld tasks accepted, each with one accepted result", kills, static_cast<long long>(accepted));
}

QTEST_GUILESS_MAIN(TestHubCrash)
#include "tst_hub_crash.moc"
