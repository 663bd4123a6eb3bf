// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/clientcodec.h"
#include "wire/jsoncheck.h"
#include "wire/reader.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace skep;
using namespace skep::wire;

namespace {

const QString kData = QStringLiteral(SKEP_SOURCE_DIR "/tests/data/protocol/");

QByteArray fixture(const QString &path)
{
    QFile file(kData + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QJsonObject json(std::string_view bytes)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())), &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("not JSON: %s", std::string(bytes).c_str());
    return document.object();
}

template<typename List, typename Encode>
std::string frameOf(MessageType type, const List &list, Encode encode)
{
    std::string frame;
    beginList(frame, type);
    JsonWriter w(frame);
    for (const auto &item : list)
        encode(w, item);
    endList(frame);
    return frame;
}

LeaseName leaseOf(const LeaseRef &at) { return {at.id, at.fence}; }

/// Writes a parsed frame again with the client's encoders.
std::string encodeAgain(const Incoming &in)
{
    std::string frame;
    switch (in.type) {
    case MessageType::Auth: encodeAuth(frame, in.token); return frame;
    case MessageType::Hello: encodeHello(frame, in.hello); return frame;
    case MessageType::Ready: encodeReady(frame, std::get<cmd::Ready>(in.commands.at(0)).slots); return frame;
    case MessageType::Watch: encodeWatch(frame, in.watch); return frame;
    case MessageType::Follow: encodeFollow(frame, in.follow); return frame;
    case MessageType::Detail: encodeDetailRequest(frame, in.ref, in.id); return frame;
    case MessageType::Report: encodeReportRequest(frame, in.ref); return frame;
    case MessageType::Events: encodeEventsRequest(frame, in.ref, in.events); return frame;
    case MessageType::Series: encodeSeriesRequest(frame, in.ref, in.series); return frame;
    case MessageType::Bye:
    case MessageType::Unwatch: encodeBare(frame, in.type); return frame;
    default: break;
    }
    return frameOf(in.type, in.commands, [&](JsonWriter &w, const Command &command) {
        if (const auto *submit = std::get_if<cmd::Submit>(&command))
            encodeSubmit(w, submit->key, submit->task);
        else if (const auto *started = std::get_if<cmd::Started>(&command))
            encodeStarted(w, leaseOf(started->at), started->simulated);
        else if (const auto *progress = std::get_if<cmd::Progress>(&command))
            encodeProgress(w, *progress);
        else if (const auto *ask = std::get_if<cmd::Ask>(&command))
            encodeAsk(w, *ask);
        else if (const auto *finish = std::get_if<cmd::Finish>(&command))
            encodeResult(w, *finish);
        else if (const auto *renew = std::get_if<cmd::Renew>(&command))
            encodeLease(w, renew->at.id, renew->at.fence);
        else if (const auto *cancelAck = std::get_if<cmd::CancelAck>(&command))
            encodeLease(w, cancelAck->at.id, cancelAck->at.fence);
        else if (const auto *artifact = std::get_if<cmd::Artifact>(&command))
            encodeArtifact(w, *artifact);
        else
            QVERIFY(encodeCommand(w, command));
    });
}

/// Writes a message of the hub again with the hub's encoders.
struct HubEncoder
{
    std::string frame;

