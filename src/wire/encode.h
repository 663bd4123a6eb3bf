// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/output.h"
#include "wire/messages.h"
#include "wire/writer.h"

// What leaves the hub. Items of lists append one object to `w`; the caller makes frames of them with
// beginList/endList, many items each. Whole messages write a frame.
namespace skep::wire {

/// {"type":"NAME","items":[ ... ]}
void beginList(std::string &frame, MessageType type);
inline void endList(std::string &frame) { frame += "]}"; }
/// {"type":"NAME"}: bye, unwatch.
void encodeBare(std::string &frame, MessageType type);

// Items
void encodeTask(JsonWriter &w, const out::SendTask &task, std::string_view params);
void encodeLease(JsonWriter &w, TaskId id, Fence fence); // cancel, stored, renew, cancelled, ...
void encodeAnswer(JsonWriter &w, TaskId id, Fence fence, std::string_view text);
void encodeAccepted(JsonWriter &w, std::string_view key, TaskId id, bool repeated);
void encodeRefused(JsonWriter &w, const Refusal &refusal);
void encodeReply(JsonWriter &w, const ReplyItem &reply);
/// What an assignment's reply says beside agent and fence: reason, waits; what does not apply left out.
void assignmentFields(JsonWriter &w, const ReplyItem &reply);

// Whole messages
void encodeWelcome(std::string &frame, const Welcome &welcome);
void encodeDrain(std::string &frame, bool on);
void encodeFault(std::string &frame, const Fault &fault);

/// {"code","field","limit","detail","arg"}, what does not apply left out.
void encodeError(JsonWriter &w, const Error &error);
void errorFields(JsonWriter &w, const Error &error);

// Values of the picture, in snapshots, deltas and REST alike
void encodeView(JsonWriter &w, const TaskView &task);
void encodeAgent(JsonWriter &w, const AgentView &agent);
void countsFields(JsonWriter &w, const Counts &counts);
void encodeSpec(JsonWriter &w, const TaskSpec &spec);
void encodeExplanation(JsonWriter &w, const Explanation &why);
void encodeAttempt(JsonWriter &w, const AttemptInfo &attempt, bool withBodies);
void encodeEvent(JsonWriter &w, const AuditEvent &event);
void reportFields(JsonWriter &w, const DelegationReport &report);
/// The fields of GET /api/v1/tasks/ID. The largest results and oldest log lines are left out beyond about `bytesMax`.
void detailFields(JsonWriter &w, const TaskDetail &detail, std::size_t bytesMax);

void seriesFields(JsonWriter &w, const Series &series);
/// items and next; cut between two batches beyond about `bytesMax`.
void eventPageFields(JsonWriter &w, const EventPage &page, std::size_t bytesMax);

/// One snapshot or delta frame for everything in `delta`; `seq` is the link's own. For frames of bounded size give
/// bounded deltas. part < 0: a delta.
void encodeDelta(std::string &frame, const Delta &delta, std::uint64_t seq, int part, bool last, const Watch &topics);

} // namespace skep::wire
