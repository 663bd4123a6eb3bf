// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/opening.h"
#include "store/store.h"
#include "store/wallog.h"
#include "testfolder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

/// Pages, searches and sums beside a writer.
class tst_StoreReader : public QObject
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

    void listsAreFilteredAndPagedFromTheNewest();
    void wordsAreFoundInTitlesAndLines();
    void searchWorksWithoutHistory();
    void unknownThingsAreNamed();
    void detailTellsEverything();
    void eventPagesEndWithWholeBatches();
    void sumsCountFinishedTasksBelow();
    void checkpointsKeepTheLogShort();
    void historyKeepsTheNewestLines();

private:
    void commit(const std::vector<Batch> &batches) { VERIFY_OK(m_writer->commit(pointers(batches))); }
    std::vector<TaskId> idsOf(const TaskQuery &query)
    {
        std::vector<TaskId> ids;
        const auto views = m_reader->list(query);
        if (!views)
            qWarning("%s", views.error().detail.c_str());
        for (const TaskView &view : views ? *views : std::vector<TaskView>())
            ids.push_back(view.id);
        return ids;
    }
    std::vector<TaskId> withWords(const std::string &text)
    {
        TaskQuery query;
        query.text = text;
        return idsOf(query);
    }
    void fillForSearch(Scenario &scenario);

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Reader> m_reader;
};

void tst_StoreReader::listsAreFilteredAndPagedFromTheNewest()
{
    Scenario scenario(2);
    Batch batch = scenario.begin();
    TaskSpec spec;
    for (int i = 0; i < 30; ++i) {
        spec.type = i % 2 ? "documentation" : "code-review";
        spec.project = i % 3 ? "" : "skep";
        scenario.submit(batch, spec);
    }
    scenario.lease(batch, 4, "n1");
    scenario.lease(batch, 6, "n2");
    scenario.end(batch, 6, Outcome::Failed, TaskState::Failed, "", "it broke");
    scenario.lease(batch, 8, "n2");
    scenario.ask(batch, 8, "Which?", {"a", "b"});
    commit({batch});

    TaskQuery query;
    query.limit = 10;
    QCOMPARE(idsOf(query), (std::vector<TaskId>{30, 29, 28, 27, 26, 25, 24, 23, 22, 21}));
    query.before = 3;
    QCOMPARE(idsOf(query), (std::vector<TaskId>{2, 1}));
    query = {};
    query.state = "leased";
    QCOMPARE(idsOf(query), std::vector<TaskId>{4});
    query = {};
    query.agent = "n2";
    QCOMPARE(idsOf(query), (std::vector<TaskId>{8, 6}));
    query.state = "failed";
    const auto views = m_reader->list(query);
    VERIFY_OK(views);
    QCOMPARE(views->size(), std::size_t{1});
    QCOMPARE(views->front().error, std::string("it broke"));
    QCOMPARE(views->front().agent, std::string("n2"));
    QCOMPARE(views->front().lastOutcome, Outcome::Failed);
    query = {};
    query.type = "code-review";
    query.project = "skep";
    QCOMPARE(idsOf(query), (std::vector<TaskId>{25, 19, 13, 7, 1}));
    query.project = "nobody's";
    QVERIFY(idsOf(query).empty());
    query = {};
    query.state = "needs_input";
    const auto asking = m_reader->list(query);
    VERIFY_OK(asking);
    QCOMPARE(asking->front().question, std::string("Which?"));
    QCOMPARE(asking->front().choices.size(), std::size_t{2});
    query = {};
    query.limit = 1'000'000;
    QCOMPARE(idsOf(query).size(), std::size_t{30});
}

void tst_StoreReader::fillForSearch(Scenario &scenario)
{
    Batch batch = scenario.begin();
    TaskSpec spec;
    spec.type = "documentation";
    for (const char *title : {"Describe the parser", "Describe the \"lexer\"", "B\xC3\xA4ume z\xC3\xA4hlen", ""}) {
        spec.title = title;
        scenario.submit(batch, spec);
    }
    commit({batch});
}

