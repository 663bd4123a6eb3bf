// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the store costs: a task's way through commit groups (submit and lease in one, result in a later one), the
// same rows through Qt Sql, restoring many tasks, reading bodies back. One line of JSON per case.
#include "store/store.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>
#include <QVariant>

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <deque>
#include <random>
#include <thread>

using namespace skep;
using namespace Qt::StringLiterals;

namespace {

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Time on the wall, of this thread and of the process since it was made.
struct Stopwatch
{
    double wall = secondsOf(CLOCK_MONOTONIC), thread = secondsOf(CLOCK_THREAD_CPUTIME_ID),
           process = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
    Stopwatch elapsed() const
    {
        return {secondsOf(CLOCK_MONOTONIC) - wall, secondsOf(CLOCK_THREAD_CPUTIME_ID) - thread,
                secondsOf(CLOCK_PROCESS_CPUTIME_ID) - process};
    }
};

void report(const char *name, double items, const Stopwatch &t, const std::string &more = {})
{
    std::printf("{\"case\":\"%s\",\"items\":%.0f,\"per_s\":%.0f,\"thread_us\":%.2f,\"process_us\":%.2f%s}\n", name,
                items, items / t.wall, t.thread * 1e6 / items, t.process * 1e6 / items, more.c_str());
    std::fflush(stdout);
}

const std::string kParams
    = "{\"executor\":\"documentation\",\"source\":\"" + std::string(262, 's') + "\"}"; // 300 bytes
const std::string kResult = "{\"summary\":\"" + std::string(176, 'r') + "\"}"; // 190 bytes

/// The batches of a hub under steady load: each group grants as many tasks as it takes in and finishes those of
/// two groups before.
class Load
{
public:
    explicit Load(int tasksPerGroup)
        : m_tasks(tasksPerGroup)
    {
    }

    Batch next(bool finishes = true)
    {
        Batch batch;
        batch.no = ++m_batch;
        batch.now = m_now += 3;
        batch.events.reserve(static_cast<std::size_t>(m_tasks) * 3);
        batch.rows.reserve(static_cast<std::size_t>(m_tasks) * 2);
        for (int i = 0; i < m_tasks; ++i)
            submitAndLease(batch);
        while (finishes && m_open.size() > static_cast<std::size_t>(m_tasks) * 2)
            finish(batch);
        return batch;
    }

private:
    static Decision decision(const std::string &agent)
    {
        Decision decision;
        decision.winner = {agent, 912, 1000, 950, 40};
        decision.losers = {
            {"nanobot-01", 880, 1000, 920, 80}, {"nanobot-02", 850, 1000, 900, 80}, {"nanobot-03", 800, 1000, 880, 90}};
        decision.busy = 12;
        decision.incapable = 4;
        return decision;
    }

