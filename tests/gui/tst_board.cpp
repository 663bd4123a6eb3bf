// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many cards at once, cards that are dragged, and the search that is also the palette.
#include "gui/windowrun.h"
#include "ui/shell/palette.h"
#include "ui/tasks/bulkbar.h"
#include "ui/tasks/drophint.h"

#include <QDragEnterEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>

using namespace skep;
using namespace skep::test;

namespace {

/// Hangs a card over a column and, if wished, lets it go there.
void drag(ui::BoardColumn &column, TaskId id, bool isDropped)
{
    QMimeData data;
    data.setData(QLatin1String(ui::CardList::kMimeType), QByteArray::number(static_cast<qulonglong>(id)));
    QDragEnterEvent enter(QPoint(20, 100), Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&column, &enter);
    QVERIFY(enter.isAccepted());
    if (!isDropped)
        return;
    QDropEvent drop(QPointF(20, 100), Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&column, &drop);
}

void putMany(FakeGateway &hub)
{
    for (TaskId id = 1; id <= 5; ++id)
        hub.put(makeTask(id, TaskState::Queued));
    hub.put(makeTask(6, TaskState::Failed));
    hub.put(makeTask(7, TaskState::Done));
}

} // namespace

class TestBoard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ctrlClickMarksAndButtonsSayHowMany();
    void shiftMarksARange();
    void allOfAGroupAreMarkedBeyondTheScreen();
    void bulkSaysWhatWasRefusedAndCanBeUndone();
    void marksFollowTheirTasks();
    void dropOnWorkingAssigns();
    void refusedDropIsExplainedInPlace();
    void stopAndReassignStopsFirst();
    void everyMoveIsExplained_data();
    void everyMoveIsExplained();
    void paletteFindsTasksAgentsAndCommands();
    void paletteRunsACommand();
    void escapeLeavesThePalette();
};

void TestBoard::ctrlClickMarksAndButtonsSayHowMany()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    const auto mark = [&run](Group group, int row) {
        QTest::mouseClick(run.list(group).viewport(), Qt::LeftButton, Qt::ControlModifier,
                          run.list(group).visualRect(run.model(group).index(row)).center());
    };
    mark(Group::Waiting, 0);
    mark(Group::Waiting, 2);
    mark(Group::NeedsYou, 0);
    QTRY_COMPARE(run.board().marks().size(), std::size_t(3));
    QTRY_COMPARE(run.window->findChild<QPushButton *>(QStringLiteral("bulk.cancel"))->text(), QStringLiteral("Cancel 2"));
    QCOMPARE(run.window->findChild<QPushButton *>(QStringLiteral("bulk.retry"))->text(), QStringLiteral("Retry 1"));
    QCOMPARE(run.inspector().task(), TaskId(0)); // marking is not selecting
    mark(Group::Waiting, 0);
    QTRY_COMPARE(run.window->findChild<QPushButton *>(QStringLiteral("bulk.cancel"))->text(), QStringLiteral("Cancel 1"));
    QTest::mouseClick(run.window->findChild<QPushButton *>(QStringLiteral("bulk.clear")), Qt::LeftButton);
    QTRY_VERIFY(!run.board().bulkBar().isVisible());
}

void TestBoard::shiftMarksARange()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    run.clickCard(Group::Waiting, 1);
    QTest::keyClick(&run.list(Group::Waiting), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(run.board().marks().ids(), (std::vector<TaskId>{2, 3}));
    QTest::mouseClick(run.list(Group::Waiting).viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      run.list(Group::Waiting).visualRect(run.model(Group::Waiting).index(4)).center());
    QTRY_COMPARE(run.board().marks().ids(), (std::vector<TaskId>{2, 3, 4, 5}));
}

