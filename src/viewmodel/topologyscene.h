// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/topologyplan.h"

#include <QAbstractListModel>

#include <vector>

namespace skep {

/// What the picture of the topology shows: a node a row, each with the line that ties it to its parent. Positions are
/// 0..1 of the picture, colours are names of the theme's tokens, words are ready. Rows stand in the order of the keys:
/// hub, machine, its agents, the next machine. Window thread.
class TopologyScene final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Hub, Machine, Agent, MoreAgents, MoreMachines };
    Q_ENUM(Kind)
    struct Node
    {
        Kind kind = Kind::Hub;
        std::string machine, agent; // what it stands for
        double x = 0.5, y = 0.5;
        double fromX = 0.5, fromY = 0.5; // where its line begins
        double angle = 0;                // degrees, 0 is to the right, clockwise
        double step = 0;                 // to its neighbour on the ring, radians
        double arcFrom = 0, arcSweep = 0, arcRadius = 0; // degrees; of a machine's arc, sweep 0: none
        QString title, detail, trouble;
        QString colour;      // a token: "running"
        int busy = 0;
        bool isFilled = true; // false: takes no work

        friend bool operator==(const Node &, const Node &) = default;
    };
    enum Role {
        KindRole = Qt::UserRole + 1,
        KeyRole,
        AgentRole,
        XRole,
        YRole,
        FromXRole,
        FromYRole,
        AngleRole,
        StepRole,
        ArcFromRole,
        ArcSweepRole,
        ArcRadiusRole,
        TitleRole,
        DetailRole,
        TroubleRole,
        ColourRole,
        BusyRole,
        FilledRole,
        SpokenRole,
    };
    Q_ENUM(Role)

    explicit TopologyScene(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Takes the present picture over: only what differs is told.
    void update(const TopologyModel &model);

    [[nodiscard]] const std::vector<Node> &nodes() const { return m_nodes; }
    /// In how many rows the agents stand, from outside to inside.
    [[nodiscard]] int rowsOfAgents() const { return m_rowsOfAgents; }
    /// "hub", "m:hive", "a:nano-07", "f:hive", "f": stable, for the selection.
    [[nodiscard]] static QString keyOf(const Node &node);
    [[nodiscard]] int rowOf(const QString &key) const;

private:
    void merge(std::vector<Node> wanted);

    TopologyPlan m_plan;
    std::vector<Node> m_nodes;
    int m_rowsOfAgents = 1;
};

} // namespace skep
