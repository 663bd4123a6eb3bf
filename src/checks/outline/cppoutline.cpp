// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/outline/outline.h"

#include <algorithm>
#include <string>

namespace skep::checks {
namespace {

class CppOutline
{
public:
    explicit CppOutline(const Unit &unit) : m_unit(unit), m_docs(unit) {}

    std::vector<Symbol> run()
    {
        std::vector<Symbol> out;
        for (const Token &directive : m_unit.directives())
            macro(directive, out);
        level({0, m_unit.size()}, {}, true, out);
        std::stable_sort(out.begin(), out.end(), [](const Symbol &a, const Symbol &b) { return a.line < b.line; });
        return out;
    }

private:
    struct Scope
    {
        std::string_view className; // empty: a namespace
        bool isPublic = true;
    };

    void level(Range body, Scope scope, bool isVisible, std::vector<Symbol> &out);
    int declaration(int i, Range body, const Scope &scope, bool isVisible, std::vector<Symbol> &out);
    int namespaceAt(int i, bool isVisible, std::vector<Symbol> &out);
    int classAt(int first, int keyword, bool isVisible, std::vector<Symbol> &out);
    int enumAt(int first, int keyword, bool isVisible, std::vector<Symbol> &out);
    int other(int first, int i, Range body, const Scope &scope, bool isVisible, std::vector<Symbol> &out);
    void functionSymbol(int first, int name, int open, int end, const Scope &scope, bool isVisible, std::vector<Symbol> &out) const;
    void macro(const Token &directive, std::vector<Symbol> &out) const;
    [[nodiscard]] std::string docAt(int first) const;
    [[nodiscard]] int endOfDeclaration(int i, Range body) const;

