// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page of machines: the picture of hub, machines and agents, and the tree of the same beside it.
#include "gui/windowrun.h"
#include "ui/agents/agentinspector.h"
#include "ui/machines/machinespage.h"
#include "ui/widgets/look.h"

#include <QLabel>
#include <QQuickItem>
#include <QQuickWidget>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTreeView>

#include <set>

using namespace skep;
using namespace skep::test;

namespace {

AgentView agentOn(const std::string &name, const std::string &machine, AgentState state = AgentState::Ready)
{
    AgentView agent = makeAgent(name, state);
    agent.machine = machine;
    return agent;
}

void fill(FakeGateway &hub, int agents, const std::string &machine = "hive")
{
    for (int i = 1; i <= agents; ++i)
        hub.put(agentOn("nano-" + std::to_string(i), machine));
}

std::vector<AgentRow> fleet(int agents)
{
    std::vector<AgentRow> rows;
    for (int i = 1; i <= agents; ++i)
        rows.push_back({agentOn("nano-" + std::to_string(i), "hive"), {}});
    return rows;
}

bool hasText(const QWidget &in, const QString &words)
{
    for (const QLabel *label : in.findChildren<QLabel *>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

/// The page in the real window, its picture painted.
struct MachinesRun : WindowRun
{
    ui::MachinesPage *page = nullptr;

    void openPage()
    {
        open();
        page = window->findChild<ui::MachinesPage *>();
        window->showPage(QStringLiteral("machines"));
        QTRY_VERIFY(page->picture());
    }
    /// What stands for this key, in the coordinates of the picture.
    [[nodiscard]] QRectF nodeRect(const QString &key) const
    {
        for (QQuickItem *item : page->picture()->rootObject()->childItems()) {
            const QVariant model = item->property("model");
            if (!model.isValid())
                continue;
            if (const auto *row = model.value<QObject *>(); row && row->property("key").toString() == key)
                return item->mapRectToScene(item->boundingRect());
        }
        return {};
    }
    [[nodiscard]] QString current() const { return page->picture()->rootObject()->property("current").toString(); }
    [[nodiscard]] QString selected() const { return page->picture()->rootObject()->property("selected").toString(); }
    [[nodiscard]] QString inspected() const
    {
        const auto *inspector = window->findChild<ui::AgentInspector *>();
        return inspector->isVisible() ? inspector->agent() : QString();
    }
};

} // namespace

class TestMachines final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headCountsWhatIsThere();
    void navigationCountsMachines();
    void clickOnNodeSelectsTheAgent();
    void clickOnRowSelectsTheAgent();
    void rowThatGoesChoosesNobodyElse();
    void keysWalkOverTheNodes();
    void agentsAreThereAfterTheAgentsPage();
    void thousandAgentsFold();
    void pictureFollowsAtItsOwnPace();
    void nothingIsPaintedWhileHidden();
    void pageThatCannotPaintSaysSo();
    void pageWithoutMachinesSaysWhatWillBeHere();
    void staleLooksStale();
    void bothThemesShowAPicture_data();
    void bothThemesShowAPicture();
    void narrowPageStacksPictureAndTree();
};

void TestMachines::headCountsWhatIsThere()
{
    MachinesRun run;
    fill(run.hub, 26);
    run.openPage();
    const QAbstractItemModelTester tester(&run.page->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester sceneTester(&run.page->scene(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_VERIFY(hasText(*run.page, QStringLiteral("1 hub · 1 machine · 26 agents")));
    run.hub.put(agentOn("far", "attic"));
    run.hub.publish();
    QTRY_VERIFY(hasText(*run.page, QStringLiteral("1 hub · 2 machines · 27 agents")));
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("m:attic")).isEmpty());
    QVERIFY(run.page->view().isExpanded(run.page->model().machineIndex("attic")));
}

void TestMachines::navigationCountsMachines()
{
    MachinesRun run;
    fill(run.hub, 3);
    run.hub.put(agentOn("far", "attic"));
    run.open(); // on the board: nobody looks at machines
    const auto buttons = run.window->findChildren<QAbstractButton *>();
    const auto at = std::find_if(buttons.begin(), buttons.end(), [](const QAbstractButton *button) { return button->text() == QLatin1String("Machines"); });
    QVERIFY(at != buttons.end());
    QTRY_COMPARE((*at)->accessibleDescription(), QStringLiteral("2 machines"));
}

void TestMachines::clickOnNodeSelectsTheAgent()
{
    MachinesRun run;
    fill(run.hub, 26);
    run.openPage();
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("a:nano-7")).isEmpty());
    QTest::mouseClick(run.page->picture(), Qt::LeftButton, {}, run.nodeRect(QStringLiteral("a:nano-7")).center().toPoint());
    QTRY_COMPARE(run.inspected(), QStringLiteral("nano-7"));
    QCOMPARE(run.page->view().currentIndex().data().toString(), QStringLiteral("nano-7")); // the tree goes along
    QCOMPARE(run.selected(), QStringLiteral("a:nano-7"));
    // Closed and clicked again it opens again; the window has another size meanwhile.
    QTest::keyClick(run.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(run.inspected().isEmpty());
    QTest::qWait(50);
    QTest::mouseClick(run.page->picture(), Qt::LeftButton, {}, run.nodeRect(QStringLiteral("a:nano-7")).center().toPoint());
    QTRY_COMPARE(run.inspected(), QStringLiteral("nano-7"));
    QTest::mouseClick(run.page->picture(), Qt::LeftButton, {}, run.nodeRect(QStringLiteral("m:hive")).center().toPoint());
    QTRY_COMPARE(run.selected(), QStringLiteral("m:hive"));
    QCOMPARE(run.page->view().currentIndex().data().toString(), QStringLiteral("hive"));
}

void TestMachines::clickOnRowSelectsTheAgent()
{
    MachinesRun run;
    fill(run.hub, 5);
    run.openPage();
    QTreeView &view = run.page->view();
    const QModelIndex index = run.page->model().agentIndex("nano-3");
    QTRY_VERIFY(view.visualRect(index).isValid());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(index).center());
    QTRY_COMPARE(run.inspected(), QStringLiteral("nano-3"));
    QCOMPARE(run.selected(), QStringLiteral("a:nano-3"));
}

