// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace skep::test {

/// Takes over one batch's row as a store does: counts replace counts, records join those before.
inline void keep(std::map<std::string, AgentTally> &agents, const AgentTally &row)
{
    if (row.forgotten) {
        agents.erase(row.name);
        return;
    }
    AgentTally &kept = agents[row.name];
    std::vector<AgentTally::Record> records;
    if (!row.anew)
        records = std::move(kept.records);
    for (const AgentTally::Record &record : row.records) {
        const auto same = std::find_if(records.begin(), records.end(), [&](const auto &one) { return one.type == record.type; });
        if (same == records.end())
            records.push_back(record);
        else
            *same = record;
    }
    kept = row;
    kept.anew = false;
    kept.records = std::move(records);
}

} // namespace skep::test
