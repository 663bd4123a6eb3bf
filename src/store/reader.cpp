// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventpages.h"
#include "store/opening.h"
#include "store/pages.h"
#include "store/seriesreader.h"
#include "store/store.h"
#include "store/wallog.h"

#include <sqlite3.h>

namespace skep::store {
namespace {

constexpr std::uint32_t kPassivePages = 4'000;
constexpr std::uint32_t kRestartPages = 16'000;
constexpr int kReaderCachePages = 256;

} // namespace

class Reader::Impl
{
public:
    explicit Impl(const Options &given)
        : options(given)
        , pages(options)
        , series(options)
    {
    }

    Options options;
    Database direct; // bodies on their way to agents, and checkpoints; never writes a row
    Statement params;
    Pages pages;
    EventPages eventPages;
    SeriesReader series;
};

Reader::Reader() = default;
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const Options &options)
{
    std::unique_ptr<Reader> reader(new Reader);
    reader->m_impl = std::make_unique<Impl>(options);
    Impl &impl = *reader->m_impl;
    Database::Opening opening;
    opening.vfs = options.vfs;
    opening.cachePages = kReaderCachePages;
    Result<Database> direct = Database::open(databasePath(options), opening);
    if (!direct)
        return tl::unexpected<Error>(direct.error());
    impl.direct = std::move(*direct);
    // query_only forbids rows to change, not checkpoints; those sync the database before the log is used again.
    Result<void> ok = impl.direct.run("PRAGMA query_only=1; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
    if (ok)
        ok = impl.pages.open(options);
    if (ok)
        ok = impl.eventPages.open(options);
    if (!ok)
        return tl::unexpected<Error>(ok.error());
    Result<Statement> params = impl.direct.prepare("SELECT params FROM specs WHERE id = ?");
    if (!params)
        return tl::unexpected<Error>(params.error());
    impl.params = std::move(*params);
    return reader;
}

Result<std::vector<std::string>> Reader::params(std::span<const TaskId> ids)
{
    Impl &impl = *m_impl;
    std::vector<std::string> bodies(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (impl.params.bind(1, static_cast<std::int64_t>(ids[i])).step())
            bodies[i] = impl.params.text(0);
        impl.params.reset();
        if (impl.params.failed())
            return impl.direct.error("read params");
    }
    return bodies;
}

Result<std::vector<TaskView>> Reader::list(const TaskQuery &query)
{
    return m_impl->pages.list(query);
}

Result<TaskDetail> Reader::detail(TaskId id)
{
    return m_impl->pages.detail(id);
}

Result<std::vector<AuditEvent>> Reader::events(BatchNo after, std::size_t limit)
{
    return m_impl->pages.events(after, limit);
}

Result<EventPage> Reader::eventPage(const EventQuery &query, std::size_t scannedMax)
{
    return m_impl->eventPages.page(query, scannedMax);
}

Result<DelegationReport> Reader::archivedReport(TaskId belowId)
{
    return m_impl->pages.archivedReport(belowId);
}

Series Reader::series(const SeriesQuery &query)
{
    return m_impl->series.read(query);
}

Result<Reader::Ended> Reader::endedSince(TimeMs since)
{
    return m_impl->pages.endedSince(since);
}

Result<void> Reader::checkpointIfDue()
{
    Impl &impl = *m_impl;
    const WalLog log = walLog(databasePath(impl.options));
    if (log.pages - log.copied < kPassivePages && log.pages < kRestartPages)
        return {};
    int code = sqlite3_wal_checkpoint_v2(impl.direct.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // PASSIVE first even then: it copies beside the writer, so that RESTART, which holds the writer, has little left.
    if (code == SQLITE_OK && log.pages >= kRestartPages)
        code = sqlite3_wal_checkpoint_v2(impl.direct.handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY) // busy: somebody reads; the next call tries again
        return impl.direct.error("checkpoint");
    return {};
}

} // namespace skep::store
