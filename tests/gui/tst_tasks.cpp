// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with tasks in the window, by clicks and keys.
#include "gui/windowrun.h"
#include "ui/tasks/logview.h"
#include "ui/tasks/questionbox.h"
#include "ui/widgets/toast.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace skep;
using namespace skep::test;

namespace {

void putWaiting(FakeGateway &hub)
{
    hub.put(makeTask(1, TaskState::Queued, "Review cart.js"));
    hub.put(makeTask(2, TaskState::Queued, "Document http"));
    TaskDetail detail;
    detail.why.id = 1;
    detail.why.candidates = {{"nano-04", 900, 1000, 930, 0}, {"nano-11", 800, 1000, 900, 330}, {"nano-12", 700, 1000, 900, 1000}};
    detail.why.decision = 77;
    for (Choice &choice : detail.why.candidates) {
        choice.slots = 3;
        choice.judged = 41;
        choice.accepted = 39;
    }
    detail.why.candidates[2].busy = 3;
    detail.why.candidates[2].waitMs = 60'000;
    hub.details[1] = detail;
}

QString toastText(const WindowRun &run) { return run.window->findChild<ui::Toast *>()->text(); }

} // namespace

class TestTasks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clickOpensTheTask();
    void assignNamesItsOutcomeAndWaitsForTheCommit();
    void refusedAssignIsExplainedInPlace();
    void anotherAgentCanBeChosen();
    void assignIsOffWhenNobodyCan();
    void assignCarriesWhatWasSeenAndSaysWhy();
    void undoBecomesCancelAfterTheStart();
    void lateUndoOffersCancel();
    void nextForWhenAllAreBusy();
    void anotherOfItsKindIsSaid();
    void staleChoiceAsks();
    void killedWorkersTaskRunsAgainInTwoClicks();
    void cancelByKeyAndByClick();
    void failedTaskIsRetriedOrMarkedAsSeen();
    void questionIsAnsweredByChoice();
    void questionIsAnsweredByTypingAndTheTextSurvivesARefresh();
    void selectionSurvivesRefreshAndMove();
    void arrowsWalkOverCardsAndColumns();
    void scrolledListStaysWhereItIsRead();
    void liveLogFollowsUntilSomebodyReads();
    void resultAndAttemptsAreShown();
    void simulatedIsSaid();
    void searchShowsWhatMatches();
    void detailThatCannotBeReadIsSaid();
};

void TestTasks::clickOpensTheTask()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    QCOMPARE(run.inspector().task(), TaskId(0));
    QVERIFY(!run.inspector().isVisible());
    run.clickCard(Group::Waiting, 1);
    QCOMPARE(run.inspector().task(), TaskId(2));
    QVERIFY(run.inspector().isVisible());
    QCOMPARE(run.hub.followed, std::vector<TaskId>{2});
    QTest::keyClick(run.window.get(), Qt::Key_Escape);
    QCOMPARE(run.inspector().task(), TaskId(0));
    QVERIFY(run.hub.followed.empty());
}

void TestTasks::assignNamesItsOutcomeAndWaitsForTheCommit()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QPushButton *assign = run.button("task.assign");
    QTRY_VERIFY(assign->isVisible() && assign->isEnabled());
    QCOMPARE(assign->text(), QStringLiteral("Assign to nano-04"));
    QTest::mouseClick(assign, Qt::LeftButton);
    const auto *sent = run.lastSent<cmd::Assign>();
    QVERIFY(sent);
    QCOMPARE(sent->id, TaskId(1));
    QCOMPARE(sent->agent, std::string("nano-04"));
    QCOMPARE(run.model(Group::Waiting).pending(1), QStringLiteral("Assigning to nano-04…"));
    QVERIFY(!assign->isEnabled()); // no second one meanwhile
    run.answer(CommandDone{.agent = "nano-04"});
    QVERIFY(run.model(Group::Waiting).pending(1).isEmpty());
    QCOMPARE(run.inspector().message(), QStringLiteral("Starting on nano-04."));
    TaskView leased = makeTask(1, TaskState::Leased);
    leased.agent = "nano-04";
    run.hub.put(leased);
    run.hub.publish();
    QVERIFY(run.waitForState(1, TaskState::Leased));
    QTRY_VERIFY(!assign->isVisible());
}

