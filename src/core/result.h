// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace skep {

/// Stable codes of expected failures. Their names (errorName) are part of the public API.
enum class ErrorCode : std::uint8_t {
    BadFrame,         // not JSON, not an object, no type
    UnknownType,      // a message type nobody knows
    MissingField,
    WrongType,        // a field of another JSON type
    OutOfRange,       // a number or count beyond `limit`
    TooLong,          // a text or body beyond `limit` bytes
    BadValue,         // a text outside its set of values
    OutOfOrder,       // a message before hello, a second hello, ...
    NotFound,
    Conflict,         // the state does not allow this move
    StaleFence,       // an old fence; the word changed nothing
    AlreadyFinal,
    NoCandidate,      // no agent meets every `requires`
    AllBusy,          // agents could, none has a free slot
    AgentGone,
    AgentInUse,       // another live connection holds this agent name
    StaleChoice,      // the agent asked for cannot take the task now, or the best choice is another; see Error::arg
    AlreadyStarted,   // too late to take an assignment back
    UnknownDependency,
    DependencyCycle,
    QueueFull,
    StorageFull,
    TooManySignatures,
    Unauthorized,     // no or wrong token
    Forbidden,        // the role may not
    RateLimited,
    Throttled,        // a model or provider asked to wait; not a failure of the task
    BadOrigin,
    BadHost,
    NotAllowed,       // HTTP method
    Timeout,
    Unsupported,
    StoreDamaged,
    StoreNewer,
    StoreLocked,
    Io,
    Internal,
};
inline constexpr int kErrorCodeCount = static_cast<int>(ErrorCode::Internal) + 1;

/// snake_case name as it stands in JSON, e.g. "out_of_range".
[[nodiscard]] std::string_view errorName(ErrorCode code);
/// The code of a name from the wire; Internal for a name this version does not know.
[[nodiscard]] ErrorCode errorFromName(std::string_view name);

/// An expected failure: a code, the field at fault with the limit it broke (empty and 0 where none),
/// and a detail in plain English for logs and API clients. Screens translate the code.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string field;
    std::int64_t limit = 0;
    std::string detail;
    std::string arg{}; // of StaleChoice: the best other agent, for a question to the operator

    friend bool operator==(const Error &, const Error &) = default;
};

template<typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {})
{
    return tl::unexpected<Error>(Error{code, {}, 0, std::move(detail)});
}
[[nodiscard]] inline tl::unexpected<Error> failField(ErrorCode code, std::string field,
                                                     std::int64_t limit = 0, std::string detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(field), limit, std::move(detail)});
}

} // namespace skep