    void operator()(const Welcome &m) { encodeWelcome(frame, m); }
    void operator()(const TaskOrders &m)
    {
        frame = frameOf(MessageType::Tasks, m.items, [](JsonWriter &w, const TaskOrder &t) {
            encodeTask(w, out::SendTask{0, t.id, t.fence, t.leaseMs, t.attempt, t.deadline, t.type, t.title, t.answers}, t.params);
        });
    }
    void operator()(const Cancels &m)
    {
        frame = frameOf(MessageType::Cancel, m.items, [](JsonWriter &w, const LeaseName &l) { encodeLease(w, l.id, l.fence); });
    }
    void operator()(const Answers &m)
    {
        frame = frameOf(MessageType::Answer, m.items,
                        [](JsonWriter &w, const PersonAnswer &a) { encodeAnswer(w, a.id, a.fence, a.text); });
    }
    void operator()(const DrainWord &m) { encodeDrain(frame, m.on); }
    void operator()(const StoredList &m)
    {
        frame = frameOf(MessageType::Stored, m.items, [](JsonWriter &w, const LeaseName &l) { encodeLease(w, l.id, l.fence); });
    }
    void operator()(const RefusedList &m) { frame = frameOf(MessageType::Refused, m.items, encodeRefused); }
    void operator()(const AcceptedList &m)
    {
        frame = frameOf(MessageType::Accepted, m.items,
                        [](JsonWriter &w, const AcceptedTask &a) { encodeAccepted(w, a.key, a.id, a.repeated); });
    }
    void operator()(const Replies &m) { frame = frameOf(MessageType::Reply, m.items, encodeReply); }
    void operator()(const Picture &m)
    {
        encodeDelta(frame, m.delta, m.delta.seq, m.isSnapshot ? m.part : -1, m.isLast, Watch{});
    }
    void asked(MessageType type, std::uint64_t ref, JsonWriter &w)
    {
        w.beginObject();
        w.field("type", name(type));
        w.field("ref", ref);
        w.flagField("ok", true);
    }
    void operator()(const DetailAnswer &m)
    {
        JsonWriter w(frame);
        asked(MessageType::Detail, m.ref, w);
        detailFields(w, *m.detail, limits::kFrameBytesMax);
        w.endObject();
    }
    void operator()(const ReportAnswer &m)
    {
        JsonWriter w(frame);
        asked(MessageType::Report, m.ref, w);
        reportFields(w, *m.report);
        w.endObject();
    }
    void operator()(const EventsAnswer &m)
    {
        JsonWriter w(frame);
        asked(MessageType::Events, m.ref, w);
        eventPageFields(w, *m.page, limits::kFrameBytesMax);
        w.endObject();
    }
    void operator()(const SeriesAnswer &m)
    {
        JsonWriter w(frame);
        asked(MessageType::Series, m.ref, w);
        seriesFields(w, *m.series);
        w.endObject();
    }
    void operator()(const Fault &m) { encodeFault(frame, m); }
};

/// The fault of a frame, or of its only item.
Error faultOf(Reader &reader, std::string_view frame)
{
    auto parsed = reader.parse(frame, Source{1, {}, 1000});
    if (!parsed)
        return parsed.error().error;
    if ((*parsed)->faults.empty())
        return Error{ErrorCode::Internal, "accepted", 0, {}};
    return (*parsed)->commands.empty() ? (*parsed)->faults.front().error : Error{ErrorCode::Internal, "partly", 0, {}};
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageHasAFixture();
    void clientFixturesRoundTrip_data();
    void clientFixturesRoundTrip();
    void hubFixturesRoundTrip_data();
    void hubFixturesRoundTrip();
    void submitFillsTheCommand();
    void typeMayStandLast();
    void escapedNamesAreTheSameNames();
    void relativeDeadlineCountsFromNow();
    void oneBadItemDoesNotHurtTheOthers();
    void longNotesAndLinesAreCut();
    void nullCountsAsAbsent();
    void hostileFramesGetANamedError_data();
    void hostileFramesGetANamedError();
    void brokenFrameGivesNoCommand();
    void whatIsAcceptedIsJson();
    void jsonCheckAgreesWithTheStandard_data();
    void jsonCheckAgreesWithTheStandard();
    void restBodies();
    void largeDetailLeavesOutOldBodies();
    void textsAreEscaped();
    void longEventPagesAreCutBetweenBatches();
    void cardsArriveAsTheyLeft();
    void eventsOfANewerHubAreSkipped();
};

void TestWire::everyMessageHasAFixture()
{
    for (int i = 0; i < kMessageTypeCount; ++i) {
        const auto type = static_cast<MessageType>(i);
        const QString file = QString::fromUtf8(name(type)) + QStringLiteral(".json");
        const bool toHub = QFile::exists(kData + QStringLiteral("to-hub/") + file);
        const bool fromHub = QFile::exists(kData + QStringLiteral("from-hub/") + file);
        const bool both = type >= MessageType::Detail && type <= MessageType::Series;
        QVERIFY2(toHub == (type <= MessageType::Series), qPrintable(file));
        QVERIFY2(fromHub == (both || type > MessageType::Series), qPrintable(file));
    }
}

void TestWire::clientFixturesRoundTrip_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &name : QDir(kData + QStringLiteral("to-hub")).entryList({QStringLiteral("*.json")}))
        QTest::newRow(qPrintable(name)) << QStringLiteral("to-hub/") + name;
}

