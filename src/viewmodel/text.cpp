// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/text.h"

#include "core/causes.h"
#include "viewmodel/page.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace skep::text {
namespace {

struct TextWords { Q_DECLARE_TR_FUNCTIONS(Text) };

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
    Known{"prompt_tokens", QT_TRANSLATE_NOOP3("Text", "prompt tokens", "figure of use")},
    Known{"sandbox", QT_TRANSLATE_NOOP3("Text", "sandbox", "figure of a result")},
    Known{"simulated", QT_TRANSLATE_NOOP3("Text", "simulated", "figure of a result")},
    Known{"skipped", QT_TRANSLATE_NOOP3("Text", "skipped", "figure of a result: number of tests, or files")},
    Known{"steps", QT_TRANSLATE_NOOP3("Text", "steps", "figure of a result")},
    Known{"symbols", QT_TRANSLATE_NOOP3("Text", "symbols", "figure of a result: names in sources")},
    Known{"symbols_documented", QT_TRANSLATE_NOOP3("Text", "symbols documented", "figure of a result")},
    Known{"syntax", QT_TRANSLATE_NOOP3("Text", "syntax", "figure of a result: what its check said")},
    Known{"tokens", QT_TRANSLATE_NOOP3("Text", "tokens", "figure of a result: of a model")},
    Known{"total", QT_TRANSLATE_NOOP3("Text", "total", "figure of a result: number of tests")},
    Known{"truncated", QT_TRANSLATE_NOOP3("Text", "truncated", "figure of a result: the model's text is cut")},
    Known{"wall_ms", QT_TRANSLATE_NOOP3("Text", "wall time ms", "figure of use: milliseconds")}};

struct HubCause
{
    std::string_view said;
    const char *text;
};

constexpr std::array kCauses{
    HubCause{causes::kProcessGone, QT_TRANSLATE_NOOP("Text", "killed or crashed: its process is gone")},
    HubCause{causes::kBye, QT_TRANSLATE_NOOP("Text", "said bye")},
    HubCause{causes::kConnectionLost, QT_TRANSLATE_NOOP("Text", "connection lost")},
    HubCause{causes::kGone, QT_TRANSLATE_NOOP("Text", "gone")},
    HubCause{causes::kHubRestarted, QT_TRANSLATE_NOOP("Text", "the hub was restarted")},
    HubCause{causes::kNotBack, QT_TRANSLATE_NOOP("Text", "did not come back")},
    HubCause{causes::kLeaseRanOut, QT_TRANSLATE_NOOP("Text", "the lease ran out")},
    HubCause{causes::kLeaseRanOutApart, QT_TRANSLATE_NOOP("Text", "the connection to its agent was lost, and the lease ran out")},
    HubCause{causes::kNoCheckPassed, QT_TRANSLATE_NOOP("Text", "no check passed")}};

int asInt(std::int64_t n) { return static_cast<int>(std::min<std::int64_t>(n, 1'000'000'000)); }

} // namespace

QString of(const std::string &utf8) { return QString::fromStdString(utf8); }

QString duration(TimeMs ms)
{
    const std::int64_t s = std::max<TimeMs>(0, ms) / 1000;
    if (s < 60)
        return TextWords::tr("%1 s", "seconds").arg(s);
    if (s < 3600)
        return TextWords::tr("%1 min", "minutes").arg(s / 60);
    if (s < 10 * 3600 && s % 3600 >= 60)
        return TextWords::tr("%1 h %2 min", "hours and minutes").arg(s / 3600).arg(s % 3600 / 60);
    if (s < 48 * 3600)
        return TextWords::tr("%1 h", "hours").arg(s / 3600);
    return TextWords::tr("%n day(s)", "two or more", asInt(s / 86400));
}

QString took(TimeMs ms)
{
    return ms < 1000 ? TextWords::tr("%1 ms", "milliseconds").arg(std::max<TimeMs>(0, ms)) : duration(ms);
}

QString ago(TimeMs ms)
{
    if (ms < 1000)
        return TextWords::tr("just now");
    return TextWords::tr("%1 ago", "a duration").arg(duration(ms));
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
    return n < 1'000'000 ? TextWords::tr("%1k", "thousands").arg(n / 1000) : TextWords::tr("%1M", "millions").arg(n / 1'000'000);
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
    case TaskState::Queued: return TextWords::tr("Queued", "task state");
    case TaskState::Blocked: return TextWords::tr("Blocked", "task state");
    case TaskState::NeedsInput: return TextWords::tr("Needs your answer", "task state");
    case TaskState::Leased: return TextWords::tr("Starting", "task state");
    case TaskState::Running: return TextWords::tr("Running", "task state");
    case TaskState::Checking: return TextWords::tr("Checking the result", "task state");
    case TaskState::Done: return TextWords::tr("Done", "task state");
    case TaskState::Failed: return TextWords::tr("Failed", "task state");
    case TaskState::Cancelled: return TextWords::tr("Cancelled", "task state");
    }
    return {};
}

QString state(AgentState state)
{
    switch (state) {
    case AgentState::Ready: return TextWords::tr("ready", "agent state");
    case AgentState::Busy: return TextWords::tr("busy", "agent state: no free slot");
    case AgentState::Draining: return TextWords::tr("draining", "agent state: takes no new tasks");
    case AgentState::Lost: return TextWords::tr("lost", "agent state: connection broken");
    case AgentState::Gone: return TextWords::tr("gone", "agent state");
    }
    return {};
}

QString outcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None: return TextWords::tr("under way", "outcome of an attempt");
    case Outcome::Accepted: return TextWords::tr("accepted", "outcome of an attempt");
    case Outcome::Rejected: return TextWords::tr("rejected by the checks", "outcome of an attempt");
    case Outcome::Failed: return TextWords::tr("failed", "outcome of an attempt");
    case Outcome::Expired: return TextWords::tr("no word from the agent in time", "outcome of an attempt");
    case Outcome::AgentGone: return TextWords::tr("the agent went away", "outcome of an attempt");
    case Outcome::Cancelled: return TextWords::tr("cancelled", "outcome of an attempt");
    case Outcome::Superseded: return TextWords::tr("came too late, kept to look at", "outcome of an attempt");
    case Outcome::Throttled: return TextWords::tr("the model asked to wait", "outcome of an attempt");
    }
    return {};
}

