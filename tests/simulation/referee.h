// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/disk.h"
#include "simulation/world.h"

#include "core/batch.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace skep::sim {

/// Watches the hub from outside with a small model of its own and names the first promise that was broken.
class Referee
{
public:
    Referee(World &world, const Disk &disk)
        : m_world(world)
        , m_disk(disk)
    {
    }

    /// What went into a turn; before the turn is made.
    void beforeTurn(std::span<const Command> commands, TimeMs now);
    void afterTurn(const Batch &batch);
    /// Whatever leaves the hub, at the moment it leaves.
    void delivered(const OutputBody &body);
    /// The hub lost its memory; `durable` is what the disk has.
    void crashed(BatchNo durable);
    void restored(const Restored &restored);
    void slots(const std::string &agent, int count) { m_slots[agent] = count; }

    [[nodiscard]] const std::string &violation() const { return m_violation; }
    void violate(std::string what);
    [[nodiscard]] const std::map<std::string, TaskId> &acceptedKeys() const { return m_keys; }

private:
    struct Lease
    {
        TaskId task = 0;
        std::string agent;
        TimeMs due = 0;
        bool ended = false; // takes the agent's slot only
        bool renewedNow = false;
    };
    struct Fact // that a crash may undo
    {
        BatchNo batch = 0;
        Fence fence = 0;
    };

    void judgeCounts(const AgentTally &row);
    void take(const ev::Submitted &e);
    void take(const ev::Leased &e);
    void take(const ev::AttemptEnded &e);
    void take(const ev::Started &e);
    void take(const ev::Changed &e);
    void take(const ev::Reserved &e);
    void take(const ev::Unassigned &e);
    void take(const ev::DeadlineMissed &e);
    void checkRows(const Batch &batch);
    void checkEnd(const ev::AttemptEnded &e);
    template<typename T>
    void take(const T &) {}
    void dropLeasesOf(const std::string &agent, bool endedOnly);

    World &m_world;
    const Disk &m_disk;
    std::string m_violation;
    TimeMs m_now = 0;
    BatchNo m_batch = 0;
    std::map<std::string, TaskId> m_keys;       // accepted and told so
    std::map<std::string, Fact> m_submittedKeys;
    std::map<TaskId, Fact> m_accepted;          // tasks with an accepted result
    std::map<TaskId, Fact> m_missed;
    std::map<Fence, Lease> m_leases;
    std::map<TaskId, Fence> m_current;
    std::map<TaskId, Fence> m_highest;          // fences never come again, crash or not
    Fence m_highestFence = 0;
    std::map<std::string, int> m_slots;
    std::map<LinkId, std::string> m_links;
    std::set<TaskId> m_asked;                   // somebody assigns them in this turn
    std::map<TaskId, std::string> m_reserved;   // for an agent
    std::map<Fence, Fact> m_undone;
    std::map<TaskId, int> m_attempts;           // as the next lease must count on
    std::map<TaskId, TaskRow> m_rows;           // as the last turn left them
    std::map<TaskId, TaskRow> m_beforeLease;    // of a lease that nothing else came beside
};

} // namespace skep::sim
