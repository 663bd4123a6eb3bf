// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/queue.h"

#include "engine/policy.h"

#include <algorithm>

namespace skep::engine {

struct Queue::BucketOrder
{
    std::vector<Bucket> &buckets;

    [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const
    {
        const Bucket &x = buckets[a], &y = buckets[b];
        return x.headKey != y.headKey ? x.headKey < y.headKey : x.headId < y.headId;
    }
    [[nodiscard]] std::uint32_t &place(std::uint32_t item) const { return buckets[item].place; }
};

struct Queue::SignatureOrder
{
    std::vector<Signature> &signatures;
    BucketOrder order;

    [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const
    {
        return order.before(signatures[a].ready.top(), signatures[b].ready.top());
    }
    [[nodiscard]] std::uint32_t &place(std::uint32_t item) const { return signatures[item].place; }
};

Queue::Queue(TaskTable &tasks, std::int64_t ageStepMs)
    : m_tasks(tasks)
    , m_ageStepMs(ageStepMs)
{
}

TimeMs Queue::urgency(const Task &task) const
{
    const TimeMs byAge = task.created + static_cast<TimeMs>(task.priority) * m_ageStepMs;
    const TimeMs deadline = task.deadline();
    if (deadline == 0)
        return byAge;
    return std::min(byAge, std::max(deadline - 2 * m_ageStepMs, task.created - m_ageStepMs));
}

bool Queue::before(const Head &a, const Head &b) const
{
    return a.key != b.key ? a.key < b.key : m_tasks.at(a.slot).id < m_tasks.at(b.slot).id;
}

void Queue::push(Slot slot)
{
    Task &task = m_tasks.at(slot);
    Bucket &bucket = m_buckets[task.bucket];
    const TimeMs key = urgency(task);
    auto &list = bucket.lists[static_cast<std::size_t>(task.priority)];
    bool headChanged = true;
    const bool tailFirst = list.tail == kNone || before({urgency(m_tasks.at(list.tail)), list.tail}, {key, slot});
    if (tailFirst && task.deadline() == 0) {
        task.prev = list.tail;
        task.next = kNone;
        headChanged = list.tail == kNone;
        (headChanged ? list.head : m_tasks.at(list.tail).next) = slot;
        list.tail = slot;
        task.set(Task::Irregular, false);
    } else {
        bucket.irregular.emplace(key, task.id);
        m_irregular.insert(task.id);
        task.set(Task::Irregular);
    }
    task.set(Task::Waiting);
    ++bucket.waiting;
    ++bucket.waitingBy[static_cast<std::size_t>(task.priority)];
    if (headChanged)
        refresh(task.bucket);
}

void Queue::remove(Slot slot)
{
    Task &task = m_tasks.at(slot);
    Bucket &bucket = m_buckets[task.bucket];
    if (task.has(Task::Irregular)) {
        bucket.irregular.erase({urgency(task), task.id});
        m_irregular.erase(task.id);
        task.set(Task::Irregular, false);
    } else {
        auto &list = bucket.lists[static_cast<std::size_t>(task.priority)];
        (task.prev == kNone ? list.head : m_tasks.at(task.prev).next) = task.next;
        (task.next == kNone ? list.tail : m_tasks.at(task.next).prev) = task.prev;
    }
    task.next = task.prev = kNone;
    task.set(Task::Waiting, false);
    --bucket.waiting;
    --bucket.waitingBy[static_cast<std::size_t>(task.priority)];
    refresh(task.bucket);
}

Queue::Head Queue::headOf(const Bucket &bucket) const
{
    Head best{0, kNone};
    const auto offer = [&](Head head) {
        if (best.slot == kNone || before(head, best))
            best = head;
    };
    for (const auto &list : bucket.lists)
        if (list.head != kNone)
            offer({urgency(m_tasks.at(list.head)), list.head});
    if (!bucket.irregular.empty())
        offer({bucket.irregular.begin()->first, m_tasks.find(bucket.irregular.begin()->second)});
    return best;
}

bool Queue::isPaused(const Bucket &bucket) const
{
    return m_projectPaused[bucket.project] || (!m_paused.empty() && m_paused.begin()->empty());
}

// The pause of everything is the dispatcher's business: it would touch every bucket here.
bool Queue::mayStart(const Bucket &bucket) const
{
    return bucket.waiting > 0 && !m_projectPaused[bucket.project]
        && policyOf(m_signatures[bucket.signature].origin, 1).automatic;
}

void Queue::refresh(std::uint32_t number)
{
    Bucket &bucket = m_buckets[number];
    Signature &signature = m_signatures[bucket.signature];
    const BucketOrder order{m_buckets};
    if (mayStart(bucket)) {
        const Head head = headOf(bucket);
        bucket.headKey = head.key;
        bucket.headId = m_tasks.at(head.slot).id;
        signature.ready.put(number, order);
    } else {
        // Its old head still orders it, and leaving may compare it once more.
        signature.ready.remove(number, order);
    }
    refreshSignature(bucket.signature);
}

void Queue::refreshSignature(std::uint32_t number)
{
    Signature &signature = m_signatures[number];
    const SignatureOrder order{m_signatures, {m_buckets}};
    if (!signature.ready.empty() && signature.free > 0)
        m_ready.put(number, order);
    else
        m_ready.remove(number, order);
}

void Queue::freeChanged(std::uint32_t signature)
{
    refreshSignature(signature);
}

Slot Queue::topTask() const
{
    return m_tasks.find(m_buckets[m_signatures[m_ready.top()].ready.top()].headId);
}

Slot Queue::headOf(std::uint32_t signature) const
{
    Head best{0, kNone};
    for (const std::uint32_t number : m_signatures[signature].buckets) {
        const Head head = headOf(m_buckets[number]);
        if (head.slot != kNone && (best.slot == kNone || before(head, best)))
            best = head;
    }
    return best.slot;
}

bool Queue::pause(const std::string &project, bool on)
{
    const bool changed = on ? m_paused.insert(project).second : m_paused.erase(project) > 0;
    if (!changed || project.empty())
        return changed;
    const auto found = m_projectByName.find(project);
    if (found == m_projectByName.end())
        return true;
    m_projectPaused[found->second] = on;
    for (std::uint32_t n = 0; n < m_buckets.size(); ++n)
        if (m_buckets[n].live && m_buckets[n].project == found->second)
            refresh(n);
    return true;
}

} // namespace skep::engine
