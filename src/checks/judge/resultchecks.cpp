// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/judge/resultchecks.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skep::checks::judging {
namespace {

using namespace std::string_view_literals;

bool startsWithAny(std::string_view text, const auto &prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view p) { return text.starts_with(p); });
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

/// Counts fence lines (``` or ~~~); an odd number leaves the rest of the text inside a code block.
bool fencesAreBalanced(std::string_view text)
{
    std::string_view open;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        const auto indent = line.find_first_not_of(' ');
        line = indent == std::string_view::npos || indent > 3 ? std::string_view() : line.substr(indent);
        const auto mark = line.substr(0, 3);
        if (open.empty() && (mark == "```" || mark == "~~~"))
            open = mark;
        else if (!open.empty() && mark == open)
            open = {};
        at = end + 1;
    }
    return open.empty();
}

/// The mark of simulated work must stand in the result exactly when the task ran simulated.
Check checkSimulated(bool simulated, const Object &result)
{
    bool said = false;
    const bool present = result.at_key("simulated").get(said) == simdjson::SUCCESS;
    if (simulated && !(present && said))
        return failed("simulated", "the task ran simulated, the result does not say \"simulated\":true");
    if (!simulated && present && said)
        return failed("simulated", "the result says simulated, the attempt was not started as such");
    if (!simulated)
        return passed("simulated");
    std::string_view summary;
    const bool inWords = result.at_key("summary").get(summary) == simdjson::SUCCESS
        && lower(summary).find("simulat") != std::string::npos;
    return inWords ? passed("simulated") : passed("simulated", 80, "the summary does not say that the work was simulated");
}

} // namespace

Check passed(std::string_view name, int score, std::string detail)
{
    return {std::string(name), Check::Mark::Passed, score, std::move(detail)};
}

Check failed(std::string_view name, std::string detail)
{
    return {std::string(name), Check::Mark::Failed, 0, std::move(detail)};
}

Check notChecked(std::string_view name, std::string detail)
{
    return {std::string(name), Check::Mark::NotChecked, 0, std::move(detail)};
}

std::string faultOfText(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return "the text is empty";
    text.remove_prefix(first);
    constexpr std::array kRefusals{"i'm sorry"sv, "i am sorry"sv,   "i cannot"sv,      "i can't"sv,     "i can not"sv,
                                   "sorry, but"sv, "sorry, i"sv,    "as an ai"sv,      "as a language model"sv,
                                   "i'm unable"sv, "i am unable"sv, "i'm not able"sv,  "i won't"sv,     "unfortunately, i"sv};
    constexpr std::size_t kRefusalBytesMax = 1500; // a longer text does something besides refusing
    if (text.size() < kRefusalBytesMax && text.find("```") == std::string_view::npos
        && startsWithAny(lower(text.substr(0, 40)), kRefusals))
        return "the text refuses the work";
    if (!fencesAreBalanced(text))
        return "a code fence is opened and not closed: the text was cut";
    return {};
}

std::string faultOfStatus(const Object &result)
{
    constexpr std::array kBad{"failed"sv, "failure"sv,  "error"sv,     "errored"sv, "cancelled"sv, "canceled"sv,
                              "timeout"sv, "rejected"sv, "aborted"sv,  "crashed"sv};
    std::string_view status;
    for (const auto key : {"status"sv, "state"sv, "outcome"sv}) {
        if (result.at_key(key).get(status) == simdjson::SUCCESS
            && std::find(kBad.begin(), kBad.end(), lower(status)) != kBad.end())
            return std::string(key) + " is \"" + std::string(status) + "\"";
    }
    for (const auto key : {"ok"sv, "success"sv, "passed"sv}) {
        bool value = true;
        if (result.at_key(key).get(value) == simdjson::SUCCESS && !value)
            return std::string(key) + " is false";
    }
    Element error;
    if (result.at_key("error").get(error) == simdjson::SUCCESS && !error.is_null()) {
        bool value = false;
        std::string_view words;
        if (error.get(value) == simdjson::SUCCESS && !value)
            return {};
        if (error.get(words) == simdjson::SUCCESS && words.empty())
            return {};
        return "the result carries an error";
    }
    return {};
}

void checkByType(std::string_view taskType, bool simulated, const Object &result, Checks &checks)
{
    if (taskType == "code-review")
        simulated ? checkGeneric(result, checks) : checkReview(result, checks);
    else if (taskType == "documentation")
        simulated ? checkGeneric(result, checks) : checkDocumentation(result, checks);
    else if (taskType == "code-generation")
        simulated ? checkGeneric(result, checks) : checkGeneration(result, checks);
    else
        checkGeneric(result, checks);
    if (taskType == "testing" && !simulated)
        checkTesting(result, checks);
    if (auto fault = faultOfStatus(result); !fault.empty())
        checks.push_back(failed("status", std::move(fault)));
    checks.push_back(checkSimulated(simulated, result));
}

} // namespace skep::checks::judging
