// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/states.h"
#include "core/task.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::engine {

using Slot = std::uint32_t; // place of a record in the task table
inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;

/// What few tasks need: allocated on demand, so that a plain queued task stays narrow.
struct TaskExtra
{
    TimeMs deadline = 0;
    TimeMs notBefore = 0; // 0 unless it backs off, or was assigned while it did
    std::vector<TaskId> after;
    std::vector<std::string> answers; // given so far, sent along with later attempts
    std::vector<Fence> heard;         // old fences whose final word was kept, so that a repeat adds nothing
    std::string error;
    Boxed<Assigned> reserved;         // while it waits for one agent
};

/// One task. 80 bytes: 300,000 queued ones are 24 MB. Type, project, requires and wants live in the bucket.
struct Task
{
    enum Flag : std::uint8_t {
        Held = 1,
        Simulated = 2,
        Missed = 4,
        Acknowledged = 8,
        RowDirty = 16,
        Marked = 32,    // listed for takeChangedTasks
        Irregular = 64, // waits in its bucket's ordered set, not in a list
        Waiting = 128,  // stands in its bucket
    };

    TaskId id = 0;
    TimeMs created = 0;
    TimeMs updated = 0;
    Fence fence = 0;   // of the last grant
    std::unique_ptr<char[]> title;
    std::unique_ptr<TaskExtra> extra;
    Slot next = kNone; // in a bucket's list while waiting, in the finished list when final
    Slot prev = kNone;
    std::uint32_t bucket = kNone;
    std::uint32_t lease = kNone;
    AgentNo agent = kNoAgent; // holder, or the last one
    std::uint32_t batch = 0;  // of the submission, its low half; see Impl::batchOf
    std::int16_t score = -1;
    TaskState state = TaskState::Queued;
    WaitReason wait = WaitReason::None;
    Priority priority : 2 = Priority::P2;
    Outcome lastOutcome : 6 = Outcome::None;
    std::uint8_t attempt = 0;
    std::uint8_t attemptsMax = 0;
    std::uint8_t flags = 0;

    [[nodiscard]] bool has(Flag flag) const { return (flags & flag) != 0; }
    void set(Flag flag, bool on = true)
    {
        flags = static_cast<std::uint8_t>(on ? flags | flag : flags & ~flag);
    }
    [[nodiscard]] TimeMs deadline() const { return extra ? extra->deadline : 0; }
    TaskExtra &more()
    {
        if (!extra)
            extra = std::make_unique<TaskExtra>();
        return *extra;
    }
};
static_assert(sizeof(Task) <= 80, "the queue's memory is a promise; see bench_engine");

} // namespace skep::engine
