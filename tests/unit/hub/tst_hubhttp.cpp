// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventquery.h"
#include "hub/address.h"
#include "hub/sessions.h"
#include "support/hubfixture.h"
#include "support/rawpeer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace skep;
using namespace skep::hub;
using skep::test::RawPeer;

namespace {

const QByteArray kAdmin = "Authorization: Bearer admin-token\r\n";

QByteArray request(const QByteArray &line, const QByteArray &fields = kAdmin, const QByteArray &body = {})
{
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + fields
        + (body.isNull() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n") + "\r\n" + body;
}

QJsonObject bodyOf(const QByteArray &answer)
{
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

int statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3).toInt();
}

} // namespace

class TestHubHttp : public QObject, protected skep::test::HubFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void onlyLoopbackIsListenedOn_data();
    void onlyLoopbackIsListenedOn();
    void sessionsSurviveARestart();
    void openPagesNeedNoToken();
    void readsNeedAToken();
    void rolesAreKeptApart_data();
    void rolesAreKeptApart();
    void trustLoopbackGivesLocal();
    void submitsOneAndMany();
    void actionsBecomeCommands_data();
    void actionsBecomeCommands();
    void keepsAliveAndPipelines();
    void headGivesTheFieldsOnly();
    void optionsAndWrongMethods();
    void closesWhenAsked();
    void answersExpectAndChunks();
    void lists();
    void eventsFromTheNewestBack();
    void seriesOverTime();
    void documentIsServed();
    void documentNamesEveryWord();
    void artifactsGoToDiskAndBack();
    void artifactWithoutLeaseIsRefused();
    void hostileRequests_data();
    void hostileRequests();
    void slowHeadsTimeOut();
    void slowBodiesTimeOut();
    void idleConnectionsAreClosed();
    void tooManyConnectionsAreRefused();
    void tooManyRequestsAreRefused();
    void readingStopsWhenTheStoreIsFull();
    void originOnTheListMayCall();
    void hangingStoreIsSaid();

private:
    RawPeer peer() { return RawPeer(m_port); }
    QByteArray once(const QByteArray &bytes)
    {
        RawPeer one(m_port);
        one.write(bytes);
        return one.answer(bytes.startsWith("HEAD"));
    }
};

void TestHubHttp::init() { startAfresh(); }

void TestHubHttp::cleanup() { stop(); }

void TestHubHttp::onlyLoopbackIsListenedOn_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    for (const char *good : {"127.0.0.1:0", "localhost:0", "[::1]:0", "127.5.5.5:6174"})
        QTest::newRow(good) << QString::fromLatin1(good) << true;
    for (const char *bad : {"0.0.0.0:0", "192.168.1.4:6174", "[::]:0", "example.com:80", "127.0.0.1", "127.0.0.1:99999", ":0", "", "127.0.0.1.evil:1"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << false;
}

void TestHubHttp::onlyLoopbackIsListenedOn()
{
    QFETCH(QString, address);
    QFETCH(bool, good);
    QCOMPARE(parseListen(address.toStdString()).has_value(), good);
}

void TestHubHttp::sessionsSurviveARestart()
{
    const std::string token = Sessions("secret").issue("a");
    QVERIFY(Sessions("secret").isGood("a", token));
    QVERIFY(!Sessions("secret").isGood("b", token));
    QVERIFY(!Sessions("other").isGood("a", token));
    QVERIFY(!Sessions("secret").isGood("a", token.substr(1)));
    QVERIFY(!Sessions("secret").isGood("a", ""));
    QVERIFY(token != Sessions("secret").issue("a"));
}

void TestHubHttp::openPagesNeedNoToken()
{
    for (const char *path : {"/", "/health", "/healthz", "/api/openapi.json"})
        QCOMPARE(statusOf(once(request(QByteArray("GET ") + path, ""))), 200);
    m_fake->storeOk = false;
    const QByteArray sick = once(request("GET /health", ""));
    QCOMPARE(statusOf(sick), 503);
    QCOMPARE(bodyOf(sick).value(QStringLiteral("status")).toString(), QStringLiteral("degraded"));
}

void TestHubHttp::readsNeedAToken()
{
    const QByteArray answer = once(request("GET /api/v1/tasks", ""));
    QCOMPARE(statusOf(answer), 401);
    QVERIFY(answer.contains("WWW-Authenticate: Bearer"));
    QCOMPARE(bodyOf(answer).value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString(), QStringLiteral("unauthorized"));
    QCOMPARE(statusOf(once(request("GET /metrics", ""))), 401);
    QCOMPARE(statusOf(once(request("GET /metrics"))), 200);
}

void TestHubHttp::rolesAreKeptApart_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    const QByteArray task = "POST /api/v1/tasks";
    QTest::newRow("viewer reads") << QByteArray("viewer") << QByteArray("GET /api/v1/agents") << 200;
    QTest::newRow("viewer does not submit") << QByteArray("viewer") << task << 403;
    QTest::newRow("viewer does not pause") << QByteArray("viewer") << QByteArray("POST /api/v1/pause") << 403;
    QTest::newRow("agent does not read") << QByteArray("agent") << QByteArray("GET /api/v1/tasks") << 403;
    QTest::newRow("agent does not submit") << QByteArray("agent") << task << 403;
    QTest::newRow("operator pauses") << QByteArray("operator") << QByteArray("POST /api/v1/pause") << 200;
    QTest::newRow("operator does not upload") << QByteArray("operator") << QByteArray("POST /api/v1/tasks/1/artifacts?fence=1&name=n") << 403;
    QTest::newRow("wrong token") << QByteArray("wrong") << QByteArray("GET /healthz") << 401;
}

