// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/world.h"

#include "core/output.h"
#include "core/task.h"

#include <map>
#include <string>
#include <vector>

namespace skep::sim {

/// Submits tasks by key and repeats itself until it is told that they were accepted.
class Submitter
{
public:
    Submitter(World &world, std::string name, std::vector<TaskId> &known);

    void start();
    void stop() { m_stopped = true; }
    void onOutput(const OutputBody &body);
    void onHubDown();
    [[nodiscard]] LinkId link() const { return m_link; }
    [[nodiscard]] bool hasOpenKeys() const { return !m_open.empty(); }

private:
    void submitSome();
    void say(const std::string &key);
    [[nodiscard]] TaskSpec randomTask();

    World &m_world;
    std::string m_name;
    std::vector<TaskId> &m_known;
    LinkId m_link = 0;
    std::uint64_t m_count = 0;
    bool m_stopped = false;
    std::map<std::string, TaskSpec> m_open;
    std::vector<std::string> m_oldKeys;
};

/// Does everything a person can do, at random, on tasks that may be anything by then.
class Operator
{
public:
    Operator(World &world, std::vector<TaskId> &known, std::vector<std::string> agents);

    void start();
    /// Takes back what would keep tasks from ending.
    void resumeAll();
    void retrySome(const std::vector<TaskId> &failed);
    void answerAll(const std::vector<TaskId> &asking);
    void onOutput(const OutputBody &body);
    [[nodiscard]] LinkId link() const { return m_link; }

private:
    void act();
    void onTask(TaskId id);
    [[nodiscard]] From from();
    [[nodiscard]] TaskId someTask();

    World &m_world;
    std::vector<TaskId> &m_known;
    std::vector<std::string> m_agents;
    LinkId m_link = 0;
    std::uint64_t m_ref = 0;
};

} // namespace skep::sim
