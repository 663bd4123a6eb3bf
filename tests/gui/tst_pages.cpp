// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages beside the board: what needs a person, agents and their inspector, settings, languages.
#include "gui/windowrun.h"
#include "ui/agents/agentinspector.h"
#include "ui/log/logpage.h"
#include "ui/needs/needscard.h"
#include "ui/needs/needspage.h"
#include "ui/settings/settingspage.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>

using namespace skep;
using namespace skep::test;

namespace {

TaskView asking(TaskId id)
{
    TaskView task = makeTask(id, TaskState::NeedsInput);
    task.agent = "nano-07";
    task.question = "Which of the two names is meant?";
    task.choices = {"Session", "Lease"};
    return task;
}

bool hasText(const QWidget &in, const QString &words)
{
    for (const QLabel *label : in.findChildren<QLabel *>())
        if (label->isVisible() && label->text().remove(QChar(0x200B)).contains(words))
            return true;
    for (const QAbstractButton *button : in.findChildren<QAbstractButton *>())
        if (button->isVisible() && button->text().contains(words))
            return true;
    return false;
}

} // namespace

class TestPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionIsAnsweredOnThePage();
    void failureIsRetriedOrMarkedAsSeenOnThePage();
    void refusedAnswerIsSaidAndTheTextStays();
    void longestWaitingStandsFirst();
    void manyAreShownInParts();
    void agentIsInspected();
    void agentWithoutSandboxIsMarked();
    void agentThatGoesIsSaid();
    void inspectorIsLeftToPagesThatSelect();
    void nothingIsDoneToATaskThatIsNotShown();
    void settingsAreFound();
    void languageChangesEverythingAtOnce();
    void resultIsReadInTheWindowsLanguage();
    void choiceOfThemeIsShownInSettings();
};

