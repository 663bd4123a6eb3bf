// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/dashlink.h"
#include "wire/encode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace skep;

namespace {

/// A hub whose every word the test speaks.
struct Hub
{
    QWebSocketServer server{QStringLiteral("hub"), QWebSocketServer::NonSecureMode};
    std::unique_ptr<QWebSocket> link;
    std::vector<QJsonObject> heard;
    std::uint64_t seq = 0;

    Hub()
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            link.reset(server.nextPendingConnection());
            QObject::connect(link.get(), &QWebSocket::binaryMessageReceived, &server,
                             [this](const QByteArray &frame) { heard.push_back(QJsonDocument::fromJson(frame).object()); });
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort())); }
    void say(const std::string &frame) { link->sendBinaryMessage(QByteArray::fromStdString(frame)); }
    void show(Delta delta, int part = -1, bool isLast = true)
    {
        std::string frame;
        wire::encodeDelta(frame, delta, ++seq, part, isLast, wire::Watch{});
        say(frame);
    }
    [[nodiscard]] std::optional<QJsonObject> last(const char *type) const
    {
        for (auto it = heard.rbegin(); it != heard.rend(); ++it)
            if (it->value(QStringLiteral("type")).toString() == QLatin1String(type))
                return *it;
        return std::nullopt;
    }
    [[nodiscard]] int count(const char *type) const
    {
        return static_cast<int>(std::count_if(heard.begin(), heard.end(), [type](const QJsonObject &frame) {
            return frame.value(QStringLiteral("type")).toString() == QLatin1String(type);
        }));
    }
};

TaskView task(TaskId id)
{
    TaskView view;
    view.id = id;
    view.type = "code-review";
    return view;
}

} // namespace

class TestDashLink final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesBecomeSocketAddresses_data();
    void addressesBecomeSocketAddresses();
    void watchesWithItsTokenAndTellsPictures();
    void partsOfASnapshotAddUp();
    void commandIsAnsweredByItsRef();
    void submissionIsAnsweredByItsKey();
    void lostConnectionAnswersWhatWasUnderWayAndComesBack();
    void withoutAConnectionACommandIsRefusedLater();
    void wrongTokenIsTold();
    void nonsenseIsPassedOver();
    void readsAreAnsweredByTheirRef();
    void badQuestionsAreRefusedHere();
    void artifactsComeOverHttp();
};

void TestDashLink::addressesBecomeSocketAddresses_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("socket");
    QTest::newRow("http") << QStringLiteral("http://127.0.0.1:6174") << QStringLiteral("ws://127.0.0.1:6174/ws");
    QTest::newRow("https") << QStringLiteral("https://host:1/x") << QStringLiteral("wss://host:1/ws");
    QTest::newRow("ws") << QStringLiteral("ws://localhost:7/ws") << QStringLiteral("ws://localhost:7/ws");
    QTest::newRow("host and port") << QStringLiteral("localhost:6174") << QStringLiteral("ws://localhost:6174/ws");
    QTest::newRow("no scheme") << QStringLiteral("//127.0.0.1:6174") << QStringLiteral("ws://127.0.0.1:6174/ws");
}

void TestDashLink::addressesBecomeSocketAddresses()
{
    QFETCH(QString, given);
    QTEST(client::DashLink::socketUrl(QUrl(given)).toString(), "socket");
}