    const Unit &m_unit;
    DocComments m_docs;
};

std::string CppOutline::docAt(int first) const
{
    auto doc = m_docs.above(m_unit.line(first));
    return doc.empty() ? m_docs.behind(m_unit.line(first)) : doc;
}

void CppOutline::macro(const Token &directive, std::vector<Symbol> &out) const
{
    auto text = directive.text;
    const auto word = text.find("define ");
    if (word == std::string_view::npos || text.find_first_not_of("# \t") != word)
        return;
    text.remove_prefix(word + 7);
    const auto end = text.find_first_of("( \t\\\n");
    const auto name = text.substr(0, end);
    const bool isEmpty = end == std::string_view::npos || text.find_first_not_of(" \t", end) == std::string_view::npos;
    if (isEmpty) // an include guard or a switch
        return;
    std::string signature = "#define " + std::string(name);
    if (text[end] == '(')
        signature += text.substr(end, text.find(')') + 1 - end);
    out.push_back({SymbolKind::Macro, std::string(name), std::move(signature), m_docs.above(directive.line), directive.line, true, {}});
}

void CppOutline::level(Range body, Scope scope, bool isVisible, std::vector<Symbol> &out)
{
    for (int i = body.begin; i < body.end;) {
        const bool isAccess = (m_unit.is(i, "public") || m_unit.is(i, "protected") || m_unit.is(i, "private") || m_unit.is(i, "signals") || m_unit.is(i, "Q_SIGNALS"));
        if (isAccess && (m_unit.is(i + 1, ":") || m_unit.is(i + 2, ":"))) {
            scope.isPublic = !m_unit.is(i, "private");
            i += m_unit.is(i + 1, ":") ? 2 : 3;
        } else if (m_unit.is(i, ";") || m_unit.is(i, "}") || (m_unit.is(i, "Q_OBJECT"))) {
            ++i;
        } else {
            i = std::max(i + 1, declaration(i, body, scope, isVisible && scope.isPublic, out));
        }
    }
}

/// Reads one declaration and gives the place behind it.
int CppOutline::declaration(int i, Range body, const Scope &scope, bool isVisible, std::vector<Symbol> &out)
{
    const int first = i;
    while (m_unit.is(i, "template") && m_unit.is(i + 1, "<")) {
        int depth = 0;
        for (++i; i < body.end; ++i) {
            depth += m_unit.is(i, "<") ? 1 : m_unit.is(i, ">") ? -1 : 0;
            if (depth == 0)
                break;
        }
        ++i;
        if (m_unit.is(i, "requires")) {
            while (i < body.end && !m_unit[i].isFirst)
                ++i;
        }
    }
    while (m_unit.is(i, "[") && m_unit.is(i + 1, "["))
        i = m_unit.closing(i) + 1;
    if (m_unit.is(i, "namespace") || (m_unit.is(i, "inline") && m_unit.is(i + 1, "namespace")))
        return namespaceAt(m_unit.is(i, "namespace") ? i : i + 1, isVisible, out);
    if (m_unit.is(i, "extern") && m_unit.isString(i + 1) && m_unit.is(i + 2, "{")) {
        level({i + 3, m_unit.closing(i + 2)}, scope, isVisible, out);
        return m_unit.closing(i + 2) + 1;
    }
    if (m_unit.is(i, "friend") || m_unit.is(i, "static_assert") || (m_unit.is(i, "using") && m_unit.is(i + 1, "namespace")))
        return endOfDeclaration(i, body) + 1;
    if (m_unit.is(i, "enum"))
        return enumAt(first, i, isVisible, out);
    if (m_unit.is(i, "class") || m_unit.is(i, "struct") || m_unit.is(i, "union"))
        return classAt(first, i, isVisible, out);
    return other(first, i, body, scope, isVisible, out);
}

int CppOutline::namespaceAt(int i, bool isVisible, std::vector<Symbol> &out)
{
    int open = i + 1;
    while (open < m_unit.size() && !m_unit.is(open, "{") && !m_unit.is(open, ";") && !m_unit.is(open, "="))
        ++open;
    if (!m_unit.is(open, "{"))
        return m_unit.statementEnd(open) + 1;
    Symbol symbol;
    symbol.kind = SymbolKind::Namespace;
    symbol.name = m_unit.spell({i + 1, open});
    const bool isAnonymous = symbol.name.empty();
    symbol.signature = "namespace " + symbol.name;
    symbol.line = m_unit.line(i);
    symbol.exported = isVisible && !isAnonymous;
    symbol.doc = m_docs.above(symbol.line);
    level({open + 1, m_unit.closing(open)}, {}, isVisible && !isAnonymous, symbol.children);
    if (isAnonymous) { // its contents stand for themselves
        for (Symbol &child : symbol.children)
            out.push_back(std::move(child));
    } else if (!symbol.children.empty()) {
        out.push_back(std::move(symbol));
    }
    return m_unit.closing(open) + 1;
}

int CppOutline::classAt(int first, int keyword, bool isVisible, std::vector<Symbol> &out)
{
    const auto one = std::find_if(m_unit.classes().begin(), m_unit.classes().end(), [&](const Class &c) {
        return c.body.begin > keyword && (c.start == keyword || (c.start <= keyword && keyword < c.name));
    });
    if (one == m_unit.classes().end() || one->name < 0 || m_unit.statementEnd(keyword) < one->body.begin) {
        return m_unit.statementEnd(keyword) + 1; // declared only
    }
    Symbol symbol;
    symbol.kind = one->isStruct ? SymbolKind::Struct : SymbolKind::Class;
    symbol.name = m_unit.text(one->name);
    symbol.signature = signatureOf(m_unit, {first, one->body.begin - 1});
    symbol.doc = docAt(first);
    symbol.line = m_unit.line(one->name);
    symbol.exported = isVisible;
    level(one->body, {symbol.name, one->isStruct}, isVisible, symbol.children);
    out.push_back(std::move(symbol));
    return m_unit.statementEnd(one->body.end + 1) + 1;
}

int CppOutline::enumAt(int first, int keyword, bool isVisible, std::vector<Symbol> &out)
{
    int open = keyword;
    int name = -1;
    for (; open < m_unit.size() && !m_unit.is(open, "{") && !m_unit.is(open, ";"); ++open) {
        if (m_unit.isName(open) && name < 0)
            name = open;
    }
    if (!m_unit.is(open, "{"))
        return open + 1;
    Symbol symbol;
    symbol.kind = SymbolKind::Enum;
    symbol.name = name >= 0 ? m_unit.text(name) : std::string_view("(unnamed)");
    symbol.signature = signatureOf(m_unit, {first, open});
    symbol.doc = docAt(first);
    symbol.line = m_unit.line(name >= 0 ? name : keyword);
    symbol.exported = isVisible;
    for (const Range &value : m_unit.split({open + 1, m_unit.closing(open)}))
        symbol.children.push_back({SymbolKind::Constant,
                                   std::string(m_unit.text(value.begin)),
                                   signatureOf(m_unit, value),
                                   docAt(value.begin),
                                   m_unit.line(value.begin),
                                   isVisible,
                                   {}});
    out.push_back(std::move(symbol));
    return m_unit.statementEnd(m_unit.closing(open)) + 1;
}

/// The ";" or the last "}" of what begins here.
int CppOutline::endOfDeclaration(int i, Range body) const
{
    bool isValue = false;
    for (; i < body.end; ++i) {
        if (m_unit.is(i, ";"))
            return i;
        if (m_unit.is(i, "="))
            isValue = true;
        if (m_unit.is(i, "{") && !isValue) {
            const bool isBody = std::any_of(m_unit.functions().begin(), m_unit.functions().end(),
                                            [&](const Function &f) { return f.body.begin == i + 1 && !f.isArrow; });
            if (isBody)
                return m_unit.closing(i);
        }
        i = m_unit.closing(i);
    }
    return body.end;
}

void CppOutline::functionSymbol(int first, int name, int open, int end, const Scope &scope, bool isVisible, std::vector<Symbol> &out) const
{
    int stop = open + 1; // behind the list, const, noexcept, -> type
    stop = m_unit.closing(open) + 1;
    while (stop < end && !m_unit.is(stop, "{") && !m_unit.is(stop, ":") && !m_unit.is(stop, ";") && !m_unit.is(stop, "="))
        stop = m_unit.closing(stop) + 1;
    int begin = name;
    while (begin > first && (m_unit.is(begin - 1, "::") || m_unit.is(begin - 1, "~") || m_unit.is(begin, "::")))
        --begin;
    Symbol symbol;
    const bool isMember = !scope.className.empty() || m_unit.is(name - 1, "::") || m_unit.is(name - 2, "::");
    symbol.kind = isMember ? SymbolKind::Method : SymbolKind::Function;
    symbol.name = m_unit.spell({begin, open});
    symbol.signature = signatureOf(m_unit, {first, stop});
    symbol.doc = docAt(first);
    symbol.line = m_unit.line(name);
    symbol.exported = isVisible && !(scope.className.empty() && m_unit.is(first, "static"));
    out.push_back(std::move(symbol));
}

int CppOutline::other(int first, int i, Range body, const Scope &scope, bool isVisible, std::vector<Symbol> &out)
{
    const int end = endOfDeclaration(i, body);
    if (m_unit.is(i, "using") || m_unit.is(i, "typedef")) {
        const int name = m_unit.is(i, "using") ? i + 1 : end - 1;
        if (m_unit.is(i, "typedef") || m_unit.is(i + 2, "="))
            out.push_back({SymbolKind::TypeAlias,
                           std::string(m_unit.text(name)),
                           signatureOf(m_unit, {first, end}),
                           docAt(first),
                           m_unit.line(name),
                           isVisible,
                           {}});
        return end + 1;
    }
    const int eq = m_unit.find({i, end}, "=");
    for (int k = i; k < end; ++k) {
        if (m_unit.is(k, "=") && !m_unit.is(k - 1, "operator"))
            break;
        if (m_unit.is(k, "(") && m_unit.isOpen(k)) {
            const bool isOperator = m_unit.is(k - 1, "operator") || m_unit.is(k - 2, "operator") || m_unit.is(k - 3, "operator");
            int name = k - 1;
            while (isOperator && !m_unit.is(name, "operator"))
                --name;
            if (m_unit.is(k - 1, "operator")) { // operator()(...)
                name = k - 1;
                k = m_unit.closing(k) + 1;
            }
            const bool isCall = name == i && scope.className.empty() && !m_unit.is(name, "main") && m_unit.is(end, ";"); // a macro's use
            const bool isOutside = m_unit.is(i + 1, "::") && m_unit.text(name) == m_unit.text(i);
            if ((m_unit.isName(name) || m_unit.is(name, "operator")) && (!isCall || isOutside) && !m_unit.is(name, "decltype") && !m_unit.is(name, "alignas")) {
                functionSymbol(first, name, k, end, scope, isVisible, out);
                return end + 1;
            }
        }
        k = m_unit.closing(k);
    }
    int name = eq >= 0 ? eq - 1 : end - 1;
    while (name > i && (m_unit.is(name, "]") || m_unit.is(name, "}")))
        name = m_unit[name].match - 1;
    if (!m_unit.isName(name) || name <= i)
        return end + 1;
    const bool isConstant = m_unit.contains({i, name}, "constexpr") || m_unit.contains({i, name}, "const");
    const bool isField = !scope.className.empty();
    if (isField || isConstant) {
        const bool isShort = eq >= 0 && end - eq < 14 && m_unit.line(eq) == m_unit.line(end);
        out.push_back({isField && !isConstant ? SymbolKind::Property : SymbolKind::Constant,
                       std::string(m_unit.text(name)),
                       signatureOf(m_unit, {first, eq >= 0 && !isShort ? eq : end}),
                       docAt(first),
                       m_unit.line(name),
                       isVisible,
                       {}});
    }
    return end + 1;
}

} // namespace

std::vector<Symbol> cppSymbols(const Unit &unit)
{
    return CppOutline(unit).run();
}

} // namespace skep::checks
