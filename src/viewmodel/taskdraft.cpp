// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/taskdraft.h"

#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <set>

namespace skep {
namespace {

using namespace Qt::StringLiterals;

struct DraftWords { Q_DECLARE_TR_FUNCTIONS(Draft) };

constexpr std::array<std::string_view, kTaskKindCount> kExecutors{"code-review", "documentation", "testing", "code-generation", "simulate"};
constexpr int kTimeLimitSMax = static_cast<int>(limits::kSandboxWallMsMax / 1000);

QString number(std::size_t n) { return text::number(static_cast<std::int64_t>(n)); }

QStringList listOf(const QString &typed)
{
    QStringList list;
    for (const QString &part : typed.split(u',', Qt::SkipEmptyParts))
        if (const QString name = part.simplified(); !name.isEmpty() && !list.contains(name))
            list << name;
    return list;
}

std::vector<std::string> namesOf(const QStringList &list)
{
    std::vector<std::string> names;
    for (const QString &name : list)
        names.push_back(name.toStdString());
    return names;
}

QStringList requiredOf(const TaskDraft &draft)
{
    const auto own = executorOf(draft.kind);
    QStringList list = listOf(draft.required);
    const QString first = QString::fromLatin1(own.data(), static_cast<qsizetype>(own.size()));
    list.removeAll(first);
    list.prepend(first);
    return list;
}

/// Empty: nothing is wrong.
QString lengthFault(const QString &name, const QString &typed, std::size_t bytesMax)
{
    const auto bytes = static_cast<std::size_t>(typed.trimmed().toUtf8().size());
    if (bytes <= bytesMax)
        return {};
    return DraftWords::tr("%1: at most %2 bytes, and this has %3.", "name of the field").arg(name, number(bytesMax), number(bytes));
}

QString listFault(const QString &name, const QStringList &list)
{
    if (static_cast<std::size_t>(list.size()) > limits::kRequiresMax)
        return DraftWords::tr("%1: at most %2, and these are %3.", "name of the field").arg(name, number(limits::kRequiresMax), text::number(list.size()));
    for (const QString &capability : list)
        if (static_cast<std::size_t>(capability.toUtf8().size()) > limits::kCapabilityBytesMax)
            return DraftWords::tr("%1: at most %2 bytes each, and “%3” has more.", "name of the field")
                .arg(name, number(limits::kCapabilityBytesMax), capability.left(20) + QChar(0x2026));
    return {};
}

QString rangeFault(const QString &name, int value, int least, int most)
{
    if (value >= least && value <= most)
        return {};
    return DraftWords::tr("%1: from %2 to %3.", "name of the field").arg(name, text::number(least), text::number(most));
}

bool isPathBelow(const QString &path)
{
    for (const QString &part : path.split(u'/'))
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1)
            return false;
    return true;
}

QString testsFault(const TaskDraft &draft)
{
    const QStringList tests = listOf(draft.tests);
    if (tests.size() > TaskDraft::kTestsMax)
        return DraftWords::tr("%1: at most %2, and these are %3.", "name of the field")
            .arg(DraftWords::tr("Test files"), text::number(TaskDraft::kTestsMax), text::number(tests.size()));
    for (const QString &path : tests)
        if (!isPathBelow(path))
            return DraftWords::tr("Test files: paths as the chosen files have them, such as tests/test_a.py, not “%1”.").arg(path.left(60));
    return {};
}

/// Languages of the files, for the choice between agents with different tools.
QStringList languagesOf(const QJsonArray &files)
{
    std::set<QString> languages;
    for (const QJsonValue &file : files) {
        const QString name = file.toObject().value("path"_L1).toString().toLower();
        if (name.endsWith(".js"_L1) || name.endsWith(".mjs"_L1) || name.endsWith(".cjs"_L1))
            languages.insert(u"javascript"_s);
        else if (name.endsWith(".py"_L1))
            languages.insert(u"python"_s);
        else if (name.endsWith(".cpp"_L1) || name.endsWith(".cc"_L1) || name.endsWith(".cxx"_L1))
            languages.insert(u"cpp"_s);
    }
    return {languages.begin(), languages.end()};
}

QJsonObject paramsOf(const TaskDraft &draft, const QJsonArray &files)
{
    const auto executor = executorOf(draft.kind);
    QJsonObject params{{u"executor"_s, QString::fromLatin1(executor.data(), static_cast<qsizetype>(executor.size()))}};
    if (needsFiles(draft.kind))
        params.insert(u"files"_s, files);
    if (draft.kind == TaskKind::Test) {
        if (const QStringList tests = listOf(draft.tests); !tests.isEmpty())
            params.insert(u"tests"_s, QJsonArray::fromStringList(tests));
        if (draft.timeLimitS > 0)
            params.insert(u"timeout_s"_s, draft.timeLimitS);
    } else if (draft.kind == TaskKind::Generate) {
        params.insert(u"prompt"_s, draft.prompt);
    } else if (draft.kind == TaskKind::Simulate) {
        params.insert(u"latency_ms"_s, draft.durationS * 1000);
    }
    return params;
}

/// A whole number of a template; anything else is the default.
int intOf(const QJsonObject &from, QLatin1StringView key, int fallback, int least, int most)
{
    const int value = from.value(key).toInt(fallback);
    return value >= least && value <= most ? value : fallback;
}

} // namespace