void TestHubHttp::rolesAreKeptApart()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    QCOMPARE(statusOf(once(request(line, "Authorization: Bearer " + token + "-token\r\n", "{}"))), status);
    QCOMPARE(m_fake->commands.size(), status == 200 && line.startsWith("POST") ? 1U : 0U);
}

void TestHubHttp::trustLoopbackGivesLocal()
{
    m_options.trustLoopback = true;
    start(m_options);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks", ""))), 200);
    QCOMPARE(statusOf(once(request("POST /api/v1/pause", "", "{}"))), 200);
    QCOMPARE(m_fake->all<cmd::Pause>().at(0).from.who, "local@127.0.0.1");
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks", "Authorization: Bearer wrong\r\n"))), 401);
}

void TestHubHttp::submitsOneAndMany()
{
    const QByteArray one = once(request("POST /api/v1/tasks", kAdmin, R"({"key":"k","task":{"type":"t","params":{"a":1}}})"));
    QCOMPARE(statusOf(one), 201);
    QCOMPARE(bodyOf(one).value(QStringLiteral("id")).toInt(), 1);
    QCOMPARE(m_fake->all<cmd::Submit>().at(0).task.params, R"({"a":1})");
    const QByteArray many = once(request("POST /api/v1/tasks", kAdmin,
                                         R"({"items":[{"task":{"type":"t"}},{"key":"b","task":{"type":""}},{"key":"c","task":{"type":"t"}}]})"));
    QCOMPARE(statusOf(many), 200);
    const QJsonArray items = bodyOf(many).value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0].toObject().value(QStringLiteral("id")).toInt(), 2);
    QCOMPARE(items[1].toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString(), QStringLiteral("type"));
    QCOMPARE(items[2].toObject().value(QStringLiteral("id")).toInt(), 3);
}

void TestHubHttp::actionsBecomeCommands_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("index");
    const auto row = [](const char *line, const char *body, std::size_t index) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(body) << static_cast<int>(index);
    };
    row("POST /api/v1/tasks/12/assign", R"({"agent":"a","decision":7,"may_wait":true,"may_replace":true})", Command(cmd::Assign{}).index());
    row("POST /api/v1/tasks/12/unassign", R"({"fence":0})", Command(cmd::Unassign{}).index());
    row("POST /api/v1/tasks/12/cancel", "", Command(cmd::Cancel{}).index());
    row("POST /api/v1/tasks/12/retry", "{}", Command(cmd::Retry{}).index());
    row("POST /api/v1/tasks/12/answer", R"({"text":"x"})", Command(cmd::Answer{}).index());
    row("POST /api/v1/tasks/12/hold", R"({"on":false})", Command(cmd::Hold{}).index());
    row("POST /api/v1/tasks/12/acknowledge", "", Command(cmd::Acknowledge{}).index());
    row("POST /api/v1/tasks/12/priority", R"({"priority":"P0"})", Command(cmd::SetPriority{}).index());
    row("POST /api/v1/process-next", "", Command(cmd::ProcessNext{}).index());
    row("POST /api/v1/pause", "", Command(cmd::Pause{}).index());
    row("POST /api/v1/agents/nano%20bot/drain", "", Command(cmd::Drain{}).index());
    row("DELETE /api/v1/agents/nano%20bot", "", Command(cmd::Forget{}).index());
}

