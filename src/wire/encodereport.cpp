// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {

void countsFields(JsonWriter &w, const Counts &c)
{
    w.key("tasks");
    w.beginObject();
    w.field("total", c.total());
    for (int i = 0; i < kTaskStateCount; ++i) {
        const auto state = static_cast<TaskState>(i);
        w.field(name(state), c.of(state));
    }
    w.endObject();
    w.key("agents");
    w.beginObject();
    w.field("total", c.agentsTotal);
    w.field("online", c.agentsOnline);
    w.endObject();
    w.key("slots");
    w.beginObject();
    w.field("total", c.slots);
    w.field("busy", c.slotsBusy);
    w.endObject();
    w.key("queued_by");
    w.beginObject();
    for (std::size_t i = 0; i < c.queuedBy.size(); ++i)
        w.field(name(static_cast<Priority>(i)), c.queuedBy[i]);
    w.endObject();
    w.key("today");
    w.beginObject();
    w.field("done", c.doneToday);
    w.field("failed", c.failedToday);
    w.endObject();
    w.field("simulated_done", c.simulatedDone);
    w.field("submitted", c.submitted);
    w.field("leased", c.leased);
    w.field("accepted", c.accepted);
    w.field("attempts_failed", c.attemptsFailed);
    w.field("superseded", c.superseded);
    w.field("tasks_done", c.tasksDone);
    w.field("tasks_failed", c.tasksFailed);
    w.field("deadlines_missed", c.deadlinesMissed);
    w.field("oldest_waiting_ms", c.oldestWaiting);
    w.field("now_ms", c.now);
    w.field("agents_unsandboxed", c.agentsUnsandboxed);
}

void reportFields(JsonWriter &w, const DelegationReport &report)
{
    countsFields(w, report.counts);
    w.field("batch", report.batch);
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
