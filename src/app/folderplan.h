// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/task.h"

#include <QString>

#include <vector>

namespace skep::app {

/// What reviewing a folder of the person's own comes to: tasks with the sources in them, so that any agent can work on
/// them, wherever it runs.
struct FolderPlan
{
    static constexpr int kFilesMax = 1'500;             // then the rest is left out, and said
    static constexpr qint64 kFileBytesMax = 128 * 1024; // larger ones are made by programs
    static constexpr int kFilesPerTaskMax = 10;
    static constexpr qint64 kBytesPerTaskMax = 200 * 1024;

    QString folder;           // canonical
    std::string project;      // of the tasks: the folder's name
    std::vector<TaskSpec> tasks;
    int files = 0;            // that the tasks hold
    int tooLarge = 0;
    int unreadable = 0;
    bool isCut = false;       // there were more than kFilesMax

    /// Walks the folder: sources in languages that the checks know, no hidden folders, no dependencies or build
    /// output, no symbolic links, nothing written. NotFound: no folder, or no source in it. Any thread; may take
    /// seconds on a slow disk.
    [[nodiscard]] static Result<FolderPlan> of(const QString &folder);
};

} // namespace skep::app
