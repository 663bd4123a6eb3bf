// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/document.h"
#include "checks/parse/unit.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::checks {

// One walk per language family; each gives the symbols of the whole file.
[[nodiscard]] std::vector<Symbol> scriptSymbols(const Unit &unit);
[[nodiscard]] std::vector<Symbol> pythonSymbols(const Unit &unit);
[[nodiscard]] std::vector<Symbol> cppSymbols(const Unit &unit);

/// Finds the comments that speak of a declaration and takes their markers off.
class DocComments
{
public:
    explicit DocComments(const Unit &unit) : m_unit(unit) {}

    /// The comment that ends on the line above, or several line comments in a row; also one behind, "///< ...".
    [[nodiscard]] std::string above(int line) const;
    [[nodiscard]] std::string behind(int line) const;
    /// What the file's first comment says of the file: not a licence, and not the first declaration's own comment.
    [[nodiscard]] std::string ofFile() const;

    /// Text without markers, common indentation and empty ends.
    [[nodiscard]] static std::string clean(std::string_view comment);

private:
    [[nodiscard]] std::size_t firstOfRun(std::size_t last) const;
    [[nodiscard]] std::string joined(std::size_t first, std::size_t last) const;

    const Unit &m_unit;
};

/// The tokens as one line, cut to a length that a heading bears.
[[nodiscard]] std::string signatureOf(const Unit &unit, Range in);

} // namespace skep::checks
