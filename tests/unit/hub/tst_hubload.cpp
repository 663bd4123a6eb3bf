// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links of peers that are silent, slow, or say too much.
#include "support/linkfixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QHash>
#include <QJsonValue>
#include <QSet>
#include <QTest>

#include <unistd.h>

using namespace skep;
using namespace skep::hub;
using namespace skep::test;

namespace {

std::size_t residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return static_cast<std::size_t>(file.readAll().split(' ').at(1).toLongLong()) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

#ifdef __SANITIZE_ADDRESS__
constexpr double kMemoryFactor = 2; // what surrounds each piece
#else
constexpr double kMemoryFactor = 1;
#endif

double grownMiB(std::size_t before)
{
    return (static_cast<double>(residentBytes()) - static_cast<double>(before)) / (1024 * 1024) / kMemoryFactor;
}

} // namespace

class TestHubLoad : public QObject, protected LinkFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void slowDashboardGetsMergedState();
    void silentUpgradeTimesOut();
    void silentAgentIsClosed();
    void pongKeepsAnAgent();
    void floodIsReadAtTheHubsPace();
    void submitterIsReadAsItsAnswersLeave();
    void floodDoesNotStarveOthers();
    void peerThatNeverReadsIsBounded();
    void largeParamsWaitForRoom();
};

void TestHubLoad::init() { startAfresh(); }

void TestHubLoad::cleanup() { stop(); }

void TestHubLoad::slowDashboardGetsMergedState()
{
    for (TaskId id = 1; id <= 5'000; ++id)
        m_fake->tasks[id].id = id;
    auto peer = link("viewer-token");
    peer->text(R"({"type":"watch"})");
    for (bool isLast = false; !isLast;)
        isLast = json(peer->nextFrame()).value(QStringLiteral("last")).toBool();
    // The peer stops reading while everything changes a thousand times.
    peer->socket.setReadBufferSize(1'000);
    const std::size_t before = residentBytes();
    for (int round = 1; round <= 1'000; ++round) {
        Delta delta;
        for (auto &[id, task] : m_fake->tasks) {
            task.updated = round;
            if (id % 10 == 0)
                delta.tasks.push_back(task);
        }
        m_fake->publish(delta);
        if (round % 50 == 0)
            QCoreApplication::processEvents();
    }
    QVERIFY2(grownMiB(before) < 32, qPrintable(QString::number(grownMiB(before))));
    // Reading again it comes to the newest state by few frames.
    peer->socket.setReadBufferSize(0);
    int frames = 0;
    QHash<int, int> updated;
    bool isCurrent = false;
    while (!isCurrent && frames < 200) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame);
        ++frames;
        for (const QJsonValue &task : json(frame).value(QStringLiteral("tasks")).toArray())
            updated[task.toObject().value(QStringLiteral("id")).toInt()] = task.toObject().value(QStringLiteral("updated_ms")).toInt();
        isCurrent = updated.size() == 500;
        for (const int value : updated)
            isCurrent = isCurrent && value == 1'000;
    }
    QVERIFY(isCurrent);
}

void TestHubLoad::silentUpgradeTimesOut()
{
    m_options.timing.helloMs = 100;
    start(m_options);
    auto peer = link();
    QCOMPARE(json(peer->nextFrame()).value(QStringLiteral("code")).toString(), QStringLiteral("timeout"));
    const auto close = peer->nextFrame();
    QCOMPARE(closeCode(*close), 1008);
    QVERIFY(peer->waitForClose()); // even if the close is never answered
    QTRY_COMPARE(m_hub->connectionCount(), 0U);
}

void TestHubLoad::silentAgentIsClosed()
{
    m_options.timing.heartbeatMs = 100;
    start(m_options);
    auto peer = agent();
    QVERIFY(peer->waitForClose()); // a RawPeer answers no ping
    QTRY_COMPARE(m_fake->all<cmd::Leave>().size(), 1U);
}

