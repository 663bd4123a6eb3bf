// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/topologymodel.h"

#include "viewmodel/agentsmodel.h"
#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <algorithm>

namespace skep {
namespace {

bool isHere(const AgentView &agent) { return agent.state != AgentState::Lost && agent.state != AgentState::Gone; }

bool rowLess(const AgentRow &row, const std::string &name) { return naturalLess(row.view.name, name); }

} // namespace

bool machineLess(const std::string &a, const std::string &b)
{
    return a.empty() || b.empty() ? !a.empty() && b.empty() : naturalLess(a, b);
}

void TopologyModel::Sum::add(const AgentView &agent, int times)
{
    agents += times;
    if (!isHere(agent))
        return;
    online += times;
    asking += agent.waiting > 0 ? times : 0;
    slotsAll += times * agent.slots;
    slotsBusy += times * agent.busy;
}

TopologyModel::TopologyModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

TopologyModel::~TopologyModel() = default;

// An agent's index points to its machine, a machine's to the model, the hub's to nothing: rows may come and go without
// making a stored index wrong.
QModelIndex TopologyModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, nullptr);
    if (kindOf(parent) == Kind::Hub)
        return createIndex(row, column, this);
    return createIndex(row, column, m_machines[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex TopologyModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    switch (kindOf(index)) {
    case Kind::Hub: return {};
    case Kind::Machine: return createIndex(0, 0, nullptr);
    case Kind::Agent: return createIndex(static_cast<const Machine *>(index.constInternalPointer())->row, 0, this);
    }
    return {};
}

TopologyModel::Kind TopologyModel::kindOf(const QModelIndex &index) const
{
    const void *pointer = index.constInternalPointer();
    return !pointer ? Kind::Hub : pointer == this ? Kind::Machine : Kind::Agent;
}

int TopologyModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return 1;
    if (parent.column() != 0)
        return 0;
    switch (kindOf(parent)) {
    case Kind::Hub: return static_cast<int>(m_machines.size());
    case Kind::Machine: return static_cast<int>(m_machines[static_cast<std::size_t>(parent.row())]->agents.size());
    case Kind::Agent: return 0;
    }
    return 0;
}

int TopologyModel::columnCount(const QModelIndex &) const { return ColumnCount; }

int TopologyModel::machineCount() const
{
    const auto all = static_cast<int>(m_machines.size());
    return all > 0 && m_machines.back()->name.empty() ? all - 1 : all;
}

QModelIndex TopologyModel::machineIndex(const std::string &name) const
{
    const auto at = std::lower_bound(m_machines.begin(), m_machines.end(), name,
                                     [](const auto &machine, const std::string &n) { return machineLess(machine->name, n); });
    return at == m_machines.end() || (*at)->name != name ? QModelIndex() : createIndex((*at)->row, 0, this);
}

QModelIndex TopologyModel::agentIndex(const std::string &name) const
{
    const auto home = m_home.find(name);
    return home == m_home.end() ? QModelIndex() : createIndex(rowOf(*home->second, name), 0, home->second);
}

const AgentView *TopologyModel::agentAt(const QModelIndex &index) const
{
    if (!index.isValid() || kindOf(index) != Kind::Agent)
        return nullptr;
    return &static_cast<const Machine *>(index.constInternalPointer())->agents[static_cast<std::size_t>(index.row())].view;
}

int TopologyModel::rowOf(const Machine &machine, const std::string &agent)
{
    return static_cast<int>(std::lower_bound(machine.agents.begin(), machine.agents.end(), agent, rowLess) - machine.agents.begin());
}

void TopologyModel::apply(bool whole, std::vector<AgentRow> changed, const std::vector<std::string> &gone)
{
    if (whole) {
        std::set<std::string_view> kept;
        for (const AgentRow &row : changed)
            kept.insert(row.view.name);
        std::vector<std::string> old;
        for (const auto &[name, machine] : m_home)
            if (!kept.contains(name))
                old.push_back(name);
        for (const std::string &name : old)
            remove(name);
    }
    for (const std::string &name : gone)
        remove(name);
    std::set<std::string> touched;
    for (AgentRow &row : changed)
        put(std::move(row), touched);
    emitAgents(touched);
    emitSums();
}

void TopologyModel::put(AgentRow row, std::set<std::string> &touched)
{
    const auto home = m_home.find(row.view.name);
    if (home != m_home.end() && home->second->name == row.view.machine) {
        Machine &machine = *home->second;
        AgentRow &old = machine.agents[static_cast<std::size_t>(rowOf(machine, row.view.name))];
        if (old == row)
            return;
        add(machine, old.view, -1);
        add(machine, row.view, 1);
        touched.insert(row.view.name);
        old = std::move(row);
        return;
    }
    if (home != m_home.end()) // it came back on another machine
        remove(row.view.name);
    insert(std::move(row));
}

TopologyModel::Machine &TopologyModel::machineFor(const std::string &name)
{
    const auto at = std::lower_bound(m_machines.begin(), m_machines.end(), name,
                                     [](const auto &machine, const std::string &n) { return machineLess(machine->name, n); });
    if (at != m_machines.end() && (*at)->name == name)
        return **at;
    const auto row = static_cast<int>(at - m_machines.begin());
    beginInsertRows(hubIndex(), row, row);
    Machine &machine = **m_machines.insert(at, std::make_unique<Machine>(Machine{name, row, {}, {}}));
    renumber(static_cast<std::size_t>(row));
    endInsertRows();
    m_sumChanged = true;
    return machine;
}

