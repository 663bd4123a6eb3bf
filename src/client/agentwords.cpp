// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/agentwords.h"

#include "core/limits.h"
#include "core/validate.h"
#include "wire/clientcodec.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace skep::client {
namespace {

using wire::MessageType;

// Raw bytes of waiting log lines per lease. JSON may need six bytes for one, and a frame holds 1 MiB.
constexpr std::size_t kPendingLogBytesMax = 128 * 1024;

/// Fills frames of one type up to the protocol's size and count.
class ListFrames
{
public:
    ListFrames(MessageType type, std::vector<std::string> &out)
        : m_type(type)
        , m_out(out)
    {
    }
    ~ListFrames() { flush(); }
    ListFrames(const ListFrames &) = delete;
    ListFrames &operator=(const ListFrames &) = delete;

    void add(std::string_view item)
    {
        if (item.empty())
            return;
        if (m_count == limits::kItemsPerFrameMax || m_frame.size() + item.size() + 8 > limits::kFrameBytesMax)
            flush();
        if (m_count++ == 0)
            wire::beginList(m_frame, m_type);
        wire::JsonWriter(m_frame).raw(item);
    }
    template <typename Encode> void encode(Encode &&encode)
    {
        m_item.clear();
        wire::JsonWriter writer(m_item);
        encode(writer);
        add(m_item);
    }

private:
    void flush()
    {
        if (m_count == 0)
            return;
        wire::endList(m_frame);
        m_out.push_back(std::exchange(m_frame, {}));
        m_count = 0;
    }

    MessageType m_type;
    std::vector<std::string> &m_out;
    std::string m_frame;
    std::string m_item;
    std::size_t m_count = 0;
};

template <typename Encode> std::string encoded(Encode &&encode)
{
    std::string item;
    wire::JsonWriter writer(item);
    encode(writer);
    return item;
}

} // namespace

bool AgentWords::take(const wire::LeaseName &at)
{
    if (m_finals.contains(at.fence))
        return false;
    const auto [place, isNew] = m_leases.try_emplace(at.fence);
    place->second.id = at.id;
    return isNew;
}

AgentWords::Lease *AgentWords::find(Fence fence)
{
    const auto found = m_leases.find(fence);
    return found == m_leases.end() ? nullptr : &found->second;
}

void AgentWords::started(Fence fence, bool simulated)
{
    if (Lease *lease = find(fence)) {
        lease->isStarted = true;
        lease->isSimulated = simulated;
        m_isUrgent = true;
    }
}

void AgentWords::progress(Fence fence, std::int64_t done, std::int64_t of, std::string note,
                          std::vector<std::string> log)
{
    Lease *lease = find(fence);
    if (!lease)
        return;
    cmd::Progress &word = lease->pending ? *lease->pending : lease->pending.emplace();
    if (of > 0) {
        lease->of = of;
        lease->done = std::clamp<std::int64_t>(done, 0, of);
    }
    if (!note.empty()) {
        cutText(note, limits::kNoteBytesMax);
        word.note = std::move(note);
    }
    for (std::string &line : log) {
        cutText(line, limits::kLogLineBytesMax);
        lease->pendingBytes += line.size();
        word.log.push_back(std::move(line));
    }
    std::size_t drop = 0;
    while (drop < word.log.size()
           && (lease->pendingBytes > kPendingLogBytesMax || word.log.size() - drop >= limits::kLogLinesPerFrameMax))
        lease->pendingBytes -= word.log[drop++].size();
    lease->leftOut += static_cast<std::int64_t>(drop);
    word.log.erase(word.log.begin(), word.log.begin() + static_cast<std::ptrdiff_t>(drop));
}

void AgentWords::ask(Fence fence, std::string question, std::vector<std::string> choices)
{
    Lease *lease = find(fence);
    if (!lease)
        return;
    cutText(question, limits::kQuestionBytesMax);
    std::erase_if(choices, [](const std::string &choice) { return choice.empty(); });
    if (choices.size() > limits::kChoicesMax)
        choices.resize(limits::kChoicesMax);
    for (std::string &choice : choices)
        cutText(choice, limits::kChoiceBytesMax);
    lease->question = cmd::Ask{{0, lease->id, fence}, std::move(question), std::move(choices)};
    lease->questionSent = false;
    m_isUrgent = true;
}

void AgentWords::encodeFinish(Final &final, const cmd::Finish &word)
{
    final.item = encoded([&](wire::JsonWriter &w) { wire::encodeResult(w, word); });
}

void AgentWords::finish(Fence fence, cmd::Finish word)
{
    const Lease *lease = find(fence);
    if (!lease)
        return;
    word.at = {0, lease->id, fence};
    if (word.result.size() > limits::kResultBytesMax) {
        word.ok = false;
        word.result.clear();
        word.error = "the result is longer than " + std::to_string(limits::kResultBytesMax) + " bytes";
    }
    if (word.usage.size() > limits::kErrorBytesMax)
        word.usage.clear();
    cutText(word.error, limits::kErrorBytesMax);
    encodeFinish(close(fence, *lease), word);
}

void AgentWords::cancelled(const wire::LeaseName &at)
{
    m_leases.erase(at.fence);
    m_cancelled.push_back(at);
    m_isUrgent = true;
}

