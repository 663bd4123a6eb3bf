// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <functional>
#include <vector>

namespace skep::app {

/// Submits a list of tasks through the hub's own port and tells when all were stored. Keys make a repeat harmless.
/// Made, used and destroyed on the engine thread.
class Seeder final : public OutputSink
{
public:
    /// `done` gets the ids of the tasks accepted, in their order, and the first refusal, once.
    using Done = std::function<void(std::vector<TaskId> accepted, Error firstRefusal)>;

    Seeder(HubPort &port, std::vector<TaskSpec> tasks, std::string keyPrefix, Done done);
    ~Seeder() override;

    void deliver(const Output &output, const std::string &params) override;
    void flush() override {}

private:
    void submitNext();
    void finishOne();

    HubPort &m_port;
    const LinkId m_link;
    std::vector<TaskSpec> m_tasks;
    const std::string m_keyPrefix;
    const Done m_done;
    std::size_t m_next = 0;     // to submit
    std::size_t m_answered = 0;
    Error m_firstRefusal;
    std::vector<TaskId> m_ids;  // by position, for dependencies
};

} // namespace skep::app
