// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/simulation.h"

#include "core/logcodec.h"

#include <algorithm>
#include <cstdio>

namespace skep::sim {
namespace {

constexpr std::size_t kFinishedInMemory = 60; // few, so that tasks leave memory all the time
constexpr std::size_t kUnfinishedMax = 120;
constexpr std::int64_t kCalmMs = 40 * 60'000; // longer than any lease, for the end of a run

} // namespace

Simulation::Simulation(std::uint64_t seed, const Options &options)
    : m_seed(seed)
    , m_options(options)
    , m_world(seed)
    , m_referee(m_world, m_disk)
{
    m_world.receive = [this](Command command) { receive(std::move(command)); };
}

engine::Config Simulation::config() const
{
    engine::Config config;
    config.seed = m_seed;
    config.unfinishedMax = kUnfinishedMax;
    config.finishedInMemoryMax = kFinishedInMemory;
    return config;
}

void Simulation::makeActors()
{
    const std::vector<std::vector<std::string>> skills{{"cpp", "js", "py", "review"}, {"js", "py"}, {"cpp"}, {"py", "review"}};
    std::vector<std::string> names;
    const std::int64_t count = m_world.random.range(3, 7);
    for (std::int64_t i = 0; i < count; ++i) {
        AgentSpec spec;
        spec.name = "agent-" + std::to_string(i);
        spec.slots = static_cast<int>(m_world.random.range(1, 4));
        spec.capabilities = skills[static_cast<std::size_t>(i) % skills.size()];
        if (i == 4)
            spec.types = {"review", "testing"};
        names.push_back(spec.name);
        m_referee.slots(spec.name, spec.slots);
        m_agents.push_back(std::make_unique<AgentActor>(m_world, spec));
        m_agents.back()->start();
    }
    for (const char *name : {"a", "b"}) {
        m_submitters.push_back(std::make_unique<Submitter>(m_world, name, m_known));
        m_submitters.back()->start();
    }
    m_operator = std::make_unique<Operator>(m_world, m_known, names);
    m_operator->start();
}

RunResult Simulation::run()
{
    startHub();
    makeActors();
    m_world.after(1'000, [this] { disturb(); });
    while (m_referee.violation().empty() && m_result.events < m_options.eventsMin && !m_world.idle())
        m_world.step();
    calmDown();
    const TimeMs end = m_world.now + kCalmMs;
    for (std::int64_t n = 1; m_referee.violation().empty() && m_world.now < end && !m_world.idle(); ++n) {
        m_world.step();
        if (n % 64 == 0 && isSettled())
            break;
    }
    if (m_referee.violation().empty())
        checkEnd();
    m_result.violation = m_referee.violation();
    if (m_result.violation.empty())
        m_result.violation = replay();
    m_result.counters = m_world.counters;
    return m_result;
}

void Simulation::startHub()
{
    m_engine = std::make_unique<engine::Engine>(config());
    Restored restored = m_disk.restore(kFinishedInMemory);
    m_referee.restored(restored);
    Turn start;
    start.start = restored;
    m_history.push_back(std::move(start));
    m_engine->restore(std::move(restored));
    scheduleTurn(1);
}

// Kill -9: whatever was not on disk is gone, every connection breaks.
void Simulation::crash()
{
    ++m_life;
    m_engine.reset();
    m_inbox.clear();
    m_uncommitted.clear();
    m_waiting.clear();
    m_committing = false;
    m_turnAt = 0;
    m_referee.crashed(m_disk.durable());
    for (const auto &agent : m_agents)
        agent->onHubDown();
    for (const auto &submitter : m_submitters)
        submitter->onHubDown();
    m_world.after(m_world.random.range(5, 20'000), [this] { startHub(); });
}

void Simulation::receive(Command command)
{
    if (!m_engine)
        return;
    m_inbox.push_back(std::move(command));
    scheduleTurn(m_world.strikes(Fault::HubStalled, 2) ? m_world.random.range(100, 1'900) : m_world.random.range(0, 2));
}

void Simulation::scheduleTurn(std::int64_t inMs)
{
    const TimeMs when = m_world.now + std::max<std::int64_t>(inMs, 0);
    if (m_turnAt != 0)
        return;
    m_turnAt = when;
    m_world.at(when, [this, when, life = m_life] {
        if (life != m_life || m_turnAt != when)
            return;
        m_turnAt = 0;
        turn();
    });
}

void Simulation::turn()
{
    Turn input;
    input.commands = std::exchange(m_inbox, {});
    input.now = hubNow();
    if (m_world.strikes(Fault::ClockBack, 2))
        input.now -= m_world.random.range(1, 5'000);
    m_referee.beforeTurn(input.commands, input.now);
    m_history.push_back(input);
    afterTurn(m_engine->apply(input.commands, input.now));
    if (auto fault = m_engine->checkInvariants(); !fault.empty())
        m_referee.violate("engine: " + fault);
}

void Simulation::afterTurn(Batch batch)
{
    ++m_result.turns;
    countEvents(batch);
    m_referee.afterTurn(batch);
    std::vector<out::CheckResult> checks;
    for (Output &output : batch.outputs) {
        if (auto *check = std::get_if<out::CheckResult>(&output.body))
            checks.push_back(std::move(*check));
        else
            m_waiting.push_back(std::move(output));
    }
    batch.outputs.clear();
    (void)m_engine->takeChangedTasks();
    for (const std::string &agent : m_engine->takeChangedAgents())
        if (!m_engine->agentView(agent))
            m_world.count(Fault::Forgotten);
    for (std::size_t n = m_engine->takeEvictedTasks().size(); n > 0; --n)
        m_world.count(Fault::Evicted);
    encodeBatch(batch, m_log);
    if (batch.hasFacts()) {
        m_uncommitted.push_back(std::move(batch));
        scheduleCommit();
    }
    release();
    for (const out::CheckResult &check : checks)
        judgeLater(check);
    // The next timer; a turn that a word asks for comes first.
    if (const TimeMs due = m_engine->nextDue(); due != 0)
        m_world.at(std::max(due - m_slept, m_world.now), [this, due, life = m_life] {
            if (life == m_life && m_engine && m_engine->nextDue() == due)
                scheduleTurn(0);
        });
}

void Simulation::judgeLater(const out::CheckResult &check)
{
    const bool passed = m_world.calm || !m_world.random.chance(80);
    Command verdict = cmd::Judge{check.id, check.fence, {passed, passed ? 90 : 20, {{"shape", passed ? Check::Mark::Passed : Check::Mark::Failed, passed ? 90 : 20, ""}}}};
    if (m_world.strikes(Fault::VerdictDelayed, 50))
        m_world.after(m_world.random.range(1, 3'000), [this, verdict, life = m_life] {
            if (life == m_life)
                receive(verdict);
        });
    else
        receive(std::move(verdict));
}

void Simulation::scheduleCommit()
{
    if (m_committing)
        return;
    m_committing = true;
    std::int64_t length = m_world.random.range(1, 6);
    if (m_world.strikes(Fault::CommitSlow, 15))
        length += m_world.random.range(50, 1'500);
    m_world.after(length, [this, life = m_life, count = m_uncommitted.size()] { finishCommit(life, count); });
}

void Simulation::finishCommit(std::uint64_t life, std::size_t count)
{
    if (life != m_life)
        return;
    m_committing = false;
    if (m_world.strikes(Fault::CommitFailed, 10)) { // kept, tried again in order
        scheduleCommit();
        return;
    }
    if (m_world.strikes(Fault::HubCrashUncommitted, 1)) {
        crash();
        return;
    }
    for (; count > 0; --count) {
        m_disk.commit(m_uncommitted.front());
        m_uncommitted.pop_front();
    }
    if (m_world.strikes(Fault::HubCrashBeforeReply, 1)) {
        crash();
        return;
    }
    release();
    if (!m_uncommitted.empty())
        scheduleCommit();
}

void Simulation::release()
{
    std::deque<Output> later;
    for (Output &output : m_waiting) {
        if (output.needs <= m_disk.durable() || m_options.replyBeforeCommit)
            deliver(output.body);
        else
            later.push_back(std::move(output));
    }
    m_waiting = std::move(later);
}

void Simulation::deliver(const OutputBody &body)
{
    m_referee.delivered(body);
    const LinkId link = std::visit([](const auto &b) -> LinkId {
        if constexpr (requires { b.link; })
            return b.link;
        else
            return 0;
    }, body);
    if (m_world.strikes(Fault::MessageLost, 3))
        return;
    m_world.after(m_world.random.range(0, 3), [this, link, body] {
        for (const auto &agent : m_agents)
            if (link != 0 && agent->link() == link)
                agent->onOutput(body);
        for (const auto &submitter : m_submitters)
            if (submitter->link() == link)
                submitter->onOutput(body);
        if (m_operator->link() == link)
            m_operator->onOutput(body);
    });
}

// What happens to the machine as a whole.
void Simulation::disturb()
{
    if (m_world.calm)
        return;
    m_world.after(m_world.random.range(1'000, 10'000), [this] { disturb(); });
    if (!m_engine)
        return;
    if (m_world.strikes(Fault::Suspended, 40)) {
        m_slept += m_world.random.range(2'500, 3'600'000);
        scheduleTurn(0);
    }
    std::vector<TaskId> asking, failed;
    for (const TaskId id : m_engine->taskIds()) {
        const auto view = m_engine->view(id);
        if (view && view->state == TaskState::NeedsInput)
            asking.push_back(id);
        else if (view && view->state == TaskState::Failed)
            failed.push_back(id);
    }
    m_operator->answerAll(asking);
    m_operator->retrySome(failed);
}

} // namespace skep::sim