std::string_view executorOf(TaskKind kind) { return kExecutors[static_cast<std::size_t>(kind)]; }

std::optional<TaskKind> taskKindFrom(std::string_view executor)
{
    const auto at = std::find(kExecutors.begin(), kExecutors.end(), executor);
    return at == kExecutors.end() ? std::nullopt : std::optional(static_cast<TaskKind>(at - kExecutors.begin()));
}

QString taskKindTitle(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Review: return DraftWords::tr("Review code");
    case TaskKind::Document: return DraftWords::tr("Document code");
    case TaskKind::Test: return DraftWords::tr("Run tests");
    case TaskKind::Generate: return DraftWords::tr("Generate code");
    case TaskKind::Simulate: return DraftWords::tr("Simulate work");
    }
    return {};
}

std::vector<DraftFault> TaskDraft::faults() const
{
    std::vector<DraftFault> found;
    const auto check = [&found](DraftField field, const QString &sentence) {
        if (!sentence.isEmpty())
            found.push_back({field, sentence});
    };
    check(DraftField::Title, lengthFault(DraftWords::tr("Title"), title, limits::kTitleBytesMax));
    if (kind == TaskKind::Generate && prompt.trimmed().isEmpty())
        found.push_back({DraftField::Prompt, DraftWords::tr("Describe the code to write."), true});
    if (kind == TaskKind::Generate)
        check(DraftField::Prompt, lengthFault(DraftWords::tr("Description"), prompt, limits::kParamsBytesMax));
    if (kind == TaskKind::Test) {
        check(DraftField::Tests, testsFault(*this));
        check(DraftField::TimeLimit, rangeFault(DraftWords::tr("Time limit in seconds"), timeLimitS, 0, kTimeLimitSMax));
    }
    if (kind == TaskKind::Simulate)
        check(DraftField::Duration, rangeFault(DraftWords::tr("Duration in seconds"), durationS, 0, kDurationSMax));
    check(DraftField::Project, lengthFault(DraftWords::tr("Project"), project, limits::kProjectBytesMax));
    check(DraftField::Required, listFault(DraftWords::tr("Required capabilities"), requiredOf(*this)));
    check(DraftField::Wanted, listFault(DraftWords::tr("Wanted capabilities"), listOf(wanted)));
    check(DraftField::Attempts, rangeFault(DraftWords::tr("Attempts"), attempts, 1, limits::kAttemptsMax));
    check(DraftField::Deadline, rangeFault(DraftWords::tr("Deadline in minutes"), deadlineMin, 0, kDeadlineMinMax));
    return found;
}