void TestHubHttp::actionsBecomeCommands()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, body);
    QFETCH(int, index);
    const QByteArray answer = once(request(line, kAdmin, body));
    QCOMPARE(statusOf(answer), 200);
    QCOMPARE(bodyOf(answer).value(QStringLiteral("agent")).toString(), QStringLiteral("chosen"));
    QCOMPARE(m_fake->commands.size(), 1U);
    QCOMPARE(static_cast<int>(m_fake->commands[0].index()), index);
    std::visit([&](const auto &c) {
        if constexpr (requires { c.from; c.id; })
            QCOMPARE(c.id, 12U);
        if constexpr (requires { c.from; })
            QCOMPARE(c.from.who, "admin@127.0.0.1");
    }, m_fake->commands[0]);
    if (const auto *assign = std::get_if<cmd::Assign>(&m_fake->commands[0]))
        QVERIFY(assign->agent == "a" && assign->decision == 7 && assign->mayWait && assign->mayReplace);
    if (line.contains("nano"))
        std::visit([](const auto &c) {
            if constexpr (requires { c.agent.size(); })
                QCOMPARE(c.agent, "nano bot");
        }, m_fake->commands[0]);
}

void TestHubHttp::keepsAliveAndPipelines()
{
    RawPeer one(m_port);
    QByteArray burst;
    for (int i = 0; i < 200; ++i)
        burst += i % 3 == 0 ? request("POST /api/v1/tasks", kAdmin, R"({"task":{"type":"t"}})") : request("GET /healthz", "");
    one.write(burst);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(statusOf(one.answer()), i % 3 == 0 ? 201 : 200);
    QCOMPARE(m_fake->all<cmd::Submit>().size(), 67U);
    QCOMPARE(m_hub->connectionCount(), 1U);
}

void TestHubHttp::headGivesTheFieldsOnly()
{
    RawPeer one(m_port);
    one.write(request("HEAD /healthz", "") + request("GET /healthz", ""));
    const QByteArray head = one.answer(true);
    QVERIFY(head.contains("Content-Length: 3\r\n"));
    QVERIFY(head.endsWith("\r\n\r\n"));
    QVERIFY(one.answer().endsWith("\r\n\r\nok\n"));
}

void TestHubHttp::optionsAndWrongMethods()
{
    RawPeer one(m_port);
    one.write(request("OPTIONS /api/v1/tasks", ""));
    const QByteArray options = one.answer();
    QCOMPARE(statusOf(options), 204);
    QVERIFY(options.contains("Allow: GET, HEAD, POST, OPTIONS\r\n"));
    one.write(request("PUT /api/v1/tasks", kAdmin));
    const QByteArray wrong = one.answer();
    QCOMPARE(statusOf(wrong), 405);
    QVERIFY(wrong.contains("Allow: GET, HEAD, POST, OPTIONS\r\n"));
    one.write(request("GET /nothing"));
    QCOMPARE(statusOf(one.answer()), 404);
    one.write(request("GET /healthz"));
    QCOMPARE(statusOf(one.answer()), 200);
}

void TestHubHttp::closesWhenAsked()
{
    RawPeer one(m_port);
    one.write(request("GET /healthz", "Connection: close\r\n"));
    QVERIFY(one.waitForClose());
    QVERIFY(one.received.contains("Connection: close\r\n"));
    RawPeer old(m_port);
    old.write("GET /healthz HTTP/1.0\r\n\r\n");
    QVERIFY(old.waitForClose());
    QVERIFY(old.received.startsWith("HTTP/1.1 200"));
}

