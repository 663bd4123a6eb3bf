// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shots/fleet.h"

#include <array>

namespace skep::test {
namespace {

constexpr TimeMs kSecond = 1000;
constexpr TimeMs kMinute = 60 * kSecond;

struct Row
{
    TaskState state;
    Priority priority;
    const char *type;
    const char *title;
    const char *project;
    const char *agent;
    const char *note;
    int done, of;
    TimeMs age;
};

using S = TaskState;
using P = Priority;

const std::array kRows{
    Row{S::Blocked, P::P1, "testing", "Port parser tests to the new fixture format", "sample-parser", "", "", 0, 0, 4 * kMinute},
    Row{S::Queued, P::P2, "documentation", "Document the retry policy of src/queue", "sample-queue", "", "", 0, 0, 70 * kSecond},
    Row{S::Queued, P::P2, "code-review", "Review src/http/limits.ts", "sample-http", "", "", 0, 0, 65 * kSecond},
    Row{S::Blocked, P::P2, "code-generation", "Generate client for /api/v1/tasks", "sample-http", "", "", 0, 0, 2 * kMinute},
    Row{S::Queued, P::P3, "code-review", "Review auth/session.py", "sample-auth", "", "", 0, 0, 3 * kMinute},
    Row{S::Blocked, P::P3, "simulate", "Tidy build scripts", "sample-cart", "", "", 0, 0, 4 * kMinute},
    Row{S::Queued, P::P3, "documentation", "Document src/http", "sample-http", "", "", 0, 0, 4 * kMinute},
    Row{S::Queued, P::P3, "code-review", "Review src/queue/heap.cpp", "sample-queue", "", "", 0, 0, 4 * kMinute},
    Row{S::Queued, P::P3, "code-review", "Review src/cart/shipping/international-rates.js", "sample-cart", "", "", 0, 0, 5 * kMinute},
    Row{S::NeedsInput, P::P1, "simulate", "Rename Session to Lease", "sample-auth", "nano-07", "", 0, 0, 12 * kSecond},
    Row{S::Failed, P::P1, "testing", "Run tests of sample-parser", "sample-parser", "nano-21", "", 0, 0, 31 * kSecond},
    Row{S::Failed, P::P2, "code-review", "Review legacy/importer.cpp", "sample-parser", "nano-02", "", 0, 0, 80 * kSecond},
    Row{S::Running, P::P0, "code-review", "Review src/cart/discount.js", "sample-cart", "nano-04", "checked 8 of 12 files", 8, 12, 2 * kSecond},
    Row{S::Running, P::P1, "documentation", "Document sample-cart API", "sample-cart", "nano-11", "wrote 14 of 22 symbols", 14, 22, kSecond},
    Row{S::Leased, P::P1, "code-review", "Review src/http/upload.ts", "sample-http", "nano-18", "", 0, 0, kSecond},
    Row{S::Running, P::P2, "code-generation", "Generate a discount endpoint", "sample-cart", "nano-09", "212 tokens", 0, 0, 3 * kSecond},
    Row{S::Checking, P::P2, "code-review", "Review src/queue/retry-budget.ts", "sample-queue", "nano-15", "4 of 5 checks", 4, 5, kSecond},
    Row{S::Running, P::P2, "testing", "Run tests of sample-queue", "sample-queue", "nano-23", "31 of 40 tests", 31, 40, 2 * kSecond},
    Row{S::Running, P::P3, "code-review", "Review src/http/router.ts", "sample-http", "nano-14", "2 of 9 files", 2, 9, kSecond},
    Row{S::Running, P::P3, "documentation", "Document src/queue", "sample-queue", "nano-16", "5 of 31 symbols", 5, 31, kSecond},
    Row{S::Running, P::P3, "code-review", "Review scripts/release.py", "sample-cart", "nano-25", "reading", 1, 3, 12 * kSecond},
    Row{S::Done, P::P1, "code-review", "Review src/cart/total.js", "sample-cart", "nano-02", "3 findings", 3, 3, 8 * kSecond},
    Row{S::Done, P::P2, "documentation", "Document sample-http", "sample-http", "nano-16", "19 symbols", 19, 19, 12 * kSecond},
    Row{S::Done, P::P1, "testing", "Run tests of sample-cart", "sample-cart", "nano-23", "40 passed, 0 failed", 40, 40, 15 * kSecond},
    Row{S::Done, P::P3, "code-generation", "Generate README badges", "sample-cart", "nano-09", "", 0, 0, 18 * kSecond},
    Row{S::Cancelled, P::P3, "code-review", "Review legacy/old.py", "sample-parser", "", "", 0, 0, 25 * kSecond},
    Row{S::Done, P::P2, "code-review", "Review src/queue/ring.cpp", "sample-queue", "nano-05", "2 findings", 2, 2, 31 * kSecond},
    Row{S::Done, P::P3, "documentation", "Document src/cart/coupons", "sample-cart", "nano-11", "12 symbols", 12, 12, 36 * kSecond},
    Row{S::Done, P::P2, "testing", "Run tests of sample-http", "sample-http", "nano-23", "22 passed, 0 failed", 22, 22, 41 * kSecond},
};

void finish(TaskView &task)
{
    switch (task.id) {
    case 1: task.wait = WaitReason::Dependency; task.waitCount = 1; break;
    case 4: task.wait = WaitReason::MissingCapability; task.waitArg = "code-generation"; break;
    case 6: task.wait = WaitReason::Held; task.held = true; break;
    case 9: task.wait = WaitReason::Backoff; task.waitCount = 3200; task.error = "the file changed while it was read"; task.attempt = 1; break;
    case 11: task.error = "process ended by signal 9"; task.lastOutcome = Outcome::AgentGone; task.attempt = 3; break;
    case 12: task.error = "findings name a file that is not there"; task.lastOutcome = Outcome::Rejected; task.attempt = 2; task.score = 40; break;
    default: break;
    }
    if (task.state == S::Queued && task.wait == WaitReason::None) {
        task.wait = WaitReason::AgentsBusy;
        task.waitCount = static_cast<std::int64_t>(2 + task.id % 5);
    }
    if (task.state == S::NeedsInput) {
        task.question = "47 places in 9 files. Also in documentation and log texts, where users see the word?";
        task.choices = {"Everywhere", "Only in code", "Code and documentation, not in log texts"};
    }
    if (task.state == S::Done)
        task.score = static_cast<int>(82 + task.id * 7 % 19);
    task.simulated = (task.type == "testing" || task.type == "simulate" || task.type == "code-generation") && task.attempt > 0;
}

void putDetail(FakeGateway &hub)
{
    TaskDetail &review = hub.details[13];
    review.spec.params = R"({"executor":"code-review","files":["src/cart/discount.js","src/cart/round.js"]})";
    review.why.id = 13;
    AttemptInfo attempt;
    attempt.attempt = 1;
    attempt.agent = "nano-04";
    attempt.fence = 18;
    attempt.began = hub.now - 9 * kSecond;
    attempt.decision.winner = {"nano-04", 905, 1000, 930, 300};
    attempt.decision.losers = {{"nano-11", 870, 1000, 920, 330}, {"nano-02", 840, 1000, 950, 660}};
    attempt.decision.busy = 3;
    attempt.decision.incapable = 21;
    review.attempts = {attempt};
    const std::array lines{"opened src/cart/discount.js", "eval() on user input, line 41: high", "missing await, line 77: medium",
                           "checked 8 of 12 files"};
    for (std::size_t i = 0; i < lines.size(); ++i)
        review.log.push_back({hub.now - static_cast<TimeMs>(4 - i) * 700, 18, lines[i]});

    TaskDetail &done = hub.details[22];
    done = review;
    done.attempts[0].outcome = Outcome::Accepted;
    done.attempts[0].ended = hub.now - 8 * kSecond;
    done.attempts[0].agent = "nano-02";
    done.attempts[0].decision.winner.agent = "nano-02";
    done.attempts[0].verdict = {true, 96, {{"shape", Check::Mark::Passed, 100, {}}, {"evidence", Check::Mark::Passed, 92, {}}}};
    done.attempts[0].result = R"({"summary":"3 findings in 2 files.","findings":[)"
                              R"({"path":"src/cart/discount.js","line":41,"severity":"high","message":"eval() runs what the user typed."},)"
                              R"({"path":"src/cart/discount.js","line":77,"severity":"medium","message":"A promise is not awaited: its failure is lost."},)"
                              R"({"path":"src/cart/round.js","line":12,"severity":"low","message":"Money is rounded as a floating point number."}],)"
                              R"("counts":{"high":1,"medium":1,"low":1},"evidence":{"files_checked":2,"lines_checked":214}})";

    TaskDetail &waiting = hub.details[3];
    waiting.why.id = 3;
    waiting.why.ahead = 4;
    waiting.why.candidates = {{"nano-03", 900, 1000, 930, 0}, {"nano-12", 880, 1000, 910, 330}, {"nano-05", 700, 1000, 860, 660}};
    waiting.why.busy = 2;
    waiting.why.incapable = 21;
    waiting.spec.params = R"({"executor":"code-review","files":[{"path":"src/http/limits.ts","text":"export const bodyMax = 1 << 20;\n"}]})";
}

void putAgents(FakeGateway &hub)
{
    for (int i = 1; i <= 26; ++i) {
        AgentView agent;
        agent.name = "nano-" + std::string(i < 10 ? "0" : "") + std::to_string(i);
        agent.kind = "nanobot";
        agent.version = "0.1.0";
        agent.machine = "localhost";
        agent.capabilities = {"code-review", "documentation", "javascript", "python", "cpp", "simulate"};
        agent.slots = i % 5 == 3 ? 2 : 3;
        agent.state = AgentState::Ready;
        agent.done = 8 + i * 7 % 35;
        agent.failed = i % 9 == 0 ? 2 : i % 4 == 0 ? 1 : 0;
        agent.attempts = agent.done + agent.failed;
        agent.reliabilityPermille = agent.attempts < 12 ? -1 : 780 + i * 13 % 180;
        agent.pid = 4700 + i;
        agent.since = hub.now - i * kSecond;
        agent.lastSeen = hub.now - 300;
        hub.put(agent);
    }
    for (const auto &[id, task] : hub.tasks) {
        if (task.agent.empty() || isFinal(task.state))
            continue;
        AgentView agent = hub.agents[task.agent];
        ++agent.busy;
        agent.lastTask = id;
        agent.lastNote = task.note;
        agent.waiting += task.state == S::NeedsInput ? 1 : 0;
        if (agent.busy == agent.slots)
            agent.state = AgentState::Busy;
        hub.put(agent);
    }
    hub.agents["nano-21"].state = AgentState::Gone;
    hub.agents["nano-21"].cause = "process ended by signal 9";
    hub.agents["nano-25"].state = AgentState::Draining;
    hub.agents["nano-20"].state = AgentState::Lost;
    hub.agents["nano-20"].cause = "no word for 15 s";
}

} // namespace

void fillFleet(FakeGateway &hub)
{
    TaskId id = 0;
    for (const Row &row : kRows) {
        TaskView task;
        task.id = ++id;
        task.state = row.state;
        task.priority = row.priority;
        task.type = row.type;
        task.title = row.title;
        task.project = row.project;
        task.agent = row.agent;
        task.note = row.note;
        task.progressDone = row.done;
        task.progressOf = row.of;
        task.created = hub.now - row.age - 20 * kSecond;
        task.updated = hub.now - row.age;
        task.attemptsMax = 3;
        task.attempt = row.agent[0] != '\0' ? 1 : 0;
        if (isHeld(row.state))
            task.leaseDue = hub.now + (id == 21 ? 3 : 13) * kSecond;
        task.fence = 18;
        finish(task);
        hub.put(task);
    }
    hub.doneToday = 1'284;
    hub.failedToday = 12;
    putDetail(hub);
    putAgents(hub);
}

void fillSeries(FakeGateway &hub)
{
    fillFleet(hub);
    for (int i = 0; i < 72; ++i) { // the past minute is told after these
        if (i >= 30 && i < 35)
            continue;
        SeriesPoint point;
        point.at = hub.now - 360'000 + i * kSeriesStepMs;
        point.at -= point.at % kSeriesStepMs;
        point.spanMs = point.coveredMs = kSeriesStepMs;
        point.accepted = 20 + i * i % 17;
        point.failed = i % 9 == 0 ? 2 : 0;
        point.slots = 67;
        point.slotsBusy = 20 + i * 7 % 23;
        point.queued = {0, 2, static_cast<double>(3 + i % 4), static_cast<double>(12 - i / 6)};
        point.total.add(1'800 + i % 5 * 300, 30);
        point.total.add(4'200, i < 40 ? 3 : 1);
        if (i % 2 == 0 && i < 40)
            point.total.add(9'000, 1);
        hub.series.push_back(point);
    }
}

void fillLongWords(FakeGateway &hub)
{
    fillFleet(hub);
    for (auto &[id, task] : hub.tasks) {
        task.title = "Überprüfung der Rechtsschutzversicherungsgesellschaften-Schnittstelle src/versicherung/"
            + std::string("abrechnung/Zahlungsverkehrsabwicklungsdienst.cpp Nr. ") + std::to_string(id);
        if (!task.agent.empty())
            task.agent = "nanobot-rechenzentrum-frankfurt-0" + std::to_string(id % 10);
        if (!task.note.empty())
            task.note = "Zwischenergebnisse werden zusammengeführt und auf Vollständigkeit geprüft";
        task.project = "Donaudampfschifffahrtsgesellschaft";
        if (!task.question.empty())
            task.choices = {"Überall, auch in der Benutzerdokumentation und allen Protokolltexten", "Nur im Programmcode", "Nein"};
    }
}

void fillMany(FakeGateway &hub, int count)
{
    fillFleet(hub);
    hub.doneToday = 48'310;
    hub.failedToday = 1'096;
    for (int i = 0; i < count; ++i) {
        TaskView task = hub.tasks.at(static_cast<TaskId>(1 + i % 9));
        task.id = static_cast<TaskId>(1000 + i);
        if (i % 4 == 3) {
            task = hub.tasks.at(static_cast<TaskId>(22 + i % 8));
            task.id = static_cast<TaskId>(1000 + i);
            task.updated = hub.now - i * 37LL;
        }
        hub.tasks[task.id] = task;
    }
}

} // namespace skep::test
