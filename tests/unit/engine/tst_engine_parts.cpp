// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables below the engine, against plain models.
#include "engine/indexedheap.h"
#include "engine/keytable.h"
#include "engine/leases.h"
#include "engine/scoring.h"
#include "engine/tasktable.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace skep;
using namespace skep::engine;

namespace {

struct Order
{
    std::vector<int> &values;
    std::vector<std::uint32_t> &places;

    [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const
    {
        return std::pair{values[a], a} < std::pair{values[b], b};
    }
    [[nodiscard]] std::uint32_t &place(std::uint32_t item) const { return places[item]; }
};

} // namespace

class EnginePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyTableRemembersWhatAMapRemembers();
    void keyTableIsSmall();
    void taskTableFindsWhatItHolds();
    void heapIsInOrderAfterAnyChange();
    void renewedLeasesAreDueInOrder();
    void reliabilityRisesWithProof();
    void scoreIsWholeNumbers();
};

void EnginePartsTest::keyTableRemembersWhatAMapRemembers()
{
    KeyTable table(7);
    std::map<std::string, TaskId> model;
    std::mt19937 random(1);
    TimeMs now = 0;
    std::deque<std::pair<TimeMs, std::string>> order;
    for (TaskId id = 1; id < 20'000; ++id) {
        const std::string key = std::string(random() % 40, 'x') + std::to_string(random() % 30'000);
        QCOMPARE(table.find(key), model.contains(key) ? model[key] : 0);
        if (!model.contains(key)) {
            table.insert(key, id, now);
            model[key] = id;
            order.emplace_back(now, key);
        }
        now += random() % 3;
        const TimeMs before = now - 5'000;
        table.expire(before);
        for (; !order.empty() && order.front().first < before; order.pop_front())
            model.erase(order.front().second);
        QCOMPARE(table.size(), model.size());
    }
    for (const auto &[key, id] : model)
        QCOMPARE(table.find(key), id);
}

void EnginePartsTest::keyTableIsSmall()
{
    KeyTable one(1), other(2);
    one.insert("", 1, 0);
    QCOMPARE(one.find(""), TaskId(1));
    QCOMPARE(one.find(std::string(1, 'a')), TaskId(0));
    QCOMPARE(other.find(""), TaskId(0));
}

void EnginePartsTest::taskTableFindsWhatItHolds()
{
    TaskTable table;
    std::set<TaskId> model;
    std::mt19937 random(2);
    TaskId next = 5'000;
    for (int i = 0; i < 50'000; ++i) {
        if (model.empty() || random() % 5 < 3) {
            next += random() % 50 == 0 ? 3'000 : 1;
            QCOMPARE(table.at(table.create(next)).id, next);
            model.insert(next);
        } else { // mostly the oldest, as finished tasks leave
            const auto victim = random() % 4 ? model.begin() : std::prev(model.end());
            table.erase(table.find(*victim));
            model.erase(victim);
        }
    }
    QCOMPARE(table.size(), model.size());
    std::vector<TaskId> found;
    table.forEach([&](Slot slot) { found.push_back(table.at(slot).id); });
    QVERIFY(std::equal(found.begin(), found.end(), model.begin(), model.end()));
    QCOMPARE(table.find(1), kNone);
    QCOMPARE(table.find(next + 100'000), kNone);
    const TaskId early = 3; // an old unfinished task after a restart
    table.create(early);
    QVERIFY(table.find(early) != kNone);
    QVERIFY(table.find(*model.begin()) != kNone);
}

void EnginePartsTest::heapIsInOrderAfterAnyChange()
{
    IndexedHeap heap;
    std::vector<int> values(200);
    std::vector<std::uint32_t> places(200, kNone);
    std::set<std::pair<int, std::uint32_t>> model;
    std::mt19937 random(3);
    const Order order{values, places};
    for (int i = 0; i < 20'000; ++i) {
        const auto item = static_cast<std::uint32_t>(random() % 200);
        model.erase({values[item], item});
        if (random() % 3 == 0) {
            heap.remove(item, order);
        } else {
            values[item] = static_cast<int>(random() % 50);
            heap.put(item, order);
            model.insert({values[item], item});
        }
        QCOMPARE(heap.size(), model.size());
        std::array<std::uint32_t, 4> first{};
        const std::size_t count = heap.first(first, order);
        QCOMPARE(count, std::min<std::size_t>(4, model.size()));
        auto expected = model.begin();
        for (std::size_t n = 0; n < count; ++n, ++expected)
            QCOMPARE(first[n], expected->second);
    }
}

void EnginePartsTest::renewedLeasesAreDueInOrder()
{
    Leases leases;
    std::mt19937 random(4);
    std::map<std::uint32_t, TimeMs> model;
    TimeMs now = 1'000;
    for (int i = 0; i < 5'000; ++i) {
        now += random() % 20;
        if (model.size() < 50) {
            const std::uint32_t n = leases.create();
            leases.at(n).termMs = random() % 2 ? 15'000 : 300'000;
            leases.renew(n, now);
            model[n] = leases.at(n).due;
        } else {
            const auto victim = std::next(model.begin(), static_cast<std::ptrdiff_t>(random() % model.size()));
            if (random() % 2) {
                leases.renew(victim->first, now);
                victim->second = now + leases.at(victim->first).termMs;
            } else {
                leases.destroy(victim->first);
                model.erase(victim);
            }
        }
        TimeMs next = 0;
        for (const auto &[n, due] : model)
            next = next == 0 ? due : std::min(next, due);
        QCOMPARE(leases.nextDue(), next);
        std::vector<std::uint32_t> found;
        leases.due(now + 10'000, found);
        QCOMPARE(found.size(), static_cast<std::size_t>(std::count_if(model.begin(), model.end(), [&](const auto &entry) {
            return entry.second <= now + 10'000;
        })));
    }
}

void EnginePartsTest::reliabilityRisesWithProof()
{
    QCOMPARE(reliability({0, 0}), 636);
    std::int64_t last = 636;
    for (std::int64_t n = 1; n < 200; ++n) {
        const std::int64_t now = reliability({n, 0});
        QVERIFY(now >= last && now <= 1000);
        last = now;
    }
    QVERIFY(last > 980);
    QVERIFY(reliability({0, 1}) < 636);
    QVERIFY(reliability({0, 50}) < 60);
    QVERIFY(reliability({0, 1'000'000}) >= 1); // never zero: it still gets work when nobody else can
}

void EnginePartsTest::scoreIsWholeNumbers()
{
    QCOMPARE(score(1000, 1000, 0, 4), 1'000'000);
    QCOMPARE(score(1000, 1000, 4, 4), 700'000);
    QCOMPARE(score(500, 800, 1, 2), 340'000);
    QCOMPARE(score(1000, 1000, 9, 4), 700'000);
    QVERIFY(score(1000, 900, 1, 1024) < score(1000, 900, 0, 1024)); // even one of many slots counts
}

QTEST_APPLESS_MAIN(EnginePartsTest)
#include "tst_engine_parts.moc"
