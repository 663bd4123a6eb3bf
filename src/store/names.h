// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace skep::store {

/// Numbers for the texts that repeat in task rows: types, projects, agents. 0 is the empty text.
class Names
{
public:
    [[nodiscard]] Result<void> prepare(Database &database);
    /// Adds the text when it is new. Negative: the database failed.
    [[nodiscard]] std::int64_t idOf(std::string_view text);
    /// After a roll-back: numbers given since then do not exist.
    void forget() { m_ids.clear(); }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    Database *m_database = nullptr;
    Statement m_find;
    Statement m_add;
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> m_ids;
};

} // namespace skep::store
