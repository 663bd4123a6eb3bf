// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/agentlink.h"
#include "client/agentwords.h"
#include "client/backoff.h"
#include "unit/nanobot/fakehub.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <set>

using namespace skep;
using namespace skep::client;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(skep::wire::TaskOrder)
Q_DECLARE_METATYPE(skep::Error)

namespace {

AgentLinkOptions options(const FakeHub &hub)
{
    AgentLinkOptions link;
    link.hub = hub.url();
    link.agent.name = "n";
    link.agent.slots = 4;
    link.agent.capabilities = {"work"};
    link.token = "t";
    link.backoffFirst = 5ms;
    link.backoffMax = 20ms;
    link.progressEvery = 20ms;
    return link;
}

cmd::Finish good(std::string result = "{\"a\":1}")
{
    cmd::Finish word;
    word.ok = true;
    word.result = std::move(result);
    return word;
}

QJsonObject only(const QList<QJsonObject> &list)
{
    return list.size() == 1 ? list.constFirst() : QJsonObject{{QStringLiteral("count"), list.size()}};
}

/// A link that has been welcomed.
struct Pair {
    explicit Pair(int renewMs = 5'000, const std::function<void(AgentLinkOptions &)> &change = {})
    {
        AgentLinkOptions all = options(hub);
        if (change)
            change(all);
        link = std::make_unique<AgentLink>(all);
        link->setWindow(3);
        link->start();
        isUp = greet(false, renewMs, 1);
    }
    bool greet(bool resumed, int renewMs, int hellos)
    {
        if (!QTest::qWaitFor([&] { return hub.frames("hello").size() == hellos; }))
            return false;
        hub.welcome(resumed, renewMs);
        return QTest::qWaitFor([&] { return hub.frames("ready").size() == hellos; });
    }
    bool give(int id, qint64 fence)
    {
        hub.task(id, fence);
        return QTest::qWaitFor([&] { return link->holds(static_cast<Fence>(fence)); });
    }

    FakeHub hub;
    std::unique_ptr<AgentLink> link;
    bool isUp = false;
};

} // namespace

class TestAgentLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backoffDoublesWithJitterAndStaysBounded();
    void helloSaysWhoAndReadyHowMuch();
    void wordsOfOneTurnShareFrames();
    void progressIsMergedAndBatched();
    void progressStandsBeforeTheFinalWord();
    void logBeyondTheBoundGivesWayToANote();
    void unstoredResultIsSentAgainAfterAResume();
    void storedResultIsNotSentAgain();
    void resultMadeOfflineIsSentOnReturn();
    void resumeGivesTheSessionAndKeepsLeases();
    void refusedResumeEndsLeases();
    void allLeasesAreRenewedInOneFrame();
    void staleLeaseIsLost();
    void resultRefusedForItsFormBecomesAFailure();
    void overlongResultBecomesAFailure();
    void cancelReachesTheWorkAndIsAnswered();
    void cancelOfAnUnknownLeaseIsAnswered();
    void answerReachesTheWork();
    void questionIsRepeatedAfterAResumeUnlessAnswered();
    void taskSentTwiceIsTakenOnce();
    void silentHubIsLeft();
    void hubThatIsAwayIsWaitedFor();
    void refusedAgentStops();
    void nameInUseIsTriedAgain();
    void brokenFramesChangeNothing();
    void leaveWaitsForStored();
    void leaveOfflineEndsAtOnce();
    void leaveGivesUpInTime();
    void longFramesAreSplit();
    void textThatIsNoTextIsMended();
};

