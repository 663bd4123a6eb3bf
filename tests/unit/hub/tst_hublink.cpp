// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/linkfixture.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QProcess>
#include <QSslSocket>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketServer>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace skep;
using namespace skep::hub;
using namespace skep::test;

class TestHubLink : public QObject, protected LinkFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void agentJoinsWorksAndLeaves();
    void tokenMayComeInTheFrame();
    void resumeNeedsAGoodSession();
    void takenNameIsSaid();
    void newerConnectionClosesTheOlder();
    void lostConnectionIsALeave();
    void killedLocalAgentIsGoneAtOnce();
    void byeIsACleanLeave();
    void submitterNeedsNoHello();
    void outputsOfOneTurnShareAFrame();
    void commandsAreAnswered();
    void drainAnswerCancelReachTheAgent();
    void binaryFramesCarryTheSame();
    void fragmentsAndPings();
    void nagleIsOff();
    void dashboardGetsSnapshotAndDeltas();
    void snapshotOfManyTasksComesInParts();
    void detailAndReport();
    void eventsAndSeries();
    void aPictureOfOneMomentSaysItsBatch();
    void artifactReferenceNeedsTheBytes();
    void hostileFrames_data();
    void hostileFrames();
    void wordsNeedTheirRole_data();
    void wordsNeedTheirRole();
    void manyFaultsCloseTheLink();
    void stopTellsTheLinks();
    void nodeClientOverTls();
};

void TestHubLink::init() { startAfresh(); }

void TestHubLink::cleanup() { stop(); }

void TestHubLink::agentJoinsWorksAndLeaves()
{
    auto peer = link("agent-token");
    peer->text(kHello);
    const QJsonObject welcome = json(peer->nextFrame());
    QCOMPARE(typeOf(welcome), QStringLiteral("welcome"));
    QCOMPARE(welcome.value(QStringLiteral("agent")).toString(), QStringLiteral("nano"));
    QCOMPARE(welcome.value(QStringLiteral("role")).toString(), QStringLiteral("agent"));
    QVERIFY(!welcome.value(QStringLiteral("resumed")).toBool());
    QCOMPARE(m_fake->all<cmd::Join>().at(0).agent.slots, 4);
    peer->text(R"({"type":"ready","slots":4})");
    auto submitter = link();
    submitter->text(submitFrame(2, "k"));
    QCOMPARE(json(submitter->nextFrame()).value(QStringLiteral("items")).toArray().size(), 2);
    const QJsonObject tasks = json(peer->nextFrame());
    QCOMPARE(typeOf(tasks), QStringLiteral("tasks"));
    const QJsonObject first = tasks.value(QStringLiteral("items")).toArray().at(0).toObject();
    QCOMPARE(first.value(QStringLiteral("params")).toObject().value(QStringLiteral("n")).toInt(), 1);
    const QByteArray id = QByteArray::number(first.value(QStringLiteral("id")).toInt());
    const QByteArray fence = QByteArray::number(static_cast<qint64>(first.value(QStringLiteral("fence")).toDouble()));
    const QByteArray lease = "{\"id\":" + id + ",\"fence\":" + fence;
    peer->text(R"({"type":"started","items":[)" + lease + "}]}");
    peer->text(R"({"type":"progress","items":[)" + lease + R"(,"done":1,"of":2,"log":["a"]}]})");
    peer->text(R"({"type":"results","items":[)" + lease + R"(,"ok":true,"result":{"x":1}}]})");
    const QJsonObject stored = json(peer->nextFrame());
    QCOMPARE(typeOf(stored), QStringLiteral("stored"));
    QCOMPARE(m_fake->all<cmd::Finish>().at(0).result, R"({"x":1})");
    QCOMPARE(m_fake->all<cmd::Progress>().at(0).log.at(0), "a");
}