void TestBoard::allOfAGroupAreMarkedBeyondTheScreen()
{
    WindowRun run;
    for (TaskId id = 1; id <= 300; ++id)
        run.hub.put(makeTask(id, TaskState::Queued));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 300));
    run.list(Group::Waiting).setFocus();
    QTest::keyClick(&run.list(Group::Waiting), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(run.board().marks().size(), std::size_t(300));
    QTRY_COMPARE(run.window->findChild<QPushButton *>(QStringLiteral("bulk.hold"))->text(), QStringLiteral("Hold 300"));
    QTest::mouseClick(run.window->findChild<QPushButton *>(QStringLiteral("bulk.hold")), Qt::LeftButton);
    QCOMPARE(run.hub.sent.size(), std::size_t(300));
    for (const auto &sent : run.hub.sent)
        QVERIFY(std::get<cmd::Hold>(sent.command).on);
}

void TestBoard::bulkSaysWhatWasRefusedAndCanBeUndone()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    run.board().marks().add({1, 2, 3});
    auto *cancel = run.window->findChild<QPushButton *>(QStringLiteral("bulk.cancel"));
    QTRY_COMPARE(cancel->text(), QStringLiteral("Cancel 3"));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(run.hub.sent.size(), std::size_t(3));
    const auto sent = run.hub.sent;
    sent[0].done({});
    sent[1].done(fail(ErrorCode::AlreadyFinal));
    sent[2].done({});
    QVERIFY2(run.board().bulkBar().words().startsWith(QLatin1String("2 tasks cancelled. The others were refused:")),
             qPrintable(run.board().bulkBar().words()));
    QCOMPARE(run.board().marks().size(), std::size_t(0));
    QTest::mouseClick(run.window->findChild<QPushButton *>(QStringLiteral("bulk.undo")), Qt::LeftButton);
    QCOMPARE(run.hub.sent.size(), std::size_t(5)); // only what was done is undone
    QCOMPARE(std::get<cmd::Retry>(run.hub.sent[3].command).id, TaskId(1));
    QCOMPARE(std::get<cmd::Retry>(run.hub.sent[4].command).id, TaskId(3));
}

void TestBoard::marksFollowTheirTasks()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    run.board().marks().add({1, 2});
    auto *cancel = run.window->findChild<QPushButton *>(QStringLiteral("bulk.cancel"));
    QTRY_COMPARE(cancel->text(), QStringLiteral("Cancel 2"));
    run.hub.put(makeTask(1, TaskState::Done));
    run.hub.drop(2);
    run.hub.put(makeTask(3, TaskState::Running));
    run.hub.publish();
    QTRY_VERIFY(!cancel->isVisible()); // one is done, the other is gone
    QCOMPARE(run.board().marks().ids(), std::vector<TaskId>{1});
}

void TestBoard::dropOnWorkingAssigns()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    ui::BoardColumn &working = run.board().column(Group::Working);
    drag(working, 2, false);
    QCOMPARE(working.hint().words(), QStringLiteral("Assign it to the best free agent."));
    drag(working, 2, true);
    QVERIFY(working.hint().words().isEmpty());
    QVERIFY(run.lastSent<cmd::Assign>());
    QCOMPARE(run.lastSent<cmd::Assign>()->id, TaskId(2));
    QVERIFY(run.lastSent<cmd::Assign>()->agent.empty());
    QVERIFY(!run.model(Group::Waiting).pending(2).isEmpty());
}

void TestBoard::refusedDropIsExplainedInPlace()
{
    WindowRun run;
    TaskView task = makeTask(1, TaskState::Running);
    task.agent = "nano-04";
    run.hub.put(task);
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    ui::BoardColumn &finished = run.board().column(Group::Finished);
    drag(finished, 1, true);
    QCOMPARE(finished.hint().words(), QStringLiteral("Only its agent can finish it."));
    QVERIFY(run.hub.sent.empty());
    QTest::mouseClick(finished.hint().findChild<QPushButton *>(QStringLiteral("drop.close")), Qt::LeftButton);
    QVERIFY(finished.hint().words().isEmpty());
    drag(finished, 1, true);
    QCOMPARE(finished.hint().offer().text(), QStringLiteral("Cancel the task"));
    QTest::mouseClick(&finished.hint().offer(), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Cancel>()->id, TaskId(1));
}

