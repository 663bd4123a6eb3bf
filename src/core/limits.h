// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// Every bound of the product in one place. Each line says what happens at the bound.
namespace skep::limits {

// Tasks and queue
inline constexpr std::size_t kUnfinishedTasksMax = 1'000'000; // then submit gets queue_full
inline constexpr std::size_t kFinishedInMemoryMax = 100'000;  // oldest leave the engine; the store keeps them
inline constexpr std::size_t kSignaturesMax = 4'096;          // distinct type+requires+wants; then too_many_signatures
inline constexpr std::int64_t kKeyHoldMs = 24 * 3600 * 1000;  // a submit key is remembered this long
inline constexpr std::size_t kKeyBytesMax = 200;
inline constexpr std::size_t kTypeBytesMax = 64;
inline constexpr std::size_t kTitleBytesMax = 300;
inline constexpr std::size_t kProjectBytesMax = 100;
inline constexpr std::size_t kCapabilityBytesMax = 64;
inline constexpr std::size_t kCapabilitiesMax = 64;           // per agent
inline constexpr std::size_t kRequiresMax = 16;               // per task; the same for wants
inline constexpr std::size_t kDependenciesMax = 64;           // per task
inline constexpr std::size_t kReservedPerAgentMax = 1'000;    // tasks that wait for one agent; then assign gets all_busy
inline constexpr std::size_t kParamsBytesMax = 512 * 1024;
inline constexpr std::size_t kResultBytesMax = 768 * 1024;
inline constexpr std::size_t kErrorBytesMax = 4 * 1024;       // longer ones are cut
inline constexpr int kAttemptsMax = 20;
inline constexpr int kAttemptsDefault = 3;

// Leases, times (milliseconds)
inline constexpr std::int64_t kLeaseMs = 15'000;
inline constexpr std::int64_t kRenewEveryMs = 5'000;
inline constexpr std::int64_t kSuspendGapMs = 2'000;  // a longer gap between two engine turns extends all leases
inline constexpr std::int64_t kAgeStepMs = 60'000;    // a priority level is worth this much waiting
inline constexpr std::int64_t kBackoffBaseMs = 1'000; // doubles per attempt, +-20 % jitter
inline constexpr std::int64_t kBackoffMaxMs = 300'000;
inline constexpr int kHeartbeatS = 5;

// Agents
inline constexpr std::size_t kAgentsMax = 10'000;     // then hello gets queue_full
inline constexpr int kSlotsMax = 1'024;               // per agent; hello with more gets out_of_range
inline constexpr std::size_t kAgentNameBytesMax = 64;

// Words of agents
inline constexpr std::size_t kNoteBytesMax = 500;     // longer ones are cut
inline constexpr std::size_t kLogLineBytesMax = 4'096; // longer lines are cut
inline constexpr std::size_t kLogLinesPerFrameMax = 1'000;
inline constexpr std::size_t kQuestionBytesMax = 4'096;
inline constexpr std::size_t kChoicesMax = 16;
inline constexpr std::size_t kChoiceBytesMax = 200;
inline constexpr std::size_t kAnswerBytesMax = 16 * 1024;
inline constexpr std::size_t kArtifactBytesMax = 64u * 1024 * 1024;
inline constexpr std::size_t kArtifactsPerAttemptMax = 64;
inline constexpr std::size_t kItemsPerFrameMax = 4'096;

// Hub
inline constexpr std::size_t kHttpHeadBytesMax = 16 * 1024;
inline constexpr std::size_t kHttpBodyBytesMax = 8u * 1024 * 1024;
inline constexpr std::size_t kFrameBytesMax = 1024 * 1024;
inline constexpr std::size_t kConnectionsMax = 12'000;
inline constexpr std::size_t kConnectionsPerAddressMax = 11'000; // every local agent shares one address
inline constexpr std::int64_t kHttpIdleMs = 60'000;
inline constexpr std::int64_t kHttpHeadMs = 10'000;     // first byte to complete head
inline constexpr std::int64_t kHttpRequestMs = 60'000;  // first byte to complete body
inline constexpr std::int64_t kHelloMs = 10'000;        // upgrade to first message
inline constexpr int kErrorsPerConnectionMax = 100;     // faulty frames, then the connection is closed
inline constexpr std::size_t kSendBufferHighBytes = 1024 * 1024;     // pause what feeds this socket
inline constexpr std::size_t kSendBufferMaxBytes = 8u * 1024 * 1024; // close: the peer does not read
inline constexpr std::size_t kSubmissionsWaitingMax = 512;  // for the disk, over all links; a link above its share is not read
inline constexpr std::size_t kSubmissionsPerLinkMin = 64;    // a share is never smaller
inline constexpr std::size_t kSocketReadBufferBytes = 64 * 1024;

// Store
inline constexpr std::size_t kUncommittedBytesMax = 64u * 1024 * 1024; // then sockets are not read
inline constexpr std::size_t kBodyCacheBytesMax = 2u * 1024 * 1024;    // then bodies are read back from disk
inline constexpr std::int64_t kRetentionMs = 30LL * 24 * 3600 * 1000;
inline constexpr std::int64_t kRetentionBytes = 4LL * 1024 * 1024 * 1024;
inline constexpr std::size_t kPageRowsMax = 1'000;       // rows of one API page
inline constexpr std::size_t kEventsScannedMax = 20'000; // for one page of filtered facts; then it ends short

// Sandbox: the most that a task may ask for
inline constexpr std::int64_t kSandboxWallMsMax = 30 * 60'000;
inline constexpr std::int64_t kSandboxCpuMsMax = 60 * 60'000;
inline constexpr std::int64_t kSandboxMemoryBytesMax = 16LL * 1024 * 1024 * 1024;
inline constexpr int kSandboxProcessesMax = 4'096;
inline constexpr std::int64_t kSandboxOutputBytesMax = 64LL * 1024 * 1024;
inline constexpr std::int64_t kSandboxDiskBytesMax = 4LL * 1024 * 1024 * 1024;
inline constexpr int kSandboxFilesMax = 200'000;
inline constexpr std::size_t kSandboxCommandBytesMax = 64 * 1024;

// Window
inline constexpr int kPublishHz = 30;
inline constexpr std::size_t kLiveLogLinesMax = 2'000;   // per open task page; older ones are on disk

} // namespace skep::limits
