// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The seeded simulator. See --help.
#include "simulation/simulation.h"

#include "engine/mutations.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace skep;

struct Arguments
{
    std::uint64_t first = 1, last = 50;
    int jobs = 2;
    sim::Options options;
    std::string mutation;
};

const char *const kHelp = "usage: sim_engine [--seeds A..B] [--seed N] [--events N] [--jobs N] [--mutation NAME]\n"
                          "  runs each seed: virtual time, bad wires, faulty agents, crashes; then replays its log.\n"
                          "  --seed N      one seed, told in words\n"
                          "  --events N    facts in a seed's log at least (5000)\n"
                          "  --mutation    fences_off, reply_before_commit, duplicate_key or expiry_before_renewal:\n"
                          "                plants the fault; exit code 0 when a violation was found\n";

bool parse(int count, char **words, Arguments &arguments)
{
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (i + 1 >= count)
            return false;
        const std::string value = words[++i];
        if (word == "--seeds") {
            const auto dots = value.find("..");
            if (dots == std::string::npos)
                return false;
            arguments.first = std::strtoull(value.c_str(), nullptr, 10);
            arguments.last = std::strtoull(value.c_str() + dots + 2, nullptr, 10);
        } else if (word == "--seed") {
            arguments.first = arguments.last = std::strtoull(value.c_str(), nullptr, 10);
            arguments.options.verbose = true;
        } else if (word == "--events") {
            arguments.options.eventsMin = std::atoll(value.c_str());
        } else if (word == "--jobs") {
            arguments.jobs = std::atoi(value.c_str());
        } else if (word == "--mutation") {
            arguments.mutation = value;
        } else {
            return false;
        }
    }
    return arguments.first <= arguments.last && arguments.jobs > 0;
}

bool plant(Arguments &arguments)
{
    if (arguments.mutation == "reply_before_commit") {
        arguments.options.replyBeforeCommit = true;
        return true;
    }
#ifdef SKEP_MUTATIONS
    engine::mutations.fencesOff = arguments.mutation == "fences_off";
    engine::mutations.duplicateKeys = arguments.mutation == "duplicate_key";
    engine::mutations.expiryFirst = arguments.mutation == "expiry_before_renewal";
    return engine::mutations.fencesOff || engine::mutations.duplicateKeys || engine::mutations.expiryFirst;
#else
    std::fprintf(stderr, "this build cannot plant %s; sim_engine_mutable can\n", arguments.mutation.c_str());
    return false;
#endif
}

struct Totals
{
    std::mutex mutex;
    sim::Counters counters{};
    std::int64_t events = 0, turns = 0, tasks = 0, eventsLeast = -1;
    int violations = 0;
};

void runSeeds(const Arguments &arguments, std::atomic<std::uint64_t> &next, Totals &totals)
{
    for (std::uint64_t seed = next++; seed <= arguments.last; seed = next++) {
        const auto begin = std::chrono::steady_clock::now();
        const sim::RunResult outcome = sim::Simulation(seed, arguments.options).run();
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        const std::lock_guard lock(totals.mutex);
        for (std::size_t i = 0; i < sim::kFaultCount; ++i)
            totals.counters[i] += outcome.counters[i];
        totals.events += outcome.events;
        totals.turns += outcome.turns;
        totals.tasks += outcome.tasks;
        if (totals.eventsLeast < 0 || outcome.events < totals.eventsLeast)
            totals.eventsLeast = outcome.events;
        if (!outcome.violation.empty()) {
            ++totals.violations;
            std::printf("seed %llu: VIOLATION %s\n", static_cast<unsigned long long>(seed), outcome.violation.c_str());
            if (!arguments.mutation.empty())
                next = arguments.last + 1; // found; that is all one wants to know
        } else if (arguments.options.verbose) {
            std::printf("seed %llu: %lld events, %lld turns, %lld tasks, %lld ms\n", static_cast<unsigned long long>(seed),
                        static_cast<long long>(outcome.events), static_cast<long long>(outcome.turns),
                        static_cast<long long>(outcome.tasks), static_cast<long long>(ms.count()));
        }
        std::fflush(stdout);
    }
}

// A fault that never happened was not tested. Only a run of some length can promise them all.
int missingFaults(const Arguments &arguments, const Totals &totals)
{
    int missing = 0;
    for (std::size_t i = 0; i < sim::kFaultCount; ++i) {
        const auto name = sim::faultName(static_cast<sim::Fault>(i));
        std::printf("  %-32.*s %lld\n", static_cast<int>(name.size()), name.data(),
                    static_cast<long long>(totals.counters[i]));
        missing += totals.counters[i] == 0 ? 1 : 0;
    }
    return arguments.last - arguments.first + 1 >= 40 ? missing : 0;
}

} // namespace

int main(int count, char **words)
{
    Arguments arguments;
    if (!parse(count, words, arguments) || (!arguments.mutation.empty() && !plant(arguments))) {
        std::fputs(kHelp, stderr);
        return 2;
    }
    Totals totals;
    std::atomic<std::uint64_t> next = arguments.first;
    std::vector<std::thread> threads;
    for (int i = 0; i < arguments.jobs; ++i)
        threads.emplace_back([&] { runSeeds(arguments, next, totals); });
    for (std::thread &thread : threads)
        thread.join();
    if (!arguments.mutation.empty()) {
        std::printf("%s: %s\n", arguments.mutation.c_str(), totals.violations > 0 ? "caught" : "NOT CAUGHT");
        return totals.violations > 0 ? 0 : 1;
    }
    const int missing = missingFaults(arguments, totals);
    std::printf("%llu seeds, %lld events (least %lld), %lld turns, %lld tasks, %d violations, %d faults never met\n",
                static_cast<unsigned long long>(arguments.last - arguments.first + 1),
                static_cast<long long>(totals.events), static_cast<long long>(totals.eventsLeast),
                static_cast<long long>(totals.turns), static_cast<long long>(totals.tasks), totals.violations, missing);
    return totals.violations == 0 && missing == 0 ? 0 : 1;
}
