// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inference/chatclient.h"
#include "inference/sseparser.h"
#include "unit/nanobot/fakeopenai.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace skep;
using namespace skep::inference;

namespace {

QByteArray fixture(const char *name)
{
    QFile file(QStringLiteral(SKEP_SOURCE_DIR "/tests/data/llama/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::vector<SseEvent> events(std::initializer_list<std::string_view> pieces)
{
    SseParser parser;
    std::vector<SseEvent> out;
    for (const std::string_view piece : pieces)
        if (!parser.feed(piece, out))
            break;
    return out;
}

std::string textOf(const std::vector<SseEvent> &all)
{
    std::string text;
    for (const SseEvent &event : all)
        if (event.data != "[DONE]")
            text += parseChunk(event.data)->content;
    return text;
}

const std::string kAnswer = "Here it is:\n```python src/gr\xC3\xB6\xC3\x9F"
                            "e.py\ndef gr\xC3\xB6\xC3\x9F"
                            "e(x):\n    return \"\xE2\x82\xAC \" + "
                            "str(x)  # \xF0\x9F\x90\x9D \n```\nDone.";

/// A call that has run to its end.
struct Ended {
    ChatCall::Outcome outcome = tl::unexpected(ChatFailure{});
    QByteArray text;
    QByteArray reasoning;
};

Ended run(FakeOpenAi &server, ChatTimeouts timeouts = {},
          const ChatRequest &request = {"m", {{"user", "x"}}, {}, {}, 0})
{
    ChatClient client(server.url(), "secret-key");
    client.setTimeouts(timeouts);
    const auto call = client.chat(request);
    Ended ended;
    QObject::connect(call.get(), &ChatCall::received, call.get(), [&](const QByteArray &text, bool reasoning) {
        (reasoning ? ended.reasoning : ended.text) += text;
    });
    QSignalSpy finished(call.get(), &ChatCall::finished);
    if (finished.isEmpty())
        finished.wait(5'000);
    if (finished.count() == 1)
        ended.outcome = call->outcome();
    return ended;
}

} // namespace

class TestInference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamSurvivesEverySplit_data();
    void streamSurvivesEverySplit();
    void streamSurvivesSingleBytes();
    void parserKnowsTheGrammar();
    void endlessEventBreaksTheStream();
    void errorObjectInAStreamIsAFailure();
    void requestCarriesWhatWasAsked();
    void retryAfterIsReadInBothForms();
    void answerStreams();
    void serverThatDoesNotStreamIsUnderstood();
    void reasoningIsKeptApart();
    void cutStreamIsAFailure_data();
    void cutStreamIsAFailure();
    void httpFaultsAreNamed_data();
    void httpFaultsAreNamed();
    void faultInTheStreamEndsIt_data();
    void faultInTheStreamEndsIt();
    void refusedConnectionIsTransient();
    void silentServerTimesOut();
    void serverThatFallsSilentTimesOut();
    void cancelClosesTheConnection();
    void serverThatKeepsTheConnectionAfterDoneIsLeft();
    void overlongAnswerIsCut();
    void redirectIsNotFollowed();
    void keyStaysInItsHeader();
    void manyStreamsRunAtOnce();
};

void TestInference::streamSurvivesEverySplit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << fixture("chat-stream.sse");
    QTest::newRow("crlf, pings, BOM, two data lines") << fixture("chat-stream-crlf.sse");
}

void TestInference::streamSurvivesEverySplit()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!bytes.isEmpty());
    const std::vector<SseEvent> whole = events({view(bytes)});
    QCOMPARE(textOf(whole), kAnswer);
    for (std::size_t at = 0; at <= view(bytes).size(); ++at)
        QVERIFY2(events({view(bytes).substr(0, at), view(bytes).substr(at)}) == whole, qPrintable(QString::number(at)));
}

