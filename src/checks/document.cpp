// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/document.h"

#include "checks/outline/docstring.h"
#include "checks/outline/outline.h"

#include <array>

namespace skep::checks {
namespace {

int countIn(const std::vector<Symbol> &symbols, bool isDocumentedOnly)
{
    int count = 0;
    for (const Symbol &symbol : symbols)
        count += (!isDocumentedOnly || !symbol.doc.empty() ? 1 : 0) + countIn(symbol.children, isDocumentedOnly);
    return count;
}

} // namespace

std::string_view name(SymbolKind kind)
{
    static constexpr std::array<std::string_view, 11> kNames{"namespace", "class",    "struct", "interface", "enum", "type",
                                                             "function",  "method",   "property", "constant", "macro"};
    return kNames[static_cast<std::size_t>(kind)];
}

Outline document(const SourceFile &file)
{
    Outline outline;
    outline.path = file.path;
    outline.language = languageOf(file);
    outline.lines = countLines(file.text);
    if (outline.language == "python") {
        const Unit unit(Language::Python, file.text);
        outline.doc = unit.isString(0) ? cleanDocstring(contentOf(unit[0])) : DocComments(unit).ofFile();
        outline.symbols = pythonSymbols(unit);
    } else if (outline.language == "cpp") {
        const Unit unit(Language::Cpp, file.text);
        outline.doc = DocComments(unit).ofFile();
        outline.symbols = cppSymbols(unit);
    } else if (!outline.language.empty()) {
        const Unit unit(outline.language == "typescript" ? Language::TypeScript : Language::JavaScript, file.text);
        outline.doc = DocComments(unit).ofFile();
        outline.symbols = scriptSymbols(unit);
    }
    return outline;
}

int countSymbols(const Outline &outline)
{
    return countIn(outline.symbols, false);
}

int countDocumented(const Outline &outline)
{
    return countIn(outline.symbols, true);
}

} // namespace skep::checks
