// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

#include <functional>
#include <tl/expected.hpp>
#include <vector>

class QFileInfo;

// Files of this computer that a person wants worked on: which they are, and their texts. All of it reads from disk and
// may take seconds on a slow one: not for the window thread. Nothing is written.
namespace skep {

/// A file and the name that a task gives it: relative to the chosen folder, with slashes.
struct ChosenFile
{
    QString path; // on disk
    QString name;

    friend bool operator==(const ChosenFile &, const ChosenFile &) = default;
};

/// Why the text of a file cannot be had.
enum class FileFault { Gone, Unreadable, NotText, TooLarge };

struct LeftOut
{
    QString name;
    FileFault fault = FileFault::Gone;

    friend bool operator==(const LeftOut &, const LeftOut &) = default;
};

/// The whole text of a regular file of at most `bytesMax` bytes: UTF-8 without NUL.
[[nodiscard]] tl::expected<QString, FileFault> readText(const QString &path, qint64 bytesMax);

inline constexpr int kFolderDepthMax = 24;       // of folders in folders; deeper ones are left out, the others gone through
inline constexpr int kFolderEntriesMax = 200'000; // files and folders

/// Why not all of a folder was gone through.
enum class WalkCut { None, Taker, Entries, Depth };

/// Goes through a folder in the order of names, the files of each folder before its sub-folders: no hidden ones, no
/// symbolic links, no dependencies and no build output. `take` gets the relative name and says whether to go on;
/// `folderEnds` comes after the files of each folder. The answer is why something was left out; of several reasons the
/// one that ended it.
WalkCut walkFolder(const QString &folder, const std::function<bool(const QString &name, const QFileInfo &file)> &take,
                const std::function<void()> &folderEnds = {});

/// Whether a file has the ending of a language that reviews and documentation know.
[[nodiscard]] bool isSourceName(const QString &name);

struct FolderFiles
{
    std::vector<ChosenFile> files;
    WalkCut cut = WalkCut::None; // Taker: there are more than asked for
};

/// At most `filesMax` files of a folder; `onlySources`: of isSourceName().
[[nodiscard]] FolderFiles filesOf(const QString &folder, bool onlySources, std::size_t filesMax);

struct FilesRead
{
    QJsonArray files;             // objects of path and text, as in a task's params.files
    std::vector<LeftOut> leftOut; // each file whose text is not among them, by name
    qint64 bytes = 0;             // of all of them on disk; beyond the bound no more texts are read
};

/// The texts of these files, together at most `bytesMax` bytes.
[[nodiscard]] FilesRead readFiles(const std::vector<ChosenFile> &files, qint64 bytesMax);

/// "logo.png: not text; old.py: not there any more", with the number of those that are not named.
[[nodiscard]] QString leftOutWords(const std::vector<LeftOut> &files);

} // namespace skep