void TestHubLink::tokenMayComeInTheFrame()
{
    auto peer = link("");
    peer->text(kHello);
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("unauthorized"));
    peer->text(R"({"type":"hello","v":1,"agent":"nano","token":"wrong"})");
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("unauthorized"));
    peer->text(R"({"type":"hello","v":1,"agent":"nano","token":"agent-token"})");
    QCOMPARE(typeOf(json(peer->nextFrame())), QStringLiteral("welcome"));
    auto other = link("");
    other->text(R"({"type":"auth","token":"operator-token"})");
    const QJsonObject welcome = json(other->nextFrame());
    QCOMPARE(welcome.value(QStringLiteral("role")).toString(), QStringLiteral("operator"));
    QVERIFY(!welcome.contains(QStringLiteral("session")));
    QCOMPARE(m_fake->all<cmd::Join>().size(), 1U);
}

void TestHubLink::resumeNeedsAGoodSession()
{
    auto first = link("agent-token");
    first->text(kHello);
    const QByteArray session = json(first->nextFrame()).value(QStringLiteral("session")).toString().toLatin1();
    const auto resume = [&](const QByteArray &name, const QByteArray &token) {
        auto peer = link("agent-token");
        peer->text(R"({"type":"hello","v":1,"agent":")" + name + R"(","resume":")" + token + "\"}");
        return json(peer->nextFrame()).value(QStringLiteral("resumed")).toBool();
    };
    QVERIFY(resume("nano", session));
    QVERIFY(!resume("other", session));
    QVERIFY(!resume("nano", "nonsense"));
    start(m_options); // the hub comes back with the same secret
    QVERIFY(resume("nano", session));
    const auto joins = m_fake->all<cmd::Join>();
    QCOMPARE(joins.at(1).resumed, true);
    QCOMPARE(joins.at(2).resumed, false);
}

void TestHubLink::takenNameIsSaid()
{
    auto peer = link("agent-token");
    peer->text(R"({"type":"hello","v":1,"agent":"taken"})");
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("agent_in_use"));
    peer->text(kHello); // another name may be tried
    QCOMPARE(typeOf(json(peer->nextFrame())), QStringLiteral("welcome"));
}

void TestHubLink::newerConnectionClosesTheOlder()
{
    auto peer = agent();
    m_fake->send(out::CloseLink{m_fake->all<cmd::Join>().at(0).link, Error{ErrorCode::AgentInUse, "agent", 0, {}}});
    const QJsonObject error = json(peer->nextFrame());
    QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("agent_in_use"));
    QCOMPARE(error.value(QStringLiteral("fatal")).toBool(), true);
    const auto close = peer->nextFrame();
    QCOMPARE(peer->opcode, 8);
    QCOMPARE(closeCode(*close), 1008);
    peer.reset();
    QTRY_COMPARE(m_hub->connectionCount(), 0U);
    QVERIFY(m_fake->all<cmd::Leave>().empty()); // the name belongs to the newer one
}

void TestHubLink::lostConnectionIsALeave()
{
    auto peer = agent();
    peer->socket.abort();
    QTRY_COMPARE(m_fake->all<cmd::Leave>().size(), 1U);
    QVERIFY(!m_fake->all<cmd::Leave>().at(0).clean);
    QTRY_COMPARE(m_hub->connectionCount(), 0U);
    QTRY_COMPARE(m_fake->linkCount(), 1U); // that of the requests
}

void TestHubLink::killedLocalAgentIsGoneAtOnce()
{
    QProcess process;
    process.start(QStringLiteral("/bin/cat"), QStringList()); // stands for the agent's
    QVERIFY(process.waitForStarted());
    const auto join = [&](const QByteArray &name, qint64 pid) {
        auto peer = link("agent-token");
        peer->text(R"({"type":"hello","v":1,"agent":")" + name + R"(","machine":")" + QSysInfo::machineHostName().toUtf8() + R"(","pid":)" + QByteArray::number(pid) + "}");
        return typeOf(json(peer->nextFrame())) == u"welcome" ? std::move(peer) : nullptr;
    };
    const auto gone = [this] { return m_fake->all<cmd::AgentGone>(); };
    const auto left = [this] { return m_fake->all<cmd::Leave>().size(); };
    // The connection first, as the kernel closes it, then the process.
    auto killed = join("killed", process.processId());
    auto back = join("back", process.processId());
    auto alive = join("alive", QCoreApplication::applicationPid());
    QVERIFY(killed && back && alive);
    for (auto *peer : {&killed, &back, &alive})
        (*peer)->socket.abort();
    QTRY_COMPARE(left(), 3U);
    QVERIFY(gone().empty());
    back = join("back", QCoreApplication::applicationPid()); // another process goes on under the name
    QVERIFY(back);
    process.kill();
    QVERIFY(process.waitForFinished());
    QTRY_COMPARE(gone().size(), 1U);
    QCOMPARE(gone().front().agent, std::string("killed"));
    QVERIFY(gone().front().cause.find("killed") != std::string::npos);
    // The process first: its number may be told no more.
    QProcess second;
    second.start(QStringLiteral("/bin/cat"), QStringList());
    QVERIFY(second.waitForStarted());
    auto late = join("late", second.processId());
    QVERIFY(late);
    second.kill();
    QVERIFY(second.waitForFinished());
    late->socket.abort();
    QTRY_COMPARE(gone().size(), 2U);
    QCOMPARE(gone().back().agent, std::string("late"));
}

