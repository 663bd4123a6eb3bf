// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "wire/fields_p.h"

// The client's reading of the picture's values; the mirror of encodeview.cpp.
namespace skep::wire {

bool readView(FieldReader &in, od::value &v, TaskView &task);
bool readAgent(FieldReader &in, od::value &v, AgentView &agent);
/// One field of COUNTS: `i` is its place in kCountsNames.
inline constexpr std::size_t kCountsFields = 17;
extern const std::string_view kCountsNames[kCountsFields];
bool takeCounts(FieldReader &in, std::size_t i, od::value &v, Counts &counts);
bool readCounts(FieldReader &in, od::value &v, Counts &counts);
bool readError(FieldReader &in, od::value &v, Error &error);
bool readLogLine(FieldReader &in, od::value &v, TaskId &id, LogLine &line);
bool readShownSpec(FieldReader &in, od::value &v, TaskSpec &spec);
bool readExplanation(FieldReader &in, od::value &v, Explanation &why);
bool readAttempt(FieldReader &in, od::value &v, AttemptInfo &attempt);
bool readArtifactInfo(FieldReader &in, od::value &v, ArtifactInfo &artifact);

/// A field whose text is the name of an enum's value; a value of a newer hub is kept as the default.
template<typename Enum, typename From>
bool readName(FieldReader &in, od::value &v, Enum &out, From from)
{
    std::string text;
    if (!in.text(v, text))
        return false;
    out = from(text).value_or(out);
    return true;
}

/// Lists of objects: read(item) for each into a fresh element of `out`.
template<typename Item, typename Read>
bool readList(FieldReader &in, od::value &v, std::vector<Item> &out, Read read)
{
    return in.array(v, 1'000'000, [&](std::size_t, od::value &value) { return read(value, out.emplace_back()); });
}

} // namespace skep::wire
