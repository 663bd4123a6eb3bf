// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/agent.h"
#include "core/command.h"
#include "core/gateway.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The values that the native protocol's frames carry, in both directions (docs/protocol.md).
namespace skep::wire {

inline constexpr int kProtocolVersion = 1;
inline constexpr int kJsonDepthMax = 64;                             // deeper frames are out_of_range
inline constexpr std::int64_t kIntegerMax = (INT64_C(1) << 53) - 1;  // what a JSON number holds exactly
inline constexpr std::size_t kFollowedTasksMax = 16;                 // more is out_of_range
inline constexpr std::size_t kTokenBytesMax = 512;

/// Every message of version 1. The first group comes to the hub, the second leaves it; detail, report, events and series do both.
enum class MessageType : std::uint8_t {
    Auth, Hello, Ready, Submit, Started, Progress, Ask, Results, Renew, Cancelled, Artifact, Bye,
    Watch, Unwatch, Follow, Command, Detail, Report, Events, Series,
    Welcome, Tasks, Cancel, Answer, Drain, Stored, Refused, Accepted, Snapshot, Delta, Reply, Error,
};
inline constexpr int kMessageTypeCount = static_cast<int>(MessageType::Error) + 1;

[[nodiscard]] std::string_view name(MessageType type);

struct Hello
{
    int v = kProtocolVersion;
    AgentSpec agent;
    std::string token;
    std::string resume; // session of an earlier welcome
};

struct Watch
{
    bool tasks = true, agents = true, counts = true, log = true;
    std::uint64_t since = 0;
    std::string token;
};

struct Welcome
{
    int v = kProtocolVersion;
    Role role = Role::None;
    std::string agent;   // empty in the answer to auth
    std::string session; // likewise
    bool resumed = false;
    Epoch epoch = 0;
    int heartbeatS = limits::kHeartbeatS;
    std::int64_t leaseMs = limits::kLeaseMs;
    std::int64_t renewMs = limits::kRenewEveryMs;
    TimeMs now = 0;
};

/// A task as an agent gets it.
struct TaskOrder
{
    TaskId id = 0;
    Fence fence = 0;
    std::int64_t leaseMs = 0;
    int attempt = 0;
    TimeMs deadline = 0;
    std::string type, title;
    std::vector<std::string> answers;
    std::string params; // JSON object, as bytes
};

struct LeaseName
{
    TaskId id = 0;
    Fence fence = 0;

    friend bool operator==(const LeaseName &, const LeaseName &) = default;
};

struct PersonAnswer
{
    TaskId id = 0;
    Fence fence = 0;
    std::string text;
};

/// A word that changed nothing: of a lease (id, fence), of a submission (key), or an item of faulty form
/// (of and index, with what could be read).
struct Refusal
{
    TaskId id = 0;
    Fence fence = 0;
    std::string key;
    std::string of;
    std::int64_t index = -1;
    Error error;
};

struct AcceptedTask
{
    std::string key;
    TaskId id = 0;
    bool repeated = false;
};

struct ReplyItem
{
    std::uint64_t ref = 0;
    Result<void> result;
    TaskId id = 0;
    std::string agent;
    Fence fence = 0;
    std::string reason{};
    bool waits = false;
};

/// A fault of a whole frame.
struct Fault
{
    Error error;
    std::string of;
    bool fatal = false;
};

} // namespace skep::wire