void TestHubLink::byeIsACleanLeave()
{
    auto peer = agent();
    peer->text(R"({"type":"bye"})");
    const auto close = peer->nextFrame();
    QCOMPARE(peer->opcode, 8);
    QCOMPARE(closeCode(*close), 1000);
    QVERIFY(m_fake->all<cmd::Leave>().at(0).clean);
    peer->write(RawPeer::frame(8, *close));
    QVERIFY(peer->waitForClose());
    QTRY_COMPARE(m_hub->connectionCount(), 0U);
    QCOMPARE(m_fake->all<cmd::Leave>().size(), 1U);
}

void TestHubLink::submitterNeedsNoHello()
{
    auto peer = link("operator-token");
    peer->text(R"({"type":"submit","items":[{"key":"a","task":{"type":"t"}},{"key":"b","task":{"type":"t","priority":"P9"}},{"key":"c","task":{"type":"t"}}]})");
    const QJsonObject refused = json(peer->nextFrame());
    QCOMPARE(typeOf(refused), QStringLiteral("refused"));
    const QJsonObject item = refused.value(QStringLiteral("items")).toArray().at(0).toObject();
    QCOMPARE(item.value(QStringLiteral("key")).toString(), QStringLiteral("b"));
    QCOMPARE(item.value(QStringLiteral("index")).toInt(), 1);
    QCOMPARE(item.value(QStringLiteral("field")).toString(), QStringLiteral("priority"));
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("items")).toArray().size(), 2);
}

void TestHubLink::outputsOfOneTurnShareAFrame()
{
    auto peer = agent();
    const LinkId id = m_fake->all<cmd::Join>().at(0).link;
    for (TaskId task = 1; task <= 1'000; ++task)
        m_fake->send(out::Stored{id, task, task});
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("items")).toArray().size(), 1'000);
    // Too much for one frame goes out in several, none above the limit.
    m_fake->params = "{\"x\":\"" + std::string(100'000, 'x') + "\"}";
    for (TaskId task = 1; task <= 4; ++task)
        m_fake->send(out::SendTask{id, task, task, 15'000, 1, 0, "t", {}, {}});
    int got = 0;
    while (got < 4) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame && frame->size() <= 1024 * 1024);
        got += static_cast<int>(json(frame).value(QStringLiteral("items")).toArray().size());
    }
}

void TestHubLink::commandsAreAnswered()
{
    auto peer = link("operator-token");
    peer->text(R"({"type":"command","items":[{"ref":5,"name":"assign","id":12},{"ref":6,"name":"fly"},{"ref":7,"name":"drain","agent":"a"}]})");
    QMap<int, QJsonObject> replies;
    while (replies.size() < 3)
        for (const QJsonValue &item : json(peer->nextFrame()).value(QStringLiteral("items")).toArray())
            replies[item.toObject().value(QStringLiteral("ref")).toInt()] = item.toObject();
    QCOMPARE(replies[5].value(QStringLiteral("agent")).toString(), QStringLiteral("chosen"));
    QCOMPARE(replies[6].value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString(), QStringLiteral("name"));
    QVERIFY(replies[7].value(QStringLiteral("ok")).toBool());
    QCOMPARE(m_fake->all<cmd::Assign>().at(0).from.who, "operator@127.0.0.1");
}

void TestHubLink::drainAnswerCancelReachTheAgent()
{
    auto peer = agent();
    const LinkId id = m_fake->all<cmd::Join>().at(0).link;
    m_fake->send(out::SendDrain{id, true});
    m_fake->send(out::SendAnswer{id, 1, 2, "yes \"quoted\""});
    m_fake->send(out::SendCancel{id, 1, 2});
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("on")).toBool(), true);
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("items")).toArray().at(0).toObject().value(QStringLiteral("text")).toString(),
             QStringLiteral("yes \"quoted\""));
    QCOMPARE(typeOf(json(peer->nextFrame())), QStringLiteral("cancel"));
    peer->text(R"({"type":"renew","items":[{"id":999,"fence":2}]})");
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("items")).toArray().at(0).toObject().value(QStringLiteral("reason")).toString(),
             QStringLiteral("not_found"));
}