void TestTasks::refusedAssignIsExplainedInPlace()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QPushButton *assign = run.button("task.assign");
    QTRY_VERIFY(assign->isVisible() && assign->isEnabled());
    QTest::keyClick(run.window.get(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(run.lastSent<cmd::Assign>());
    run.answer(fail(ErrorCode::AllBusy));
    QVERIFY(run.inspector().message().contains(QLatin1String("busy")));
    QVERIFY(assign->isEnabled());
    QVERIFY(run.model(Group::Waiting).pending(1).isEmpty());
}

void TestTasks::anotherAgentCanBeChosen()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QMenu *others = nullptr;
    for (QPushButton *button : run.inspector().findChildren<QPushButton *>())
        if (button->accessibleName() == QLatin1String("Assign to another agent"))
            others = button->menu();
    QVERIFY(others);
    QCOMPARE(others->actions().size(), 2);
    QCOMPARE(others->actions().at(0)->text(), QStringLiteral("nano-11: 39 of 41 passed, 0 of 3 slots busy."));
    QCOMPARE(others->actions().at(1)->text(), QStringLiteral("nano-12: 39 of 41 passed, 3 of 3 slots busy. about 1 min"));
    others->actions().front()->trigger();
    QCOMPARE(run.lastSent<cmd::Assign>()->agent, std::string("nano-11"));
    QVERIFY(!run.lastSent<cmd::Assign>()->mayWait);
    run.answer(CommandDone{.agent = "nano-11"});
    others->actions().at(1)->trigger();
    QVERIFY(run.lastSent<cmd::Assign>()->mayWait); // it is full: the task stands in line for it
}

void TestTasks::assignIsOffWhenNobodyCan()
{
    WindowRun run;
    putWaiting(run.hub);
    run.hub.details[1].why.candidates.clear();
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isVisible());
    QVERIFY(!run.button("task.assign")->isEnabled());
    QVERIFY(run.button("task.assign")->toolTip().contains(QLatin1String("No agent online")));
}

void TestTasks::assignCarriesWhatWasSeenAndSaysWhy()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QTest::mouseClick(run.button("task.assign"), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Assign>()->decision, std::uint64_t(77));
    QVERIFY(run.lastSent<cmd::Assign>()->mayReplace);
    QVERIFY(toastText(run).isEmpty()); // nothing is said before it is committed
    run.answer(CommandDone{.agent = "nano-04", .fence = 9});
    QCOMPARE(toastText(run), QStringLiteral("Starting on nano-04. 39 of 41 passed, 0 of 3 slots busy."));
    auto *toast = run.window->findChild<ui::Toast *>();
    QCOMPARE(toast->button(0)->text(), QStringLiteral("Undo"));
    QCOMPARE(toast->button(1)->text(), QStringLiteral("Why"));
    QTest::mouseClick(toast->button(0), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Unassign>()->id, TaskId(1));
    QCOMPARE(run.lastSent<cmd::Unassign>()->fence, Fence(9));
    run.answer(CommandDone{});
    QCOMPARE(toastText(run), QStringLiteral("Taken back: the task is what it was."));
}

void TestTasks::undoBecomesCancelAfterTheStart()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QTest::mouseClick(run.button("task.assign"), Qt::LeftButton);
    run.answer(CommandDone{.agent = "nano-04", .fence = 9});
    TaskView task = makeTask(1, TaskState::Leased);
    task.agent = "nano-04";
    task.fence = 9;
    run.hub.put(task);
    run.hub.publish();
    QTRY_VERIFY(run.button("task.undo")->isVisible());
    task.state = TaskState::Running;
    run.hub.put(task);
    run.hub.publish();
    QTRY_VERIFY(!run.button("task.undo")->isVisible());
    auto *toast = run.window->findChild<ui::Toast *>();
    QTRY_COMPARE(toast->button(0)->text(), QStringLiteral("Cancel the task"));
    QTest::mouseClick(toast->button(0), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Cancel>()->id, TaskId(1));
}

