// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {
namespace {

void encodeHistogram(JsonWriter &w, std::string_view key, const LatencyHistogram &histogram)
{
    w.key(key);
    if (histogram.count() == 0)
        return w.null();
    w.beginObject();
    w.field("count", histogram.count());
    w.key("p50_ms");
    w.real(histogram.quantile(0.5));
    w.key("p95_ms");
    w.real(histogram.quantile(0.95));
    w.key("p99_ms");
    w.real(histogram.quantile(0.99));
    w.key("bins");
    w.beginArray();
    const auto bins = histogram.bins();
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
        if (bins[bin] == 0)
            continue;
        w.number(static_cast<std::int64_t>(bin));
        w.number(static_cast<std::int64_t>(bins[bin]));
    }
    w.endArray();
    w.endObject();
}

void mean(JsonWriter &w, std::string_view key, double value)
{
    w.key(key);
    w.real(value);
}

void encodePoint(JsonWriter &w, const SeriesPoint &point)
{
    w.beginObject();
    w.field("at_ms", point.at);
    w.field("covered_ms", point.coveredMs);
    if (point.coveredMs > 0) {
        w.field("accepted", point.accepted);
        w.field("failed", point.failed);
        w.field("done", point.done);
        w.field("failed_tasks", point.failedTasks);
        w.field("submitted", point.submitted);
        w.key("queued");
        w.beginArray();
        for (const double value : point.queued)
            w.real(value);
        w.endArray();
        mean(w, "running", point.running);
        mean(w, "slots", point.slots);
        mean(w, "slots_busy", point.slotsBusy);
        mean(w, "agents_online", point.agentsOnline);
        encodeHistogram(w, "wait", point.wait);
        encodeHistogram(w, "run", point.run);
        encodeHistogram(w, "total", point.total);
    }
    w.endObject();
}

} // namespace

void seriesFields(JsonWriter &w, const Series &series)
{
    w.field("from_ms", series.from);
    w.field("to_ms", series.to);
    w.field("step_ms", series.stepMs);
    w.key("items");
    w.beginArray();
    for (const SeriesPoint &point : series.points)
        encodePoint(w, point);
    w.endArray();
}

void eventPageFields(JsonWriter &w, const EventPage &page, std::size_t bytesMax)
{
    const std::size_t start = w.out().size();
    std::size_t batchStart = 0; // in the text, of the batch under way
    BatchNo batch = 0, cutBefore = 0;
    w.key("items");
    w.beginArray();
    for (const AuditEvent &event : page.events) {
        if (event.batch != batch) {
            batch = event.batch;
            batchStart = w.out().size();
        }
        encodeEvent(w, event);
        if (w.out().size() - start <= bytesMax || batch == page.events.front().batch)
            continue;
        w.out().resize(batchStart); // this batch begins the next page
        cutBefore = batch + 1;
        break;
    }
    w.endArray();
    w.key("next");
    const BatchNo next = cutBefore != 0 ? cutBefore : page.next;
    next == 0 ? w.null() : w.number(static_cast<std::int64_t>(next));
}

} // namespace skep::wire
