// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several real windows on one hub: the one that has it inside, and others over the network. What they show is held
// against what the hub says.
#include "app/desktop.h"
#include "client/dashlink.h"
#include "gui/windowrun.h"
#include "support/programs.h"
#include "support/testagent.h"
#include "ui/shell/metricsstrip.h"
#include "ui/shell/statusline.h"
#include "ui/tasks/assigner.h"
#include "ui/tasks/logview.h"
#include "ui/widgets/toast.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <numeric>

using namespace skep;
using namespace skep::test;
using namespace Qt::StringLiterals;

namespace {

/// A window with what a person does in it and how long the answers take, from the click to the repaint.
class Station final : public QObject
{
public:
    explicit Station(ui::MainWindow &window)
        : m_window(window)
        , m_board(*window.findChild<ui::BoardPage *>())
    {
        connect(window.findChild<ui::Assigner *>(), &ui::Assigner::said, this, [this](const ui::Assigner::Word &word) {
            if (word.task != m_clicked)
                return;
            m_wasSaid = true;
            if (!word.isTrouble)
                ++m_assigned;
        });
        window.installEventFilter(this);
    }

    [[nodiscard]] ui::MainWindow &window() const { return m_window; }
    [[nodiscard]] BoardModel &model(Group group) const { return m_board.column(group).model(); }
    [[nodiscard]] QPushButton &button(const QString &name) const { return *m_window.findChild<QPushButton *>(name + u".button"_s); }
    void clickCard(Group group, int row) const
    {
        ui::CardList &list = m_board.column(group).list();
        const QModelIndex index = model(group).index(row);
        list.scrollTo(index);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(index).center());
    }
    void clickAssign(TaskId id)
    {
        m_clicked = id;
        m_wasSaid = m_wasShown = false;
        m_sinceClick.start();
        QTest::mouseClick(&button(u"task.assign"_s), Qt::LeftButton);
    }
    [[nodiscard]] bool wasShown() const { return m_wasShown; }
    [[nodiscard]] const std::vector<double> &feedbackMs() const { return m_feedbackMs; }
    [[nodiscard]] int assigned() const { return m_assigned; }

    /// The figures that a person reads, of the strip in its order.
    [[nodiscard]] QMap<QString, qint64> figures() const
    {
        const auto number = [](const QString &text) { return QLocale().toLongLong(text); };
        const auto *strip = m_window.findChild<ui::MetricsStrip *>();
        QMap<QString, qint64> figures{{u"strip.waiting"_s, number(strip->figure(0))},
                                      {u"strip.working"_s, number(strip->figure(1))},
                                      {u"strip.done"_s, number(strip->figure(2))},
                                      {u"strip.failed"_s, number(strip->figure(3))}};
        constexpr std::array kNames{"board.waiting"_L1, "board.needs"_L1, "board.working"_L1, "board.finished"_L1};
        for (std::size_t g = 0; g < kGroupCount; ++g)
            figures[kNames[g]] = number(m_board.column(static_cast<Group>(g)).findChild<QLabel *>(u"count"_s)->text());
        return figures;
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::UpdateRequest && m_wasSaid && !m_wasShown)
            QMetaObject::invokeMethod(this, &Station::onShown, Qt::QueuedConnection); // after this repaint
        return false;
    }

private:
    void onShown()
    {
        if (m_wasShown)
            return;
        m_wasShown = true;
        m_feedbackMs.push_back(static_cast<double>(m_sinceClick.nsecsElapsed()) / 1e6);
    }

    ui::MainWindow &m_window;
    ui::BoardPage &m_board;
    TaskId m_clicked = 0;
    bool m_wasSaid = false, m_wasShown = false;
    QElapsedTimer m_sinceClick;
    std::vector<double> m_feedbackMs;
    int m_assigned = 0;
};