void TestHubHttp::answersExpectAndChunks()
{
    RawPeer one(m_port);
    const QByteArray body = R"({"task":{"type":"t"}})";
    one.write("POST /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "Expect: 100-continue\r\nContent-Length: "
              + QByteArray::number(body.size()) + "\r\n\r\n");
    QVERIFY(one.waitFor("100 Continue"));
    one.answer();
    one.write(body);
    QCOMPARE(statusOf(one.answer()), 201);
    one.write("POST /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "Transfer-Encoding: chunked\r\n\r\n");
    for (const char c : body)
        one.write("1\r\n" + QByteArray(1, c) + "\r\n");
    one.write("0\r\n\r\n");
    QCOMPARE(statusOf(one.answer()), 201);
    QCOMPARE(m_fake->all<cmd::Submit>().size(), 2U);
}

void TestHubHttp::lists()
{
    for (TaskId id = 1; id <= 5; ++id) {
        m_fake->tasks[id].id = id;
        m_fake->tasks[id].type = "t";
    }
    AgentView agent;
    agent.name = "nano/1";
    m_fake->agentViews = {agent};
    QJsonObject page = bodyOf(once(request("GET /api/v1/tasks?limit=2")));
    QCOMPARE(page.value(QStringLiteral("items")).toArray().size(), 2);
    QCOMPARE(page.value(QStringLiteral("next")).toInt(), 4);
    page = bodyOf(once(request("GET /api/v1/tasks?limit=2&before=2")));
    QVERIFY(page.value(QStringLiteral("next")).isNull());
    QCOMPARE(bodyOf(once(request("GET /api/v1/tasks/3"))).value(QStringLiteral("task")).toObject().value(QStringLiteral("id")).toInt(), 3);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks/99"))), 404);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks/x"))), 404);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks?limit=0"))), 400);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks?limit=x"))), 400);
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks?state=lost"))), 400);
    QCOMPARE(bodyOf(once(request("GET /api/v1/agents/nano%2F1"))).value(QStringLiteral("name")).toString(), QStringLiteral("nano/1"));
    QCOMPARE(bodyOf(once(request("GET /api/v1/events"))).value(QStringLiteral("items")).toArray().size(), 2);
    QCOMPARE(bodyOf(once(request("GET /api/v1/report"))).value(QStringLiteral("tasks")).toObject().value(QStringLiteral("total")).toInt(), 5);
    QVERIFY(bodyOf(once(request("GET /api/v1/metrics"))).value(QStringLiteral("metrics")).toObject().contains(QStringLiteral("skep_hub_requests_total")));
    QVERIFY(once(request("GET /metrics")).contains("skep_tasks{state=\"queued\"} 5\n"));
}

void TestHubHttp::eventsFromTheNewestBack()
{
    m_fake->page.events = {{9, 100, ev::Started{4, 5, true}}, {8, 99, ev::AgentLeft{"nano/1", "bye"}}};
    m_fake->page.next = 8;
    QJsonObject page = bodyOf(once(request("GET /api/v1/events?before=0&limit=2")));
    QCOMPARE(page.value(QStringLiteral("items")).toArray().at(0).toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("started"));
    QCOMPARE(page.value(QStringLiteral("next")).toInt(), 8);
    QCOMPARE(m_fake->eventQuery.limit, std::size_t(2));
    m_fake->page = {};
    page = bodyOf(once(request("GET /api/v1/events?before=8&task=4&agent=nano%2F1&kind=agent_left")));
    QVERIFY(page.value(QStringLiteral("items")).toArray().isEmpty());
    QVERIFY(page.value(QStringLiteral("next")).isNull());
    QCOMPARE(m_fake->eventQuery.before, BatchNo(8));
    QCOMPARE(m_fake->eventQuery.task, TaskId(4));
    QCOMPARE(m_fake->eventQuery.agent, std::string("nano/1"));
    QCOMPARE(m_fake->eventQuery.kind, std::string("agent_left"));
    const auto field = [this](const QByteArray &query) {
        const QByteArray answer = once(request("GET /api/v1/events?" + query));
        return QByteArray::number(statusOf(answer)) + ' '
            + bodyOf(answer).value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString().toUtf8();
    };
    QCOMPARE(field("before=x"), QByteArray("400 before"));
    QCOMPARE(field("before=-1"), QByteArray("400 before"));
    QCOMPARE(field("task=0"), QByteArray("400 task"));
    QCOMPARE(field("kind=gossip"), QByteArray("400 kind"));
    QCOMPARE(field("kind=leased&limit=1001"), QByteArray("400 limit"));
    QCOMPARE(field("agent=" + QByteArray(65, 'a')), QByteArray("400 agent"));
    QCOMPARE(field("after=3&before=9"), QByteArray("400 after"));
    QCOMPARE(statusOf(once(request("GET /api/v1/events?before=0", ""))), 401);
}

