// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boundedqueue.h"
#include "engine/ports/store.h"
#include "runtime/bodycache.h"
#include "runtime/enginehost.h"
#include "runtime/outbox.h"
#include "runtime/storewriter.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace skep;
using namespace skep::runtime;

namespace {

/// A store in memory whose commits can be made to fail or to wait at a gate.
struct Disk
{
    std::mutex mutex;
    std::condition_variable opened;
    bool isGateOpen = true;
    bool isFull = false;
    int tries = 0;
    std::vector<BatchNo> committed;
    std::vector<std::size_t> groups;
    std::map<TaskId, std::string> params;
    std::vector<SeriesPoint> series;

    void setGate(bool open)
    {
        const std::lock_guard lock(mutex);
        isGateOpen = open;
        opened.notify_all();
    }
    void setFull(bool full)
    {
        const std::lock_guard lock(mutex);
        isFull = full;
    }
    std::size_t commits()
    {
        const std::lock_guard lock(mutex);
        return committed.size();
    }
    int triesSoFar()
    {
        const std::lock_guard lock(mutex);
        return tries;
    }
};

class DiskWriter final : public engine::CommitPort
{
public:
    explicit DiskWriter(Disk &disk)
        : m_disk(disk)
    {
    }
    Result<void> commit(std::span<const Batch *const> batches) override
    {
        std::unique_lock lock(m_disk.mutex);
        m_disk.opened.wait(lock, [this] { return m_disk.isGateOpen; });
        ++m_disk.tries;
        if (m_disk.isFull)
            return fail(ErrorCode::StorageFull, "no space left on device");
        for (const Batch *batch : batches) {
            m_disk.committed.push_back(batch->no);
            for (const Event &event : batch->events)
                if (const auto *submitted = std::get_if<ev::Submitted>(&event))
                    m_disk.params[submitted->id] = submitted->task.params;
        }
        m_disk.groups.push_back(batches.size());
        return {};
    }
    Result<void> writeHistory(std::span<const engine::HistoryEntry>) override { return {}; }
    Result<void> writeSeries(const SeriesPoint &point) override
    {
        const std::lock_guard lock(m_disk.mutex);
        m_disk.series.push_back(point);
        return {};
    }
    Result<bool> cleanUp(TimeMs) override { return false; }

private:
    Disk &m_disk;
};

class DiskReader final : public engine::ReadPort
{
public:
    explicit DiskReader(Disk &disk)
        : m_disk(disk)
    {
    }
    Result<std::vector<std::string>> params(std::span<const TaskId> ids) override
    {
        const std::lock_guard lock(m_disk.mutex);
        std::vector<std::string> bodies;
        for (const TaskId id : ids)
            bodies.push_back(m_disk.params[id]);
        return bodies;
    }
    Result<std::vector<TaskView>> list(const TaskQuery &) override { return std::vector<TaskView>(); }
    Result<TaskDetail> detail(TaskId) override { return fail(ErrorCode::NotFound); }
    Result<std::vector<AuditEvent>> events(BatchNo, std::size_t) override { return std::vector<AuditEvent>(); }
    Result<EventPage> eventPage(const EventQuery &query) override
    {
        return EventPage{{{7, 1, ev::Started{query.task, 5, false}}}, 7};
    }
    Result<Series> series(const SeriesQuery &query) override { return startSeries(query, kSeriesStepMs); }
    Result<void> checkpointIfDue() override { return {}; }

private:
    Disk &m_disk;
};

class Sink final : public OutputSink
{
public:
    void deliver(const Output &output, const std::string &params) override
    {
        outputs.push_back(output.body);
        if (std::holds_alternative<out::SendTask>(output.body))
            sentParams.push_back(params);
    }
    void flush() override { ++flushes; }

    template<typename T>
    [[nodiscard]] int count() const
    {
        int n = 0;
        for (const OutputBody &body : outputs)
            n += std::holds_alternative<T>(body) ? 1 : 0;
        return n;
    }
    template<typename T>
    [[nodiscard]] const T *last() const
    {
        for (auto it = outputs.rbegin(); it != outputs.rend(); ++it)
            if (const auto *found = std::get_if<T>(&*it))
                return found;
        return nullptr;
    }