void TopologyModel::renumber(std::size_t from)
{
    for (std::size_t i = from; i < m_machines.size(); ++i)
        m_machines[i]->row = static_cast<int>(i);
}

void TopologyModel::insert(AgentRow row)
{
    Machine &machine = machineFor(row.view.machine);
    const int at = rowOf(machine, row.view.name);
    beginInsertRows(createIndex(machine.row, 0, this), at, at);
    m_home.emplace(row.view.name, &machine);
    add(machine, row.view, 1);
    machine.agents.insert(machine.agents.begin() + at, std::move(row));
    endInsertRows();
}

void TopologyModel::remove(const std::string &name)
{
    const auto home = m_home.find(name);
    if (home == m_home.end())
        return;
    Machine &machine = *home->second;
    const int at = rowOf(machine, name);
    beginRemoveRows(createIndex(machine.row, 0, this), at, at);
    add(machine, machine.agents[static_cast<std::size_t>(at)].view, -1);
    machine.agents.erase(machine.agents.begin() + at);
    m_home.erase(home);
    endRemoveRows();
    if (!machine.agents.empty())
        return;
    m_changed.erase(&machine);
    const int row = machine.row;
    beginRemoveRows(hubIndex(), row, row);
    m_machines.erase(m_machines.begin() + row);
    renumber(static_cast<std::size_t>(row));
    endRemoveRows();
}

void TopologyModel::add(Machine &machine, const AgentView &agent, int times)
{
    machine.sum.add(agent, times);
    m_sum.add(agent, times);
    m_changed.insert(&machine);
    m_sumChanged = true;
}

void TopologyModel::emitAgents(const std::set<std::string> &touched)
{
    std::map<Machine *, std::vector<int>> rows;
    for (const std::string &name : touched)
        if (const auto home = m_home.find(name); home != m_home.end())
            rows[home->second].push_back(rowOf(*home->second, name));
    for (auto &[machine, of] : rows) {
        std::sort(of.begin(), of.end());
        for (std::size_t i = 0; i < of.size();) {
            std::size_t j = i;
            while (j + 1 < of.size() && of[j + 1] == of[j] + 1)
                ++j;
            emit dataChanged(createIndex(of[i], 0, machine), createIndex(of[j], ColumnCount - 1, machine));
            i = j + 1;
        }
    }
}

void TopologyModel::emitSums()
{
    for (const Machine *machine : m_changed)
        emit dataChanged(createIndex(machine->row, 0, this), createIndex(machine->row, ColumnCount - 1, this));
    m_changed.clear();
    if (std::exchange(m_sumChanged, false))
        emit dataChanged(hubIndex(), index(0, ColumnCount - 1));
}

QString TopologyModel::machineTitle(const std::string &name)
{
    return name.empty() ? tr("Unknown machine", "of agents that did not say where they run") : text::of(name);
}

QString TopologyModel::onlineWords(const Sum &sum)
{
    if (sum.online == sum.agents)
        return tr("%Ln online", "agents", sum.online);
    return tr("%1 of %2 online", "agents").arg(text::number(sum.online), text::number(sum.agents));
}

QString TopologyModel::slotWords(int busy, int all) { return tr("%1 of %2", "slots busy of all").arg(text::number(busy), text::number(all)); }

QString TopologyModel::stateWords(const AgentView &agent)
{
    return agent.waiting > 0 && isHere(agent) ? tr("asks", "agent state: waits for a person") : text::state(agent.state);
}

QVariant TopologyModel::display(const QModelIndex &index) const
{
    const AgentView *agent = agentAt(index);
    const bool isHub = kindOf(index) == Kind::Hub;
    const Machine *machine = isHub || agent ? nullptr : m_machines[static_cast<std::size_t>(index.row())].get();
    const Sum &of = machine ? machine->sum : m_sum;
    switch (index.column()) {
    case NameColumn: return agent ? text::of(agent->name) : isHub ? tr("Hub") : machineTitle(machine->name);
    case StateColumn: return agent ? stateWords(*agent) : onlineWords(of);
    case SlotsColumn: return agent ? slotWords(agent->busy, agent->slots) : slotWords(of.slotsBusy, of.slotsAll);
    case AgeColumn: return agent ? text::duration(m_now - agent->since) : QString();
    default: return {};
    }
}

QVariant TopologyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AgentView *agent = agentAt(index);
    switch (role) {
    case Qt::DisplayRole: return display(index);
    case KindRole: return static_cast<int>(kindOf(index));
    case AgentRole: return agent ? text::of(agent->name) : QString();
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() >= SlotsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (!agent)
            return {};
        if (index.column() == AgeColumn)
            return text::exactTime(agent->since);
        return agent->cause.empty() || isHere(*agent) ? tr("%1 on %2", "kind of an agent, machine").arg(agentKind(*agent), machineTitle(agent->machine))
                                                      : text::cause(agent->cause);
    default: return {};
    }
}

QVariant TopologyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= SlotsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == SlotsColumn)
        return tr("Busy slots of all");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case StateColumn: return tr("State");
    case SlotsColumn: return tr("Slots");
    case AgeColumn: return tr("For", "head of a column: how long it is in this state");
    default: return {};
    }
}

QHash<int, QByteArray> TopologyModel::roleNames() const
{
    auto names = QAbstractItemModel::roleNames();
    names.insert({{KindRole, "kind"}, {AgentRole, "agent"}});
    return names;
}

} // namespace skep
