// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/text.h"

#include "viewmodel/page.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace skep::text {
namespace {

struct Words { Q_DECLARE_TR_FUNCTIONS(Text) };

struct Known
{
    const char *name; // in a result
    struct
    {
        const char *text;
        const char *note;
    } words;
};

// What our own agents call the figures of their results.
constexpr std::array kFacts{
    Known{"answer", QT_TRANSLATE_NOOP3("Text", "answer", "figure of a result: what a person said")},
    Known{"as", QT_TRANSLATE_NOOP3("Text", "as", "figure of a result: the type that was simulated")},
    Known{"counted_by", QT_TRANSLATE_NOOP3("Text", "counted by", "figure of a result: how tokens were counted")},
    Known{"coverage", QT_TRANSLATE_NOOP3("Text", "coverage", "figure of a result: of lines by tests")},
    Known{"failed", QT_TRANSLATE_NOOP3("Text", "failed", "figure of a result: number of tests")},
    Known{"failures_left_out", QT_TRANSLATE_NOOP3("Text", "failures left out", "figure of a result")},
    Known{"files", QT_TRANSLATE_NOOP3("Text", "files", "figure of a result: their names")},
    Known{"files_checked", QT_TRANSLATE_NOOP3("Text", "files checked", "figure of a result")},
    Known{"files_read", QT_TRANSLATE_NOOP3("Text", "files read", "figure of a result")},
    Known{"files_run", QT_TRANSLATE_NOOP3("Text", "files run", "figure of a result: of tests")},
    Known{"findings_left_out", QT_TRANSLATE_NOOP3("Text", "findings left out", "figure of a result")},
    Known{"finish_reason", QT_TRANSLATE_NOOP3("Text", "finish reason", "figure of a result: why a model stopped")},
    Known{"languages", QT_TRANSLATE_NOOP3("Text", "languages", "figure of a result: of programming")},
    Known{"latency_ms", QT_TRANSLATE_NOOP3("Text", "latency ms", "figure of a result: milliseconds")},
    Known{"lines_checked", QT_TRANSLATE_NOOP3("Text", "lines checked", "figure of a result")},
    Known{"lines_read", QT_TRANSLATE_NOOP3("Text", "lines read", "figure of a result")},
    Known{"markdown_in", QT_TRANSLATE_NOOP3("Text", "markdown in", "figure of a result: name of the file that holds it")},
    Known{"model", QT_TRANSLATE_NOOP3("Text", "model", "figure of a result")},
    Known{"passed", QT_TRANSLATE_NOOP3("Text", "passed", "figure of a result: number of tests")},
    Known{"sandbox", QT_TRANSLATE_NOOP3("Text", "sandbox", "figure of a result")},
    Known{"simulated", QT_TRANSLATE_NOOP3("Text", "simulated", "figure of a result")},
    Known{"skipped", QT_TRANSLATE_NOOP3("Text", "skipped", "figure of a result: number of tests, or files")},
    Known{"steps", QT_TRANSLATE_NOOP3("Text", "steps", "figure of a result")},
    Known{"symbols", QT_TRANSLATE_NOOP3("Text", "symbols", "figure of a result: names in sources")},
    Known{"symbols_documented", QT_TRANSLATE_NOOP3("Text", "symbols documented", "figure of a result")},
    Known{"syntax", QT_TRANSLATE_NOOP3("Text", "syntax", "figure of a result: what its check said")},
    Known{"tokens", QT_TRANSLATE_NOOP3("Text", "tokens", "figure of a result: of a model")},
    Known{"total", QT_TRANSLATE_NOOP3("Text", "total", "figure of a result: number of tests")},
    Known{"truncated", QT_TRANSLATE_NOOP3("Text", "truncated", "figure of a result: the model's text is cut")}};

int asInt(std::int64_t n) { return static_cast<int>(std::min<std::int64_t>(n, 1'000'000'000)); }

} // namespace

QString of(const std::string &utf8) { return QString::fromStdString(utf8); }

QString duration(TimeMs ms)
{
    const std::int64_t s = std::max<TimeMs>(0, ms) / 1000;
    if (s < 60)
        return Words::tr("%1 s", "seconds").arg(s);
    if (s < 3600)
        return Words::tr("%1 min", "minutes").arg(s / 60);
    if (s < 10 * 3600 && s % 3600 >= 60)
        return Words::tr("%1 h %2 min", "hours and minutes").arg(s / 3600).arg(s % 3600 / 60);
    if (s < 48 * 3600)
        return Words::tr("%1 h", "hours").arg(s / 3600);
    return Words::tr("%n day(s)", "two or more", asInt(s / 86400));
}

QString took(TimeMs ms)
{
    return ms < 1000 ? Words::tr("%1 ms", "milliseconds").arg(std::max<TimeMs>(0, ms)) : duration(ms);
}

QString ago(TimeMs ms)
{
    if (ms < 1000)
        return Words::tr("just now");
    return Words::tr("%1 ago", "a duration").arg(duration(ms));
}

QString exactTime(TimeMs at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat) + QStringLiteral(" (")
        + QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss.zzz")) + QLatin1Char(')');
}

QString clockTime(TimeMs at) { return QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss")); }

QString number(std::int64_t n) { return QLocale().toString(static_cast<qlonglong>(n)); }

QString compact(std::int64_t n)
{
    if (n < 10'000)
        return number(n);
    return n < 1'000'000 ? Words::tr("%1k", "thousands").arg(n / 1000) : Words::tr("%1M", "millions").arg(n / 1'000'000);
}

QString bytes(std::int64_t n) { return QLocale().formattedDataSize(n, 1, QLocale::DataSizeTraditionalFormat); }

QString permille(std::int64_t value) { return QLocale().toString(static_cast<double>(value) / 1000, 'f', 2); }

QString rate(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

QString unbroken(QString words)
{
    for (qsizetype i = 1; i + 1 < words.size(); ++i) {
        const QChar before = words.at(i - 1);
        const QChar after = words.at(i + 1);
        const bool isBesideNumber = before.isDigit() ? after.isLetterOrNumber() || after == u'%' : before.isLetter() && after.isDigit();
        if (words.at(i) == u' ' && isBesideNumber)
            words[i] = QChar::Nbsp;
    }
    return words;
}

QString shortName(const std::string &name)
{
    constexpr qsizetype most = 20;
    const QString whole = of(name);
    return whole.size() <= most ? whole : whole.left(most / 2) + QChar(0x2026) + whole.right(most / 2 - 1);
}

QString state(TaskState state)
{
    switch (state) {
    case TaskState::Queued: return Words::tr("Queued", "task state");
    case TaskState::Blocked: return Words::tr("Blocked", "task state");
    case TaskState::NeedsInput: return Words::tr("Needs your answer", "task state");
    case TaskState::Leased: return Words::tr("Starting", "task state");
    case TaskState::Running: return Words::tr("Running", "task state");
    case TaskState::Checking: return Words::tr("Checking the result", "task state");
    case TaskState::Done: return Words::tr("Done", "task state");
    case TaskState::Failed: return Words::tr("Failed", "task state");
    case TaskState::Cancelled: return Words::tr("Cancelled", "task state");
    }
    return {};
}

QString state(AgentState state)
{
    switch (state) {
    case AgentState::Ready: return Words::tr("ready", "agent state");
    case AgentState::Busy: return Words::tr("busy", "agent state: no free slot");
    case AgentState::Draining: return Words::tr("draining", "agent state: takes no new tasks");
    case AgentState::Lost: return Words::tr("lost", "agent state: connection broken");
    case AgentState::Gone: return Words::tr("gone", "agent state");
    }
    return {};
}

QString outcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None: return Words::tr("under way", "outcome of an attempt");
    case Outcome::Accepted: return Words::tr("accepted", "outcome of an attempt");
    case Outcome::Rejected: return Words::tr("rejected by the checks", "outcome of an attempt");
    case Outcome::Failed: return Words::tr("failed", "outcome of an attempt");
    case Outcome::Expired: return Words::tr("no word from the agent in time", "outcome of an attempt");
    case Outcome::AgentGone: return Words::tr("the agent went away", "outcome of an attempt");
    case Outcome::Cancelled: return Words::tr("cancelled", "outcome of an attempt");
    case Outcome::Superseded: return Words::tr("came too late, kept to look at", "outcome of an attempt");
    case Outcome::Throttled: return Words::tr("the model asked to wait", "outcome of an attempt");
    }
    return {};
}

QString priority(Priority priority) { return QString::fromLatin1(name(priority).data()); }

QString check(const std::string &name)
{
    if (name == "shape")
        return Words::tr("Form", "of a result");
    if (name == "size")
        return Words::tr("Size", "of a result");
    if (name == "evidence" || name == "evidence.totals")
        return Words::tr("Figures add up", "name of a check");
    if (name == "simulated")
        return Words::tr("Marking of simulated work", "name of a check");
    if (name == "syntax")
        return Words::tr("Syntax", "name of a check");
    return of(name);
}

QString severity(const QString &name)
{
    if (name == QLatin1String("high"))
        return Words::tr("high", "severity of a finding");
    if (name == QLatin1String("medium"))
        return Words::tr("medium", "severity of a finding");
    if (name == QLatin1String("low"))
        return Words::tr("low", "severity of a finding");
    return name;
}

QString fact(const QString &field)
{
    const auto known = std::find_if(kFacts.begin(), kFacts.end(), [&field](const Known &fact) { return field == QLatin1String(fact.name); });
    return known == kFacts.end() ? QString(field).replace(u'_', u' ') : Words::tr(known->words.text, known->words.note);
}

QString taskType(const std::string &type) { return of(type); }

namespace {

QString titleOf(const std::string &title, const std::string &type, TaskId id)
{
    return !title.empty() ? of(title) : Words::tr("%1 %2", "task type and number").arg(of(type)).arg(id);
}

} // namespace

QString title(const TaskView &task) { return titleOf(task.title, task.type, task.id); }

QString title(const FoundTask &task) { return titleOf(task.title, task.type, task.id); }

Wait wait(const TaskView &task)
{
    const int n = asInt(task.waitCount);
    switch (task.wait) {
    case WaitReason::None:
        return {Words::tr("In the queue"), Words::tr("starts as soon as an agent takes it")};
    case WaitReason::AgentsBusy:
        return {n > 0 ? Words::tr("%n agent(s) can; all busy", nullptr, n) : Words::tr("Every able agent is busy"),
                Words::tr("starts when one is free")};
    case WaitReason::MissingCapability:
        if (task.waitArg == "code-generation")
            return {Words::tr("No agent offers %1").arg(of(task.waitArg)), Words::tr("start a nanobot with --model-url to run this")};
        if (task.waitArg.empty())
            return {Words::tr("No agent offers all it requires"), Words::tr("start an agent that has all of them")};
        return {Words::tr("No agent offers %1").arg(of(task.waitArg)), Words::tr("start an agent with this capability")};
    case WaitReason::NoAgents:
        return {Words::tr("No agent is connected"), Words::tr("start a nanobot to run this")};
    case WaitReason::Dependency:
        return {n > 0 ? Words::tr("Waits for %n other task(s)", nullptr, n) : Words::tr("Waits for another task"),
                Words::tr("starts by itself when that is done")};
    case WaitReason::Held:
        return {Words::tr("Held until assigned"), Words::tr("assign it to start it")};
    case WaitReason::Paused:
        return {task.project.empty() ? Words::tr("The queue is paused") : Words::tr("%1 is paused", "a project").arg(of(task.project)),
                Words::tr("resume it to run this")};
    case WaitReason::Backoff:
        return {n > 0 ? Words::tr("Tries again in %1").arg(duration(task.waitCount + 999)) : Words::tr("Tries again soon"),
                task.error.empty() ? Words::tr("after a failed attempt") : of(task.error)};
    case WaitReason::Draining:
        return {Words::tr("Every able agent is draining"), Words::tr("let one take tasks again")};
    case WaitReason::NextFor:
        return {Words::tr("Next for %1", "an agent").arg(shortName(task.waitArg)), Words::tr("starts when it has a free slot")};
    case WaitReason::AgentLost:
        return {Words::tr("The connection to %1 is lost", "an agent").arg(shortName(task.waitArg)),
                Words::tr("goes on when it is back, else another one may take it")};
    }
    return {};
}

namespace {

QString errorSentence(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadFrame: return Words::tr("The message could not be read.");
    case ErrorCode::UnknownType: return Words::tr("The hub does not know this kind of message.");
    case ErrorCode::MissingField: return Words::tr("Something is missing.");
    case ErrorCode::WrongType: return Words::tr("A value has the wrong form.");
    case ErrorCode::OutOfRange: return Words::tr("A number is out of range.");
    case ErrorCode::TooLong: return Words::tr("A text is too long.");
    case ErrorCode::BadValue: return Words::tr("A value is not allowed here.");
    case ErrorCode::OutOfOrder: return Words::tr("This came at the wrong moment. Try again.");
    case ErrorCode::NotFound: return Words::tr("It is not there any more.");
    case ErrorCode::Conflict: return Words::tr("Its state changed meanwhile, so this is not possible now.");
    case ErrorCode::StaleFence: return Words::tr("Another attempt took over meanwhile.");
    case ErrorCode::AlreadyFinal: return Words::tr("The task is already finished.");
    case ErrorCode::NoCandidate: return Words::tr("No agent offers what this task requires. Start one that does.");
    case ErrorCode::AllBusy: return Words::tr("Every agent that could is busy. It starts when one is free.");
    case ErrorCode::AgentGone: return Words::tr("This agent is not connected any more. Choose another one.");
    case ErrorCode::AgentInUse: return Words::tr("Another connection uses this agent's name.");
    case ErrorCode::StaleChoice: return Words::tr("This agent cannot take it now, and no agent of its kind is free. Choose another one.");
    case ErrorCode::AlreadyStarted: return Words::tr("The work has already started. Cancel it instead.");
    case ErrorCode::UnknownDependency: return Words::tr("A task it depends on does not exist.");
    case ErrorCode::DependencyCycle: return Words::tr("The tasks would wait for each other for ever.");
    case ErrorCode::QueueFull: return Words::tr("The queue is full. Let some tasks finish first.");
    case ErrorCode::StorageFull: return Words::tr("The disk is full. Nothing was lost; free some space and try again.");
    case ErrorCode::TooManySignatures: return Words::tr("There are too many different kinds of requirements.");
    case ErrorCode::Unauthorized: return Words::tr("The hub did not accept the token.");
    case ErrorCode::Forbidden: return Words::tr("Your role does not allow this.");
    case ErrorCode::RateLimited: return Words::tr("Too many requests. Try again in a moment.");
    case ErrorCode::Throttled: return Words::tr("The model asked to wait.");
    case ErrorCode::BadOrigin:
    case ErrorCode::BadHost: return Words::tr("The hub does not accept connections from this address.");
    case ErrorCode::NotAllowed: return Words::tr("The hub does not allow this request.");
    case ErrorCode::Timeout: return Words::tr("The hub did not answer in time. It may still happen; look before you try again.");
    case ErrorCode::Unsupported: return Words::tr("The hub does not support this.");
    case ErrorCode::StoreDamaged: return Words::tr("The stored data is damaged.");
    case ErrorCode::StoreNewer: return Words::tr("The stored data is from a newer version.");
    case ErrorCode::StoreLocked: return Words::tr("Another program uses the stored data.");
    case ErrorCode::Io: return Words::tr("The hub cannot be reached.");
    case ErrorCode::Internal: return Words::tr("Something went wrong in the hub.");
    }
    return {};
}

} // namespace

QString error(const Error &error)
{
    QString sentence = errorSentence(error);
    if (!error.field.empty() && error.limit != 0)
        sentence = Words::tr("%1 (%2, limit %3)", "sentence, field, limit").arg(sentence, of(error.field), number(error.limit));
    else if (!error.field.empty())
        sentence = Words::tr("%1 (%2)", "sentence, field").arg(sentence, of(error.field));
    return sentence;
}

} // namespace skep::text
