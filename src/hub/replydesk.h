// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "hub/context.h"

#include <functional>
#include <unordered_map>

namespace skep::hub {

/// The link of all HTTP requests: gives each command a number and hands its answer to who waits for it.
class ReplyDesk final : public OutputSink
{
public:
    /// Null: no answer came in time.
    using Answer = std::function<void(const OutputBody *)>;

    explicit ReplyDesk(HubContext &context);
    ~ReplyDesk() override;

    [[nodiscard]] LinkId link() const { return m_link; }
    /// Numbers a wait; 0: too many wait already, `answer` was not taken.
    [[nodiscard]] std::uint64_t expect(Answer answer);
    void post(Command command) { m_context.port.post(std::move(command)); }
    /// Gives up on what waits for longer than a request may take.
    void sweep();

    void deliver(const Output &output, const std::string &params) override;
    void flush() override {}

private:
    struct Waiting
    {
        Answer answer;
        std::int64_t since = 0;
    };
    void answer(std::uint64_t ref, const OutputBody &body);

    HubContext &m_context;
    LinkId m_link = 0;
    std::uint64_t m_lastRef = 0;
    std::unordered_map<std::uint64_t, Waiting> m_waiting;
};

} // namespace skep::hub
