// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/world.h"

namespace skep::sim {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNames{
    "message lost"sv, "message duplicated"sv, "message reordered"sv, "agent crashed"sv, "agent hung"sv, "agent slow"sv,
    "link lost"sv, "link resumed"sv, "new incarnation"sv, "said bye"sv, "known dead"sv, "late result"sv, "repeated result"sv,
    "foreign fence"sv, "forged fence"sv, "renewed late"sv, "question"sv, "throttled"sv, "worker failed"sv, "rejected"sv,
    "verdict delayed"sv, "hub crashed with uncommitted"sv, "hub crashed before reply"sv, "commit failed"sv, "commit slow"sv,
    "hub stalled"sv, "suspended"sv, "clock went back"sv, "key repeated"sv, "expired"sv, "superseded"sv,
    "deadline missed"sv, "evicted"sv, "refused submission"sv, "dependency failed"sv, "assign raced"sv,
    "assign refused"sv, "cancelled held"sv, "cancelled"sv, "retried"sv, "held by hand"sv, "paused"sv, "drained"sv,
    "priority changed"sv, "forgotten"sv, "given back"sv, "undone"sv, "undone too late"sv, "reserved"sv,
    "reservation ended"sv, "replaced"sv};
static_assert(kNames.size() == kFaultCount);

} // namespace

std::string_view faultName(Fault fault)
{
    return kNames[static_cast<std::size_t>(fault)];
}

void World::post(Command command)
{
    if (strikes(Fault::MessageLost, 10))
        return;
    std::int64_t delay = random.range(0, 3);
    if (strikes(Fault::MessageReordered, 20))
        delay += random.range(5, 400);
    if (strikes(Fault::MessageDuplicated, 15))
        after(delay + random.range(0, 300), [this, command] { receive(command); });
    after(delay, [this, command = std::move(command)]() mutable { receive(std::move(command)); });
}

void World::step()
{
    auto what = std::move(const_cast<Item &>(m_queue.top()).what);
    now = m_queue.top().when > now ? m_queue.top().when : now;
    m_queue.pop();
    what();
}

} // namespace skep::sim
