// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What runs where: the tree, and where everything stands in the picture.
#include "viewmodel/topologyscene.h"
#include "viewmodel/viewindex.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <random>

using namespace skep;

namespace {

AgentRow row(const std::string &name, const std::string &machine = "hive", AgentState state = AgentState::Ready, int busy = 0)
{
    AgentRow row;
    row.view.name = name;
    row.view.machine = machine;
    row.view.state = state;
    row.view.slots = 3;
    row.view.busy = busy;
    return row;
}

std::vector<AgentRow> fleet(int count, const std::string &machine = "hive")
{
    std::vector<AgentRow> rows;
    for (int i = 1; i <= count; ++i)
        rows.push_back(row(machine + "-" + std::to_string(i), machine));
    return rows;
}

std::vector<AgentRow> joined(std::vector<AgentRow> a, const std::vector<AgentRow> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// The tree as text: a line a row, indented.
QString printed(const TopologyModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int i = 0; i < model.rowCount(parent); ++i) {
        const QModelIndex index = model.index(i, 0, parent);
        text += QString(depth * 2, u' ');
        for (int column = 0; column < TopologyModel::AgeColumn; ++column)
            text += (column > 0 ? QStringLiteral(" | ") : QString()) + index.siblingAtColumn(column).data().toString();
        text += u'\n' + printed(model, index, depth + 1);
    }
    return text;
}

int count(const TopologyScene &scene, TopologyScene::Kind kind)
{
    return static_cast<int>(std::count_if(scene.nodes().begin(), scene.nodes().end(), [kind](const auto &node) { return node.kind == kind; }));
}

QPointF placeOf(const TopologyScene &scene, const QString &key)
{
    const int row = scene.rowOf(key);
    if (row < 0)
        return {-1, -1};
    const auto &node = scene.nodes()[static_cast<std::size_t>(row)];
    return {node.x, node.y};
}

double distance(const QPointF &a, const QPointF &b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

} // namespace

class TestTopology final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treeIsInNaturalOrder();
    void emptyTreeHoldsTheHub();
    void agentMovesToItsNewMachine();
    void onlyWhatChangedIsTold();
    void whatIsNotNamedGoes();
    void anyOrderOfChangesKeepsTheTreeWhole();
    void sceneHoldsTheTree();
    void agentsStandApartInsideThePicture_data();
    void agentsStandApartInsideThePicture();
    void samePictureAlwaysStandsAlike();
    void nobodyMovesWhenOneGoesOrComesBack();
    void thousandAgentsFold();
    void largeMachineLeavesRoomForSmallOnes();
    void manyMachinesFold();
    void machinesAreCountedWhileNobodyLooks();
};

void TestTopology::treeIsInNaturalOrder()
{
    TopologyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, {row("nano-10", "hive-2"), row("nano-9", "hive-2", AgentState::Busy, 3), row("ann", ""), row("b", "hive-10"),
                       row("gone", "hive-10", AgentState::Gone)}, {});
    QCOMPARE(printed(model), QStringLiteral("Hub | 4 of 5 online | 3 of 12\n"
                                            "  hive-2 | 2 online | 3 of 6\n"
                                            "    nano-9 | busy | 3 of 3\n"
                                            "    nano-10 | ready | 0 of 3\n"
                                            "  hive-10 | 1 of 2 online | 0 of 3\n"
                                            "    b | ready | 0 of 3\n"
                                            "    gone | gone | 0 of 3\n"
                                            "  Unknown machine | 1 online | 0 of 3\n"
                                            "    ann | ready | 0 of 3\n"));
    QCOMPARE(model.machineCount(), 2); // the one nobody named is none
    QCOMPARE(model.agentIndex("nano-10").row(), 1);
    QCOMPARE(model.agentIndex("nano-10").parent(), model.machineIndex("hive-2"));
    QVERIFY(!model.agentIndex("nano-1").isValid());
}