void TestHubHttp::seriesOverTime()
{
    const TimeMs now = m_fake->now();
    SeriesPoint point;
    point.at = now - 10'000;
    point.spanMs = point.coveredMs = kSeriesStepMs;
    point.done = 3;
    point.total.add(1'000, 3);
    m_fake->points = {point};
    QJsonObject series = bodyOf(once(request("GET /api/v1/series?from=" + QByteArray::number(now - 20'000) + "&to=" + QByteArray::number(now))));
    QCOMPARE(series.value(QStringLiteral("step_ms")).toInt(), 5'000);
    const QJsonArray items = series.value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 3); // nothing is known of the last one
    QCOMPARE(items.at(0).toObject().value(QStringLiteral("covered_ms")).toInt(-1), 0);
    QVERIFY(!items.at(0).toObject().contains(QStringLiteral("done")));
    QCOMPARE(items.at(2).toObject().value(QStringLiteral("done")).toInt(), 3);
    QCOMPARE(items.at(2).toObject().value(QStringLiteral("total")).toObject().value(QStringLiteral("count")).toInt(), 3);
    series = bodyOf(once(request("GET /api/v1/series?points=12")));
    QCOMPARE(series.value(QStringLiteral("step_ms")).toInt(), 300'000);
    const auto field = [this](const QByteArray &query) {
        const QByteArray answer = once(request("GET /api/v1/series?" + query));
        return QByteArray::number(statusOf(answer)) + ' '
            + bodyOf(answer).value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString().toUtf8();
    };
    QCOMPARE(field("from=5&to=5"), QByteArray("400 to"));
    QCOMPARE(field("from=x"), QByteArray("400 from"));
    QCOMPARE(field("points=0"), QByteArray("400 points"));
    QCOMPARE(field("points=601"), QByteArray("400 points"));
    QCOMPARE(field("to=99999999999999999"), QByteArray("400 to"));
    QVERIFY(once(request("GET /metrics")).contains("skep_total_seconds_count 0\n"));
    m_fake->durations.total.add(2'000);
    QVERIFY(once(request("GET /metrics")).contains("skep_total_seconds{quantile=\"0.5\"} "));
}

void TestHubHttp::documentIsServed()
{
    const QJsonObject document = bodyOf(once(request("GET /api/openapi.json", "")));
    QCOMPARE(document.value(QStringLiteral("openapi")).toString(), QStringLiteral("3.1.0"));
    // Every path of the document is served, with its methods and no others.
    const QJsonObject paths = document.value(QStringLiteral("paths")).toObject();
    QVERIFY(paths.size() > 20);
    for (auto it = paths.begin(); it != paths.end(); ++it) {
        QString path = it.key();
        path.replace(QRegularExpression(QStringLiteral("\\{[a-z0-9]+\\}")), QStringLiteral("1"));
        QSet<QString> methods;
        for (const QString &method : it.value().toObject().keys())
            if (method != QStringLiteral("parameters"))
                methods << method.toUpper();
        methods << QStringLiteral("OPTIONS");
        if (methods.contains(QStringLiteral("GET")))
            methods << QStringLiteral("HEAD");
        const QByteArray answer = once(request("OPTIONS " + path.toLatin1(), ""));
        const qsizetype at = answer.indexOf("Allow: ") + 7;
        const QStringList allowed = QString::fromLatin1(answer.mid(at, answer.indexOf('\r', at) - at)).split(QStringLiteral(", "));
        QCOMPARE(QSet<QString>(allowed.begin(), allowed.end()), methods);
    }
}

// A generated client knows only the words of the document: they must be the hub's, in lists that miss none.
void TestHubHttp::documentNamesEveryWord()
{
    QFile file(QStringLiteral(":/skep/api/openapi.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    const auto wordsAt = [&document](const char *path) {
        QJsonValue value = document;
        for (const QString &step : QString::fromLatin1(path).split(u' '))
            value = value.isArray() ? value.toArray().at(step.toInt()) : value.toObject().value(step);
        QStringList words;
        for (const QJsonValue &word : value.toObject().value(QStringLiteral("enum")).toArray())
            words << word.toString();
        return words;
    };
    const auto namesOf = []<typename Enum>(Enum last) {
        QStringList words;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            words << QString::fromStdString(std::string(name(static_cast<Enum>(i))));
        return words;
    };
    QStringList errors;
    for (std::size_t i = 0; i < kErrorCodeCount; ++i)
        errors << QString::fromStdString(std::string(errorName(static_cast<ErrorCode>(i))));
    QStringList kinds;
    [&kinds]<std::size_t... At>(std::index_sequence<At...>) {
        (kinds.append(QString::fromStdString(std::string(eventKind(Event(std::in_place_index<At>))))), ...);
    }(std::make_index_sequence<std::variant_size_v<Event>>());
    const QStringList states = namesOf(TaskState::Cancelled), priorities = namesOf(Priority::P3), outcomes = namesOf(Outcome::Throttled);
    QCOMPARE(wordsAt("components schemas Error properties code"), errors);
    QCOMPARE(wordsAt("components schemas Task properties state"), states);
    QCOMPARE(wordsAt("paths /api/v1/tasks get parameters 0 schema"), states);
    QCOMPARE(wordsAt("components schemas Task properties priority"), priorities);
    QCOMPARE(wordsAt("components schemas TaskSpec properties priority"), priorities);
    QCOMPARE(wordsAt("components schemas TaskSpec properties start"), namesOf(StartPolicy::Held));
    QCOMPARE(wordsAt("components schemas Task properties origin"), namesOf(Origin::Hive));
    QCOMPARE(wordsAt("components schemas Task properties outcome"), outcomes);
    QCOMPARE(wordsAt("components schemas Attempt properties outcome"), outcomes);
    QCOMPARE(wordsAt("components schemas Wait properties reason"), namesOf(kWaitReasonLast));
    QCOMPARE(wordsAt("components schemas Agent properties state"), namesOf(AgentState::Gone));
    QCOMPARE(wordsAt("components schemas Event properties kind"), kinds);
    QCOMPARE(wordsAt("paths /api/v1/events get parameters 4 schema"), kinds);
}

void TestHubHttp::artifactsGoToDiskAndBack()
{
    m_fake->tasks[12].id = 12;
    m_fake->tasks[12].fence = 77;
    m_fake->tasks[12].state = TaskState::Running;
    QByteArray bytes(3'000'000, 'x');
    bytes[5] = '\0';
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const QByteArray up = once(request("POST /api/v1/tasks/12/artifacts?fence=77&name=a%20b.diff&mime=text/x-diff",
                                       "Authorization: Bearer agent-token\r\n", bytes));
    QCOMPARE(statusOf(up), 201);
    QCOMPARE(bodyOf(up).value(QStringLiteral("sha256")).toString().toLatin1(), hash);
    const auto word = m_fake->all<cmd::Artifact>().at(0);
    QCOMPARE(word.name, "a b.diff");
    QCOMPARE(word.bytes, bytes.size());
    const QByteArray down = once(request("GET /api/v1/artifacts/" + hash));
    QCOMPARE(down.mid(down.indexOf("\r\n\r\n") + 4), bytes);
    QVERIFY(down.contains("application/octet-stream"));
    QCOMPARE(statusOf(once(request("GET /api/v1/artifacts/" + QByteArray(64, '0')))), 404);
    QCOMPARE(statusOf(once(request("GET /api/v1/artifacts/..%2F..%2Fetc%2Fpasswd"))), 404);
    // A cut upload leaves nothing.
    {
        RawPeer cut(m_port);
        cut.write("POST /api/v1/tasks/12/artifacts?fence=77&name=n HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "Content-Length: 1000\r\n\r\nabc");
        QTRY_COMPARE(QDir(m_fake->folder()).entryList({QStringLiteral("part-*")}).size(), 1);
    }
    QTRY_COMPARE(QDir(m_fake->folder()).entryList({QStringLiteral("part-*")}).size(), 0);
    QCOMPARE(m_fake->all<cmd::Artifact>().size(), 1U);
}

void TestHubHttp::artifactWithoutLeaseIsRefused()
{
    m_fake->tasks[12].id = 12;
    m_fake->tasks[12].fence = 77;
    m_fake->tasks[12].state = TaskState::Running;
    const auto code = [&](const char *target, const QByteArray &body = "x") {
        return bodyOf(once(request(QByteArray("POST /api/v1/tasks/") + target, kAdmin, body)))
            .value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString();
    };
    QCOMPARE(code("12/artifacts?fence=76&name=n"), QStringLiteral("stale_fence"));
    QCOMPARE(code("13/artifacts?fence=77&name=n"), QStringLiteral("not_found"));
    QCOMPARE(code("12/artifacts?name=n"), QStringLiteral("missing_field"));
    QCOMPARE(code("12/artifacts?fence=77"), QStringLiteral("missing_field"));
    QCOMPARE(code("12/artifacts?fence=abc&name=n"), QStringLiteral("wrong_type"));
    QVERIFY(m_fake->commands.empty());
}

void TestHubHttp::hostileRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0: a close without an answer
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *code = "bad_frame") {
        QTest::newRow(name) << bytes << status << QString::fromLatin1(code);
    };
    const QByteArray post = "POST /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n" + kAdmin;
    const QByteArray get = "GET /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n" + kAdmin;
    row("no HTTP", "hello there\r\n\r\n", 400);
    row("TLS without a certificate", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 0, "");
    row("NUL bytes", QByteArray(100, '\0'), 400);
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
    row("HTTP/0.9", "GET /\r\n\r\n", 400);
    row("HTTP/3.0", "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 400);
    row("a space too many", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
    row("bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\r\n\r\n", 400);
    row("space before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400);
    row("field without colon", "GET / HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n", 400);
    row("control byte in a field", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x01" "b\r\n\r\n", 400);
    row("head of 20 KB", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(20'000, 'x') + "\r\n\r\n", 431, "too_long");
    row("3,000 fields", "GET / HTTP/1.1\r\nHost: localhost\r\n" + QByteArray("A: b\r\n").repeated(3'000) + "\r\n", 431, "too_long");
    row("endless head", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(40'000, 'x'), 431, "too_long");
    row("long path", "GET /" + QByteArray(17'000, 'p') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 431, "too_long");
    row("no host", "GET / HTTP/1.1\r\n\r\n", 421, "bad_host");
    row("two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400);
    row("foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "bad_host");
    row("a name like an address", "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", 421, "bad_host");
    row("host with a broken port", "GET / HTTP/1.1\r\nHost: localhost:x\r\n\r\n", 421, "bad_host");
    row("foreign origin", "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n", 403, "bad_origin");
    row("null origin", "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n", 403, "bad_origin");
    row("absolute target", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad_value");
    row("CONNECT", "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad_value");
    row("unknown method", "BREW /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "not_allowed");
    row("TRACE", "TRACE /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "not_allowed");
    row("broken escape in the query", "GET /api/v1/tasks?q=%zz HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "\r\n", 400, "bad_value");
    row("broken escape in the path", "GET /api/v1/agents/%f HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "\r\n", 404, "not_found");
    row("climbing path", "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "\r\n", 404, "not_found");
    row("basic authorization", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YTpi\r\n\r\n", 401, "unauthorized");
    row("long token", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + QByteArray(5'000, 't') + "\r\n\r\n", 401, "unauthorized");
    row("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400);
    row("the same length twice", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400);
    row("length below zero", post + "Content-Length: -1\r\n\r\n", 400);
    row("length no number", post + "Content-Length: 2x\r\n\r\n{}", 400);
    row("length beyond 2^64", post + "Content-Length: 99999999999999999999999\r\n\r\n", 400);
    row("length and chunks", post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("length of 9 MB", post + "Content-Length: 9000000\r\n\r\n", 413, "too_long");
    row("chunks of 9 MB", post + "Transfer-Encoding: chunked\r\n\r\n" + ("100000\r\n" + QByteArray(0x100000, ' ') + "\r\n").repeated(9), 413, "too_long");
    row("chunk size no number", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
    row("chunk size beyond 2^64", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400);
    row("chunk without its end", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n", 400);
    row("endless chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n2;" + QByteArray(40'000, 'e'), 400);
    row("unknown expectation", post + "Expect: tea\r\nContent-Length: 2\r\n\r\n{}", 417, "bad_value");
    row("body no JSON", post + "Content-Length: 3\r\n\r\nabc", 400);
    row("body an array", post + "Content-Length: 2\r\n\r\n[]", 400);
    row("body empty", post + "Content-Length: 0\r\n\r\n", 400);
    row("no task", post + "Content-Length: 2\r\n\r\n{}", 400, "missing_field");
    row("wrong token in the upgrade", "GET /ws HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer no\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 401, "unauthorized");
    row("no upgrade on /ws", "GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n", 426, "bad_value");
    row("WebSocket version 8", "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 400, "bad_value");
    row("short WebSocket key", "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: YQ==\r\n\r\n", 400, "bad_value");
    row("upgrade by POST", "POST /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 426, "bad_value");
    row("upgrade from a foreign page", "GET /ws HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 403, "bad_origin");
    row("list with a bad limit", get.mid(0, 17) + "?limit=100000" + get.mid(17) + "\r\n", 400, "out_of_range");
}

void TestHubHttp::hostileRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, code);
    RawPeer one(m_port);
    one.write(bytes);
    if (status == 0) {
        QVERIFY(one.waitForClose());
        QVERIFY(one.received.isEmpty());
    } else {
        const QByteArray answer = one.answer();
        QCOMPARE(statusOf(answer), status);
        QCOMPARE(bodyOf(answer).value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString(), code);
    }
    QVERIFY(m_fake->commands.empty());
    QCOMPARE(statusOf(once(request("GET /healthz", ""))), 200);
}

void TestHubHttp::slowHeadsTimeOut()
{
    m_options.timing.headMs = 100;
    start(m_options);
    RawPeer one(m_port);
    one.write("GET /healthz HTT");
    QVERIFY(one.waitForClose());
    QVERIFY(one.received.startsWith("HTTP/1.1 408"));
    QVERIFY(one.received.contains("\"field\":\"head\""));
}

void TestHubHttp::slowBodiesTimeOut()
{
    m_options.timing.requestMs = 100;
    start(m_options);
    RawPeer one(m_port);
    one.write("POST /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n" + kAdmin + "Content-Length: 50\r\n\r\n{");
    QVERIFY(one.waitForClose());
    QVERIFY(one.received.startsWith("HTTP/1.1 408"));
    QVERIFY(one.received.contains("\"field\":\"body\""));
    QVERIFY(m_fake->commands.empty());
}

void TestHubHttp::idleConnectionsAreClosed()
{
    m_options.timing.idleMs = 100;
    m_options.timing.headMs = 100;
    start(m_options);
    RawPeer silent(m_port);
    RawPeer used(m_port);
    used.write(request("GET /healthz"));
    QVERIFY(used.waitFor("ok\n"));
    QVERIFY(silent.waitForClose());
    QVERIFY(used.waitForClose());
    QTRY_COMPARE(m_hub->connectionCount(), 0U);
}

void TestHubHttp::tooManyConnectionsAreRefused()
{
    m_options.connectionsPerAddressMax = 2;
    start(m_options);
    RawPeer a(m_port);
    RawPeer b(m_port);
    QTRY_COMPARE(m_hub->connectionCount(), 2U);
    RawPeer c(m_port);
    QVERIFY(c.waitForClose());
    a.socket.abort();
    QTRY_COMPARE(m_hub->connectionCount(), 1U);
    QCOMPARE(statusOf(once(request("GET /healthz", ""))), 200);
}

void TestHubHttp::tooManyRequestsAreRefused()
{
    m_options.requestsPerSecondMax = 5;
    start(m_options);
    RawPeer one(m_port);
    one.write(request("GET /healthz", "").repeated(50));
    QVERIFY(one.waitForClose());
    QVERIFY(one.received.contains("HTTP/1.1 429"));
    QVERIFY(one.received.contains("rate_limited"));
}

void TestHubHttp::readingStopsWhenTheStoreIsFull()
{
    RawPeer one(m_port);
    one.write(request("GET /healthz", ""));
    one.answer();
    m_fake->reading = false;
    one.write(request("POST /api/v1/tasks", kAdmin, R"({"task":{"type":"t"}})"));
    QVERIFY(!one.waitFor("HTTP/1.1", 100));
    QVERIFY(m_fake->commands.empty());
    m_fake->resumeReading();
    QCOMPARE(statusOf(one.answer()), 201);
}

void TestHubHttp::originOnTheListMayCall()
{
    m_options.origins = {"http://localhost:5173"};
    start(m_options);
    const QByteArray flight = once(request("OPTIONS /api/v1/tasks", "Origin: http://localhost:5173\r\n"));
    QVERIFY(flight.contains("Access-Control-Allow-Origin: http://localhost:5173\r\n"));
    QVERIFY(flight.contains("Access-Control-Allow-Headers: Authorization, Content-Type\r\n"));
    QCOMPARE(statusOf(once(request("GET /api/v1/tasks", kAdmin + "Origin: http://localhost:5173\r\n"))), 200);
    QCOMPARE(statusOf(once("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://localhost:1\r\n\r\n")), 200);
}

void TestHubHttp::hangingStoreIsSaid()
{
    m_options.timing.requestMs = 100;
    start(m_options);
    m_fake->answers = false;
    const QByteArray answer = once(request("POST /api/v1/tasks", kAdmin, R"({"key":"k","task":{"type":"t"}})"));
    QCOMPARE(statusOf(answer), 507);
}

QTEST_GUILESS_MAIN(TestHubHttp)
#include "tst_hubhttp.moc"