void TestDashLink::watchesWithItsTokenAndTellsPictures()
{
    Hub hub;
    client::DashLink link(hub.url(), QStringLiteral("secret"));
    std::vector<Delta> told;
    link.setDeltaConsumer([&](Delta delta) { told.push_back(std::move(delta)); });
    link.followLogs({12});
    QVERIFY(!link.isConnected());
    link.start();
    QTRY_VERIFY(hub.last("watch") && hub.last("follow"));
    QCOMPARE(hub.last("watch")->value(QStringLiteral("token")).toString(), QStringLiteral("secret"));
    QCOMPARE(hub.last("follow")->value(QStringLiteral("tasks")).toArray().at(0).toInt(), 12);
    Delta picture;
    picture.now = 1234;
    picture.tasks = {task(1), task(2)};
    hub.show(picture, 0);
    QTRY_COMPARE(told.size(), std::size_t(1));
    QVERIFY(told[0].whole);
    QCOMPARE(told[0].tasks.size(), std::size_t(2));
    QCOMPARE(told[0].now, TimeMs(1234));
    Delta change;
    change.tasksGone = {2};
    hub.show(change);
    QTRY_COMPARE(told.size(), std::size_t(2));
    QCOMPARE(told[1].tasksGone, std::vector<TaskId>{2});
    QCOMPARE(told[1].seq, told[0].seq + 1);
    QVERIFY(link.isConnected());
}

void TestDashLink::partsOfASnapshotAddUp()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    std::vector<Delta> told;
    link.setDeltaConsumer([&](Delta delta) { told.push_back(std::move(delta)); });
    link.start();
    QTRY_VERIFY(hub.last("watch"));
    Delta part;
    part.tasks = {task(1)};
    hub.show(part, 0, false);
    part.tasks = {task(2)};
    hub.show(part, 1, true);
    QTRY_COMPARE(told.size(), std::size_t(2));
    QVERIFY(told[0].whole);
    QVERIFY(!told[1].whole);
    link.setDeltaConsumer([](Delta) {}); // a new consumer gets a snapshot of its own
    QTRY_COMPARE(hub.count("watch"), 2);
}

void TestDashLink::commandIsAnsweredByItsRef()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    link.start();
    QTRY_VERIFY(link.isConnected());
    Result<CommandDone> first;
    Result<CommandDone> second;
    link.send(cmd::Assign{{}, 12, "nano-1"}, [&](const Result<CommandDone> &result) { first = result; });
    link.send(cmd::Assign{{}, 13, {}}, [&](const Result<CommandDone> &result) { second = result; });
    QTRY_COMPARE(hub.count("command"), 2);
    const QJsonObject item = hub.last("command")->value(QStringLiteral("items")).toArray().at(0).toObject();
    QCOMPARE(item.value(QStringLiteral("name")).toString(), QStringLiteral("assign"));
    QCOMPARE(item.value(QStringLiteral("id")).toInt(), 13);
    hub.say(R"({"type":"reply","items":[{"ref":2,"ok":true,"id":13,"agent":"nano-7","fence":5,"reason":"draining"},)"
            R"({"ref":1,"ok":false,"error":{"code":"stale_choice","arg":"nano-3"}},{"ref":99,"ok":true,"id":1}]})");
    QTRY_VERIFY(!first);
    QCOMPARE(first.error().code, ErrorCode::StaleChoice);
    QCOMPARE(first.error().arg, std::string("nano-3"));
    QCOMPARE(second.value(), (CommandDone{"nano-7", 5, "draining", false, 13}));
}

void TestDashLink::submissionIsAnsweredByItsKey()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    link.start();
    QTRY_VERIFY(link.isConnected());
    cmd::Submit submit;
    submit.key = "k1";
    submit.task.type = "simulate";
    TaskId id = 0;
    link.send(submit, [&](const Result<CommandDone> &result) { id = result ? result->id : 1; });
    QTRY_COMPARE(hub.count("submit"), 1);
    hub.say(R"({"type":"accepted","items":[{"key":"k1","id":77}]})");
    QTRY_COMPARE(id, TaskId{77});
    submit.key = "k2";
    link.send(submit, [&](const Result<CommandDone> &result) { id = result ? result->id : 1; });
    QTRY_COMPARE(hub.count("submit"), 2);
    hub.say(R"({"type":"refused","items":[{"key":"k2","reason":"queue_full"}]})");
    QTRY_COMPARE(id, TaskId{1});
}

