// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// The binary form of a batch's facts in the event log: batch number, now, events, rows. Little-endian base-128
// numbers, length-prefixed texts, one version byte in front: 2 when a row of the batch is assigned and not started, else 1,
// as before there were such rows. Deterministic: equal batches give equal bytes, and
// there is only one way to write a batch, so decoding and encoding again gives the same bytes.
//
// Bodies (params of Submitted, result of AttemptEnded) are not in these bytes, only their lengths are. The store
// keeps them apart and feeds them into the chain's hash in bodiesOf() order: one hash per commit covers all of
// them, where one per body would cost more than the rest of the codec, and core needs no crypto library.
namespace skep {

void encodeBatch(const Batch &batch, std::string &bytes); // appends
/// The same from parts, for who keeps single events or rows in the log's form.
void encodeBatch(BatchNo no, TimeMs now, std::span<const Event> events, std::span<const TaskRow> rows,
                 std::string &bytes);

/// Any other bytes than encodeBatch's give BadFrame, never more. Bodies come back empty; `bodyBytes`, when
/// given, gets their lengths appended, in bodiesOf() order. Outputs are not in the log.
[[nodiscard]] Result<Batch> decodeBatch(std::string_view bytes, std::vector<std::uint64_t> *bodyBytes = nullptr);

/// TaskRow::assigned alone, for who keeps it apart.
void encodeAssigned(const Assigned &assigned, std::string &bytes); // appends
[[nodiscard]] Result<Assigned> decodeAssigned(std::string_view bytes);

/// The bodies of a batch, in the order of its events: params of a Submitted, result of an AttemptEnded.
void bodiesOf(const Batch &batch, std::vector<std::string_view> &bodies); // appends

} // namespace skep
