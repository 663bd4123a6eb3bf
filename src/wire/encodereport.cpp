// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {

void reportFields(JsonWriter &w, const DelegationReport &report)
{
    countsFields(w, report.counts);
    w.key("agents_detail");
    w.beginArray();
    for (const auto &line : report.agents) {
        w.beginObject();
        w.field("agent", line.agent);
        w.field("leased", line.leased);
        w.field("accepted", line.accepted);
        w.field("rejected", line.rejected);
        w.field("failed", line.failed);
        w.field("expired", line.expired);
        w.field("simulated", line.simulated);
        w.endObject();
    }
    w.endArray();
    w.key("types");
    w.beginArray();
    for (const auto &line : report.types) {
        w.beginObject();
        w.field("type", line.type);
        w.field("total", line.total);
        w.field("done", line.done);
        w.field("failed", line.failed);
        w.field("cancelled", line.cancelled);
        w.field("open", line.open);
        w.field("simulated", line.simulated);
        w.endObject();
    }
    w.endArray();
}

} // namespace skep::wire