void TestDashLink::lostConnectionAnswersWhatWasUnderWayAndComesBack()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    link.setDeltaConsumer([](Delta) {});
    link.start();
    QTRY_COMPARE(hub.count("watch"), 1);
    QSignalSpy changed(&link, &client::DashLink::connectedChanged);
    Result<CommandDone> answer;
    bool hasDetail = false;
    link.send(cmd::Cancel{{}, 12, {}}, [&](const Result<CommandDone> &result) { answer = result; });
    link.fetchDetail(12, [&](const Result<TaskDetail> &detail) { hasDetail = !detail.has_value(); });
    QTRY_COMPARE(hub.count("detail"), 1);
    hub.link->abort();
    QTRY_VERIFY(!answer && hasDetail);
    QCOMPARE(answer.error().code, ErrorCode::Timeout); // it may have been done
    QTRY_COMPARE(hub.count("watch"), 2);               // by itself
    QTRY_VERIFY(link.isConnected());
    QCOMPARE(changed.size(), 2);
}

void TestDashLink::withoutAConnectionACommandIsRefusedLater()
{
    client::DashLink link(QUrl(QStringLiteral("http://127.0.0.1:1")), {});
    int answers = 0;
    link.send(cmd::Cancel{{}, 12, {}}, [&](const Result<CommandDone> &result) {
        QVERIFY(!result);
        ++answers;
    });
    link.fetchDetail(12, [&](const Result<TaskDetail> &detail) {
        QVERIFY(!detail);
        ++answers;
    });
    QCOMPARE(answers, 0); // never inside the call
    QTRY_COMPARE(answers, 2);
}

void TestDashLink::wrongTokenIsTold()
{
    Hub hub;
    client::DashLink link(hub.url(), QStringLiteral("wrong"));
    QSignalSpy rejected(&link, &client::DashLink::rejected);
    link.setDeltaConsumer([](Delta) {});
    link.start();
    QTRY_VERIFY(hub.last("watch"));
    hub.say(R"({"type":"error","code":"unauthorized","of":"watch","fatal":true})");
    QTRY_COMPARE(rejected.size(), 1);
}

void TestDashLink::nonsenseIsPassedOver()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    int told = 0;
    link.setDeltaConsumer([&](Delta) { ++told; });
    link.start();
    QTRY_VERIFY(hub.last("watch"));
    for (const char *frame : {"", "[]", "{", R"({"type":"snapshot","seq":"x"})", R"({"type":"later"})", R"({"type":"reply","items":7})"})
        hub.say(frame);
    hub.show({}, 0);
    QTRY_COMPARE(told, 1);
    QVERIFY(link.isConnected());
}

