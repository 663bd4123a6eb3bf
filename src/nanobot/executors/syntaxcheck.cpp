// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/syntaxcheck.h"

#include "checks/sandbox/outcome.h"
#include "nanobot/runners.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace skep::nanobot {
namespace {

using namespace std::string_view_literals;

constexpr char kFileMark = '\x1e';
constexpr std::size_t kMessageBytesMax = 1'000;

struct Kind
{
    std::string_view language, word, ending;
};

/// By the names that people and models write behind a code fence, and by endings of paths.
Kind kindOf(const CodeText &file)
{
    static constexpr std::array kJavaScript{"javascript"sv, "js"sv, "mjs"sv, "cjs"sv, "node"sv};
    static constexpr std::array kPython{"python"sv, "py"sv, "python3"sv};
    static constexpr std::array kCpp{"cpp"sv, "c++"sv, "cc"sv, "cxx"sv, "hpp"sv};
    std::string word = file.language;
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::size_t dot = file.path.rfind('.');
    const std::string ending = dot == std::string::npos ? std::string() : file.path.substr(dot + 1);
    for (const std::string &name : {word, ending}) {
        const auto isOneOf = [&name](const auto &names) { return std::find(names.begin(), names.end(), name) != names.end(); };
        if (isOneOf(kJavaScript))
            return {"javascript", name, ending == "mjs" ? ".mjs"sv : ".js"sv};
        if (isOneOf(kPython))
            return {"python", name, ".py"};
        if (isOneOf(kCpp))
            return {"cpp", name, ".cpp"};
        if (name == "c")
            return {"c", name, ".c"};
    }
    return {};
}

std::string_view nameOf(SyntaxCheck::State state)
{
    return state == SyntaxCheck::State::Passed ? "passed" : state == SyntaxCheck::State::Failed ? "failed" : "not checked";
}

bool isPlainPath(std::string_view path)
{
    return sandbox::isSafePath(path) && !path.starts_with(".skep/")
        && path.find_first_of(" \\\t\"'`$") == std::string_view::npos;
}

} // namespace

SyntaxCheck::SyntaxCheck(const sandbox::Sandbox &sandbox, std::vector<CodeText> files)
    : m_sandbox(sandbox)
    , m_texts(std::move(files))
{
    for (const CodeText &file : m_texts)
        m_looked.push_back({file.path, State::NotChecked, {}});
}

void SyntaxCheck::start()
{
    sandbox::Job job;
    job.limits.wall = std::chrono::seconds(30);
    job.limits.cpu = std::chrono::seconds(30);
    job.limits.memoryBytes = 1024LL * 1024 * 1024;
    job.command = {"/bin/sh", ".skep/checksyntax.sh"};
    std::string plan;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const Kind kind = kindOf(m_texts[i]);
        if (kind.language.empty()) {
            m_looked[i].message = m_texts[i].language.empty() ? "its language is not known" : "nothing here can check " + m_texts[i].language;
            continue;
        }
        // The path stays where it can, so that files of one answer find each other.
        std::string path = isPlainPath(m_texts[i].path) ? m_texts[i].path : std::string();
        const bool isTaken = std::any_of(job.files.begin(), job.files.end(), [&](const auto &file) { return file.path == path; });
        if (path.empty() || isTaken || path.find('.') == std::string::npos)
            path = ".skep-" + std::to_string(i) + std::string(kind.ending);
        plan += std::string(kind.language) + ' ' + std::to_string(i) + ' ' + path + '\n';
        job.files.push_back({path, m_texts[i].text});
    }
    if (!m_sandbox.canRun())
        leaveUnchecked("no sandbox: " + m_sandbox.reason());
    if (plan.empty() || !m_sandbox.canRun()) {
        QMetaObject::invokeMethod(this, &SyntaxCheck::finished, Qt::QueuedConnection);
        return;
    }
    job.files.push_back({".skep/plan", plan});
    job.files.push_back({".skep/checksyntax.sh", std::string(runners::kSyntax)});
    m_run = m_sandbox.prepare(std::move(job));
    connect(m_run.get(), &sandbox::SandboxRun::lineWritten, this, &SyntaxCheck::onLine);
    connect(m_run.get(), &sandbox::SandboxRun::finished, this, &SyntaxCheck::onFinished);
    m_run->start();
}

void SyntaxCheck::cancel()
{
    if (m_run)
        m_run->cancel();
}

void SyntaxCheck::onLine(const QByteArray &line)
{
    const qsizetype mark = line.indexOf(kFileMark);
    if (mark < 0) {
        if (m_words.size() < static_cast<qsizetype>(kMessageBytesMax) && !line.trimmed().isEmpty())
            m_words += line.left(kMessageBytesMax) + '\n';
        return;
    }
    const QJsonObject word = QJsonDocument::fromJson(line.mid(mark + 1)).object();
    const auto number = static_cast<std::size_t>(word.value(QLatin1StringView("n")).toInt(-1));
    if (number < m_looked.size()) {
        const int code = word.value(QLatin1StringView("code")).toInt(2);
        m_looked[number].state = code == 0 ? State::Passed : code == 1 ? State::Failed : State::NotChecked;
        if (code != 0)
            m_looked[number].message = m_words.left(kMessageBytesMax).trimmed().toStdString();
    }
    m_words.clear();
}

void SyntaxCheck::onFinished()
{
    const sandbox::Outcome &outcome = m_run->outcome();
    if (outcome.stop != sandbox::Stop::Exited)
        leaveUnchecked(outcome.sentence());
    Q_EMIT finished();
}

void SyntaxCheck::leaveUnchecked(const std::string &why)
{
    for (Looked &looked : m_looked)
        if (looked.state == State::NotChecked && looked.message.empty())
            looked.message = why;
}

SyntaxCheck::State SyntaxCheck::state() const
{
    const auto is = [](State state) { return [state](const Looked &looked) { return looked.state == state; }; };
    if (std::any_of(m_looked.begin(), m_looked.end(), is(State::Failed)))
        return State::Failed;
    const bool isAll = !m_looked.empty() && std::all_of(m_looked.begin(), m_looked.end(), is(State::Passed));
    return isAll ? State::Passed : State::NotChecked;
}

std::string SyntaxCheck::text() const
{
    const State now = state();
    if (now != State::NotChecked)
        return std::string(nameOf(now));
    if (m_looked.empty())
        return "not checked (no code block)";
    for (const Looked &looked : m_looked)
        if (looked.state == State::NotChecked)
            return "not checked (" + looked.path + ": " + looked.message.substr(0, looked.message.find('\n')) + ")";
    return "not checked";
}

QJsonArray SyntaxCheck::files() const
{
    QJsonArray list;
    for (const Looked &looked : m_looked) {
        QJsonObject entry{{QStringLiteral("path"), QString::fromUtf8(looked.path)}, {QStringLiteral("state"), QString::fromUtf8(nameOf(looked.state))}};
        if (!looked.message.empty())
            entry.insert(QStringLiteral("message"), QString::fromUtf8(looked.message));
        list.append(entry);
    }
    return list;
}

} // namespace skep::nanobot