void TestMachines::rowThatGoesChoosesNobodyElse()
{
    MachinesRun run;
    fill(run.hub, 5);
    run.openPage();
    run.page->view().setCurrentIndex(run.page->model().agentIndex("nano-3"));
    QTRY_COMPARE(run.inspected(), QStringLiteral("nano-3"));
    run.hub.put(agentOn("nano-3", "attic")); // moves: it stays the chosen one
    run.hub.publish();
    QTRY_COMPARE(run.page->model().machineCount(), 2);
    QCOMPARE(run.page->view().currentIndex().data().toString(), QStringLiteral("nano-3"));
    run.hub.agents.erase("nano-3");
    run.hub.delta.agentsGone.push_back("nano-3");
    run.hub.publish();
    QTRY_COMPARE(run.page->model().machineCount(), 1);
    QVERIFY(!run.page->view().currentIndex().isValid());
    QCOMPARE(run.inspected(), QStringLiteral("nano-3")); // which says that it is gone
    QCOMPARE(run.selected(), QString());
}

void TestMachines::keysWalkOverTheNodes()
{
    MachinesRun run;
    fill(run.hub, 4);
    run.openPage();
    QQuickWidget *picture = run.page->picture();
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("a:nano-4")).isEmpty());
    run.window->activateWindow();
    picture->setFocus(Qt::TabFocusReason);
    QCOMPARE(run.current(), QStringLiteral("hub"));
    QTest::keyClick(picture, Qt::Key_Left); // there is nothing before it
    QCOMPARE(run.current(), QStringLiteral("hub"));
    QTest::keyClick(picture, Qt::Key_Right);
    QCOMPARE(run.current(), QStringLiteral("m:hive"));
    QTest::keyClick(picture, Qt::Key_Down);
    QCOMPARE(run.current(), QStringLiteral("a:nano-1"));
    QTest::keyClick(picture, Qt::Key_End);
    QCOMPARE(run.current(), QStringLiteral("a:nano-4"));
    QTest::keyClick(picture, Qt::Key_Right);
    QCOMPARE(run.current(), QStringLiteral("a:nano-4"));
    QVERIFY(run.inspected().isEmpty()); // looking around opens nothing
    QTest::keyClick(picture, Qt::Key_Return);
    QTRY_COMPARE(run.inspected(), QStringLiteral("nano-4"));
    QTest::keyClick(picture, Qt::Key_Home);
    QCOMPARE(run.current(), QStringLiteral("hub"));
    QTest::keyClick(picture, Qt::Key_Tab);
    QVERIFY(!picture->hasFocus());
}

