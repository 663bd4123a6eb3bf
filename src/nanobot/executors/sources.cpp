// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/sources.h"

#include "core/validate.h"
#include "nanobot/executors/confinedfile.h"
#include "nanobot/executors/fences.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace skep::nanobot {
namespace {

constexpr std::size_t kPathBytesMax = 1'000;
constexpr std::size_t kEntriesSeenMax = 100'000; // of a folder that is walked

tl::unexpected<Error> badParam(std::string field, std::string detail)
{
    return failField(ErrorCode::BadValue, "params." + std::move(field), 0, std::move(detail));
}

bool isSkippedFolder(const QString &name)
{
    return name.startsWith(QLatin1Char('.')) || name == QLatin1StringView("node_modules")
        || name == QLatin1StringView("__pycache__");
}

} // namespace

bool isBelow(const QString &path, const QString &root)
{
    return path == root || root == QLatin1StringView("/") || path.startsWith(root + QLatin1Char('/'));
}

Result<Sources> Sources::of(const QJsonObject &params, const QStringList &roots, Take take)
{
    if (params.contains(QLatin1StringView("files")))
        return inlineFiles(params);
    if (params.contains(QLatin1StringView("folder")))
        return folderFiles(params, roots, take);
    return failField(ErrorCode::MissingField, "params.files", 0,
                     "give the source in params.files or name params.folder");
}

Result<Sources> Sources::inlineFiles(const QJsonObject &params)
{
    const QJsonArray files = params.value(QLatin1StringView("files")).toArray();
    if (files.isEmpty())
        return badParam("files", "must be a list of files with path and text");
    if (static_cast<std::size_t>(files.size()) > kSourceFilesMax)
        return failField(ErrorCode::OutOfRange, "params.files", kSourceFilesMax, "too many files");
    Sources sources;
    for (const QJsonValue &value : files) {
        const QJsonObject file = value.toObject();
        checks::SourceFile source;
        source.path = file.value(QLatin1StringView("path")).toString().toStdString();
        source.language = file.value(QLatin1StringView("language")).toString().toStdString();
        source.text = file.value(QLatin1StringView("text")).toString().toStdString();
        if (source.path.empty() || source.path.size() > kPathBytesMax)
            return badParam("files.path", "each file needs a path");
        if (!file.value(QLatin1StringView("text")).isString())
            return badParam("files.text", "each file needs its text");
        sources.m_files.push_back(std::move(source));
    }
    return sources;
}

Result<Sources> Sources::folderFiles(const QJsonObject &params, const QStringList &roots, Take take)
{
    if (roots.isEmpty())
        return failField(ErrorCode::Forbidden, "params.folder", 0,
                         "this nanobot was not started with --read-root and reads no files");
    const QString asked = params.value(QLatin1StringView("folder")).toString();
    if (!QDir::isAbsolutePath(asked))
        return badParam("folder", "must be an absolute path");
    Sources sources;
    sources.m_take = take;
    sources.m_folder = QFileInfo(asked).canonicalFilePath();
    const bool isAllowed
        = std::any_of(roots.begin(), roots.end(), [&](const QString &root) { return isBelow(sources.m_folder, root); });
    // One answer for what is not there and what may not be read: a task must not learn which.
    if (sources.m_folder.isEmpty() || !isAllowed || !QFileInfo(sources.m_folder).isDir())
        return failField(ErrorCode::Forbidden, "params.folder", 0, "not a folder below a --read-root of this nanobot");

    const QJsonValue paths = params.value(QLatin1StringView("paths"));
    if (paths.isUndefined() || paths.isNull()) {
        if (auto listed = sources.listFolder(); !listed)
            return tl::unexpected<Error>(listed.error());
        return sources;
    }
    if (!paths.isArray())
        return badParam("paths", "must be a list of paths below the folder");
    for (const QJsonValue &value : paths.toArray()) {
        std::string path = value.toString().toStdString();
        if (!isCleanPath(path))
            return badParam("paths", "a path must be relative and without \"..\"");
        sources.m_paths.push_back(std::move(path));
    }
    if (sources.m_paths.empty())
        return badParam("paths", "names no file");
    if (sources.m_paths.size() > kSourceFilesMax)
        return failField(ErrorCode::OutOfRange, "params.paths", kSourceFilesMax, "too many files");
    return sources;
}

Result<void> Sources::listFolder()
{
    // A walk of our own: QDirIterator cannot leave out a folder with all below it.
    const QDir base(m_folder);
    std::vector<QString> open{m_folder};
    std::size_t seen = 0;
    while (!open.empty()) {
        const QDir dir(open.back());
        open.pop_back();
        QDirIterator entries(dir.path(),
                             QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks | QDir::Hidden);
        while (entries.hasNext()) {
            entries.next();
            if (++seen > kEntriesSeenMax)
                return failField(ErrorCode::OutOfRange, "params.folder", kEntriesSeenMax,
                                 "the folder has too many entries");
            const QFileInfo entry = entries.fileInfo();
            if (entry.isDir()) {
                if (!isSkippedFolder(entry.fileName()))
                    open.push_back(entry.filePath());
                continue;
            }
            std::string path = base.relativeFilePath(entry.filePath()).toStdString();
            if ((m_take == Take::Source && checks::languageOf(path).empty()) || !isCleanPath(path))
                continue;
            if (m_paths.size() == kSourceFilesMax)
                return failField(ErrorCode::OutOfRange, "params.folder", kSourceFilesMax,
                                 "too many files: name some in params.paths");
            m_paths.push_back(std::move(path));
        }
    }
    if (m_paths.empty())
        return badParam("folder", "holds no source file of a known language");
    std::sort(m_paths.begin(), m_paths.end());
    return {};
}

std::string Sources::pathAt(std::size_t index) const
{
    return m_files.empty() ? m_paths[index] : m_files[index].path;
}

Result<checks::SourceFile> Sources::fileAt(std::size_t index) const
{
    if (!m_files.empty()) {
        if (m_files[index].text.size() > kSourceFileBytesMax)
            return failField(ErrorCode::TooLong, m_files[index].path, kSourceFileBytesMax);
        return m_files[index];
    }
    auto text = readConfined(m_folder, m_paths[index], kSourceFileBytesMax);
    if (!text)
        return tl::unexpected<Error>(text.error());
    if (m_take == Take::Source && !isCleanText(*text))
        return failField(ErrorCode::BadValue, m_paths[index], 0, "not UTF-8 text");
    return checks::SourceFile{m_paths[index], {}, std::move(*text)};
}

} // namespace skep::nanobot