void TestHubLink::binaryFramesCarryTheSame()
{
    auto peer = link("agent-token");
    peer->write(RawPeer::frame(2, kHello));
    QCOMPARE(typeOf(json(peer->nextFrame())), QStringLiteral("welcome"));
    QCOMPARE(peer->opcode, 2);
    peer->write(RawPeer::frame(2, QByteArray("\x01\x02", 2)));
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("unsupported"));
}

void TestHubLink::fragmentsAndPings()
{
    auto peer = link("agent-token");
    peer->write(RawPeer::frame(1, kHello.left(20), false));
    peer->write(RawPeer::frame(9, "are you there"));
    peer->write(RawPeer::frame(0, kHello.mid(20, 10), false));
    peer->write(RawPeer::frame(0, kHello.mid(30)));
    QByteArray pong;
    QJsonObject welcome;
    for (int i = 0; i < 2; ++i) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame);
        if (peer->opcode == 10)
            pong = *frame;
        else
            welcome = json(frame);
    }
    QCOMPARE(pong, QByteArray("are you there"));
    QCOMPARE(typeOf(welcome), QStringLiteral("welcome"));
}

// Two small frames in a row must not wait for the peer's delayed acknowledgement. The hub's ends of the connections are
// descriptors of this process.
void TestHubLink::nagleIsOff()
{
    auto peer = agent();
    int found = 0;
    for (int fd = 3; fd < 200; ++fd) {
        sockaddr_storage own{};
        sockaddr_storage other{};
        socklen_t ownSize = sizeof own;
        socklen_t otherSize = sizeof other;
        if (::getsockname(fd, reinterpret_cast<sockaddr *>(&own), &ownSize) != 0 || own.ss_family != AF_INET
            || ::getpeername(fd, reinterpret_cast<sockaddr *>(&other), &otherSize) != 0
            || ntohs(reinterpret_cast<sockaddr_in *>(&own)->sin_port) != m_port)
            continue;
        int isOn = 0;
        socklen_t size = sizeof isOn;
        QCOMPARE(::getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &isOn, &size), 0);
        QVERIFY(isOn != 0);
        ++found;
    }
    QCOMPARE(found, 1);
}

void TestHubLink::dashboardGetsSnapshotAndDeltas()
{
    m_fake->tasks[12].id = 12;
    auto peer = link("viewer-token");
    peer->text(R"({"type":"follow","tasks":[12]})");
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("out_of_order"));
    peer->text(R"({"type":"watch","topics":["tasks","agents","counts","log"]})");
    const QJsonObject snapshot = json(peer->nextFrame());
    QCOMPARE(typeOf(snapshot), QStringLiteral("snapshot"));
    QCOMPARE(snapshot.value(QStringLiteral("last")).toBool(), true);
    QCOMPARE(snapshot.value(QStringLiteral("tasks")).toArray().size(), 1);
    const int seq = snapshot.value(QStringLiteral("seq")).toInt();
    peer->text(R"({"type":"follow","tasks":[12]})");
    QTRY_COMPARE(m_fake->followed, (std::vector<TaskId>{12}));
    Delta delta;
    delta.tasks.push_back(m_fake->tasks[12]);
    delta.tasksGone = {3};
    delta.log.push_back({12, {5, 6, "line"}});
    m_fake->publish(delta);
    const QJsonObject change = json(peer->nextFrame());
    QCOMPARE(typeOf(change), QStringLiteral("delta"));
    QCOMPARE(change.value(QStringLiteral("seq")).toInt(), seq + 1);
    QCOMPARE(change.value(QStringLiteral("tasks_gone")).toArray().size(), 1);
    QCOMPARE(change.value(QStringLiteral("log")).toArray().at(0).toObject().value(QStringLiteral("text")).toString(), QStringLiteral("line"));
    peer->text(R"({"type":"unwatch"})");
    QTRY_COMPARE(m_fake->watcherCount(), 0U);
}

