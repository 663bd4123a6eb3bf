// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folderlock.h"
#include "store/groupwriter.h"
#include "store/history.h"
#include "store/opening.h"
#include "store/restore.h"
#include "store/retention.h"
#include "store/store.h"

#include <filesystem>

namespace skep::store {

class Writer::Impl
{
public:
    explicit Impl(const Options &given)
        : options(given)
    {
    }

    Options options;
    FolderLock lock; // first in, last out
    Database database;
    Epoch epoch = 0;
    GroupWriter group;
    History history;
    Retention retention{database, options};
    std::vector<const Batch *> batches; // kept for its memory
};

Writer::Writer() = default;
Writer::~Writer() = default;

Result<std::unique_ptr<Writer>> Writer::open(const Options &options)
{
    std::unique_ptr<Writer> writer(new Writer);
    writer->m_impl = std::make_unique<Impl>(options);
    Impl &impl = *writer->m_impl;
    Result<FolderLock> lock = FolderLock::take(options.dataDir);
    if (!lock)
        return tl::unexpected<Error>(lock.error());
    impl.lock = std::move(*lock);
    Result<Database> database = openForWriting(options);
    if (!database)
        return tl::unexpected<Error>(database.error());
    impl.database = std::move(*database);
    const Result<Epoch> epoch = raiseEpoch(impl.database);
    if (!epoch)
        return tl::unexpected<Error>(epoch.error());
    impl.epoch = *epoch;
    if (auto ok = impl.group.prepare(impl.database); !ok)
        return tl::unexpected<Error>(ok.error());
    std::error_code failure;
    const std::filesystem::path artifacts(options.dataDir + "/artifacts");
    if (std::filesystem::create_directory(artifacts, failure))
        std::filesystem::permissions(artifacts, std::filesystem::perms::owner_all, failure);
    if (failure)
        return fail(ErrorCode::Io, "make " + artifacts.string() + ": " + failure.message());
    impl.history.open(options);
    return writer;
}

Result<Restored> Writer::restore()
{
    Result<Restored> restored = readRestored(m_impl->database);
    if (restored)
        restored->epoch = m_impl->epoch;
    return restored;
}

Result<void> Writer::commit(std::span<const Batch *const> batches)
{
    Impl &impl = *m_impl;
    impl.batches.clear();
    for (const Batch *batch : batches)
        if (batch->hasFacts())
            impl.batches.push_back(batch);
    if (impl.batches.empty())
        return {};
    Result<void> ok = impl.database.begin();
    if (ok)
        ok = impl.group.write(impl.batches);
    if (ok)
        ok = impl.database.commit();
    if (ok) {
        impl.group.committed();
        return ok;
    }
    impl.database.rollback();
    impl.group.rolledBack();
    return ok;
}

Result<void> Writer::writeHistory(std::span<const HistoryLine> lines)
{
    return m_impl->history.write(lines, m_impl->database);
}

Result<void> Writer::writeSeries(const SeriesPoint &point)
{
    return m_impl->history.writeSeries(point);
}

Result<bool> Writer::cleanUp(TimeMs now)
{
    Impl &impl = *m_impl;
    const Result<bool> moreTasks = impl.retention.step(now);
    if (!moreTasks)
        return moreTasks;
    const Result<bool> moreTitles = impl.history.indexTitles(impl.database);
    const Result<bool> moreLines = impl.history.removeBefore(now - impl.options.retentionMs);
    const Result<bool> moreSeries = impl.history.tidySeries(now);
    // The history's trouble does not stop the clean-up of what matters.
    return *moreTasks || moreTitles.value_or(false) || moreLines.value_or(false) || moreSeries.value_or(false);
}

void Writer::close()
{
    if (!m_impl)
        return;
    // The last connection's close would do it, but a reader may be there still. A failure leaves the log to the
    // next start.
    static_cast<void>(m_impl->database.run("PRAGMA wal_checkpoint(PASSIVE)"));
    m_impl->history.close();
    m_impl.reset();
}

} // namespace skep::store