void TestWire::clientFixturesRoundTrip()
{
    QFETCH(QString, path);
    const QByteArray bytes = fixture(path);
    Reader reader;
    const auto parsed = reader.parse(view(bytes), Source{1, "tester", 1000});
    QVERIFY2(parsed, parsed ? "" : parsed.error().error.detail.c_str());
    QVERIFY((*parsed)->faults.empty());
    QCOMPARE(json(encodeAgain(**parsed)), json(view(bytes)));
    // The compact form parses the same.
    const QByteArray compact = QJsonDocument::fromJson(bytes).toJson(QJsonDocument::Compact);
    const auto again = reader.parse(view(compact), Source{1, "tester", 1000});
    QVERIFY(again);
    QCOMPARE(json(encodeAgain(**again)), json(view(bytes)));
}

void TestWire::hubFixturesRoundTrip_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &name : QDir(kData + QStringLiteral("from-hub")).entryList({QStringLiteral("*.json")}))
        QTest::newRow(qPrintable(name)) << QStringLiteral("from-hub/") + name;
}

void TestWire::hubFixturesRoundTrip()
{
    QFETCH(QString, path);
    const QByteArray bytes = fixture(path);
    ClientReader reader;
    const auto parsed = reader.parse(view(bytes));
    QVERIFY2(parsed, parsed ? "" : (parsed.error().field + ": " + parsed.error().detail).c_str());
    HubEncoder encoder;
    std::visit(encoder, *parsed);
    QCOMPARE(json(encoder.frame), json(view(bytes)));
}

void TestWire::submitFillsTheCommand()
{
    Reader reader;
    const auto parsed = reader.parse(view(fixture(QStringLiteral("to-hub/submit.json"))), Source{42, {}, 1000});
    QVERIFY(parsed);
    QCOMPARE((*parsed)->commands.size(), 2U);
    const auto &submit = std::get<cmd::Submit>((*parsed)->commands[0]);
    QCOMPARE(submit.link, 42U);
    QCOMPARE(submit.key, "k1");
    QCOMPARE(submit.task.priority, Priority::P1);
    QCOMPARE(submit.task.start, StartPolicy::Held);
    QCOMPARE(submit.task.after, (std::vector<TaskId>{3, 4}));
    QCOMPARE(submit.task.attemptsMax, 5);
    QCOMPARE(json(submit.task.params).value(QStringLiteral("path")).toString(), QStringLiteral("src/wire"));
}

void TestWire::typeMayStandLast()
{
    Reader reader;
    const auto parsed = reader.parse(R"({"items":[{"fence":5,"id":4}],"other":[{"type":"bye"}],"type":"renew"})", {7, {}, 0});
    QVERIFY(parsed);
    QCOMPARE((*parsed)->type, MessageType::Renew);
    QCOMPARE(std::get<cmd::Renew>((*parsed)->commands.at(0)).at.id, 4U);
}

void TestWire::escapedNamesAreTheSameNames()
{
    Reader reader;
    const auto parsed = reader.parse(R"({"type":"renew","items":[{"\u0069d":4,"fence":5}]})", {7, {}, 0});
    QVERIFY(parsed);
    QCOMPARE((*parsed)->commands.size(), 1U);
    QCOMPARE(faultOf(reader, R"({"type":"renew","items":[{"\u0069d":4,"id":4,"fence":5}]})").code, ErrorCode::BadValue);
}

void TestWire::relativeDeadlineCountsFromNow()
{
    Reader reader;
    const auto parsed = reader.parse(R"({"type":"submit","items":[{"key":"a","task":{"type":"t","deadline_s":30}}]})", {1, {}, 5000});
    QVERIFY(parsed);
    QCOMPARE(std::get<cmd::Submit>((*parsed)->commands.at(0)).task.deadline, 35'000);
}

void TestWire::oneBadItemDoesNotHurtTheOthers()
{
    Reader reader;
    const auto parsed = reader.parse(
        R"({"type":"results","items":[{"id":1,"fence":2,"ok":true,"result":{}},{"id":3,"fence":4,"ok":1,"x":[{}]},)"
        R"(17,{"id":5,"fence":6,"ok":false,"error":"no"}]})", {1, {}, 0});
    QVERIFY(parsed);
    QCOMPARE((*parsed)->commands.size(), 2U);
    QCOMPARE((*parsed)->indexes, (std::vector<std::size_t>{0, 3}));
    QCOMPARE((*parsed)->faults.size(), 2U);
    const ItemFault &fault = (*parsed)->faults[0];
    QCOMPARE(fault.index, 1U);
    QCOMPARE(fault.id, 3U);
    QCOMPARE(fault.fence, 4U);
    QCOMPARE(fault.error.field, "ok");
    QCOMPARE(fault.error.code, ErrorCode::WrongType);
    QCOMPARE((*parsed)->faults[1].index, 2U);
}

void TestWire::longNotesAndLinesAreCut()
{
    Reader reader;
    const std::string note(2'000, 'n');
    const std::string line(5'000, 'l');
    const auto parsed = reader.parse(R"({"type":"progress","items":[{"id":1,"fence":2,"note":")" + note + R"(","log":[")" + line
                                     + R"("]}]})", {1, {}, 0});
    QVERIFY(parsed);
    const auto &progress = std::get<cmd::Progress>((*parsed)->commands.at(0));
    QCOMPARE(progress.note.size(), limits::kNoteBytesMax);
    QCOMPARE(progress.log.at(0).size(), limits::kLogLineBytesMax);
}

