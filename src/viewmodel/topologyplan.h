// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/topologymodel.h"

#include <map>
#include <string>
#include <vector>

namespace skep {

/// Where everything of the topology stands: the hub in the middle, machines on an inner ring, their agents on the outer
/// one, each machine with a sector of its own. A plan remembers who sits where, so that only those move that must: who
/// comes takes a free seat, who goes leaves one. Window thread.
class TopologyPlan
{
public:
    static constexpr int kAgentsMax = 150;  // drawn singly, over all machines
    static constexpr int kMachinesMax = 24; // drawn singly
    static constexpr int kColumnsMax = 44;  // seats side by side on a ring before a second row begins
    static constexpr int kRowsMax = 4;

    struct Seat
    {
        std::string agent;
        double angle = 0;  // radians, 0 is to the right, clockwise
        double radius = 0; // 0.5 is the edge of the picture
    };
    struct Sector
    {
        const TopologyModel::Machine *machine = nullptr;
        double angle = 0;              // of the machine
        double from = 0, sweep = 0;    // of the arc its agents hang on, radians
        std::vector<Seat> seats;       // in natural order of names
        int folded = 0;                // agents without a seat
        Seat fold;                     // where these are told, when there are any
    };
    struct Result
    {
        std::vector<Sector> sectors;
        int foldedMachines = 0;
        double foldAngle = 0;          // of what stands for these
        double machineRadius = 0, arcRadius = 0;
        double step = 0;               // between neighbours on a row, radians
        int rows = 1;
    };

    [[nodiscard]] Result arrange(const TopologyModel &model);

private:
    struct Seats
    {
        int count = 0;                     // once more than was needed stays so for a while
        std::map<std::string, int> places; // agent to seat
    };

    static void settle(Seats &seats, const TopologyModel::Machine &machine, int quota);
    [[nodiscard]] Sector sectorOf(const Result &result, const TopologyModel::Machine &machine, int seatCount, int columns, double begin) const;
    void forget(const TopologyModel &model);

    std::map<std::string, Seats> m_seats; // by machine
};

} // namespace skep