void tst_StoreReader::wordsAreFoundInTitlesAndLines()
{
    Scenario scenario(2);
    fillForSearch(scenario);
    QCOMPARE(withWords("parser"), std::vector<TaskId>{1}); // not indexed yet
    const std::vector<HistoryLine> lines{
        {4, 1, 10, "reading parser.cpp"}, {4, 1, 11, "done; 3 findings"}, {2, 1, 12, "OR NOT \"quoted"}};
    VERIFY_OK(m_writer->writeHistory(lines));
    QCOMPARE(withWords("parser"), (std::vector<TaskId>{4, 1}));
    QCOMPARE(withWords("describe pars"), std::vector<TaskId>{1}); // starts of words, all of them
    QCOMPARE(withWords("  DESCRIBE  "), (std::vector<TaskId>{2, 1}));
    QCOMPARE(withWords("b\xC3\xA4ume"), std::vector<TaskId>{3});
    QCOMPARE(withWords("documentation").size(), std::size_t{4});
    QCOMPARE(withWords("OR NOT"), std::vector<TaskId>{2}); // no query language
    for (const char *hostile : {"\"", "*", "AND", "title:x", "(", "NEAR(", "''", "- ^ +"})
        static_cast<void>(withWords(hostile));
    TaskQuery query;
    query.text = "parser";
    query.before = 4;
    QCOMPARE(idsOf(query), std::vector<TaskId>{1});
    query.state = "done";
    QVERIFY(idsOf(query).empty());
}

void tst_StoreReader::searchWorksWithoutHistory()
{
    Scenario scenario(2);
    fillForSearch(scenario);
    cleanup();
    for (const char *name : {"/history.db", "/history.db-wal", "/history.db-shm"})
        QFile::remove(QString::fromStdString(m_options.dataDir + name));
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    m_reader = std::move(*reader);
    QCOMPARE(withWords("DESCRIBE lex"), std::vector<TaskId>{2});
    QVERIFY(m_reader->detail(1)->log.empty());
}

void tst_StoreReader::unknownThingsAreNamed()
{
    QCOMPARE(m_reader->detail(7).error().code, ErrorCode::NotFound);
    TaskQuery query;
    query.state = "half-done";
    const auto refused = m_reader->list(query);
    QCOMPARE(refused.error().code, ErrorCode::BadValue);
    QCOMPARE(refused.error().field, std::string("state"));
    const std::vector<TaskId> ids{1, 2};
    const auto params = m_reader->params(ids);
    VERIFY_OK(params);
    QCOMPARE(*params, (std::vector<std::string>{"", ""}));
}

void tst_StoreReader::detailTellsEverything()
{
    Scenario scenario(2);
    Batch batch = scenario.begin();
    TaskSpec spec;
    spec.type = "documentation";
    spec.title = "Title";
    spec.params = R"({"zero":")" + std::string(3, '\0') + "\"}";
    spec.wants = {"fast"};
    const TaskId id = scenario.submit(batch, spec, "key");
    scenario.lease(batch, id, "n1");
    batch.events.push_back(
        ev::ArtifactKept{id, scenario.rows[id].fence, "out.txt", "text/plain", std::string(64, 'a'), 12});
    scenario.end(batch, id, Outcome::Rejected, TaskState::Queued, R"({"r":1})", "too short");
    Batch next = scenario.begin(100);
    scenario.lease(next, id, "n2");
    scenario.end(next, id, Outcome::Accepted, TaskState::Done, R"({"r":2})");
    commit({batch, next});
    const HistoryLine line{id, scenario.rows[id].fence, 99, "a line"};
    VERIFY_OK(m_writer->writeHistory({&line, 1}));

    const auto detail = m_reader->detail(id);
    VERIFY_OK(detail);
    QVERIFY(detail->spec == spec);
    QCOMPARE(detail->key, std::string("key"));
    QCOMPARE(detail->view.title, std::string("Title"));
    QCOMPARE(detail->view.state, TaskState::Done);
    QCOMPARE(detail->view.attempt, 2);
    QCOMPARE(detail->attempts.size(), std::size_t{2});
    const AttemptInfo &first = detail->attempts[0];
    QCOMPARE(first.outcome, Outcome::Rejected);
    QCOMPARE(first.agent, std::string("n1"));
    QCOMPARE(first.error, std::string("too short"));
    QCOMPARE(first.result, std::string(R"({"r":1})"));
    QCOMPARE(first.ended, batch.now);
    QCOMPARE(first.verdict.checks.size(), std::size_t{1});
    QCOMPARE(detail->attempts[1].ended, next.now);
    QCOMPARE(detail->artifacts.size(), std::size_t{1});
    QCOMPARE(detail->artifacts[0].name, std::string("out.txt"));
    QCOMPARE(detail->log.size(), std::size_t{1});
    QCOMPARE(detail->log[0].text, std::string("a line"));
    const std::vector<TaskId> ids{id};
    QCOMPARE(m_reader->params(ids)->front(), spec.params);
}

