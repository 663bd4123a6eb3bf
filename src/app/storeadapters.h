// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ports/store.h"
#include "store/store.h"

#include <memory>

namespace skep::app {

/// The store's writer behind the engine's port.
class CommitAdapter final : public engine::CommitPort
{
public:
    explicit CommitAdapter(std::unique_ptr<store::Writer> writer)
        : m_writer(std::move(writer))
    {
    }
    ~CommitAdapter() override { m_writer->close(); }

    Result<void> commit(std::span<const Batch *const> batches) override { return m_writer->commit(batches); }
    Result<void> writeHistory(std::span<const engine::HistoryEntry> lines) override
    {
        std::vector<store::HistoryLine> entries;
        entries.reserve(lines.size());
        for (const engine::HistoryEntry &entry : lines)
            entries.push_back({entry.id, entry.line.fence, entry.line.at, entry.line.text});
        return m_writer->writeHistory(entries);
    }
    Result<void> writeSeries(const SeriesPoint &point) override { return m_writer->writeSeries(point); }
    Result<bool> cleanUp(TimeMs now) override { return m_writer->cleanUp(now); }

private:
    std::unique_ptr<store::Writer> m_writer;
};

/// The store's reader behind the engine's port. Opened on first use, because its connection belongs to the thread
/// that calls.
class ReadAdapter final : public engine::ReadPort
{
public:
    explicit ReadAdapter(store::Options options)
        : m_options(std::move(options))
    {
    }

    Result<std::vector<std::string>> params(std::span<const TaskId> ids) override
    {
        return with([&](store::Reader &reader) { return reader.params(ids); });
    }
    Result<std::vector<TaskView>> list(const TaskQuery &query) override
    {
        return with([&](store::Reader &reader) { return reader.list(query); });
    }
    Result<TaskDetail> detail(TaskId id) override
    {
        return with([&](store::Reader &reader) { return reader.detail(id); });
    }
    Result<std::vector<AuditEvent>> events(BatchNo after, std::size_t limit) override
    {
        return with([&](store::Reader &reader) { return reader.events(after, limit); });
    }
    Result<EventPage> eventPage(const EventQuery &query) override
    {
        return with([&](store::Reader &reader) { return reader.eventPage(query); });
    }
    Result<Series> series(const SeriesQuery &query) override
    {
        return with([&](store::Reader &reader) { return Result<Series>(reader.series(query)); });
    }
    Result<void> checkpointIfDue() override
    {
        return with([](store::Reader &reader) { return reader.checkpointIfDue(); });
    }

private:
    template<typename Query>
    auto with(Query query) -> decltype(query(std::declval<store::Reader &>()))
    {
        if (!m_reader) {
            auto reader = store::Reader::open(m_options);
            if (!reader)
                return tl::unexpected<Error>(reader.error());
            m_reader = std::move(*reader);
        }
        return query(*m_reader);
    }

    const store::Options m_options;
    std::unique_ptr<store::Reader> m_reader;
};

} // namespace skep::app
