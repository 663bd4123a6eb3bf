// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/replydesk.h"

namespace skep::hub {
namespace {

constexpr std::size_t kWaitingMax = 100'000; // then requests get queue_full

} // namespace

ReplyDesk::ReplyDesk(HubContext &context) : m_context(context), m_link(context.port.newLink(this)) {}

ReplyDesk::~ReplyDesk()
{
    m_context.port.dropLink(m_link);
}

std::uint64_t ReplyDesk::expect(Answer answer)
{
    if (m_waiting.size() >= kWaitingMax)
        return 0;
    m_waiting.emplace(++m_lastRef, Waiting{std::move(answer), m_context.nowMs()});
    return m_lastRef;
}

void ReplyDesk::sweep()
{
    const std::int64_t oldest = m_context.nowMs() - m_context.options.timing.requestMs;
    std::vector<Answer> late;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (it->second.since < oldest) {
            late.push_back(std::move(it->second.answer));
            it = m_waiting.erase(it);
        } else {
            ++it;
        }
    }
    for (const Answer &give : late)
        give(nullptr);
}

void ReplyDesk::answer(std::uint64_t ref, const OutputBody &body)
{
    const auto it = m_waiting.find(ref);
    if (it == m_waiting.end())
        return;
    const Answer give = std::move(it->second.answer);
    m_waiting.erase(it);
    give(&body);
}

void ReplyDesk::deliver(const Output &output, const std::string &)
{
    if (const auto *accepted = std::get_if<out::Accepted>(&output.body))
        answer(accepted->ref, output.body);
    else if (const auto *refused = std::get_if<out::SubmitRefused>(&output.body))
        answer(refused->ref, output.body);
    else if (const auto *reply = std::get_if<out::Reply>(&output.body))
        answer(reply->ref, output.body);
}

} // namespace skep::hub