/// The same figures as the hub's report says them.
QMap<QString, qint64> said(const QJsonObject &report)
{
    const QJsonObject tasks = report.value("tasks"_L1).toObject(), today = report.value("today"_L1).toObject();
    const auto of = [&tasks](const char *state) { return tasks.value(QLatin1StringView(state)).toInteger(); };
    const qint64 waiting = of("queued") + of("blocked"), working = of("leased") + of("running") + of("checking");
    return {{u"strip.waiting"_s, waiting},
            {u"strip.working"_s, working},
            {u"strip.done"_s, today.value("done"_L1).toInteger()},
            {u"strip.failed"_s, today.value("failed"_L1).toInteger()},
            {u"board.waiting"_s, waiting},
            {u"board.needs"_s, of("needs_input") + of("failed")},
            {u"board.working"_s, working},
            {u"board.finished"_s, of("done") + of("cancelled")}};
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

} // namespace

class TestWindows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void racedClicksStartEachTaskOnce();
    void undoBeforeTheStartRestoresExactly();
    void stripBoardAndReportAgree();
    void killedNanobotSaysWhyAndRunsAgain();

private:
    void connectWindow();
    void addAgent(const QString &name, int slotCount, TestAgent::Manner manner);
    [[nodiscard]] bool submit(const QJsonArray &tasks);
    [[nodiscard]] QJsonObject get(const QString &path);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<app::Desktop> m_desktop;
    std::vector<std::unique_ptr<client::DashLink>> m_links;
    std::vector<std::unique_ptr<ui::MainWindow>> m_windows;
    std::vector<std::unique_ptr<Station>> m_stations;
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::unique_ptr<WireLink> m_client;
    QUrl m_url;
    QByteArray m_token;
    int m_accepted = 0;
};

void TestWindows::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    app::Options options;
    options.dataDir = m_dir->filePath(u"data"_s);
    options.settingsPath = m_dir->filePath(u"skep.ini"_s);
    options.listen = {u"127.0.0.1:0"_s};
    options.isListenGiven = true;
    m_desktop = std::make_unique<app::Desktop>(options);
    QVERIFY(m_desktop->begin());
    m_stations.push_back(std::make_unique<Station>(m_desktop->window()));
    auto *status = m_desktop->window().findChild<ui::StatusLine *>();
    QTRY_VERIFY(!status->address().isEmpty() && status->address().contains(u':'));
    m_url = QUrl(u"ws://"_s + status->address() + u"/ws"_s);
    QFile token(options.dataDir + u"/admin.token"_s);
    QVERIFY(token.open(QIODevice::ReadOnly));
    m_token = token.readAll().trimmed();
    m_accepted = 0;
    m_client = std::make_unique<WireLink>(m_url, m_token);
    connect(m_client.get(), &WireLink::received, this, [this](const QString &type, const QJsonObject &frame) {
        if (type == "accepted"_L1)
            m_accepted += static_cast<int>(frame.value("items"_L1).toArray().size());
    });
    m_client->open();
    QTRY_VERIFY(m_client->isOpen());
}

