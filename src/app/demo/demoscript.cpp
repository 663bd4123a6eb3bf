// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoscript.h"

#include <algorithm>
#include <array>

namespace skep::demo {
namespace {

constexpr int kHeld = 6;
constexpr std::int64_t kTrickleEveryMs = 1'500;
constexpr std::int64_t kQuestionAtMs = 10'000;
constexpr std::int64_t kQuestionWorkMs = 2'000; // the task begins so long before it asks
constexpr std::int64_t kKillAtMs = 20'000;
constexpr std::int64_t kVictimStartsMs = 16'000;
constexpr std::int64_t kRejectionAtMs = 26'000;

TaskSpec simulated(std::string type, std::string title, std::string project, std::string params)
{
    TaskSpec task;
    task.type = std::move(type);
    task.title = std::move(title);
    task.project = std::move(project);
    task.priority = Priority::P0; // so that the script keeps its times behind a full queue
    task.required = {"simulate"};
    task.params = std::move(params);
    return task;
}

ScriptStep question(int round)
{
    static constexpr std::array<const char *, 3> kTexts{
        "Stock may go below zero while a payment is open. Block the sale or allow a back order?",
        "Two dates are written day first and three month first. Which one is meant?",
        "The old route is still called 40 times a day. Remove it now or answer with a redirect?"};
    static constexpr std::array<const char *, 3> kChoices{R"(["Block the sale","Allow a back order"])", R"(["Day first","Month first"])",
                                                          R"(["Remove it","Redirect"])"};
    const auto turn = static_cast<std::size_t>(round) % kTexts.size();
    const std::string params = R"({"executor":"simulate","latency_ms":2000,"steps":2,"question":{"at_step":1,"text":")" + std::string(kTexts[turn])
        + R"(","choices":)" + kChoices[turn] + "}}";
    return {kQuestionAtMs - kQuestionWorkMs, ScriptStep::Kind::Submit, "question",
            simulated("code-generation", "Settle the stock rules of the cart", "sample-cart", params)};
}

void addEvents(std::vector<ScriptStep> &steps, int round)
{
    steps.push_back(question(round));
    TaskSpec victim = simulated("code-generation", "Migrate the order table", "sample-cart",
                                R"({"executor":"simulate","latency_ms":15000,"steps":30,"prompt":"Migrate the order table of the sample shop."})");
    victim.attemptsMax = 1; // it stays failed until a person has looked at it
    steps.push_back({kVictimStartsMs, ScriptStep::Kind::Submit, "victim", std::move(victim)});
    steps.push_back({kKillAtMs, ScriptStep::Kind::KillWorker, "victim", {}});
    steps.push_back({kRejectionAtMs, ScriptStep::Kind::Submit, "rejection",
                     simulated("testing", "Run the load tests of sample-http", "sample-http",
                               R"({"executor":"simulate","latency_ms":1500,"steps":5,"reject_attempts":1})")});
}

} // namespace

Result<std::vector<ScriptStep>> makeScript(int round, std::uint64_t seed, const std::string &resourceDir, TestWork tests)
{
    const int trickle = static_cast<int>(kScriptRoundMs / kTrickleEveryMs);
    auto tasks = makeTasks(kHeld + trickle, seed + static_cast<std::uint64_t>(round) + 1, resourceDir, tests);
    if (!tasks)
        return tl::unexpected<Error>(tasks.error());
    std::vector<ScriptStep> steps;
    for (int i = 0; i < kHeld + trickle; ++i) {
        TaskSpec &task = (*tasks)[static_cast<std::size_t>(i)];
        task.after.clear(); // positions in a list that is not submitted as a whole
        const std::string key = std::to_string(i);
        if (i >= kHeld) {
            steps.push_back({(i - kHeld + 1) * kTrickleEveryMs, ScriptStep::Kind::Submit, key, std::move(task)});
        } else if (round == 0) {
            task.start = StartPolicy::Held;
            steps.push_back({0, ScriptStep::Kind::Submit, key, std::move(task)});
        }
    }
    addEvents(steps, round);
    std::stable_sort(steps.begin(), steps.end(), [](const ScriptStep &a, const ScriptStep &b) { return a.atMs < b.atMs; });
    return steps;
}

} // namespace skep::demo