void TestDashLink::readsAreAnsweredByTheirRef()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    std::optional<Result<Series>> series;
    std::optional<Result<EventPage>> events, refused;
    link.fetchSeries({0, 60'000, 12}, [&](Result<Series> answer) { series = std::move(answer); });
    QVERIFY(!series);
    QTRY_VERIFY(series && !*series); // not connected
    series.reset();
    link.start();
    QTRY_VERIFY(link.isConnected());
    link.fetchSeries({0, 60'000, 12}, [&](Result<Series> answer) { series = std::move(answer); });
    EventQuery query;
    query.task = 12;
    link.fetchEvents(query, [&](Result<EventPage> answer) { events = std::move(answer); });
    query.agent = "nobody";
    link.fetchEvents(query, [&](Result<EventPage> answer) { refused = std::move(answer); });
    QTRY_COMPARE(hub.count("events"), 2);
    QCOMPARE(hub.last("series")->value(QStringLiteral("points")).toInt(), 12);
    QCOMPARE(hub.last("events")->value(QStringLiteral("agent")).toString(), QStringLiteral("nobody"));
    const auto ref = std::to_string(hub.last("series")->value(QStringLiteral("ref")).toInt());
    hub.say(R"({"type":"events","ref":)" + std::to_string(std::stoi(ref) + 2) + R"(,"ok":false,"error":{"code":"rate_limited"}})");
    hub.say(R"({"type":"events","ref":)" + std::to_string(std::stoi(ref) + 1)
            + R"(,"ok":true,"items":[{"batch":5,"at_ms":9,"kind":"started","id":12,"fence":3}],"next":5})");
    hub.say(R"({"type":"series","ref":)" + ref + R"(,"ok":true,"from_ms":0,"to_ms":5000,"step_ms":5000,"items":[{"at_ms":0,"covered_ms":5000,"done":4}]})");
    QTRY_VERIFY(series && events && refused);
    QCOMPARE((*series)->points.at(0).done, std::int64_t(4));
    QCOMPARE((*series)->points.at(0).spanMs, std::int64_t(5'000));
    QCOMPARE((*events)->next, BatchNo(5));
    QCOMPARE(taskOf((*events)->events.at(0).event), TaskId(12));
    QCOMPARE(refused->error().code, ErrorCode::RateLimited);
}

void TestDashLink::badQuestionsAreRefusedHere()
{
    Hub hub;
    client::DashLink link(hub.url(), {});
    link.start();
    QTRY_VERIFY(link.isConnected());
    std::vector<std::string> fields;
    link.fetchSeries({5, 5, 12}, [&](Result<Series> answer) { fields.push_back(answer.error().field); });
    EventQuery query;
    query.limit = 0;
    link.fetchEvents(query, [&](Result<EventPage> answer) { fields.push_back(answer.error().field); });
    link.fetchArtifact({}, 100, [&](Result<std::string> answer) { fields.push_back(answer.error().field); });
    QVERIFY(fields.empty());
    QTRY_COMPARE(fields.size(), std::size_t(3));
    QCOMPARE(fields, (std::vector<std::string>{"to", "limit", "sha256"}));
    QCOMPARE(hub.count("series") + hub.count("events"), 0);
}

void TestDashLink::artifactsComeOverHttp()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray heard, answer;
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            heard += socket->readAll();
            if (heard.endsWith("\r\n\r\n"))
                socket->write(answer);
        });
    });
    client::DashLink link(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort())), QStringLiteral("secret"));
    ArtifactInfo info;
    info.sha256 = std::string(64, 'a');
    const auto fetch = [&](const QByteArray &given, std::size_t bytesMax) {
        heard.clear();
        answer = given;
        std::optional<Result<std::string>> got;
        link.fetchArtifact(info, bytesMax, [&](Result<std::string> bytes) { got = std::move(bytes); });
        (void)QTest::qWaitFor([&] { return got.has_value(); });
        return got.value_or(fail(ErrorCode::Internal, "no answer"));
    };
    const auto body = [](const QByteArray &status, const QByteArray &bytes) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\nConnection: close\r\n\r\n" + bytes;
    };
    QCOMPARE(fetch(body("200 OK", "--- a"), 5).value(), std::string("--- a"));
    QVERIFY(heard.startsWith("GET /api/v1/artifacts/" + QByteArray(64, 'a') + " HTTP/1.1"));
    QVERIFY(heard.contains("Bearer secret"));
    QCOMPARE(fetch(body("200 OK", "--- ab"), 5).error().code, ErrorCode::TooLong);
    QCOMPARE(fetch(body("200 OK", QByteArray(3'000'000, 'x')), 1'000).error().limit, std::int64_t(1'000));
    QCOMPARE(fetch(body("404 Not Found", R"({"error":{"code":"not_found","field":"sha256"}})"), 1'000).error().code, ErrorCode::NotFound);
    QVERIFY(!fetch(body("302 Found", ""), 1'000)); // never somewhere else
    info.bytes = 10;
    heard.clear();
    QCOMPARE(fetch("", 9).error().code, ErrorCode::TooLong);
    QVERIFY(heard.isEmpty());
}

QTEST_GUILESS_MAIN(TestDashLink)
#include "tst_dashlink.moc"