void TestWire::nullCountsAsAbsent()
{
    Reader reader;
    const auto parsed = reader.parse(R"({"type":"submit","items":[{"key":"a","task":{"type":"t","title":null,"params":null}}]})", {});
    QVERIFY(parsed);
    QCOMPARE(std::get<cmd::Submit>((*parsed)->commands.at(0)).task.params, "{}");
    QCOMPARE(faultOf(reader, R"({"type":"submit","items":[{"key":"a","task":null}]})").field, "task");
}

void TestWire::hostileFramesGetANamedError_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, QByteArray frame, const char *code, const char *field = "") {
        QTest::newRow(name) << frame << QString::fromLatin1(code) << QString::fromLatin1(field);
    };
    const auto submit = [](const QByteArray &task) { return R"({"type":"submit","items":[{"key":"k","task":)" + task + "}]}"; };
    row("empty", "", "bad_frame");
    row("white space", "  \n ", "bad_frame");
    row("cut in a text", R"({"type":"hel)", "bad_frame");
    row("cut in a list", R"({"type":"renew","items":[{"id":1,"fence":2})", "bad_frame");
    row("no object", R"(["type","bye"])", "bad_frame");
    row("a bare text", R"("bye")", "bad_frame");
    row("two values", R"({"type":"bye"}{"type":"bye"})", "bad_frame");
    row("trailing comma", R"({"type":"bye",})", "bad_frame");
    row("single quotes", R"({'type':'bye'})", "bad_frame");
    row("comment", R"({"type":"bye"/*x*/})", "bad_frame");
    row("invalid UTF-8", "{\"type\":\"bye\",\"x\":\"\xC3\x28\"}", "bad_frame");
    row("overlong UTF-8", "{\"type\":\"bye\",\"x\":\"\xC0\xAF\"}", "bad_frame");
    row("surrogate in UTF-8", "{\"type\":\"bye\",\"x\":\"\xED\xA0\x80\"}", "bad_frame");
    row("control character", "{\"type\":\"bye\",\"x\":\"a\nb\"}", "bad_frame");
    row("byte order mark", "\xEF\xBB\xBF{\"type\":\"bye\"}", "bad_frame");
    row("no type", R"({"items":[]})", "missing_field", "type");
    row("empty object", "{}", "missing_field", "type");
    row("type is a number", R"({"type":1})", "wrong_type", "type");
    row("type is null", R"({"type":null})", "wrong_type", "type");
    row("unknown type", R"({"type":"helo"})", "unknown_type", "type");
    row("type of the hub", R"({"type":"stored","items":[]})", "unknown_type", "type");
    row("type twice", R"({"type":"bye","type":"bye"})", "bad_value", "type");
    row("items missing", R"({"type":"submit"})", "missing_field", "items");
    row("items an object", R"({"type":"submit","items":{}})", "wrong_type", "items");
    row("items twice", R"({"type":"renew","items":[],"items":[]})", "bad_value", "items");
    row("too many items", R"({"type":"renew","items":[)" + QByteArray("1,").repeated(5000) + "1]}", "out_of_range", "items");
    row("item a number", R"({"type":"renew","items":[1]})", "wrong_type", "items");
    row("deep nesting", R"({"type":"bye","x":)" + QByteArray("[").repeated(100) + QByteArray("]").repeated(100) + "}", "out_of_range");
    row("very deep nesting", R"({"type":"bye","x":)" + QByteArray("[").repeated(100'000) + QByteArray("]").repeated(100'000) + "}",
        "out_of_range");
    row("deep params", submit(R"({"type":"t","params":{"x":)" + QByteArray("[").repeated(80) + QByteArray("]").repeated(80) + "}}"),
        "out_of_range");
    row("hello of another version", R"({"type":"hello","v":2,"agent":"a"})", "out_of_range", "v");
    row("hello without agent", R"({"type":"hello","v":1})", "missing_field", "agent");
    row("hello with 2,000 slots", R"({"type":"hello","v":1,"agent":"a","slots":2000})", "out_of_range", "slots");
    row("hello with no slots", R"({"type":"hello","v":1,"agent":"a","slots":0})", "out_of_range", "slots");
    row("hello with slots as text", R"({"type":"hello","v":1,"agent":"a","slots":"2"})", "wrong_type", "slots");
    row("hello with 200 capabilities", R"({"type":"hello","v":1,"agent":"a","capabilities":[)" + QByteArray("\"c\",").repeated(200) + "\"c\"]}",
        "out_of_range", "capabilities");
    row("hello with a capability as number", R"({"type":"hello","v":1,"agent":"a","capabilities":[1]})", "wrong_type", "capabilities");
    row("ready below zero", R"({"type":"ready","slots":-1})", "out_of_range", "slots");
    row("ready with a fraction", R"({"type":"ready","slots":1.5})", "wrong_type", "slots");
    row("ready with 200,000 slots", R"({"type":"ready","slots":200000})", "out_of_range", "slots");
    row("submit without key", R"({"type":"submit","items":[{"task":{"type":"t"}}]})", "missing_field", "key");
    row("submit with an empty key", R"({"type":"submit","items":[{"key":"","task":{"type":"t"}}]})", "missing_field", "key");
    row("submit with a long key", R"({"type":"submit","items":[{"key":")" + QByteArray("k").repeated(300) + R"(","task":{"type":"t"}}]})",
        "too_long", "key");
    row("task without type", submit(R"({"title":"x"})"), "missing_field", "type");
    row("task a text", submit(R"("x")"), "wrong_type", "task");
    row("long type", submit(R"({"type":")" + QByteArray("t").repeated(65) + "\"}"), "too_long", "type");
    row("NUL in the title", submit(R"({"type":"t","title":"a\u0000b"})"), "bad_value", "title");
    row("lone surrogate in the title", submit(R"({"type":"t","title":"\udc00"})"), "bad_value", "title");
    row("bad escape", submit(R"({"type":"t","title":"\x"})"), "bad_frame");
    row("priority P9", submit(R"({"type":"t","priority":"P9"})"), "bad_value", "priority");
    row("priority a number", submit(R"({"type":"t","priority":1})"), "wrong_type", "priority");
    row("start later", submit(R"({"type":"t","start":"later"})"), "bad_value", "start");
    row("17 requires", submit(R"({"type":"t","requires":[)" + QByteArray("\"c\",").repeated(16) + "\"c\"]}"), "out_of_range", "requires");
    row("after a text", submit(R"({"type":"t","after":["1"]})"), "wrong_type", "after");
    row("after below zero", submit(R"({"type":"t","after":[-1]})"), "out_of_range", "after");
    row("two deadlines", submit(R"({"type":"t","deadline_ms":1,"deadline_s":1})"), "bad_value", "deadline_s");
    row("no attempts", submit(R"({"type":"t","attempts":0})"), "out_of_range", "attempts");
    row("params a list", submit(R"({"type":"t","params":[]})"), "wrong_type", "params");
    row("params broken inside", submit(R"({"type":"t","params":{"a":[1,}]}})"), "bad_frame");
    row("params with mixed brackets", submit(R"({"type":"t","params":{"a":[1}]}})"), "bad_frame");
    row("params with a bare word", submit(R"({"type":"t","params":{"a":nul}})"), "bad_frame");
    row("params with a leading zero", submit(R"({"type":"t","params":{"a":01}})"), "bad_frame");
    row("params too long", submit(R"({"type":"t","params":{"a":")" + QByteArray("a").repeated(600'000) + "\"}}"), "too_long", "params");
    row("id beyond 2^53", R"({"type":"renew","items":[{"id":9007199254740992,"fence":1}]})", "out_of_range", "id");
    row("id beyond 2^64", R"({"type":"renew","items":[{"id":99999999999999999999999,"fence":1}]})", "out_of_range", "id");
    row("id 1e400", R"({"type":"renew","items":[{"id":1e400,"fence":1}]})", "wrong_type", "id");
    row("id below zero", R"({"type":"renew","items":[{"id":-5,"fence":1}]})", "out_of_range", "id");
    row("id with a leading zero", R"({"type":"renew","items":[{"id":01,"fence":1}]})", "bad_frame");
    row("fence missing", R"({"type":"renew","items":[{"id":5}]})", "missing_field", "fence");
    row("fence twice", R"({"type":"renew","items":[{"id":5,"fence":1,"fence":2}]})", "bad_value", "fence");
    row("result missing", R"({"type":"results","items":[{"id":1,"fence":2,"ok":true}]})", "missing_field", "result");
    row("error missing", R"({"type":"results","items":[{"id":1,"fence":2,"ok":false}]})", "missing_field", "error");
    row("result a text", R"({"type":"results","items":[{"id":1,"fence":2,"ok":true,"result":"x"}]})", "wrong_type", "result");
    row("result too long", R"({"type":"results","items":[{"id":1,"fence":2,"ok":true,"result":{"a":")" + QByteArray("a").repeated(800'000) + "\"}}]}",
        "too_long", "result");
    row("result broken", R"({"type":"results","items":[{"id":1,"fence":2,"ok":true,"result":{"a":"\u12"}}]})", "bad_frame");
    row("progress beyond its count", R"({"type":"progress","items":[{"id":1,"fence":2,"done":5,"of":3}]})", "out_of_range", "done");
    row("log with numbers", R"({"type":"progress","items":[{"id":1,"fence":2,"log":[1]}]})", "wrong_type", "log");
    row("too many log lines", R"({"type":"progress","items":[{"id":1,"fence":2,"log":[)" + QByteArray("\"\",").repeated(1001) + "\"\"]}]}",
        "out_of_range", "log");
    row("question missing", R"({"type":"ask","items":[{"id":1,"fence":2}]})", "missing_field", "question");
    row("20 choices", R"({"type":"ask","items":[{"id":1,"fence":2,"question":"q","choices":[)" + QByteArray("\"c\",").repeated(19) + "\"c\"]}]}",
        "out_of_range", "choices");
    row("artifact with a bad hash", R"({"type":"artifact","items":[{"id":1,"fence":2,"name":"n","sha256":"../../etc/passwd","bytes":1}]})",
        "bad_value", "sha256");
    row("unknown topic", R"({"type":"watch","topics":["all"]})", "bad_value", "topics");
    row("100 followed", R"({"type":"follow","tasks":[)" + QByteArray("1,").repeated(99) + "1]}", "out_of_range", "tasks");
    row("unknown command", R"({"type":"command","items":[{"ref":1,"name":"shutdown"}]})", "bad_value", "name");
    row("command without name", R"({"type":"command","items":[{"ref":1,"id":2}]})", "missing_field", "name");
    row("command without id", R"({"type":"command","items":[{"ref":1,"name":"retry"}]})", "missing_field", "id");
    row("answer without text", R"({"type":"command","items":[{"ref":1,"name":"answer","id":1}]})", "missing_field", "text");
    row("frame too long", R"({"type":"bye","x":")" + QByteArray("x").repeated(1'100'000) + "\"}", "too_long", "frame");
}