void TestPages::questionIsAnsweredOnThePage()
{
    WindowRun run;
    run.hub.put(asking(4));
    run.open();
    run.window->showPage(QStringLiteral("needs"));
    auto *page = run.window->findChild<ui::NeedsPage *>();
    const QAbstractItemModelTester tester(&page->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_VERIFY(page->card(4));
    QVERIFY(hasText(*page->card(4), QStringLiteral("nano-07 asks")));
    QPushButton *choice = nullptr;
    for (auto *button : page->card(4)->findChildren<QPushButton *>())
        if (button->text() == QLatin1String("Lease"))
            choice = button;
    QVERIFY(choice);
    QTest::mouseClick(choice, Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Answer>()->id, TaskId(4));
    QCOMPARE(run.lastSent<cmd::Answer>()->text, std::string("Lease"));
    QVERIFY(!choice->isEnabled()); // not twice
    run.answer({});
    run.hub.put(makeTask(4, TaskState::Running));
    run.hub.publish();
    QTRY_VERIFY(!page->card(4));
    QTRY_VERIFY(hasText(*page, QStringLiteral("Nothing needs you")));
}

void TestPages::failureIsRetriedOrMarkedAsSeenOnThePage()
{
    WindowRun run;
    TaskView failed = makeTask(5, TaskState::Failed);
    failed.error = "its process was killed (signal 9)";
    run.hub.put(failed);
    run.open();
    run.window->showPage(QStringLiteral("needs"));
    auto *page = run.window->findChild<ui::NeedsPage *>();
    QTRY_VERIFY(page->card(5));
    QVERIFY(hasText(*page->card(5), QStringLiteral("its process was killed (signal 9)")));
    QTest::mouseClick(page->card(5)->findChild<QPushButton *>(QStringLiteral("needs.seen")), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Acknowledge>()->id, TaskId(5));
    run.answer(fail(ErrorCode::Conflict));
    QTest::mouseClick(page->card(5)->findChild<QPushButton *>(QStringLiteral("needs.retry")), Qt::LeftButton);
    QCOMPARE(run.lastSent<cmd::Retry>()->id, TaskId(5));
}

void TestPages::refusedAnswerIsSaidAndTheTextStays()
{
    WindowRun run;
    run.hub.put(asking(4));
    run.open();
    run.window->showPage(QStringLiteral("needs"));
    auto *page = run.window->findChild<ui::NeedsPage *>();
    QTRY_VERIFY(page->card(4));
    auto *edit = page->card(4)->findChild<QLineEdit *>();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("Neither"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(run.lastSent<cmd::Answer>()->text, std::string("Neither"));
    run.answer(fail(ErrorCode::StorageFull));
    QCOMPARE(edit->text(), QStringLiteral("Neither"));
    QVERIFY(edit->isEnabled());
    TaskView later = asking(4);
    later.updated += 1000;
    run.hub.put(later);
    run.hub.publish();
    QTest::qWait(60);
    QCOMPARE(edit->text(), QStringLiteral("Neither"));
}

void TestPages::longestWaitingStandsFirst()
{
    WindowRun run;
    TaskView late = asking(1);
    late.updated += 5000;
    run.hub.put(late);
    run.hub.put(asking(2));
    run.open();
    run.window->showPage(QStringLiteral("needs"));
    auto *page = run.window->findChild<ui::NeedsPage *>();
    QTRY_VERIFY(page->card(1) && page->card(2));
    QTRY_VERIFY(page->card(2)->y() < page->card(1)->y());
}

void TestPages::manyAreShownInParts()
{
    WindowRun run;
    for (TaskId id = 1; id <= 100; ++id)
        run.hub.put(asking(id));
    run.open();
    run.window->showPage(QStringLiteral("needs"));
    auto *page = run.window->findChild<ui::NeedsPage *>();
    QTRY_COMPARE(static_cast<int>(page->findChildren<ui::NeedsCard *>().size()), ui::NeedsPage::kCardsMax);
    QVERIFY(hasText(*page, QStringLiteral("the first 40 of 100")));
}

void TestPages::agentIsInspected()
{
    WindowRun run;
    AgentView agent = makeAgent("nano-04", AgentState::Busy);
    agent.busy = 1;
    agent.lastTask = 12;
    agent.machine = "hive";
    agent.pid = 4711;
    agent.capabilities = {"code-review", "python"};
    run.hub.put(agent);
    TaskView task = makeTask(12, TaskState::Running, "Review cart.js");
    task.agent = "nano-04";
    run.hub.put(task);
    run.open();
    run.window->showPage(QStringLiteral("agents"));
    QTreeView &view = run.agents().view();
    QTRY_COMPARE(view.model()->rowCount(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(0, 0)).center());
    auto *inspector = run.window->findChild<ui::AgentInspector *>();
    QTRY_VERIFY(inspector->isVisible() && hasText(*inspector, QStringLiteral("nano-04")));
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("code-review, python")));
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("Process 4711")));
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("Review cart.js")));
    for (auto *button : inspector->findChildren<QPushButton *>())
        if (button->isVisible() && button->text().contains(QLatin1String("Review cart.js")))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(run.inspector().task(), TaskId(12));
    QVERIFY(run.inspector().isVisible() && !inspector->isVisible());
}

void TestPages::agentWithoutSandboxIsMarked()
{
    WindowRun run;
    AgentView agent = makeAgent("nano-04");
    agent.sandbox = "bubblewrap";
    run.hub.put(agent);
    run.open();
    run.window->showPage(QStringLiteral("agents"));
    QTreeView &view = run.agents().view();
    QTRY_COMPARE(view.model()->rowCount(), 1);
    const auto spoken = [&view] { return view.model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    QVERIFY2(!spoken().contains(QLatin1String("sandbox")), qPrintable(spoken()));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(0, 0)).center());
    auto *inspector = run.window->findChild<ui::AgentInspector *>();
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("Foreign code in a sandbox: bubblewrap")));
    auto *warning = inspector->findChild<QLabel *>(QStringLiteral("agent.warning"));
    QVERIFY(!warning->isVisible());
    agent.sandbox = "unsandboxed";
    run.hub.put(agent);
    run.hub.publish();
    QTRY_VERIFY(warning->isVisible());
    QVERIFY(warning->text().contains(QLatin1String("without a sandbox")));
    QTRY_COMPARE(spoken(), QString::fromUtf8("nano-04, ⚠ no sandbox"));
    QVERIFY(view.model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("--allow-unsandboxed")));
    agent.state = AgentState::Gone; // runs nothing any more
    run.hub.put(agent);
    run.hub.publish();
    QTRY_VERIFY(!warning->isVisible());
    QTRY_VERIFY(!spoken().contains(QLatin1String("sandbox")));
    QVERIFY(hasText(*inspector, QStringLiteral("No sandbox: foreign code is run as it is")));
}