void TestAgentLink::backoffDoublesWithJitterAndStaysBounded()
{
    Backoff first(100ms, 1'000ms, 1);
    Backoff same(100ms, 1'000ms, 1);
    std::set<std::int64_t> seen;
    std::int64_t bound = 100;
    for (int i = 0; i < 40; ++i) {
        const auto pause = first.next();
        QCOMPARE(same.next(), pause);
        QVERIFY(pause.count() >= bound / 2 && pause.count() <= bound);
        seen.insert(pause.count());
        bound = std::min<std::int64_t>(bound * 2, 1'000);
    }
    QVERIFY(seen.size() > 20);
    first.reset();
    QVERIFY(first.next() <= 100ms);
}

void TestAgentLink::helloSaysWhoAndReadyHowMuch()
{
    Pair pair;
    QVERIFY(pair.isUp);
    const QJsonObject hello = only(pair.hub.frames("hello"));
    QCOMPARE(hello.value(QLatin1StringView("v")).toInt(), 1);
    QCOMPARE(hello.value(QLatin1StringView("agent")).toString(), QStringLiteral("n"));
    QCOMPARE(hello.value(QLatin1StringView("slots")).toInt(), 4);
    QCOMPARE(hello.value(QLatin1StringView("token")).toString(), QStringLiteral("t"));
    QVERIFY(hello.value(QLatin1StringView("resume")).toString().isEmpty());
    QCOMPARE(only(pair.hub.frames("ready")).value(QLatin1StringView("slots")).toInt(), 3);
    pair.link->setWindow(3); // no change, no frame
    pair.link->setWindow(0);
    QTRY_COMPARE(pair.hub.frames("ready").size(), 2);
    QCOMPARE(pair.hub.frames("ready").constLast().value(QLatin1StringView("slots")).toInt(), 0);
}

void TestAgentLink::wordsOfOneTurnShareFrames()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12) && pair.give(3, 13));
    for (const Fence fence : {11, 12, 13}) {
        pair.link->started(fence, false);
        pair.link->finish(fence, good());
    }
    QTRY_COMPARE(pair.hub.items("results").size(), 3);
    QCOMPARE(pair.hub.frames("started").size(), 1);
    QCOMPARE(pair.hub.frames("results").size(), 1);
    QCOMPARE(pair.hub.items("started").size(), 3);
}

void TestAgentLink::progressIsMergedAndBatched()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->started(11, false);
    for (int i = 1; i <= 50; ++i)
        pair.link->progress(11, i, 50, "note " + std::to_string(i), {"line " + std::to_string(i)});
    QTRY_COMPARE(pair.hub.logLines().size(), 50);
    const QJsonObject item = only(pair.hub.items("progress"));
    QCOMPARE(item.value(QLatin1StringView("done")).toInt(), 50);
    QCOMPARE(item.value(QLatin1StringView("note")).toString(), QStringLiteral("note 50"));
    QCOMPARE(pair.hub.logLines().constFirst(), QStringLiteral("line 1"));
    // A line alone must not set the count back at a hub that takes every word whole.
    pair.link->progress(11, 0, 0, {}, {"more"});
    QTRY_COMPARE(pair.hub.items("progress").size(), 2);
    QCOMPARE(pair.hub.items("progress").constLast().value(QLatin1StringView("done")).toInt(), 50);
    QCOMPARE(pair.hub.items("progress").constLast().value(QLatin1StringView("of")).toInt(), 50);
}

