// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/seeder.h"

namespace skep::app {

Seeder::Seeder(HubPort &port, std::vector<TaskSpec> tasks, std::string keyPrefix, Done done)
    : m_port(port)
    , m_link(port.newLink(this))
    , m_tasks(std::move(tasks))
    , m_keyPrefix(std::move(keyPrefix))
    , m_done(std::move(done))
    , m_ids(m_tasks.size(), 0)
{
    submitNext();
}

Seeder::~Seeder()
{
    m_port.dropLink(m_link);
}

void Seeder::submitNext()
{
    // A dependency names an earlier task by its position from 1; it has an id once that one was accepted.
    while (m_next < m_tasks.size()) {
        TaskSpec spec = m_tasks[m_next];
        for (TaskId &position : spec.after) {
            if (position > m_answered)
                return;
            position = m_ids[position - 1];
        }
        std::erase(spec.after, TaskId{0}); // refused ones are not waited for
        const std::size_t ref = ++m_next;
        m_port.post(cmd::Submit{m_link, ref, m_keyPrefix + std::to_string(ref), std::move(spec)});
    }
}

void Seeder::deliver(const Output &output, const std::string &)
{
    if (const auto *accepted = std::get_if<out::Accepted>(&output.body)) {
        m_ids[accepted->ref - 1] = accepted->id;
        finishOne();
    } else if (const auto *refused = std::get_if<out::SubmitRefused>(&output.body)) {
        if (m_firstRefusal.detail.empty())
            m_firstRefusal = refused->error;
        finishOne();
    }
}

void Seeder::finishOne()
{
    ++m_answered;
    submitNext();
    if (m_answered < m_tasks.size())
        return;
    std::erase(m_ids, TaskId{0});
    m_done(m_ids, m_firstRefusal);
}

} // namespace skep::app
