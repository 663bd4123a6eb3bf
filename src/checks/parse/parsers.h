// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/parse/unit.h"

namespace skep::checks {

/// Finds functions, classes and blocks of Python by indentation.
class PythonParser
{
public:
    explicit PythonParser(Unit &unit) : m_unit(unit) {}
    void run();

private:
    [[nodiscard]] int colonOf(int from, int lineEnd) const;
    [[nodiscard]] int suiteEnd(std::size_t line) const;
    void header(std::size_t line);
    void function(int start, int def, int colon, Range body);
    void lambda(int i);
    void addBlock(std::string_view word, int start, int headBegin, int colon, Range body);

    struct Line
    {
        int begin = 0, end = 0; // end is the Newline
        int indent = 0;
    };
    Unit &m_unit;
    std::vector<Line> m_lines;
};

/// Names bound by a parameter list or a destructuring pattern of JavaScript.
void readScriptPattern(const Unit &unit, Range in, bool isTop, std::vector<int> &names);

/// Finds functions and classes of JavaScript and TypeScript.
class ScriptParser
{
public:
    explicit ScriptParser(Unit &unit) : m_unit(unit) {}
    void run();

private:
    void arrow(int i);
    void function(int open);
    void classAt(int i);
    [[nodiscard]] int skipType(int i) const;
    [[nodiscard]] int expressionEnd(int i) const;
    void readParams(Function &function) const;
    [[nodiscard]] int nameBefore(int i) const;

    Unit &m_unit;
};

/// Finds functions, lambdas and classes of C++.
class CppParser
{
public:
    explicit CppParser(Unit &unit) : m_unit(unit) {}
    void run();

private:
    void classAt(int i);
    void functionAt(int open);
    void lambdaAt(int i);
    [[nodiscard]] int bodyAfter(int close) const;
    [[nodiscard]] int skipInitialisers(int colon) const;
    [[nodiscard]] int declarationStart(int name) const;
    void readParams(Function &function) const;

    Unit &m_unit;
};

} // namespace skep::checks