void TestWire::hostileFramesGetANamedError()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, code);
    QFETCH(QString, field);
    Reader reader;
    const Error error = faultOf(reader, view(frame));
    QCOMPARE(QString::fromStdString(std::string(errorName(error.code))), code);
    if (!field.isEmpty())
        QCOMPARE(QString::fromStdString(error.field), field);
    // The reader is as good as new afterwards.
    const auto next = reader.parse(R"({"type":"renew","items":[{"id":4,"fence":5}]})", {1, {}, 0});
    QVERIFY(next);
    QCOMPARE((*next)->commands.size(), 1U);
    QVERIFY((*next)->faults.empty());
}

void TestWire::brokenFrameGivesNoCommand()
{
    Reader reader;
    const QByteArray good = R"({"type":"renew","items":[{"id":1,"fence":2},{"id":"x","fence":2},{"id":3,"fence":4}]})";
    QVERIFY(reader.parse(view(good), {}));
    for (qsizetype cut = 0; cut < good.size(); ++cut)
        QVERIFY(!reader.parse(view(good.left(cut)), {}));
}

// Changes bytes of the fixtures at random: what the reader takes must be JSON by the standard's rules, and nothing may crash.
void TestWire::whatIsAcceptedIsJson()
{
    QRandomGenerator random(20260101);
    Reader reader;
    int accepted = 0;
    static constexpr std::string_view kBytes = "{}[]\",:\\0123456789eE+-.tfnu \x01\x80\xC3";
    for (const QString &name : QDir(kData + QStringLiteral("to-hub")).entryList({QStringLiteral("*.json")})) {
        const QByteArray original = QJsonDocument::fromJson(fixture(QStringLiteral("to-hub/") + name)).toJson(QJsonDocument::Compact);
        for (int i = 0; i < 3'000; ++i) {
            QByteArray bytes = original;
            for (int k = random.bounded(1, 4); k > 0; --k)
                bytes[random.bounded(static_cast<int>(bytes.size()))] = kBytes[static_cast<std::size_t>(random.bounded(static_cast<int>(kBytes.size())))];
            if (!reader.parse(view(bytes), {}))
                continue;
            ++accepted;
            QVERIFY2(checkJson(view(bytes), kJsonDepthMax) == JsonKind::Object, bytes.constData());
        }
    }
    QVERIFY(accepted > 100);
}

