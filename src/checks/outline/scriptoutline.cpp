// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/outline/outline.h"

#include <algorithm>
#include <set>

namespace skep::checks {
namespace {

class ScriptOutline
{
public:
    explicit ScriptOutline(const Unit &unit) : m_unit(unit), m_docs(unit) {}

    std::vector<Symbol> run()
    {
        readExports();
        return level({0, m_unit.size()});
    }

private:
    std::vector<Symbol> level(Range body);
    void statement(Range in, std::vector<Symbol> &out);
    void declaration(Range in, int keyword, bool isExported, std::vector<Symbol> &out);
    void assignment(Range in, std::vector<Symbol> &out);
    void readExports();
    void exportList(int open);
    Symbol classSymbol(const Class &one, int keyword);
    void fieldsOf(const Class &one, std::vector<Symbol> &out);
    std::vector<Symbol> interfaceMembers(int open);
    std::vector<Symbol> enumMembers(int open);
    [[nodiscard]] const Function *functionFrom(int start) const;
    [[nodiscard]] const Class *classFrom(int token) const;
    [[nodiscard]] int bodyBrace(const Function &function) const { return function.isExpression ? function.body.begin : function.body.begin - 1; }
    [[nodiscard]] std::string functionSignature(const Function &function, std::string_view name) const;
    [[nodiscard]] bool isLong(Range value) const { return value.end - value.begin > 14 || m_unit.line(value.begin) != m_unit.line(value.end - 1); }
    Symbol make(SymbolKind kind, int name, std::string signature, int line, bool isExported) const;

