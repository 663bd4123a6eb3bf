// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The queue's other half: which buckets there are, and what one asks of them.
#include "core/limits.h"
#include "engine/queue.h"

#include <algorithm>

namespace skep::engine {
namespace {

// A signature can be split over as many projects as this allows on average.
constexpr std::size_t kBucketsMax = limits::kSignaturesMax * 16;

std::vector<std::string> sorted(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

// Names are never empty and hold no NUL, so an empty one ends a list without doubt.
void appendNames(std::string &key, const std::vector<std::string> &names)
{
    const auto append = [&](const std::vector<std::string> &list) {
        for (const std::string &name : list) {
            key += name;
            key += '\0';
        }
    };
    if (names.size() < 2)
        append(names);
    else
        append(sorted(names));
    key += '\0';
}

} // namespace

Result<std::uint32_t> Queue::bucketFor(const TaskSpec &spec, std::uint32_t &added, bool bounded)
{
    added = kNone;
    m_key.assign(1, static_cast<char>('0' + static_cast<int>(spec.origin)));
    m_key += spec.type;
    m_key += '\0';
    appendNames(m_key, spec.required);
    appendNames(m_key, spec.wants);
    const std::size_t signatureKeySize = m_key.size();
    m_key += spec.project;
    if (const auto found = m_bucketByKey.find(m_key); found != m_bucketByKey.end())
        return found->second;

    if (bounded && m_bucketByKey.size() >= kBucketsMax && !sweep())
        return failField(ErrorCode::TooManySignatures, "project", kBucketsMax, "too many kinds of tasks and projects");
    const auto signature = signatureFor(spec, std::string_view(m_key).substr(0, signatureKeySize), added, bounded);
    if (!signature)
        return signature;
    std::uint32_t number = static_cast<std::uint32_t>(m_buckets.size());
    if (m_freeBuckets.empty()) {
        m_buckets.emplace_back();
        m_bucketKeys.emplace_back();
    } else {
        number = m_freeBuckets.back();
        m_freeBuckets.pop_back();
        m_buckets[number] = Bucket{};
    }
    Bucket &bucket = m_buckets[number];
    bucket.live = true;
    bucket.signature = *signature;
    bucket.project = projectFor(spec.project);
    ++m_projectBuckets[bucket.project];
    m_signatures[*signature].buckets.push_back(number);
    m_bucketKeys[number] = m_key;
    m_bucketByKey.emplace(m_key, number);
    return number;
}

Result<std::uint32_t> Queue::signatureFor(const TaskSpec &spec, std::string_view key, std::uint32_t &added,
                                          bool bounded)
{
    if (const auto found = m_signatureByKey.find(key); found != m_signatureByKey.end())
        return found->second;
    const auto type = typeFor(spec.type, bounded);
    if (!type)
        return type;
    const auto isFull = [this] { return m_signatureByKey.size() >= limits::kSignaturesMax; };
    if (bounded && isFull() && (!sweep() || isFull()))
        return failField(ErrorCode::TooManySignatures, "requires", limits::kSignaturesMax, "too many kinds of tasks");
    std::uint32_t number = static_cast<std::uint32_t>(m_signatures.size());
    if (m_freeSignatures.empty()) {
        m_signatures.emplace_back();
        m_signatureKeys.emplace_back();
    } else {
        number = m_freeSignatures.back();
        m_freeSignatures.pop_back();
        m_signatures[number] = Signature{};
    }
    Signature &signature = m_signatures[number];
    signature.live = true;
    signature.type = *type;
    signature.origin = spec.origin;
    signature.required = sorted(spec.required);
    signature.wants = sorted(spec.wants);
    m_signatureKeys[number] = key;
    m_signatureByKey.emplace(key, number);
    added = number;
    return number;
}

// Types are never forgotten, the report lists them all; so their number has the same bound.
Result<std::uint32_t> Queue::typeFor(const std::string &name, bool bounded)
{
    if (const auto found = m_typeByName.find(name); found != m_typeByName.end())
        return found->second;
    if (bounded && m_types.size() >= limits::kSignaturesMax)
        return failField(ErrorCode::TooManySignatures, "type", limits::kSignaturesMax, "too many task types");
    const auto number = static_cast<std::uint32_t>(m_types.size());
    m_types.push_back(name);
    m_typeByName.emplace(name, number);
    return number;
}

std::uint32_t Queue::projectFor(const std::string &name)
{
    if (const auto found = m_projectByName.find(name); found != m_projectByName.end())
        return found->second;
    std::uint32_t number = static_cast<std::uint32_t>(m_projects.size());
    if (m_freeProjects.empty()) {
        m_projects.emplace_back();
        m_projectBuckets.push_back(0);
        m_projectPaused.push_back(false);
    } else {
        number = m_freeProjects.back();
        m_freeProjects.pop_back();
    }
    m_projects[number] = name;
    m_projectBuckets[number] = 0;
    m_projectPaused[number] = !name.empty() && m_paused.contains(name);
    m_projectByName.emplace(name, number);
    return number;
}

bool Queue::sweep()
{
    bool any = false;
    for (std::uint32_t n = 0; n < m_buckets.size(); ++n) {
        Bucket &bucket = m_buckets[n];
        if (!bucket.live || bucket.references > 0)
            continue;
        any = true;
        bucket.live = false;
        m_bucketByKey.erase(m_bucketKeys[n]);
        m_bucketKeys[n].clear();
        m_freeBuckets.push_back(n);
        if (--m_projectBuckets[bucket.project] == 0) {
            m_projectByName.erase(m_projects[bucket.project]);
            m_projects[bucket.project].clear();
            m_freeProjects.push_back(bucket.project);
        }
        std::erase(m_signatures[bucket.signature].buckets, n);
        if (m_signatures[bucket.signature].buckets.empty())
            dropSignature(bucket.signature);
    }
    return any;
}

void Queue::dropSignature(std::uint32_t number)
{
    if (onRemoved)
        onRemoved(number);
    m_signatures[number].live = false;
    m_signatureByKey.erase(m_signatureKeys[number]);
    m_signatureKeys[number].clear();
    m_freeSignatures.push_back(number);
}

std::vector<Slot> Queue::heads(std::uint32_t number, std::size_t max) const
{
    std::vector<Slot> found;
    const Bucket &bucket = m_buckets[number];
    for (const auto &[key, id] : bucket.irregular) {
        if (found.size() >= max)
            return found;
        found.push_back(m_tasks.find(id));
    }
    for (const auto &list : bucket.lists)
        for (Slot slot = list.head; slot != kNone && found.size() < max; slot = m_tasks.at(slot).next)
            found.push_back(slot);
    return found;
}

std::int64_t Queue::ahead(Slot slot, std::int64_t max) const
{
    const Task &task = m_tasks.at(slot);
    const Bucket &bucket = m_buckets[task.bucket];
    const Head own{urgency(task), slot};
    std::int64_t count = 0;
    for (auto it = bucket.irregular.begin(); it != bucket.irregular.end() && count < max; ++it, ++count)
        if (*it >= std::pair{own.key, task.id})
            break;
    for (const auto &list : bucket.lists)
        for (Slot s = list.head; s != kNone && count < max && before({urgency(m_tasks.at(s)), s}, own); ++count)
            s = m_tasks.at(s).next;
    return count;
}

TimeMs Queue::oldestWaiting() const
{
    // Ids rise with time, so the oldest is the smallest id among the heads and the irregular ones.
    TaskId oldest = m_irregular.empty() ? 0 : *m_irregular.begin();
    for (const Bucket &bucket : m_buckets)
        for (const auto &list : bucket.lists)
            if (list.head != kNone && (oldest == 0 || m_tasks.at(list.head).id < oldest))
                oldest = m_tasks.at(list.head).id;
    return oldest == 0 ? 0 : m_tasks.at(m_tasks.find(oldest)).created;
}

std::string Queue::fault() const
{
    std::size_t irregular = 0;
    for (std::uint32_t n = 0; n < m_buckets.size(); ++n) {
        const Bucket &bucket = m_buckets[n];
        if (!bucket.live)
            continue;
        std::size_t count = bucket.irregular.size();
        irregular += count;
        std::array<std::uint32_t, 4> by{};
        for (const auto &[key, id] : bucket.irregular)
            ++by[static_cast<std::size_t>(m_tasks.at(m_tasks.find(id)).priority)];
        for (const auto &list : bucket.lists) {
            Slot last = kNone;
            for (Slot s = list.head; s != kNone; last = s, s = m_tasks.at(s).next, ++count) {
                ++by[static_cast<std::size_t>(m_tasks.at(s).priority)];
                if (m_tasks.at(s).prev != last)
                    return "a waiting list is torn";
                if (last != kNone && before({urgency(m_tasks.at(s)), s}, {urgency(m_tasks.at(last)), last}))
                    return "a waiting list is out of order";
            }
            if (list.tail != last)
                return "a waiting list lost its tail";
        }
        if (count != bucket.waiting || by != bucket.waitingBy)
            return "a bucket counts its tasks wrong";
        if ((bucket.place != kNone) != mayStart(bucket))
            return "a bucket is ready and may not start, or the other way";
        if (bucket.place != kNone && bucket.headId != m_tasks.at(headOf(bucket).slot).id)
            return "a bucket's head is not its most urgent task";
    }
    if (irregular != m_irregular.size())
        return "irregular tasks are counted wrong";
    for (const Signature &s : m_signatures)
        if (s.live && (s.place != kNone) != (!s.ready.empty() && s.free > 0))
            return "a signature is ready without agents or tasks, or the other way";
    return {};
}

} // namespace skep::engine
