// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indexedheap.h"
#include "engine/taskrecord.h"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace skep::engine {

/// An online agent that meets everything a signature requires.
struct Able
{
    AgentNo agent = kNoAgent;
    std::uint32_t link = 0;    // index in the agent's own list of matches
    std::int64_t score = -1;   // parts per million; -1: cannot take one now, not in the heap
    std::int32_t match = 0;    // permille
    std::uint32_t place = kNone;
    bool stale = false;        // listed in Signature::stale
};

/// The best score first; ties go by the agent's number.
struct AbleOrder
{
    std::vector<Able> &able;

    [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const
    {
        return able[a].score != able[b].score ? able[a].score > able[b].score : able[a].agent < able[b].agent;
    }
    [[nodiscard]] std::uint32_t &place(std::uint32_t item) const { return able[item].place; }
};

/// All tasks of equal type, requires, wants and origin: the same agents can do them, equally well.
struct Signature
{
    std::uint32_t type = kNone;
    Origin origin = Origin::Native;
    std::vector<std::string> required; // sorted, each once
    std::vector<std::string> wants;
    std::vector<Able> able;
    IndexedHeap best;                  // indexes of `able`, the best agent on top
    std::vector<std::uint32_t> stale;  // indexes of `able` whose score may have changed
    std::uint32_t free = 0;            // of the able ones: could take a task now
    std::uint32_t draining = 0;
    std::vector<std::uint32_t> buckets;
    IndexedHeap ready;                 // buckets that may start tasks, the most urgent on top
    std::uint32_t place = kNone;       // in Queue::m_ready
    bool live = false;

    [[nodiscard]] std::uint32_t servable() const { return static_cast<std::uint32_t>(able.size()) - draining; }
};

/// The tasks of one signature in one project, in order of urgency. Regular tasks arrive in order and wait in one
/// list a priority; those that would break its order wait in the set.
struct Bucket
{
    struct List
    {
        Slot head = kNone, tail = kNone;
    };

    std::uint32_t signature = kNone;
    std::uint32_t project = kNone;
    std::array<List, 4> lists;
    std::set<std::pair<TimeMs, TaskId>> irregular;
    std::uint32_t waiting = 0;     // tasks standing here ...
    std::array<std::uint32_t, 4> waitingBy{}; // ... by priority
    std::uint32_t references = 0;  // tasks in memory that belong here
    std::uint32_t place = kNone;   // in Signature::ready
    TimeMs headKey = 0;
    TaskId headId = 0;
    bool live = false;
};

} // namespace skep::engine
