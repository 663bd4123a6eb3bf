// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skep::nanobot {

/// One fenced block of a model's answer.
struct CodeFile {
    std::string path; // relative and clean; "snippet-N" where the model gave none or a bad one
    std::string language;
    std::string text;

    friend bool operator==(const CodeFile &, const CodeFile &) = default;
};

/// The fenced code blocks of a Markdown text, in their order. A fence that is still open at the end counts up to
/// there. A path stands behind the language (```python src/a.py), as path=..., or in the line above the fence.
[[nodiscard]] std::vector<CodeFile> codeFiles(std::string_view markdown);

/// True for a relative path without empty, "." or ".." parts, backslashes, colons or control characters.
[[nodiscard]] bool isCleanPath(std::string_view path);

} // namespace skep::nanobot
