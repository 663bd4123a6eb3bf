// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/testplan.h"

#include "nanobot/runners.h"

#include <algorithm>
#include <array>
#include <map>

namespace skep::nanobot {
namespace {

using namespace std::string_view_literals;

constexpr int kProgramSeconds = 20; // of one C++ test program, so that one that hangs does not cost the others

std::string_view languageOfEnding(std::string_view name)
{
    for (const auto ending : {".js"sv, ".mjs"sv, ".cjs"sv})
        if (name.ends_with(ending))
            return "javascript";
    if (name.ends_with(".py"))
        return "python";
    for (const auto ending : {".cpp"sv, ".cc"sv, ".cxx"sv})
        if (name.ends_with(ending))
            return "cpp";
    return {};
}

bool isInTestFolder(std::string_view path)
{
    for (const auto folder : {"test/"sv, "tests/"sv, "__tests__/"sv})
        if (path.starts_with(folder) || path.find("/" + std::string(folder)) != std::string_view::npos)
            return true;
    return false;
}

bool hasTestName(std::string_view stem, std::string_view language)
{
    if (language == "javascript")
        return stem == "test" || stem.starts_with("test-") || stem.ends_with(".test") || stem.ends_with(".spec")
            || stem.ends_with("-test") || stem.ends_with("_test");
    return stem.starts_with("test_") || stem.ends_with("_test") || (language == "cpp" && stem.starts_with("tst_"));
}

/// "// links: src/a.cpp src/b.cpp" among the first lines of a C++ test.
std::vector<std::string> linksOf(std::string_view text)
{
    constexpr auto kMark = "// links:"sv;
    std::vector<std::string> links;
    const std::size_t at = text.find(kMark);
    if (at == std::string_view::npos || (at > 0 && text[at - 1] != '\n'))
        return links;
    std::string_view line = text.substr(at + kMark.size());
    line = line.substr(0, line.find_first_of("\r\n"));
    while (!line.empty()) {
        const std::size_t start = line.find_first_not_of(' ');
        if (start == std::string_view::npos)
            break;
        line.remove_prefix(start);
        const std::size_t end = std::min(line.find(' '), line.size());
        links.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return links;
}

/// The plan's file is read by a shell, word by word.
bool isShellWord(std::string_view path)
{
    return std::all_of(path.begin(), path.end(), [](unsigned char c) { return std::isalnum(c) || std::string_view("._-+/").find(static_cast<char>(c)) != std::string_view::npos; });
}

const sandbox::File *find(const std::vector<sandbox::File> &files, std::string_view path)
{
    const auto found = std::find_if(files.begin(), files.end(), [path](const auto &file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

void addRunner(TestPlan &plan, std::string_view name, std::string_view text)
{
    plan.job.files.push_back({std::string(kRunnerFolder) + std::string(name), std::string(text)});
}

void addTestArguments(TestPlan &plan)
{
    for (const std::string &test : plan.tests)
        plan.job.command.push_back("./" + test);
}

void planJavaScript(TestPlan &plan)
{
    plan.tools = {"node"};
    plan.job.command = {"node", "--test", "--experimental-test-coverage", "--test-reporter=./.skep/reporter.mjs",
                        "--test-reporter-destination=stdout"};
    plan.job.environment = {{"NODE_NO_WARNINGS", "1"}};
    addRunner(plan, "reporter.mjs", runners::kNode);
    addTestArguments(plan);
}

void planPython(TestPlan &plan)
{
    plan.tools = {"python3"};
    plan.job.command = {"python3", "-W", "ignore", ".skep/runtests.py"};
    plan.job.environment = {{"PYTHONDONTWRITEBYTECODE", "1"}};
    addRunner(plan, "runtests.py", runners::kPython);
    addTestArguments(plan);
}

Result<void> planCpp(TestPlan &plan, const std::vector<sandbox::File> &files)
{
    plan.tools = {"g++"};
    std::string sources, tests;
    std::map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < plan.tests.size(); ++i) {
        const std::string &test = plan.tests[i];
        tests += "test " + std::to_string(i) + ' ' + test;
        for (const std::string &link : linksOf(find(files, test)->bytes)) {
            if (!find(files, link) || !isShellWord(link))
                return failField(ErrorCode::NotFound, test, 0, "\"// links:\" names " + link + ", which is no file of the task");
            const auto [known, isNew] = numbers.try_emplace(link, plan.sources.size());
            if (isNew) {
                sources += "source " + std::to_string(known->second) + ' ' + link + '\n';
                plan.sources.push_back(link);
            }
            tests += ' ' + std::to_string(known->second);
        }
        tests += '\n';
        if (!isShellWord(test))
            return failField(ErrorCode::BadValue, test, 0, "a C++ test's path may have only letters, digits and ._-+/");
    }
    addRunner(plan, "runtests.sh", runners::kCpp);
    addRunner(plan, "plan", sources + tests);
    plan.job.command = {"/bin/sh", ".skep/runtests.sh", std::to_string(kProgramSeconds)};
    return {};
}

/// How often a word that begins a JavaScript test stands in the files. A guess that progress starts from.
int countTests(const TestPlan &plan, const std::vector<sandbox::File> &files)
{
    int count = 0;
    for (const std::string &path : plan.tests) {
        const std::string &text = find(files, path)->bytes;
        for (const auto word : {"test("sv, "it("sv})
            for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size()))
                count += at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1])) ? 1 : 0;
    }
    return count;
}

