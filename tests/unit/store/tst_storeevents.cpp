// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/store.h"
#include "testfolder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

/// The log read from its end: pages, and timelines of a task, an agent, a kind.
class tst_StoreEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_options = Options();
        m_options.dataDir = m_folder->path().toStdString();
        auto writer = Writer::open(m_options);
        VERIFY_OK(writer);
        m_writer = std::move(*writer);
        auto reader = Reader::open(m_options);
        VERIFY_OK(reader);
        m_reader = std::move(*reader);
    }
    void cleanup()
    {
        m_reader.reset();
        m_writer.reset();
    }

    void pagesGoBackWithoutAHoleOrARepeat();
    void filtersFindWhatTheWholeLogHolds_data();
    void filtersFindWhatTheWholeLogHolds();
    void aSearchStopsAndSaysWhere();
    void everyTaskHasItsWholeTimeline();
    void factsAfterTheEndBelongToTheTimeline();
    void aTasksTimelineEndsWithItsSubmission();
    void anEmptyLogHasAnEmptyPage();

private:
    /// Commits what a hub could have done, in groups of several sizes. All of it, oldest first.
    std::vector<AuditEvent> fill(int batches)
    {
        Scenario scenario(17);
        std::vector<AuditEvent> all;
        std::vector<Batch> group;
        for (int i = 0; i < batches; ++i) {
            group.push_back(scenario.next());
            for (const Event &event : group.back().events)
                all.push_back({group.back().no, group.back().now, event});
            if (group.size() < static_cast<std::size_t>(1 + i % 9))
                continue;
            if (auto ok = m_writer->commit(pointers(group)); !ok)
                qFatal("%s", ok.error().detail.c_str());
            group.clear();
        }
        if (auto ok = m_writer->commit(pointers(group)); !ok)
            qFatal("%s", ok.error().detail.c_str());
        return all;
    }
    /// All pages of a query, one after the other. `pages` counts them.
    std::vector<AuditEvent> follow(EventQuery query, std::size_t scannedMax, int &pages)
    {
        std::vector<AuditEvent> found;
        for (pages = 0; pages < 10'000;) {
            auto page = m_reader->eventPage(query, scannedMax);
            if (!page)
                qFatal("%s", page.error().detail.c_str());
            ++pages;
            found.insert(found.end(), page->events.begin(), page->events.end());
            if (page->next == 0)
                break;
            if (query.before != 0 && page->next >= query.before)
                qFatal("a page does not go on");
            query.before = page->next;
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Reader> m_reader;
};

void tst_StoreEvents::pagesGoBackWithoutAHoleOrARepeat()
{
    const std::vector<AuditEvent> all = fill(200);
    for (const std::size_t limit : {std::size_t(3), std::size_t(7), std::size_t(200), std::size_t(1'000)}) {
        EventQuery query;
        query.limit = limit;
        int pages = 0;
        const std::vector<AuditEvent> found = follow(query, 20'000, pages);
        QCOMPARE(found.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            const AuditEvent &wanted = all[all.size() - 1 - i];
            QCOMPARE(found[i].batch, wanted.batch);
            QCOMPARE(found[i].at, wanted.at);
            QCOMPARE(found[i].event.index(), wanted.event.index());
            QCOMPARE(taskOf(found[i].event), taskOf(wanted.event));
        }
        QVERIFY(pages >= static_cast<int>(all.size() / (limit + 20)));
        QVERIFY(pages <= static_cast<int>(all.size() / limit) + 1);
    }
}

void tst_StoreEvents::filtersFindWhatTheWholeLogHolds_data()
{
    QTest::addColumn<qulonglong>("task");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("task") << 5ULL << QByteArray() << QByteArray();
    QTest::newRow("unknown task") << 1'000'000ULL << QByteArray() << QByteArray();
    QTest::newRow("agent") << 0ULL << QByteArray("*") << QByteArray();
    QTest::newRow("kind") << 0ULL << QByteArray() << QByteArray("attempt_ended");
    QTest::newRow("all three") << 3ULL << QByteArray("*") << QByteArray("leased");
}

void tst_StoreEvents::filtersFindWhatTheWholeLogHolds()
{
    QFETCH(qulonglong, task);
    QFETCH(QByteArray, agent);
    QFETCH(QByteArray, kind);
    const std::vector<AuditEvent> all = fill(300);
    EventQuery query;
    query.task = task;
    query.kind = kind.toStdString();
    query.limit = 10;
    if (!agent.isEmpty()) { // one that is there
        const auto named = std::find_if(all.begin(), all.end(), [&](const AuditEvent &event) {
            return std::holds_alternative<ev::Leased>(event.event) && (task == 0 || taskOf(event.event) == task);
        });
        QVERIFY(named != all.end());
        query.agent = agentOf(named->event);
    }
    const auto wanted = std::count_if(all.begin(), all.end(), [&](const AuditEvent &event) { return matches(query, event.event); });
    QCOMPARE(wanted == 0, task == 1'000'000);
    for (const std::size_t scannedMax : {std::size_t(50), std::size_t(20'000)}) {
        int pages = 0;
        const std::vector<AuditEvent> found = follow(query, scannedMax, pages);
        QCOMPARE(static_cast<std::ptrdiff_t>(found.size()), static_cast<std::ptrdiff_t>(wanted));
        QVERIFY(std::is_sorted(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.batch > b.batch; }));
        for (const AuditEvent &event : found)
            QVERIFY(matches(query, event.event));
    }
}

void tst_StoreEvents::aSearchStopsAndSaysWhere()
{
    const std::vector<AuditEvent> all = fill(300);
    EventQuery query;
    query.agent = "nobody has this name";
    const auto page = m_reader->eventPage(query, 50);
    VERIFY_OK(page);
    QVERIFY(page->events.empty());
    QVERIFY(page->next > 1 && page->next < all.back().batch);
}

void tst_StoreEvents::everyTaskHasItsWholeTimeline()
{
    const std::vector<AuditEvent> all = fill(300);
    std::map<TaskId, std::size_t> wanted;
    for (const AuditEvent &event : all)
        ++wanted[taskOf(event.event)];
    wanted.erase(0);
    QVERIFY(wanted.size() > 200);
    for (const auto &[id, count] : wanted) {
        EventQuery query;
        query.task = id;
        query.limit = 1'000;
        int pages = 0;
        QCOMPARE(follow(query, 500, pages).size(), count);
    }
}

void tst_StoreEvents::factsAfterTheEndBelongToTheTimeline()
{
    Scenario scenario(8);
    std::vector<Batch> batches{scenario.begin()};
    TaskSpec spec;
    spec.type = "review";
    const TaskId late = scenario.submit(batches.back(), spec), seen = scenario.submit(batches.back(), spec);
    for (const TaskId id : {late, seen}) {
        scenario.lease(batches.back(), id, "a");
        scenario.end(batches.back(), id, Outcome::Failed, TaskState::Failed, "", "broken");
        scenario.row(batches.back(), id);
    }
    for (int i = 0; i < 20; ++i)
        batches.push_back(scenario.next());
    batches.push_back(scenario.begin());
    scenario.late(batches.back(), late, "{}");
    batches.back().events.push_back(ev::Changed{seen, TaskState::Failed, WaitReason::None, "window", "acknowledged"});
    TaskRow row = scenario.rows[seen]; // a look at a failure does not change when it happened
    row.acknowledged = true;
    batches.back().rows.push_back(row);
    for (const Batch &batch : batches)
        VERIFY_OK(m_writer->commit(pointers({batch})));
    for (const TaskId id : {late, seen}) {
        EventQuery query;
        query.task = id;
        int pages = 0;
        const auto found = follow(query, 20'000, pages);
        QCOMPARE(found.size(), std::size_t(4));
        QCOMPARE(found.front().batch, batches.back().no);
    }
}

void tst_StoreEvents::aTasksTimelineEndsWithItsSubmission()
{
    fill(300);
    Scenario late(4, 300, 10'000);
    Batch batch = late.begin();
    TaskSpec spec;
    spec.type = "review";
    EventQuery query;
    query.task = late.submit(batch, spec);
    late.lease(batch, query.task, "nanobot-1");
    late.row(batch, query.task);
    VERIFY_OK(m_writer->commit(pointers({batch})));
    // Older facts are not even looked at: one piece of the log is enough.
    const auto page = m_reader->eventPage(query, 50);
    VERIFY_OK(page);
    QCOMPARE(page->next, BatchNo(0));
    QCOMPARE(page->events.size(), std::size_t(2));
    QVERIFY(std::holds_alternative<ev::Leased>(page->events[0].event));
    QVERIFY(std::holds_alternative<ev::Submitted>(page->events[1].event));
}

void tst_StoreEvents::anEmptyLogHasAnEmptyPage()
{
    const auto page = m_reader->eventPage({});
    VERIFY_OK(page);
    QVERIFY(page->events.empty());
    QCOMPARE(page->next, BatchNo(0));
}

QTEST_GUILESS_MAIN(tst_StoreEvents)
#include "tst_storeevents.moc"
