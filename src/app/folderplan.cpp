// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/folderplan.h"

#include "checks/source.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <array>
#include <set>

namespace skep::app {
namespace {

constexpr int kDepthMax = 24;
constexpr int kEntriesMax = 200'000;

bool isSkipped(const QString &name)
{
    static const std::array<QLatin1StringView, 11> names{
        QLatin1StringView("node_modules"), QLatin1StringView("bower_components"), QLatin1StringView("__pycache__"),
        QLatin1StringView("venv"),         QLatin1StringView("build"),            QLatin1StringView("dist"),
        QLatin1StringView("out"),          QLatin1StringView("target"),           QLatin1StringView("vendor"),
        QLatin1StringView("third_party"),  QLatin1StringView("site-packages")};
    return name.startsWith(u'.') || name.startsWith(QLatin1StringView("cmake-build-"))
        || std::find(names.begin(), names.end(), name) != names.end();
}

/// A task under way: files of one folder and one language.
struct Bundle
{
    QString folder; // relative
    std::string language;
    QJsonArray files;
    qint64 bytes = 0;
};

class Walker
{
public:
    Walker(FolderPlan &plan)
        : m_plan(plan)
        , m_root(plan.folder)
    {
    }

    void walk(const QString &relative, int depth);
    void flush();

private:
    void take(const QString &relative, const QFileInfo &file, std::string_view language);
    void close(Bundle &bundle);
    void add(const char *type, const QString &title, const Bundle &bundle, Priority priority);

    FolderPlan &m_plan;
    const QDir m_root;
    std::map<std::string, Bundle> m_open; // by language
    int m_seen = 0;
};

void Walker::walk(const QString &relative, int depth)
{
    QDir dir(relative.isEmpty() ? m_root.path() : m_root.filePath(relative));
    const auto entries = dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    QStringList folders;
    for (const QFileInfo &entry : entries) {
        if (++m_seen > kEntriesMax || m_plan.files >= FolderPlan::kFilesMax) {
            m_plan.isCut = true;
            break;
        }
        const QString path = relative.isEmpty() ? entry.fileName() : relative + u'/' + entry.fileName();
        if (entry.isDir()) {
            if (!isSkipped(entry.fileName()))
                folders << path;
        } else if (const auto language = checks::languageOf(path.toStdString()); !language.empty()) {
            take(path, entry, language);
        }
    }
    flush(); // a task keeps to one folder, so that its title can name it
    if (depth < kDepthMax)
        for (const QString &folder : folders)
            walk(folder, depth + 1);
}

void Walker::take(const QString &relative, const QFileInfo &info, std::string_view language)
{
    if (info.size() > FolderPlan::kFileBytesMax) {
        ++m_plan.tooLarge;
        return;
    }
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly)) {
        ++m_plan.unreadable;
        return;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(file.read(FolderPlan::kFileBytesMax));
    if (decoder.hasError() || text.contains(QChar(0)) || text.trimmed().isEmpty()) {
        ++m_plan.unreadable;
        return;
    }
    Bundle &bundle = m_open[std::string(language)];
    const qint64 bytes = text.size() + relative.size();
    if (!bundle.files.isEmpty()
        && (bundle.files.size() >= FolderPlan::kFilesPerTaskMax || bundle.bytes + bytes > FolderPlan::kBytesPerTaskMax))
        close(bundle);
    bundle.folder = QFileInfo(relative).path();
    bundle.language = language;
    bundle.bytes += bytes;
    bundle.files.append(QJsonObject{{QStringLiteral("path"), relative}, {QStringLiteral("text"), text}});
    ++m_plan.files;
}

void Walker::flush()
{
    for (auto &[language, bundle] : m_open)
        close(bundle);
    m_open.clear();
}

void Walker::close(Bundle &bundle)
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

void Walker::add(const char *type, const QString &title, const Bundle &bundle, Priority priority)
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
    Walker(plan).walk({}, 0);
    if (plan.tasks.empty())
        return failField(ErrorCode::NotFound, "folder", 0, "it holds no JavaScript, TypeScript, Python or C++ source that can be read");
    return plan;
}

} // namespace skep::app