void TestHubLink::snapshotOfManyTasksComesInParts()
{
    for (TaskId id = 1; id <= 20'000; ++id) {
        m_fake->tasks[id].id = id;
        m_fake->tasks[id].title = "a title of some length";
    }
    auto peer = link("viewer-token");
    peer->text(R"({"type":"watch"})");
    int tasks = 0;
    int part = 0;
    for (bool isLast = false; !isLast;) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame && frame->size() <= 1024 * 1024);
        const QJsonObject page = json(frame);
        QCOMPARE(page.value(QStringLiteral("part")).toInt(), part++);
        tasks += static_cast<int>(page.value(QStringLiteral("tasks")).toArray().size());
        isLast = page.value(QStringLiteral("last")).toBool();
    }
    QCOMPARE(tasks, 20'000);
    QVERIFY(part > 10);
}

void TestHubLink::detailAndReport()
{
    m_fake->tasks[12].id = 12;
    auto peer = link("viewer-token");
    peer->text(R"({"type":"detail","ref":7,"id":12})");
    QJsonObject answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("ref")).toInt(), 7);
    QCOMPARE(answer.value(QStringLiteral("task")).toObject().value(QStringLiteral("id")).toInt(), 12);
    peer->text(R"({"type":"detail","ref":8,"id":13})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString(), QStringLiteral("not_found"));
    peer->text(R"({"type":"report","ref":9})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("tasks")).toObject().value(QStringLiteral("total")).toInt(), 1);
}

void TestHubLink::eventsAndSeries()
{
    m_fake->page = {{{9, 100, ev::Started{4, 5, true}}}, 8};
    auto peer = link("viewer-token");
    peer->text(R"({"type":"events","ref":7,"task":4,"limit":10})");
    QJsonObject answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("type")).toString(), QStringLiteral("events"));
    QCOMPARE(answer.value(QStringLiteral("ref")).toInt(), 7);
    QCOMPARE(answer.value(QStringLiteral("items")).toArray().size(), 1);
    QCOMPARE(answer.value(QStringLiteral("next")).toInt(), 8);
    QCOMPARE(m_fake->eventQuery.task, TaskId(4));
    peer->text(R"({"type":"events","ref":8,"kind":"gossip"})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("ref")).toInt(), 8);
    QCOMPARE(answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString(), QStringLiteral("kind"));
    peer->text(R"({"type":"series","ref":9,"from":0,"to":60000,"points":600})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("type")).toString(), QStringLiteral("series"));
    QCOMPARE(answer.value(QStringLiteral("items")).toArray().size(), 11);
    peer->text(R"({"type":"series","ref":10,"from":6,"to":6})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString(), QStringLiteral("to"));
    peer->text(R"({"type":"series","ref":11,"from":6})");
    answer = json(peer->nextFrame());
    QCOMPARE(answer.value(QStringLiteral("code")).toString(), QStringLiteral("missing_field"));
    auto nanobot = agent();
    nanobot->text(R"({"type":"events","ref":1})");
    QCOMPARE(json(nanobot->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("forbidden"));
}

void TestHubLink::aPictureOfOneMomentSaysItsBatch()
{
    for (TaskId id = 1; id <= 3; ++id)
        m_fake->tasks[id].id = id;
    auto peer = link("viewer-token");
    peer->text(R"({"type":"watch"})");
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("type")).toString(), QStringLiteral("snapshot"));
    // More than one frame holds: the counts change with the last piece, and only it is the whole picture.
    Delta delta;
    delta.batch = 40;
    delta.now = m_fake->now() + 1;
    delta.counts.submitted = 7;
    for (TaskId id = 1; id <= 1'000; ++id) {
        delta.tasks.emplace_back().id = id;
        delta.tasks.back().note = std::string(300, 'n');
    }
    m_fake->publish(delta);
    int frames = 0;
    for (;;) {
        const QJsonObject frame = json(peer->nextFrame());
        QCOMPARE(frame.value(QStringLiteral("type")).toString(), QStringLiteral("delta"));
        ++frames;
        const bool isNew = frame.value(QStringLiteral("counts")).toObject().value(QStringLiteral("submitted")).toInt() == 7;
        QCOMPARE(frame.contains(QStringLiteral("batch")), isNew);
        if (!isNew)
            continue;
        QCOMPARE(frame.value(QStringLiteral("batch")).toInt(), 40);
        break;
    }
    QVERIFY(frames > 2);
}

void TestHubLink::artifactReferenceNeedsTheBytes()
{
    auto peer = agent();
    const QByteArray hash = QCryptographicHash::hash("data", QCryptographicHash::Sha256).toHex();
    const QByteArray word = R"({"type":"artifact","items":[{"id":1,"fence":2,"name":"n","sha256":")" + hash + R"(","bytes":4}]})";
    peer->text(word);
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("items")).toArray().at(0).toObject().value(QStringLiteral("reason")).toString(),
             QStringLiteral("not_found"));
    QVERIFY(m_fake->all<cmd::Artifact>().empty());
    const QString path = QString::fromStdString(m_fake->artifactPath(hash.toStdString()));
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("data");
    file.close();
    peer->text(word);
    QTRY_COMPARE(m_fake->all<cmd::Artifact>().size(), 1U);
}