void TestPages::agentThatGoesIsSaid()
{
    WindowRun run;
    run.hub.put(makeAgent("nano-04"));
    run.open();
    run.window->showPage(QStringLiteral("agents"));
    QTreeView &view = run.agents().view();
    QTRY_COMPARE(view.model()->rowCount(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(0, 0)).center());
    auto *inspector = run.window->findChild<ui::AgentInspector *>();
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("Reliability")));
    AgentView gone = makeAgent("nano-04", AgentState::Gone);
    gone.cause = "its process was killed (signal 9)";
    run.hub.put(gone);
    run.hub.publish();
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("its process was killed (signal 9)")));
    run.hub.agents.clear();
    run.hub.delta.agentsGone.push_back("nano-04");
    run.hub.publish();
    QTRY_VERIFY(hasText(*inspector, QStringLiteral("The hub does not list nano-04 any more.")));
}

void TestPages::inspectorIsLeftToPagesThatSelect()
{
    WindowRun run;
    run.hub.put(makeTask(3, TaskState::Queued, "Review cart.js"));
    run.hub.put(makeAgent("nano-04"));
    run.hub.events.push_back({1, run.hub.now, ev::AgentLeft{"nano-04", "asked to"}});
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    run.clickCard(Group::Waiting, 0);
    QTRY_VERIFY(run.inspector().isVisible());
    for (const char *page : {"analytics", "settings", "log"}) {
        run.window->showPage(QString::fromLatin1(page));
        QVERIFY2(!run.inspector().isVisible(), page);
        run.window->showPage(QStringLiteral("agents"));
        QVERIFY(run.inspector().isVisible());
        QCOMPARE(run.inspector().task(), TaskId(3));
    }
    run.window->showPage(QStringLiteral("settings"));
    run.window->showTask(3); // asked for while the page is there, as from the tray
    QVERIFY(run.inspector().isVisible());

    run.window->showPage(QStringLiteral("agents"));
    QTRY_COMPARE(run.agents().view().model()->rowCount(), 1);
    run.agents().view().setCurrentIndex(run.agents().view().model()->index(0, 0));
    auto *agent = run.window->findChild<ui::AgentInspector *>();
    QTRY_VERIFY(agent->isVisible());
    run.window->showPage(QStringLiteral("log"));
    auto *log = run.window->findChild<ui::LogPage *>();
    QTRY_COMPARE(log->model().rowCount(), 1);
    log->view().setFocus(); // which makes its first row the current one
    QVERIFY(!agent->isVisible());
    const QPoint row = log->view().visualRect(log->model().index(0, 1)).center();
    QTest::mouseClick(log->view().viewport(), Qt::LeftButton, {}, row);
    QVERIFY(agent->isVisible()); // the same one as before
    run.window->showPage(QStringLiteral("settings"));
    run.window->showPage(QStringLiteral("log"));
    QVERIFY(!agent->isVisible());
    QTest::mouseClick(log->view().viewport(), Qt::LeftButton, {}, row); // the row that is selected already
    QVERIFY(agent->isVisible());
}

