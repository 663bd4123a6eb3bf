// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that read what was: charts, the log, files that attempts left.
#include "gui/windowrun.h"
#include "ui/analytics/analyticspage.h"
#include "ui/analytics/chartview.h"
#include "ui/log/logpage.h"
#include "ui/tasks/filesview.h"
#include "ui/tasks/taskpage.h"

#include <QChart>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTreeView>

using namespace skep;
using namespace skep::test;

namespace {

/// Five minutes of steps with a hole of one in the middle.
void putSeries(FakeGateway &hub)
{
    for (int i = 0; i < 60; ++i) {
        if (i >= 24 && i < 36)
            continue;
        SeriesPoint point;
        point.at = hub.now - 300'000 + i * kSeriesStepMs;
        point.at -= point.at % kSeriesStepMs;
        point.spanMs = point.coveredMs = kSeriesStepMs;
        point.accepted = 10;
        point.done = 10;
        point.slots = 20;
        point.slotsBusy = 5;
        point.queued = {1, 2, 3, 4};
        point.total.add(2'000, 10);
        hub.series.push_back(point);
    }
}

void putEvents(FakeGateway &hub, int count)
{
    for (int i = 1; i <= count; ++i) {
        Event event;
        if (i % 3 == 0)
            event = ev::AgentLeft{"nano-07", "its process was killed (signal 9)"};
        else
            event = ev::Asked{static_cast<TaskId>(i), 1, "Which?", {}};
        hub.events.push_back({static_cast<BatchNo>(i), hub.now - 1000 + i, event});
    }
}

} // namespace

class TestHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chartsAreReadOnlyWhileTheyAreSeen();
    void gapsAreGaps();
    void valuesUnderTheCursorHaveUnits();
    void linesEndWithTheirLastValue();
    void plotFillsItsCard();
    void chartsAreSaved();
    void logGrowsAtItsTop();
    void logGoesBackOnDemand();
    void logIsFilteredByTheHub();
    void rowOfTheLogLeadsToItsTask();
    void filesAreShownAsTextOrDiff();
    void tooLargeFileIsSaid();
};

