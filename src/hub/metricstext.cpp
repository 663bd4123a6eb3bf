// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/metricstext.h"

#include "wire/writer.h"

namespace skep::hub {
namespace {

void line(std::string &out, std::string_view name, std::string_view labels, double value)
{
    out += name;
    out += labels;
    out += ' ';
    std::string number;
    wire::JsonWriter(number).real(value);
    out += number;
    out += '\n';
}

void head(std::string &out, std::string_view name, std::string_view kind, std::string_view help)
{
    out += "# HELP ";
    out += name;
    out += ' ';
    out += help;
    out += "\n# TYPE ";
    out += name;
    out += ' ';
    out += kind;
    out += '\n';
}

void single(std::string &out, std::string_view name, std::string_view kind, std::string_view help, std::int64_t value)
{
    head(out, name, kind, help);
    line(out, name, {}, static_cast<double>(value));
}

void summary(std::string &out, std::string_view name, std::string_view help, const LatencyHistogram &histogram)
{
    head(out, name, "summary", help);
    for (const auto &[label, q] : {std::pair{"{quantile=\"0.5\"}", 0.5}, {"{quantile=\"0.95\"}", 0.95}, {"{quantile=\"0.99\"}", 0.99}})
        if (histogram.count() > 0)
            line(out, name, label, histogram.quantile(q) / 1000);
    line(out, std::string(name) + "_count", {}, static_cast<double>(histogram.count()));
}

} // namespace

std::vector<std::pair<std::string, double>> hubMetrics(HubContext &context)
{
    const HubStats &s = context.stats;
    const auto count = [](auto value) { return static_cast<double>(value); };
    std::vector<std::pair<std::string, double>> all{
        {"skep_hub_connections_total", count(s.connections)},
        {"skep_hub_connections_refused_total", count(s.refusedConnections)},
        {"skep_hub_requests_total", count(s.requests)},
        {"skep_hub_requests_refused_total", count(s.refusedRequests)},
        {"skep_hub_links", count(s.links)},
        {"skep_hub_watchers", count(s.watchers)},
        {"skep_hub_frames_received_total", count(s.framesIn)},
        {"skep_hub_frames_sent_total", count(s.framesOut)},
        {"skep_hub_frame_bytes_received_total", count(s.bytesIn)},
        {"skep_hub_frame_bytes_sent_total", count(s.bytesOut)},
        {"skep_hub_frames_faulty_total", count(s.faultyFrames)},
        {"skep_hub_links_closed_slow_total", count(s.slowLinksClosed)},
        {"skep_hub_timeouts_total", count(s.timeouts)},
    };
    for (auto &metric : context.port.metrics())
        all.push_back(std::move(metric));
    return all;
}

std::string metricsText(HubContext &context)
{
    std::string out;
    const Counts counts = context.port.counts();
    head(out, "skep_tasks", "gauge", "Tasks by state.");
    for (int i = 0; i < kTaskStateCount; ++i) {
        const auto state = static_cast<TaskState>(i);
        line(out, "skep_tasks", "{state=\"" + std::string(name(state)) + "\"}", static_cast<double>(counts.of(state)));
    }
    single(out, "skep_agents", "gauge", "Agents known.", counts.agentsTotal);
    single(out, "skep_agents_online", "gauge", "Agents connected.", counts.agentsOnline);
    single(out, "skep_slots", "gauge", "Slots of connected agents.", counts.slots);
    single(out, "skep_slots_busy", "gauge", "Slots at work.", counts.slotsBusy);
    single(out, "skep_submitted_total", "counter", "Tasks accepted since start.", counts.submitted);
    single(out, "skep_leases_total", "counter", "Leases given since start.", counts.leased);
    single(out, "skep_results_accepted_total", "counter", "Results accepted since start.", counts.accepted);
    single(out, "skep_attempts_failed_total", "counter", "Attempts that failed since start.", counts.attemptsFailed);
    single(out, "skep_results_superseded_total", "counter", "Late results under an old fence.", counts.superseded);
    single(out, "skep_deadlines_missed_total", "counter", "Deadlines missed since start.", counts.deadlinesMissed);
    const std::int64_t age = counts.oldestWaiting > 0 ? (counts.now - counts.oldestWaiting) / 1000 : 0;
    single(out, "skep_oldest_waiting_seconds", "gauge", "Age of the task that waits longest.", age);
    head(out, "skep_queued", "gauge", "Queued tasks by priority.");
    for (std::size_t i = 0; i < counts.queuedBy.size(); ++i)
        line(out, "skep_queued", "{priority=\"" + std::string(name(static_cast<Priority>(i))) + "\"}",
             static_cast<double>(counts.queuedBy[i]));
    const Latencies latencies = context.port.latencies();
    summary(out, "skep_wait_seconds", "From queued to leased, since start; quantiles within a quarter.", latencies.wait);
    summary(out, "skep_run_seconds", "From leased to the accepted result, since start; quantiles within a quarter.", latencies.run);
    summary(out, "skep_total_seconds", "From submitted to done, since start; quantiles within a quarter.", latencies.total);
    for (const auto &[metric, value] : hubMetrics(context)) {
        const bool isCounter = metric.ends_with("_total");
        head(out, metric, isCounter ? "counter" : "gauge", isCounter ? "Since start." : "Now.");
        line(out, metric, {}, value);
    }
    return out;
}

} // namespace skep::hub