void TestTasks::lateUndoOffersCancel()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QTest::mouseClick(run.button("task.assign"), Qt::LeftButton);
    run.answer(CommandDone{.agent = "nano-04", .fence = 9});
    auto *toast = run.window->findChild<ui::Toast *>();
    QTest::mouseClick(toast->button(0), Qt::LeftButton);
    run.answer(fail(ErrorCode::AlreadyStarted));
    QVERIFY(toastText(run).contains(QLatin1String("nano-04 has begun")));
    QCOMPARE(toast->button(0)->text(), QStringLiteral("Cancel the task"));
}

void TestTasks::nextForWhenAllAreBusy()
{
    WindowRun run;
    putWaiting(run.hub);
    auto &candidates = run.hub.details[1].why.candidates;
    candidates.erase(candidates.begin(), candidates.begin() + 2);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QPushButton *assign = run.button("task.assign");
    QTRY_COMPARE(assign->text(), QStringLiteral("Next for nano-12, about 1 min"));
    QTest::mouseClick(assign, Qt::LeftButton);
    QVERIFY(run.lastSent<cmd::Assign>()->mayWait);
    run.answer(CommandDone{.agent = "nano-12", .fence = 3, .waits = true});
    QVERIFY(toastText(run).startsWith(QLatin1String("Next for nano-12.")));
    TaskView task = makeTask(1, TaskState::Blocked);
    task.wait = WaitReason::NextFor;
    task.waitArg = "nano-12";
    task.fence = 3;
    run.hub.put(task);
    run.hub.publish();
    QTRY_VERIFY(run.button("task.undo")->isVisible());
    QTest::mouseClick(run.button("task.undo"), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Unassign>()->fence, Fence(3));
}

void TestTasks::anotherOfItsKindIsSaid()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QTest::mouseClick(run.button("task.assign"), Qt::LeftButton);
    run.answer(CommandDone{.agent = "nano-11", .fence = 9, .reason = "replaced"});
    QCOMPARE(toastText(run), QStringLiteral("nano-04 could not take it any more; nano-11 of the same kind starts."));
}

void TestTasks::staleChoiceAsks()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.button("task.assign")->isEnabled());
    QTest::mouseClick(run.button("task.assign"), Qt::LeftButton);
    Error stale{ErrorCode::StaleChoice, {}, 0, {}, "nano-30"};
    run.answer(tl::unexpected<Error>(stale));
    auto *toast = run.window->findChild<ui::Toast *>();
    QVERIFY(toast->button(0));
    QCOMPARE(toast->button(0)->text(), QStringLiteral("Assign to nano-30"));
    QTest::mouseClick(toast->button(0), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Assign>()->agent, std::string("nano-30"));
}

void TestTasks::killedWorkersTaskRunsAgainInTwoClicks()
{
    WindowRun run;
    TaskView failed = makeTask(5, TaskState::Failed);
    failed.error = "killed or crashed: its process is gone";
    failed.agent = "nano-07";
    run.hub.put(failed);
    TaskDetail detail;
    detail.log = {{run.hub.now, 1, "checked 3 of 12 files"}};
    run.hub.details[5] = detail;
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 1));
    QVERIFY(run.model(Group::NeedsYou).index(0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("killed or crashed: its process is gone")));
    run.clickCard(Group::NeedsYou, 0); // one
    QTRY_VERIFY(run.button("task.retry")->isVisible());
    QTRY_COMPARE(run.inspector().findChild<ui::LogView *>()->lineCount(), 1); // its log is kept
    QTest::mouseClick(run.button("task.retry"), Qt::LeftButton); // two
    QCOMPARE(run.lastSent<cmd::Retry>()->id, TaskId(5));
}