void TestAgentLink::progressStandsBeforeTheFinalWord()
{
    Pair pair(5'000, [](AgentLinkOptions &all) { all.progressEvery = 1h; });
    QVERIFY(pair.give(1, 11));
    pair.link->started(11, true);
    pair.link->progress(11, 1, 1, "n", {"last line"});
    pair.link->finish(11, good());
    pair.link->progress(11, 0, 0, {}, {"too late"});
    QTRY_COMPARE(pair.hub.frames("results").size(), 1);
    QStringList order;
    for (const QJsonObject &frame : pair.hub.all)
        order.append(frame.value(QLatin1StringView("type")).toString());
    QCOMPARE(order.mid(2),
             (QStringList{QStringLiteral("started"), QStringLiteral("progress"), QStringLiteral("results")}));
    QCOMPARE(pair.hub.logLines(), QStringList{QStringLiteral("last line")});
    QVERIFY(only(pair.hub.items("started")).value(QLatin1StringView("simulated")).toBool());
}

void TestAgentLink::logBeyondTheBoundGivesWayToANote()
{
    AgentWords words;
    QVERIFY(words.take({1, 11}));
    for (int i = 0; i < 5'000; ++i)
        words.progress(11, 0, 0, {}, {"line " + std::to_string(i)});
    const std::vector<std::string> frames = words.takeFrames(true);
    QCOMPARE(frames.size(), std::size_t(1));
    QVERIFY(frames[0].find("(4001 lines left out)") != std::string::npos);
    QVERIFY(frames[0].find("line 4999") != std::string::npos);
    QVERIFY(frames[0].find("line 4000\"") == std::string::npos);
    words.progress(11, 0, 0, {}, std::vector<std::string>(900, std::string(5'000, '\x01')));
    QVERIFY(words.takeFrames(true)[0].size() <= limits::kFrameBytesMax);
}

void TestAgentLink::unstoredResultIsSentAgainAfterAResume()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->started(11, false);
    pair.link->finish(11, good("{\"kept\":true}"));
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    pair.hub.cut();
    QVERIFY(pair.greet(true, 5'000, 2));
    QTRY_COMPARE(pair.hub.items("results").size(), 2);
    QCOMPARE(pair.hub.items("results").at(0), pair.hub.items("results").at(1));
    QCOMPARE(pair.link->unconfirmed(), std::size_t(1));
    pair.hub.word("stored", 1, 11);
    QTRY_COMPARE(pair.link->unconfirmed(), std::size_t(0));
}

void TestAgentLink::storedResultIsNotSentAgain()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->finish(11, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    pair.hub.word("stored", 1, 11);
    QTRY_COMPARE(pair.link->unconfirmed(), std::size_t(0));
    pair.hub.cut();
    QVERIFY(pair.greet(true, 5'000, 2));
    QCOMPARE(pair.hub.items("results").size(), 1);
}

void TestAgentLink::resultMadeOfflineIsSentOnReturn()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.hub.cut();
    QTRY_VERIFY(!pair.link->isOnline());
    pair.link->finish(11, good());
    QVERIFY(pair.greet(true, 5'000, 2));
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
}

void TestAgentLink::resumeGivesTheSessionAndKeepsLeases()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12));
    pair.link->started(11, false);
    QTRY_COMPARE(pair.hub.items("started").size(), 1);
    QSignalSpy lost(pair.link.get(), &AgentLink::leaseLost);
    QSignalSpy online(pair.link.get(), &AgentLink::online);
    pair.hub.cut();
    QVERIFY(pair.greet(true, 5'000, 2));
    QCOMPARE(pair.hub.frames("hello").constLast().value(QLatin1StringView("resume")).toString(), QStringLiteral("s1"));
    QCOMPARE(pair.hub.items("renew").size(), 2); // at once: the leases may be close to their end
    QCOMPARE(pair.hub.items("started").size(), 2); // the first one may have been lost
    QCOMPARE(lost.count(), 0);
    QVERIFY(online.constFirst().constFirst().toBool());
    QVERIFY(pair.link->holds(11) && pair.link->holds(12));
}

void TestAgentLink::refusedResumeEndsLeases()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12));
    pair.link->finish(12, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    QSignalSpy lost(pair.link.get(), &AgentLink::leaseLost);
    pair.hub.cut();
    QVERIFY(pair.greet(false, 5'000, 2));
    QTRY_COMPARE(lost.count(), 1);
    QCOMPARE(lost.constFirst().constFirst().toULongLong(), 11ULL);
    QVERIFY(pair.hub.items("renew").isEmpty());
    QTRY_COMPARE(pair.hub.items("results").size(), 2); // the hub keeps it for a person to look at
    pair.hub.word("refused", 2, 12, ",\"reason\":\"stale_fence\"");
    QTRY_COMPARE(pair.link->unconfirmed(), std::size_t(0));
}

void TestAgentLink::allLeasesAreRenewedInOneFrame()
{
    Pair pair(100);
    QVERIFY(pair.give(1, 11) && pair.give(2, 12) && pair.give(3, 13));
    const auto before = pair.hub.frames("renew").size();
    QTRY_VERIFY(pair.hub.frames("renew").size() > before);
    QCOMPARE(pair.hub.frames("renew").constLast().value(QLatin1StringView("items")).toArray().size(), 3);
    for (const Fence fence : {11, 12, 13})
        pair.link->finish(fence, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 3);
    const auto renewed = pair.hub.frames("renew").size();
    QVERIFY(pair.give(4, 14));
    QTRY_VERIFY(pair.hub.frames("renew").size() > renewed);
    QCOMPARE(pair.hub.frames("renew").constLast().value(QLatin1StringView("items")).toArray().size(), 1);
}

void TestAgentLink::staleLeaseIsLost()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    QSignalSpy lost(pair.link.get(), &AgentLink::leaseLost);
    pair.hub.word("refused", 1, 11, ",\"reason\":\"conflict\"");
    pair.hub.word("refused", 1, 11, ",\"reason\":\"stale_fence\"");
    pair.hub.word("refused", 1, 11, ",\"reason\":\"stale_fence\"");
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(!pair.link->holds(11));
    pair.link->finish(11, good());
    QCOMPARE(pair.link->unconfirmed(), std::size_t(0));
}

void TestAgentLink::resultRefusedForItsFormBecomesAFailure()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->finish(11, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    pair.hub.word("refused", 1, 11, ",\"reason\":\"too_long\",\"field\":\"result\",\"of\":\"results\"");
    QTRY_COMPARE(pair.hub.items("results").size(), 2);
    const QJsonObject second = pair.hub.items("results").constLast();
    QVERIFY(!second.value(QLatin1StringView("ok")).toBool());
    QVERIFY(second.value(QLatin1StringView("error")).toString().contains(QStringLiteral("too_long")));
    pair.hub.word("refused", 1, 11, ",\"reason\":\"too_long\",\"field\":\"error\",\"of\":\"results\"");
    QTRY_COMPARE(pair.link->unconfirmed(), std::size_t(0)); // it has done what it could
}

void TestAgentLink::overlongResultBecomesAFailure()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->finish(11, good("{\"a\":\"" + std::string(limits::kResultBytesMax, 'x') + "\"}"));
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    QVERIFY(!only(pair.hub.items("results")).value(QLatin1StringView("ok")).toBool());
}

void TestAgentLink::cancelReachesTheWorkAndIsAnswered()
{
    Pair pair;
    QVERIFY(pair.give(7, 11));
    QSignalSpy cancels(pair.link.get(), &AgentLink::cancelRequested);
    pair.hub.word("cancel", 7, 11);
    QTRY_COMPARE(cancels.count(), 1);
    QCOMPARE(cancels.constFirst().at(0).toULongLong(), 7ULL);
    pair.link->cancelled(7, 11);
    QTRY_COMPARE(pair.hub.items("cancelled").size(), 1);
    QVERIFY(!pair.link->holds(11));
    QCOMPARE(pair.link->unconfirmed(), std::size_t(0));
}

void TestAgentLink::cancelOfAnUnknownLeaseIsAnswered()
{
    Pair pair;
    QSignalSpy cancels(pair.link.get(), &AgentLink::cancelRequested);
    pair.hub.word("cancel", 7, 99);
    QTRY_COMPARE(pair.hub.items("cancelled").size(), 1);
    QCOMPARE(cancels.count(), 0);
    // A result on its way answers by itself.
    QVERIFY(pair.give(8, 12));
    pair.link->finish(12, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    pair.hub.word("cancel", 8, 12);
    pair.hub.word("cancel", 7, 98);
    QTRY_COMPARE(pair.hub.items("cancelled").size(), 2);
    QCOMPARE(pair.hub.items("cancelled").constLast().value(QLatin1StringView("fence")).toInt(), 98);
}

void TestAgentLink::answerReachesTheWork()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    QString heard;
    connect(pair.link.get(), &AgentLink::answered, this,
            [&](quint64, const std::string &text) { heard = QString::fromStdString(text); });
    pair.link->progress(11, 0, 0, {}, {"before the question"});
    pair.link->ask(11, "Go on?", {"yes", "", "no"});
    QTRY_COMPARE(pair.hub.items("ask").size(), 1);
    QCOMPARE(pair.hub.logLines().size(), 1);
    QCOMPARE(only(pair.hub.items("ask")).value(QLatin1StringView("choices")).toArray().size(), 2);
    pair.hub.word("answer", 1, 11, ",\"text\":\"yes\"");
    QTRY_COMPARE(heard, QStringLiteral("yes"));
}

void TestAgentLink::questionIsRepeatedAfterAResumeUnlessAnswered()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12));
    pair.link->ask(11, "first?", {});
    pair.link->ask(12, "second?", {});
    QTRY_COMPARE(pair.hub.items("ask").size(), 2);
    pair.hub.cut();
    QVERIFY(pair.greet(true, 100, 2));
    QCOMPARE(pair.hub.items("ask").size(), 2);
    pair.hub.word("answer", 1, 11, ",\"text\":\"yes\""); // was on its way
    QTRY_COMPARE(pair.hub.items("ask").size(), 3);
    QCOMPARE(pair.hub.items("ask").constLast().value(QLatin1StringView("question")).toString(),
             QStringLiteral("second?"));
}

void TestAgentLink::taskSentTwiceIsTakenOnce()
{
    Pair pair;
    QSignalSpy tasks(pair.link.get(), &AgentLink::taskReceived);
    pair.hub.task(1, 11);
    pair.hub.task(1, 11);
    pair.hub.task(2, 12);
    QTRY_COMPARE(tasks.count(), 2);
    pair.link->finish(11, good());
    pair.hub.task(1, 11);
    pair.hub.task(3, 13);
    QTRY_COMPARE(tasks.count(), 3);
}

void TestAgentLink::silentHubIsLeft()
{
    // A raw socket that completes the upgrade, welcomes and then never answers, not even a ping.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    int connections = 0;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        ++connections;
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const QByteArray head = socket->readAll();
            const qsizetype at = head.indexOf("Sec-WebSocket-Key: ");
            if (at < 0)
                return;
            const QByteArray key = head.mid(at + 19, head.indexOf("\r\n", at) - at - 19);
            const QByteArray accept
                = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
                      .toBase64();
            const QByteArray welcome
                = R"({"type":"welcome","v":1,"role":"agent","agent":"n","session":"s","resumed":false,"epoch":1,"heartbeat_s":5,"lease_ms":300,"renew_ms":100,"now_ms":1})";
            QByteArray frame("\x82\x7E", 2);
            frame.append(static_cast<char>(welcome.size() >> 8)).append(static_cast<char>(welcome.size() & 0xFF));
            socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                          "Upgrade\r\nSec-WebSocket-Accept: "
                          + accept + "\r\n\r\n" + frame + welcome);
        });
    });
    FakeHub unused;
    AgentLinkOptions all = options(unused);
    all.hub.setPort(server.serverPort());
    AgentLink link(all);
    QSignalSpy offline(&link, &AgentLink::offline);
    link.start();
    QTRY_VERIFY(link.isOnline());
    QTRY_COMPARE(offline.count(), 1);
    QTRY_VERIFY(connections >= 2);
}

