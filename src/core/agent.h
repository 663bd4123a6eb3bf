// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/states.h"

#include <string>
#include <vector>

namespace skep {

/// What an agent says of itself in `hello`.
struct AgentSpec
{
    std::string name;
    std::string kind = "nanobot"; // nanobot, client, person, ...
    std::string version;
    std::string machine;          // host name
    std::string model;            // empty: works by rules only
    std::int64_t pid = 0;
    int slots = 1;
    std::vector<std::string> capabilities;
    std::vector<std::string> types; // task types it takes; empty: any
    std::string sandbox{};        // for foreign code: "bubblewrap", "none", "unsandboxed"; empty: not said. Not in the log

    friend bool operator==(const AgentSpec &, const AgentSpec &) = default;
};

/// How often an agent was given a task, and how its attempts ended.
struct AgentCounts
{
    std::int64_t leased = 0, accepted = 0, rejected = 0, failed = 0, expired = 0, gone = 0;
    std::int64_t simulated = 0; // of the accepted ones

    friend bool operator==(const AgentCounts &, const AgentCounts &) = default;
};

/// What an agent has done, as it is kept over restarts. Counts begin when its name was first seen.
struct AgentTally
{
    /// Judged attempts at one task type, with the agent's present model.
    struct Record
    {
        std::string type;
        std::int64_t good = 0, bad = 0;

        friend bool operator==(const Record &, const Record &) = default;
    };

    std::string name;
    std::string model;
    bool draining = false;
    bool forgotten = false; // nothing of it from before is kept
    bool anew = false;      // records from before are void: another model is another worker
    TimeMs seen = 0;
    AgentCounts counts;
    std::vector<Record> records;

    friend bool operator==(const AgentTally &, const AgentTally &) = default;
};

/// One row of the agents page.
struct AgentView
{
    std::string name;
    std::string kind;
    std::string version;
    std::string machine;
    std::string model;
    std::string sandbox{};     // as in AgentSpec
    std::vector<std::string> capabilities;
    AgentState state = AgentState::Gone;
    int slots = 0;
    int busy = 0;
    int waiting = 0;           // of the busy ones, how many wait for a person's answer
    TaskId lastTask = 0;       // of the tasks it holds the newest; when it holds none, its last one
    std::string lastNote;      // of lastTask, while it is held
    std::string cause;         // why it is gone
    std::int64_t done = 0;     // accepted results since its name was first seen
    std::int64_t failed = 0;   // failed, rejected, expired, gone
    std::int64_t reliabilityPermille = -1; // lower bound; -1: too few attempts
    std::int64_t attempts = 0; // n of the reliability
    std::int64_t pid = 0;
    TimeMs since = 0;          // of the state, and of being idle
    TimeMs lastSeen = 0;

    friend bool operator==(const AgentView &, const AgentView &) = default;
};

} // namespace skep
