// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/judge/resultchecks.h"

#include <algorithm>
#include <array>
#include <optional>

// The checks of the results that our own executors make. Each compares what the result claims with what it carries.
namespace skep::checks::judging {
namespace {

using namespace std::string_view_literals;

/// Collects the first fault of a check.
struct Fault
{
    std::string text;

    void say(std::string what)
    {
        if (text.empty())
            text = std::move(what);
    }
    void equal(std::string_view what, std::int64_t said, std::int64_t found)
    {
        if (said != found)
            say(std::string(what) + " is " + std::to_string(said) + ", found " + std::to_string(found));
    }
    [[nodiscard]] Check as(std::string_view name) const { return text.empty() ? passed(name) : failed(name, text); }
};

std::string_view requireText(const Object &object, std::string_view key, Fault &fault)
{
    std::string_view text;
    if (object.at_key(key).get(text) != simdjson::SUCCESS)
        fault.say("\"" + std::string(key) + "\" must be a text");
    else if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        fault.say("\"" + std::string(key) + "\" is empty");
    return text;
}

std::int64_t requireCount(const Object &object, std::string_view key, Fault &fault)
{
    std::int64_t number = 0;
    if (object.at_key(key).get(number) != simdjson::SUCCESS || number < 0)
        fault.say("\"" + std::string(key) + "\" must be a count");
    return number;
}

std::optional<Array> requireArray(const Object &object, std::string_view key, Fault &fault)
{
    Array array;
    if (object.at_key(key).get(array) == simdjson::SUCCESS)
        return array;
    fault.say("\"" + std::string(key) + "\" must be a list");
    return std::nullopt;
}

std::optional<Object> requireObject(const Object &object, std::string_view key, Fault &fault)
{
    Object inner;
    if (object.at_key(key).get(inner) == simdjson::SUCCESS)
        return inner;
    fault.say("\"" + std::string(key) + "\" must be an object");
    return std::nullopt;
}

/// The `files` of a result: a bare count, a list of paths, or a list of objects with a path.
struct Files
{
    std::int64_t count = 0;
    bool named = false;
    std::vector<std::string_view> paths; // sorted
};

Files requireFiles(const Object &result, Fault &fault)
{
    Files files;
    Array array;
    if (result.at_key("files").get(files.count) == simdjson::SUCCESS) {
        if (files.count < 1)
            fault.say("no file was looked at");
        return files;
    }
    if (result.at_key("files").get(array) != simdjson::SUCCESS) {
        fault.say("\"files\" must be a list or a count");
        return files;
    }
    files.named = true;
    for (const Element entry : array) {
        std::string_view path;
        if (entry.get(path) != simdjson::SUCCESS && entry.at_key("path").get(path) != simdjson::SUCCESS)
            fault.say("an entry of \"files\" has no path");
        files.paths.push_back(path);
    }
    files.count = static_cast<std::int64_t>(files.paths.size());
    if (files.count == 0)
        fault.say("no file was looked at");
    std::sort(files.paths.begin(), files.paths.end());
    return files;
}

struct Tally
{
    std::int64_t high = 0, medium = 0, low = 0, lineMax = 0;
};

void tallyFinding(const Element &entry, const Files &files, Tally &tally, Fault &shape, Fault &evidence)
{
    Object finding;
    if (entry.get(finding) != simdjson::SUCCESS)
        return shape.say("a finding must be an object");
    const auto path = requireText(finding, "path", shape);
    const auto line = requireCount(finding, "line", shape);
    const auto severity = requireText(finding, "severity", shape);
    requireText(finding, "rule", shape);
    requireText(finding, "message", shape);
    if (line < 1)
        shape.say("a finding's line must be at least 1");
    tally.lineMax = std::max(tally.lineMax, line);
    if (severity == "high")
        ++tally.high;
    else if (severity == "medium")
        ++tally.medium;
    else if (severity == "low")
        ++tally.low;
    else
        shape.say("a finding's severity is \"" + std::string(severity) + "\"");
    if (files.named && !std::binary_search(files.paths.begin(), files.paths.end(), path))
        evidence.say("a finding names \"" + std::string(path) + "\", which is not among the files");
}

/// Symbols in an outline: entries may be symbols with `children`, or files with `symbols` (a list or a count).
std::int64_t countOutline(const Array &outline, int depth = 0)
{
    constexpr int kDepthMax = 32;
    std::int64_t count = 0;
    for (const Element entry : outline) {
        Array inner;
        std::int64_t number = 0;
        if (entry.at_key("symbols").get(inner) == simdjson::SUCCESS)
            count += depth < kDepthMax ? countOutline(inner, depth + 1) : 0;
        else if (entry.at_key("symbols").get(number) == simdjson::SUCCESS)
            count += number;
        else
            ++count;
        if (entry.at_key("children").get(inner) == simdjson::SUCCESS && depth < kDepthMax)
            count += countOutline(inner, depth + 1);
    }
    return count;
}

/// What the agent's compilers said of generated code. Only their word "passed" counts as one.
Check syntaxCheck(const Object &result)
{
    Object evidence;
    std::string_view said;
    if (result.at_key("evidence").get(evidence) != simdjson::SUCCESS || evidence.at_key("syntax").get(said) != simdjson::SUCCESS)
        return notChecked("syntax", "the agent did not check it");
    if (said == "passed")
        return passed("syntax");
    if (said != "failed")
        return notChecked("syntax", std::string(said.substr(0, 300)));
    std::string detail = "the code does not parse";
    Array files;
    if (result.at_key("syntax").get(files) != simdjson::SUCCESS)
        return failed("syntax", std::move(detail));
    for (const Element file : files) {
        std::string_view state, path, message;
        if (file.at_key("state").get(state) != simdjson::SUCCESS || state != "failed"
            || file.at_key("path").get(path) != simdjson::SUCCESS)
            continue;
        detail += ": " + std::string(path.substr(0, 200));
        if (file.at_key("message").get(message) == simdjson::SUCCESS)
            detail += ": " + std::string(message.substr(0, 300));
        break;
    }
    return failed("syntax", std::move(detail));
}

} // namespace

void checkReview(const Object &result, Checks &checks)
{
    Fault shape;
    Fault totals;
    requireText(result, "summary", shape);
    const auto files = requireFiles(result, shape);
    const auto findings = requireArray(result, "findings", shape);
    const auto counts = requireObject(result, "counts", shape);
    const auto evidence = requireObject(result, "evidence", shape);
    Tally tally;
    if (findings) {
        for (const Element entry : *findings)
            tallyFinding(entry, files, tally, shape, totals);
    }
    if (counts) {
        totals.equal("counts.high", requireCount(*counts, "high", shape), tally.high);
        totals.equal("counts.medium", requireCount(*counts, "medium", shape), tally.medium);
        totals.equal("counts.low", requireCount(*counts, "low", shape), tally.low);
    }
    if (evidence) {
        totals.equal("evidence.files_checked", requireCount(*evidence, "files_checked", shape), files.count);
        const auto lines = requireCount(*evidence, "lines_checked", shape);
        if (lines < 1)
            totals.say("no line was checked");
        if (tally.lineMax > lines)
            totals.say("a finding stands beyond the last line that was checked");
    }
    checks.push_back(shape.as("shape"));
    checks.push_back(shape.text.empty() ? totals.as("evidence")
                                        : notChecked("evidence", "the shape is not right"));
}

void checkDocumentation(const Object &result, Checks &checks)
{
    Fault shape;
    Fault totals;
    Fault text;
    requireText(result, "summary", shape);
    const auto files = requireFiles(result, shape);
    const auto outline = requireArray(result, "outline", shape);
    const auto symbols = requireCount(result, "symbols", shape);
    const auto markdown = requireText(result, "markdown", shape);
    const auto evidence = requireObject(result, "evidence", shape);
    if (outline)
        totals.equal("symbols", symbols, countOutline(*outline));
    if (evidence) {
        totals.equal("evidence.files_read", requireCount(*evidence, "files_read", shape), files.count);
        if (requireCount(*evidence, "symbols_documented", shape) > symbols)
            totals.say("more symbols are documented than there are");
    }
    text.say(faultOfText(markdown));
    if (markdown.find('#') == std::string_view::npos)
        text.say("the Markdown has no heading");
    checks.push_back(shape.as("shape"));
    checks.push_back(shape.text.empty() ? totals.as("evidence")
                                        : notChecked("evidence", "the shape is not right"));
    checks.push_back(text.as("text"));
}

void checkGeneration(const Object &result, Checks &checks)
{
    Fault shape;
    Fault totals;
    Fault text;
    requireText(result, "summary", shape);
    text.say(faultOfText(requireText(result, "text", shape)));
    if (const auto evidence = requireObject(result, "evidence", shape)) {
        requireText(*evidence, "model", shape);
        if (requireCount(*evidence, "tokens", shape) < 1)
            totals.say("a text without a token cannot be");
    }
    checks.push_back(shape.as("shape"));
    checks.push_back(shape.text.empty() ? totals.as("evidence")
                                        : notChecked("evidence", "the shape is not right"));
    checks.push_back(text.as("text"));
    checks.push_back(syntaxCheck(result));
}

void checkTesting(const Object &result, Checks &checks)
{
    Object tests;
    Object evidence;
    Array failures;
    if (result.at_key("tests").get(tests) != simdjson::SUCCESS || result.at_key("failures").get(failures) != simdjson::SUCCESS
        || result.at_key("evidence").get(evidence) != simdjson::SUCCESS)
        return;
    Fault fault;
    std::int64_t sum = 0;
    for (const auto key : {"passed"sv, "failed"sv, "skipped"sv}) {
        const auto count = requireCount(tests, key, fault);
        sum += count;
        fault.equal("evidence." + std::string(key), requireCount(evidence, key, fault), count);
    }
    const auto total = requireCount(tests, "total", fault);
    fault.equal("tests.total", total, sum);
    std::int64_t leftOut = 0;
    if (result.at_key("failures_left_out").get(leftOut) != simdjson::SUCCESS)
        leftOut = 0;
    fault.equal("tests.failed", requireCount(tests, "failed", fault), static_cast<std::int64_t>(failures.size()) + leftOut);
    if (total < 1)
        fault.say("no test ran");
    for (const Element failure : failures)
        if (Object entry; failure.get(entry) == simdjson::SUCCESS)
            requireText(entry, "name", fault);
        else
            fault.say("a failure must be an object");
    checks.push_back(fault.as("tests"));
}

} // namespace skep::checks::judging
