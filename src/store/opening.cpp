// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/opening.h"

#include "store/chain.h"
#include "store/packing.h"
#include "store/schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace skep::store {
namespace {

constexpr std::int64_t kFullCheckBytesMax = 64 * 1024 * 1024;
constexpr int kTailRowsChecked = 64;
constexpr std::size_t kTailBytesChecked = 8 * 1024 * 1024; // and no more rows once there were so many
constexpr int kWriterCachePages = 2048; // 8 MiB at most, taken as it is used

constexpr std::string_view kMagic("SQLite format 3\0", 16);

tl::unexpected<Error> damaged(std::string detail)
{
    return fail(ErrorCode::StoreDamaged, std::move(detail));
}

// Before SQLite sees it: a foreign file is no database of ours, whatever its name. An empty one is new.
Result<void> checkMagic(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    char head[16] = {};
    file.read(head, sizeof head);
    if (file.gcount() != 0 && std::string_view(head, static_cast<std::size_t>(file.gcount())) != kMagic)
        return damaged(path + " is not a database");
    return {};
}

Result<void> checkIdentity(Database &database, std::int64_t &version)
{
    const Result<std::int64_t> found = database.number("PRAGMA user_version");
    const Result<std::int64_t> application = database.number("PRAGMA application_id");
    const Result<std::int64_t> pages = database.number("PRAGMA page_count");
    for (const auto *value : {&found, &application, &pages})
        if (!*value)
            return tl::unexpected<Error>(value->error());
    version = *found;
    if (*pages > 0 && *application != kApplicationId && (version != 0 || *application != 0))
        return damaged("the database belongs to another program");
    if (version > kSchemaVersion) {
        return failField(ErrorCode::StoreNewer, "schema", kSchemaVersion,
                         "the data folder was written by a newer version (schema " + std::to_string(version) + ")");
    }
    return {};
}

Result<void> checkEverything(Database &database)
{
    Result<Statement> check = database.prepare("PRAGMA quick_check(1)");
    if (!check)
        return tl::unexpected<Error>(check.error());
    if (!check->step())
        return database.error("quick_check");
    if (check->text(0) != "ok")
        return damaged(std::string(check->text(0)));
    return {};
}

// Newest first: each row's chain must come out of the row before it.
Result<void> checkLogTail(Database &database)
{
    Result<Statement> rows
        = database.prepare("SELECT batch, last, chain, bodies, data FROM log ORDER BY batch DESC LIMIT "
                           + std::to_string(kTailRowsChecked));
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    Chain chain;
    struct Row
    {
        BatchNo batch = 0, last = 0;
        std::string hash, bodies, data;
    } later;
    std::size_t bytes = 0;
    while (bytes < kTailBytesChecked && rows->step()) {
        Row row{static_cast<BatchNo>(rows->number(0)), static_cast<BatchNo>(rows->number(1)),
                std::string(rows->text(2)), std::string(rows->text(3)), std::string(rows->text(4))};
        if (auto batches = decodeGroup(row.data); !batches)
            return tl::unexpected<Error>(batches.error());
        if (later.batch != 0
            && (later.batch != row.last + 1
                || chain.link(row.hash, later.batch, later.last, later.bodies, later.data) != later.hash)) {
            return damaged("the log's chain breaks at batch " + std::to_string(later.batch));
        }
        bytes += row.data.size();
        later = std::move(row);
    }
    if (rows->failed())
        return database.error("read the log's end");
    return {};
}

Result<void> checkEnds(Database &database)
{
    const Result<std::int64_t> tasks = database.number("SELECT max(id) FROM tasks");
    const Result<std::int64_t> specs = database.number("SELECT max(id) FROM specs");
    if (!tasks || !specs)
        return tl::unexpected<Error>(tasks ? specs.error() : tasks.error());
    if (*tasks != *specs)
        return damaged("task rows and specs do not end at the same task");
    return {};
}

Result<void> checkIntegrity(Database &database)
{
    const Result<std::int64_t> bytes
        = database.number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    if (*bytes <= kFullCheckBytesMax)
        if (auto ok = checkEverything(database); !ok)
            return ok;
    if (auto ok = checkEnds(database); !ok)
        return ok;
    return checkLogTail(database);
}

void keepUntouched(Database &database, bool on)
{
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 1 : 0, nullptr);
}

} // namespace

std::string databasePath(const Options &options)
{
    return options.dataDir + "/skep.db";
}

std::string historyPath(const Options &options)
{
    return options.dataDir + "/history.db";
}

std::string artifactPath(const Options &options, const std::string &sha256)
{
    return options.dataDir + "/artifacts/" + sha256.substr(0, 2) + "/" + sha256;
}

Result<void> createPrivate(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(errno == ENOSPC ? ErrorCode::StorageFull : ErrorCode::Io,
                    "open " + path + ": " + std::strerror(errno));
    ::close(descriptor);
    return {};
}

Result<Database> openForWriting(const Options &options)
{
    const std::string path = databasePath(options);
    if (auto ok = createPrivate(path); !ok)
        return tl::unexpected<Error>(ok.error());
    if (auto ok = checkMagic(path); !ok)
        return tl::unexpected<Error>(ok.error());
    Database::Opening opening;
    opening.vfs = options.vfs;
    opening.cachePages = kWriterCachePages;
    Result<Database> database = Database::open(path, opening);
    if (!database)
        return database;
    keepUntouched(*database, true);
    std::int64_t version = 0;
    Result<void> ok = checkIdentity(*database, version);
    if (ok && version > 0)
        ok = checkIntegrity(*database);
    if (ok)
        ok = database->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; "
                           "PRAGMA journal_size_limit=67108864");
    if (ok)
        ok = migrate(*database);
    if (!ok)
        return tl::unexpected<Error>(ok.error());
    keepUntouched(*database, false);
    return database;
}

Result<Epoch> raiseEpoch(Database &database)
{
    if (auto ok = database.run("UPDATE meta SET value = value + 1 WHERE name = 'epoch'"); !ok)
        return tl::unexpected<Error>(ok.error());
    const Result<std::int64_t> epoch = database.number("SELECT value FROM meta WHERE name = 'epoch'");
    if (!epoch)
        return tl::unexpected<Error>(epoch.error());
    if (*epoch < 1 || *epoch > kEpochMax)
        return damaged("the epoch is out of its range");
    return static_cast<Epoch>(*epoch);
}

} // namespace skep::store
