// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/promises.h"

#include "checks/rules/facts.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace skep::checks {
namespace {

bool returnsPromise(const Unit &unit, const Function &function)
{
    if (function.isAsync)
        return !function.isGenerator;
    if (!unit.isScript())
        return false;
    if (function.close >= 0 && unit.is(function.close + 1, ":") && unit.is(function.close + 2, "Promise"))
        return true;
    const int first = function.body.begin;
    return (unit.is(first, "return") && unit.is(first + 1, "new") && unit.is(first + 2, "Promise")) || (function.isExpression && unit.is(first, "new") && unit.is(first + 1, "Promise"));
}

class Promises
{
public:
    explicit Promises(const Job &job) : m_job(job), m_unit(job.unit)
    {
        std::set<std::string_view> plain;
        for (const Function &function : m_unit.functions()) {
            if (function.name < 0)
                continue;
            const auto name = m_unit.text(function.name);
            if (!returnsPromise(m_unit, function))
                plain.insert(name);
            else
                (function.inClass >= 0 && !function.isArrow ? m_methods : m_functions).insert(name);
        }
        for (const auto name : plain) { // a name with two meanings is left alone
            m_functions.erase(name);
            m_methods.erase(name);
        }
        readImports();
    }

    void check()
    {
        for (int i = 0; i < m_unit.size(); ++i) {
            if (m_unit.is(i, "(") && m_unit.isOpen(i) && isAsynchronous(i - 1))
                checkCall(i - 1, i);
        }
        for (const Variable &variable : m_job.names.all())
            checkVariable(variable);
    }

private:
    /// import { readFile } from 'node:fs/promises'; import fsp from 'fs/promises'
    void readImports()
    {
        for (const Variable &variable : m_job.names.all()) {
            if (variable.kind != Variable::Kind::Import || !m_unit.isScript())
                continue;
            const int end = m_unit.statementEnd(variable.name);
            const auto from = m_unit.isString(end - 1) ? contentOf(m_unit[end - 1]) : std::string_view();
            if (from.ends_with("fs/promises"))
                (m_unit.is(m_unit.around(variable.name), "{") ? m_functions : m_objects).insert(m_unit.text(variable.name));
            else if (from == "fs-extra")
                m_objects.insert("");
        }
    }

    [[nodiscard]] bool isAsynchronous(int name) const
    {
        if (m_unit[name].kind != Tok::Ident)
            return false;
        const auto text = m_unit.text(name);
        if (m_unit.is(name - 1, "function") || m_unit.is(name - 1, "def") || m_unit.is(name - 1, "new"))
            return false;
        for (const Function &function : m_unit.functions()) {
            if (function.name == name)
                return false; // its declaration
        }
        if (!m_unit.is(name - 1, ".")) {
            return m_functions.contains(text) || (m_unit.isScript() && text == "fetch" && !m_job.names.isBound("fetch"));
        }
        const bool isSelf = m_unit.is(name - 2, "this") || m_unit.is(name - 2, "self");
        if (isSelf)
            return m_methods.contains(text);
        if (m_unit.isScript() && m_unit.is(name - 2, "promises") && m_unit.is(name - 4, "fs"))
            return true;
        if (m_unit.isScript() && m_objects.contains(m_unit.text(name - 2)))
            return true;
        if (m_unit.isPython() && m_unit.is(name - 2, "asyncio") && text == "sleep")
            return true;
        return m_methods.contains(text) && isOwnClass(name - 2, text);
    }

    /// The object before the dot is made of a class of this file that has the method: new Cart(), cart: Cart, cart.
    [[nodiscard]] bool isOwnClass(int object, std::string_view method) const
    {
        if (!m_unit.isName(object) || m_unit.is(object - 1, "."))
            return false;
        const Variable *variable = m_job.names.find(object);
        for (const Function &function : m_unit.functions()) {
            if (function.name < 0 || function.inClass < 0 || m_unit.text(function.name) != method)
                continue;
            const int className = m_unit.classes()[static_cast<std::size_t>(function.inClass)].name;
            if (className < 0)
                continue;
            const auto owner = m_unit.text(className);
            if (lowered(owner) == lowered(m_unit.text(object)))
                return true;
            if (variable && (m_unit.contains(variable->init, owner) || m_unit.contains(variable->type, owner)
                             || (m_unit.is(variable->name + 1, ":") && m_unit.is(variable->name + 2, owner))))
                return true;
        }
        return false;
    }

