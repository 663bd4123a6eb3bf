// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/encode.h"
#include "wire/messages.h"

#include <memory>
#include <span>
#include <variant>

// The client's side of the protocol, for agents, submitters, dashboards and benches.
namespace skep::wire {

// To the hub: whole frames ...
void encodeHello(std::string &frame, const Hello &hello);
void encodeAuth(std::string &frame, std::string_view token);
void encodeReady(std::string &frame, int slots);
void encodeWatch(std::string &frame, const Watch &watch);
void encodeFollow(std::string &frame, std::span<const TaskId> ids);
void encodeDetailRequest(std::string &frame, std::uint64_t ref, TaskId id);
void encodeReportRequest(std::string &frame, std::uint64_t ref);
void encodeEventsRequest(std::string &frame, std::uint64_t ref, const EventQuery &query);
void encodeSeriesRequest(std::string &frame, std::uint64_t ref, const SeriesQuery &query);
// ... and items of lists, between beginList and endList (renew, cancelled: encodeLease).
void encodeSubmit(JsonWriter &w, std::string_view key, const TaskSpec &task);
void encodeStarted(JsonWriter &w, const LeaseName &at, bool simulated);
void encodeProgress(JsonWriter &w, const cmd::Progress &progress);
void encodeAsk(JsonWriter &w, const cmd::Ask &ask);
/// result and usage are JSON objects as bytes, or empty.
void encodeResult(JsonWriter &w, const cmd::Finish &finish);
void encodeArtifact(JsonWriter &w, const cmd::Artifact &artifact);
/// An operator's command as an item of `command`: name and fields, ref from its `from`. False: not an operator's.
bool encodeCommand(JsonWriter &w, const Command &command);

// From the hub
struct TaskOrders { std::vector<TaskOrder> items; };
struct Cancels { std::vector<LeaseName> items; };
struct Answers { std::vector<PersonAnswer> items; };
struct DrainWord { bool on = true; };
struct StoredList { std::vector<LeaseName> items; };
struct RefusedList { std::vector<Refusal> items; };
struct AcceptedList { std::vector<AcceptedTask> items; };
struct Replies { std::vector<ReplyItem> items; };
/// A snapshot's part or a delta; `delta.whole` is set on part 0.
struct Picture { Delta delta; bool isSnapshot = false; int part = 0; bool isLast = true; };
struct DetailAnswer { std::uint64_t ref = 0; Result<TaskDetail> detail; };
struct ReportAnswer { std::uint64_t ref = 0; Result<DelegationReport> report; };
struct EventsAnswer { std::uint64_t ref = 0; Result<EventPage> page; };
struct SeriesAnswer { std::uint64_t ref = 0; Result<Series> series; };

using HubMessage = std::variant<Welcome, TaskOrders, Cancels, Answers, DrainWord, StoredList, RefusedList, AcceptedList,
    Replies, Picture, DetailAnswer, ReportAnswer, EventsAnswer, SeriesAnswer, Fault>;

/// Parses frames from the hub. Keeps its buffers for the next frame. Not thread-safe.
class ClientReader
{
public:
    ClientReader();
    ~ClientReader();
    ClientReader(const ClientReader &) = delete;
    ClientReader &operator=(const ClientReader &) = delete;

    /// Unknown types give UnknownType: skip them, a later hub may send more.
    [[nodiscard]] Result<HubMessage> parse(std::string_view frame);

    // Bodies of REST answers
    [[nodiscard]] Result<TaskDetail> parseDetail(std::string_view body);
    [[nodiscard]] Result<DelegationReport> parseReport(std::string_view body);
    [[nodiscard]] Result<std::vector<TaskView>> parseTaskList(std::string_view body, TaskId *next = nullptr);
    [[nodiscard]] Result<std::vector<AgentView>> parseAgentList(std::string_view body);
    /// {"error":{...}}
    [[nodiscard]] Error parseError(std::string_view body);
    /// Answer of an action: {"id","agent","fence"}.
    [[nodiscard]] Result<ReplyItem> parseReplyBody(std::string_view body);
    /// Answer of POST /api/v1/tasks in the list form, in the order given.
    [[nodiscard]] Result<std::vector<Result<AcceptedTask>>> parseSubmitAnswer(std::string_view body);

    class Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace skep::wire
