// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/unit.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace skep::checks {

/// A name that the file binds.
struct Variable
{
    enum class Kind : unsigned char { Local, Param, Loop, Caught, Import, Function, Class, Member };

    Kind kind = Kind::Local;
    int name = 0;       // its token
    Range type;         // C++: the words before the name; TypeScript: behind its colon
    Range init;         // what it begins with; empty: nothing
    Range scope;        // where it can be seen
    bool isConst = false;
    bool isPattern = false; // one of several names of a destructuring
    bool isArray = false;   // C++: int x[10]
};

/// Binds uses to declarations by scope, as far as tokens tell.
class Names
{
public:
    explicit Names(const Unit &unit);

    [[nodiscard]] const std::vector<Variable> &all() const { return m_all; }
    /// The declaration that the name at this token means; null: the file has none.
    [[nodiscard]] const Variable *find(int use) const;
    /// Every token in the scope that means this variable, its own left out.
    [[nodiscard]] std::vector<int> uses(const Variable &variable) const;
    /// Every token with this name, members and keys included, in order.
    [[nodiscard]] const std::vector<int> &places(std::string_view name) const;
    [[nodiscard]] bool isBound(std::string_view name) const { return m_byName.contains(name); }

private:
    void readScript();
    void readScriptDeclaration(int keyword);
    void readScriptImport(int import);
    void readPython();
    void readPythonImport(int import);
    void bindPython(int name, Variable::Kind kind, Range init);
    void readCpp();
    [[nodiscard]] int cppTypeBegin(int name) const;
    void readCppDeclaration(int name);
    void add(Variable variable);
    [[nodiscard]] Range blockAround(int i) const;

    const Unit &m_unit;
    std::vector<Variable> m_all;
    std::unordered_map<std::string_view, std::vector<int>> m_byName; // indexes into m_all
    std::unordered_map<std::string_view, std::vector<int>> m_places; // tokens, in order
};

} // namespace skep::checks
