// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace skep::text {
namespace {

QString tr(const char *source, const char *note = nullptr, int n = -1)
{
    return QCoreApplication::translate("Text", source, note, n);
}

int asInt(std::int64_t n) { return static_cast<int>(std::min<std::int64_t>(n, 1'000'000'000)); }

} // namespace

QString of(const std::string &utf8) { return QString::fromStdString(utf8); }

QString duration(TimeMs ms)
{
    const std::int64_t s = std::max<TimeMs>(0, ms) / 1000;
    if (s < 60)
        return tr("%1 s", "seconds").arg(s);
    if (s < 3600)
        return tr("%1 min", "minutes").arg(s / 60);
    if (s < 10 * 3600 && s % 3600 >= 60)
        return tr("%1 h %2 min", "hours and minutes").arg(s / 3600).arg(s % 3600 / 60);
    if (s < 48 * 3600)
        return tr("%1 h", "hours").arg(s / 3600);
    return tr("%n day(s)", "two or more", asInt(s / 86400));
}

QString ago(TimeMs ms)
{
    if (ms < 1000)
        return tr("just now");
    return tr("%1 ago", "a duration").arg(duration(ms));
}

QString exactTime(TimeMs at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat) + QStringLiteral(" (")
        + QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss.zzz")) + QLatin1Char(')');
}

QString clockTime(TimeMs at) { return QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss")); }

QString number(std::int64_t n) { return QLocale().toString(static_cast<qlonglong>(n)); }

QString bytes(std::int64_t n) { return QLocale().formattedDataSize(n, 1, QLocale::DataSizeTraditionalFormat); }

QString permille(std::int64_t value) { return QLocale().toString(static_cast<double>(value) / 1000, 'f', 2); }

QString rate(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

QString state(TaskState state)
{
    switch (state) {
    case TaskState::Queued: return tr("Queued", "task state");
    case TaskState::Blocked: return tr("Blocked", "task state");
    case TaskState::NeedsInput: return tr("Needs your answer", "task state");
    case TaskState::Leased: return tr("Starting", "task state");
    case TaskState::Running: return tr("Running", "task state");
    case TaskState::Checking: return tr("Checking the result", "task state");
    case TaskState::Done: return tr("Done", "task state");
    case TaskState::Failed: return tr("Failed", "task state");
    case TaskState::Cancelled: return tr("Cancelled", "task state");
    }
    return {};
}

QString state(AgentState state)
{
    switch (state) {
    case AgentState::Ready: return tr("ready", "agent state");
    case AgentState::Busy: return tr("busy", "agent state: no free slot");
    case AgentState::Draining: return tr("draining", "agent state: takes no new tasks");
    case AgentState::Lost: return tr("lost", "agent state: connection broken");
    case AgentState::Gone: return tr("gone", "agent state");
    }
    return {};
}

QString outcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None: return tr("under way", "outcome of an attempt");
    case Outcome::Accepted: return tr("accepted", "outcome of an attempt");
    case Outcome::Rejected: return tr("rejected by the checks", "outcome of an attempt");
    case Outcome::Failed: return tr("failed", "outcome of an attempt");
    case Outcome::Expired: return tr("no word from the agent in time", "outcome of an attempt");
    case Outcome::AgentGone: return tr("the agent went away", "outcome of an attempt");
    case Outcome::Cancelled: return tr("cancelled", "outcome of an attempt");
    case Outcome::Superseded: return tr("came too late, kept to look at", "outcome of an attempt");
    case Outcome::Throttled: return tr("the model asked to wait", "outcome of an attempt");
    }
    return {};
}

QString priority(Priority priority) { return QString::fromLatin1(name(priority).data()); }

QString taskType(const std::string &type) { return of(type); }

QString title(const TaskView &task)
{
    if (!task.title.empty())
        return of(task.title);
    return tr("%1 %2", "task type and number").arg(of(task.type)).arg(task.id);
}

Wait wait(const TaskView &task)
{
    const int n = asInt(task.waitCount);
    switch (task.wait) {
    case WaitReason::None:
        return {tr("In the queue"), tr("starts as soon as an agent takes it")};
    case WaitReason::AgentsBusy:
        return {n > 0 ? tr("%n agent(s) can; all busy", nullptr, n) : tr("Every able agent is busy"),
                tr("starts when one is free")};
    case WaitReason::MissingCapability:
        if (task.waitArg == "code-generation")
            return {tr("No agent offers %1").arg(of(task.waitArg)), tr("start a nanobot with --model-url to run this")};
        if (task.waitArg.empty())
            return {tr("No agent offers all it requires"), tr("start an agent that has all of them")};
        return {tr("No agent offers %1").arg(of(task.waitArg)), tr("start an agent with this capability")};
    case WaitReason::NoAgents:
        return {tr("No agent is connected"), tr("start a nanobot to run this")};
    case WaitReason::Dependency:
        return {n > 0 ? tr("Waits for %n other task(s)", nullptr, n) : tr("Waits for another task"),
                tr("starts by itself when that is done")};
    case WaitReason::Held:
        return {tr("Held"), tr("starts when assigned")};
    case WaitReason::Paused:
        return {task.project.empty() ? tr("The queue is paused") : tr("%1 is paused", "a project").arg(of(task.project)),
                tr("resume it to run this")};
    case WaitReason::Backoff:
        return {n > 0 ? tr("Tries again in %1").arg(duration(task.waitCount + 999)) : tr("Tries again soon"),
                task.error.empty() ? tr("after a failed attempt") : of(task.error)};
    case WaitReason::Draining:
        return {tr("Every able agent is draining"), tr("let one take tasks again")};
    }
    return {};
}

namespace {

QString errorSentence(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadFrame: return tr("The message could not be read.");
    case ErrorCode::UnknownType: return tr("The hub does not know this kind of message.");
    case ErrorCode::MissingField: return tr("Something is missing.");
    case ErrorCode::WrongType: return tr("A value has the wrong form.");
    case ErrorCode::OutOfRange: return tr("A number is out of range.");
    case ErrorCode::TooLong: return tr("A text is too long.");
    case ErrorCode::BadValue: return tr("A value is not allowed here.");
    case ErrorCode::OutOfOrder: return tr("This came at the wrong moment. Try again.");
    case ErrorCode::NotFound: return tr("It is not there any more.");
    case ErrorCode::Conflict: return tr("Its state changed meanwhile, so this is not possible now.");
    case ErrorCode::StaleFence: return tr("Another attempt took over meanwhile.");
    case ErrorCode::AlreadyFinal: return tr("The task is already finished.");
    case ErrorCode::NoCandidate: return tr("No agent offers what this task requires. Start one that does.");
    case ErrorCode::AllBusy: return tr("Every agent that could is busy. It starts when one is free.");
    case ErrorCode::AgentGone: return tr("This agent is not connected any more. Choose another one.");
    case ErrorCode::AgentInUse: return tr("Another connection uses this agent's name.");
    case ErrorCode::UnknownDependency: return tr("A task it depends on does not exist.");
    case ErrorCode::DependencyCycle: return tr("The tasks would wait for each other for ever.");
    case ErrorCode::QueueFull: return tr("The queue is full. Let some tasks finish first.");
    case ErrorCode::StorageFull: return tr("The disk is full. Nothing was lost; free some space and try again.");
    case ErrorCode::TooManySignatures: return tr("There are too many different kinds of requirements.");
    case ErrorCode::Unauthorized: return tr("The hub did not accept the token.");
    case ErrorCode::Forbidden: return tr("Your role does not allow this.");
    case ErrorCode::RateLimited: return tr("Too many requests. Try again in a moment.");
    case ErrorCode::Throttled: return tr("The model asked to wait.");
    case ErrorCode::BadOrigin:
    case ErrorCode::BadHost: return tr("The hub does not accept connections from this address.");
    case ErrorCode::NotAllowed: return tr("The hub does not allow this request.");
    case ErrorCode::Timeout: return tr("The hub did not answer in time. It may still happen; look before you try again.");
    case ErrorCode::Unsupported: return tr("The hub does not support this.");
    case ErrorCode::StoreDamaged: return tr("The stored data is damaged.");
    case ErrorCode::StoreNewer: return tr("The stored data is from a newer version.");
    case ErrorCode::StoreLocked: return tr("Another program uses the stored data.");
    case ErrorCode::Io: return tr("The hub cannot be reached.");
    case ErrorCode::Internal: return tr("Something went wrong in the hub.");
    }
    return {};
}

} // namespace

QString error(const Error &error)
{
    QString sentence = errorSentence(error);
    if (!error.field.empty() && error.limit != 0)
        sentence = tr("%1 (%2, limit %3)", "sentence, field, limit").arg(sentence, of(error.field), number(error.limit));
    else if (!error.field.empty())
        sentence = tr("%1 (%2)", "sentence, field").arg(sentence, of(error.field));
    return sentence;
}

} // namespace skep::text