void TestWire::jsonCheckAgreesWithTheStandard_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    for (const char *good : {"{}", "[]", " [ ] ", "0", "-0", "1.5e+10", "-12.0E-3", "\"\"", "\"\\u00e9\\n\\\\\"", "true", "false", "null",
                             "{\"a\":{\"b\":[1,2,{}]},\"c\":[[],[]]}", "[[[[1]]]]", "{\"\":0}", "\"a long text without any escape in it\""})
        QTest::newRow(good) << QByteArray(good) << true;
    for (const char *bad : {"", " ", "{", "}", "[1,]", "{\"a\":1,}", "[,]", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "[1 2]", "01", "-",
                            "1.", ".5", "1e", "1e+", "+1", "NaN", "tru", "truee", "nulll", "\"", "\"\\", "\"\\x\"", "\"\\u12g4\"", "\"\t\"",
                            "[}", "{]", "[]]", "{}{}", "[1}", "\"a\"\"b\"", "'a'", "[\"a\":1]", "{\"a\",1}"})
        QTest::newRow(bad) << QByteArray(bad) << false;
}

void TestWire::jsonCheckAgreesWithTheStandard()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, good);
    QCOMPARE(checkJson(view(json), kJsonDepthMax) != JsonKind::Invalid, good);
}

void TestWire::restBodies()
{
    Reader reader;
    const Source from{3, "admin", 1000};
    auto one = reader.parseSubmitBody(R"({"task":{"type":"t"}})", from);
    QVERIFY(one && !one->isList);
    QCOMPARE(std::get<cmd::Submit>(one->commands.at(0)).link, 3U);
    auto list = reader.parseSubmitBody(R"({"items":[{"task":{"type":"t"}},{"key":"b","task":{}}]})", from);
    QVERIFY(list && list->isList);
    QCOMPARE(list->commands.size(), 1U);
    QCOMPARE(list->faults.at(0).key, "b");
    QCOMPARE(reader.parseSubmitBody("{}", from).error().code, ErrorCode::MissingField);
    QCOMPARE(reader.parseSubmitBody(R"({"task":{"type":"t"},"items":[]})", from).error().code, ErrorCode::BadValue);
    QCOMPARE(reader.parseSubmitBody(R"({"task":{"type":"t"}} x)", from).error().code, ErrorCode::BadFrame);
    auto hold = reader.parseAction("hold", "", 12, {}, from, 9);
    QVERIFY(hold);
    QCOMPARE(std::get<cmd::Hold>(*hold).id, 12U);
    QCOMPARE(std::get<cmd::Hold>(*hold).from.ref, 9U);
    QVERIFY(std::get<cmd::Hold>(*hold).on);
    auto sly = reader.parseAction("cancel", R"({"id":99,"ref":1,"name":"retry","reason":"r"})", 12, {}, from, 9);
    QVERIFY(sly);
    QCOMPARE(std::get<cmd::Cancel>(*sly).id, 12U);
    QCOMPARE(std::get<cmd::Cancel>(*sly).from.ref, 9U);
    QCOMPARE(reader.parseAction("answer", "{}", 12, {}, from, 9).error().field, "text");
    QCOMPARE(reader.parseAction("priority", R"({"priority":"P7"})", 12, {}, from, 9).error().code, ErrorCode::BadValue);
}