QString priority(Priority priority) { return QString::fromLatin1(name(priority).data()); }

QString check(const std::string &name)
{
    if (name == "shape")
        return TextWords::tr("Form", "of a result");
    if (name == "size")
        return TextWords::tr("Size", "of a result");
    if (name == "evidence" || name == "evidence.totals")
        return TextWords::tr("Figures add up", "name of a check");
    if (name == "simulated")
        return TextWords::tr("Marking of simulated work", "name of a check");
    if (name == "syntax")
        return TextWords::tr("Syntax", "name of a check");
    return of(name);
}

QString cause(const std::string &words)
{
    if (words.starts_with(causes::kProcessEnded))
        return TextWords::tr("its process ended with code %1").arg(of(words.substr(causes::kProcessEnded.size())));
    const auto known = std::find_if(kCauses.begin(), kCauses.end(), [&words](const HubCause &cause) { return cause.said == words; });
    return known == kCauses.end() ? of(words) : TextWords::tr(known->text);
}

QString severity(const QString &name)
{
    if (name == QLatin1String("high"))
        return TextWords::tr("high", "severity of a finding");
    if (name == QLatin1String("medium"))
        return TextWords::tr("medium", "severity of a finding");
    if (name == QLatin1String("low"))
        return TextWords::tr("low", "severity of a finding");
    return name;
}

QString fact(const QString &field)
{
    const auto known = std::find_if(kFacts.begin(), kFacts.end(), [&field](const Known &fact) { return field == QLatin1String(fact.name); });
    return known == kFacts.end() ? QString(field).replace(u'_', u' ') : TextWords::tr(known->words.text, known->words.note);
}

QString taskType(const std::string &type) { return of(type); }

namespace {

QString titleOf(const std::string &title, const std::string &type, TaskId id)
{
    return !title.empty() ? of(title) : TextWords::tr("%1 %2", "task type and number").arg(of(type)).arg(id);
}

} // namespace

QString title(const TaskView &task) { return titleOf(task.title, task.type, task.id); }

QString title(const FoundTask &task) { return titleOf(task.title, task.type, task.id); }

Wait wait(const TaskView &task)
{
    const int n = asInt(task.waitCount);
    switch (task.wait) {
    case WaitReason::None:
        return {TextWords::tr("In the queue"), TextWords::tr("starts as soon as an agent takes it")};
    case WaitReason::AgentsBusy:
        return {n > 0 ? TextWords::tr("%n agent(s) can; all busy", nullptr, n) : TextWords::tr("Every able agent is busy"),
                TextWords::tr("starts when one is free")};
    case WaitReason::MissingCapability:
        if (task.waitArg == "code-generation")
            return {TextWords::tr("No agent offers %1").arg(of(task.waitArg)), TextWords::tr("start a nanobot with --model-url to run this")};
        if (task.waitArg.empty())
            return {TextWords::tr("No agent offers all it requires"), TextWords::tr("start an agent that has all of them")};
        return {TextWords::tr("No agent offers %1").arg(of(task.waitArg)), TextWords::tr("start an agent with this capability")};
    case WaitReason::NoAgents:
        return {TextWords::tr("No agent is connected"), TextWords::tr("start a nanobot to run this")};
    case WaitReason::Dependency:
        return {n > 0 ? TextWords::tr("Waits for %n other task(s)", nullptr, n) : TextWords::tr("Waits for another task"),
                TextWords::tr("starts by itself when that is done")};
    case WaitReason::Held:
        return {TextWords::tr("Held until assigned"), TextWords::tr("assign it to start it")};
    case WaitReason::Paused:
        return {task.project.empty() ? TextWords::tr("The queue is paused") : TextWords::tr("%1 is paused", "a project").arg(of(task.project)),
                TextWords::tr("resume it to run this")};
    case WaitReason::Backoff:
        return {n > 0 ? TextWords::tr("Tries again in %1").arg(duration(task.waitCount + 999)) : TextWords::tr("Tries again soon"),
                task.error.empty() ? TextWords::tr("after a failed attempt") : cause(task.error)};
    case WaitReason::Draining:
        return {TextWords::tr("Every able agent is draining"), TextWords::tr("let one take tasks again")};
    case WaitReason::NextFor:
        return {TextWords::tr("Next for %1", "an agent").arg(shortName(task.waitArg)), TextWords::tr("starts when it has a free slot")};
    case WaitReason::AgentLost:
        return {TextWords::tr("The connection to %1 is lost", "an agent").arg(shortName(task.waitArg)),
                TextWords::tr("goes on when it is back, else another one may take it")};
    }
    return {};
}

