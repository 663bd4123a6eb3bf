// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

// The store's own small forms around core/logcodec.h.
namespace skep::store {

void appendFixed64(std::string &bytes, std::uint64_t value); // little-endian

/// A commit's batches, one behind the other.
void appendToGroup(std::string &group, const Batch &batch);
/// StoreDamaged for anything but a group. `bodyBytes` as in decodeBatch.
[[nodiscard]] Result<std::vector<Batch>> decodeGroup(std::string_view group,
                                                     std::vector<std::uint64_t> *bodyBytes = nullptr);

/// One event or row on its own: a batch of one.
void packEvent(std::string &bytes, BatchNo no, TimeMs now, const Event &event);
void packRow(std::string &bytes, const TaskRow &row);
[[nodiscard]] Result<Batch> unpack(std::string_view bytes);

/// The event in a batch of one, or nullptr where it is another.
template<typename T>
[[nodiscard]] const T *onlyEvent(const Result<Batch> &batch)
{
    return batch && batch->events.size() == 1 ? std::get_if<T>(&batch->events.front()) : nullptr;
}

[[nodiscard]] std::int64_t flagsOf(const TaskRow &row);

} // namespace skep::store