void TestHubLink::hostileFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("close"); // 0: an error frame; else the close code; -1: any end
    QTest::addColumn<QString>("code");
    const auto fault = [](const char *name, const QByteArray &json, const char *code) {
        QTest::newRow(name) << RawPeer::frame(1, json) << 0 << QString::fromLatin1(code);
    };
    const auto closes = [](const char *name, const QByteArray &bytes, int close) {
        QTest::newRow(name) << bytes << close << QString();
    };
    fault("not JSON", "hello", "bad_frame");
    fault("empty frame", "", "bad_frame");
    fault("cut JSON", R"({"type":"submit","items":[{"key":"a","task":{"type":"t")", "bad_frame");
    fault("an array", "[]", "bad_frame");
    fault("no type", "{}", "missing_field");
    fault("unknown type", R"({"type":"explode"})", "unknown_type");
    fault("message of the hub", R"({"type":"welcome","v":1})", "unknown_type");
    fault("items missing", R"({"type":"submit"})", "missing_field");
    fault("items of wrong type", R"({"type":"submit","items":7})", "wrong_type");
    fault("field twice", R"({"type":"ready","slots":1,"slots":2})", "bad_value");
    fault("number as text", R"({"type":"ready","slots":"1"})", "wrong_type");
    fault("200,000 slots", R"({"type":"hello","v":1,"agent":"big","slots":200000})", "out_of_range");
    fault("unknown sandbox", R"({"type":"hello","v":1,"agent":"a","sandbox":"cage"})", "bad_value");
    fault("version 99", R"({"type":"hello","v":99,"agent":"a"})", "out_of_range");
    fault("empty agent name", R"({"type":"hello","v":1,"agent":""})", "missing_field");
    fault("long agent name", R"({"type":"hello","v":1,"agent":")" + QByteArray(100, 'n') + "\"}", "too_long");
    fault("deep nesting", R"({"type":"submit","items":[{"key":"a","task":{"type":"t","params":)" + QByteArray("{\"a\":").repeated(200) + "1"
              + QByteArray("}").repeated(200) + "}}]}", "out_of_range");
    fault("5,000 items", R"({"type":"renew","items":[)" + QByteArray(R"({"id":1,"fence":1},)").repeated(4'999) + R"({"id":1,"fence":1}]})",
          "out_of_range");
    fault("words before hello", R"({"type":"results","items":[{"id":1,"fence":1,"ok":true,"result":{}}]})", "out_of_order");
    fault("ready before hello", R"({"type":"ready","slots":1})", "out_of_order");
    fault("auth without token", R"({"type":"auth","token":""})", "missing_field");
    fault("wrong token in auth", R"({"type":"auth","token":"nonsense"})", "unauthorized");
    fault("unknown topic", R"({"type":"watch","topics":["everything"]})", "bad_value");
    QTest::newRow("binary step frame") << RawPeer::frame(2, QByteArray(8, '\x07')) << 0 << QStringLiteral("unsupported");
    closes("unmasked frame", RawPeer::frame(1, submitFrame(1, "k"), true, false), 1002);
    closes("reserved bits", QByteArray("\xF1\x80\x00\x00\x00\x00", 6), 1002);
    closes("unknown opcode", RawPeer::frame(3, "x"), 1002);
    closes("unknown control opcode", RawPeer::frame(11, "x"), 1002);
    closes("continuation of nothing", RawPeer::frame(0, "x"), 1002);
    closes("new message inside a message", RawPeer::frame(1, "a", false) + RawPeer::frame(1, "b"), 1002);
    closes("fragmented ping", RawPeer::frame(9, "x", false), 1002);
    closes("ping of 200 bytes", RawPeer::frame(9, QByteArray(200, 'p')), 1002);
    closes("invalid UTF-8", RawPeer::frame(1, "{\"type\":\"bye\",\"x\":\"\xC3\x28\"}"), 1007);
    closes("UTF-8 cut at the end", RawPeer::frame(1, "{\"type\":\"bye\"}\xE2\x82"), 1007);
    closes("frame of 2 MB", RawPeer::frame(1, QByteArray(2'000'000, 'x')), 1009);
    closes("frame that claims 2^62 bytes", QByteArray("\x81\xFF\x40\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 14), 1009);
    closes("frame that claims 2^63 bytes", QByteArray("\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x00\x00", 14), -1);
    closes("message of 2 MB in fragments", RawPeer::frame(1, QByteArray(900'000, 'x'), false) + RawPeer::frame(0, QByteArray(900'000, 'x'), false), 1009);
    closes("small size in a long form", QByteArray("\x81\xFE\x00\x05\x00\x00\x00\x00hello", 13), 1002);
    closes("close with one byte", RawPeer::frame(8, "x"), 1002);
    closes("close with a reserved code", RawPeer::frame(8, QByteArray("\x03\xED", 2)), 1002);
    closes("HTTP on a link", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 1002);
}

void TestHubLink::hostileFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, close);
    QFETCH(QString, code);
    auto peer = link();
    peer->write(bytes);
    const auto frame = peer->nextFrame();
    if (close == 0) {
        QVERIFY(frame);
        const QJsonObject error = json(frame);
        QCOMPARE(typeOf(error), QStringLiteral("error"));
        QCOMPARE(error.value(QStringLiteral("code")).toString(), code);
    } else if (close > 0) {
        QVERIFY(frame);
        QCOMPARE(peer->opcode, 8);
        QCOMPARE(closeCode(*frame), close);
    }
    // Nothing changed, and the hub serves the next one.
    QVERIFY(m_fake->commands.empty());
    auto next = link();
    next->text(submitFrame(1, "k"));
    QCOMPARE(typeOf(json(next->nextFrame())), QStringLiteral("accepted"));
}

