// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlconnection.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUrl>
#include <QUuid>
#include <QVariant>

namespace skep::store {
namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> failure(const QSqlError &error)
{
    // SQLITE_CORRUPT and SQLITE_NOTADB
    const int code = error.nativeErrorCode().toInt() & 0xFF;
    return fail(code == 11 || code == 26 ? ErrorCode::StoreDamaged : ErrorCode::Io, error.text().toStdString());
}

} // namespace

SqlConnection::~SqlConnection()
{
    close();
}

Result<void> SqlConnection::open(const std::string &path, const std::string &vfs)
{
    close();
    const QString file = QString::fromStdString(path);
    if (!QFileInfo::exists(file))
        return fail(ErrorCode::NotFound, path + " is not there");
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"skep-"_s + QUuid::createUuid().toString(QUuid::Id128));
    // The time-out first of all: a reader that issues journal_mode or anything else at start meets the writer's lock.
    QString options = u"QSQLITE_BUSY_TIMEOUT=10000;QSQLITE_OPEN_READONLY"_s;
    QString name = file;
    if (!vfs.empty()) {
        options += u";QSQLITE_OPEN_URI"_s;
        name = u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(file, "/")) + u"?vfs="_s
            + QString::fromStdString(vfs);
    }
    m_database.setConnectOptions(options);
    m_database.setDatabaseName(name);
    if (!m_database.open()) {
        auto result = failure(m_database.lastError());
        close();
        return result;
    }
    return {};
}

void SqlConnection::close()
{
    const QString name = m_database.connectionName();
    if (name.isEmpty())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Result<QSqlQuery> SqlConnection::query(const std::string &sql, const QVariantList &values) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true); // else Qt keeps every row
    if (!query.prepare(QString::fromStdString(sql)))
        return failure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    return query;
}

std::string textAt(const QSqlQuery &query, int column)
{
    return query.value(column).toString().toStdString();
}

} // namespace skep::store