void TestInference::streamSurvivesSingleBytes()
{
    for (const char *name : {"chat-stream.sse", "chat-stream-crlf.sse"}) {
        const QByteArray bytes = fixture(name);
        SseParser parser;
        std::vector<SseEvent> out;
        for (std::size_t i = 0; i < view(bytes).size(); ++i)
            QVERIFY(parser.feed(view(bytes).substr(i, 1), out));
        QCOMPARE(textOf(out), kAnswer);
    }
}

void TestInference::parserKnowsTheGrammar()
{
    QCOMPARE(events({"data: a\n\n"}), (std::vector<SseEvent>{{"", "a"}}));
    QCOMPARE(events({"data:a\rdata: b\r\r"}), (std::vector<SseEvent>{{"", "a\nb"}}));
    QCOMPARE(events({"data:  a\n\n"}), (std::vector<SseEvent>{{"", " a"}}));
    QCOMPARE(events({"data\n\n"}), (std::vector<SseEvent>{{"", ""}}));
    QCOMPARE(events({": ping\n\n:\n\nid: 3\nretry: 9\n\n"}), std::vector<SseEvent>{});
    QCOMPARE(events({"event: x\ndata: 1\n\ndata: 2\n\n"}), (std::vector<SseEvent>{{"x", "1"}, {"", "2"}}));
    QCOMPARE(events({"event: lost\n\ndata: 2\n\n"}), (std::vector<SseEvent>{{"", "2"}}));
    QCOMPARE(events({"data: unfinished\n"}), std::vector<SseEvent>{});
    QCOMPARE(events({"error: {}\n\n"}), (std::vector<SseEvent>{{"error", "{}"}}));
}

void TestInference::endlessEventBreaksTheStream()
{
    SseParser parser(100);
    std::vector<SseEvent> out;
    QVERIFY(parser.feed("data: " + std::string(80, 'x'), out));
    QVERIFY(!parser.feed(std::string(80, 'x'), out));
    QVERIFY(!parser.feed("\n\ndata: a\n\n", out));
    QVERIFY(out.empty());
    SseParser lines(100);
    bool isWhole = true;
    for (int i = 0; i < 100 && isWhole; ++i)
        isWhole = lines.feed("data: 12345678\n", out);
    QVERIFY(!isWhole);
}

void TestInference::errorObjectInAStreamIsAFailure()
{
    const auto failed = parseChunk(R"({"error":{"code":500,"message":"the slot was lost","type":"server_error"}})");
    QVERIFY(!failed);
    QCOMPARE(failed.error().httpStatus, 500);
    QCOMPARE(failed.error().error.detail, std::string("the slot was lost"));
    QVERIFY(!parseChunk(R"({"error":"text"})"));
    QVERIFY(!parseChunk("{\"choices\":["));
    QVERIFY(!parseChunk("[]"));
    QVERIFY(!parseChunk(""));
    QVERIFY(parseChunk(R"({"error":null,"choices":[]})"));
    QVERIFY(parseChunk(R"({"choices":[{"delta":null}],"usage":null})"));
    QVERIFY(!parseChunk("{\"choices\":[{\"delta\":{\"content\":\"\xC3\"}}]}"));
}

void TestInference::requestCarriesWhatWasAsked()
{
    ChatRequest request{"mod\"el", {{"system", "s"}, {"user", "\xF0\x9F\x90\x9D\n"}}, 0.25, 77, 128};
    const QJsonObject body = QJsonDocument::fromJson(QByteArray::fromStdString(encodeRequest(request))).object();
    QCOMPARE(body.value(QLatin1StringView("model")).toString(), QStringLiteral("mod\"el"));
    QCOMPARE(body.value(QLatin1StringView("messages")).toArray().size(), 2);
    QCOMPARE(body.value(QLatin1StringView("temperature")).toDouble(), 0.25);
    QCOMPARE(body.value(QLatin1StringView("seed")).toInteger(), 77);
    QCOMPARE(body.value(QLatin1StringView("max_tokens")).toInt(), 128);
    QVERIFY(body.value(QLatin1StringView("stream")).toBool());
    const QJsonObject bare = QJsonDocument::fromJson(QByteArray::fromStdString(encodeRequest({}))).object();
    QVERIFY(!bare.contains(QLatin1StringView("model")));
    QVERIFY(!bare.contains(QLatin1StringView("max_tokens")));
}

