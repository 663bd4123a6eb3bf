// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <sqlite3.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

namespace skep::store {
namespace {

constexpr int kBusyWaitsMax = 50'000; // 10 s of 200 us
constexpr auto kBusyWait = std::chrono::microseconds(200);

// SQLite's own handler sleeps whole milliseconds; a checkpoint that resets the log holds the writer for less.
int waitABit(void *, int waits)
{
    if (waits >= kBusyWaitsMax)
        return 0;
    std::this_thread::sleep_for(kBusyWait);
    return 1;
}

// Counting allocations under a mutex took 9 % of a commit. Only works before SQLite's first use; where something
// else used it earlier, the counting stays, which harms nothing.
void configureOnce()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

} // namespace

Statement::~Statement()
{
    sqlite3_finalize(m_handle);
}

Statement::Statement(Statement &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
    , m_failed(other.m_failed)
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    if (this != &other) {
        sqlite3_finalize(m_handle);
        m_handle = std::exchange(other.m_handle, nullptr);
        m_failed = other.m_failed;
    }
    return *this;
}

Statement &Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_handle, index, value);
    return *this;
}

Statement &Statement::bindText(int index, std::string_view value)
{
    sqlite3_bind_text(m_handle, index, value.empty() ? "" : value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindBlob(int index, std::string_view value)
{
    sqlite3_bind_blob(m_handle, index, value.empty() ? "" : value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_handle, index);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_handle);
    m_failed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == SQLITE_ROW;
}

bool Statement::run()
{
    while (step()) { }
    sqlite3_reset(m_handle);
    return !m_failed;
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

std::string_view Statement::text(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)))
                : std::string_view();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

Database::~Database()
{
    close();
}

Database::Database(Database &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
{
}

Database &Database::operator=(Database &&other) noexcept
{
    if (this != &other) {
        close();
        m_handle = std::exchange(other.m_handle, nullptr);
    }
    return *this;
}

Result<Database> Database::open(const std::string &path, const Opening &opening)
{
    configureOnce();
    Database database;
    const int flags = (opening.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)
        | (opening.create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &database.m_handle, flags, opening.vfs.empty() ? nullptr : opening.vfs.c_str())
        != SQLITE_OK) {
        return database.error("open " + path);
    }
    sqlite3_extended_result_codes(database.m_handle, 1);
    // Before anything else: a connection that meets another's lock must wait, not fail.
    sqlite3_busy_handler(database.m_handle, waitABit, nullptr);
    // Debian builds SQLite with SECURE_DELETE; overwriting what is deleted is not our promise.
    if (auto ok = database.run("PRAGMA secure_delete=0; PRAGMA temp_store=2; PRAGMA cache_size="
                               + std::to_string(opening.cachePages));
        !ok) {
        return tl::unexpected<Error>(ok.error());
    }
    return database;
}

void Database::close()
{
    sqlite3_close_v2(std::exchange(m_handle, nullptr));
}

Result<void> Database::run(const std::string &sql)
{
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return error(sql.substr(0, 60));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr)
        != SQLITE_OK) {
        return error(sql.substr(0, 60));
    }
    return Statement(statement);
}

Result<std::int64_t> Database::number(std::string_view sql)
{
    Result<Statement> statement = prepare(sql);
    if (!statement)
        return tl::unexpected<Error>(statement.error());
    const std::int64_t value = statement->step() ? statement->number(0) : 0;
    if (statement->failed())
        return error(sql.substr(0, 60));
    return value;
}

Result<void> Database::commit()
{
    if (sqlite3_exec(m_handle, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    auto failure = error("commit");
    rollback();
    return failure;
}

void Database::rollback()
{
    if (m_handle && sqlite3_get_autocommit(m_handle) == 0) // some failures have rolled back already
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

tl::unexpected<Error> Database::error(std::string_view doing) const
{
    const int extended = m_handle ? sqlite3_extended_errcode(m_handle) : SQLITE_NOMEM;
    const int code = extended & 0xFF;
    const int systemError = m_handle ? sqlite3_system_errno(m_handle) : 0;
    const bool isOutOfSpace = systemError == ENOSPC
#ifdef EDQUOT
        || systemError == EDQUOT
#endif
        ;
    ErrorCode kind = ErrorCode::Io;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && isOutOfSpace))
        kind = ErrorCode::StorageFull;
    else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        kind = ErrorCode::StoreDamaged;
    std::string detail(doing);
    detail += ": ";
    detail += m_handle ? sqlite3_errmsg(m_handle) : "out of memory";
    detail += " (" + std::to_string(extended) + ")";
    return fail(kind, std::move(detail));
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

bool Database::hitConstraint() const
{
    return (sqlite3_extended_errcode(m_handle) & 0xFF) == SQLITE_CONSTRAINT;
}

} // namespace skep::store
