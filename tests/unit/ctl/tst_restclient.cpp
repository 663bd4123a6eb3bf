// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/restclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace skep;
using namespace skep::client;
using namespace Qt::StringLiterals;

/// Answers every request with the same bytes and keeps what it was asked.
class OneAnswerServer final : public QTcpServer
{
public:
    explicit OneAnswerServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                request += socket->readAll();
                if (!request.contains("\r\n\r\n") || m_answer.isEmpty())
                    return;
                socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
    }
    [[nodiscard]] HubAddress address() const { return {QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())), "the-token"}; }

    QByteArray request;

private:
    const QByteArray m_answer;
};

class TestRestClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreRead_data();
    void answersAreRead();
    void refusalsKeepCodeFieldAndLimit();
    void requestCarriesTokenPathAndQuery();
    void absentHubIsTold();
    void silentHubIsGivenUp();
    void redirectIsNotFollowed();

private:
    static Result<QJsonObject> wait(QCoro::Task<Result<QJsonObject>> &&task)
    {
        return QCoro::waitFor(std::move(task));
    }
    static QByteArray http(const QByteArray &head, const QByteArray &body)
    {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    }
};

void TestRestClient::answersAreRead_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<bool>("isMissing");
    QTest::newRow("good") << 200 << QByteArray(R"({"id":1})") << true << false;
    QTest::newRow("created") << 201 << QByteArray("{}") << true << false;
    QTest::newRow("refused") << 409 << QByteArray(R"({"error":{"code":"conflict"}})") << false << false;
    QTest::newRow("no hub") << 404 << QByteArray("<html>nothing here</html>") << false << true;
    QTest::newRow("no JSON") << 200 << QByteArray("hello") << false << true;
    QTest::newRow("list") << 200 << QByteArray("[]") << false << true;
    QTest::newRow("nothing") << 0 << QByteArray() << false << true;
}

void TestRestClient::answersAreRead()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isGood);
    QFETCH(bool, isMissing);
    const auto answer = readAnswer(status, body, u"refused"_s);
    QCOMPARE(answer.has_value(), isGood);
    if (!isGood)
        QCOMPARE(isHubMissing(answer.error()), isMissing);
}

void TestRestClient::refusalsKeepCodeFieldAndLimit()
{
    OneAnswerServer server(http("400 Bad Request", R"({"error":{"code":"out_of_range","field":"attempts","limit":20,"detail":"d"}})"));
    RestClient client(server.address());
    const auto answer = wait(client.post(u"/tasks"_s, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error(), (Error{ErrorCode::OutOfRange, "attempts", 20, "d"}));
}

void TestRestClient::requestCarriesTokenPathAndQuery()
{
    OneAnswerServer server(http("200 OK", R"({"name":"a b"})"));
    RestClient client(server.address());
    QUrlQuery query;
    query.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(u"a&b c"_s)));
    const auto answer = wait(client.get(u"/agents/a%20b%2Fc"_s, query));
    QVERIFY(answer);
    QCOMPARE(answer->value("name"_L1).toString(), u"a b"_s);
    QVERIFY2(server.request.startsWith("GET /api/v1/agents/a%20b%2Fc?q=a%26b%20c HTTP/1.1\r\n"), server.request.constData());
    QVERIFY(server.request.contains("Authorization: Bearer the-token\r\n"));
}

void TestRestClient::absentHubIsTold()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));
    server.close();
    RestClient client({url, {}});
    const auto answer = wait(client.get(u"/metrics"_s));
    QVERIFY(!answer);
    QVERIFY(isHubMissing(answer.error()));
}

void TestRestClient::silentHubIsGivenUp()
{
    OneAnswerServer server({});
    RestClient client(server.address(), std::chrono::milliseconds(50));
    const auto answer = wait(client.get(u"/metrics"_s));
    QVERIFY(!answer);
    QVERIFY(isHubMissing(answer.error()));
}

void TestRestClient::redirectIsNotFollowed()
{
    OneAnswerServer elsewhere(http("200 OK", "{}"));
    OneAnswerServer server(http("302 Found\r\nLocation: " + elsewhere.address().url.toEncoded() + "/api/v1/metrics", "{}"));
    RestClient client(server.address());
    const auto answer = wait(client.get(u"/metrics"_s));
    QVERIFY(!answer);
    QVERIFY(elsewhere.request.isEmpty());
}

QTEST_GUILESS_MAIN(TestRestClient)
#include "tst_restclient.moc"
