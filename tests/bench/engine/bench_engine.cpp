// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine costs: CPU time an operation, and memory a queued task. Plain figures, one line each.
#include "engine/engine.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <deque>
#include <fstream>
#include <string>
#include <unistd.h>

namespace {

using namespace skep;

constexpr LinkId kSubmitter = 1'000'000;

std::int64_t cpuNs()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

std::int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0, resident = 0;
    statm >> total >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

TaskSpec task(std::uint64_t n, int types)
{
    static const char *const kTypes[] = {"review", "documentation", "testing", "generation"};
    TaskSpec spec;
    spec.type = types <= 4 ? kTypes[n % static_cast<std::uint64_t>(types)] : "type-" + std::to_string(n % static_cast<std::uint64_t>(types));
    spec.required = {spec.type};
    spec.priority = static_cast<Priority>(n % 4);
    return spec;
}

/// A hub in a nutshell: agents answer every task at once, verdicts come in the next turn.
class Fleet
{
public:
    Fleet(int agents, int slots, int types)
        : m_types(types)
    {
        std::vector<Command> commands;
        for (int i = 0; i < agents; ++i) {
            AgentSpec spec;
            spec.name = "agent-" + std::to_string(i);
            spec.slots = slots;
            for (int t = 0; t < types; ++t)
                spec.capabilities.push_back(task(static_cast<std::uint64_t>(t), types).type);
            const auto link = static_cast<LinkId>(i + 1);
            commands.push_back(cmd::Join{link, 0, spec, false});
            commands.push_back(cmd::Ready{link, slots});
        }
        turn(commands);
    }

    void submit(std::uint64_t count, std::uint64_t perTurn)
    {
        std::vector<Command> commands;
        for (std::uint64_t i = 0; i < count; ++i) {
            commands.push_back(cmd::Submit{kSubmitter, i, "key-" + std::to_string(++m_submitted), task(m_submitted, m_types)});
            if (commands.size() == perTurn || i + 1 == count)
                turn(commands);
        }
    }

    /// Until `count` more are stored; `perTurn` results a turn at most.
    void work(std::uint64_t count, std::size_t perTurn)
    {
        const std::uint64_t goal = m_stored + count;
        std::vector<Command> commands;
        while (m_stored < goal && (!m_running.empty() || !m_verdicts.empty())) {
            commands = std::move(m_verdicts);
            m_verdicts.clear();
            for (std::size_t i = 0; i < perTurn && !m_running.empty(); ++i) {
                commands.push_back(std::move(m_running.front()));
                m_running.pop_front();
            }
            turn(commands);
        }
    }
    [[nodiscard]] std::uint64_t stored() const { return m_stored; }
    [[nodiscard]] engine::Engine &engine() { return m_engine; }
    void turn(std::vector<Command> &commands)
    {
        Batch batch = m_engine.apply(commands, m_now += 1);
        commands.clear();
        for (Output &output : batch.outputs) {
            if (const auto *sent = std::get_if<out::SendTask>(&output.body))
                m_running.push_back(cmd::Finish{{sent->link, sent->id, sent->fence}, true, false, false, 0, "{\"ok\":1}", {}, {}});
            else if (const auto *check = std::get_if<out::CheckResult>(&output.body))
                m_verdicts.push_back(cmd::Judge{check->id, check->fence, {true, 100, {}}});
            else if (std::holds_alternative<out::Stored>(output.body))
                ++m_stored;
        }
        if (m_now % 50 == 0) {
            (void)m_engine.takeChangedTasks();
            (void)m_engine.takeChangedAgents();
            (void)m_engine.takeEvictedTasks();
        }
    }

private:
    engine::Engine m_engine;
    TimeMs m_now = 1'700'000'000'000;
    int m_types;
    std::uint64_t m_submitted = 0, m_stored = 0;
    std::deque<Command> m_running;
    std::vector<Command> m_verdicts;
};

void memory()
{
    constexpr std::uint64_t kTasks = 300'000;
    Fleet fleet(0, 1, 4);
    fleet.submit(1'000, 100);
    (void)fleet.engine().takeChangedTasks();
    const std::int64_t before = residentBytes();
    for (std::uint64_t n = 0; n < kTasks; n += 1'000) {
        fleet.submit(1'000, 100);
        (void)fleet.engine().takeChangedTasks();
    }
    const std::int64_t bytes = residentBytes() - before;
    std::printf("memory, %llu queued with keys, no titles: %.1f bytes a task\n", static_cast<unsigned long long>(kTasks),
                static_cast<double>(bytes) / kTasks);
    std::int64_t begin = cpuNs();
    std::int64_t sum = 0;
    for (int i = 0; i < 1'000; ++i)
        sum += fleet.engine().counts().total();
    std::printf("counts(): %.0f ns (%lld)\n", static_cast<double>(cpuNs() - begin) / 1'000, static_cast<long long>(sum / 1'000));
    std::vector<Command> commands;
    begin = cpuNs();
    for (int i = 0; i < 1'000; ++i) {
        commands.push_back(cmd::Pause{{}, {}, i % 2 == 0});
        fleet.turn(commands);
    }
    std::printf("pause and resume everything: %.0f ns each\n", static_cast<double>(cpuNs() - begin) / 1'000);
}

void cycle(const char *label, int agents, int slots, int types, std::uint64_t queued, std::uint64_t count)
{
    Fleet fleet(agents, slots, types);
    std::int64_t begin = cpuNs();
    fleet.submit(queued, 256);
    const std::int64_t submitNs = cpuNs() - begin;
    begin = cpuNs();
    fleet.work(count, 64);
    const std::int64_t workNs = cpuNs() - begin;
    std::printf("%-44s submit %5.0f ns, lease+finish+judge %5.0f ns a task (%llu queued, %llu done)\n", label,
                static_cast<double>(submitNs) / static_cast<double>(queued),
                static_cast<double>(workNs) / static_cast<double>(fleet.stored()), static_cast<unsigned long long>(queued),
                static_cast<unsigned long long>(fleet.stored()));
}

} // namespace

int main()
{
    memory();
    cycle("26 agents x 4 slots x 4 types, short queue", 26, 4, 4, 2'000, 2'000);
    cycle("26 agents x 4 slots x 4 types", 26, 4, 4, 300'000, 200'000);
    cycle("1,000 agents x 4 slots x 4 types", 1'000, 4, 4, 300'000, 200'000);
    cycle("26 agents x 4 slots x 60 types", 26, 4, 60, 300'000, 200'000);
    return 0;
}