void TestBoard::stopAndReassignStopsFirst()
{
    WindowRun run;
    TaskView task = makeTask(1, TaskState::Running);
    task.agent = "nano-04";
    run.hub.put(task);
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    ui::BoardColumn &waiting = run.board().column(Group::Waiting);
    drag(waiting, 1, true);
    QCOMPARE(waiting.hint().words(), QStringLiteral("nano-04 works on it."));
    QTest::mouseClick(&waiting.hint().offer(), Qt::LeftButton);
    QVERIFY(run.lastSent<cmd::Cancel>());
    QCOMPARE(run.hub.sent.size(), std::size_t(1));
    run.answer({});
    QCOMPARE(run.hub.sent.size(), std::size_t(2));
    QCOMPARE(run.lastSent<cmd::Retry>()->id, TaskId(1));
}

void TestBoard::everyMoveIsExplained_data()
{
    QTest::addColumn<int>("state");
    for (int state = 0; state < kTaskStateCount; ++state)
        QTest::addRow("%s", name(static_cast<TaskState>(state)).data()) << state;
}

void TestBoard::everyMoveIsExplained()
{
    QFETCH(const int, state);
    const TaskView task = makeTask(1, static_cast<TaskState>(state));
    for (int g = 0; g < static_cast<int>(kGroupCount); ++g) {
        const auto group = static_cast<Group>(g);
        const BoardMove move = moveTo(task, group);
        QCOMPARE(move.kind == BoardMove::Kind::None, groupOf(task) == group);
        QCOMPARE(move.words.isEmpty(), groupOf(task) == group);
        QVERIFY(move.offer == BoardMove::Offer::None || move.kind == BoardMove::Kind::Refused);
    }
}

void TestBoard::paletteFindsTasksAgentsAndCommands()
{
    WindowRun run;
    for (TaskId id = 1; id <= 20; ++id)
        run.hub.put(makeTask(id, TaskState::Queued, "Review cart " + std::to_string(id)));
    run.hub.put(makeAgent("cart-keeper"));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 20));
    auto *palette = run.window->findChild<ui::Palette *>();
    const QAbstractItemModelTester tester(&palette->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTest::keyClick(run.window.get(), Qt::Key_K, Qt::ControlModifier);
    QWidget *search = run.window->focusWidget();
    QTest::keyClicks(search, QStringLiteral("cart"));
    QTRY_VERIFY(palette->isVisible());
    QTRY_COMPARE(palette->model().rowCount(), 8); // six tasks, all of them, the agent
    QCOMPARE(palette->model().at(6).kind, PaletteModel::Kind::AllTasks);
    QVERIFY(palette->model().at(6).text.contains(QLatin1String("20")));
    QCOMPARE(palette->model().at(7).text, QStringLiteral("cart-keeper"));
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(run.inspector().task(), TaskId(2));
    QVERIFY(!palette->isVisible());
}

void TestBoard::paletteRunsACommand()
{
    WindowRun run;
    run.open();
    auto *palette = run.window->findChild<ui::Palette *>();
    QTest::keyClick(run.window.get(), Qt::Key_K, Qt::ControlModifier);
    QWidget *search = run.window->focusWidget();
    QTest::keyClicks(search, QStringLiteral("dark"));
    QTRY_VERIFY(palette->isVisible());
    QCOMPARE(palette->model().at(0).text, QStringLiteral("Dark colours"));
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(run.window->theme(), QStringLiteral("dark"));
}

void TestBoard::escapeLeavesThePalette()
{
    WindowRun run;
    putMany(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 5));
    run.clickCard(Group::Waiting, 0);
    auto *palette = run.window->findChild<ui::Palette *>();
    QTest::keyClick(run.window.get(), Qt::Key_K, Qt::ControlModifier);
    QWidget *search = run.window->focusWidget();
    QTest::keyClicks(search, QStringLiteral("task"));
    QTRY_VERIFY(palette->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
    QVERIFY(run.inspector().isVisible()); // one thing at a time
    QVERIFY(qobject_cast<QLineEdit *>(search)->text().isEmpty());
}

QTEST_MAIN(TestBoard)
#include "tst_board.moc"