void TestMachines::agentsAreThereAfterTheAgentsPage()
{
    MachinesRun run;
    fill(run.hub, 4);
    run.openPage();
    run.window->showPage(QStringLiteral("agents"));
    QTRY_COMPARE(run.agents().view().model()->rowCount(), 4);
    run.hub.agents.clear();
    fill(run.hub, 2, "attic");
    run.hub.publishWhole();
    QTRY_COMPARE(run.agents().view().model()->rowCount(), 2);
    run.window->showPage(QStringLiteral("machines"));
    QTRY_VERIFY(hasText(*run.page, QStringLiteral("1 hub · 1 machine · 2 agents")));
    QVERIFY(run.page->model().machineIndex("attic").isValid());
    QTRY_VERIFY(run.nodeRect(QStringLiteral("m:hive")).isEmpty());
}

void TestMachines::thousandAgentsFold()
{
    MachinesRun run;
    fill(run.hub, 1000);
    run.openPage();
    QTRY_COMPARE(run.page->model().sum().agents, 1000);
    QTRY_COMPARE(run.page->scene().rowCount(), 2 + TopologyPlan::kAgentsMax + 1);
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("f:hive")).isEmpty());
    QTest::mouseClick(run.page->picture(), Qt::LeftButton, {}, run.nodeRect(QStringLiteral("f:hive")).center().toPoint());
    QTRY_COMPARE(run.page->view().currentIndex().data().toString(), QStringLiteral("hive")); // where all are named
    QVERIFY(run.page->view().isExpanded(run.page->view().currentIndex()));
}

void TestMachines::pictureFollowsAtItsOwnPace()
{
    ui::Look look;
    look.theme = Theme::light();
    look.chooseFonts();
    ui::MachinesPage page(look);
    page.resize(900, 600);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    Page step;
    step.agentsReset = true;
    step.agents = fleet(10);
    page.apply(step);
    QTRY_VERIFY(page.picture());
    const QSignalSpy changed(&page.scene(), &QAbstractItemModel::dataChanged);
    // The tree takes each step at once, the picture a few of them together.
    QElapsedTimer time;
    time.start();
    int steps = 0;
    while (changed.size() < 4 && time.elapsed() < 10'000) {
        Page next;
        next.agents = fleet(1);
        next.agents.front().view.busy = ++steps;
        page.apply(next);
        QCOMPARE(page.model().sum().slotsBusy, steps);
        QTest::qWait(1);
    }
    QCOMPARE(changed.size(), 4); // machine and agent stand in neighbouring rows: one signal a step
    QVERIFY2(time.elapsed() >= 3 * ui::MachinesPage::kPace.count(), qPrintable(QString::number(time.elapsed())));
    QVERIFY(steps > 4);
}

void TestMachines::nothingIsPaintedWhileHidden()
{
    MachinesRun run;
    fill(run.hub, 26);
    run.openPage();
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("a:nano-7")).isEmpty());
    QTest::qWait(400); // what is on the way arrives
    const QSignalSpy painted(run.page->picture()->quickWindow(), &QQuickWindow::afterRendering);
    const QSignalSpy changed(&run.page->scene(), &QAbstractItemModel::dataChanged);
    run.hub.put(agentOn("nano-7", "hive", AgentState::Busy));
    run.hub.publish();
    QTRY_VERIFY(painted.size() > 0); // it counts what it should
    const auto change = [&run](int i) {
        run.hub.put(agentOn("nano-7", "hive", i % 2 ? AgentState::Busy : AgentState::Ready));
        run.hub.publish();
        QTest::qWait(60);
    };
    run.window->showPage(QStringLiteral("agents"));
    QTest::qWait(50);
    auto before = std::pair(painted.size(), changed.size());
    for (int i = 0; i < 8; ++i)
        change(i);
    QCOMPARE(std::pair(painted.size(), changed.size()), before);
    run.window->showPage(QStringLiteral("machines"));
    QTRY_VERIFY(painted.size() > before.first);
    run.window->hide();
    QTest::qWait(50);
    before = std::pair(painted.size(), changed.size());
    for (int i = 0; i < 8; ++i)
        change(i);
    QCOMPARE(std::pair(painted.size(), changed.size()), before);
    run.window->show();
    QTRY_VERIFY(painted.size() > before.first);
}

