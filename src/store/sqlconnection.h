// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace skep::store {

/// A read-only Qt Sql connection under a name of its own, for the reader's queries. Used on one thread.
class SqlConnection
{
public:
    SqlConnection() = default;
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    [[nodiscard]] Result<void> open(const std::string &path, const std::string &vfs);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }

    /// A forward-only query, run. Values are bound in order.
    [[nodiscard]] Result<QSqlQuery> query(const std::string &sql, const QVariantList &values = {}) const;

private:
    QSqlDatabase m_database;
};

[[nodiscard]] std::string textAt(const QSqlQuery &query, int column);

} // namespace skep::store
