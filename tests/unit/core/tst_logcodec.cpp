// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logcodec.h"

#include <QTest>

#include <random>

using namespace skep;

namespace {

Decision someDecision()
{
    Decision decision;
    decision.winner = {"n7", 912, 1000, 950, 40};
    decision.losers = {{"n1", 800, 1000, 800, 0}, {"n2", -1, 0, -1, 0}};
    decision.busy = 3;
    decision.incapable = 400'000;
    decision.by = "admin@127.0.0.1";
    return decision;
}

TaskSpec someTask()
{
    TaskSpec task;
    task.type = "documentation";
    task.title = "Describe the parser \xE2\x80\x94 all of it";
    task.project = "skep";
    task.priority = Priority::P0;
    task.start = StartPolicy::Held;
    task.origin = Origin::Hive;
    task.required = {"documentation", "cpp"};
    task.wants = {"fast"};
    task.after = {1, 300, UINT64_MAX};
    task.deadline = 1'700'000'000'000;
    task.attemptsMax = 20;
    task.params = R"({"source":"int main(){}"})";
    return task;
}

// Every alternative once, with extreme numbers here and there.
Batch someBatch()
{
    Batch batch;
    batch.no = 123'456;
    batch.now = 1'700'000'000'123;
    const Verdict verdict{
        true, 88, {{"shape", Check::Mark::Passed, 100, ""}, {"size", Check::Mark::NotChecked, 0, "x"}}};
    batch.events = {
        ev::Submitted{7, "k-7", someTask()},
        ev::Leased{7, makeFence(3, 9), 1, batch.now + 15'000, "n7", someDecision()},
        ev::Started{7, makeFence(3, 9), true},
        ev::Asked{7, makeFence(3, 9), "Which?", {"a", "b", ""}},
        ev::Answered{7, makeFence(3, 9), std::string("with\0null", 9), "window"},
        ev::ArtifactKept{7, makeFence(kEpochMax, UINT32_MAX), "out.diff", "text/x-diff", std::string(64, 'f'),
                         INT64_MAX},
        ev::AttemptEnded{7, makeFence(3, 9), 1, Outcome::Accepted, true, INT64_MIN, "n7", R"({"ok":1})", "e",
                         R"({"tokens":9})", verdict, someDecision()},
        ev::Changed{8, TaskState::Blocked, WaitReason::Backoff, "engine", "later"},
        ev::DeadlineMissed{8, -1},
        ev::AgentJoined{{"n7", "nanobot", "0.1", "host", "m", 4711, 4, {"documentation"}, {"documentation"}}, true},
        ev::AgentLeft{"n7", "exit 1"},
        ev::AgentDrain{"n7", true, "window"},
        ev::Paused{"", true, "window"},
        ev::Reserved{8, makeFence(3, 9), "n7", "window"},
        ev::Unassigned{8, makeFence(3, 9), "n7", "window"},
    };
    TaskRow row;
    row.id = 7;
    row.state = TaskState::Done;
    row.priority = Priority::P3;
    row.simulated = row.held = row.acknowledged = row.deadlineMissed = true;
    row.wait = WaitReason::Draining;
    row.lastOutcome = Outcome::Throttled;
    row.attempt = 255;
    row.score = -1;
    row.fence = makeFence(3, 9);
    row.agent = "n7";
    row.created = batch.now - 5'000;
    row.updated = batch.now;
    row.notBefore = INT64_MAX;
    TaskRow reserved;
    reserved.wait = WaitReason::NextFor;
    reserved.assigned = Assigned{"", "n7", "window", INT64_MAX, false, 0, "", -1, false, 0};
    TaskRow assigned;
    assigned.assigned = Assigned{"window", "n1", "admin", 1, true, makeFence(kEpochMax, UINT32_MAX), "n7", INT16_MIN, true, INT64_MIN};
    batch.rows = {row, TaskRow{}, reserved, assigned};
    return batch;
}

std::string encoded(const Batch &batch)
{
    std::string bytes;
    encodeBatch(batch, bytes);
    return bytes;
}

// Puts bodies of these sizes into a decoded batch; false where damage made one too long to make.
bool fillBodies(Batch &batch, const std::vector<std::uint64_t> &sizes)
{
    std::size_t next = 0;
    for (Event &event : batch.events) {
        std::string *body = nullptr;
        if (auto *submitted = std::get_if<ev::Submitted>(&event))
            body = &submitted->task.params;
        else if (auto *ended = std::get_if<ev::AttemptEnded>(&event))
            body = &ended->result;
        if (!body)
            continue;
        if (sizes[next] > 100'000)
            return false;
        body->assign(sizes[next++], ' ');
    }
    return true;
}

} // namespace

class tst_LogCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventComesBackAsItWas()
    {
        const Batch batch = someBatch();
        QCOMPARE(batch.events.size(), std::variant_size_v<Event>);
        const std::string bytes = encoded(batch);
        std::vector<std::uint64_t> sizes;
        Result<Batch> back = decodeBatch(bytes, &sizes);
        QVERIFY(back);
        QCOMPARE(back->no, batch.no);
        QCOMPARE(back->now, batch.now);
        QVERIFY(back->rows == batch.rows);

        std::vector<std::string_view> bodies;
        bodiesOf(batch, bodies);
        QCOMPARE(bodies.size(), std::size_t{2});
        QCOMPARE(sizes.size(), std::size_t{2});
        QCOMPARE(sizes[0], bodies[0].size());
        QCOMPARE(sizes[1], bodies[1].size());
        auto &submitted = std::get<ev::Submitted>(back->events[0]);
        auto &ended = std::get<ev::AttemptEnded>(back->events[6]);
        QVERIFY(submitted.task.params.empty() && ended.result.empty());
        submitted.task.params = bodies[0];
        ended.result = bodies[1];
        QVERIFY(submitted.task == someTask());
        QVERIFY(ended.decision == someDecision());
        QCOMPARE(ended.began, INT64_MIN);
        QCOMPARE(encoded(*back), bytes);
    }

    void bodiesAreNotInTheBytes()
    {
        Batch batch = someBatch();
        const std::string before = encoded(batch);
        QVERIFY(before.find("int main") == std::string::npos);
        std::get<ev::Submitted>(batch.events[0]).task.params[2] = 'X';
        QCOMPARE(encoded(batch), before);
    }

    void emptyBatchIsShort()
    {
        const std::string bytes = encoded(Batch{});
        QCOMPARE(bytes.size(), std::size_t{5});
        QVERIFY(decodeBatch(bytes));
    }

    void ordinaryTaskTakesFewBytes()
    {
        Batch batch = someBatch();
        batch.events = {ev::Started{1'000'000, makeFence(3, 1'000'000), false}};
        batch.rows.clear();
        QVERIFY(encoded(batch).size() <= 25);
    }

    // Bytes as they were written before tasks could be reserved or taken back.
    void oldLogsStayReadable()
    {
        const QByteArray old = QByteArray::fromHex(
            "010380a0abfef962050007036b2d3706726576696577034f6c64000201000103637070000000060201078980808030"
            "02b0ea01026e37026e37a00ed00fec0e5001026e31c00cd00fc00c000300000561646d696e06078980808030020300"
            "09026e37020562726f6b650001b0010105736861706500c80100026e37a00ed00fec0e5001026e31c00cd00fc00c00"
            "0300000561646d696e0707010700056c617465720c00010677696e646f77010701020100000008030103b001898080"
            "8030026e378f4e00d0afabfef96200");
        const std::string bytes = old.toStdString();
        const Result<Batch> batch = decodeBatch(bytes);
        QVERIFY(batch);
        QCOMPARE(batch->events.size(), std::size_t{5});
        QCOMPARE(batch->rows.size(), std::size_t{1});
        QCOMPARE(batch->rows[0].agent, std::string("n7"));
        QVERIFY(!batch->rows[0].assigned);
        Batch again = *batch;
        QVERIFY(fillBodies(again, {2, 2}));
        QCOMPARE(encoded(again), bytes);
    }

    void assignmentAloneComesBack()
    {
        for (const TaskRow &row : someBatch().rows) {
            if (!row.assigned)
                continue;
            std::string bytes;
            encodeAssigned(*row.assigned, bytes);
            const auto back = decodeAssigned(bytes);
            QVERIFY(back);
            QVERIFY(*back == *row.assigned);
            QVERIFY(!decodeAssigned(bytes + '\0'));
            QVERIFY(!decodeAssigned(std::string_view(bytes).substr(0, bytes.size() - 1)));
        }
    }

    void cutBytesAreRefusedAtEveryLength()
    {
        const std::string bytes = encoded(someBatch());
        for (std::size_t n = 0; n < bytes.size(); ++n) {
            const auto cut = decodeBatch(std::string_view(bytes).substr(0, n));
            QVERIFY(!cut);
            QCOMPARE(cut.error().code, ErrorCode::BadFrame);
        }
        QVERIFY(!decodeBatch(bytes + '\0'));
    }

    void falseCountsAndNumbersAreRefused()
    {
        const std::string_view hostile[] = {
            "\x03\x01\x02\x00\x00", // another version
            "\x02\x01\x02\x00\x00", // the second version without a reason
            "\x01\x01\x02\xFF\xFF\xFF\xFF\x7F", // 34 thousand million events
            "\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02\x02", // a number beyond 64 bits
            "\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02", // a number without end
            "\x01\x81\x80", // cut inside a number
            "\x01\x01\x02\x01\x0F\x01\x01", // an event nobody knows
            "\x01\x01\x02\x01\x02\x01\x01\x02", // a flag that is neither
        };
        for (const std::string_view bytes : hostile)
            QVERIFY(!decodeBatch(bytes));
        using namespace std::string_view_literals;
        QVERIFY(decodeBatch("\x01\x01\x02\x00\x00"sv));
        QVERIFY(!decodeBatch("\x01\x81\x00\x02\x00\x00"sv)); // 1 in two bytes: there is one way to write a number
    }

    // Whatever survives damage is a batch that would be written in exactly these bytes.
    void damagedBytesNeverDoMoreThanFail()
    {
        const std::string good = encoded(someBatch());
        std::mt19937_64 random(20240229);
        int survived = 0;
        for (int round = 0; round < 40'000; ++round) {
            std::string bytes = good;
            const int damages = 1 + static_cast<int>(random() % 4);
            for (int i = 0; i < damages; ++i) {
                const std::size_t at = random() % bytes.size();
                switch (random() % 4) {
                case 0:
                    bytes[at] = static_cast<char>(random());
                    break;
                case 1:
                    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
                    break;
                case 2:
                    bytes.erase(at, 1 + random() % 3);
                    break;
                default:
                    bytes.insert(at, 1, static_cast<char>(random()));
                    break;
                }
            }
            std::vector<std::uint64_t> sizes;
            const Result<Batch> batch = decodeBatch(bytes, &sizes);
            if (!batch) {
                QCOMPARE(batch.error().code, ErrorCode::BadFrame);
                continue;
            }
            ++survived;
            Batch filled = *batch;
            if (fillBodies(filled, sizes))
                QCOMPARE(encoded(filled), bytes);
        }
        QVERIFY(survived > 1'000); // texts and numbers may change without harm to the form
    }
};

QTEST_APPLESS_MAIN(tst_LogCodec)
#include "tst_logcodec.moc"
