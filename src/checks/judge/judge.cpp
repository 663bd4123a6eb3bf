// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/checker.h"

#include "checks/judge/resultchecks.h"
#include "core/limits.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace skep::checks {
namespace {

constexpr int kPassScore = 70;

/// Reused by all judgements of a thread, so that a small result costs no allocation for parsing. A buffer that a
/// large result stretched is given back.
struct Scratch
{
    simdjson::dom::parser parser{limits::kResultBytesMax};
    std::vector<char> padded;

    std::string_view hold(std::string_view text)
    {
        constexpr std::size_t kKeepBytes = 64 * 1024;
        const auto needed = text.size() + simdjson::SIMDJSON_PADDING;
        if (padded.size() < needed || (padded.size() > kKeepBytes && needed < kKeepBytes))
            padded = std::vector<char>(std::max<std::size_t>(needed, 4096));
        std::memcpy(padded.data(), text.data(), text.size());
        std::memset(padded.data() + text.size(), 0, simdjson::SIMDJSON_PADDING);
        return {padded.data(), text.size()};
    }
};

void conclude(Verdict &verdict)
{
    int ran = 0;
    int sum = 0;
    bool anyFailed = false;
    for (const auto &check : verdict.checks) {
        if (check.mark == Check::Mark::NotChecked)
            continue;
        ++ran;
        sum += check.score;
        anyFailed = anyFailed || check.mark == Check::Mark::Failed;
    }
    verdict.score = ran > 0 ? sum / ran : 0;
    verdict.passed = ran > 0 && !anyFailed && verdict.score >= kPassScore;
}

bool isBlank(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
}

} // namespace

Verdict judge(std::string_view taskType, bool simulated, std::string_view result)
{
    using namespace judging;
    Verdict verdict;
    verdict.checks.reserve(4);
    if (result.size() > limits::kResultBytesMax) {
        verdict.checks.push_back(failed("size", "the result has " + std::to_string(result.size()) + " bytes, the limit is "
                                                     + std::to_string(limits::kResultBytesMax)));
        conclude(verdict);
        return verdict;
    }
    if (isBlank(result)) {
        verdict.checks.push_back(failed("size", "the result is empty"));
        conclude(verdict);
        return verdict;
    }
    static thread_local Scratch scratch;
    const auto text = scratch.hold(result);
    simdjson::dom::element root;
    const auto error = scratch.parser.parse(text.data(), text.size(), false).get(root);
    simdjson::dom::object object;
    if (error != simdjson::SUCCESS) {
        verdict.checks.push_back(failed("shape", std::string("not JSON: ") + simdjson::error_message(error)));
    } else if (root.get(object) != simdjson::SUCCESS) {
        verdict.checks.push_back(failed("shape", "a JSON object is expected"));
    } else if (object.begin() == object.end()) {
        verdict.checks.push_back(failed("shape", "the object is empty"));
    } else {
        checkByType(taskType, simulated, object, verdict.checks);
    }
    conclude(verdict);
    return verdict;
}

} // namespace skep::checks