    const Unit &m_unit;
    DocComments m_docs;
    std::set<std::string_view> m_exported;
    bool m_isModule = false;
};

Symbol ScriptOutline::make(SymbolKind kind, int name, std::string signature, int line, bool isExported) const
{
    return {kind,
            std::string(m_unit.isString(name) ? contentOf(m_unit[name]) : m_unit.text(name)),
            std::move(signature),
            m_docs.above(line),
            m_unit.line(name),
            isExported,
            {}};
}

/// export { a, b as c }, module.exports = { a, b }, exports.a =
void ScriptOutline::exportList(int open)
{
    for (const Range &part : m_unit.split({open + 1, m_unit.closing(open)})) {
        if (m_unit[part.begin].kind == Tok::Ident)
            m_exported.insert(m_unit.text(part.begin));
        if (m_unit.is(part.begin + 1, ":") && m_unit[part.begin + 2].kind == Tok::Ident)
            m_exported.insert(m_unit.text(part.begin + 2));
    }
}

void ScriptOutline::readExports()
{
    for (int i = 0; i < m_unit.size(); ++i) {
        if (m_unit.is(i, "export") && !m_unit.is(i - 1, ".")) {
            m_isModule = true;
            if (m_unit.is(i + 1, "{"))
                exportList(i + 1);
            else if (m_unit.is(i + 1, "default") && m_unit.isName(i + 2))
                m_exported.insert(m_unit.text(i + 2));
        } else if (m_unit.is(i, "exports")) {
            m_isModule = true;
            if (m_unit.is(i + 1, "=") && m_unit.is(i + 2, "{"))
                exportList(i + 2);
            else if (m_unit.is(i + 1, "=") && m_unit.isName(i + 2))
                m_exported.insert(m_unit.text(i + 2));
            else if (m_unit.is(i + 1, ".") && m_unit.is(i + 3, "=") && m_unit.isName(i + 4))
                m_exported.insert(m_unit.text(i + 4));
        }
    }
}

const Function *ScriptOutline::functionFrom(int start) const
{
    const auto found = std::find_if(m_unit.functions().begin(), m_unit.functions().end(), [&](const Function &f) { return f.start == start; });
    return found == m_unit.functions().end() ? nullptr : &*found;
}

const Class *ScriptOutline::classFrom(int token) const
{
    const auto found = std::find_if(m_unit.classes().begin(), m_unit.classes().end(), [&](const Class &c) { return c.start <= token && token < c.body.begin; });
    return found == m_unit.classes().end() ? nullptr : &*found;
}

std::string ScriptOutline::functionSignature(const Function &function, std::string_view name) const
{
    std::string text = function.isAsync ? "async " : "";
    text += function.isGenerator ? "*" : "";
    text += name;
    if (function.open < 0) {
        text += '(' + std::string(function.params.empty() ? "" : m_unit.text(function.params[0])) + ')';
        return text;
    }
    int end = function.close + 1; // with the type of the result
    if (m_unit.is(end, ":")) {
        while (end < bodyBrace(function) && !(m_unit.is(end, "=>") && end + 1 == bodyBrace(function)))
            ++end;
    }
    return text + signatureOf(m_unit, {function.open, end});
}

std::vector<Symbol> ScriptOutline::level(Range body)
{
    std::vector<Symbol> out;
    for (const Range &statement_ : m_unit.statements(body))
        statement(statement_, out);
    return out;
}

void ScriptOutline::statement(Range in, std::vector<Symbol> &out)
{
    int i = in.begin;
    bool isExported = !m_isModule;
    while (m_unit.is(i, "@")) // decorators
        i = m_unit.is(i + 2, "(") ? m_unit.closing(i + 2) + 1 : i + 2;
    while (m_unit.is(i, "export") || m_unit.is(i, "default") || m_unit.is(i, "declare") || m_unit.is(i, "abstract")) {
        isExported = isExported || m_unit.is(i, "export");
        ++i;
    }
    declaration({i, in.end}, in.begin, isExported, out);
}

void ScriptOutline::declaration(Range in, int first, bool isExported, std::vector<Symbol> &out)
{
    const int i = in.begin;
    const int line = m_unit.line(first);
    const auto named = [&](int name) { return isExported || m_exported.contains(m_unit.text(name)); };
    if (const Function *function = functionFrom(first); function && !function->isArrow && (m_unit.is(i, "function") || m_unit.is(i, "async"))) {
        const int name = function->name >= 0 ? function->name : i;
        out.push_back(make(SymbolKind::Function, name, functionSignature(*function, function->name >= 0 ? m_unit.text(name) : "default"), line, named(name)));
    } else if (m_unit.is(i, "function") && m_unit.isName(i + 1)) { // declared only
        out.push_back(make(SymbolKind::Function, i + 1, signatureOf(m_unit, {i + 1, m_unit.statementEnd(i)}), line, named(i + 1)));
    } else if (const Class *one = m_unit.is(i, "class") ? classFrom(i) : nullptr) {
        Symbol symbol = classSymbol(*one, i);
        symbol.doc = m_docs.above(line);
        symbol.exported = named(one->name >= 0 ? one->name : i);
        out.push_back(std::move(symbol));
    } else if (m_unit.is(i, "interface") && m_unit.isName(i + 1)) {
        const int open = m_unit.find({i, in.end}, "{");
        Symbol symbol = make(SymbolKind::Interface, i + 1, signatureOf(m_unit, {i, open < 0 ? in.end : open}), line, named(i + 1));
        if (open >= 0)
            symbol.children = interfaceMembers(open);
        out.push_back(std::move(symbol));
    } else if (m_unit.is(i, "type") && m_unit.isName(i + 1)) {
        out.push_back(make(SymbolKind::TypeAlias, i + 1, signatureOf(m_unit, {i, in.end}), line, named(i + 1)));
    } else if (m_unit.is(i, "enum") || (m_unit.is(i, "const") && m_unit.is(i + 1, "enum"))) {
        const int name = m_unit.is(i, "enum") ? i + 1 : i + 2;
        Symbol symbol = make(SymbolKind::Enum, name, "enum " + std::string(m_unit.text(name)), line, named(name));
        if (m_unit.is(name + 1, "{"))
            symbol.children = enumMembers(name + 1);
        out.push_back(std::move(symbol));
    } else if ((m_unit.is(i, "namespace") || m_unit.is(i, "module")) && m_unit.is(i + 2, "{")) {
        Symbol symbol = make(SymbolKind::Namespace, i + 1, "namespace " + std::string(m_unit.text(i + 1)), line, named(i + 1));
        symbol.children = level({i + 3, m_unit.closing(i + 2)});
        out.push_back(std::move(symbol));
    } else if (m_unit.is(i, "const") || m_unit.is(i, "let") || m_unit.is(i, "var")) {
        const int name = i + 1;
        int eq = name + 1;
        while (eq < in.end && !m_unit.is(eq, "="))
            eq = m_unit.closing(eq) + 1;
        if (!m_unit.isName(name) || (m_unit.is(eq + 1, "require") && !named(name)))
            return;
        const Function *arrow = functionFrom(eq + 1);
        const Class *value = m_unit.is(eq + 1, "class") ? classFrom(eq + 1) : nullptr;
        if (arrow) {
            out.push_back(make(SymbolKind::Function, name, functionSignature(*arrow, m_unit.text(name)), line, named(name)));
        } else if (value) {
            Symbol symbol = classSymbol(*value, eq + 1);
            symbol.name = m_unit.text(name);
            symbol.exported = named(name);
            out.push_back(std::move(symbol));
        } else if (named(name) || m_unit.is(i, "const")) {
            const bool isShort = eq < in.end && !isLong({eq + 1, in.end});
            out.push_back(make(SymbolKind::Constant, name, signatureOf(m_unit, {i, isShort ? in.end : std::min(eq, in.end)}), line, named(name)));
        }
    } else {
        assignment(in, out);
    }
}

/// exports.name = function, Class.prototype.name = function
void ScriptOutline::assignment(Range in, std::vector<Symbol> &out)
{
    const int eq = m_unit.find(in, "=");
    if (eq < in.begin + 2 || m_unit[eq - 1].kind != Tok::Ident)
        return;
    const bool isExport = m_unit.is(in.begin, "exports") || (m_unit.is(in.begin, "module") && m_unit.is(in.begin + 2, "exports"));
    const bool isPrototype = m_unit.is(eq - 3, "prototype");
    const Function *function = functionFrom(eq + 1);
    if ((!isExport && !isPrototype) || m_unit.is(eq - 1, "exports"))
        return;
    const int line = m_unit.line(in.begin);
    if (function) {
        Symbol symbol = make(isPrototype ? SymbolKind::Method : SymbolKind::Function, eq - 1, functionSignature(*function, m_unit.text(eq - 1)), line, true);
        if (isPrototype)
            symbol.name = std::string(m_unit.text(in.begin)) + '.' + symbol.name;
        out.push_back(std::move(symbol));
    } else if (isExport && !m_unit.isName(eq + 1)) {
        out.push_back(make(SymbolKind::Constant, eq - 1, signatureOf(m_unit, {eq - 1, isLong({eq + 1, in.end}) ? eq : in.end}), line, true));
    }
}

Symbol ScriptOutline::classSymbol(const Class &one, int keyword)
{
    const int name = one.name >= 0 ? one.name : keyword;
    Symbol symbol = make(SymbolKind::Class, name, signatureOf(m_unit, {keyword, one.body.begin - 1}), m_unit.line(keyword), true);
    if (one.name < 0)
        symbol.name = "default";
    for (const Function &function : m_unit.functions()) {
        if (function.isArrow || function.name < 0 || m_unit.around(function.name) != one.body.begin - 1)
            continue;
        std::string modifiers;
        bool isHidden = m_unit.text(function.name).starts_with("_") || m_unit.text(function.name).data()[-1] == '#';
        bool isAccessor = false;
        for (int k = function.start; k < function.name; ++k) {
            isHidden = isHidden || m_unit.is(k, "private");
            isAccessor = isAccessor || m_unit.is(k, "get") || m_unit.is(k, "set");
            if (m_unit.is(k, "static") || m_unit.is(k, "get") || m_unit.is(k, "set") || m_unit.is(k, "protected"))
                modifiers += std::string(m_unit.text(k)) + ' ';
        }
        int first = function.start;
        while (first > one.body.begin && m_unit.line(first - 1) == m_unit.line(first) && !m_unit.is(first - 1, ";") && !m_unit.is(first - 1, "}") && !m_unit.is(first - 1, "{"))
            --first;
        symbol.children.push_back(make(isAccessor ? SymbolKind::Property : SymbolKind::Method, function.name,
                                       modifiers + functionSignature(function, m_unit.text(function.name)),
                                       m_unit.line(first), !isHidden));
    }
    fieldsOf(one, symbol.children);
    std::stable_sort(symbol.children.begin(), symbol.children.end(), [](const Symbol &a, const Symbol &b) { return a.line < b.line; });
    return symbol;
}

/// Fields and methods without body.
void ScriptOutline::fieldsOf(const Class &one, std::vector<Symbol> &out)
{
    for (const Range &part : m_unit.statements(one.body)) {
        int i = part.begin;
        bool isHidden = false;
        while (m_unit.is(i, "public") || m_unit.is(i, "private") || m_unit.is(i, "protected") || m_unit.is(i, "static") || m_unit.is(i, "readonly") || m_unit.is(i, "declare") || m_unit.is(i, "abstract") || m_unit.is(i, "override")) {
            isHidden = isHidden || m_unit.is(i, "private");
            ++i;
        }
        const bool isMethod = std::any_of(m_unit.functions().begin(), m_unit.functions().end(), [&](const Function &f) {
            return !f.isArrow && f.name >= part.begin && f.name < part.end
                && m_unit.around(f.name) == one.body.begin - 1;
        });
        if (isMethod || m_unit[i].kind != Tok::Ident || i >= part.end)
            continue;
        isHidden = isHidden || m_unit.text(i).starts_with("_") || m_unit.text(i).data()[-1] == '#';
        const int eq = m_unit.find(part, "=");
        const Function *function = eq >= 0 ? functionFrom(eq + 1) : nullptr;
        if (function)
            out.push_back(make(SymbolKind::Method, i, functionSignature(*function, m_unit.text(i)), m_unit.line(part.begin), !isHidden));
        else
            out.push_back(make(m_unit.is(i + 1, "(") ? SymbolKind::Method : SymbolKind::Property, i, signatureOf(m_unit, {part.begin, eq >= 0 && isLong({eq + 1, part.end}) ? eq : part.end}), m_unit.line(part.begin), !isHidden));
    }
}

std::vector<Symbol> ScriptOutline::interfaceMembers(int open)
{
    std::vector<Symbol> out;
    int i = open + 1;
    const int close = m_unit.closing(open);
    while (i < close) {
        int end = i;
        while (end < close && !m_unit.is(end, ";") && !m_unit.is(end, ",") && (end == i || !(m_unit[end].isFirst && (m_unit.is(end + 1, ":") || m_unit.is(end + 1, "?") || m_unit.is(end + 1, "(") || m_unit.is(end, "readonly")))))
            end = m_unit.closing(end) + 1;
        const int name = m_unit.is(i, "readonly") ? i + 1 : i;
        if (m_unit[name].kind == Tok::Ident || m_unit.isString(name)) {
            const bool isMethod = m_unit.is(name + 1, "(") || m_unit.is(name + 1, "<");
            Symbol symbol = make(isMethod ? SymbolKind::Method : SymbolKind::Property, name, signatureOf(m_unit, {i, end}), m_unit.line(i), true);
            if (symbol.doc.empty())
                symbol.doc = m_docs.behind(m_unit.line(i));
            out.push_back(std::move(symbol));
        }
        i = m_unit.is(end, ";") || m_unit.is(end, ",") ? end + 1 : std::max(end, i + 1);
    }
    return out;
}

std::vector<Symbol> ScriptOutline::enumMembers(int open)
{
    std::vector<Symbol> out;
    for (const Range &part : m_unit.split({open + 1, m_unit.closing(open)})) {
        Symbol symbol = make(SymbolKind::Constant, part.begin, signatureOf(m_unit, part), m_unit.line(part.begin), true);
        if (symbol.doc.empty())
            symbol.doc = m_docs.behind(m_unit.line(part.begin));
        out.push_back(std::move(symbol));
    }
    return out;
}

} // namespace

std::vector<Symbol> scriptSymbols(const Unit &unit)
{
    return ScriptOutline(unit).run();
}

} // namespace skep::checks