void TestHistory::chartsAreReadOnlyWhileTheyAreSeen()
{
    WindowRun run;
    putSeries(run.hub);
    run.open();
    QVERIFY(run.hub.seriesAsked.empty());
    run.window->showPage(QStringLiteral("analytics"));
    auto *page = run.window->findChild<ui::AnalyticsPage *>();
    QTRY_VERIFY(!page->series().points.empty());
    const std::size_t asked = run.hub.seriesAsked.size();
    auto *range = run.window->findChild<QComboBox *>(QStringLiteral("analytics.range"));
    QVERIFY(range->currentData().toInt() != 15); // a choice that changes nothing asks for nothing
    range->setCurrentIndex(range->findData(15));
    QTRY_VERIFY(run.hub.seriesAsked.size() > asked);
    QCOMPARE(run.hub.seriesAsked.back().to - run.hub.seriesAsked.back().from, TimeMs(900'000));
    run.window->showPage(QStringLiteral("board"));
    const std::size_t before = run.hub.seriesAsked.size();
    range->setCurrentIndex(range->findData(60));
    QCOMPARE(run.hub.seriesAsked.size(), before);
}

void TestHistory::gapsAreGaps()
{
    FakeGateway hub;
    putSeries(hub);
    Series series = startSeries({hub.now - 300'000, hub.now, 60}, kSeriesStepMs);
    for (const SeriesPoint &point : hub.series)
        addToSeries(series, point);
    endSeries(series);
    const Chart chart = chartOf(ChartKind::Throughput, series);
    QCOMPARE(chart.lines[0].runs.size(), std::size_t(2));
    QCOMPARE(chart.lines[0].runs[0][0].y(), 2.0); // ten in five seconds
    QCOMPARE(chart.top, 2.0);
    const QByteArray csv = csvOf(series);
    QVERIFY(csv.startsWith("time,covered_s,"));
    const auto lines = csv.split('\n');
    for (const QByteArray &line : lines.mid(1, 50))
        QCOMPARE(line.count(','), lines[0].count(','));
    QVERIFY(csv.contains(",0,,,,")); // a step that nothing is known of is empty, not zero
}

void TestHistory::valuesUnderTheCursorHaveUnits()
{
    WindowRun run;
    putSeries(run.hub);
    run.open();
    run.window->showPage(QStringLiteral("analytics"));
    auto *page = run.window->findChild<ui::AnalyticsPage *>();
    auto *range = run.window->findChild<QComboBox *>(QStringLiteral("analytics.range"));
    range->setCurrentIndex(range->findData(5));
    QTRY_VERIFY(page->series().points.size() > 40);
    ui::ChartView &chart = page->chart(static_cast<int>(ChartKind::Throughput));
    chart.setCursorAt(0.1);
    QVERIFY2(chart.cursorText().contains(QLatin1String("accepted 2.00/s")), qPrintable(chart.cursorText()));
    chart.setCursorAt(0.5);
    QVERIFY2(chart.cursorText().contains(QLatin1String("nothing is known")), qPrintable(chart.cursorText()));
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(!chart.cursorText().isEmpty());
}

void TestHistory::linesEndWithTheirLastValue()
{
    FakeGateway hub;
    putSeries(hub);
    Series series = startSeries({hub.now - 300'000, hub.now, 60}, kSeriesStepMs);
    for (const SeriesPoint &point : hub.series)
        addToSeries(series, point);
    endSeries(series);
    Chart chart = chartOf(ChartKind::Throughput, series);
    QCOMPARE(endText(chart, chart.lines[0]), QStringLiteral("accepted 2/s"));
    chart.lines[0].runs.back().back().setY(2.34);
    QCOMPARE(endText(chart, chart.lines[0]), QStringLiteral("accepted 2.3/s"));
    chart.to += 60'000; // the line ends before the picture does: that was not the last value
    QCOMPARE(endText(chart, chart.lines[0]), QStringLiteral("accepted"));
    QCOMPARE(endText(chart, {QStringLiteral("failed"), ChartTone::Failed, {}, ChartStroke::Plain}), QStringLiteral("failed"));
    const Chart latency = chartOf(ChartKind::Latency, series); // all took the same time
    QVERIFY(std::abs(latency.lines[1].runs[0][0].y() - latency.lines[2].runs[0][0].y()) < 0.05);
    QVERIFY(latency.lines[1].stroke != latency.lines[2].stroke); // and both are seen
}

void TestHistory::plotFillsItsCard()
{
    WindowRun run;
    putSeries(run.hub);
    run.open();
    run.window->showPage(QStringLiteral("analytics"));
    auto *page = run.window->findChild<ui::AnalyticsPage *>();
    QTRY_VERIFY(!page->series().points.empty());
    for (const QSize size : {QSize(1280, 800), QSize(1900, 1200)}) {
        run.window->resize(size);
        QTRY_COMPARE(run.window->size(), size);
        for (int kind = 0; kind < kChartKinds; ++kind) {
            const ui::ChartView &view = page->chart(kind);
            const auto part = [&view] {
                const QRectF plot = view.chart()->plotArea();
                return plot.width() * plot.height() / (view.width() * view.height());
            };
            QTRY_VERIFY2(part() > 0.55, qPrintable(QStringLiteral("chart %1: %2").arg(kind).arg(part())));
            QVERIFY(QRectF(view.rect()).contains(view.chart()->plotArea()));
        }
    }
}

void TestHistory::chartsAreSaved()
{
    const QTemporaryDir dir;
    WindowRun run;
    putSeries(run.hub);
    run.open();
    run.window->showPage(QStringLiteral("analytics"));
    auto *page = run.window->findChild<ui::AnalyticsPage *>();
    QTRY_VERIFY(!page->series().points.empty());
    QVERIFY(page->saveCsv(dir.filePath(QStringLiteral("a.csv"))));
    QVERIFY(page->savePng(dir.filePath(QStringLiteral("a.png"))));
    QVERIFY(!QImage(dir.filePath(QStringLiteral("a.png"))).isNull());
    QVERIFY(!page->saveCsv(dir.filePath(QStringLiteral("missing/a.csv"))));
}

void TestHistory::logGrowsAtItsTop()
{
    WindowRun run;
    putEvents(run.hub, 10);
    run.open();
    run.window->showPage(QStringLiteral("log"));
    auto *page = run.window->findChild<ui::LogPage *>();
    const QAbstractItemModelTester tester(&page->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_COMPARE(page->model().rowCount(), 10);
    QVERIFY(page->model().index(0, EventsModel::WhatColumn).data().toString().contains(QLatin1String("asks: Which?")));
    QVERIFY(page->model().index(1, EventsModel::WhatColumn).data().toString().contains(QLatin1String("signal 9")));
    run.hub.events.push_back({11, run.hub.now, ev::DeadlineMissed{5, 1}});
    run.hub.now += 1000;
    run.hub.publish();
    QTRY_COMPARE(page->model().rowCount(), 11);
    QCOMPARE(page->model().newest(), BatchNo(11));
}

void TestHistory::logGoesBackOnDemand()
{
    WindowRun run;
    putEvents(run.hub, 450);
    run.open();
    run.window->showPage(QStringLiteral("log"));
    auto *page = run.window->findChild<ui::LogPage *>();
    const QAbstractItemModelTester tester(&page->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_COMPARE(page->model().rowCount(), 200);
    QPushButton *older = nullptr;
    for (auto *button : page->findChildren<QPushButton *>())
        if (button->text() == QLatin1String("Show older"))
            older = button;
    QVERIFY(older && older->isVisible());
    QTest::mouseClick(older, Qt::LeftButton);
    QTRY_COMPARE(page->model().rowCount(), 400);
    QTest::mouseClick(older, Qt::LeftButton);
    QTRY_COMPARE(page->model().rowCount(), 450);
    QTRY_VERIFY(!older->isVisible());
}

void TestHistory::logIsFilteredByTheHub()
{
    WindowRun run;
    putEvents(run.hub, 9);
    run.open();
    run.window->showPage(QStringLiteral("log"));
    auto *page = run.window->findChild<ui::LogPage *>();
    QTRY_COMPARE(page->model().rowCount(), 9);
    page->filter().setText(QStringLiteral("nano-07"));
    QTRY_COMPARE(page->model().rowCount(), 3);
    QCOMPARE(run.hub.eventsAsked.back().agent, std::string("nano-07"));
    page->filter().setText(QStringLiteral("4"));
    QTRY_COMPARE(page->model().rowCount(), 1);
    QCOMPARE(run.hub.eventsAsked.back().task, TaskId(4));
}

void TestHistory::rowOfTheLogLeadsToItsTask()
{
    WindowRun run;
    run.hub.put(makeTask(2, TaskState::NeedsInput));
    putEvents(run.hub, 2);
    run.open();
    run.window->showPage(QStringLiteral("log"));
    auto *page = run.window->findChild<ui::LogPage *>();
    QTRY_COMPARE(page->model().rowCount(), 2);
    page->view().setCurrentIndex(page->model().index(0, 0));
    QTRY_COMPARE(run.inspector().task(), TaskId(2));
}

void TestHistory::filesAreShownAsTextOrDiff()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Done));
    TaskDetail detail;
    detail.artifacts = {{1, "notes.txt", "text/plain", "aa", 5}, {1, "change.diff", "text/x-diff", "bb", 90}};
    run.hub.details[1] = detail;
    run.hub.artifacts["aa"] = "hello";
    run.hub.artifacts["bb"] = "--- a/x.js\n+++ b/x.js\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n";
    run.open();
    QVERIFY(run.waitForRows(Group::Finished, 1));
    run.window->openTask(1);
    auto *page = run.window->findChild<ui::TaskPage *>();
    page->tabs().setCurrentIndex(2);
    DiffModel &diff = page->files().diff();
    const QAbstractItemModelTester tester(&diff, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_VERIFY(diff.rowCount() > 0); // the newest one is shown first
    QVERIFY(diff.isSideBySide());     // 1,280 px
    QCOMPARE(diff.rowCount(), 6);
    QCOMPARE(diff.index(4, DiffModel::OldColumn).data().toString(), QStringLiteral("-b"));
    QCOMPARE(diff.index(4, DiffModel::NewColumn).data().toString(), QStringLiteral("+c"));
    run.window->resize(1000, 700);
    QTRY_VERIFY(!diff.isSideBySide());
    QCOMPARE(diff.rowCount(), 7);
    QCOMPARE(diff.index(4, DiffModel::NewColumn).data().toString(), QStringLiteral("-b"));
    QCOMPARE(diff.index(5, DiffModel::NewColumn).data().toString(), QStringLiteral("+c"));
}

void TestHistory::tooLargeFileIsSaid()
{
    WindowRun run;
    run.hub.put(makeTask(1, TaskState::Done));
    TaskDetail detail;
    detail.artifacts = {{1, "core.bin", "application/octet-stream", "cc", 9'000'000}};
    run.hub.details[1] = detail;
    run.hub.artifacts["cc"] = std::string(3 * 1024 * 1024, 'x');
    run.open();
    QVERIFY(run.waitForRows(Group::Finished, 1));
    run.window->openTask(1);
    auto *page = run.window->findChild<ui::TaskPage *>();
    QTRY_VERIFY2(page->files().message().contains(QLatin1String("too long")), qPrintable(page->files().message()));
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