TaskSpec TaskDraft::spec(const QJsonArray &files, TimeMs now) const
{
    TaskSpec spec;
    spec.type = executorOf(kind);
    spec.title = title.trimmed().toStdString();
    spec.project = project.trimmed().toStdString();
    spec.priority = priority;
    spec.start = isHeld ? StartPolicy::Held : StartPolicy::Automatic;
    spec.required = namesOf(requiredOf(*this));
    QStringList wants = listOf(wanted);
    if (kind == TaskKind::Test) // an agent that has the tools is the better one; which tests there are, only the agent finds out
        for (const QString &language : languagesOf(files))
            if (!wants.contains(language) && static_cast<std::size_t>(wants.size()) < limits::kRequiresMax)
                wants << language;
    spec.wants = namesOf(wants);
    spec.attemptsMax = attempts;
    spec.deadline = deadlineMin > 0 ? now + deadlineMin * TimeMs(60'000) : 0;
    spec.params = QJsonDocument(paramsOf(*this, files)).toJson(QJsonDocument::Compact).toStdString();
    return spec;
}

QStringList TaskDraft::testList() const { return listOf(tests); }

bool TaskDraft::isPlain() const
{
    return project.trimmed().isEmpty() && required.trimmed().isEmpty() && wanted.trimmed().isEmpty()
        && attempts == limits::kAttemptsDefault && deadlineMin == 0;
}

QByteArray TaskDraft::toJson() const
{
    const auto word = [](std::string_view name) { return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())); };
    const QJsonObject object{{u"kind"_s, word(executorOf(kind))}, {u"title"_s, title}, {u"priority"_s, word(name(priority))},
                             {u"held"_s, isHeld}, {u"project"_s, project}, {u"requires"_s, required}, {u"wants"_s, wanted},
                             {u"attempts"_s, attempts}, {u"deadline_min"_s, deadlineMin}, {u"prompt"_s, prompt},
                             {u"tests"_s, tests}, {u"timeout_s"_s, timeLimitS}, {u"duration_s"_s, durationS}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<TaskDraft> TaskDraft::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto textOf = [&object](QLatin1StringView key) { return object.value(key).toString(); };
    const auto kind = taskKindFrom(textOf("kind"_L1).toStdString());
    if (!kind)
        return {};
    TaskDraft draft;
    draft.kind = *kind;
    draft.title = textOf("title"_L1);
    draft.priority = priorityFrom(textOf("priority"_L1).toStdString()).value_or(draft.priority);
    draft.isHeld = object.value("held"_L1).toBool();
    draft.project = textOf("project"_L1);
    draft.required = textOf("requires"_L1);
    draft.wanted = textOf("wants"_L1);
    draft.attempts = intOf(object, "attempts"_L1, draft.attempts, 1, limits::kAttemptsMax);
    draft.deadlineMin = intOf(object, "deadline_min"_L1, draft.deadlineMin, 0, kDeadlineMinMax);
    draft.prompt = textOf("prompt"_L1);
    draft.tests = textOf("tests"_L1);
    draft.timeLimitS = intOf(object, "timeout_s"_L1, draft.timeLimitS, 0, kTimeLimitSMax);
    draft.durationS = intOf(object, "duration_s"_L1, draft.durationS, 0, kDurationSMax);
    return draft;
}

std::optional<DraftField> draftFieldOf(const Error &error, TaskKind kind)
{
    static constexpr std::array<std::pair<std::string_view, DraftField>, 6> fields{
        {{"title", DraftField::Title}, {"project", DraftField::Project}, {"requires", DraftField::Required}, {"wants", DraftField::Wanted},
         {"attempts", DraftField::Attempts}, {"deadline", DraftField::Deadline}}};
    std::string_view field = error.field;
    if (field.starts_with("task."))
        field.remove_prefix(5);
    if (field.starts_with("params"))
        return needsFiles(kind) ? std::optional(DraftField::Files) : kind == TaskKind::Generate ? std::optional(DraftField::Prompt) : std::nullopt;
    const auto at = std::find_if(fields.begin(), fields.end(), [field](const auto &pair) { return pair.first == field || (pair.second == DraftField::Deadline && field == "deadline_s"); });
    return at == fields.end() ? std::nullopt : std::optional(at->second);
}

} // namespace skep