    void checkCall(int name, int open)
    {
        const int begin = pathBegin(m_unit, name);
        const int end = m_unit.closing(open) + 1;
        const int before = begin - 1;
        const int function = m_unit.functionAt(begin);
        const bool isIn = function >= 0;
        if (m_unit.is(before, "await") || m_unit.is(before, "return") || m_unit.is(before, "void") || m_unit.is(before, "yield"))
            return;
        const bool isWhole = m_unit.isStatementStart(begin) && m_unit.statementEnd(begin) == end;
        if (isWhole) {
            const bool isWaiting = isIn && m_unit.functions()[static_cast<std::size_t>(function)].isAsync;
            const bool isArrowValue = isIn && m_unit.functions()[static_cast<std::size_t>(function)].isExpression;
            if (m_unit.isPython() ? isIn : isWaiting && !isArrowValue)
                m_job.report.add(begin, Severity::High, "missing-await",
                                 m_unit.isPython() ? "The coroutine is made and never awaited, so it does not run."
                                                   : "Nobody waits for the promise, so the next lines run too early and an error is lost.");
            return;
        }
        const int around = m_unit.around(begin);
        const bool isCondition = m_unit.is(around, "(") && (m_unit.is(around - 1, "if") || m_unit.is(around - 1, "while")) && (before == around || m_unit.is(before, "!") || m_unit.is(before, "&&") || m_unit.is(before, "||"));
        const bool isPythonCondition = m_unit.isPython() && (m_unit.is(before, "if") || m_unit.is(before, "elif") || m_unit.is(before, "while") || m_unit.is(before, "not"));
        const bool isInText = m_unit.is(before, "${") && m_unit.is(end, "}");
        const bool isOperand = (m_unit.is(end, "+") || m_unit.is(end, "===") || m_unit.is(end, "==") || m_unit.is(end, ">") || m_unit.is(end, "<")) && !m_unit.is(before, "=");
        const bool isPart = (m_unit.is(end, ".") && !m_unit.is(end + 1, "then") && !m_unit.is(end + 1, "catch") && !m_unit.is(end + 1, "finally") && !m_unit.is(end + 1, "add_done_callback") && !m_unit.is(end + 1, "close") && !m_unit.is(end + 1, "send")) || m_unit.is(end, "[");
        if (isCondition || isPythonCondition || isInText || isOperand || isPart)
            m_job.report.add(begin, Severity::High, "missing-await", "The promise itself is used, not its result, so the value here is never the one meant.");
    }

    /// const user = load(); user.name
    void checkVariable(const Variable &variable)
    {
        const Range init = variable.init;
        if (init.isEmpty() || variable.kind != Variable::Kind::Local || !m_unit.is(init.end - 1, ")"))
            return;
        const int open = m_unit[init.end - 1].match;
        if (open < 1 || pathBegin(m_unit, open - 1) != init.begin)
            return;
        const bool isAll = m_unit.isScript() && m_unit.is(init.begin, "Promise") && (m_unit.is(init.begin + 2, "all") || m_unit.is(init.begin + 2, "allSettled"));
        if (!isAll && !isAsynchronous(open - 1))
            return;
        if (variable.isPattern) { // const { name } = load()
            m_job.report.add(init.begin, Severity::High, "missing-await", "The parts are taken from the promise itself, not from its result.");
            return;
        }
        for (const int use : m_job.names.uses(variable)) {
            if (use < init.end)
                continue;
            const bool isChained = m_unit.is(use + 2, "then") || m_unit.is(use + 2, "catch") || m_unit.is(use + 2, "finally") || m_unit.is(use + 2, "cancel") || m_unit.is(use + 2, "add_done_callback");
            const int around = m_unit.around(use);
            const bool isTested = m_unit.is(around, "(") && (m_unit.is(around - 1, "if") || m_unit.is(around - 1, "while")) && (m_unit.is(use - 1, "!") || use - 1 == around) ;
            const bool isPythonTested = m_unit.isPython() && (m_unit.is(use - 1, "if") || m_unit.is(use - 1, "not"));
            const bool isWalked = m_unit.is(use - 1, "of") || (m_unit.isPython() && m_unit.is(use - 1, "in"));
            const bool isPart = (m_unit.is(use + 1, ".") && !isChained) || m_unit.is(use + 1, "[");
            if (isPart || isTested || isPythonTested || isWalked)
                m_job.report.add(init.begin, Severity::High, "missing-await", "\"" + std::string(m_unit.text(variable.name)) + "\" holds the promise itself, not its result; await is missing.");
            return; // the first use tells
        }
    }

    const Job &m_job;
    const Unit &m_unit;
    std::set<std::string_view> m_functions;
    std::set<std::string_view> m_methods;
    std::set<std::string_view> m_objects;
};

} // namespace

void checkPromises(const Job &job)
{
    Promises(job).check();
}

} // namespace skep::checks
