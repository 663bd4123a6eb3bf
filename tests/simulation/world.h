// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace skep::sim {

/// All chance of a run comes from here: one seed, one history.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 0x1234567)
    {
    }
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// low <= result <= high
    std::int64_t range(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int permille) { return next() % 1000 < static_cast<std::uint64_t>(permille); }
    template<typename T>
    const T &pick(const std::vector<T> &from)
    {
        return from[static_cast<std::size_t>(next() % from.size())];
    }

private:
    std::uint64_t m_state;
};

/// Everything that is made to go wrong, or that a run must have met. Each must have happened over a long run.
enum class Fault {
    MessageLost, MessageDuplicated, MessageReordered, AgentCrashed, AgentHung, AgentSlow, LinkLost, LinkResumed,
    NewIncarnation, SaidBye, KnownDead, LateResult, RepeatedResult, ForeignFence, ForgedFence, RenewedLate, Question, Throttled,
    WorkerFailed, Rejected, VerdictDelayed, HubCrashUncommitted, HubCrashBeforeReply, CommitFailed, CommitSlow, HubStalled,
    Suspended, ClockBack, KeyRepeated, Expired, Superseded, DeadlineMissed, Evicted, RefusedSubmission,
    DependencyFailed, AssignRaced, AssignRefused, CancelledHeld, Cancelled, Retried, HeldByHand, Paused, Drained,
    PriorityChanged, Forgotten, GivenBack, Undone, UndoneTooLate, Reserved, ReservationEnded, Replaced,
    Count
};
inline constexpr std::size_t kFaultCount = static_cast<std::size_t>(Fault::Count);
[[nodiscard]] std::string_view faultName(Fault fault);

using Counters = std::array<std::int64_t, kFaultCount>;

/// Virtual time, chance, and the wires between the actors and the hub. Milliseconds.
class World
{
public:
    explicit World(std::uint64_t seed)
        : random(seed)
    {
    }

    Random random;
    Counters counters{};
    TimeMs now = 1'700'000'000'000; // of the actors; the hub's clock adds what it slept
    bool calm = false;              // the end of a run: nothing goes wrong any more

    void count(Fault fault) { ++counters[static_cast<std::size_t>(fault)]; }
    /// True now and then, and counted.
    bool strikes(Fault fault, int permille)
    {
        if (calm || !random.chance(permille))
            return false;
        count(fault);
        return true;
    }
    void at(TimeMs when, std::function<void()> what) { m_queue.push({when, ++m_sequence, std::move(what)}); }
    void after(std::int64_t ms, std::function<void()> what) { at(now + ms, std::move(what)); }

    /// Puts a word on the wire to the hub. Words may get lost, come twice or overtake each other.
    void post(Command command);
    /// The hub's end of the wire.
    std::function<void(Command)> receive;

    [[nodiscard]] bool idle() const { return m_queue.empty(); }
    [[nodiscard]] TimeMs nextAt() const { return m_queue.top().when; }
    void step();

    LinkId newLink() { return ++m_lastLink; }

private:
    struct Item
    {
        TimeMs when;
        std::uint64_t sequence;
        std::function<void()> what;
        friend bool operator<(const Item &a, const Item &b)
        {
            return a.when != b.when ? a.when > b.when : a.sequence > b.sequence;
        }
    };
    std::priority_queue<Item> m_queue;
    std::uint64_t m_sequence = 0;
    LinkId m_lastLink = 0;
};

} // namespace skep::sim