void TestTasks::cancelByKeyAndByClick()
{
    WindowRun run;
    putWaiting(run.hub);
    run.hub.put(makeTask(3, TaskState::Running));
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    run.clickCard(Group::Working, 0);
    QTRY_VERIFY(run.button("task.cancel")->isVisible());
    QTest::keyClick(run.window.get(), Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(run.lastSent<cmd::Cancel>()->id, TaskId(3));
    run.answer(CommandDone{});
    QTest::mouseClick(run.button("task.cancel"), Qt::LeftButton);
    QCOMPARE(run.hub.sent.size(), std::size_t(2));
    QVERIFY(run.lastSent<cmd::Cancel>());
}

void TestTasks::failedTaskIsRetriedOrMarkedAsSeen()
{
    WindowRun run;
    TaskView failed = makeTask(5, TaskState::Failed);
    failed.error = "process ended by signal 9";
    run.hub.put(failed);
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 1));
    run.clickCard(Group::NeedsYou, 0);
    QTRY_VERIFY(run.button("task.retry")->isVisible());
    QVERIFY(!run.button("task.cancel")->isVisible());
    QTest::mouseClick(run.button("task.retry"), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Retry>()->id, TaskId(5));
    run.answer(CommandDone{});
    QTest::mouseClick(run.button("task.acknowledge"), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Acknowledge>()->id, TaskId(5));
    run.answer(CommandDone{});
    failed.acknowledged = true;
    run.hub.put(failed);
    run.hub.publish();
    QVERIFY(run.waitForRows(Group::Finished, 1));
    QTRY_VERIFY(!run.button("task.acknowledge")->isVisible());
}

void TestTasks::questionIsAnsweredByChoice()
{
    WindowRun run;
    TaskView asks = makeTask(6, TaskState::NeedsInput);
    asks.question = "Rename in the documentation, too?";
    asks.choices = {"Everywhere", "Only in code"};
    run.hub.put(asks);
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 1));
    run.clickCard(Group::NeedsYou, 0);
    auto *box = run.inspector().findChild<ui::QuestionBox *>();
    QTRY_VERIFY(box->isVisible());
    QPushButton *choice = nullptr;
    for (QPushButton *button : box->findChildren<QPushButton *>())
        if (button->toolTip() == QLatin1String("Only in code"))
            choice = button;
    QVERIFY(choice);
    QTest::mouseClick(choice, Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Answer>()->text, std::string("Only in code"));
    QCOMPARE(run.lastSent<cmd::Answer>()->id, TaskId(6));
}

void TestTasks::questionIsAnsweredByTypingAndTheTextSurvivesARefresh()
{
    WindowRun run;
    TaskView asks = makeTask(6, TaskState::NeedsInput);
    asks.question = "Which word?";
    run.hub.put(asks);
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 1));
    run.clickCard(Group::NeedsYou, 0);
    auto *box = run.inspector().findChild<ui::QuestionBox *>();
    QTRY_VERIFY(box->isVisible());
    auto *edit = box->findChild<QLineEdit *>();
    QTest::keyClicks(edit, QStringLiteral("Lease"));
    asks.updated += 500;
    asks.leaseDue = asks.updated + 10'000;
    run.hub.put(asks);
    run.hub.publish();
    QTRY_COMPARE(run.model(Group::NeedsYou).at(0)->leaseDue, asks.leaseDue);
    QCOMPARE(edit->text(), QStringLiteral("Lease"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(run.lastSent<cmd::Answer>()->text, std::string("Lease"));
}

void TestTasks::selectionSurvivesRefreshAndMove()
{
    WindowRun run;
    for (TaskId id = 1; id <= 300; ++id)
        run.hub.put(makeTask(id, TaskState::Queued));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 300));
    run.clickCard(Group::Waiting, 4); // task 5
    QCOMPARE(run.inspector().task(), TaskId(5));
    for (TaskId id = 1; id <= 3; ++id)
        run.hub.put(makeTask(id, TaskState::Running));
    run.hub.publish();
    QVERIFY(run.waitForRows(Group::Waiting, 297));
    QCOMPARE(run.inspector().task(), TaskId(5));
    QTRY_COMPARE(run.list(Group::Waiting).currentIndex().row(), 1);
    run.hub.put(makeTask(5, TaskState::Running)); // it moves to another column
    run.hub.publish();
    QVERIFY(run.waitForRows(Group::Working, 4));
    QCOMPARE(run.inspector().task(), TaskId(5));
    QTRY_COMPARE(run.list(Group::Working).currentIndex().row(), 3);
    QVERIFY(!run.list(Group::Waiting).selectionModel()->hasSelection());
    run.hub.publishWhole(); // as after a lost connection
    QTRY_COMPARE(run.list(Group::Working).currentIndex().row(), 3);
    QCOMPARE(run.inspector().task(), TaskId(5));
}