void tst_StoreReader::eventPagesEndWithWholeBatches()
{
    Scenario scenario(9);
    std::vector<std::pair<BatchNo, std::size_t>> expected; // batch, kind
    for (int group = 0; group < 20; ++group) {
        std::vector<Batch> batches;
        for (int i = 0; i <= group % 4; ++i)
            batches.push_back(scenario.next());
        for (const Batch &batch : batches)
            for (const Event &event : batch.events)
                expected.emplace_back(batch.no, event.index());
        commit(batches);
    }
    for (const std::size_t limit : {std::size_t{1}, std::size_t{7}, std::size_t{1'000}}) {
        std::vector<std::pair<BatchNo, std::size_t>> seen;
        for (BatchNo after = 0;;) {
            const auto page = m_reader->events(after, limit);
            VERIFY_OK(page);
            if (page->empty())
                break;
            for (const AuditEvent &event : *page)
                seen.emplace_back(event.batch, event.event.index());
            QVERIFY(page->front().batch > after);
            after = page->back().batch;
        }
        QVERIFY(seen == expected);
    }
}

void tst_StoreReader::sumsCountFinishedTasksBelow()
{
    Scenario scenario(2);
    Batch batch = scenario.begin();
    TaskSpec spec;
    for (int i = 0; i < 12; ++i) {
        spec.type = i % 2 ? "documentation" : "code-review";
        const TaskId id = scenario.submit(batch, spec);
        if (i >= 9)
            continue; // unfinished
        scenario.lease(batch, id, "n1");
        scenario.rows[id].simulated = i == 1;
        scenario.end(batch, id, Outcome::Accepted,
                     i == 4       ? TaskState::Failed
                         : i == 5 ? TaskState::Cancelled
                                  : TaskState::Done,
                     "{}");
    }
    commit({batch});
    const auto report = m_reader->archivedReport(8); // ids 1 to 7
    VERIFY_OK(report);
    QCOMPARE(report->counts.of(TaskState::Done), 5);
    QCOMPARE(report->counts.of(TaskState::Failed), 1);
    QCOMPARE(report->counts.of(TaskState::Cancelled), 1);
    QCOMPARE(report->counts.total(), 7);
    QCOMPARE(report->counts.simulatedDone, 1);
    QCOMPARE(report->types.size(), std::size_t{2});
    QCOMPARE(report->types[0].type, std::string("code-review"));
    QCOMPARE(report->types[0].total, 4);
    QCOMPARE(report->types[0].failed, 1);
    QCOMPARE(report->types[1].cancelled, 1);
    QCOMPARE(report->types[1].simulated, 1);
    QCOMPARE(report->types[1].open, 0);
}

void tst_StoreReader::checkpointsKeepTheLogShort()
{
    Scenario scenario(2);
    TaskSpec spec;
    spec.params = std::string(64 * 1024, 'x');
    std::uint32_t most = 0, copied = 0;
    for (int group = 0; group < 120; ++group) { // 34 pages a task, so about 40,000 in all
        Batch batch = scenario.begin();
        for (int i = 0; i < 10; ++i)
            scenario.submit(batch, spec);
        commit({batch});
        VERIFY_OK(m_reader->checkpointIfDue());
        const WalLog log = walLog(databasePath(m_options));
        most = std::max(most, log.pages);
        copied = std::max(copied, log.copied);
    }
    QVERIFY(most > 3'000);
    QVERIFY(most < 16'500);
    QVERIFY(copied > 3'000);
    QCOMPARE(idsOf({}).size(), std::size_t{100});
}

void tst_StoreReader::historyKeepsTheNewestLines()
{
    Scenario scenario(2);
    Batch batch = scenario.begin();
    const TaskId id = scenario.submit(batch, TaskSpec());
    commit({batch});
    std::vector<HistoryLine> lines;
    for (int i = 0; i < 2'500; ++i)
        lines.push_back({id, 1, i, "line " + std::to_string(i)});
    VERIFY_OK(m_writer->writeHistory(lines));
    const auto detail = m_reader->detail(id);
    VERIFY_OK(detail);
    QCOMPARE(detail->log.size(), limits::kLiveLogLinesMax);
    QCOMPARE(detail->log.front().text, std::string("line 500"));
    QCOMPARE(detail->log.back().text, std::string("line 2499"));
}

QTEST_GUILESS_MAIN(tst_StoreReader)
#include "tst_storereader.moc"
