// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QAbstractItemModel>

#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

namespace skep {

/// What runs where, as a tree: the hub, below it the machines, below each its agents; natural order everywhere, agents
/// that named no machine last. Window thread.
class TopologyModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Kind { Hub, Machine, Agent };
    Q_ENUM(Kind)
    enum Column { NameColumn, StateColumn, SlotsColumn, AgeColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        KindRole = Qt::UserRole + 1,
        AgentRole, // the agent's name; empty for hub and machines
    };
    Q_ENUM(Role)

    /// Of a machine, or of all: counted from its agents.
    struct Sum
    {
        int agents = 0, online = 0, asking = 0;
        int slotsAll = 0, slotsBusy = 0; // of those online

        void add(const AgentView &agent, int times);
        friend bool operator==(const Sum &, const Sum &) = default;
    };
    struct Machine
    {
        std::string name; // empty: its agents did not say where they run
        int row = 0;
        Sum sum;
        std::vector<AgentRow> agents;
    };

    explicit TopologyModel(QObject *parent = nullptr);
    ~TopologyModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// With `whole` what is not named does not exist any more.
    void apply(bool whole, std::vector<AgentRow> changed, const std::vector<std::string> &gone);
    /// The hub's time, for ages. Nothing is signalled: the view repaints.
    void setNow(TimeMs now) { m_now = now; }
    [[nodiscard]] TimeMs now() const { return m_now; }

    [[nodiscard]] const std::vector<std::unique_ptr<Machine>> &machines() const { return m_machines; }
    [[nodiscard]] const Sum &sum() const { return m_sum; }
    /// Those with a name.
    [[nodiscard]] int machineCount() const;

    [[nodiscard]] Kind kindOf(const QModelIndex &index) const;
    /// Null for hub and machines.
    [[nodiscard]] const AgentView *agentAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex hubIndex() const { return index(0, 0); }
    /// Invalid when there is none of this name.
    [[nodiscard]] QModelIndex machineIndex(const std::string &name) const;
    [[nodiscard]] QModelIndex agentIndex(const std::string &name) const;

    // Words that tree and picture share.
    [[nodiscard]] static QString machineTitle(const std::string &name);
    [[nodiscard]] static QString onlineWords(const Sum &sum);
    [[nodiscard]] static QString slotWords(int busy, int all);
    [[nodiscard]] static QString stateWords(const AgentView &agent);

private:
    void put(AgentRow row, std::set<std::string> &touched);
    void insert(AgentRow row);
    void remove(const std::string &name);
    [[nodiscard]] Machine &machineFor(const std::string &name);
    void renumber(std::size_t from);
    void add(Machine &machine, const AgentView &agent, int times);
    void emitAgents(const std::set<std::string> &touched);
    void emitSums();
    [[nodiscard]] QVariant display(const QModelIndex &index) const;
    [[nodiscard]] static int rowOf(const Machine &machine, const std::string &agent);

    std::vector<std::unique_ptr<Machine>> m_machines;
    std::unordered_map<std::string, Machine *> m_home; // agent to its machine
    std::set<Machine *> m_changed;                     // whose sums are not told yet
    Sum m_sum;
    bool m_sumChanged = false;
    TimeMs m_now = 0;
};

/// Natural order; the one without a name comes last.
[[nodiscard]] bool machineLess(const std::string &a, const std::string &b);

} // namespace skep
