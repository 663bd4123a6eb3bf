// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demotasks.h"

#include "app/demo/templates.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>

namespace skep::demo {
namespace {

/// splitmix64. The library's distributions differ between platforms; the demonstration should not.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}

    [[nodiscard]] std::size_t below(std::size_t n)
    {
        m_state += 0x9e3779b97f4a7c15ull;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return static_cast<std::size_t>((z ^ (z >> 31)) % n);
    }

private:
    std::uint64_t m_state;
};

void appendJsonText(std::string &out, std::string_view text)
{
    static constexpr std::array kHex{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (byte < 0x20) {
                out += "\\u00";
                out += kHex[byte >> 4];
                out += kHex[byte & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendField(std::string &out, std::string_view key, std::string_view text)
{
    out += out.size() > 1 ? "," : "";
    appendJsonText(out, key);
    out += ':';
    appendJsonText(out, text);
}

void appendField(std::string &out, std::string_view key, std::int64_t number)
{
    out += out.size() > 1 ? "," : "";
    appendJsonText(out, key);
    out += ':' + std::to_string(number);
}

std::string filled(std::string text, std::string_view word, std::string_view with)
{
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + with.size()))
        text.replace(at, word.size(), with);
    return text;
}

/// Makes the tasks of one list. Remembers per template how many were made and where the latest stands.
class Maker
{
public:
    Maker(const std::string &resourceDir, std::uint64_t seed, TestWork tests) : m_resourceDir(resourceDir), m_tests(tests), m_dice(seed) {}

    Result<TaskSpec> next(const Template &from, TaskId position);

private:
    Result<std::string> params(const Template &from, std::size_t turn, const std::string &file, const std::string &subject);
    Result<void> appendFiles(std::string &out, const Template &from, const std::string &file);
    Result<std::string> load(const std::string &path);
    [[nodiscard]] bool isPlayed(const Template &from) const { return from.latencyMs > 0 && !(from.isTests && m_tests == TestWork::Real); }

    struct Made
    {
        std::size_t count = 0;
        TaskId latest = 0;
    };
    const std::string m_resourceDir;
    const TestWork m_tests;
    Dice m_dice;
    std::map<std::string, Made> m_made;
    std::map<std::string, std::string> m_texts; // by path
};

Result<TaskSpec> Maker::next(const Template &from, TaskId position)
{
    Made &made = m_made[from.name];
    const std::size_t turn = made.count++;
    const auto &rounds = from.files.empty() || from.sendsAllFiles ? from.subjects : from.files;
    const std::string &item = rounds[turn % rounds.size()];
    const std::size_t round = turn / rounds.size();
    const bool isFile = &rounds == &from.files;

    TaskSpec task;
    task.type = from.type;
    task.project = from.project;
    task.title = filled(filled(from.titles[round % from.titles.size()], "{file}", item), "{subject}", item);
    if (round >= from.titles.size())
        task.title += ", round " + std::to_string(round / from.titles.size() + 1);
    task.priority = from.priorities[m_dice.below(from.priorities.size())];
    task.required = from.required;
    if (from.isTests && isPlayed(from))
        task.required = {"simulate"};
    task.wants = from.wants;
    if (from.afterEvery > 0 && turn % static_cast<std::size_t>(from.afterEvery) == 0) {
        const auto before = m_made.find(from.after);
        if (before != m_made.end() && before->second.latest > 0)
            task.after.push_back(before->second.latest);
    }
    auto body = params(from, turn, isFile ? item : std::string(), isFile ? std::string() : item);
    if (!body)
        return tl::unexpected<Error>(body.error());
    task.params = std::move(*body);
    made.latest = position;
    return task;
}

Result<std::string> Maker::params(const Template &from, std::size_t turn, const std::string &file, const std::string &subject)
{
    std::string out = "{";
    appendField(out, "template", from.name);
    for (const auto &[key, text] : from.params)
        appendField(out, key, filled(filled(text, "{file}", file), "{subject}", subject));
    if (isPlayed(from)) {
        const auto span = static_cast<std::size_t>(std::max(from.latencyMsMax - from.latencyMs, 0)) + 1;
        appendField(out, "executor", "simulate");
        appendField(out, "latency_ms", from.latencyMs + static_cast<std::int64_t>(m_dice.below(span)));
        appendField(out, "steps", from.steps);
        const bool fails = from.failEvery > 0 && (turn + 1) % static_cast<std::size_t>(from.failEvery) == 0;
        appendField(out, "fail_attempts", fails ? 1 : 0);
    }
    if (from.sendsFiles && !(from.isTests && isPlayed(from))) {
        if (const auto done = appendFiles(out, from, file); !done)
            return tl::unexpected<Error>(done.error());
    }
    return out + '}';
}

Result<void> Maker::appendFiles(std::string &out, const Template &from, const std::string &file)
{
    out += ",\"files\":[";
    const auto files = from.sendsAllFiles ? from.files : std::vector<std::string>{file};
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto text = load(from.project + '/' + files[i]);
        if (!text)
            return tl::unexpected<Error>(text.error());
        std::string entry = "{";
        appendField(entry, "path", files[i]);
        appendField(entry, "text", *text);
        out += (i > 0 ? "," : "") + entry + '}';
    }
    out += ']';
    return {};
}

Result<std::string> Maker::load(const std::string &path)
{
    if (const auto known = m_texts.find(path); known != m_texts.end())
        return known->second;
    std::ifstream in(m_resourceDir + '/' + path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad() || text.empty())
        return fail(ErrorCode::Io, m_resourceDir + '/' + path + " cannot be read");
    m_texts.emplace(path, text);
    return text;
}

} // namespace

Result<std::vector<TaskSpec>> makeTasks(int count, std::uint64_t seed, const std::string &resourceDir, TestWork tests)
{
    const auto templates = loadTemplates(resourceDir);
    if (!templates)
        return tl::unexpected<Error>(templates.error());
    Maker maker(resourceDir, seed, tests);
    std::vector<TaskSpec> tasks;
    for (int i = 0; i < count; ++i) {
        auto task = maker.next((*templates)[static_cast<std::size_t>(i) % templates->size()], static_cast<TaskId>(i) + 1);
        if (!task)
            return tl::unexpected<Error>(task.error());
        tasks.push_back(std::move(*task));
    }
    return tasks;
}

} // namespace skep::demo
