// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "engine/taskrecord.h"

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace skep::engine {

/// The right of an agent to work on a task, and what is known of the attempt under way.
struct Lease
{
    TaskId task = 0;
    Fence fence = 0;
    AgentNo agent = kNoAgent;
    LinkId replyLink = 0;      // who gets `stored`
    TimeMs began = 0;
    TimeMs due = 0;            // 0: does not run out
    std::int64_t termMs = 0;
    std::int64_t done = 0, of = 0;
    std::string note;
    std::string question;
    std::vector<std::string> choices;
    std::string freshAnswer;   // not yet confirmed by a later word; sent again when the agent resumes
    std::string result, usage; // while checking
    std::vector<std::string> artifacts;
    Decision decision;
    std::optional<Assigned> before; // for the way back, until it starts; unknown after a restart when the engine chose
    std::int64_t workedMs = 0; // from the grant to the result, while checking
    int attempt = 0;
    bool simulated = false;
    bool heard = false;        // the agent has said a word about it, so it has the task
    bool cancelled = false;    // its task is cancelled, or has been taken back; it only takes its slot until the agent lets go
    bool used = false;
    std::uint8_t ring = 0xFF;  // of the due list it stands in
    std::uint32_t next = kNone, prev = kNone;
};

/// All leases, and which of them run out next. Terms are few and fixed, and a renewal moves a lease to the end of
/// its term's list: the list is in order of due time without any search.
class Leases
{
public:
    [[nodiscard]] Lease &at(std::uint32_t n) { return m_leases[n]; }
    [[nodiscard]] const Lease &at(std::uint32_t n) const { return m_leases[n]; }
    std::uint32_t create();
    void destroy(std::uint32_t n);

    /// Gives the lease a full term from `now`; a term of 0 never runs out.
    void renew(std::uint32_t n, TimeMs now);
    void stopClock(std::uint32_t n);
    /// Adds to every due time.
    void extendAll(std::int64_t byMs);
    [[nodiscard]] TimeMs nextDue() const; // 0: none
    /// Leases due by now.
    void due(TimeMs now, std::vector<std::uint32_t> &found) const;
    [[nodiscard]] bool anyRuns() const;

    // Cancelled leases are not their task's any more; they are found by fence.
    void setCancelled(std::uint32_t n);
    [[nodiscard]] std::uint32_t findCancelled(Fence fence) const;

    template<typename Each>
    void forEach(Each each) const
    {
        for (std::uint32_t n = 0; n < m_leases.size(); ++n)
            if (m_leases[n].used)
                each(n);
    }

private:
    struct Ring
    {
        std::int64_t termMs = 0;
        std::uint32_t head = kNone, tail = kNone;
    };
    static constexpr std::size_t kRings = 8; // terms in use: one an origin, and room

    std::uint8_t ringOf(std::int64_t termMs);
    void unlink(std::uint32_t n);

    std::deque<Lease> m_leases;
    std::vector<std::uint32_t> m_free;
    std::array<Ring, kRings> m_rings;
    std::unordered_map<Fence, std::uint32_t> m_cancelled;
};

} // namespace skep::engine