AgentWords::Final &AgentWords::close(Fence fence, const Lease &lease)
{
    Lease last = lease;
    Final &final = m_finals[fence];
    final.id = last.id;
    if (last.isStarted && !last.startedSent)
        final.started = encoded([&](wire::JsonWriter &w) {
            wire::encodeStarted(w, {last.id, fence}, last.isSimulated);
        });
    if (last.pending)
        final.progress = encoded([&](wire::JsonWriter &w) { wire::encodeProgress(w, takeProgress(last, fence)); });
    m_leases.erase(fence);
    m_isUrgent = true;
    return final;
}

void AgentWords::answered(Fence fence)
{
    if (Lease *lease = find(fence))
        lease->question.reset();
}

bool AgentWords::confirmed(Fence fence)
{
    return m_finals.erase(fence) > 0;
}

bool AgentWords::replaceByFailure(Fence fence, const std::string &why)
{
    const auto found = m_finals.find(fence);
    if (found == m_finals.end() || found->second.isReplaced)
        return false;
    cmd::Finish word;
    word.at = {0, found->second.id, fence};
    word.error = why;
    cutText(word.error, limits::kErrorBytesMax);
    encodeFinish(found->second, word);
    found->second.isReplaced = true;
    found->second.isSent = false;
    m_isUrgent = true;
    return true;
}

bool AgentWords::drop(Fence fence)
{
    return m_leases.erase(fence) > 0;
}

std::vector<wire::LeaseName> AgentWords::held() const
{
    std::vector<wire::LeaseName> names;
    names.reserve(m_leases.size());
    for (const auto &[fence, lease] : m_leases)
        names.push_back({lease.id, fence});
    return names;
}

bool AgentWords::hasProgress() const
{
    for (const auto &[fence, lease] : m_leases)
        if (lease.pending)
            return true;
    return false;
}

cmd::Progress AgentWords::takeProgress(Lease &lease, Fence fence)
{
    cmd::Progress word = std::move(*lease.pending);
    lease.pending.reset();
    lease.pendingBytes = 0;
    word.at = {0, lease.id, fence};
    word.done = lease.done;
    word.of = lease.of;
    if (const std::int64_t left = std::exchange(lease.leftOut, 0); left > 0)
        word.log.insert(word.log.begin(), "(" + std::to_string(left) + " lines left out)");
    return word;
}

std::vector<std::string> AgentWords::takeFrames(bool withProgress)
{
    std::vector<std::string> frames;
    m_isUrgent = false;
    {
        ListFrames list(MessageType::Started, frames);
        for (auto &[fence, lease] : m_leases)
            if (lease.isStarted && !std::exchange(lease.startedSent, true))
                list.encode([&, f = fence, &l = lease](wire::JsonWriter &w) {
                    wire::encodeStarted(w, {l.id, f}, l.isSimulated);
                });
        for (auto &[fence, final] : m_finals)
            list.add(std::exchange(final.started, {}));
    }
    {
        ListFrames list(MessageType::Progress, frames);
        for (auto &[fence, lease] : m_leases)
            if (lease.pending && (withProgress || (lease.question && !lease.questionSent)))
                list.encode(
                    [&, f = fence, &l = lease](wire::JsonWriter &w) { wire::encodeProgress(w, takeProgress(l, f)); });
        for (auto &[fence, final] : m_finals)
            list.add(std::exchange(final.progress, {}));
    }
    {
        ListFrames list(MessageType::Ask, frames);
        for (auto &[fence, lease] : m_leases)
            if (lease.question && !std::exchange(lease.questionSent, true))
                list.encode([&l = lease](wire::JsonWriter &w) { wire::encodeAsk(w, *l.question); });
    }
    {
        ListFrames list(MessageType::Results, frames);
        for (auto &[fence, final] : m_finals)
            if (!std::exchange(final.isSent, true))
                list.add(final.item);
    }
    {
        ListFrames list(MessageType::Cancelled, frames);
        for (const wire::LeaseName &at : std::exchange(m_cancelled, {}))
            list.encode([&at](wire::JsonWriter &w) { wire::encodeLease(w, at.id, at.fence); });
    }
    return frames;
}

std::vector<std::string> AgentWords::resumeFrames(bool kept)
{
    std::vector<std::string> frames = kept ? renewFrames() : std::vector<std::string>{};
    for (auto &[fence, lease] : m_leases)
        lease.startedSent = false;
    for (auto &[fence, final] : m_finals)
        final.isSent = false;
    std::vector<std::string> again = takeFrames(true);
    std::move(again.begin(), again.end(), std::back_inserter(frames));
    return frames;
}

void AgentWords::repeatQuestions()
{
    for (auto &[fence, lease] : m_leases) {
        if (lease.question && lease.questionSent) {
            lease.questionSent = false;
            m_isUrgent = true;
        }
    }
}

std::vector<std::string> AgentWords::renewFrames() const
{
    std::vector<std::string> frames;
    {
        ListFrames list(MessageType::Renew, frames);
        for (const auto &[fence, lease] : m_leases)
            list.encode([&, f = fence, id = lease.id](wire::JsonWriter &w) { wire::encodeLease(w, id, f); });
    }
    return frames;
}

} // namespace skep::client
