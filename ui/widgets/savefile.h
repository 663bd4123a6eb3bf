// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QIODevice;

namespace skep::ui {

/// What became of a file, in a sentence.
struct SavedFile
{
    bool isGood = false;
    QString words;
};

/// Writes a file that the person chose. `write` says whether it could; an older file stays whole when not all is written.
[[nodiscard]] SavedFile saveFile(const QString &path, const std::function<bool(QIODevice &file)> &write);

} // namespace skep::ui