void TestHubLoad::pongKeepsAnAgent()
{
    m_options.timing.heartbeatMs = 100;
    start(m_options);
    auto peer = agent();
    int pings = 0;
    const auto answerPings = [&] {
        peer->take();
        for (qsizetype at = peer->received.indexOf("\x89"); at >= 0; at = peer->received.indexOf("\x89", at + 1)) {
            ++pings;
            peer->write(RawPeer::frame(10, {}));
        }
        peer->received.clear();
        return pings >= 5;
    };
    QVERIFY(QTest::qWaitFor(answerPings));
    QCOMPARE(peer->socket.state(), QAbstractSocket::ConnectedState);
    QVERIFY(m_fake->all<cmd::Leave>().empty());
}

void TestHubLoad::floodIsReadAtTheHubsPace()
{
    m_fake->keepsCommands = false;
    auto peer = link();
    m_fake->reading = false;
    const std::size_t before = residentBytes();
    const QByteArray frame = RawPeer::frame(1, submitFrame(100, "k", 100));
    qint64 written = 0;
    QElapsedTimer timer;
    timer.start();
    // The client writes as fast as the system takes it; what the system does not take stays with the client.
    while (timer.elapsed() < 1'500) {
        if (peer->socket.bytesToWrite() < 4'000'000)
            written += peer->socket.write(frame);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    QVERIFY(m_fake->posted <= 1'000); // what was in the buffer when reading stopped
    QVERIFY2(grownMiB(before) < 24, qPrintable(QString::number(grownMiB(before))));
    const qint64 frames = written / frame.size();
    m_fake->resumeReading();
    QVERIFY(QTest::qWaitFor([&] { peer->take(); peer->received.clear(); return m_fake->posted == static_cast<std::uint64_t>(frames) * 100; }, 30'000));
}

// While nothing is answered, one link's share is read and no more. Then it goes on to the last frame, although the
// socket's buffer was full when the gate opened.
void TestHubLoad::submitterIsReadAsItsAnswersLeave()
{
    m_fake->answers = false;
    auto peer = link();
    auto other = link();
    constexpr int kFrames = 400;
    constexpr int kPerFrame = 20;
    QByteArray frames;
    for (int i = 0; i < kFrames; ++i)
        frames += RawPeer::frame(1, submitFrame(kPerFrame, QByteArray::number(i) + "-", 400)); // a full buffer holds less than a share
    peer->socket.write(frames);
    const auto submits = [this] { return m_fake->all<cmd::Submit>(); };
    QTRY_VERIFY(submits().size() > limits::kSubmissionsWaitingMax);
    other->text(submitFrame(1, "other-"));
    QTRY_VERIFY(submits().back().key.starts_with("other-")); // who has little waiting is read
    QVERIFY(submits().size() <= limits::kSubmissionsWaitingMax + kPerFrame + 1);

    std::size_t answered = 0;
    const auto answerAll = [&] {
        const auto all = submits();
        for (; answered < all.size(); ++answered)
            m_fake->send(out::Accepted{all[answered].link, all[answered].ref, all[answered].key, answered + 1, false});
        for (int i = 0; i < 20; ++i) // the closed socket's buffer fills
            QCoreApplication::processEvents();
        peer->take();
        peer->received.clear();
        return answered == kFrames * kPerFrame + 1;
    };
    QVERIFY(QTest::qWaitFor(answerAll, 30'000));
}

void TestHubLoad::floodDoesNotStarveOthers()
{
    m_fake->keepsCommands = false;
    auto flood = link();
    auto quiet = link();
    const QByteArray frame = RawPeer::frame(1, submitFrame(100, "f", 200));
    QList<qint64> times;
    int n = 0;
    while (times.size() < 200) {
        QElapsedTimer timer;
        timer.start();
        quiet->text(submitFrame(1, "q" + QByteArray::number(++n) + "-"));
        const bool ok = QTest::qWaitFor([&] {
            while (flood->socket.bytesToWrite() < 1'000'000)
                flood->write(frame);
            flood->take();
            flood->received.clear();
            quiet->take();
            return quiet->nextFrame(0).has_value();
        }, 5'000);
        QVERIFY(ok);
        times << timer.nsecsElapsed() / 1'000;
    }
    std::sort(times.begin(), times.end());
    qInfo("quiet link beside a flood: p50 %lld us, p99 %lld us", times[100], times[197]);
}

void TestHubLoad::peerThatNeverReadsIsBounded()
{
    m_fake->keepsCommands = false;
    m_fake->params = "{\"x\":\"" + std::string(2'000, 'x') + "\"}";
    auto peer = agent();
    peer->socket.setReadBufferSize(1'000); // it never reads on
    peer->text(R"({"type":"ready","slots":1024})");
    auto submitter = link();
    // 200,000 tasks wait; the agent says at once that it finished whatever it might hold.
    const auto joined = m_fake->linkCount();
    for (int i = 0; i < 50; ++i) {
        submitter->text(submitFrame(4'000, "k" + QByteArray::number(i) + "-"));
        QVERIFY(QTest::qWaitFor([&] { submitter->take(); submitter->received.clear(); return m_fake->posted >= static_cast<std::uint64_t>(i + 1) * 4'000; }));
    }
    QByteArray finish = R"({"type":"results","items":[)";
    for (int i = 0; i < 1'000; ++i)
        finish += QByteArray(i > 0 ? "," : "") + R"({"id":1,"fence":1,"ok":true,"result":{}})";
    finish += "]}";
    const std::size_t before = residentBytes(); // the waiting tasks are the fake's own, as are the views of those it deals
    const auto hasRoom = [&] { return peer->socket.state() != QAbstractSocket::ConnectedState || peer->socket.bytesToWrite() < 1'000'000; };
    for (int i = 0; i < 200 && peer->socket.state() == QAbstractSocket::ConnectedState; ++i) {
        peer->text(finish);
        if (!QTest::qWaitFor(hasRoom, 1'000))
            break; // the hub reads it no more
    }
    const double grown = grownMiB(before + m_fake->tasks.size() * sizeof(*m_fake->tasks.begin()));
    qInfo("a peer that never reads: %.1f MiB more, %llu results taken", grown, static_cast<unsigned long long>(m_fake->finished));
    QVERIFY2(grown < 32, qPrintable(QString::number(grown)));
    QVERIFY(m_fake->linkCount() <= joined + 1);
    // The others go on.
    auto next = link();
    next->text(submitFrame(1, "z"));
    QCOMPARE(typeOf(json(next->nextFrame())), QStringLiteral("accepted"));
}

// Forty tasks of 500 KB at once are more than a send buffer: they go out one by one as the agent reads.
void TestHubLoad::largeParamsWaitForRoom()
{
    m_fake->params = "{\"x\":\"" + std::string(500'000, 'x') + "\"}";
    auto peer = agent();
    auto submitter = link();
    submitter->text(submitFrame(40, "k"));
    QCOMPARE(typeOf(json(submitter->nextFrame())), QStringLiteral("accepted"));
    const std::size_t before = residentBytes();
    peer->socket.setReadBufferSize(1'000);
    peer->text(R"({"type":"ready","slots":40})");
    QTRY_VERIFY(!m_fake->all<cmd::Ready>().empty());
    for (int i = 0; i < 20; ++i) { // each answer is a turn of the hub's, in which it could send more
        submitter->text(R"({"type":"report","ref":1})");
        QVERIFY(submitter->nextFrame());
    }
    QVERIFY2(grownMiB(before) < 32, qPrintable(QString::number(grownMiB(before))));
    peer->socket.setReadBufferSize(0);
    QSet<int> got;
    while (got.size() < 40) {
        const auto frame = peer->nextFrame();
        QVERIFY(frame);
        QVERIFY(frame->size() <= 1024 * 1024);
        for (const QJsonValue &task : json(frame).value(QStringLiteral("items")).toArray())
            got << task.toObject().value(QStringLiteral("id")).toInt();
    }
    // Its window was closed while it did not read, and opened again.
    const auto windows = m_fake->all<cmd::Ready>();
    QVERIFY(windows.size() >= 3);
    QCOMPARE(windows.at(1).slots, 0);
    QCOMPARE(windows.back().slots, 40);
}

QTEST_GUILESS_MAIN(TestHubLoad)
#include "tst_hubload.moc"
