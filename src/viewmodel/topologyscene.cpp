// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/topologyscene.h"

#include "viewmodel/agentsmodel.h"
#include "viewmodel/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace skep {
namespace {

using Node = TopologyScene::Node;
using Kind = TopologyScene::Kind;

constexpr double kDegrees = 180 / std::numbers::pi;

struct TopologyWords { Q_DECLARE_TR_FUNCTIONS(Topology) };

/// The order of the rows, the same in every picture.
bool isBefore(const Node &a, const Node &b)
{
    const auto rank = [](const Node &node) { return node.kind == Kind::Hub ? 0 : node.kind == Kind::MoreMachines ? 2 : 1; };
    if (rank(a) != rank(b))
        return rank(a) < rank(b);
    if (a.machine != b.machine)
        return machineLess(a.machine, b.machine);
    return a.kind != b.kind ? a.kind < b.kind : naturalLess(a.agent, b.agent);
}

void setPlace(Node &node, double angle, double radius, double fromRadius)
{
    node.angle = angle * kDegrees;
    node.x = 0.5 + radius * std::cos(angle);
    node.y = 0.5 + radius * std::sin(angle);
    node.fromX = 0.5 + fromRadius * std::cos(angle);
    node.fromY = 0.5 + fromRadius * std::sin(angle);
}

QString tokenOf(const AgentView &agent)
{
    const auto token = [](TaskState state) { return QString::fromLatin1(name(state).data()); };
    switch (agent.state) {
    case AgentState::Ready: return token(agent.waiting > 0 ? TaskState::NeedsInput : TaskState::Done);
    case AgentState::Busy: return token(agent.waiting > 0 ? TaskState::NeedsInput : TaskState::Running);
    case AgentState::Draining: return token(TaskState::Blocked);
    case AgentState::Lost:
    case AgentState::Gone: return token(TaskState::Failed);
    }
    return {};
}

QString slotsBusy(const TopologyModel::Sum &sum) { return TopologyWords::tr("%1 of %2 slots busy").arg(text::number(sum.slotsBusy), text::number(sum.slotsAll)); }

QString troubleOf(const TopologyModel::Sum &sum)
{
    QStringList parts;
    if (sum.asking > 0)
        parts << TopologyWords::tr("%n ask(s)", "agents that wait for a person", sum.asking);
    if (sum.online < sum.agents)
        parts << TopologyWords::tr("%n not here", "agents that are lost or gone", sum.agents - sum.online);
    return parts.join(QStringLiteral(" · "));
}

Node hubNode(const TopologyModel &model)
{
    Node node;
    node.title = TopologyWords::tr("Hub");
    node.detail = TopologyModel::onlineWords(model.sum());
    node.colour = QStringLiteral("accent");
    return node;
}

Node machineNode(const TopologyPlan::Result &plan, const TopologyPlan::Sector &sector)
{
    Node node;
    node.kind = Kind::Machine;
    node.machine = sector.machine->name;
    setPlace(node, sector.angle, plan.machineRadius, 0);
    node.step = plan.step;
    node.arcFrom = sector.from * kDegrees;
    node.arcSweep = sector.sweep * kDegrees;
    node.arcRadius = plan.arcRadius;
    node.title = TopologyModel::machineTitle(node.machine);
    node.detail = slotsBusy(sector.machine->sum);
    node.trouble = troubleOf(sector.machine->sum);
    node.isFilled = sector.machine->sum.online > 0;
    node.colour = node.isFilled ? QStringLiteral("line") : QStringLiteral("failed");
    return node;
}

Node agentNode(const TopologyPlan::Result &plan, const TopologyPlan::Sector &sector, const TopologyPlan::Seat &seat, const AgentView &agent)
{
    Node node;
    node.kind = Kind::Agent;
    node.machine = sector.machine->name;
    node.agent = seat.agent;
    setPlace(node, seat.angle, seat.radius, plan.arcRadius);
    node.step = plan.step;
    node.title = text::shortName(agent.name);
    node.detail = TopologyWords::tr("%1, %2 of %3 slots busy", "state of an agent").arg(TopologyModel::stateWords(agent)).arg(agent.busy).arg(agent.slots);
    node.colour = tokenOf(agent);
    node.busy = agent.busy;
    node.isFilled = agent.state == AgentState::Ready || agent.state == AgentState::Busy;
    return node;
}

Node foldNode(const TopologyPlan::Result &plan, const TopologyPlan::Sector &sector)
{
    Node node;
    node.kind = Kind::MoreAgents;
    node.machine = sector.machine->name;
    setPlace(node, sector.fold.angle, sector.fold.radius, plan.arcRadius);
    node.step = plan.step;
    node.title = TopologyWords::tr("and %Ln more", "agents that are not drawn", sector.folded);
    node.detail = TopologyWords::tr("the list beside the picture names all");
    node.colour = QStringLiteral("muted");
    return node;
}

Node moreMachinesNode(const TopologyPlan::Result &plan)
{
    Node node;
    node.kind = Kind::MoreMachines;
    setPlace(node, plan.foldAngle, plan.machineRadius, 0);
    node.step = plan.step;
    node.title = TopologyWords::tr("and %Ln more machine(s)", "that are not drawn", plan.foldedMachines);
    node.detail = TopologyWords::tr("the list beside the picture names all");
    node.colour = QStringLiteral("line");
    return node;
}

} // namespace

