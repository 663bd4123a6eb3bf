// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/storewriter.h"

#include "runtime/threadname.h"

#include <spdlog/spdlog.h>

namespace skep::runtime {
namespace {

constexpr std::chrono::milliseconds kRetryPause{200};
constexpr std::size_t kHistoryBytesMax = 16 * 1024 * 1024;
constexpr std::size_t kSeriesMax = 1'000; // steps; over an hour of them
constexpr std::int64_t kCleanUpEveryMs = 60'000;

} // namespace

StoreWriter::StoreWriter(std::unique_ptr<engine::CommitPort> port, std::function<void(CommitNotice)> notify,
                         std::function<TimeMs()> clock)
    : m_port(std::move(port))
    , m_notify(std::move(notify))
    , m_clock(std::move(clock))
    , m_batches(limits::kUncommittedBytesMax)
    , m_history(kHistoryBytesMax)
    , m_series(kSeriesMax)
    , m_nextCleanUp(m_clock() + kCleanUpEveryMs)
    , m_thread([this] { run(); })
{
}

StoreWriter::~StoreWriter()
{
    stop(std::chrono::milliseconds(0));
}

void StoreWriter::push(Batched batch)
{
    const std::size_t bytes = batch.bytes;
    m_batches.push(std::move(batch), bytes);
}

void StoreWriter::pushHistory(engine::HistoryEntry line)
{
    const std::size_t bytes = line.line.text.size() + sizeof line;
    if (m_history.tryPush(std::move(line), bytes))
        m_batches.push({}, 0);
}

void StoreWriter::pushSeries(SeriesPoint point)
{
    if (m_series.tryPush(std::move(point)))
        m_batches.push({}, 0);
}

std::size_t StoreWriter::stop(std::chrono::milliseconds deadline)
{
    if (!m_thread.joinable())
        return m_lost;
    m_giveUpAt = (std::chrono::steady_clock::now() + deadline).time_since_epoch().count();
    m_batches.close();
    m_thread.join();
    return m_lost;
}

void StoreWriter::run()
{
    nameThisThread("store writer");
    for (;;) {
        const std::vector<Batched> group = m_batches.waitTake();
        if (group.empty())
            break;
        commitGroup(group);
        writeHistory();
        writeSeries();
        cleanUpNowAndThen();
    }
    writeHistory();
    writeSeries();
}

void StoreWriter::commitGroup(const std::vector<Batched> &group)
{
    std::vector<const Batch *> batches;
    batches.reserve(group.size());
    CommitNotice notice;
    for (const Batched &item : group) {
        if (!item.batch.hasFacts())
            continue;
        batches.push_back(&item.batch);
        notice.bytes += item.bytes;
        notice.upTo = item.batch.no;
    }
    if (batches.empty())
        return;
    notice.batches = batches.size();
    for (;;) {
        notice.result = m_port->commit(batches);
        if (notice.result) {
            m_notify(std::move(notice));
            return;
        }
        CommitNotice failure;
        failure.result = notice.result;
        m_notify(std::move(failure));
        const auto giveUpAt = m_giveUpAt.load();
        if (giveUpAt != 0 && std::chrono::steady_clock::now().time_since_epoch().count() >= giveUpAt) {
            m_lost += batches.size();
            spdlog::error("store: {} batches could not be written: {}", batches.size(), notice.result.error().detail);
            return;
        }
        if (m_batches.waitClosed(kRetryPause))
            m_history.waitClosed(kRetryPause); // stopping: the history is never closed, so this only waits
    }
}

void StoreWriter::writeHistory()
{
    const std::vector<engine::HistoryEntry> lines = m_history.take();
    if (lines.empty())
        return;
    if (const auto ok = m_port->writeHistory(lines); !ok)
        spdlog::warn("history: {} log lines were not kept: {}", lines.size(), ok.error().detail);
}

void StoreWriter::writeSeries()
{
    for (const SeriesPoint &point : m_series.take()) {
        const auto ok = m_port->writeSeries(point);
        if (!ok && !m_isSeriesFailing) // once, not every five seconds
            spdlog::warn("history: charts are not kept at the moment: {}", ok.error().detail);
        m_isSeriesFailing = !ok;
    }
}

void StoreWriter::cleanUpNowAndThen()
{
    const TimeMs now = m_clock();
    if (!m_hasMoreToClean && now < m_nextCleanUp)
        return;
    m_nextCleanUp = now + kCleanUpEveryMs;
    const auto more = m_port->cleanUp(now);
    if (!more)
        spdlog::warn("store: clean-up failed: {}", more.error().detail);
    m_hasMoreToClean = more.value_or(false);
}

} // namespace skep::runtime
