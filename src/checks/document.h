// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::checks {

enum class SymbolKind : unsigned char {
    Namespace,
    Class,
    Struct,
    Interface,
    Enum,
    TypeAlias,
    Function,
    Method,
    Property,
    Constant,
    Macro,
};

/// "namespace", "class", ...
[[nodiscard]] std::string_view name(SymbolKind);

/// A named thing of a file with what its author says of it.
struct Symbol
{
    SymbolKind kind = SymbolKind::Function;
    std::string name;
    std::string signature; // on one line, without body
    std::string doc;       // plain text of the doc comment, markers removed; empty: none was written
    int line = 0;          // from 1
    bool exported = true;  // false: visible in this file only, or private by the language's convention
    std::vector<Symbol> children;

    friend bool operator==(const Symbol &, const Symbol &) = default;
};

struct Outline
{
    std::string path;
    std::string language;
    std::string doc; // of the file itself
    int lines = 0;
    std::vector<Symbol> symbols;

    friend bool operator==(const Outline &, const Outline &) = default;
};

/// What a file declares, in order of appearance. Empty for a language without rules.
[[nodiscard]] Outline document(const SourceFile &file);

/// Symbols at all depths, and those of them that carry a doc comment.
[[nodiscard]] int countSymbols(const Outline &outline);
[[nodiscard]] int countDocumented(const Outline &outline);

/// An API reference of one file in Markdown.
[[nodiscard]] std::string toMarkdown(const Outline &outline);

} // namespace skep::checks
