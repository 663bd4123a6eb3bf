// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/folderplan.h"

#include "checks/source.h"
#include "viewmodel/sourcefiles.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace skep::app {
namespace {

/// A task under way: files of one folder and one language.
struct Bundle
{
    QString folder; // relative
    std::string language;
    QJsonArray files;
    qint64 bytes = 0;
};

class Planner
{
public:
    explicit Planner(FolderPlan &plan)
        : m_plan(plan)
    {
    }

    /// False: the plan is full.
    bool take(const QString &relative, const QFileInfo &file);
    void flush();

private:
    void close(Bundle &bundle);
    void add(const char *type, const QString &title, const Bundle &bundle, Priority priority);

    FolderPlan &m_plan;
    std::map<std::string, Bundle> m_open; // by language
};

bool Planner::take(const QString &relative, const QFileInfo &info)
{
    const auto language = checks::languageOf(relative.toStdString());
    if (language.empty())
        return true;
    if (m_plan.files >= FolderPlan::kFilesMax)
        return false;
    const auto text = readText(info.filePath(), FolderPlan::kFileBytesMax);
    if (!text || text->trimmed().isEmpty()) {
        ++(!text && text.error() == FileFault::TooLarge ? m_plan.tooLarge : m_plan.unreadable);
        return true;
    }
    Bundle &bundle = m_open[std::string(language)];
    const qint64 bytes = text->size() + relative.size();
    if (!bundle.files.isEmpty()
        && (bundle.files.size() >= FolderPlan::kFilesPerTaskMax || bundle.bytes + bytes > FolderPlan::kBytesPerTaskMax))
        close(bundle);
    bundle.folder = QFileInfo(relative).path();
    bundle.language = language;
    bundle.bytes += bytes;
    bundle.files.append(QJsonObject{{QStringLiteral("path"), relative}, {QStringLiteral("text"), *text}});
    ++m_plan.files;
    return true;
}

void Planner::flush()
{
    for (auto &[language, bundle] : m_open)
        close(bundle);
    m_open.clear();
}

void Planner::close(Bundle &bundle)
{
    if (bundle.files.isEmpty())
        return;
    const QString first = bundle.files.first().toObject().value(QLatin1StringView("path")).toString();
    const QString what = bundle.files.size() == 1 ? first
        : bundle.folder == QLatin1StringView(".") ? QString::fromStdString(m_plan.project) + QStringLiteral(" (%1 files)").arg(bundle.files.size())
                                                  : bundle.folder + QStringLiteral(" (%1 files)").arg(bundle.files.size());
    add("code-review", QStringLiteral("Review %1").arg(what), bundle, Priority::P1);
    add("documentation", QStringLiteral("Document %1").arg(what), bundle, Priority::P2);
    bundle = {};
}

void Planner::add(const char *type, const QString &title, const Bundle &bundle, Priority priority)
{
    TaskSpec spec;
    spec.type = type;
    spec.title = title.left(static_cast<int>(limits::kTitleBytesMax) / 3).toStdString();
    spec.project = m_plan.project;
    spec.priority = priority;
    spec.required = {type};
    spec.wants = {bundle.language};
    const QJsonObject params{{QStringLiteral("executor"), QString::fromLatin1(type)}, {QStringLiteral("files"), bundle.files}};
    spec.params = QJsonDocument(params).toJson(QJsonDocument::Compact).toStdString();
    if (spec.params.size() > limits::kParamsBytesMax) {
        ++m_plan.tooLarge; // all of it escapes: not source as people write it
        return;
    }
    m_plan.tasks.push_back(std::move(spec));
}

} // namespace

Result<FolderPlan> FolderPlan::of(const QString &folder)
{
    FolderPlan plan;
    plan.folder = QFileInfo(folder).canonicalFilePath();
    if (plan.folder.isEmpty() || !QFileInfo(plan.folder).isDir())
        return failField(ErrorCode::NotFound, "folder", 0, "there is no such folder");
    const QString name = QFileInfo(plan.folder).fileName();
    plan.project = (name.isEmpty() ? QStringLiteral("folder") : name.left(60)).toStdString();
    Planner planner(plan);
    // A task keeps to one folder, so that its title can name it.
    const WalkCut cut = walkFolder(plan.folder, [&](const QString &relative, const QFileInfo &file) { return planner.take(relative, file); },
                                   [&] { planner.flush(); });
    plan.isCut = cut != WalkCut::None;
    if (plan.tasks.empty())
        return failField(ErrorCode::NotFound, "folder", 0, "it holds no JavaScript, TypeScript, Python or C++ source that can be read");
    return plan;
}

} // namespace skep::app
