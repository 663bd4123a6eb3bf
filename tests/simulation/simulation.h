// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/agentactor.h"
#include "simulation/clients.h"
#include "simulation/disk.h"
#include "simulation/referee.h"
#include "simulation/world.h"

#include "engine/engine.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace skep::sim {

struct Options
{
    std::int64_t eventsMin = 5'000;  // facts in the log before a run may end
    bool replyBeforeCommit = false;  // a planted fault of the host
    bool verbose = false;
};

struct RunResult
{
    std::string violation; // empty: every promise was kept
    std::int64_t events = 0, turns = 0, tasks = 0;
    Counters counters{};
};

/// One history: a real engine under virtual time, a virtual disk, bad wires and bad agents. The hub is played by
/// this class: it gathers words to turns, commits batches in groups, lets outputs go after their commit, crashes.
class Simulation
{
public:
    Simulation(std::uint64_t seed, const Options &options);

    [[nodiscard]] RunResult run();

private:
    struct Turn // an engine's input, for the replay
    {
        std::vector<Command> commands;
        TimeMs now = 0;
        std::optional<Restored> start; // a fresh engine begins with this
    };

    void makeActors();
    void startHub();
    void crash();
    void receive(Command command);
    void scheduleTurn(std::int64_t inMs);
    void turn();
    void afterTurn(Batch batch);
    void judgeLater(const out::CheckResult &check);
    void scheduleCommit();
    void finishCommit(std::uint64_t life, std::size_t count);
    void release();
    void deliver(const OutputBody &body);
    void disturb();
    void calmDown();
    void calmLoop();
    [[nodiscard]] bool isSettled();
    void checkEnd();
    void countEvents(const Batch &batch);
    [[nodiscard]] std::string replay() const;
    [[nodiscard]] engine::Config config() const;
    [[nodiscard]] TimeMs hubNow() const { return m_world.now + m_slept; }

    std::uint64_t m_seed;
    Options m_options;
    World m_world;
    Disk m_disk;
    Referee m_referee;
    std::unique_ptr<engine::Engine> m_engine;
    std::vector<TaskId> m_known;
    std::vector<std::unique_ptr<AgentActor>> m_agents;
    std::vector<std::unique_ptr<Submitter>> m_submitters;
    std::unique_ptr<Operator> m_operator;

    std::uint64_t m_life = 0;           // rises with each crash of the hub
    std::int64_t m_slept = 0;
    std::vector<Command> m_inbox;
    TimeMs m_turnAt = 0;                // 0: none is planned
    bool m_committing = false;
    std::deque<Batch> m_uncommitted;
    std::deque<Output> m_waiting;       // outputs whose batch is not on disk
    std::vector<Turn> m_history;
    std::string m_log;                  // every batch of all lives, encoded
    RunResult m_result;
};

} // namespace skep::sim
