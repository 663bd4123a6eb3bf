// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/outline/outline.h"
#include "checks/outline/docstring.h"

#include <algorithm>
#include <set>

namespace skep::checks {
namespace {

class PythonOutline
{
public:
    explicit PythonOutline(const Unit &unit) : m_unit(unit), m_docs(unit) {}

    std::vector<Symbol> run()
    {
        readAll();
        return level({0, m_unit.size()}, false);
    }

private:
    void readAll();
    std::vector<Symbol> level(Range body, bool isClass);
    void function(const Function &one, int first, bool isClass, std::vector<Symbol> &out);
    void classAt(const Class &one, std::vector<Symbol> &out);
    void value(Range in, bool isClass, std::vector<Symbol> &out);
    [[nodiscard]] bool isExported(std::string_view name) const;
    [[nodiscard]] std::string docOf(Range body) const;

    const Unit &m_unit;
    DocComments m_docs;
    std::set<std::string_view> m_all; // of __all__
};

void PythonOutline::readAll()
{
    for (int i = 0; i < m_unit.size(); ++i) {
        if (!m_unit.is(i, "__all__") || !m_unit.isOpen(i + 2))
            continue;
        for (int k = i + 3; k < m_unit.closing(i + 2); ++k) {
            if (m_unit.isString(k))
                m_all.insert(contentOf(m_unit[k]));
        }
    }
}

bool PythonOutline::isExported(std::string_view name) const
{
    const bool isDunder = name.starts_with("__") && name.ends_with("__");
    return isDunder || !name.starts_with("_");
}

std::string PythonOutline::docOf(Range body) const
{
    return m_unit.isString(body.begin) ? cleanDocstring(contentOf(m_unit[body.begin])) : std::string();
}

std::vector<Symbol> PythonOutline::level(Range body, bool isClass)
{
    std::vector<Symbol> out;
    int decorators = -1; // where they begin
    for (int i = body.begin; i < body.end;) {
        if (m_unit[i].kind == Tok::Newline) {
            ++i;
            continue;
        }
        if (m_unit.is(i, "@")) {
            decorators = decorators < 0 ? i : decorators;
            i = m_unit.statementEnd(i) + 1;
            continue;
        }
        const auto ownFunction = std::find_if(m_unit.functions().begin(), m_unit.functions().end(),
                                              [&](const Function &f) { return f.start == i && f.name >= 0; });
        const auto ownClass = std::find_if(m_unit.classes().begin(), m_unit.classes().end(), [&](const Class &c) { return c.start == i; });
        if (ownFunction != m_unit.functions().end()) {
            function(*ownFunction, decorators < 0 ? i : decorators, isClass, out);
            i = ownFunction->body.end;
        } else if (ownClass != m_unit.classes().end()) {
            classAt(*ownClass, out);
            i = ownClass->body.end;
        } else if (const int block = m_unit.blockFrom(i); block >= 0) {
            const Block &one = m_unit.blocks()[static_cast<std::size_t>(block)];
            if (one.word == "try" || (one.word == "if" && !m_unit.contains(one.head, "__name__"))) { // guarded definitions
                for (Symbol &symbol : level(one.body, isClass))
                    out.push_back(std::move(symbol));
            }
            i = one.end;
        } else {
            const int end = m_unit.statementEnd(i);
            value({i, end}, isClass, out);
            i = end + 1;
        }
        decorators = -1;
    }
    if (!isClass && !m_all.empty()) {
        for (Symbol &symbol : out)
            symbol.exported = m_all.contains(symbol.name);
    }
    return out;
}

void PythonOutline::function(const Function &one, int first, bool isClass, std::vector<Symbol> &out)
{
    bool isProperty = false;
    std::string marks;
    for (int i = first; i < one.start; ++i) {
        if (m_unit.is(i, "setter") || m_unit.is(i, "deleter") || m_unit.is(i, "overload"))
            return; // belongs to what stands elsewhere
        isProperty = isProperty || m_unit.is(i, "property") || m_unit.is(i, "cached_property");
        if (m_unit.is(i, "@") && (m_unit.is(i + 1, "staticmethod") || m_unit.is(i + 1, "classmethod") || m_unit.is(i + 1, "abstractmethod")))
            marks += '@' + std::string(m_unit.text(i + 1)) + ' ';
    }
    int colon = one.close + 1;
    while (colon < one.body.begin && !m_unit.is(colon, ":"))
        colon = m_unit.closing(colon) + 1;
    Symbol symbol;
    symbol.kind = isProperty ? SymbolKind::Property : isClass ? SymbolKind::Method : SymbolKind::Function;
    symbol.name = m_unit.text(one.name);
    symbol.signature = marks + signatureOf(m_unit, {one.start, colon});
    symbol.doc = docOf(one.body);
    if (symbol.doc.empty())
        symbol.doc = m_docs.above(m_unit.line(first));
    symbol.line = m_unit.line(one.name);
    symbol.exported = isExported(symbol.name);
    out.push_back(std::move(symbol));
}

void PythonOutline::classAt(const Class &one, std::vector<Symbol> &out)
{
    Symbol symbol;
    const bool isEnum = m_unit.contains(one.bases, "Enum") || m_unit.contains(one.bases, "IntEnum") || m_unit.contains(one.bases, "StrEnum") || m_unit.contains(one.bases, "Flag");
    symbol.kind = isEnum ? SymbolKind::Enum : SymbolKind::Class;
    symbol.name = m_unit.text(one.name);
    symbol.signature = "class " + signatureOf(m_unit, {one.name, one.bases.isEmpty() ? one.name + 1 : one.bases.end + 1});
    symbol.doc = docOf(one.body);
    symbol.line = m_unit.line(one.name);
    symbol.exported = isExported(symbol.name);
    symbol.children = level(one.body, true);
    if (isEnum) {
        for (Symbol &child : symbol.children) {
            if (child.kind == SymbolKind::Property)
                child.kind = SymbolKind::Constant;
        }
    }
    out.push_back(std::move(symbol));
}

/// NAME = ..., name: type = ..., at the level of the module or a class.
void PythonOutline::value(Range in, bool isClass, std::vector<Symbol> &out)
{
    const int name = in.begin;
    const bool isTyped = m_unit.is(name + 1, ":");
    if (!m_unit.isName(name) || (!isTyped && !m_unit.is(name + 1, "=")) || (m_unit.text(name).starts_with("__") && !isClass))
        return;
    const auto text = m_unit.text(name);
    const bool isUpper = std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const int eq = m_unit.find(in, "=");
    const bool isAlias = !isClass && (m_unit.is(name + 3, "TypeAlias") || (text.front() >= 'A' && text.front() <= 'Z' && !isUpper));
    if (!isClass && !isUpper && !isAlias && !isTyped)
        return;
    const bool isLong = eq >= 0 && (in.end - eq > 14 || m_unit.line(eq) != m_unit.line(in.end - 1));
    Symbol symbol;
    symbol.kind = isAlias ? SymbolKind::TypeAlias : isClass && !isUpper ? SymbolKind::Property : SymbolKind::Constant;
    symbol.name = text;
    symbol.signature = signatureOf(m_unit, {name, isLong ? eq : in.end});
    symbol.line = m_unit.line(name);
    symbol.exported = isExported(text);
    const int next = in.end + 1; // a string below is the value's docstring
    symbol.doc = m_unit.isString(next) && m_unit.isStatementStart(next) && m_unit[next].column == m_unit[name].column
        ? cleanDocstring(contentOf(m_unit[next]))
        : m_docs.above(symbol.line);
    if (symbol.doc.empty())
        symbol.doc = m_docs.behind(symbol.line);
    out.push_back(std::move(symbol));
}

} // namespace

std::vector<Symbol> pythonSymbols(const Unit &unit)
{
    return PythonOutline(unit).run();
}

} // namespace skep::checks