void TestWindows::cleanup()
{
    m_agents.clear();
    m_client.reset();
    m_stations.clear();
    m_windows.clear();
    m_links.clear();
    if (!m_desktop)
        return;
    QSignalSpy left(m_desktop.get(), &app::Desktop::left);
    m_desktop->leave();
    QVERIFY(!left.isEmpty() || left.wait(20'000));
    m_desktop.reset();
}

void TestWindows::connectWindow()
{
    m_links.push_back(std::make_unique<client::DashLink>(m_url, QString::fromLatin1(m_token)));
    ui::WindowOptions options;
    options.settingsPath = m_dir->filePath(u"window-%1.ini"_s.arg(m_links.size()));
    m_windows.push_back(std::make_unique<ui::MainWindow>(*m_links.back(), options));
    m_links.back()->start();
    m_windows.back()->resize(1280, 800);
    m_windows.back()->show();
    m_stations.push_back(std::make_unique<Station>(*m_windows.back()));
}

void TestWindows::addAgent(const QString &name, int slotCount, TestAgent::Manner manner)
{
    m_agents.push_back(std::make_unique<TestAgent>(m_url, m_token, name, slotCount, manner));
    m_agents.back()->start();
    QTRY_VERIFY(m_agents.back()->isOnline());
}

bool TestWindows::submit(const QJsonArray &tasks)
{
    const int expected = m_accepted + static_cast<int>(tasks.size());
    QJsonArray items;
    static int lastKey = 0;
    for (const QJsonValue &task : tasks)
        items.append(QJsonObject{{u"key"_s, u"k%1"_s.arg(++lastKey)}, {u"task"_s, task}});
    m_client->send(u"submit"_s, items);
    return QTest::qWaitFor([&] { return m_accepted == expected; }, 30'000);
}

QJsonObject TestWindows::get(const QString &path)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(u"http://"_s + m_url.authority() + path));
    request.setRawHeader("Authorization", "Bearer " + m_token);
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(30'000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

/// Three persons click "Assign" on the same task at the same time, again and again.
void TestWindows::racedClicksStartEachTaskOnce()
{
    const int clicks = qEnvironmentVariableIsSet("SKEP_TEST_CLICKS") ? qEnvironmentVariableIntValue("SKEP_TEST_CLICKS") : 120;
    const int tasks = clicks / 3 + 1;
    connectWindow();
    connectWindow();
    for (int i = 0; i < 4; ++i)
        addAgent(u"bee-%1"_s.arg(i), tasks / 2, TestAgent::Manner::Hold);
    QJsonArray list;
    for (int i = 0; i < tasks; ++i)
        list.append(QJsonObject{{u"type"_s, u"errand"_s}, {u"title"_s, u"Errand %1"_s.arg(i)}, {u"start"_s, u"held"_s}});
    QVERIFY(submit(list));
    for (const auto &station : m_stations)
        QTRY_COMPARE(station->model(Group::Waiting).rowCount(), tasks);

    for (int round = 0; round < tasks; ++round) {
        const TaskId id = m_stations.front()->model(Group::Waiting).at(0)->id;
        for (const auto &station : m_stations)
            station->clickCard(Group::Waiting, station->model(Group::Waiting).rowOf(id));
        for (const auto &station : m_stations)
            QTRY_VERIFY(station->button(u"task.assign"_s).isVisible() && station->button(u"task.assign"_s).isEnabled());
        for (std::size_t i = 0; i < m_stations.size(); ++i)
            m_stations[(i + static_cast<std::size_t>(round)) % m_stations.size()]->clickAssign(id);
        for (const auto &station : m_stations)
            QTRY_VERIFY(station->wasShown());
        for (const auto &station : m_stations)
            QTRY_COMPARE(station->model(Group::Waiting).rowCount(), tasks - round - 1);
    }
    int assigned = 0;
    std::vector<double> feedback;
    for (const auto &station : m_stations) {
        assigned += station->assigned();
        feedback.insert(feedback.end(), station->feedbackMs().begin(), station->feedbackMs().end());
    }
    QCOMPARE(assigned, tasks); // one of the three clicks, each time
    const auto sentCount = [this] {
        return std::accumulate(m_agents.begin(), m_agents.end(), 0, [](int sum, const auto &agent) { return sum + static_cast<int>(agent->sent().size()); });
    };
    QTRY_COMPARE(sentCount(), tasks);
    QSet<qint64> started;
    for (const auto &agent : m_agents)
        for (const TestAgent::Lease &lease : agent->sent()) {
            QVERIFY2(!started.contains(lease.first), "a task was started twice");
            started.insert(lease.first);
        }
    qInfo("%zu clicks, %d starts; from the click to the committed words on the screen: p50 %.1f ms, p99 %.1f ms, most %.1f ms",
          feedback.size(), assigned, percentile(feedback, 0.5), percentile(feedback, 0.99), percentile(feedback, 1));
}

void TestWindows::undoBeforeTheStartRestoresExactly()
{
    addAgent(u"bee"_s, 4, TestAgent::Manner::Hold);
    QVERIFY(submit({QJsonObject{{u"type"_s, u"errand"_s}, {u"title"_s, u"Errand"_s}, {u"start"_s, u"held"_s}}}));
    Station &station = *m_stations.front();
    QTRY_COMPARE(station.model(Group::Waiting).rowCount(), 1);
    const TaskId id = station.model(Group::Waiting).at(0)->id;
    const auto task = [&] {
        QJsonObject object = get(u"/api/v1/tasks/%1"_s.arg(id)).value("task"_L1).toObject();
        for (const QLatin1StringView never : {"updated_ms"_L1, "fence"_L1}) // goes back: time, and what shuts the former holder out
            object.remove(never);
        return object;
    };
    const QJsonObject before = task();
    QCOMPARE(before.value("wait"_L1).toObject().value("reason"_L1).toString(), u"held"_s);
    station.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(station.button(u"task.assign"_s).isVisible() && station.button(u"task.assign"_s).isEnabled());
    station.clickAssign(id);
    QTRY_COMPARE(station.model(Group::Working).rowCount(), 1);
    QTRY_COMPARE(m_agents.front()->sent().size(), 1);
    auto *toast = station.window().findChild<ui::Toast *>();
    QTRY_VERIFY(toast->button(0) && toast->button(0)->text() == u"Undo"_s);
    QTest::mouseClick(toast->button(0), Qt::LeftButton);
    QTRY_COMPARE(station.model(Group::Waiting).rowCount(), 1);
    const QJsonObject after = task();
    for (const QString &name : before.keys() + after.keys())
        QVERIFY2(after.value(name) == before.value(name),
                 qPrintable(name + u": "_s + QString::fromUtf8(QJsonDocument(QJsonArray{before.value(name), after.value(name)}).toJson())));
}

void TestWindows::stripBoardAndReportAgree()
{
    constexpr int kSamples = 100;
    connectWindow();
    addAgent(u"bee-1"_s, 3, TestAgent::Manner::Finish);
    addAgent(u"bee-2"_s, 30, TestAgent::Manner::Start);
    // Work comes and goes all the time: some ends at once, some only begins, some waits for what nobody has.
    QTimer work;
    int turn = 0;
    connect(&work, &QTimer::timeout, this, [&] {
        QJsonArray items;
        for (int i = 0; i < 3; ++i) {
            ++turn;
            QJsonObject task{{u"type"_s, u"errand"_s}, {u"attempts"_s, 1}};
            if (turn % 5 == 0)
                task.insert(u"start"_s, u"held"_s);
            items.append(QJsonObject{{u"key"_s, u"w%1"_s.arg(turn)}, {u"task"_s, task}});
        }
        m_client->send(u"submit"_s, items);
        const QList<TestAgent::Lease> held = m_agents.back()->held();
        if (held.size() > 3)
            m_agents.back()->failTask(held.front(), u"no luck"_s);
        if (held.size() > 5)
            m_agents.back()->finish(held.at(1));
        if (held.size() > 7)
            m_agents.back()->ask(held.at(2), u"Left or right?"_s);
    });
    work.start(70);
    std::vector<std::map<BatchNo, QMap<QString, qint64>>> seen(m_stations.size());
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] {
        for (std::size_t i = 0; i < m_stations.size(); ++i)
            if (const BatchNo batch = m_stations[i]->window().findChild<ui::StatusLine *>()->batch(); batch > 0)
                seen[i].try_emplace(batch, m_stations[i]->figures());
    });
    watch.start(0);
    int samples = 0;
    BatchNo sampled = 0;
    QElapsedTimer clock;
    clock.start();
    while (samples < kSamples && clock.elapsed() < 200'000) {
        const QJsonObject report = get(u"/api/v1/report"_s);
        const auto batch = static_cast<BatchNo>(report.value("batch"_L1).toInteger());
        if (std::exchange(sampled, batch) == batch)
            continue;
        const auto hasAll = [&] {
            return std::all_of(seen.begin(), seen.end(), [batch](const auto &pages) { return pages.contains(batch); });
        };
        const auto isPast = [&] {
            return std::all_of(seen.begin(), seen.end(), [batch](const auto &pages) { return !pages.empty() && pages.rbegin()->first > batch; });
        };
        QVERIFY(QTest::qWaitFor([&] { return hasAll() || isPast(); }, 10'000));
        if (!hasAll())
            continue; // another batch followed before this one was drawn
        for (const auto &pages : seen)
            QCOMPARE(pages.at(batch), said(report));
        ++samples;
    }
    QCOMPARE(samples, kSamples);
    for (const QString &name : said(get(u"/api/v1/report"_s)).keys()) // each figure was tried
        QVERIFY2(std::any_of(seen.front().begin(), seen.front().end(), [&name](const auto &page) { return page.second.value(name) > 0; }),
                 qPrintable(name));
    qInfo("%d samples of two windows and the report agree, in %.1f s", samples, static_cast<double>(clock.elapsed()) / 1000);
}

void TestWindows::killedNanobotSaysWhyAndRunsAgain()
{
    const auto startNanobot = [this](QProcess &nanobot, const QString &name) {
        nanobot.setProcessEnvironment(cleanEnvironment());
        bindToTest(nanobot);
        nanobot.setStandardErrorFile(QProcess::nullDevice());
        nanobot.start(programPath(u"skep-nanobot"_s), {u"--hub"_s, m_url.toString(), u"--token"_s, QString::fromLatin1(m_token), u"--name"_s, name,
                                                       u"--executors"_s, u"simulate"_s});
        QVERIFY(nanobot.waitForStarted());
    };
    QProcess victim;
    startNanobot(victim, u"victim"_s);
    const QJsonObject params{{u"executor"_s, u"simulate"_s}, {u"latency_ms"_s, 600'000}, {u"steps"_s, 12'000}};
    QVERIFY(submit({QJsonObject{{u"type"_s, u"simulate"_s}, {u"title"_s, u"Long work"_s}, {u"attempts"_s, 1},
                                {u"requires"_s, QJsonArray{u"simulate"_s}}, {u"params"_s, params}}}));
    Station &station = *m_stations.front();
    BoardModel &working = station.model(Group::Working);
    BoardModel &needs = station.model(Group::NeedsYou);
    QTRY_VERIFY_WITH_TIMEOUT(working.rowCount() == 1 && working.at(0)->progressDone >= 3, 30'000);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(::kill(static_cast<pid_t>(victim.processId()), SIGKILL), 0);
    const auto cause = [&] {
        BoardModel &model = needs.rowCount() > 0 ? needs : working;
        return model.rowCount() > 0 ? model.index(0).data(Qt::AccessibleTextRole).toString() : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(cause().contains(u"killed or crashed: its process is gone"_s), 20'000);
    qInfo("after %.2f s the card says: %s", static_cast<double>(clock.elapsed()) / 1000, qPrintable(cause()));
    QCOMPARE(needs.rowCount(), 1);

    station.clickCard(Group::NeedsYou, 0); // one
    QTRY_VERIFY(station.button(u"task.retry"_s).isVisible() && station.button(u"task.retry"_s).isEnabled());
    auto *log = station.window().findChild<ui::TaskInspector *>()->findChild<ui::LogView *>();
    QTRY_VERIFY(log->lineCount() > 0); // what it had said is kept
    const int lines = log->lineCount();
    QProcess other;
    startNanobot(other, u"other"_s);
    QTest::mouseClick(&station.button(u"task.retry"_s), Qt::LeftButton); // two
    QTRY_VERIFY_WITH_TIMEOUT(working.rowCount() == 1 && working.at(0)->agent == "other" && working.at(0)->progressDone >= 1, 30'000);
    QVERIFY(log->lineCount() >= lines);
    other.kill();
    other.waitForFinished();
}

QTEST_MAIN(TestWindows)
#include "tst_windows.moc"
