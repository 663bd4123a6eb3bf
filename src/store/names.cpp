// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/names.h"

namespace skep::store {
namespace {

constexpr std::size_t kCachedMax = 20'000; // then the cache starts again

} // namespace

Result<void> Names::prepare(Database &database)
{
    m_database = &database;
    Result<Statement> find = database.prepare("SELECT id FROM names WHERE text = ?");
    Result<Statement> add = database.prepare("INSERT INTO names (text) VALUES (?)");
    if (!find || !add)
        return tl::unexpected<Error>(find ? add.error() : find.error());
    m_find = std::move(*find);
    m_add = std::move(*add);
    return {};
}

std::int64_t Names::idOf(std::string_view text)
{
    if (text.empty())
        return 0;
    if (const auto known = m_ids.find(text); known != m_ids.end())
        return known->second;
    std::int64_t id = -1;
    if (m_find.bindText(1, text).step())
        id = m_find.number(0);
    m_find.reset();
    if (id < 0 && !m_find.failed() && m_add.bindText(1, text).run())
        id = m_database->lastInsertId();
    if (id < 0)
        return id;
    if (m_ids.size() >= kCachedMax)
        m_ids.clear();
    m_ids.emplace(text, id);
    return id;
}

} // namespace skep::store
