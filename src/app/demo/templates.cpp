// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/templates.h"

#include <simdjson.h>

namespace skep::demo {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string textOf(const object &from, std::string_view key)
{
    std::string_view text;
    return from.at_key(key).get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

int intOf(const object &from, std::string_view key, int fallback)
{
    std::int64_t number = 0;
    return from.at_key(key).get(number) == simdjson::SUCCESS ? static_cast<int>(number) : fallback;
}

bool flagOf(const object &from, std::string_view key)
{
    bool flag = false;
    return from.at_key(key).get(flag) == simdjson::SUCCESS && flag;
}

std::vector<std::string> textsOf(const object &from, std::string_view key)
{
    std::vector<std::string> texts;
    simdjson::dom::array array;
    if (from.at_key(key).get(array) != simdjson::SUCCESS)
        return texts;
    for (const element entry : array) {
        std::string_view text;
        if (entry.get(text) == simdjson::SUCCESS)
            texts.emplace_back(text);
    }
    return texts;
}

Result<Template> read(const object &from)
{
    Template made;
    made.name = textOf(from, "name");
    made.type = textOf(from, "type");
    made.project = textOf(from, "project");
    made.titles = textsOf(from, "titles");
    for (const auto &word : textsOf(from, "priorities")) {
        const auto priority = priorityFrom(word);
        if (!priority)
            return failField(ErrorCode::BadValue, "priorities", 0, "templates.json: " + made.name + " has priority " + word);
        made.priorities.push_back(*priority);
    }
    made.required = textsOf(from, "requires");
    made.wants = textsOf(from, "wants");
    made.files = textsOf(from, "files");
    made.subjects = textsOf(from, "subjects");
    made.sendsFiles = flagOf(from, "sends_files");
    made.sendsAllFiles = flagOf(from, "sends_all_files");
    made.isTests = flagOf(from, "is_tests");
    made.after = textOf(from, "after");
    made.afterEvery = intOf(from, "after_every", 0);
    made.failEvery = intOf(from, "fail_every", 0);
    made.latencyMs = intOf(from, "latency_ms", 0);
    made.latencyMsMax = intOf(from, "latency_ms_max", made.latencyMs);
    made.steps = intOf(from, "steps", 4);
    object params;
    if (from.at_key("params").get(params) == simdjson::SUCCESS) {
        for (const auto field : params) {
            std::string_view text;
            if (field.value.get(text) == simdjson::SUCCESS)
                made.params.emplace_back(std::string(field.key), std::string(text));
        }
    }
    if (made.name.empty() || made.type.empty() || made.titles.empty() || made.priorities.empty()
        || (made.files.empty() && made.subjects.empty()))
        return fail(ErrorCode::MissingField, "templates.json: a template lacks name, type, titles, priorities or files");
    return made;
}

} // namespace

Result<std::vector<Template>> loadTemplates(const std::string &resourceDir)
{
    const std::string path = resourceDir + "/templates.json";
    simdjson::dom::parser parser;
    element root;
    if (const auto error = parser.load(path).get(root); error != simdjson::SUCCESS)
        return fail(ErrorCode::Io, path + ": " + simdjson::error_message(error));
    simdjson::dom::array list;
    if (root.at_key("templates").get(list) != simdjson::SUCCESS)
        return failField(ErrorCode::MissingField, "templates", 0, path);
    std::vector<Template> templates;
    for (const element entry : list) {
        object from;
        if (entry.get(from) != simdjson::SUCCESS)
            return failField(ErrorCode::WrongType, "templates", 0, path);
        auto made = read(from);
        if (!made)
            return tl::unexpected<Error>(made.error());
        templates.push_back(std::move(*made));
    }
    if (templates.empty())
        return failField(ErrorCode::OutOfRange, "templates", 0, path);
    return templates;
}

} // namespace skep::demo
