// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/fields_p.h"
#include "wire/reader.h"

namespace skep::wire {

/// One object of a list to its command. `partial` keeps what could be read for the refusal; false: in.error() says why.
/// needsKey: a submission without a key is refused.
bool readItem(FieldReader &in, MessageType type, od::value &v, const Source &from, bool needsKey, Command &command,
              ItemFault &partial);

bool readSpec(FieldReader &in, od::value &v, TimeMs now, TaskSpec &task);

/// The fields of an operator's command, of which each name uses some.
struct Action
{
    std::uint64_t ref = 0;
    std::string name;
    TaskId id = 0;
    std::string agent, reason, text, project, priority;
    bool on = true;
    Fence fence = 0;
    std::uint64_t decision = 0;
    bool mayWait = false, mayReplace = false;
    bool hasId = false, hasAgent = false, hasText = false, hasPriority = false, hasFence = false;
};
bool readAction(FieldReader &in, od::object &o, Action &action);
bool makeAction(FieldReader &in, Action &action, const Source &from, Command &command);

/// One field of a whole message: `i` is its place in the names reader.cpp has for the type.
bool readWatch(FieldReader &in, std::size_t i, od::value &v, Watch &w);
bool readEventQuery(FieldReader &in, std::size_t i, od::value &v, EventQuery &query);
bool readSeriesQuery(FieldReader &in, std::size_t i, od::value &v, SeriesQuery &query);

} // namespace skep::wire
