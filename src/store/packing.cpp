// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/packing.h"

#include "core/logcodec.h"
#include "store/schema.h"

namespace skep::store {
namespace {

constexpr std::size_t kLengthBytes = 4;

tl::unexpected<Error> badRow(std::string detail)
{
    return fail(ErrorCode::StoreDamaged, std::move(detail));
}

} // namespace

void appendFixed64(std::string &bytes, std::uint64_t value)
{
    for (int i = 0; i < 8; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

void appendToGroup(std::string &group, const Batch &batch)
{
    const std::size_t start = group.size();
    group.append(kLengthBytes, '\0');
    encodeBatch(batch, group);
    const std::size_t length = group.size() - start - kLengthBytes;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        group[start + i] = static_cast<char>(length >> (8 * i));
}

Result<std::vector<Batch>> decodeGroup(std::string_view group, std::vector<std::uint64_t> *bodyBytes)
{
    std::vector<Batch> batches;
    while (!group.empty()) {
        if (group.size() < kLengthBytes)
            return badRow("a log row ends within a length");
        std::size_t length = 0;
        for (std::size_t i = 0; i < kLengthBytes; ++i)
            length |= static_cast<std::size_t>(static_cast<unsigned char>(group[i])) << (8 * i);
        group.remove_prefix(kLengthBytes);
        if (length > group.size())
            return badRow("a log row ends within a batch");
        Result<Batch> batch = decodeBatch(group.substr(0, length), bodyBytes);
        if (!batch)
            return badRow(batch.error().detail);
        batches.push_back(std::move(*batch));
        group.remove_prefix(length);
    }
    return batches;
}

void packEvent(std::string &bytes, BatchNo no, TimeMs now, const Event &event)
{
    encodeBatch(no, now, std::span(&event, 1), {}, bytes);
}

void packRow(std::string &bytes, const TaskRow &row)
{
    encodeBatch(0, row.updated, {}, std::span(&row, 1), bytes);
}

Result<Batch> unpack(std::string_view bytes)
{
    Result<Batch> batch = decodeBatch(bytes);
    if (!batch)
        return badRow(batch.error().detail);
    return batch;
}

std::int64_t flagsOf(const TaskRow &row)
{
    const auto bit = [](bool on, TaskFlag flag) { return on ? static_cast<std::int64_t>(flag) : 0; };
    return bit(row.held, HeldFlag) | bit(row.simulated, SimulatedFlag) | bit(row.deadlineMissed, DeadlineMissedFlag)
        | bit(row.acknowledged, AcknowledgedFlag);
}

} // namespace skep::store