void TestHubLink::wordsNeedTheirRole_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("code");
    const QByteArray submit = submitFrame(1, "k");
    const QByteArray command = R"({"type":"command","items":[{"ref":1,"name":"pause"}]})";
    QTest::newRow("nobody submits") << QByteArray() << submit << QStringLiteral("unauthorized");
    QTest::newRow("nobody watches") << QByteArray() << QByteArray(R"({"type":"watch"})") << QStringLiteral("unauthorized");
    QTest::newRow("agent submits") << QByteArray("agent-token") << submit << QStringLiteral("forbidden");
    QTest::newRow("agent commands") << QByteArray("agent-token") << command << QStringLiteral("forbidden");
    QTest::newRow("agent watches") << QByteArray("agent-token") << QByteArray(R"({"type":"watch"})") << QStringLiteral("forbidden");
    QTest::newRow("agent asks for a detail") << QByteArray("agent-token") << QByteArray(R"({"type":"detail","id":1})") << QStringLiteral("forbidden");
    QTest::newRow("viewer submits") << QByteArray("viewer-token") << submit << QStringLiteral("forbidden");
    QTest::newRow("viewer commands") << QByteArray("viewer-token") << command << QStringLiteral("forbidden");
    QTest::newRow("viewer works") << QByteArray("viewer-token") << kHello << QStringLiteral("forbidden");
    QTest::newRow("operator works") << QByteArray("operator-token") << kHello << QStringLiteral("forbidden");
}