void TestInference::retryAfterIsReadInBothForms()
{
    QCOMPARE(retryAfterMs("", 0), -1);
    QCOMPARE(retryAfterMs("soon", 0), -1);
    QCOMPARE(retryAfterMs("-5", 0), -1);
    QCOMPARE(retryAfterMs("2", 0), 2'000);
    QCOMPARE(retryAfterMs("0.5", 0), 500);
    QCOMPARE(retryAfterMs("99999999", 0), 24 * 3600 * 1000);
    const std::int64_t now = 1'767'225'600; // 2026-01-01 00:00:00 UTC
    QCOMPARE(retryAfterMs("Thu, 01 Jan 2026 00:00:07 GMT", now), 7'000);
    QCOMPARE(retryAfterMs("Wed, 31 Dec 2025 23:00:00 GMT", now), 0);
}

void TestInference::answerStreams()
{
    FakeOpenAi server;
    const QByteArray body = fixture("chat-stream.sse");
    QList<QByteArray> chunks;
    for (qsizetype i = 0; i < body.size(); i += 7) // cuts lines and characters
        chunks.append(body.mid(i, 7));
    server.script = {FakeOpenAi::chunked(chunks, false)};
    const Ended ended = run(server);
    QVERIFY(ended.outcome);
    QCOMPARE(ended.outcome->text, kAnswer);
    QCOMPARE(ended.text.toStdString(), kAnswer);
    QCOMPARE(ended.outcome->finishReason, std::string("stop"));
    QCOMPARE(ended.outcome->outputTokens, 9);
    QCOMPARE(ended.outcome->promptTokens, 41);
    QCOMPARE(ended.outcome->model, std::string("tiny-main"));
    QVERIFY(server.requests.constFirst().startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
}

void TestInference::serverThatDoesNotStreamIsUnderstood()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::answer(200, "application/json; charset=utf-8", fixture("chat.json"))};
    const Ended ended = run(server);
    QVERIFY(ended.outcome);
    QCOMPARE(ended.outcome->text, std::string("whole answer"));
    QCOMPARE(ended.outcome->outputTokens, 2);
}

void TestInference::reasoningIsKeptApart()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::stream(fixture("chat-stream-reasoning.sse"))};
    const Ended ended = run(server);
    QVERIFY(ended.outcome);
    QCOMPARE(ended.outcome->text, std::string("42"));
    QCOMPARE(ended.reasoning, QByteArray("think\n"));
    QCOMPARE(ended.outcome->finishReason, std::string("length"));
}

void TestInference::cutStreamIsAFailure_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<bool>("isChunked");
    const QByteArray body = fixture("chat-stream.sse");
    const int character = static_cast<int>(body.indexOf("\xF0\x9F\x90\x9D"));
    QTest::newRow("before anything") << 0 << false;
    QTest::newRow("inside a character") << character + 2 << false;
    QTest::newRow("inside a character, chunked") << character + 2 << true;
    QTest::newRow("between two events") << static_cast<int>(body.indexOf("\n\n", character)) + 2 << true;
    QTest::newRow("in the last event before the end") << static_cast<int>(body.indexOf("\"stop\"")) << false;
}

void TestInference::cutStreamIsAFailure()
{
    QFETCH(const int, at);
    QFETCH(const bool, isChunked);
    FakeOpenAi server;
    const QByteArray body = fixture("chat-stream.sse").left(at);
    server.script = {isChunked ? FakeOpenAi::chunked({body}, true) : FakeOpenAi::stream(body)};
    const Ended ended = run(server);
    QVERIFY(!ended.outcome);
    QCOMPARE(ended.outcome.error().error.code, ErrorCode::Io);
    QVERIFY(kAnswer.starts_with(ended.text.toStdString()));
}

