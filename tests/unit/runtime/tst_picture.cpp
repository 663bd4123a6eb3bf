// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/enginehost.h"
#include "runtime/localgateway.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>

using namespace skep;
using namespace skep::runtime;

namespace {

class QuickWriter final : public engine::CommitPort
{
public:
    Result<void> commit(std::span<const Batch *const>) override { return {}; }
    Result<void> writeHistory(std::span<const engine::HistoryEntry>) override { return {}; }
    Result<void> writeSeries(const SeriesPoint &) override { return {}; }
    Result<bool> cleanUp(TimeMs) override { return false; }
};

class QuickReader final : public engine::ReadPort
{
public:
    Result<std::vector<std::string>> params(std::span<const TaskId> ids) override
    {
        return std::vector<std::string>(ids.size(), "{}");
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
};

// Outside the class, because moc takes the word slots for its own inside one.
AgentSpec agentNamed(const std::string &name, int places)
{
    AgentSpec agent;
    agent.name = name;
    agent.slots = places;
    return agent;
}

/// Agents of a test, on one link: they work on what they get, well, badly or not at all, by chance.
class Crowd final : public OutputSink
{
public:
    explicit Crowd(EngineHost &host)
        : m_host(host)
        , m_link(host.newLink(this))
    {
    }
    ~Crowd() override { m_host.dropLink(m_link); }

    void deliver(const Output &output, const std::string &) override
    {
        if (const auto *task = std::get_if<out::SendTask>(&output.body))
            m_held.push_back({m_link, task->id, task->fence});
    }
    void flush() override {}

    void join(const std::string &name, int places)
    {
        m_host.post(cmd::Join{m_link, 0, agentNamed(name, places), false});
        m_host.post(cmd::Ready{m_link, places});
    }
    void leave() { m_host.post(cmd::Leave{m_link, true}); }
    void step(std::mt19937_64 &random)
    {
        for (auto it = m_held.begin(); it != m_held.end();) {
            switch (random() % 8) {
            case 0: m_host.post(cmd::Started{*it, true}); break;
            case 1: m_host.post(cmd::Progress{*it, 1, 3, "at work", {}}); break;
            case 2:
                m_host.post(cmd::Finish{*it, true, true, false, 0, "{}", {}, {}});
                it = m_held.erase(it);
                continue;
            case 3:
                m_host.post(cmd::Finish{*it, false, false, false, 0, {}, "broken", {}});
                it = m_held.erase(it);
                continue;
            case 4: m_host.post(cmd::Ask{*it, "which?", {"a", "b"}}); break;
            case 5: m_host.post(cmd::Answer{{m_link, 0, "test"}, it->id, "a"}); break;
            default: break;
            }
            ++it;
        }
    }
    void submit(int attempts, Priority priority)
    {
        TaskSpec task;
        task.type = "documentation";
        task.attemptsMax = attempts;
        task.priority = priority;
        m_host.post(cmd::Submit{m_link, 0, {}, task});
    }
    [[nodiscard]] LinkId link() const { return m_link; }

private:
    EngineHost &m_host;
    const LinkId m_link;
    std::vector<LeaseRef> m_held;
};

HostParts parts(std::size_t finishedMax, const std::string &artifactDir = {})
{
    engine::Config config;
    config.finishedInMemoryMax = finishedMax;
    HostParts parts;
    parts.engine = std::make_unique<engine::Engine>(config);
    parts.engine->restore(Restored());
    parts.writer = std::make_unique<QuickWriter>();
    parts.reader = std::make_unique<QuickReader>();
    parts.artifactDir = artifactDir;
    parts.calendar = [](TimeMs now) { return Day{now, now + 3'600'000}; }; // the test must not meet midnight
    parts.judge = [](std::string_view, bool, std::string_view) { return Verdict{true, 90, {}}; };
    return parts;
}

/// The picture as one who looks has it, and what it must agree with.
struct Picture
{
    std::map<TaskId, TaskView> tasks;
    std::map<std::string, AgentView> agents;
    Delta last;

    void apply(const Delta &delta)
    {
        if (delta.whole) {
            tasks.clear();
            agents.clear();
        }
        for (const TaskView &task : delta.tasks)
            tasks[task.id] = task;
        for (const TaskId id : delta.tasksGone)
            tasks.erase(id);
        for (const AgentView &agent : delta.agents)
            agents[agent.name] = agent;
        for (const std::string &name : delta.agentsGone)
            agents.erase(name);
        last = delta;
        last.tasks.clear();
    }