    void submitAndLease(Batch &batch)
    {
        ev::Submitted submitted;
        submitted.id = ++m_id;
        submitted.key = "key-" + std::to_string(m_id);
        submitted.task.type = "documentation";
        submitted.task.priority = Priority::P1;
        submitted.task.required = {"documentation"};
        submitted.task.params = kParams;
        TaskRow row;
        row.id = m_id;
        row.state = TaskState::Leased;
        row.attempt = 1;
        row.fence = makeFence(3, ++m_grants);
        row.agent = "nanobot-" + std::to_string(m_id % 26);
        row.created = row.updated = m_now;
        batch.events.emplace_back(std::move(submitted));
        batch.events.emplace_back(ev::Leased{m_id, row.fence, 1, m_now + 15'000, row.agent, decision(row.agent)});
        m_open.push_back(row);
        batch.rows.push_back(std::move(row));
    }

    void finish(Batch &batch)
    {
        TaskRow row = m_open.front();
        m_open.pop_front();
        ev::AttemptEnded ended;
        ended.id = row.id;
        ended.fence = row.fence;
        ended.attempt = 1;
        ended.outcome = Outcome::Accepted;
        ended.began = m_now - 6;
        ended.agent = row.agent;
        ended.result = kResult;
        ended.verdict = {true, 96, {{"shape", Check::Mark::Passed, 100, ""}, {"size", Check::Mark::Passed, 92, ""}}};
        ended.decision = decision(row.agent);
        row.state = TaskState::Done;
        row.lastOutcome = Outcome::Accepted;
        row.score = 96;
        row.updated = m_now;
        batch.events.emplace_back(std::move(ended));
        batch.rows.push_back(std::move(row));
    }

    int m_tasks;
    BatchNo m_batch = 0;
    TaskId m_id = 0;
    std::uint32_t m_grants = 0;
    TimeMs m_now = 1'700'000'000'000;
    std::deque<TaskRow> m_open;
};

std::unique_ptr<store::Writer> openWriter(const store::Options &options)
{
    auto writer = store::Writer::open(options);
    if (!writer)
        qFatal("%s", writer.error().detail.c_str());
    return std::move(*writer);
}

/// Checkpoints on a thread of their own, as the hub has them.
class Checkpointer
{
public:
    explicit Checkpointer(const store::Options &options)
        : m_thread([this, options] { run(options); })
    {
    }
    ~Checkpointer()
    {
        m_stop = true;
        m_thread.join();
    }

private:
    void run(const store::Options &options)
    {
        auto reader = store::Reader::open(options);
        if (!reader)
            qFatal("%s", reader.error().detail.c_str());
        while (!m_stop) {
            if (auto ok = (*reader)->checkpointIfDue(); !ok)
                qWarning("%s", ok.error().detail.c_str());
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

void benchCommit(const store::Options &options, int tasks, int perGroup)
{
    auto writer = openWriter(options);
    Load load(perGroup);
    const Checkpointer checkpointer(options);
    std::vector<double> latencies;
    Stopwatch spent{0, 0, 0};
    const int groups = tasks / perGroup;
    for (int i = 0; i < groups; ++i) {
        const Batch batch = load.next();
        const Batch *const pointer = &batch;
        const Stopwatch watch;
        if (auto ok = writer->commit({&pointer, 1}); !ok)
            qFatal("%s", ok.error().detail.c_str());
        const Stopwatch t = watch.elapsed();
        latencies.push_back(t.wall * 1e3);
        spent.wall += t.wall;
        spent.thread += t.thread;
        spent.process += t.process;
    }
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&](double part) {
        return latencies[static_cast<std::size_t>(part * static_cast<double>(latencies.size() - 1))];
    };
    char more[160];
    std::snprintf(more, sizeof more, ",\"per_commit\":%d,\"commit_ms\":{\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f}",
                  perGroup, at(0.5), at(0.99), at(1));
    report("commit", groups * perGroup, spent, more);
}

void benchRestore(const store::Options &options, int tasks)
{
    {
        auto writer = openWriter(options);
        Load load(5'000);
        const Checkpointer checkpointer(options);
        for (int i = 0; i < tasks / 5'000; ++i) {
            const Batch batch = load.next(false);
            const Batch *const pointer = &batch;
            if (auto ok = writer->commit({&pointer, 1}); !ok)
                qFatal("%s", ok.error().detail.c_str());
        }
    }
    const Stopwatch opening;
    auto writer = openWriter(options);
    report("open", 1, opening.elapsed());
    const Stopwatch watch;
    const auto restored = writer->restore();
    if (!restored)
        qFatal("%s", restored.error().detail.c_str());
    report("restore", static_cast<double>(restored->tasks.size()), watch.elapsed());

    auto reader = store::Reader::open(options);
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    const Stopwatch bodies;
    std::vector<TaskId> ids(64);
    int count = 0;
    for (TaskId id = 1; id + 64 < static_cast<TaskId>(tasks) && count < 200'000; id += 64, count += 64) {
        for (std::size_t i = 0; i < ids.size(); ++i)
            ids[i] = id + i;
        if (auto ok = (*reader)->params(ids); !ok)
            qFatal("%s", ok.error().detail.c_str());
    }
    report("params", count, bodies.elapsed());
    const Stopwatch listing;
    TaskQuery rare;
    rare.state = "failed"; // there is none: the whole table is looked at
    if (auto ok = (*reader)->list(rare); !ok)
        qFatal("%s", ok.error().detail.c_str());
    report("list_none_of_all", tasks, listing.elapsed());
    const Stopwatch sums;
    if (auto ok = (*reader)->archivedReport(static_cast<TaskId>(tasks)); !ok)
        qFatal("%s", ok.error().detail.c_str());
    report("archived_report", tasks, sums.elapsed());
}

// --- the same inserts by three ways -------------------------------------------------------------------------------

constexpr const char *kCompareTable
    = "CREATE TABLE t (id INTEGER PRIMARY KEY, state INTEGER, flags INTEGER, priority INTEGER, "
      "fence INTEGER, agent INTEGER, created INTEGER, updated INTEGER, body BLOB)";
constexpr const char *kCompareInsert = "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr int kCompareColumns = 8; // numbers before the body

qint64 compareValue(int row, int column)
{
    return column == 0 ? row + 1 : column * 1'000 + row;
}

void compareDirect(const QString &file, int rows, int perCommit)
{
    sqlite3 *database = nullptr;
    sqlite3_open(file.toUtf8().constData(), &database);
    sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=0", nullptr, nullptr,
                 nullptr);
    sqlite3_exec(database, kCompareTable, nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v3(database, kCompareInsert, -1, SQLITE_PREPARE_PERSISTENT, &insert, nullptr);
    const Stopwatch watch;
    for (int row = 0; row < rows;) {
        sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
        for (int i = 0; i < perCommit; ++i, ++row) {
            for (int column = 0; column < kCompareColumns; ++column)
                sqlite3_bind_int64(insert, column + 1, compareValue(row, column));
            sqlite3_bind_blob(insert, kCompareColumns + 1, kParams.data(), static_cast<int>(kParams.size()),
                              SQLITE_STATIC);
            if (sqlite3_step(insert) != SQLITE_DONE)
                qFatal("insert failed");
            sqlite3_reset(insert);
        }
        sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
    }
    report("insert_c_api", rows, watch.elapsed());
    sqlite3_finalize(insert);
    sqlite3_close(database);
}

void compareQtSql(const QString &file, int rows, int perCommit, bool batched)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, batched ? u"batched"_s : u"single"_s);
    database.setDatabaseName(file);
    if (!database.open())
        qFatal("%s", qPrintable(database.lastError().text()));
    QSqlQuery setup(database);
    for (const QString &sql : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA secure_delete=0"_s,
                               QString::fromLatin1(kCompareTable)})
        setup.exec(sql);
    QSqlQuery insert(database);
    insert.prepare(QString::fromLatin1(kCompareInsert));
    const QByteArray body = QByteArray::fromStdString(kParams);
    const Stopwatch watch;
    for (int row = 0; row < rows;) {
        database.transaction();
        std::vector<QVariantList> columns(kCompareColumns + 1);
        for (int i = 0; i < perCommit; ++i, ++row) {
            for (int column = 0; column < kCompareColumns; ++column) {
                if (batched)
                    columns[static_cast<std::size_t>(column)] << compareValue(row, column);
                else
                    insert.bindValue(column, compareValue(row, column));
            }
            if (batched)
                columns[kCompareColumns] << body;
            else
                insert.bindValue(kCompareColumns, body);
            if (!batched && !insert.exec())
                qFatal("%s", qPrintable(insert.lastError().text()));
        }
        for (const QVariantList &column : columns)
            if (batched)
                insert.addBindValue(column);
        if (batched && !insert.execBatch())
            qFatal("%s", qPrintable(insert.lastError().text()));
        database.commit();
    }
    report(batched ? "insert_qt_sql_batch" : "insert_qt_sql", rows, watch.elapsed());
}

// --- what the window reads -----------------------------------------------------------------------------------------

// 35 days of a busy fleet, as they stand when the hub has run all the time.
void fillSeries(store::Writer &writer, TimeMs end)
{
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> durations(8, 2);
    const auto fill = [&](std::int64_t span, std::int64_t ageFrom, std::int64_t ageTo) {
        for (TimeMs at = end - ageFrom; at < end - ageTo; at += span) {
            SeriesPoint point;
            point.at = at - at % span;
            point.spanMs = point.coveredMs = span;
            point.accepted = point.done = point.submitted = span / 500;
            point.queued = {0.5, 12, 100, 3};
            point.running = point.slotsBusy = 21.3;
            point.slots = point.agentsOnline = 26;
            for (int i = 0; i < 60; ++i)
                for (LatencyHistogram *histogram : {&point.wait, &point.run, &point.total})
                    histogram->add(static_cast<std::int64_t>(durations(random)), 17);
            if (auto ok = writer.writeSeries(point); !ok)
                qFatal("%s", ok.error().detail.c_str());
        }
    };
    constexpr std::int64_t kHour = 3'600'000, kDay = 24 * kHour;
    fill(900'000, 35 * kDay, 2 * kDay);
    fill(60'000, 2 * kDay, 2 * kHour);
    fill(5'000, 2 * kHour, 0);
}

void benchSeries(const store::Options &options)
{
    const TimeMs end = 1'767'225'600'000;
    {
        auto writer = openWriter(options);
        const Stopwatch filling;
        fillSeries(*writer, end);
        report("series_write", 3'168 + 2'760 + 1'440, filling.elapsed());
    }
    auto reader = store::Reader::open(options);
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    const QFileInfo file(QString::fromStdString(options.dataDir + "/history.db"));
    for (const auto &[name, days] : {std::pair{"series_30_days", 30.0}, {"series_1_day", 1.0}, {"series_5_minutes", 5.0 / 1440}}) {
        std::size_t points = 0;
        const Stopwatch watch;
        constexpr int kTimes = 20;
        for (int i = 0; i < kTimes; ++i)
            points = (*reader)->series({end - static_cast<TimeMs>(days * 86'400'000), end, 600}).points.size();
        char more[96];
        std::snprintf(more, sizeof more, ",\"points\":%zu,\"file_bytes\":%lld", points, static_cast<long long>(file.size()));
        report(name, kTimes, watch.elapsed(), more);
    }
}

// The log of many tasks, from its end: a page of all, and the timeline of one of the first tasks.
void benchEvents(const store::Options &options, int events)
{
    {
        auto writer = openWriter(options);
        Load load(52);
        const Checkpointer checkpointer(options);
        for (int written = 0; written < events;) {
            const Batch batch = load.next();
            const Batch *const pointer = &batch;
            if (auto ok = writer->commit({&pointer, 1}); !ok)
                qFatal("%s", ok.error().detail.c_str());
            written += static_cast<int>(batch.events.size());
        }
    }
    auto reader = store::Reader::open(options);
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    const auto read = [&](const char *name, EventQuery query) {
        int calls = 0;
        std::size_t found = 0;
        double longest = 0;
        const Stopwatch watch;
        do {
            const Stopwatch one;
            const auto page = (*reader)->eventPage(query);
            if (!page)
                qFatal("%s", page.error().detail.c_str());
            longest = std::max(longest, one.elapsed().wall * 1e3);
            found += page->events.size();
            query.before = page->next;
            ++calls;
        } while (query.before != 0 && found < query.limit);
        char more[120];
        std::snprintf(more, sizeof more, ",\"found\":%zu,\"calls\":%d,\"longest_ms\":%.2f", found, calls, longest);
        report(name, 1, watch.elapsed(), more);
    };
    EventQuery query;
    read("events_newest_200", query);
    query.task = 100;
    read("events_of_an_old_task", query);
    query.task = 0;
    query.agent = "nobody";
    read("events_of_nobody", query);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"case"_s, u"commit, restore, compare, series, events or all."_s, u"name"_s, u"all"_s});
    parser.addOption({u"tasks"_s, u"Tasks of the commit case."_s, u"n"_s, u"200000"_s});
    parser.addOption({u"per-commit"_s, u"Tasks of a commit; 52 are about 155 events."_s, u"n"_s, u"52"_s});
    parser.addOption({u"restored"_s, u"Tasks of the restore case."_s, u"n"_s, u"1000000"_s});
    parser.addOption({u"events"_s, u"Facts of the events case."_s, u"n"_s, u"1000000"_s});
    parser.process(app);
    const QString which = parser.value(u"case"_s);
    const auto wanted = [&](const QString &name) { return which == u"all"_s || which == name; };
    const QTemporaryDir folder;
    store::Options options;
    const int perCommit = parser.value(u"per-commit"_s).toInt();
    if (wanted(u"commit"_s)) {
        options.dataDir = folder.filePath(u"commit"_s).toStdString();
        benchCommit(options, parser.value(u"tasks"_s).toInt(), perCommit);
    }
    if (wanted(u"restore"_s)) {
        options.dataDir = folder.filePath(u"restore"_s).toStdString();
        benchRestore(options, parser.value(u"restored"_s).toInt());
    }
    if (wanted(u"compare"_s)) {
        constexpr int rows = 155 * 600;
        compareDirect(folder.filePath(u"direct.db"_s), rows, 155);
        compareQtSql(folder.filePath(u"single.db"_s), rows, 155, false);
        compareQtSql(folder.filePath(u"batch.db"_s), rows, 155, true);
    }
    if (wanted(u"series"_s)) {
        options.dataDir = folder.filePath(u"series"_s).toStdString();
        benchSeries(options);
    }
    if (wanted(u"events"_s)) {
        options.dataDir = folder.filePath(u"events"_s).toStdString();
        benchEvents(options, parser.value(u"events"_s).toInt());
    }
    return 0;
}