void TestInference::httpFaultsAreNamed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isTransient");
    QTest::addColumn<qint64>("retryAfter");
    const auto row = [](const char *name, int status, const QByteArray &body, const QByteArray &header, ErrorCode code,
                        bool isTransient, qint64 retryAfter) {
        QTest::newRow(name) << status << body << header << static_cast<int>(code) << isTransient << retryAfter;
    };
    row("rate", 429, fixture("error-rate.json"), "Retry-After: 3\r\n", ErrorCode::Throttled, true, 3'000);
    row("rate without header", 429, "", "", ErrorCode::Throttled, true, -1);
    row("loading", 503, fixture("error-loading.json"), "", ErrorCode::Io, true, -1);
    row("context", 400, fixture("error-context.json"), "", ErrorCode::TooLong, false, -1);
    row("broken", 500, R"({"error":{"code":500,"message":"m","type":"server_error"}})", "", ErrorCode::Io, false, -1);
    row("key", 401, R"({"error":{"message":"Invalid API Key"}})", "", ErrorCode::Unauthorized, false, -1);
    row("html", 502, "<html>bad gateway</html>", "", ErrorCode::Io, true, -1);
    row("not there", 404, "\xFF\xFE", "", ErrorCode::NotFound, false, -1);
}

void TestInference::httpFaultsAreNamed()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, header);
    QFETCH(const int, code);
    QFETCH(const bool, isTransient);
    QFETCH(const qint64, retryAfter);
    FakeOpenAi server;
    server.script = {FakeOpenAi::answer(status, "application/json", body, header)};
    const Ended ended = run(server);
    QVERIFY(!ended.outcome);
    QCOMPARE(static_cast<int>(ended.outcome.error().error.code), code);
    QCOMPARE(ended.outcome.error().httpStatus, status);
    QCOMPARE(ended.outcome.error().transient, isTransient);
    QCOMPARE(ended.outcome.error().retryAfterMs, retryAfter);
    QVERIFY(ended.outcome.error().error.detail.starts_with("HTTP " + std::to_string(status)));
}

void TestInference::faultInTheStreamEndsIt_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("as data") << fixture("chat-stream-error.sse");
    QTest::newRow("as a field of its own") << fixture("chat-stream-error-old.sse");
    QTest::newRow("no JSON") << QByteArray(
        "data: {\"choices\":[{\"delta\":{\"content\":\"half a \"}}]}\n\ndata: {oops\n\n");
}

void TestInference::faultInTheStreamEndsIt()
{
    QFETCH(const QByteArray, body);
    FakeOpenAi server;
    server.script = {FakeOpenAi::stream(body + "data: [DONE]\n\n")};
    const Ended ended = run(server);
    QVERIFY(!ended.outcome);
    QCOMPARE(ended.text, QByteArray("half a "));
    QVERIFY(!ended.outcome.error().transient);
}

void TestInference::refusedConnectionIsTransient()
{
    QUrl closed;
    {
        FakeOpenAi server;
        closed = server.url();
    }
    ChatClient client(closed, {});
    const auto call = client.chat({});
    QSignalSpy finished(call.get(), &ChatCall::finished);
    QVERIFY(finished.wait(5'000));
    QVERIFY(!call->outcome());
    QVERIFY(call->outcome().error().transient);
    QCOMPARE(call->outcome().error().httpStatus, 0);
}

void TestInference::silentServerTimesOut()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::silence()};
    const Ended ended = run(server, {std::chrono::milliseconds(30), std::chrono::milliseconds(30)});
    QVERIFY(!ended.outcome);
    QCOMPARE(ended.outcome.error().error.code, ErrorCode::Timeout);
    QVERIFY(ended.outcome.error().transient);
}