namespace {

QString errorSentence(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadFrame: return TextWords::tr("The message could not be read.");
    case ErrorCode::UnknownType: return TextWords::tr("The hub does not know this kind of message.");
    case ErrorCode::MissingField: return TextWords::tr("Something is missing.");
    case ErrorCode::WrongType: return TextWords::tr("A value has the wrong form.");
    case ErrorCode::OutOfRange: return TextWords::tr("A number is out of range.");
    case ErrorCode::TooLong: return TextWords::tr("A text is too long.");
    case ErrorCode::BadValue: return TextWords::tr("A value is not allowed here.");
    case ErrorCode::OutOfOrder: return TextWords::tr("This came at the wrong moment. Try again.");
    case ErrorCode::NotFound: return TextWords::tr("It is not there any more.");
    case ErrorCode::Conflict: return TextWords::tr("Its state changed meanwhile, so this is not possible now.");
    case ErrorCode::StaleFence: return TextWords::tr("Another attempt took over meanwhile.");
    case ErrorCode::AlreadyFinal: return TextWords::tr("The task is already finished.");
    case ErrorCode::NoCandidate: return TextWords::tr("No agent offers what this task requires. Start one that does.");
    case ErrorCode::AllBusy: return TextWords::tr("Every agent that could is busy. It starts when one is free.");
    case ErrorCode::AgentGone: return TextWords::tr("This agent is not connected any more. Choose another one.");
    case ErrorCode::AgentInUse: return TextWords::tr("Another connection uses this agent's name.");
    case ErrorCode::StaleChoice: return TextWords::tr("This agent cannot take it now, and no agent of its kind is free. Choose another one.");
    case ErrorCode::AlreadyStarted: return TextWords::tr("The work has already started. Cancel it instead.");
    case ErrorCode::UnknownDependency: return TextWords::tr("A task it depends on does not exist.");
    case ErrorCode::DependencyCycle: return TextWords::tr("The tasks would wait for each other for ever.");
    case ErrorCode::QueueFull: return TextWords::tr("The queue is full. Let some tasks finish first.");
    case ErrorCode::StorageFull: return TextWords::tr("The disk is full. Nothing was lost; free some space and try again.");
    case ErrorCode::TooManySignatures: return TextWords::tr("There are too many different kinds of requirements.");
    case ErrorCode::Unauthorized: return TextWords::tr("The hub did not accept the token.");
    case ErrorCode::Forbidden: return TextWords::tr("Your role does not allow this.");
    case ErrorCode::RateLimited: return TextWords::tr("Too many requests. Try again in a moment.");
    case ErrorCode::Throttled: return TextWords::tr("The model asked to wait.");
    case ErrorCode::BadOrigin:
    case ErrorCode::BadHost: return TextWords::tr("The hub does not accept connections from this address.");
    case ErrorCode::NotAllowed: return TextWords::tr("The hub does not allow this request.");
    case ErrorCode::Timeout: return TextWords::tr("The hub did not answer in time. It may still happen; look before you try again.");
    case ErrorCode::Unsupported: return TextWords::tr("The hub does not support this.");
    case ErrorCode::StoreDamaged: return TextWords::tr("The stored data is damaged.");
    case ErrorCode::StoreNewer: return TextWords::tr("The stored data is from a newer version.");
    case ErrorCode::StoreLocked: return TextWords::tr("Another program uses the stored data.");
    case ErrorCode::Io: return TextWords::tr("The hub cannot be reached.");
    case ErrorCode::Internal: return TextWords::tr("Something went wrong in the hub.");
    }
    return {};
}

} // namespace

QString error(const Error &error)
{
    QString sentence = errorSentence(error);
    if (!error.field.empty() && error.limit != 0)
        sentence = TextWords::tr("%1 (%2, limit %3)", "sentence, field, limit").arg(sentence, of(error.field), number(error.limit));
    else if (!error.field.empty())
        sentence = TextWords::tr("%1 (%2)", "sentence, field").arg(sentence, of(error.field));
    return sentence;
}

} // namespace skep::text