void TestTasks::arrowsWalkOverCardsAndColumns()
{
    WindowRun run;
    for (TaskId id = 1; id <= 40; ++id)
        run.hub.put(makeTask(id, id % 2 == 0 ? TaskState::Queued : TaskState::Running));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 20));
    run.clickCard(Group::Waiting, 0);
    QTest::keyClick(&run.list(Group::Waiting), Qt::Key_Down);
    QCOMPARE(run.inspector().task(), TaskId(4));
    QTest::keyClick(&run.list(Group::Waiting), Qt::Key_Right); // over the empty column
    QVERIFY(run.list(Group::Working).hasFocus());
    QCOMPARE(run.inspector().task(), TaskId(3));
    QTest::keyClick(&run.list(Group::Working), Qt::Key_End);
    QTRY_COMPARE(run.inspector().task(), TaskId(39)); // also when it had to be loaded first
    const QRect last = run.list(Group::Working).visualRect(run.model(Group::Working).index(19));
    QVERIFY(run.list(Group::Working).viewport()->rect().contains(last));
}

void TestTasks::scrolledListStaysWhereItIsRead()
{
    WindowRun run;
    for (TaskId id = 100; id < 400; ++id)
        run.hub.put(makeTask(id, TaskState::Queued));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 300));
    ui::CardList &list = run.list(Group::Waiting);
    list.scrollTo(run.model(Group::Waiting).index(150), QAbstractItemView::PositionAtTop);
    QTRY_VERIFY(run.model(Group::Waiting).at(150));
    const int top = list.visualRect(run.model(Group::Waiting).index(150)).top();
    for (TaskId id = 1; id <= 5; ++id)
        run.hub.put(makeTask(id, TaskState::Queued)); // they stand above
    for (TaskId id = 100; id < 102; ++id)
        run.hub.put(makeTask(id, TaskState::Running));
    run.hub.publish();
    QVERIFY(run.waitForRows(Group::Waiting, 303));
    const int row = run.model(Group::Waiting).rowOf(250);
    QCOMPARE(row, 153);
    QCOMPARE(list.visualRect(run.model(Group::Waiting).index(row)).top(), top);
}

void TestTasks::liveLogFollowsUntilSomebodyReads()
{
    WindowRun run;
    TaskView working = makeTask(7, TaskState::Running);
    working.attempt = 1;
    run.hub.put(working);
    TaskDetail detail;
    for (int i = 0; i < 60; ++i)
        detail.log.push_back({1000 + i, 1, "line " + std::to_string(i)});
    run.hub.details[7] = detail;
    run.open();
    QVERIFY(run.waitForRows(Group::Working, 1));
    run.clickCard(Group::Working, 0);
    auto *log = run.inspector().findChild<ui::LogView *>();
    QTRY_COMPARE(log->lineCount(), 60);
    QTRY_VERIFY(log->isFollowing());
    run.hub.log(7, "fresh");
    run.hub.publish();
    QTRY_COMPARE(log->lineCount(), 61);
    QVERIFY(log->isFollowing());
    auto *text = log->findChild<QPlainTextEdit *>();
    text->verticalScrollBar()->setValue(3);
    QVERIFY(!log->isFollowing());
    run.hub.log(7, "fresher");
    run.hub.log(8, "of another task");
    run.hub.publish();
    QTRY_COMPARE(log->lineCount(), 62);
    QCOMPARE(text->verticalScrollBar()->value(), 3);
    auto *jump = log->findChild<QPushButton *>();
    QVERIFY(jump->isVisible());
    QCOMPARE(jump->text(), QStringLiteral("1 new line"));
    jump->click();
    QVERIFY(log->isFollowing());
}