Result<std::vector<std::string>> chooseTests(const std::vector<sandbox::File> &files, const TestWish &wish)
{
    std::vector<std::string> chosen;
    for (const std::string &path : wish.tests) {
        if (!find(files, path))
            return failField(ErrorCode::NotFound, "params.tests", 0, "no file of the task: " + path);
        if (languageOfEnding(path).empty())
            return failField(ErrorCode::BadValue, "params.tests", 0, "neither JavaScript nor Python nor C++: " + path);
        chosen.push_back(path);
    }
    if (!wish.tests.empty())
        return chosen;
    for (const sandbox::File &file : files)
        if (!testLanguage(file.path).empty() && !file.path.starts_with(kRunnerFolder))
            chosen.push_back(file.path);
    if (chosen.empty())
        return failField(ErrorCode::NotFound, "params.files", 0, "no file looks like a test (see docs/sandbox.md)");
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace

std::string_view testLanguage(std::string_view path)
{
    const std::string_view name = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
    const std::string_view language = languageOfEnding(name);
    if (language.empty())
        return {};
    if (hasTestName(name.substr(0, name.rfind('.')), language))
        return language;
    // Helpers lie beside tests too; only for JavaScript is the folder enough, as node itself has it.
    return language == "javascript" && isInTestFolder(path) ? language : std::string_view();
}

Result<std::vector<TestPlan>> planTests(const std::vector<sandbox::File> &files, const TestWish &wish)
{
    const auto chosen = chooseTests(files, wish);
    if (!chosen)
        return tl::unexpected<Error>(chosen.error());
    std::vector<TestPlan> plans;
    for (const auto language : {"javascript"sv, "python"sv, "cpp"sv}) {
        TestPlan plan;
        plan.language = language;
        std::copy_if(chosen->begin(), chosen->end(), std::back_inserter(plan.tests),
                     [language](const std::string &path) { return languageOfEnding(path) == language; });
        if (plan.tests.empty())
            continue;
        std::copy_if(files.begin(), files.end(), std::back_inserter(plan.job.files),
                     [](const sandbox::File &file) { return !file.path.starts_with(kRunnerFolder); });
        plan.job.limits = wish.limits;
        if (language == "javascript")
            planJavaScript(plan);
        else if (language == "python")
            planPython(plan);
        else if (auto planned = planCpp(plan, files); !planned)
            return tl::unexpected<Error>(planned.error());
        plan.steps = language == "javascript" ? countTests(plan, files) : static_cast<int>(plan.tests.size() + plan.sources.size());
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace skep::nanobot
