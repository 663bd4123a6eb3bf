// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/judge/resultchecks.h"

#include <algorithm>
#include <array>
#include <cstring>

// For results of types that no executor of ours makes, and for simulated ones. Nothing is required but substance;
// whatever totals are there must add up.
namespace skep::checks::judging {
namespace {

using namespace std::string_view_literals;

// Words that only say how it went. A result made of nothing else is thin.
constexpr std::array kBookkeeping{"seq"sv,  "id"sv,     "status"sv,    "state"sv,     "ok"sv,       "success"sv,
                                  "score"sv, "fence"sv, "simulated"sv, "timestamp"sv, "task_id"sv, "duration_ms"sv};

bool hasSubstance(const Element &value)
{
    switch (value.type()) {
    case simdjson::dom::element_type::STRING: {
        const std::string_view text = value.get_string().value_unsafe();
        return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
    }
    case simdjson::dom::element_type::ARRAY:
        return value.get_array().value_unsafe().size() > 0;
    case simdjson::dom::element_type::OBJECT:
        return value.get_object().value_unsafe().size() > 0;
    case simdjson::dom::element_type::NULL_VALUE:
        return false;
    default:
        return true;
    }
}

/// {"done":3,"of":3} anywhere at the top or in evidence: done may not exceed of.
std::string faultOfProgress(const Object &object)
{
    std::int64_t done = 0;
    std::int64_t of = 0;
    if (object.at_key("done").get(done) != simdjson::SUCCESS || object.at_key("of").get(of) != simdjson::SUCCESS)
        return {};
    if (done < 0 || done > of)
        return "done is " + std::to_string(done) + " of " + std::to_string(of);
    return {};
}

/// {"total":42,"passed":40,"failed":2,...}: the parts must sum to the total.
std::string faultOfTotal(const Object &object)
{
    std::int64_t total = 0;
    if (object.at_key("total").get(total) != simdjson::SUCCESS)
        return {};
    std::int64_t sum = 0;
    int parts = 0;
    for (const auto key : {"passed"sv, "failed"sv, "skipped"sv, "errors"sv, "high"sv, "medium"sv, "low"sv}) {
        std::int64_t part = 0;
        if (object.at_key(key).get(part) == simdjson::SUCCESS) {
            sum += part;
            ++parts;
        }
    }
    if (parts >= 2 && sum != total)
        return "total is " + std::to_string(total) + ", the parts sum to " + std::to_string(sum);
    return {};
}

/// "files_checked":n beside "files":[...]: a count named after a list must be the list's length.
std::string faultOfCounts(const Object &counts, const Object &result)
{
    for (const auto &field : counts) {
        std::int64_t said = 0;
        if (field.value.get(said) != simdjson::SUCCESS)
            continue;
        if (said < 0)
            return "a count is negative: " + std::string(field.key);
        const std::string_view key = field.key.substr(0, field.key.find('_'));
        Array list;
        if (result.at_key(key).get(list) == simdjson::SUCCESS && said != static_cast<std::int64_t>(list.size()))
            return std::string(field.key) + " is " + std::to_string(said) + ", the list has " + std::to_string(list.size());
    }
    return {};
}

/// Severity counts beside a list of findings.
std::string faultOfSeverities(const Object &counts, const Object &result)
{
    Array findings;
    if (result.at_key("findings").get(findings) != simdjson::SUCCESS)
        return {};
    for (const auto severity : {"high"sv, "medium"sv, "low"sv}) {
        std::int64_t said = 0;
        if (counts.at_key(severity).get(said) != simdjson::SUCCESS)
            continue;
        std::int64_t found = 0;
        for (const Element finding : findings) {
            std::string_view word;
            if (finding.at_key("severity").get(word) == simdjson::SUCCESS && word == severity)
                ++found;
        }
        if (said != found)
            return "counts." + std::string(severity) + " is " + std::to_string(said) + ", found " + std::to_string(found);
    }
    return {};
}

void add(std::string &fault, std::string next)
{
    if (fault.empty())
        fault = std::move(next);
}

} // namespace

void checkGeneric(const Object &result, Checks &checks)
{
    bool substance = false;
    bool counted = false;
    std::string fault;
    std::string textFault;
    // One walk over the fields: a look-up in a parsed object is a scan, and this runs for every result.
    for (const auto &field : result) {
        if (!substance && std::find(kBookkeeping.begin(), kBookkeeping.end(), field.key) == kBookkeeping.end())
            substance = hasSubstance(field.value);
        const bool isTotal = field.key == "total" || field.key == "of";
        if (field.key == "counts" || field.key == "evidence" || field.key == "totals" || field.key == "test_results") {
            Object inner;
            if (field.value.get(inner) != simdjson::SUCCESS)
                continue;
            counted = true;
            add(fault, faultOfProgress(inner));
            add(fault, faultOfTotal(inner));
            add(fault, faultOfCounts(inner, result));
            add(fault, faultOfSeverities(inner, result));
        } else if (isTotal) {
            counted = true;
            add(fault, field.key == "total" ? faultOfTotal(result) : faultOfProgress(result));
        } else if (field.key == "text" || field.key == "markdown") {
            std::string_view text;
            if (field.value.get(text) == simdjson::SUCCESS)
                add(textFault, faultOfText(text));
        }
    }
    constexpr int kThinScore = 40;
    checks.push_back(substance ? passed("shape") : passed("shape", kThinScore, "the result says nothing but how it went"));
    if (counted)
        checks.push_back(fault.empty() ? passed("evidence") : failed("evidence", std::move(fault)));
    if (!textFault.empty())
        checks.push_back(failed("text", std::move(textFault)));
}

} // namespace skep::checks::judging
