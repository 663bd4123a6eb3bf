// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace skep::store {

class Database;

/// A prepared statement of the C interface. Errors stay in the database and are asked for there, so that the hot
/// path carries one integer. Bound texts and blobs must live until the step.
class Statement
{
public:
    Statement() = default;
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;

    Statement &bind(int index, std::int64_t value);
    Statement &bindText(int index, std::string_view value);
    Statement &bindBlob(int index, std::string_view value);
    Statement &bindNull(int index);

    /// True: a row stands ready. False: done, or failed (see failed()).
    bool step();
    /// Runs to the end and makes ready for the next use. False when it failed.
    bool run();
    /// After a row was read: makes ready for the next use.
    void reset();
    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string_view text(int column) const; // text or blob; valid until the next step or reset
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    explicit Statement(sqlite3_stmt *handle)
        : m_handle(handle)
    {
    }

    sqlite3_stmt *m_handle = nullptr;
    bool m_failed = false;
};

/// One SQLite connection through the C interface, used by one thread at a time.
class Database
{
public:
    struct Opening
    {
        std::string vfs; // empty: the platform's
        bool create = false;
        bool readOnly = false;
        int cachePages = 512; // of 4 KiB
    };

    Database() = default;
    ~Database();
    Database(Database &&other) noexcept;
    Database &operator=(Database &&other) noexcept;

    [[nodiscard]] static Result<Database> open(const std::string &path, const Opening &opening);
    void close();

    [[nodiscard]] Result<void> run(const std::string &sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// First column of the first row; 0 where there is none.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);

    [[nodiscard]] Result<void> begin() { return run("BEGIN IMMEDIATE"); }
    /// On failure the transaction is rolled back.
    [[nodiscard]] Result<void> commit();
    void rollback();

    /// What went wrong last: StorageFull when the disk or the quota is full, StoreDamaged, else Io.
    [[nodiscard]] tl::unexpected<Error> error(std::string_view doing) const;
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] bool hitConstraint() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    sqlite3 *m_handle = nullptr;
};

} // namespace skep::store
