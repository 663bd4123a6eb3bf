// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/clients.h"

#include <algorithm>

namespace skep::sim {

Submitter::Submitter(World &world, std::string name, std::vector<TaskId> &known)
    : m_world(world)
    , m_name(std::move(name))
    , m_known(known)
{
}

void Submitter::start()
{
    m_link = m_world.newLink();
    m_world.after(m_world.random.range(1, 200), [this] { submitSome(); });
}

void Submitter::onHubDown()
{
    m_link = m_world.newLink();
}

TaskSpec Submitter::randomTask()
{
    static const std::vector<std::string> kTypes{"review", "documentation", "testing", "generation"};
    static const std::vector<std::string> kLanguages{"cpp", "js", "py"};
    Random &random = m_world.random;
    TaskSpec task;
    task.type = random.pick(kTypes);
    task.priority = static_cast<Priority>(random.range(0, 3));
    task.attemptsMax = static_cast<int>(random.range(1, 4));
    if (random.chance(300))
        task.title = "a title that is longer than a short one";
    if (random.chance(400))
        task.required.push_back(random.pick(kLanguages));
    if (random.chance(5))
        task.required.push_back("rare");
    if (random.chance(300))
        task.wants.push_back("review");
    if (random.chance(300))
        task.project = random.chance(500) ? "north" : "south";
    if (random.chance(30))
        task.start = StartPolicy::Held;
    if (random.chance(100))
        task.deadline = m_world.now + random.range(-100, 60'000);
    if (random.chance(80))
        task.origin = static_cast<Origin>(random.range(1, 3));
    for (int i = 0; i < 2 && !m_known.empty() && random.chance(120); ++i)
        task.after.push_back(m_known[m_known.size() - 1 - static_cast<std::size_t>(random.range(0, 9)) % m_known.size()]);
    if (random.chance(5))
        task.after.push_back(1'000'000'000);
    return task;
}

void Submitter::submitSome()
{
    if (m_stopped)
        return;
    m_world.after(m_world.random.range(100, 1'500), [this] { submitSome(); });
    const std::int64_t count = m_open.size() < 5 ? m_world.random.range(1, 6) : 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string key = m_name + "-" + std::to_string(++m_count);
        m_open.emplace(key, randomTask());
        say(key);
    }
    // A key from long ago, as after a client's restart.
    if (!m_oldKeys.empty() && m_world.strikes(Fault::KeyRepeated, 100))
        m_world.post(cmd::Submit{m_link, ++m_count, m_world.random.pick(m_oldKeys), randomTask()});
}

void Submitter::say(const std::string &key)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    m_world.post(cmd::Submit{m_link, ++m_count, key, found->second});
    m_world.after(m_world.random.range(500, 3'000), [this, key] { say(key); });
}

void Submitter::onOutput(const OutputBody &body)
{
    if (const auto *accepted = std::get_if<out::Accepted>(&body)) {
        if (m_open.erase(accepted->key) > 0) {
            m_known.push_back(accepted->id);
            m_oldKeys.push_back(accepted->key);
        }
        if (m_known.size() > 300)
            m_known.erase(m_known.begin(), m_known.begin() + 100);
        if (m_oldKeys.size() > 60)
            m_oldKeys.erase(m_oldKeys.begin());
    } else if (const auto *refused = std::get_if<out::SubmitRefused>(&body)) {
        m_world.count(Fault::RefusedSubmission);
        if (refused->error.code == ErrorCode::Conflict)
            m_world.count(Fault::DependencyFailed);
        if (const auto found = m_open.find(refused->key); found != m_open.end())
            found->second.after.clear(); // tried again without what was wrong
    }
}

Operator::Operator(World &world, std::vector<TaskId> &known, std::vector<std::string> agents)
    : m_world(world)
    , m_known(known)
    , m_agents(std::move(agents))
    , m_link(world.newLink())
{
}

void Operator::start()
{
    m_world.after(m_world.random.range(100, 600), [this] { act(); });
}

From Operator::from()
{
    return {m_link, ++m_ref, "operator"};
}

TaskId Operator::someTask()
{
    if (m_known.empty())
        return 1;
    return m_known[m_known.size() - 1 - static_cast<std::size_t>(m_world.random.range(0, 250)) % m_known.size()];
}

void Operator::act()
{
    if (m_world.calm)
        return;
    m_world.after(m_world.random.range(50, 800), [this] { act(); });
    Random &random = m_world.random;
    const bool on = random.chance(300);
    switch (random.range(0, 19)) {
    case 0:
        m_world.post(cmd::Pause{from(), random.chance(300) ? "" : "north", on});
        m_world.count(Fault::Paused);
        break;
    case 1:
        m_world.post(cmd::Drain{from(), random.pick(m_agents), on});
        m_world.count(Fault::Drained);
        break;
    case 2:
        m_world.post(cmd::Forget{from(), random.pick(m_agents)});
        break;
    case 3:
    case 4:
        m_world.post(cmd::ProcessNext{from(), random.chance(500) ? "" : random.pick(m_agents)});
        break;
    case 5:
        m_world.post(cmd::Pause{from(), "", false});
        break;
    default:
        onTask(someTask());
    }
}

void Operator::onTask(TaskId id)
{
    Random &random = m_world.random;
    switch (random.range(0, 9)) {
    case 0:
    case 1:
    case 2: { // one click too many, or several persons
        const std::int64_t count = random.chance(300) ? 3 : 1;
        if (count > 1)
            m_world.count(Fault::AssignRaced);
        for (std::int64_t i = 0; i < count; ++i)
            m_world.post(cmd::Assign{from(), id, random.chance(500) ? "" : random.pick(m_agents), 0, random.chance(500), random.chance(300)});
        break;
    }
    case 3:
        m_world.post(cmd::Cancel{from(), id, "not needed"});
        break;
    case 4:
    case 5:
        m_world.post(cmd::Retry{from(), id});
        break;
    case 6:
        m_world.post(cmd::Hold{from(), id, random.chance(300)});
        break;
    case 7:
        m_world.post(cmd::Acknowledge{from(), id});
        break;
    case 8:
        m_world.post(cmd::SetPriority{from(), id, static_cast<Priority>(random.range(0, 3))});
        m_world.count(Fault::PriorityChanged);
        break;
    default:
        m_world.post(cmd::Answer{from(), id, "the second"});
    }
}

void Operator::onOutput(const OutputBody &body)
{
    const auto *reply = std::get_if<out::Reply>(&body);
    if (!reply)
        return;
    if (!reply->result) {
        const auto code = reply->result.error().code;
        if (code == ErrorCode::NoCandidate || code == ErrorCode::AllBusy || code == ErrorCode::StaleChoice)
            m_world.count(Fault::AssignRefused);
        else if (code == ErrorCode::AlreadyStarted)
            m_world.count(Fault::UndoneTooLate);
        return;
    }
    if (!reply->reason.empty())
        m_world.count(Fault::Replaced);
    // A second thought: at once, or too late; of what waits, while it waits.
    const bool isAssignment = reply->id != 0 && !reply->agent.empty();
    if (isAssignment && !m_world.calm && m_world.random.chance(reply->waits ? 250 : 350))
        m_world.after(m_world.random.range(0, m_world.random.chance(300) ? 3'000 : 20), [this, id = reply->id, fence = reply->fence] {
            m_world.post(cmd::Unassign{from(), id, fence});
        });
}

void Operator::retrySome(const std::vector<TaskId> &failed)
{
    for (const TaskId id : failed)
        if (m_world.random.chance(150))
            m_world.post(cmd::Retry{from(), id});
}

void Operator::answerAll(const std::vector<TaskId> &asking)
{
    for (const TaskId id : asking)
        m_world.post(cmd::Answer{from(), id, "any"});
}

void Operator::resumeAll()
{
    for (const char *project : {"", "north", "south"})
        m_world.post(cmd::Pause{from(), project, false});
}

} // namespace skep::sim