void TestTasks::resultAndAttemptsAreShown()
{
    WindowRun run;
    TaskView done = makeTask(9, TaskState::Done);
    done.attempt = 2;
    run.hub.put(done);
    TaskDetail detail;
    AttemptInfo first;
    first.attempt = 1;
    first.agent = "nano-01";
    first.outcome = Outcome::Expired;
    AttemptInfo second = first;
    second.attempt = 2;
    second.agent = "nano-02";
    second.outcome = Outcome::Accepted;
    second.result = R"({"summary":"1 finding.","findings":[{"path":"a.js","line":3,"severity":"high","message":"<b>eval</b>"}]})";
    detail.attempts = {first, second};
    detail.spec.params = R"({"executor":"code-review"})";
    run.hub.details[9] = detail;
    run.open();
    QVERIFY(run.waitForRows(Group::Finished, 1));
    run.clickCard(Group::Finished, 0);
    QStringList words;
    QTRY_VERIFY([&] {
        words.clear();
        for (QLabel *label : run.inspector().findChildren<QLabel *>())
            if (label->isVisible())
                words << label->text().remove(QChar(0x200B));
        return words.contains(QStringLiteral("1 finding."));
    }());
    const QString all = words.join(u'\n');
    QVERIFY(all.contains(QLatin1String("<b>eval</b>"))); // as it is, never rendered
    QVERIFY(all.contains(QLatin1String("a.js:3")));
    QVERIFY(all.contains(QStringLiteral("1 · nano-01 · no word from the agent in time")));
    QVERIFY(all.contains(QStringLiteral("2 · nano-02 · accepted")));
    QVERIFY(all.contains(QLatin1String("\"executor\": \"code-review\"")));
    for (QLabel *label : run.inspector().findChildren<QLabel *>())
        if (label->text().contains(QLatin1String("eval")))
            QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestTasks::simulatedIsSaid()
{
    WindowRun run;
    TaskView made = makeTask(9, TaskState::Done);
    made.simulated = true;
    run.hub.put(made);
    TaskView real = makeTask(10, TaskState::Running);
    run.hub.put(real);
    run.open();
    QVERIFY(run.waitForRows(Group::Finished, 1));
    QVERIFY(run.model(Group::Finished).index(0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("simulated")));
    QVERIFY(!run.model(Group::Working).index(0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("simulated")));
    const auto saysSimulated = [&] {
        for (QLabel *label : run.inspector().findChildren<QLabel *>())
            if (label->isVisible() && label->text() == QLatin1String("simulated"))
                return true;
        return false;
    };
    run.clickCard(Group::Finished, 0);
    QTRY_VERIFY(saysSimulated());
    run.clickCard(Group::Working, 0);
    QTRY_VERIFY(run.inspector().task() == 10 && !saysSimulated());
}

void TestTasks::searchShowsWhatMatches()
{
    WindowRun run;
    putWaiting(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 2));
    QTest::keyClick(run.window.get(), Qt::Key_K, Qt::ControlModifier);
    QWidget *search = run.window->focusWidget();
    QVERIFY(qobject_cast<QLineEdit *>(search));
    QTest::keyClicks(search, QStringLiteral("cart"));
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    QTRY_COMPARE(run.model(Group::Waiting).at(0)->id, TaskId(1));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(run.waitForRows(Group::Waiting, 2));
}

void TestTasks::detailThatCannotBeReadIsSaid()
{
    WindowRun run;
    run.open();
    run.window->showTask(404);
    QTRY_VERIFY(run.inspector().isVisible());
    bool isSaid = false;
    for (QLabel *label : run.inspector().findChildren<QLabel *>())
        isSaid = isSaid || (label->isVisible() && label->text() == QLatin1String("It is not there any more."));
    QVERIFY(isSaid);
}

QTEST_MAIN(TestTasks)
#include "tst_tasks.moc"
