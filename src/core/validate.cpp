// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validate.h"

#include <string_view>

namespace skep {
namespace {

using Check = Result<void>;

Check text(std::string_view value, const char *field, std::size_t limit, bool mayBeEmpty = true)
{
    if (!mayBeEmpty && value.empty())
        return failField(ErrorCode::MissingField, field);
    if (value.size() > limit)
        return failField(ErrorCode::TooLong, field, static_cast<std::int64_t>(limit));
    if (!isCleanText(value))
        return failField(ErrorCode::BadValue, field, 0, "not clean UTF-8 text");
    return {};
}

Check names(const std::vector<std::string> &values, const char *field, std::size_t count)
{
    if (values.size() > count)
        return failField(ErrorCode::OutOfRange, field, static_cast<std::int64_t>(count), "too many entries");
    for (const std::string &value : values)
        if (auto ok = text(value, field, limits::kCapabilityBytesMax, false); !ok)
            return ok;
    return {};
}

Check size(std::string_view value, const char *field, std::size_t limit)
{
    if (value.size() > limit)
        return failField(ErrorCode::TooLong, field, static_cast<std::int64_t>(limit));
    return {};
}

Check range(std::int64_t value, const char *field, std::int64_t low, std::int64_t high)
{
    if (value < low)
        return failField(ErrorCode::OutOfRange, field, low, "below the lowest value");
    if (value > high)
        return failField(ErrorCode::OutOfRange, field, high, "above the highest value");
    return {};
}

#define SKEP_TRY(expression) \
    if (auto ok = (expression); !ok) \
    return ok

Check spec(const TaskSpec &task)
{
    SKEP_TRY(text(task.type, "type", limits::kTypeBytesMax, false));
    SKEP_TRY(text(task.title, "title", limits::kTitleBytesMax));
    SKEP_TRY(text(task.project, "project", limits::kProjectBytesMax));
    SKEP_TRY(names(task.required, "requires", limits::kRequiresMax));
    SKEP_TRY(names(task.wants, "wants", limits::kRequiresMax));
    if (task.after.size() > limits::kDependenciesMax)
        return failField(ErrorCode::OutOfRange, "after", limits::kDependenciesMax, "too many entries");
    SKEP_TRY(range(task.attemptsMax, "attempts", 1, limits::kAttemptsMax));
    if (task.deadline < 0)
        return failField(ErrorCode::OutOfRange, "deadline", 0, "before 1970");
    return size(task.params, "params", limits::kParamsBytesMax);
}

struct Checker
{
    Check operator()(const cmd::Submit &c) const
    {
        SKEP_TRY(text(c.key, "key", limits::kKeyBytesMax));
        return spec(c.task);
    }
    Check operator()(const cmd::Join &c) const
    {
        SKEP_TRY(text(c.agent.name, "agent", limits::kAgentNameBytesMax, false));
        SKEP_TRY(text(c.agent.kind, "kind", limits::kTypeBytesMax));
        SKEP_TRY(text(c.agent.version, "version", limits::kTypeBytesMax));
        SKEP_TRY(text(c.agent.machine, "machine", limits::kTitleBytesMax));
        SKEP_TRY(text(c.agent.model, "model", limits::kTitleBytesMax));
        SKEP_TRY(names(c.agent.capabilities, "capabilities", limits::kCapabilitiesMax));
        SKEP_TRY(names(c.agent.types, "types", limits::kCapabilitiesMax));
        if (const std::string &s = c.agent.sandbox; !s.empty() && s != "bubblewrap" && s != "none" && s != "unsandboxed")
            return failField(ErrorCode::BadValue, "sandbox", 0, "must be bubblewrap, none or unsandboxed");
        return range(c.agent.slots, "slots", 1, limits::kSlotsMax);
    }
    Check operator()(const cmd::Ready &c) const { return range(c.slots, "slots", 0, limits::kSlotsMax); }
    Check operator()(const cmd::Leave &) const { return {}; }
    Check operator()(const cmd::AgentGone &c) const
    {
        return text(c.agent, "agent", limits::kAgentNameBytesMax, false);
    }
    Check operator()(const cmd::Started &) const { return {}; }
    Check operator()(const cmd::Progress &c) const
    {
        SKEP_TRY(range(c.of, "of", 0, INT64_C(1) << 53));
        SKEP_TRY(range(c.done, "done", 0, c.of > 0 ? c.of : 0));
        SKEP_TRY(text(c.note, "note", limits::kNoteBytesMax));
        if (c.log.size() > limits::kLogLinesPerFrameMax)
            return failField(ErrorCode::OutOfRange, "log", limits::kLogLinesPerFrameMax, "too many lines");
        for (const std::string &line : c.log)
            SKEP_TRY(text(line, "log", limits::kLogLineBytesMax));
        return {};
    }
    Check operator()(const cmd::Ask &c) const
    {
        SKEP_TRY(text(c.question, "question", limits::kQuestionBytesMax, false));
        if (c.choices.size() > limits::kChoicesMax)
            return failField(ErrorCode::OutOfRange, "choices", limits::kChoicesMax, "too many entries");
        for (const std::string &choice : c.choices)
            SKEP_TRY(text(choice, "choices", limits::kChoiceBytesMax, false));
        return {};
    }
    Check operator()(const cmd::Finish &c) const
    {
        SKEP_TRY(size(c.result, "result", limits::kResultBytesMax));
        SKEP_TRY(text(c.error, "error", limits::kErrorBytesMax));
        SKEP_TRY(range(c.retryAfterMs, "retry_after_ms", 0, 24 * 3600 * 1000));
        return size(c.usage, "usage", limits::kErrorBytesMax);
    }
    Check operator()(const cmd::Renew &) const { return {}; }
    Check operator()(const cmd::CancelAck &) const { return {}; }
    Check operator()(const cmd::Artifact &c) const
    {
        SKEP_TRY(text(c.name, "name", limits::kTitleBytesMax, false));
        SKEP_TRY(text(c.mime, "mime", limits::kTypeBytesMax));
        return range(c.bytes, "bytes", 0, limits::kArtifactBytesMax);
    }
    Check operator()(const cmd::Judge &) const { return {}; }
    Check operator()(const cmd::Assign &c) const { return text(c.agent, "agent", limits::kAgentNameBytesMax); }
    Check operator()(const cmd::ProcessNext &c) const { return text(c.agent, "agent", limits::kAgentNameBytesMax); }
    Check operator()(const cmd::Cancel &c) const { return text(c.reason, "reason", limits::kErrorBytesMax); }
    Check operator()(const cmd::Retry &) const { return {}; }
    Check operator()(const cmd::Answer &c) const { return text(c.text, "answer", limits::kAnswerBytesMax, false); }
    Check operator()(const cmd::Hold &) const { return {}; }
    Check operator()(const cmd::Acknowledge &) const { return {}; }
    Check operator()(const cmd::SetPriority &) const { return {}; }
    Check operator()(const cmd::Pause &c) const { return text(c.project, "project", limits::kProjectBytesMax); }
    Check operator()(const cmd::Drain &c) const { return text(c.agent, "agent", limits::kAgentNameBytesMax, false); }
    Check operator()(const cmd::Forget &c) const { return text(c.agent, "agent", limits::kAgentNameBytesMax, false); }
    Check operator()(const cmd::Unassign &) const { return {}; }
};

#undef SKEP_TRY

// Bytes of the sequence that starts at `i`, or 0 where it is malformed (overlong, surrogate, cut, NUL).
std::size_t sequenceLength(std::string_view t, std::size_t i)
{
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(t[k]); };
    const auto tail = [&](std::size_t k) { return k < t.size() && (byte(k) & 0xC0) == 0x80; };
    const unsigned char c = byte(i);
    if (c < 0x80)
        return c != 0 ? 1 : 0;
    if (c >= 0xC2 && c <= 0xDF)
        return tail(i + 1) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        if (!tail(i + 1) || !tail(i + 2))
            return 0;
        const unsigned char d = byte(i + 1);
        return (c == 0xE0 && d < 0xA0) || (c == 0xED && d >= 0xA0) ? 0 : 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (!tail(i + 1) || !tail(i + 2) || !tail(i + 3))
            return 0;
        const unsigned char d = byte(i + 1);
        return (c == 0xF0 && d < 0x90) || (c == 0xF4 && d >= 0x90) ? 0 : 4;
    }
    return 0;
}

} // namespace

Result<void> validate(const Command &command)
{
    return std::visit(Checker{}, command);
}

bool isCleanText(std::string_view value)
{
    for (std::size_t i = 0; i < value.size();) {
        const std::size_t n = sequenceLength(value, i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

void cutText(std::string &value, std::size_t bytes)
{
    if (value.size() <= bytes)
        return;
    while (bytes > 0 && (static_cast<unsigned char>(value[bytes]) & 0xC0) == 0x80)
        --bytes;
    value.resize(bytes);
}

} // namespace skep
