// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/result.h"

#include <string>
#include <string_view>

// The binary form of a batch's facts in the event log: batch number, now, events, rows. Little-endian base-128
// numbers, length-prefixed texts, one version byte in front. Deterministic: equal batches give equal bytes.
// Params and results are not in the log (the store keeps bodies apart); their SHA-256 is, so that the chain
// covers them too.
namespace skep {

void encodeBatch(const Batch &batch, std::string &bytes); // appends
[[nodiscard]] Result<Batch> decodeBatch(std::string_view bytes);

} // namespace skep
