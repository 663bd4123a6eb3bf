// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/topologyplan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace skep {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kTop = -kTurn / 4;
constexpr double kOuter = 0.5;
constexpr double kRowStep = 0.042;  // between two rows of agents
constexpr double kSpoke = 0.085;    // from the arc to the first row
constexpr double kGapColumns = 1.5; // between two machines
constexpr int kColumnsMin = 2;      // of a machine
constexpr double kShareMin = 0.6;    // of an even share of the ring: its name needs a place too

/// How many agents of each machine are drawn: all of the small ones, the rest shared evenly among the large ones.
std::vector<int> quotas(const std::vector<int> &sizes, int total)
{
    std::vector<int> order(sizes.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<int>(i);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sizes[static_cast<std::size_t>(a)] < sizes[static_cast<std::size_t>(b)]; });
    std::vector<int> result(sizes.size());
    auto left = static_cast<int>(sizes.size());
    for (const int i : order) {
        const auto at = static_cast<std::size_t>(i);
        result[at] = std::min(sizes[at], total / left);
        total -= result[at];
        --left;
    }
    return result;
}

int columnsFor(int seats, int rows) { return (seats + rows - 1) / rows; }

/// How wide each machine's sector is, in seats.
std::vector<int> columnsOf(const std::vector<int> &seatCounts, int rows, bool isAlone)
{
    std::vector<int> columns;
    int all = 0;
    for (const int count : seatCounts) {
        columns.push_back(columnsFor(count, rows));
        all += columns.back();
    }
    if (isAlone)
        return columns;
    const auto least = static_cast<int>(std::ceil(kShareMin * all / std::max<double>(1, static_cast<double>(columns.size()))));
    for (int &count : columns)
        count = std::max({count, least, kColumnsMin});
    return columns;
}

} // namespace

void TopologyPlan::forget(const TopologyModel &model)
{
    std::erase_if(m_seats, [&model](const auto &entry) { return !model.machineIndex(entry.first).isValid(); });
}

void TopologyPlan::settle(Seats &seats, const TopologyModel::Machine &machine, int quota)
{
    std::map<std::string, int> kept;
    std::vector<const std::string *> waiting;
    for (const AgentRow &row : machine.agents) {
        const auto place = seats.places.find(row.view.name);
        if (place == seats.places.end())
            waiting.push_back(&row.view.name);
        else if (static_cast<int>(kept.size()) < quota)
            kept.insert(*place);
    }
    const int wanted = std::min(quota, static_cast<int>(machine.agents.size()));
    if (wanted * 10 < seats.count * 6) { // half empty: close the gaps
        seats.count = 0;
        std::vector<std::pair<int, std::string>> order;
        order.reserve(kept.size());
        for (const auto &[name, place] : kept)
            order.emplace_back(place, name);
        std::sort(order.begin(), order.end());
        for (auto &[place, name] : order)
            kept[name] = seats.count++;
    }
    // A row that must grow gets some room to grow, except when it is laid out for the first time.
    if (wanted > seats.count)
        seats.count = seats.count == 0 ? wanted : wanted + wanted / 12;
    std::vector<bool> taken(static_cast<std::size_t>(seats.count));
    for (const auto &[name, place] : kept)
        taken[static_cast<std::size_t>(place)] = true;
    std::size_t free = 0;
    for (const std::string *name : waiting) {
        if (static_cast<int>(kept.size()) >= wanted)
            break;
        while (taken[free])
            ++free;
        taken[free] = true;
        kept.emplace(*name, static_cast<int>(free));
    }
    seats.places = std::move(kept);
}

TopologyPlan::Result TopologyPlan::arrange(const TopologyModel &model)
{
    forget(model);
    Result result;
    const auto all = static_cast<int>(model.machines().size());
    const int shown = all > kMachinesMax ? kMachinesMax - 1 : all;
    result.foldedMachines = all - shown;
    std::vector<int> sizes;
    sizes.reserve(static_cast<std::size_t>(shown));
    for (int i = 0; i < shown; ++i)
        sizes.push_back(static_cast<int>(model.machines()[static_cast<std::size_t>(i)]->agents.size()));
    const std::vector<int> quota = quotas(sizes, kAgentsMax);

    std::vector<int> seatCounts;
    int seatsAll = 0;
    for (int i = 0; i < shown; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const TopologyModel::Machine &machine = *model.machines()[at];
        Seats &seats = m_seats[machine.name];
        settle(seats, machine, quota[at]);
        seatCounts.push_back(seats.count + (quota[at] < sizes[at] ? 1 : 0));
        seatsAll += seatCounts.back();
    }
    result.rows = std::clamp((seatsAll + kColumnsMax - 1) / kColumnsMax, 1, kRowsMax);
    result.arcRadius = kOuter - (result.rows - 1) * kRowStep - kSpoke;
    result.machineRadius = result.arcRadius * (all > 6 ? 0.78 : 0.58); // many need a longer way around

    const bool isAlone = all == 1;
    const std::vector<int> columns = columnsOf(seatCounts, result.rows, isAlone);
    double columnsAll = result.foldedMachines > 0 ? kColumnsMin + kGapColumns : 0;
    for (const int count : columns)
        columnsAll += count + (isAlone ? 0 : kGapColumns);
    result.step = columnsAll > 0 ? kTurn / columnsAll : kTurn;

    double cursor = kTop; // the first machine is at the top; alone, its first agent is
    if (!isAlone && !columns.empty())
        cursor -= (columns.front() - 1) / 2.0 * result.step;
    for (int i = 0; i < shown; ++i) {
        const auto at = static_cast<std::size_t>(i);
        Sector sector = sectorOf(result, *model.machines()[at], seatCounts[at], columns[at], cursor);
        if (isAlone) {
            sector.angle = sector.from = kTop;
            sector.sweep = kTurn;
        }
        cursor += (columns[at] + kGapColumns) * result.step;
        result.sectors.push_back(std::move(sector));
    }
    result.foldAngle = cursor + (kColumnsMin - 1) / 2.0 * result.step;
    return result;
}

TopologyPlan::Sector TopologyPlan::sectorOf(const Result &result, const TopologyModel::Machine &machine, int seatCount, int columns,
                                            double begin) const
{
    const Seats &seats = m_seats.at(machine.name);
    const int inRows = columnsFor(seatCount, result.rows);
    const double shift = (columns - inRows) / 2.0; // few seats stand in the middle of their sector
    const auto place = [&](int seat) {
        const int column = seat / result.rows; // whole columns
        return Seat{{}, begin + (column + shift) * result.step, kOuter - (seat % result.rows) * kRowStep};
    };
    Sector sector;
    sector.machine = &machine;
    sector.angle = begin + (columns - 1) / 2.0 * result.step;
    sector.from = begin + shift * result.step;
    sector.sweep = (inRows - 1) * result.step;
    for (const AgentRow &row : machine.agents)
        if (const auto seat = seats.places.find(row.view.name); seat != seats.places.end()) {
            sector.seats.push_back(place(seat->second));
            sector.seats.back().agent = row.view.name;
        }
    sector.folded = static_cast<int>(machine.agents.size() - sector.seats.size());
    sector.fold = place(seats.count);
    return sector;
}

} // namespace skep