void TestTopology::emptyTreeHoldsTheHub()
{
    TopologyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, {}, {});
    model.apply(false, {}, {"nobody"});
    QCOMPARE(printed(model), QStringLiteral("Hub | 0 online | 0 of 0\n"));
    TopologyScene scene;
    scene.update(model);
    QCOMPARE(scene.rowCount(), 1);
}

void TestTopology::agentMovesToItsNewMachine()
{
    TopologyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, {row("a", "one"), row("b", "two")}, {});
    model.apply(false, {row("a", "two")}, {});
    QCOMPARE(printed(model), QStringLiteral("Hub | 2 online | 0 of 6\n  two | 2 online | 0 of 6\n    a | ready | 0 of 3\n    b | ready | 0 of 3\n"));
}

void TestTopology::onlyWhatChangedIsTold()
{
    TopologyModel model;
    model.apply(true, fleet(9), {});
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.apply(false, {row("hive-3")}, {});
    QCOMPARE(changed.size(), 0); // it was so before
    const auto busy = [](const std::string &name) { return row(name, "hive", AgentState::Busy, 3); };
    model.apply(false, {busy("hive-3"), busy("hive-4"), busy("hive-8")}, {});
    QCOMPARE(changed.size(), 4); // two runs of agents, their machine, the hub
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 3);
    QCOMPARE(inserted.size() + reset.size(), 0);
}

void TestTopology::whatIsNotNamedGoes()
{
    TopologyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, joined(fleet(5, "one"), fleet(5, "two")), {});
    model.apply(true, {row("two-2", "two")}, {});
    QCOMPARE(printed(model), QStringLiteral("Hub | 1 online | 0 of 3\n  two | 1 online | 0 of 3\n    two-2 | ready | 0 of 3\n"));
    model.apply(true, {}, {});
    QCOMPARE(model.rowCount(model.hubIndex()), 0);
}

void TestTopology::anyOrderOfChangesKeepsTheTreeWhole()
{
    TopologyModel model;
    TopologyScene scene;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester sceneTester(&scene, QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::mt19937 random(7); // a failure must come again
    std::map<std::string, AgentRow> truth;
    const auto any = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int step = 0; step < 400; ++step) {
        std::vector<AgentRow> changed;
        std::vector<std::string> gone;
        for (int i = any(6); i > 0; --i) {
            AgentRow agent = row("a-" + std::to_string(any(60)), any(5) == 0 ? std::string() : "m-" + std::to_string(any(7)),
                                 static_cast<AgentState>(any(5)), any(4));
            truth[agent.view.name] = agent;
            std::erase_if(changed, [&](const AgentRow &c) { return c.view.name == agent.view.name; });
            changed.push_back(agent);
        }
        const bool whole = any(20) == 0;
        if (!truth.empty() && any(3) == 0) {
            const std::string name = std::next(truth.begin(), any(static_cast<int>(truth.size())))->first;
            truth.erase(name);
            gone.push_back(name);
            std::erase_if(changed, [&](const AgentRow &c) { return c.view.name == name; });
        }
        if (whole) {
            changed.clear();
            for (const auto &[name, agent] : truth)
                changed.push_back(agent);
        }
        model.apply(whole, changed, gone);
        scene.update(model);
        std::size_t agents = 0;
        for (const auto &machine : model.machines()) {
            agents += machine->agents.size();
            QVERIFY(!machine->agents.empty());
        }
        QCOMPARE(agents, truth.size());
        for (const auto &[name, agent] : truth)
            QCOMPARE(*model.agentAt(model.agentIndex(name)), agent.view);
        QCOMPARE(count(scene, TopologyScene::Kind::Agent), static_cast<int>(truth.size()));
    }
    QVERIFY(truth.size() > 20);
}