void TestWire::largeDetailLeavesOutOldBodies()
{
    TaskDetail detail;
    for (int i = 0; i < 5; ++i) {
        AttemptInfo attempt;
        attempt.attempt = i + 1;
        attempt.result = "{\"a\":\"" + std::string(300'000, 'a') + "\"}";
        detail.attempts.push_back(attempt);
    }
    for (int i = 0; i < 2'000; ++i)
        detail.log.push_back({1, 2, std::string(4'000, '"')});
    std::string frame;
    JsonWriter w(frame);
    w.beginObject();
    detailFields(w, detail, limits::kFrameBytesMax - 1'000);
    w.endObject();
    QVERIFY(frame.size() <= limits::kFrameBytesMax);
    ClientReader reader;
    const auto parsed = reader.parseDetail(frame);
    QVERIFY2(parsed, parsed ? "" : parsed.error().field.c_str());
    QVERIFY(parsed->attempts.front().result.empty());
    QCOMPARE(parsed->attempts.back().result, detail.attempts.back().result);
}

void TestWire::textsAreEscaped()
{
    std::string out;
    JsonWriter w(out);
    std::string all;
    for (int c = 1; c < 128; ++c)
        all += static_cast<char>(c);
    w.beginObject();
    w.field("a", all);
    w.endObject();
    QCOMPARE(json(out).value(QStringLiteral("a")).toString(), QString::fromLatin1(all.c_str()));
}

void TestWire::longEventPagesAreCutBetweenBatches()
{
    EventPage page;
    page.next = 3;
    for (BatchNo batch = 9; batch > 3; --batch)
        for (int i = 0; i < 4; ++i)
            page.events.push_back({batch, 1, ev::AgentLeft{"nanobot-1", std::string(200, 'c')}});
    const auto cut = [&](std::size_t bytesMax) {
        std::string frame;
        JsonWriter w(frame);
        w.beginObject();
        w.field("type", "events");
        w.flagField("ok", true);
        eventPageFields(w, page, bytesMax);
        w.endObject();
        ClientReader reader;
        auto parsed = reader.parse(frame);
        return parsed ? std::get<EventsAnswer>(*parsed).page.value_or(EventPage{}) : EventPage{};
    };
    QCOMPARE(cut(1'000'000).events.size(), page.events.size());
    QCOMPARE(cut(1'000'000).next, BatchNo(3));
    QCOMPARE(cut(3'000).events.size(), std::size_t(8));
    QCOMPARE(cut(3'000).next, BatchNo(8)); // the page after it begins with batch 7
    QCOMPARE(cut(10).events.size(), std::size_t(4)); // one batch always goes
    QCOMPARE(cut(10).next, BatchNo(9));
}

// Each state and each reason to wait, as a window elsewhere gets them.
void TestWire::cardsArriveAsTheyLeft()
{
    Delta delta;
    for (int wait = 0; wait <= static_cast<int>(kWaitReasonLast); ++wait) {
        for (int state = 0; state < static_cast<int>(kTaskStateCount); ++state) {
            TaskView task;
            task.id = delta.tasks.size() + 1;
            task.type = "code-review";
            task.title = "t";
            task.state = static_cast<TaskState>(state);
            task.wait = static_cast<WaitReason>(wait);
            if (task.wait != WaitReason::None) {
                task.waitArg = "nano-07";
                task.waitCount = 2;
            }
            delta.tasks.push_back(task);
        }
    }
    std::string frame;
    encodeDelta(frame, delta, 2, -1, true, Watch{});
    ClientReader reader;
    const auto parsed = reader.parse(frame);
    QVERIFY(parsed);
    QVERIFY(std::get<Picture>(*parsed).delta.tasks == delta.tasks);
}

void TestWire::eventsOfANewerHubAreSkipped()
{
    ClientReader reader;
    const auto parsed = reader.parse(
        R"({"type":"events","ref":1,"ok":true,"items":[{"batch":2,"at_ms":1,"kind":"dreamt"},)"
        R"({"batch":1,"at_ms":1,"kind":"agent_left","agent":"a","cause":"b","mood":"fine"}],"next":null})");
    QVERIFY(parsed);
    const EventPage page = std::get<EventsAnswer>(*parsed).page.value();
    QCOMPARE(page.events.size(), std::size_t(1));
    QCOMPARE(page.next, BatchNo(0));
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