    std::vector<OutputBody> outputs;
    std::vector<std::string> sentParams;
    int flushes = 0;
};

Batch batchOf(BatchNo no)
{
    Batch batch;
    batch.no = no;
    batch.rows.emplace_back().id = no;
    return batch;
}

struct Hub
{
    Disk disk;
    std::unique_ptr<EngineHost> host;
    Sink sink;
    LinkId link = 0;

    Hub()
    {
        HostParts parts;
        parts.engine = std::make_unique<engine::Engine>();
        Restored restored;
        parts.engine->restore(std::move(restored));
        parts.writer = std::make_unique<DiskWriter>(disk);
        parts.reader = std::make_unique<DiskReader>(disk);
        parts.judge = [](std::string_view, bool, std::string_view) { return Verdict{true, 90, {}}; };
        host = std::make_unique<EngineHost>(std::move(parts));
        link = host->newLink(&sink);
    }
    ~Hub() { disk.setGate(true); }

    void submit(const std::string &key, const std::string &params = R"({"a":1})")
    {
        TaskSpec task;
        task.type = "documentation";
        task.params = params;
        host->post(cmd::Submit{link, 0, key, task});
    }
};

// Outside the struct, because moc takes the word slots for its own inside one.
void joinAgent(Hub &hub, const std::string &name, int places)
{
    AgentSpec agent;
    agent.name = name;
    agent.slots = places;
    hub.host->post(cmd::Join{hub.link, 0, agent, false});
    hub.host->post(cmd::Ready{hub.link, places});
}

} // namespace

class TestRuntime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queueSwapsEverythingAndWakesOnce();
    void queueRefusesBeyondItsBound();
    void queueCarriesValuesBetweenThreads();
    void bodyCacheKeepsTheOldestWhenFull();
    void outboxHoldsBackWhatItsBatchHasNotReached();
    void writerGroupsWhatWaitsDuringAFlush();
    void writerKeepsAFailedGroupAndTriesAgain();
    void writerGivesUpAtTheDeadlineAndSaysHowMuch();
    void noReplyLeavesBeforeItsCommit();
    void aTaskGoesThroughSubmitLeaseResultStored();
    void fullDiskRefusesSubmissionsAndRecovers();
    void bodiesComeBackFromDiskWhenTheCacheIsFull();
    void watcherGetsAWholeThenChangesInOrder();
    void watcherHearsOfAFailingStore();
};

void TestRuntime::queueSwapsEverythingAndWakesOnce()
{
    int wakes = 0;
    BoundedQueue<int> queue(10, [&] { ++wakes; });
    queue.push(1);
    queue.push(2);
    QCOMPARE(wakes, 1);
    QCOMPARE(queue.take(), (std::vector<int>{1, 2}));
    QVERIFY(queue.take().empty());
    queue.push(3);
    QCOMPARE(wakes, 2);
}

void TestRuntime::queueRefusesBeyondItsBound()
{
    BoundedQueue<int> queue(10);
    QVERIFY(queue.tryPush(1, 6));
    QVERIFY(!queue.tryPush(2, 6));
    queue.push(3, 6); // push never drops
    QVERIFY(queue.isOver());
    QCOMPARE(queue.take().size(), std::size_t(2));
    QVERIFY(!queue.isOver());
    queue.close();
    QVERIFY(!queue.tryPush(4));
    QVERIFY(queue.waitTake().empty());
}

void TestRuntime::queueCarriesValuesBetweenThreads()
{
    BoundedQueue<std::string> queue(1'000'000);
    constexpr int kEach = 5'000;
    std::vector<std::thread> pushers;
    for (int t = 0; t < 3; ++t)
        pushers.emplace_back([&queue] {
            for (int i = 0; i < kEach; ++i)
                queue.push(std::to_string(i));
        });
    std::size_t taken = 0;
    while (taken < 3 * kEach)
        taken += queue.waitTake().size();
    for (std::thread &pusher : pushers)
        pusher.join();
    QCOMPARE(taken, std::size_t(3 * kEach));
}