void TestTopology::sceneHoldsTheTree()
{
    TopologyModel model;
    TopologyScene scene;
    model.apply(true, {row("a", "one", AgentState::Busy, 3), row("b", "one", AgentState::Draining), row("c", "two", AgentState::Lost)}, {});
    scene.update(model);
    QStringList keys, colours;
    for (const auto &node : scene.nodes()) {
        keys << TopologyScene::keyOf(node);
        colours << node.colour;
    }
    QCOMPARE(keys, QStringLiteral("hub m:one a:a a:b m:two a:c").split(u' '));
    QCOMPARE(colours, QStringLiteral("accent line running blocked failed failed").split(u' '));
    QCOMPARE(scene.index(2).data(TopologyScene::SpokenRole).toString(), QStringLiteral("a, busy, 3 of 3 slots busy"));
    QCOMPARE(scene.index(2).data(TopologyScene::FilledRole).toBool(), true);
    QCOMPARE(scene.index(5).data(TopologyScene::FilledRole).toBool(), false);
    const QSignalSpy changed(&scene, &QAbstractItemModel::dataChanged);
    model.apply(false, {row("b", "one", AgentState::Ready)}, {});
    scene.update(model);
    scene.update(model);
    QVERIFY(changed.size() >= 1 && changed.size() <= 3); // hub, machine, agent, at most; the second time nothing
}

void TestTopology::agentsStandApartInsideThePicture_data()
{
    QTest::addColumn<int>("agents");
    QTest::addColumn<int>("machines");
    for (const auto &[agents, machines] : {std::pair{1, 1}, {26, 1}, {45, 1}, {150, 1}, {26, 4}, {3, 12}, {1, 24}, {60, 3}, {400, 5}})
        QTest::addRow("%d agents on each of %d", agents, machines) << agents << machines;
}

void TestTopology::agentsStandApartInsideThePicture()
{
    QFETCH(const int, agents);
    QFETCH(const int, machines);
    TopologyModel model;
    std::vector<AgentRow> rows;
    for (int i = 1; i <= machines; ++i)
        rows = joined(rows, fleet(agents, "hive" + std::to_string(i)));
    model.apply(true, rows, {});
    TopologyScene scene;
    scene.update(model);
    const auto &nodes = scene.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QVERIFY(nodes[i].x >= -1e-9 && nodes[i].x <= 1 + 1e-9 && nodes[i].y >= -1e-9 && nodes[i].y <= 1 + 1e-9);
        for (std::size_t j = 0; j < i; ++j) {
            const double gap = distance({nodes[i].x, nodes[i].y}, {nodes[j].x, nodes[j].y});
            const auto words = QStringLiteral("%1 stands on %2: %3").arg(TopologyScene::keyOf(nodes[i]), TopologyScene::keyOf(nodes[j])).arg(gap);
            QVERIFY2(gap > 0.025, qPrintable(words));
        }
    }
}

void TestTopology::samePictureAlwaysStandsAlike()
{
    TopologyModel one, two;
    one.apply(true, joined(fleet(30, "b"), fleet(12, "a")), {});
    two.apply(false, fleet(12, "a"), {});
    two.apply(false, fleet(30, "b"), {});
    TopologyScene first, second;
    first.update(one);
    second.update(two);
    QVERIFY(first.nodes() == second.nodes());
}

void TestTopology::nobodyMovesWhenOneGoesOrComesBack()
{
    TopologyModel model;
    TopologyScene scene;
    model.apply(true, fleet(26), {});
    scene.update(model);
    std::map<QString, QPointF> before;
    for (const auto &node : scene.nodes())
        before[TopologyScene::keyOf(node)] = {node.x, node.y};
    const auto moved = [&] {
        int n = 0;
        for (const auto &node : scene.nodes())
            if (const auto at = before.find(TopologyScene::keyOf(node)); at != before.end())
                n += distance(at->second, {node.x, node.y}) > 1e-9 ? 1 : 0;
        return n;
    };
    model.apply(false, {}, {"hive-7"});
    scene.update(model);
    QCOMPARE(moved(), 0);
    model.apply(false, {row("hive-99")}, {}); // takes the free seat
    scene.update(model);
    QCOMPARE(moved(), 0);
    QCOMPARE(placeOf(scene, QStringLiteral("a:hive-99")), before.at(QStringLiteral("a:hive-7")));
    model.apply(false, {row("hive-100")}, {}); // needs one more
    scene.update(model);
    model.apply(false, {row("hive-101")}, {}); // and finds room
    before.clear();
    for (const auto &node : scene.nodes())
        before[TopologyScene::keyOf(node)] = {node.x, node.y};
    scene.update(model);
    QCOMPARE(moved(), 0);
    model.apply(true, fleet(3), {}); // nearly all go: the gaps close
    scene.update(model);
    QVERIFY(distance(placeOf(scene, QStringLiteral("a:hive-1")), placeOf(scene, QStringLiteral("a:hive-2"))) > 0.5);
}