void TestMachines::pageThatCannotPaintSaysSo()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("Broken.qml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("import QtQuick\nimport Missing.Module\nItem {}\n");
    file.close();
    ui::Look look;
    look.theme = Theme::light();
    look.chooseFonts();
    ui::MachinesPage page(look, QUrl::fromLocalFile(file.fileName()));
    page.resize(900, 600);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    Page step;
    step.agentsReset = true;
    step.agents = fleet(3);
    page.apply(step);
    QTRY_VERIFY(hasText(page, QStringLiteral("The picture cannot be shown")));
    QVERIFY(hasText(page, QStringLiteral("Missing.Module")));
    QVERIFY(!page.picture());
    QVERIFY(page.view().isVisible());
    QCOMPARE(page.model().sum().agents, 3);
    const QSignalSpy wanted(&page, &ui::WindowPage::agentWanted);
    page.view().setCurrentIndex(page.model().agentIndex("nano-2"));
    QCOMPARE(wanted.size(), 1);
    page.apply(step); // and goes on
    QVERIFY(hasText(page, QStringLiteral("1 hub · 1 machine · 3 agents")));
}

void TestMachines::pageWithoutMachinesSaysWhatWillBeHere()
{
    MachinesRun run;
    run.open();
    run.page = run.window->findChild<ui::MachinesPage *>();
    run.window->showPage(QStringLiteral("machines"));
    QTRY_VERIFY(hasText(*run.page, QStringLiteral("No machine is here")));
    QTest::qWait(250);
    QVERIFY(!run.page->picture()); // nothing is made for nothing
    fill(run.hub, 1);
    run.hub.publish();
    QTRY_VERIFY(run.page->picture());
    QVERIFY(!hasText(*run.page, QStringLiteral("No machine is here")));
    run.hub.agents.clear();
    run.hub.publishWhole();
    QTRY_VERIFY(hasText(*run.page, QStringLiteral("No machine is here")));
}

void TestMachines::staleLooksStale()
{
    MachinesRun run;
    fill(run.hub, 6);
    run.openPage();
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("a:nano-1")).isEmpty());
    QTest::qWait(300);
    const auto colours = [&run] {
        const QImage image = run.page->picture()->grabFramebuffer();
        const QPoint at = run.nodeRect(QStringLiteral("a:nano-1")).center().toPoint();
        return QColor(image.pixel(at * image.devicePixelRatio()));
    };
    QCOMPARE(colours(), Theme::light().of(AgentState::Ready));
    run.page->setStale(true);
    QTRY_COMPARE(colours(), Theme::light().surface); // hollow
    run.page->setStale(false);
    QTRY_COMPARE(colours(), Theme::light().of(AgentState::Ready));
}

void TestMachines::bothThemesShowAPicture_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void TestMachines::bothThemesShowAPicture()
{
    QFETCH(const QString, theme);
    MachinesRun run;
    fill(run.hub, 26);
    run.openPage();
    run.window->setTheme(theme);
    const Theme wanted = theme == QLatin1String("dark") ? Theme::dark() : Theme::light();
    QTRY_VERIFY(!run.nodeRect(QStringLiteral("a:nano-26")).isEmpty());
    const auto colours = [&run] {
        const QPoint from = run.page->picture()->mapTo(run.window.get(), QPoint());
        const QImage image = run.window->grab(QRect(from, run.page->picture()->size())).toImage();
        std::set<QRgb> seen;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                seen.insert(image.pixel(x, y));
        return seen;
    };
    QTRY_VERIFY(colours().contains(wanted.surface.rgb()));
    const std::set<QRgb> seen = colours();
    QVERIFY(seen.size() > 40); // smoothed letters and lines
    for (const QColor &colour : {wanted.surface, wanted.line, wanted.of(AgentState::Ready), wanted.accent})
        QVERIFY2(seen.contains(colour.rgb()), qPrintable(colour.name()));
}

void TestMachines::narrowPageStacksPictureAndTree()
{
    MachinesRun run;
    fill(run.hub, 26);
    run.openPage();
    auto *splitter = run.page->findChild<QSplitter *>();
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    run.window->resize(900, 700);
    run.window->showTask(1);
    QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(run.page->view().height() >= 100 && run.page->picture()->height() >= 100);
}

QTEST_MAIN(TestMachines)
#include "tst_machines.moc"