TopologyScene::TopologyScene(QObject *parent)
    : QAbstractListModel(parent)
{
}

int TopologyScene::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_nodes.size()); }

QString TopologyScene::keyOf(const Node &node)
{
    switch (node.kind) {
    case Kind::Hub: return QStringLiteral("hub");
    case Kind::Machine: return QStringLiteral("m:") + text::of(node.machine);
    case Kind::Agent: return QStringLiteral("a:") + text::of(node.agent);
    case Kind::MoreAgents: return QStringLiteral("f:") + text::of(node.machine);
    case Kind::MoreMachines: return QStringLiteral("f");
    }
    return {};
}

int TopologyScene::rowOf(const QString &key) const
{
    const auto at = std::find_if(m_nodes.begin(), m_nodes.end(), [&key](const Node &node) { return keyOf(node) == key; });
    return at == m_nodes.end() ? -1 : static_cast<int>(at - m_nodes.begin());
}

void TopologyScene::update(const TopologyModel &model)
{
    const TopologyPlan::Result plan = m_plan.arrange(model);
    m_rowsOfAgents = plan.rows;
    std::vector<Node> wanted{hubNode(model)};
    for (const TopologyPlan::Sector &sector : plan.sectors) {
        wanted.push_back(machineNode(plan, sector));
        auto seat = sector.seats.begin();
        for (const AgentRow &row : sector.machine->agents)
            if (seat != sector.seats.end() && seat->agent == row.view.name)
                wanted.push_back(agentNode(plan, sector, *seat++, row.view));
        if (sector.folded > 0)
            wanted.push_back(foldNode(plan, sector));
    }
    if (plan.foldedMachines > 0)
        wanted.push_back(moreMachinesNode(plan));
    merge(std::move(wanted));
}

// Both lists are in the same order, so one walk finds what came, went and changed.
void TopologyScene::merge(std::vector<Node> wanted)
{
    std::vector<int> changed;
    for (std::size_t i = 0; i < wanted.size() || i < m_nodes.size();) {
        const auto row = static_cast<int>(i);
        const bool isGone = i < m_nodes.size() && (i == wanted.size() || isBefore(m_nodes[i], wanted[i]));
        if (isGone) {
            beginRemoveRows({}, row, row);
            m_nodes.erase(m_nodes.begin() + row);
            endRemoveRows();
            continue;
        }
        if (i == m_nodes.size() || isBefore(wanted[i], m_nodes[i])) {
            beginInsertRows({}, row, row);
            m_nodes.insert(m_nodes.begin() + row, std::move(wanted[i]));
            endInsertRows();
        } else if (m_nodes[i] != wanted[i]) {
            m_nodes[i] = std::move(wanted[i]);
            changed.push_back(row);
        }
        ++i;
    }
    for (std::size_t i = 0; i < changed.size();) {
        std::size_t j = i;
        while (j + 1 < changed.size() && changed[j + 1] == changed[j] + 1)
            ++j;
        emit dataChanged(index(changed[i]), index(changed[j]));
        i = j + 1;
    }
}

QVariant TopologyScene::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = m_nodes[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KindRole: return static_cast<int>(node.kind);
    case KeyRole: return keyOf(node);
    case AgentRole: return text::of(node.agent);
    case XRole: return node.x;
    case YRole: return node.y;
    case FromXRole: return node.fromX;
    case FromYRole: return node.fromY;
    case AngleRole: return node.angle;
    case StepRole: return node.step;
    case ArcFromRole: return node.arcFrom;
    case ArcSweepRole: return node.arcSweep;
    case ArcRadiusRole: return node.arcRadius;
    case Qt::DisplayRole:
    case TitleRole: return node.title;
    case DetailRole: return node.detail;
    case TroubleRole: return node.trouble;
    case ColourRole: return node.colour;
    case BusyRole: return node.busy;
    case FilledRole: return node.isFilled;
    case SpokenRole: {
        const QStringList parts{node.title, node.detail, node.trouble};
        return QStringList(parts.begin(), parts.end() - (node.trouble.isEmpty() ? 1 : 0)).join(QStringLiteral(", "));
    }
    default: return {};
    }
}

QHash<int, QByteArray> TopologyScene::roleNames() const
{
    return {{KindRole, "kind"}, {KeyRole, "key"}, {AgentRole, "agent"}, {XRole, "placeX"}, {YRole, "placeY"},
            {FromXRole, "fromX"}, {FromYRole, "fromY"}, {AngleRole, "angle"}, {StepRole, "step"}, {ArcFromRole, "arcFrom"},
            {ArcSweepRole, "arcSweep"}, {ArcRadiusRole, "arcRadius"}, {TitleRole, "title"}, {DetailRole, "detail"},
            {TroubleRole, "trouble"}, {ColourRole, "colour"}, {BusyRole, "busy"}, {FilledRole, "isFilled"}, {SpokenRole, "spoken"}};
}

} // namespace skep
