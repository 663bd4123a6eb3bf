// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions: keys, dependencies, the new task.
#include "engine/impl.h"
#include "engine/mutations.h"

#include <algorithm>
#include <cstring>

namespace skep::engine {

void Engine::Impl::on(cmd::Submit &c)
{
    if (!c.key.empty() && !mutations.duplicateKeys) {
        if (const TaskId id = m_keys.find(c.key); id != 0) {
            send(out::Accepted{c.link, c.ref, std::move(c.key), id, true});
            return;
        }
    }
    const TaskId id = m_lastTask + 1;
    auto bucket = checkDependencies(c.task, id).and_then([&] { return bucketFor(c.task, true); });
    if (!bucket) {
        send(out::SubmitRefused{c.link, c.ref, std::move(c.key), bucket.error()});
        return;
    }
    m_lastTask = id;
    if (policyOf(c.task.origin, m_config.leaseMs).oneAttempt)
        c.task.attemptsMax = 1;
    const Slot slot = m_tasks.create(id);
    fillTask(slot, *bucket, c.task);
    Task &task = m_tasks.at(slot);
    task.created = m_now;
    task.batch = static_cast<std::uint32_t>(m_nextBatch);
    waitFor(slot, c.task.after);
    setDeadlineTimer(task, true);
    if (!c.key.empty())
        m_keys.insert(c.key, id, m_now);
    ++m_counts.submitted;
    ++m_counts.byState[static_cast<std::size_t>(TaskState::Queued)]; // its first state; enqueue may block it
    m_batch.events.emplace_back(ev::Submitted{id, c.key, std::move(c.task)});
    enqueue(slot);
    send(out::Accepted{c.link, c.ref, std::move(c.key), id, false});
}

// Ids are known only after acceptance, so a new task can depend on older ones only: no cycle can come to be, short
// of naming itself.
Result<void> Engine::Impl::checkDependencies(TaskSpec &spec, TaskId own) const
{
    if (m_unfinished >= m_config.unfinishedMax)
        return failField(ErrorCode::QueueFull, "task", static_cast<std::int64_t>(m_config.unfinishedMax),
                         "too many unfinished tasks");
    std::sort(spec.after.begin(), spec.after.end());
    spec.after.erase(std::unique(spec.after.begin(), spec.after.end()), spec.after.end());
    for (const TaskId id : spec.after) {
        if (id == own)
            return failField(ErrorCode::DependencyCycle, "after", 0, "a task cannot wait for itself");
        const Slot slot = m_tasks.find(id);
        if (slot == kNone)
            return failField(ErrorCode::UnknownDependency, "after", 0,
                             "task " + std::to_string(id) + " is unknown or finished long ago");
        const TaskState state = m_tasks.at(slot).state;
        if (state == TaskState::Failed || state == TaskState::Cancelled)
            return failField(ErrorCode::Conflict, "after", 0,
                             "task " + std::to_string(id) + " is " + std::string(name(state)));
    }
    return {};
}

Result<std::uint32_t> Engine::Impl::bucketFor(const TaskSpec &spec, bool bounded)
{
    std::uint32_t added = kNone;
    auto bucket = m_queue.bucketFor(spec, added, bounded);
    if (added != kNone)
        m_roster.addSignature(added);
    m_types.resize(m_queue.typeCount());
    return bucket;
}

// What a submission and a restart have in common.
void Engine::Impl::fillTask(Slot slot, std::uint32_t bucket, const TaskSpec &spec)
{
    Task &task = m_tasks.at(slot);
    task.bucket = bucket;
    m_queue.reference(bucket);
    task.priority = spec.priority;
    task.attemptsMax = static_cast<std::uint8_t>(std::clamp(spec.attemptsMax, 1, 255));
    task.set(Task::Held, spec.start == StartPolicy::Held);
    if (!spec.title.empty()) {
        task.title = std::make_unique<char[]>(spec.title.size() + 1);
        std::memcpy(task.title.get(), spec.title.c_str(), spec.title.size() + 1);
    }
    if (spec.deadline != 0)
        task.more().deadline = spec.deadline;
    if (!spec.after.empty())
        task.more().after = spec.after;
    ++m_unfinished;
    ++m_types[signatureOf(task).type].total;
}

} // namespace skep::engine