void TestRuntime::bodyCacheKeepsTheOldestWhenFull()
{
    BodyCache cache(1'000);
    const std::string body(300, 'x');
    cache.put(1, body);
    cache.put(2, body);
    cache.put(3, body);
    QVERIFY(cache.find(1) && cache.find(2));
    QVERIFY(!cache.find(3));
    cache.remove(1);
    cache.put(3, body);
    QVERIFY(cache.find(3));
    cache.remove(2);
    cache.remove(3);
    cache.remove(3);
    QCOMPARE(cache.bytes(), std::size_t(0));
}

void TestRuntime::outboxHoldsBackWhatItsBatchHasNotReached()
{
    Outbox outbox;
    outbox.start(5);
    outbox.add({7, out::Accepted{1, 1, "c", 3}});
    outbox.add({6, out::Accepted{1, 2, "b", 2}});
    outbox.add({5, out::Accepted{1, 3, "a", 1}});
    QCOMPARE(outbox.takeReady().size(), std::size_t(1));
    outbox.advance(6);
    auto ready = outbox.takeReady();
    QCOMPARE(ready.size(), std::size_t(1));
    QCOMPARE(std::get<out::Accepted>(ready[0].body).key, std::string("b"));
    outbox.advance(9);
    QCOMPARE(outbox.takeReady().size(), std::size_t(1));
    outbox.add({9, out::Accepted{}});
    QVERIFY(outbox.hasReady());
}

void TestRuntime::writerGroupsWhatWaitsDuringAFlush()
{
    Disk disk;
    disk.setGate(false);
    std::atomic<BatchNo> durable = 0;
    StoreWriter writer(std::make_unique<DiskWriter>(disk), [&](const CommitNotice &notice) { durable = notice.upTo; },
                       [] { return TimeMs(1); });
    for (BatchNo no = 1; no <= 50; ++no)
        writer.push({batchOf(no), 10});
    disk.setGate(true);
    QTRY_COMPARE(durable.load(), BatchNo(50));
    QCOMPARE(disk.committed.size(), std::size_t(50));
    QVERIFY(disk.groups.size() <= 2 + 1); // one that had begun, one for the rest; a third if the thread was slow to start
}

void TestRuntime::writerKeepsAFailedGroupAndTriesAgain()
{
    Disk disk;
    disk.setFull(true);
    std::atomic<BatchNo> durable = 0;
    std::atomic<int> failures = 0;
    StoreWriter writer(
        std::make_unique<DiskWriter>(disk),
        [&](const CommitNotice &notice) {
            if (notice.result)
                durable = notice.upTo;
            else
                ++failures;
        },
        [] { return TimeMs(1); });
    writer.push({batchOf(1), 10});
    QTRY_VERIFY(failures >= 1);
    writer.push({batchOf(2), 10});
    disk.setFull(false);
    QTRY_COMPARE(durable.load(), BatchNo(2));
    QCOMPARE(disk.committed, (std::vector<BatchNo>{1, 2}));
}

void TestRuntime::writerGivesUpAtTheDeadlineAndSaysHowMuch()
{
    Disk disk;
    disk.setFull(true);
    StoreWriter writer(std::make_unique<DiskWriter>(disk), [](const CommitNotice &) {}, [] { return TimeMs(1); });
    writer.push({batchOf(1), 10});
    QTRY_VERIFY(disk.triesSoFar() > 0);
    QCOMPARE(writer.stop(std::chrono::milliseconds(0)), std::size_t(1));
}

void TestRuntime::noReplyLeavesBeforeItsCommit()
{
    Hub hub;
    hub.disk.setGate(false);
    hub.submit("k1");
    QTRY_VERIFY(hub.host->lastBatch() > 0);
    QCoreApplication::processEvents();
    QCOMPARE(hub.sink.count<out::Accepted>(), 0);
    hub.disk.setGate(true);
    QTRY_COMPARE(hub.sink.count<out::Accepted>(), 1);
}

void TestRuntime::aTaskGoesThroughSubmitLeaseResultStored()
{
    Hub hub;
    joinAgent(hub, "a", 1);
    hub.submit("k1", R"({"path":"x"})");
    QTRY_COMPARE(hub.sink.count<out::SendTask>(), 1);
    QCOMPARE(hub.sink.sentParams.at(0), std::string(R"({"path":"x"})"));
    const out::SendTask sent = *hub.sink.last<out::SendTask>();
    cmd::Finish finish;
    finish.at = {hub.link, sent.id, sent.fence};
    finish.ok = true;
    finish.result = R"({"text":"fine"})";
    hub.host->post(finish);
    QTRY_COMPARE(hub.sink.count<out::Stored>(), 1);
    QCOMPARE(hub.host->counts().of(TaskState::Done), 1);
    QVERIFY(hub.sink.flushes > 0);
}

void TestRuntime::fullDiskRefusesSubmissionsAndRecovers()
{
    Hub hub;
    hub.disk.setFull(true);
    hub.submit("k1");
    QTRY_VERIFY(!hub.host->isStoreOk());
    hub.submit("k2");
    QTRY_COMPARE(hub.sink.count<out::SubmitRefused>(), 1);
    QVERIFY(hub.sink.last<out::SubmitRefused>()->error.code == ErrorCode::StorageFull);
    QCOMPARE(hub.sink.count<out::Accepted>(), 0);
    hub.disk.setFull(false);
    QTRY_COMPARE(hub.sink.count<out::Accepted>(), 1); // the first one was kept
    hub.submit("k2");
    QTRY_COMPARE(hub.sink.count<out::Accepted>(), 2);
}

void TestRuntime::bodiesComeBackFromDiskWhenTheCacheIsFull()
{
    Hub hub;
    const std::string big(300 * 1024, 'x');
    const int count = static_cast<int>(limits::kBodyCacheBytesMax / big.size()) + 5;
    for (int i = 0; i < count; ++i)
        hub.submit("k" + std::to_string(i), "{\"x\":\"" + big + "\"}");
    QTRY_COMPARE(hub.sink.count<out::Accepted>(), count);
    joinAgent(hub, "a", count);
    QTRY_COMPARE(hub.sink.count<out::SendTask>(), count);
    for (const std::string &params : hub.sink.sentParams)
        QCOMPARE(params.size(), big.size() + 8);
}

void TestRuntime::watcherGetsAWholeThenChangesInOrder()
{
    Hub hub;
    hub.submit("k1");
    QTRY_COMPARE(hub.sink.count<out::Accepted>(), 1);
    std::vector<Delta> deltas;
    const auto id = hub.host->watch([&](const Delta &delta) { deltas.push_back(delta); });
    QTRY_VERIFY(!deltas.empty());
    QVERIFY(deltas[0].whole);
    QCOMPARE(deltas[0].tasks.size(), std::size_t(1));
    QCOMPARE(deltas[0].counts.total(), 1);
    hub.submit("k2");
    QTRY_VERIFY(deltas.size() >= 2);
    QCOMPARE(deltas[1].seq, deltas[0].seq + 1);
    QVERIFY(!deltas[1].whole);
    QTRY_COMPARE(deltas.back().counts.total(), 2);
    hub.host->unwatch(id);
}

void TestRuntime::watcherHearsOfAFailingStore()
{
    Hub hub;
    std::vector<Delta> deltas;
    hub.host->watch([&](const Delta &delta) { deltas.push_back(delta); });
    QTRY_VERIFY(!deltas.empty());
    QVERIFY(deltas.back().storeOk);
    hub.disk.setFull(true);
    hub.submit("k1");
    QTRY_VERIFY(!deltas.back().storeOk);
    QVERIFY(deltas.back().tasks.empty()); // what is not on disk is not shown
    hub.disk.setFull(false);
    QTRY_VERIFY(deltas.back().storeOk);
    QTRY_COMPARE(deltas.back().counts.total(), 1);
}

QTEST_GUILESS_MAIN(TestRuntime)
#include "tst_runtime.moc"
