// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/task.h"
#include "engine/signature.h"
#include "engine/tasktable.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace skep::engine {

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template<typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Waiting tasks by urgency. Every step is logarithmic in the number of signatures, buckets or irregular tasks.
///
/// Urgency is a fixed number, lower first: created + priority x age step, so that waiting one age step is worth one
/// level; a deadline can lift it to (deadline - 2 age steps), but never above created - 1 age step. Hence the bound:
/// a task of level p precedes every task with the same able agents that is submitted more than (p + 1) age steps
/// after it. Ties go by id.
class Queue
{
public:
    Queue(TaskTable &tasks, std::int64_t ageStepMs);

    /// The bucket of such tasks; made when new. TooManySignatures at the bounds. `added` gets the signature when one
    /// was made: its able agents are still unknown. What is stored already is not `bounded`: it was accepted.
    [[nodiscard]] Result<std::uint32_t> bucketFor(const TaskSpec &spec, std::uint32_t &added, bool bounded = true);
    void reference(std::uint32_t bucket) { ++m_buckets[bucket].references; }
    void release(std::uint32_t bucket) { --m_buckets[bucket].references; }
    /// Signatures that were thrown away since the last call; their agents must forget them before the next bucketFor.
    std::function<void(std::uint32_t signature)> onRemoved;

    void push(Slot slot);
    void remove(Slot slot);
    [[nodiscard]] TimeMs urgency(const Task &task) const;

    /// The signature whose head is the most urgent of all that have a free agent and may start by themselves.
    [[nodiscard]] bool hasReady() const { return !m_ready.empty(); }
    [[nodiscard]] std::uint32_t topSignature() const { return m_ready.top(); }
    [[nodiscard]] Slot topTask() const;
    /// Call when the signature's count of free agents went from or to zero.
    void freeChanged(std::uint32_t signature);
    /// The most urgent waiting task of a signature, claim-only and paused ones included.
    [[nodiscard]] Slot headOf(std::uint32_t signature) const;

    /// True when it changed.
    bool pause(const std::string &project, bool on);
    [[nodiscard]] bool isPaused(const Bucket &bucket) const;
    [[nodiscard]] const std::set<std::string> &paused() const { return m_paused; }

    [[nodiscard]] Signature &signature(std::uint32_t n) { return m_signatures[n]; }
    [[nodiscard]] const Signature &signature(std::uint32_t n) const { return m_signatures[n]; }
    [[nodiscard]] std::uint32_t signatureCount() const { return static_cast<std::uint32_t>(m_signatures.size()); }
    [[nodiscard]] const Bucket &bucket(std::uint32_t n) const { return m_buckets[n]; }
    [[nodiscard]] std::uint32_t bucketCount() const { return static_cast<std::uint32_t>(m_buckets.size()); }
    /// The number of a type, a new one if need be. TooManySignatures only when bounded.
    [[nodiscard]] Result<std::uint32_t> typeFor(const std::string &name, bool bounded);
    [[nodiscard]] const std::string &typeName(std::uint32_t n) const { return m_types[n]; }
    [[nodiscard]] std::uint32_t typeCount() const { return static_cast<std::uint32_t>(m_types.size()); }
    [[nodiscard]] const std::string &projectName(std::uint32_t n) const { return m_projects[n]; }

    /// Up to `max` waiting tasks of the bucket, from the heads on.
    [[nodiscard]] std::vector<Slot> heads(std::uint32_t bucket, std::size_t max) const;
    /// How many waiting tasks of the bucket come before this one; counts no further than `max`.
    [[nodiscard]] std::int64_t ahead(Slot slot, std::int64_t max) const;
    /// Created time of the oldest waiting task; 0 when none waits. O(buckets).
    [[nodiscard]] TimeMs oldestWaiting() const;

    [[nodiscard]] std::string fault() const; // for checkInvariants

private:
    struct BucketOrder;
    struct SignatureOrder;

    [[nodiscard]] Result<std::uint32_t> signatureFor(const TaskSpec &spec, std::string_view key, std::uint32_t &added,
                                                     bool bounded);
    [[nodiscard]] std::uint32_t projectFor(const std::string &name);
    bool sweep(); // throws away what no task in memory refers to; true when something went
    void dropSignature(std::uint32_t signature);

    struct Head
    {
        TimeMs key;
        Slot slot;
    };
    [[nodiscard]] Head headOf(const Bucket &bucket) const;
    [[nodiscard]] bool before(const Head &a, const Head &b) const;
    void refresh(std::uint32_t bucket);
    void refreshSignature(std::uint32_t signature);
    [[nodiscard]] bool mayStart(const Bucket &bucket) const;

    TaskTable &m_tasks;
    std::int64_t m_ageStepMs;
    std::vector<Signature> m_signatures;
    std::vector<Bucket> m_buckets;
    std::vector<std::uint32_t> m_freeSignatures, m_freeBuckets, m_freeProjects;
    TextMap<std::uint32_t> m_signatureByKey, m_bucketByKey, m_typeByName, m_projectByName;
    std::vector<std::string> m_types, m_projects, m_signatureKeys, m_bucketKeys;
    std::vector<std::uint32_t> m_projectBuckets; // buckets of a project
    std::vector<bool> m_projectPaused;
    std::set<std::string> m_paused;
    std::set<TaskId> m_irregular; // of all buckets
    IndexedHeap m_ready;
    std::string m_key;            // kept for its capacity
};

} // namespace skep::engine