void TestAgentLink::hubThatIsAwayIsWaitedFor()
{
    FakeHub hub;
    hub.shut();
    int refused = 0;
    QTcpServer deaf;
    connect(&deaf, &QTcpServer::newConnection, this, [&] {
        ++refused;
        deaf.nextPendingConnection()->abort();
    });
    QVERIFY(deaf.listen(QHostAddress::LocalHost, hub.port));
    AgentLink link(options(hub));
    link.start();
    QTRY_VERIFY(refused >= 3);
    deaf.close();
    hub.open();
    QTRY_COMPARE(hub.frames("hello").size(), 1);
}

void TestAgentLink::refusedAgentStops()
{
    FakeHub hub;
    AgentLink link(options(hub));
    ErrorCode code = ErrorCode::Internal;
    connect(&link, &AgentLink::rejected, this, [&](const Error &error) { code = error.code; });
    link.start();
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    hub.send("{\"type\":\"error\",\"code\":\"unauthorized\",\"of\":\"hello\",\"fatal\":true}");
    QTRY_COMPARE(code, ErrorCode::Unauthorized);
    QCOMPARE(hub.connections, 1);
}

void TestAgentLink::nameInUseIsTriedAgain()
{
    FakeHub hub;
    AgentLink link(options(hub));
    QSignalSpy rejected(&link, &AgentLink::rejected);
    link.start();
    QTRY_COMPARE(hub.frames("hello").size(), 1);
    hub.send("{\"type\":\"error\",\"code\":\"agent_in_use\",\"field\":\"agent\"}");
    QTRY_COMPARE(hub.frames("hello").size(), 2);
    QCOMPARE(rejected.count(), 0);
    hub.welcome();
    QTRY_VERIFY(link.isOnline());
}