void TestPages::nothingIsDoneToATaskThatIsNotShown()
{
    WindowRun run;
    run.hub.put(makeTask(3, TaskState::Queued, "Review cart.js"));
    run.open();
    run.window->activateWindow();
    QTRY_VERIFY(run.window->isActiveWindow());
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    run.clickCard(Group::Waiting, 0);
    auto *cancel = run.window->findChild<QAction *>(QStringLiteral("task.cancel"));
    QTRY_VERIFY(cancel->isEnabled());
    run.window->showPage(QStringLiteral("analytics"));
    QVERIFY(!cancel->isEnabled() && !cancel->isVisible());
    QTest::keyClick(run.window.get(), Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(run.hub.sent.empty());
    run.window->openTask(3);
    QTRY_VERIFY(cancel->isEnabled()); // the page shows it
    run.window->showPage(QStringLiteral("board"));
    QVERIFY(cancel->isEnabled());
}

void TestPages::settingsAreFound()
{
    WindowRun run;
    run.open();
    run.window->showPage(QStringLiteral("settings"));
    auto *page = run.window->findChild<ui::SettingsPage *>();
    QVERIFY(hasText(*page, QStringLiteral("Notices")));
    page->search().setText(QStringLiteral("language"));
    QVERIFY(!hasText(*page, QStringLiteral("Notices")));
    QVERIFY(hasText(*page, QStringLiteral("Language")));
    QVERIFY(!hasText(*page, QStringLiteral("Colours")));
    page->search().setText(QStringLiteral("xyzzy"));
    QVERIFY(hasText(*page, QStringLiteral("No setting matches.")));
    page->search().clear();
    QVERIFY(hasText(*page, QStringLiteral("Notices")));
}

void TestPages::languageChangesEverythingAtOnce()
{
    WindowRun run;
    run.hub.put(makeTask(3, TaskState::Queued, "Review cart.js"));
    run.open();
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    run.clickCard(Group::Waiting, 0);
    run.window->showPage(QStringLiteral("settings"));
    auto *language = run.window->findChild<QComboBox *>(QStringLiteral("settings.language"));
    run.testers.clear(); // their models go with the old words
    language->setCurrentIndex(language->findData(QStringLiteral("de")));
    QTRY_VERIFY(hasText(*run.window, QStringLiteral("Einstellungen")));
    QVERIFY(!hasText(*run.window, QStringLiteral("Settings")));
    QTRY_COMPARE(run.inspector().task(), TaskId(3)); // what was open stays open
    QVERIFY(run.waitForRows(Group::Waiting, 1));
    run.window->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY(hasText(*run.window, QStringLiteral("Settings")));
}

void TestPages::resultIsReadInTheWindowsLanguage()
{
    WindowRun run;
    run.hub.put(makeTask(3, TaskState::Done, "Review cart.js"));
    TaskDetail detail;
    detail.attempts.resize(1);
    detail.attempts[0].result = R"({"summary":"1 finding","findings":[{"severity":"medium","path":"a.js","line":3,"message":"== converts"}],)"
                                R"("evidence":{"files_checked":2,"lines_checked":40,"own_figure":7}})";
    run.hub.details[3] = detail;
    run.open();
    run.testers.clear(); // their models go with the old words
    run.window->setLanguage(QStringLiteral("de"));
    QTRY_VERIFY(hasText(*run.window, QStringLiteral("Einstellungen")));
    run.window->showTask(3);
    QTRY_VERIFY(hasText(run.inspector(), QStringLiteral("mittel")));
    for (const char *words : {"geprüfte Dateien", "geprüfte Zeilen", "own figure"}) // the last one is not of ours
        QVERIFY2(hasText(run.inspector(), QString::fromUtf8(words)), words);
    run.window->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY(hasText(*run.window, QStringLiteral("Settings")));
}

void TestPages::choiceOfThemeIsShownInSettings()
{
    WindowRun run;
    run.open({}, {});
    run.window->setTheme(QStringLiteral("dark"));
    run.window->showPage(QStringLiteral("settings"));
    auto *theme = run.window->findChild<QComboBox *>(QStringLiteral("settings.theme"));
    QCOMPARE(theme->currentData().toString(), QStringLiteral("dark"));
    theme->setCurrentIndex(theme->findData(QStringLiteral("light")));
    QCOMPARE(run.window->theme(), QStringLiteral("light"));
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