void TestHubLink::wordsNeedTheirRole()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, frame);
    QFETCH(QString, code);
    auto peer = link(token.constData());
    peer->text(frame);
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), code);
    QVERIFY(m_fake->commands.empty());
}

void TestHubLink::manyFaultsCloseTheLink()
{
    auto peer = link();
    for (int i = 0; i < 200; ++i)
        peer->text("nonsense");
    int errors = 0;
    bool wasFatal = false;
    for (;;) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame);
        if (peer->opcode == 8) {
            QCOMPARE(closeCode(*frame), 1008);
            break;
        }
        ++errors;
        wasFatal = json(frame).value(QStringLiteral("fatal")).toBool();
    }
    QCOMPARE(errors, limits::kErrorsPerConnectionMax);
    QVERIFY(wasFatal);
}

void TestHubLink::stopTellsTheLinks()
{
    auto peer = agent();
    m_hub->stop();
    const auto close = peer->nextFrame();
    QCOMPARE(peer->opcode, 8);
    QCOMPARE(closeCode(*close), 1001);
    QVERIFY(m_fake->all<cmd::Leave>().empty()); // it may resume with the next hub
    QCOMPARE(m_hub->connectionCount(), 0U);
}

// A socket that QSslSocket encrypted is handed to QWebSocketServer like any other: one port serves http, https, ws and wss.
void TestHubLink::nodeClientOverTls()
{
    const QString modules = QStringLiteral(SKEP_SOURCE_DIR "/tests/npm/node_modules/ws");
    if (!QFileInfo::exists(modules))
        QSKIP("tests/npm/node_modules is missing; ./dev setup brings it");
    QTemporaryDir folder;
    QProcess openssl;
    openssl.setWorkingDirectory(folder.path());
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                   QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
                   QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"), QStringLiteral("key.pem"),
                   QStringLiteral("-out"), QStringLiteral("cert.pem")});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        QSKIP("the openssl program is missing");
    m_options.tlsCertificateFile = (folder.path() + QStringLiteral("/cert.pem")).toStdString();
    m_options.tlsKeyFile = (folder.path() + QStringLiteral("/key.pem")).toStdString();
    start(m_options);
    for (const char *scheme : {"wss", "ws"}) {
        QProcess node;
        node.setProcessChannelMode(QProcess::MergedChannels);
        node.start(QStringLiteral("node"), {QStringLiteral(SKEP_SOURCE_DIR "/tests/npm/link.mjs"),
                                            QStringLiteral("%1://localhost:%2/ws").arg(QLatin1String(scheme)).arg(m_port),
                                            QStringLiteral("admin-token"), QStringLiteral("300")});
        QVERIFY(QTest::qWaitFor([&] { return node.state() == QProcess::NotRunning && node.exitStatus() == QProcess::NormalExit; }, 30'000));
        const QByteArray said = node.readAll();
        QVERIFY2(node.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("300 tasks done"), said.constData());
        QVERIFY2(said.contains("healthz 200"), said.constData());
    }
    QCOMPARE(m_fake->finished, 600U);
}

QTEST_GUILESS_MAIN(TestHubLink)
#include "tst_hublink.moc"