void TestAgentLink::brokenFramesChangeNothing()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    for (const char *frame : {"", "{", "[]", "null", "{\"type\":7}", "{\"type\":\"tasks\",\"items\":7}",
                              "{\"type\":\"tasks\",\"items\":[{}]}", "{\"type\":\"cancel\"}",
                              "{\"type\":\"from-a-later-hub\",\"items\":[]}", "{\"type\":\"welcome\"}",
                              "{\"type\":\"error\",\"code\":\"internal\"}", "\xFF\xFE"})
        pair.hub.send(frame);
    pair.hub.task(2, 12);
    QTRY_VERIFY(pair.link->holds(12));
    QVERIFY(pair.link->isOnline() && pair.link->holds(11));
    QCOMPARE(pair.hub.connections, 1);
}

void TestAgentLink::leaveWaitsForStored()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12));
    pair.link->finish(11, good());
    QSignalSpy left(pair.link.get(), &AgentLink::left);
    pair.link->leave(5s);
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    QTRY_COMPARE(pair.hub.frames("ready").constLast().value(QLatin1StringView("slots")).toInt(), 0);
    QVERIFY(pair.hub.frames("bye").isEmpty());
    pair.hub.word("stored", 1, 11);
    QTRY_COMPARE(pair.hub.frames("bye").size(), 1);
    QCOMPARE(left.count(), 0);
    pair.hub.link->close();
    QTRY_COMPARE(left.count(), 1);
}

