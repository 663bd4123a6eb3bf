// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/sampler.h"

#include <algorithm>

namespace skep::runtime {
namespace {

TimeMs stepOf(TimeMs time)
{
    return time - time % kSeriesStepMs;
}

} // namespace

Sampler::Sampler(TimeMs now, const Counts &counts, const Latencies &latencies)
    : m_at(now)
    , m_counts(counts)
    , m_latencies(latencies)
{
    begin(stepOf(now));
}

void Sampler::begin(TimeMs step)
{
    m_step = SeriesPoint{.at = step, .spanMs = kSeriesStepMs};
}

void Sampler::cover(std::int64_t ms, const Counts &counts)
{
    SeriesPoint part;
    part.coveredMs = ms;
    for (std::size_t i = 0; i < part.queued.size(); ++i)
        part.queued[i] = static_cast<double>(counts.queuedBy[i]);
    part.running = static_cast<double>(counts.of(TaskState::Leased) + counts.of(TaskState::Running)
                                       + counts.of(TaskState::NeedsInput) + counts.of(TaskState::Checking));
    part.slots = static_cast<double>(counts.slots);
    part.slotsBusy = static_cast<double>(counts.slotsBusy);
    part.agentsOnline = static_cast<double>(counts.agentsOnline);
    m_step.merge(part);
}

void Sampler::count(const Counts &counts, const Latencies &latencies)
{
    m_step.accepted += counts.accepted - m_counts.accepted;
    m_step.failed += counts.attemptsFailed - m_counts.attemptsFailed;
    m_step.done += counts.tasksDone - m_counts.tasksDone;
    m_step.failedTasks += counts.tasksFailed - m_counts.tasksFailed;
    m_step.submitted += counts.submitted - m_counts.submitted;
    m_step.wait.merge(latencies.wait.since(m_latencies.wait));
    m_step.run.merge(latencies.run.since(m_latencies.run));
    m_step.total.merge(latencies.total.since(m_latencies.total));
    m_counts = counts;
    m_latencies = latencies;
}

std::vector<SeriesPoint> Sampler::look(TimeMs now, const Counts &counts, const Latencies &latencies)
{
    std::vector<SeriesPoint> over;
    if (now <= m_at)
        return over;
    const auto next = [&](TimeMs step) {
        over.push_back(std::move(m_step));
        begin(step);
    };
    if (now - m_at > kGapMs) {
        // Of the time before the sleep only the look is known; what was counted since happened around it.
        cover(std::min<std::int64_t>(1'000, m_step.at + kSeriesStepMs - m_at), counts);
        count(counts, latencies);
        next(stepOf(now));
        m_at = now;
        return over;
    }
    // The counts belong where the greater part of the time lies: looks come a little after the step's end.
    const TimeMs countedIn = stepOf(m_at + (now - 1 - m_at) / 2);
    while (m_at < now) {
        const TimeMs end = std::min(now, m_step.at + kSeriesStepMs);
        if (end > m_at)
            cover(end - m_at, counts);
        if (m_step.at == countedIn)
            count(counts, latencies);
        m_at = end;
        if (m_at == m_step.at + kSeriesStepMs)
            next(m_at);
    }
    return over;
}

std::vector<SeriesPoint> Sampler::finish(TimeMs now, const Counts &counts, const Latencies &latencies)
{
    std::vector<SeriesPoint> over = look(now, counts, latencies);
    count(counts, latencies); // of the same moment as the last look, if the clock stood still
    if (m_step.coveredMs > 0)
        over.push_back(m_step);
    return over;
}

} // namespace skep::runtime
