// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace skep::checks {

/// One file to look at. Nothing is ever read from disk here: text comes with the task.
struct SourceFile
{
    std::string path;     // as the task names it; only its ending is used
    std::string language; // "javascript", "typescript", "python", "cpp"; empty: by the path's ending
    std::string text;
};

/// The language of a file by its ending; empty for one that no rule knows.
[[nodiscard]] std::string_view languageOf(std::string_view path);

/// The file's own word, else languageOf(path). Other spellings ("js", "c++", "py") are understood.
[[nodiscard]] std::string_view languageOf(const SourceFile &file);

/// Number of lines, a last one without line break included.
[[nodiscard]] int countLines(std::string_view text);

} // namespace skep::checks