void TestInference::serverThatFallsSilentTimesOut()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::hang("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n")};
    const Ended ended = run(server, {std::chrono::milliseconds(5'000), std::chrono::milliseconds(30)});
    QVERIFY(!ended.outcome);
    QCOMPARE(ended.outcome.error().error.code, ErrorCode::Timeout);
    QVERIFY(!ended.outcome.error().transient);
    QCOMPARE(ended.text, QByteArray("a"));
}

void TestInference::cancelClosesTheConnection()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::hang("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n")};
    ChatClient client(server.url(), {});
    const auto call = client.chat({});
    QSignalSpy received(call.get(), &ChatCall::received);
    QSignalSpy finished(call.get(), &ChatCall::finished);
    QVERIFY(received.wait(5'000));
    call->cancel();
    QCOMPARE(finished.count(), 1);
    QVERIFY(!call->outcome());
    QCOMPARE(call->outcome().error().error.detail, std::string("cancelled"));
    QTRY_COMPARE(server.closed, 1);
    call->cancel();
    QCOMPARE(finished.count(), 1);
}

void TestInference::serverThatKeepsTheConnectionAfterDoneIsLeft()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::hang(fixture("chat-stream.sse"))};
    const Ended ended = run(server);
    QVERIFY(ended.outcome);
    QCOMPARE(ended.outcome->text, kAnswer);
}

void TestInference::overlongAnswerIsCut()
{
    FakeOpenAi server;
    const QByteArray piece
        = "data: {\"choices\":[{\"delta\":{\"content\":\"" + QByteArray("\xC3\xB6").repeated(30'000) + "\"}}]}\n\n";
    server.script = {FakeOpenAi::stream(piece.repeated(10))};
    const Ended ended = run(server);
    QVERIFY(ended.outcome);
    QCOMPARE(ended.outcome->finishReason, std::string("length"));
    QVERIFY(ended.outcome->text.size() <= limits::kResultBytesMax / 2);
    QVERIFY(QString::fromStdString(ended.outcome->text).endsWith(QChar(u'\u00F6')));
}

void TestInference::redirectIsNotFollowed()
{
    FakeOpenAi server;
    FakeOpenAi other;
    server.script = {
        FakeOpenAi::answer(307, "text/plain", "", "Location: " + other.url().toEncoded() + "/v1/chat/completions\r\n")};
    const Ended ended = run(server);
    QVERIFY(!ended.outcome);
    QVERIFY(other.requests.isEmpty());
}

void TestInference::keyStaysInItsHeader()
{
    FakeOpenAi server;
    server.script = {FakeOpenAi::answer(401, "application/json", "")};
    const Ended ended = run(server);
    QVERIFY(server.requests.constFirst().contains("Authorization: Bearer secret-key\r\n"));
    QCOMPARE(server.requests.constFirst().count("secret-key"), 1);
    QVERIFY(ended.outcome.error().error.detail.find("secret") == std::string::npos);
}

void TestInference::manyStreamsRunAtOnce()
{
    // One network manager would let the seventh wait for the first six.
    constexpr int kStreams = 13;
    FakeOpenAi server;
    for (int i = 0; i < kStreams; ++i)
        server.script.push_back(FakeOpenAi::hang("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"));
    ChatClient client(server.url(), {});
    std::vector<std::unique_ptr<ChatCall>> calls;
    int begun = 0;
    for (int i = 0; i < kStreams; ++i) {
        calls.push_back(client.chat({}));
        connect(calls.back().get(), &ChatCall::received, this, [&begun] { ++begun; });
    }
    QTRY_COMPARE(begun, kStreams);
    calls.clear();
    QTRY_COMPARE(server.closed, kStreams);
}

QTEST_GUILESS_MAIN(TestInference)
#include "tst_inference.moc"