void TestAgentLink::leaveOfflineEndsAtOnce()
{
    FakeHub hub;
    hub.shut();
    AgentLink link(options(hub));
    QSignalSpy left(&link, &AgentLink::left);
    link.start();
    link.leave(1h);
    QTRY_COMPARE(left.count(), 1);
}

void TestAgentLink::leaveGivesUpInTime()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->finish(11, good());
    QTRY_COMPARE(pair.hub.items("results").size(), 1);
    QSignalSpy left(pair.link.get(), &AgentLink::left);
    pair.link->leave(50ms); // `stored` never comes
    QTRY_COMPARE(left.count(), 1);
    QTRY_COMPARE(pair.hub.frames("bye").size(), 1);
}

void TestAgentLink::longFramesAreSplit()
{
    Pair pair;
    QVERIFY(pair.give(1, 11) && pair.give(2, 12));
    for (const Fence fence : {11, 12})
        pair.link->finish(fence, good("{\"a\":\"" + std::string(limits::kResultBytesMax - 100, 'x') + "\"}"));
    QTRY_COMPARE(pair.hub.items("results").size(), 2);
    QCOMPARE(pair.hub.frames("results").size(), 2);
    QVERIFY(pair.hub.longestFrame <= static_cast<qsizetype>(limits::kFrameBytesMax));
}

void TestAgentLink::textThatIsNoTextIsMended()
{
    Pair pair;
    QVERIFY(pair.give(1, 11));
    pair.link->progress(11, 1, 2, "n\xC3", {std::string("a\0b", 3), "c\xFF"});
    QTRY_COMPARE(pair.hub.logLines().size(), 2);
    QCOMPARE(pair.hub.logLines().constFirst(),
             QStringLiteral("a\uFFFD"
                            "b"));
}

QTEST_GUILESS_MAIN(TestAgentLink)
#include "tst_agentlink.moc"