void TestTopology::thousandAgentsFold()
{
    TopologyModel model;
    TopologyScene scene;
    const QAbstractItemModelTester tester(&scene, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.apply(true, fleet(1000), {});
    scene.update(model);
    QCOMPARE(count(scene, TopologyScene::Kind::Agent), TopologyPlan::kAgentsMax);
    QCOMPARE(count(scene, TopologyScene::Kind::MoreAgents), 1);
    QVERIFY(scene.nodes().back().title.contains(QStringLiteral("850")));
    QVERIFY(scene.rowOf(QStringLiteral("a:hive-150")) > 0); // the first ones in natural order
    QCOMPARE(scene.rowOf(QStringLiteral("a:hive-151")), -1);
    model.apply(true, fleet(20), {});
    scene.update(model);
    QCOMPARE(count(scene, TopologyScene::Kind::Agent), 20);
    QCOMPARE(count(scene, TopologyScene::Kind::MoreAgents), 0);
}

void TestTopology::largeMachineLeavesRoomForSmallOnes()
{
    TopologyModel model;
    TopologyScene scene;
    model.apply(true, joined(joined(fleet(900, "large"), fleet(10, "small")), fleet(40, "middle")), {});
    scene.update(model);
    std::map<std::string, int> drawn;
    for (const auto &node : scene.nodes())
        drawn[node.machine] += node.kind == TopologyScene::Kind::Agent ? 1 : 0;
    QCOMPARE(drawn["small"], 10);
    QCOMPARE(drawn["middle"], 40);
    QCOMPARE(drawn["large"], 100);
}

void TestTopology::manyMachinesFold()
{
    TopologyModel model;
    TopologyScene scene;
    std::vector<AgentRow> rows;
    for (int i = 1; i <= 1000; ++i)
        rows.push_back(row("a-" + std::to_string(i), "m-" + std::to_string(i)));
    model.apply(true, rows, {});
    scene.update(model);
    QCOMPARE(count(scene, TopologyScene::Kind::Machine), TopologyPlan::kMachinesMax - 1);
    QCOMPARE(count(scene, TopologyScene::Kind::MoreMachines), 1);
    QVERIFY(scene.nodes().back().title.contains(QStringLiteral("977")));
    QVERIFY(distance({scene.nodes().back().x, scene.nodes().back().y}, {0.5, 0.5}) > 0.1);
}

void TestTopology::machinesAreCountedWhileNobodyLooks()
{
    ViewIndex index;
    Delta delta;
    delta.seq = 1;
    delta.whole = true;
    delta.agents = {row("a", "one").view, row("b", "one").view, row("c", "two").view, row("d", "").view};
    index.apply(std::move(delta));
    QCOMPARE(index.takePage().machines, 2);
    Delta next;
    next.seq = 2;
    next.agents = {row("c", "one").view};
    next.agentsGone = {"a", "nobody"};
    index.apply(std::move(next));
    QCOMPARE(index.takePage().machines, 1);
    Delta whole;
    whole.seq = 3;
    whole.whole = true;
    index.apply(std::move(whole));
    QCOMPARE(index.takePage().machines, 0);
}

QTEST_GUILESS_MAIN(TestTopology)
#include "tst_topology.moc"