    /// Empty when counts and tasks are of one moment.
    [[nodiscard]] QString disagreement() const
    {
        Counts own;
        for (const auto &[id, task] : tasks) {
            ++own.byState[static_cast<std::size_t>(task.state)];
            if (task.state == TaskState::Queued)
                ++own.queuedBy[static_cast<std::size_t>(task.priority)];
        }
        for (int i = 0; i < kTaskStateCount; ++i) {
            const auto state = static_cast<TaskState>(i);
            const bool ok = isFinal(state) ? own.of(state) <= last.counts.of(state) : own.of(state) == last.counts.of(state);
            if (!ok)
                return QStringLiteral("%1: %2 shown, %3 counted").arg(i).arg(own.of(state)).arg(last.counts.of(state));
        }
        if (own.queuedBy != last.counts.queuedBy)
            return QStringLiteral("queued tasks by priority");
        std::int64_t online = 0, busy = 0;
        for (const auto &[name, agent] : agents) {
            const bool isOnline = agent.state != AgentState::Gone && agent.state != AgentState::Lost;
            online += isOnline ? 1 : 0;
            busy += isOnline ? agent.busy : 0;
        }
        if (online != last.counts.agentsOnline || busy != last.counts.slotsBusy)
            return QStringLiteral("agents: %1 shown, %2 counted").arg(online).arg(last.counts.agentsOnline);
        return {};
    }
};

bool isSame(const Counts &a, const Counts &b)
{
    return a.byState == b.byState && a.queuedBy == b.queuedBy && a.agentsTotal == b.agentsTotal
        && a.agentsOnline == b.agentsOnline && a.slots == b.slots && a.slotsBusy == b.slotsBusy
        && a.simulatedDone == b.simulatedDone && a.submitted == b.submitted && a.leased == b.leased
        && a.accepted == b.accepted && a.attemptsFailed == b.attemptsFailed && a.doneToday == b.doneToday
        && a.failedToday == b.failedToday;
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksCountsAndReportAreOfOneMoment_data();
    void tasksCountsAndReportAreOfOneMoment();
    void endsOfTodayGoOnFromBefore();
    void readsAreAnsweredLaterInTheCallersThread();
    void badQuestionsAreRefused();
    void onlyHashesAreRead();
};

void TestPicture::tasksCountsAndReportAreOfOneMoment_data()
{
    QTest::addColumn<int>("finishedMax");
    QTest::newRow("all tasks in the picture") << 100'000;
    QTest::newRow("finished ones leave it") << 20;
}

void TestPicture::tasksCountsAndReportAreOfOneMoment()
{
    QFETCH(int, finishedMax);
    EngineHost host(parts(static_cast<std::size_t>(finishedMax)));
    std::mt19937_64 random(5);
    std::vector<std::unique_ptr<Crowd>> agents;
    for (int i = 0; i < 5; ++i)
        agents.push_back(std::make_unique<Crowd>(host));
    Crowd &desk = *agents.front(); // submits, and is no agent
    std::map<BatchNo, DelegationReport> reports;
    Picture picture;
    QString wrong;
    int pictures = 0, compared = 0;
    std::int64_t largestTotal = 0, shownMost = 0;
    const auto id = host.watch([&](const Delta &delta) {
        picture.apply(delta);
        ++pictures;
        if (wrong.isEmpty())
            wrong = picture.disagreement();
        largestTotal = delta.counts.total();
        shownMost = std::max(shownMost, static_cast<std::int64_t>(picture.tasks.size()));
        if (const auto report = reports.find(delta.batch); report != reports.end()) {
            ++compared;
            if (wrong.isEmpty() && !isSame(report->second.counts, delta.counts))
                wrong = QStringLiteral("the report of batch %1").arg(delta.batch);
        }
    });
    for (int round = 0; wrong.isEmpty() && compared < 30; ++round) {
        QVERIFY2(round < 20'000, "too few pictures met a report");
        for (auto n = random() % 4; n > 0; --n)
            desk.submit(1 + static_cast<int>(random() % 2), static_cast<Priority>(random() % 4));
        for (std::size_t i = 1; i < agents.size(); ++i) {
            agents[i]->step(random);
            if (random() % 50 == 0)
                agents[i]->join("agent" + std::to_string(i), 3);
            else if (random() % 100 == 0)
                agents[i]->leave();
        }
        host.post(cmd::Retry{{desk.link(), 0, "test"}, 1 + random() % 200});
        if (random() % 40 == 0)
            host.post(cmd::Pause{{desk.link(), 0, "test"}, {}, random() % 3 == 0});
        QCoreApplication::processEvents();
        const DelegationReport report = host.report();
        const auto [at, isNew] = reports.emplace(report.batch, report);
        if (wrong.isEmpty() && !isNew && !isSame(at->second.counts, report.counts))
            wrong = QStringLiteral("two reports of batch %1").arg(report.batch);
        if (round % 16 == 0) { // so that pictures meet reports; the others are taken in full flight
            const int before = pictures;
            (void)QTest::qWaitFor([&] { return pictures > before; }, 1'500);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(pictures >= compared);
    QVERIFY(largestTotal > 100);
    QCOMPARE(shownMost < largestTotal, finishedMax == 20);
    host.unwatch(id);
    host.stop(std::chrono::seconds(5));
}

void TestPicture::endsOfTodayGoOnFromBefore()
{
    HostParts given = parts(100);
    given.doneToday = 40;
    given.failedToday = 2;
    given.calendar = [](TimeMs now) { return Day{now - 1, now + 3'600'000}; };
    EngineHost host(std::move(given));
    Crowd crowd(host);
    crowd.join("a", 4);
    for (int i = 0; i < 4; ++i)
        crowd.submit(1, Priority::P2);
    std::mt19937_64 random(1);
    Delta last;
    host.watch([&](const Delta &delta) { last = delta; });
    const auto isOver = [&] {
        crowd.step(random);
        return last.counts.of(TaskState::Done) + last.counts.of(TaskState::Failed) == 4;
    };
    QTRY_VERIFY(isOver());
    QCOMPARE(last.counts.doneToday, 40 + last.counts.of(TaskState::Done));
    QCOMPARE(last.counts.failedToday, 2 + last.counts.of(TaskState::Failed));
    QCOMPARE(host.report().counts.doneToday, last.counts.doneToday);
}

void TestPicture::readsAreAnsweredLaterInTheCallersThread()
{
    const QTemporaryDir folder;
    const QByteArray bytes("--- a\n+++ b\n");
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    QVERIFY(QDir(folder.path()).mkpath(hash.left(2)));
    QFile file(folder.path() + QLatin1Char('/') + hash.left(2) + QLatin1Char('/') + hash);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();

    EngineHost host(parts(100, folder.path().toStdString()));
    LocalGateway gateway;
    int refused = 0;
    gateway.fetchSeries({0, 1, 1}, [&](const Result<Series> &answer) { refused += answer ? 0 : 1; });
    gateway.fetchEvents({}, [&](const Result<EventPage> &answer) { refused += answer ? 0 : 1; });
    gateway.fetchArtifact({}, 1, [&](const Result<std::string> &answer) { refused += answer ? 0 : 1; });
    QCOMPARE(refused, 0); // not inside the call
    QTRY_COMPARE(refused, 3);

    gateway.attach(host, "here");
    std::optional<Result<Series>> series;
    std::optional<Result<EventPage>> events;
    std::optional<Result<std::string>> artifact, tooLong;
    gateway.fetchSeries({0, 60'000, 12}, [&](Result<Series> answer) { series = std::move(answer); });
    gateway.fetchEvents({.task = 9}, [&](Result<EventPage> answer) { events = std::move(answer); });
    const ArtifactInfo info{1, "a.diff", "text/x-diff", hash.toStdString(), 12};
    gateway.fetchArtifact(info, 12, [&](Result<std::string> answer) { artifact = std::move(answer); });
    gateway.fetchArtifact(info, 11, [&](Result<std::string> answer) { tooLong = std::move(answer); });
    QVERIFY(!series && !events && !artifact);
    QTRY_VERIFY(series && events && artifact && tooLong);
    QCOMPARE((*series)->points.size(), std::size_t(12));
    QCOMPARE((*events)->next, BatchNo(7));
    QCOMPARE(taskOf((*events)->events.at(0).event), TaskId(9));
    QCOMPARE(**artifact, bytes.toStdString());
    QCOMPARE(tooLong->error().code, ErrorCode::TooLong);
    QCOMPARE(tooLong->error().limit, std::int64_t(11));
    gateway.detach();
    host.stop(std::chrono::seconds(5));
}

void TestPicture::badQuestionsAreRefused()
{
    EngineHost host(parts(100));
    LocalGateway gateway;
    gateway.attach(host, "here");
    std::vector<std::string> fields;
    gateway.fetchSeries({5, 5, 12}, [&](Result<Series> answer) { fields.push_back(answer.error().field); });
    gateway.fetchEvents({.limit = 0}, [&](Result<EventPage> answer) { fields.push_back(answer.error().field); });
    gateway.fetchEvents({.kind = "gossip"}, [&](Result<EventPage> answer) { fields.push_back(answer.error().field); });
    gateway.fetchEvents({.agent = std::string(65, 'a')}, [&](Result<EventPage> answer) { fields.push_back(answer.error().field); });
    QTRY_COMPARE(fields.size(), std::size_t(4));
    QCOMPARE(fields, (std::vector<std::string>{"to", "limit", "kind", "agent"}));
    gateway.detach();
    host.stop(std::chrono::seconds(5));
}

void TestPicture::onlyHashesAreRead()
{
    const QTemporaryDir folder;
    EngineHost host(parts(100, folder.path().toStdString() + "/artifacts"));
    int refused = 0, missing = 0;
    for (const char *hash : {"", "../../etc/passwd", "AB", "/etc/passwd"})
        host.readArtifact(hash, 1'000, [&](Result<std::string> answer) {
            refused += !answer && answer.error().code == ErrorCode::BadValue ? 1 : 0;
        });
    QCOMPARE(refused, 4);
    host.readArtifact(std::string(64, 'a'), 1'000, [&](Result<std::string> answer) {
        missing += !answer && answer.error().code == ErrorCode::NotFound ? 1 : 0;
    });
    QTRY_COMPARE(missing, 1);
    host.stop(std::chrono::seconds(5));
}

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
