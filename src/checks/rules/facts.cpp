// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"

#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

constexpr std::array kRequestParts{"query"sv, "params"sv, "body"sv,  "headers"sv, "cookies"sv, "args"sv, "form"sv,     "json"sv,
                                   "values"sv, "data"sv,   "files"sv, "GET"sv,     "POST"sv,    "get_json"sv, "url"sv, "originalUrl"sv,
                                   "path_params"sv, "query_params"sv, "searchParams"sv, "param"sv, "path"sv};

/// request.query, req.body, ctx.params, location.hash, sys.argv, input(), argv, getenv()
bool isOutsideAt(const Unit &unit, int i)
{
    if (unit.is(i - 1, ".") || unit.is(i - 1, "->"))
        return false;
    const bool isRequest = unit.is(i, "req") || unit.is(i, "request") || unit.is(i, "ctx");
    if (isRequest && (unit.is(i + 1, ".") || unit.is(i + 1, "->")))
        return isOneOf(unit.text(i + 2), kRequestParts);
    if (unit.is(i, "location"))
        return unit.is(i + 2, "hash") || unit.is(i + 2, "search") || unit.is(i + 2, "href");
    if (unit.is(i, "window") && unit.is(i + 2, "location"))
        return unit.is(i + 4, "hash") || unit.is(i + 4, "search") || unit.is(i + 4, "href");
    if (unit.is(i, "sys") && unit.is(i + 2, "argv"))
        return true;
    if (unit.isPython() && unit.is(i, "input"))
        return unit.is(i + 1, "(");
    if (unit.isCpp())
        return unit.is(i, "argv") || (unit.is(i, "getenv") && unit.is(i + 1, "("));
    return false;
}

} // namespace

std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isPart = isUpper(c) || isLower(c);
        const bool begins = isUpper(c) && i > 0 && (isLower(name[i - 1]) || (i + 1 < name.size() && isLower(name[i + 1])));
        if ((!isPart || begins) && !word.empty()) {
            words.push_back(word);
            word.clear();
        }
        if (isPart)
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (!word.empty())
        words.push_back(word);
    return words;
}

bool speaksOf(std::string_view name, std::initializer_list<std::string_view> words)
{
    const auto parts = wordsOf(name);
    return std::any_of(parts.begin(), parts.end(), [&](const std::string &part) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return part == word || (part.size() == word.size() + 1 && part.back() == 's' && part.starts_with(word));
        });
    });
}

bool speaksOf(const Unit &unit, Range in, std::initializer_list<std::string_view> words)
{
    for (int i = in.begin; i < in.end; ++i) {
        const Token &token = unit[i];
        if (token.kind == Tok::Ident && speaksOf(token.text, words))
            return true;
        if (token.kind == Tok::String && contentOf(token).find(' ') == std::string_view::npos && speaksOf(contentOf(token), words))
            return true;
    }
    return false;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool isUpperName(std::string_view name)
{
    const bool hasUpper = std::any_of(name.begin(), name.end(), isUpper);
    return hasUpper && std::none_of(name.begin(), name.end(), isLower);
}

bool isVarying(const Job &job, Range in)
{
    const Unit &unit = job.unit;
    for (int i = in.begin; i < in.end; ++i) {
        const bool isMember = unit.is(i - 1, ".") || unit.is(i - 1, "->") || unit.is(i - 1, "::");
        if (!unit.isName(i) || isMember || isUpperName(unit.text(i)) || unit.is(i + 1, "::"))
            continue;
        if (unit.isPython() && unit.is(i + 1, "=") && unit.around(i) >= 0)
            continue; // keyword argument
        if (const Variable *variable = job.names.find(i)) {
            const bool isFixed = variable->kind == Variable::Kind::Import || variable->kind == Variable::Kind::Class
                || variable->kind == Variable::Kind::Function
                || (variable->isConst && variable->init.end - variable->init.begin == 1 && !unit.isName(variable->init.begin));
            if (isFixed && !unit.is(i + 1, "("))
                continue;
        }
        return true;
    }
    return unit.contains(in, "this") || unit.contains(in, "self");
}

bool isComposed(const Job &job, Range in)
{
    const Unit &unit = job.unit;
    bool hasText = false;
    bool joins = false;
    for (int i = in.begin; i < in.end; ++i) {
        const Token &token = unit[i];
        if (token.kind == Tok::Template && unit.is(i + 1, "${") && isVarying(job, {i + 2, unit.closing(i + 1)}))
            return true;
        hasText = hasText || token.kind == Tok::String || token.kind == Tok::Template;
        if (unit.is(i, "+") || (unit.isPython() && unit.is(i, "%")))
            joins = true;
        if (unit.is(i, "format") && (unit.is(i - 1, ".") || unit.is(i - 1, "::")))
            joins = true;
    }
    return hasText && joins && isVarying(job, in);
}

Range valueBefore(const Job &job, int use)
{
    const Unit &unit = job.unit;
    const int function = unit.functionAt(use);
    Range best;
    for (const int place : job.names.places(unit.text(use))) {
        if (place >= use)
            break;
        if (unit.functionAt(place) != function || unit.is(place - 1, "."))
            continue;
        int eq = place + 1;
        if (unit.is(eq, ":") && (unit.language() == Language::TypeScript || unit.isPython())) {
            while (eq < use && !unit.is(eq, "=") && !unit.is(eq, ";") && unit[eq].kind != Tok::Newline)
                eq = unit.closing(eq) + 1;
        }
        if (unit.is(eq, "=") || unit.is(eq, "+="))
            best = {eq + 1, unit.statementEnd(eq)};
        else if (unit.isCpp() && unit.is(eq, "(") && unit[place - 1].kind == Tok::Ident && !unit.isStatementStart(place))
            best = {eq + 1, unit.closing(eq)};
    }
    return best;
}

bool isFromOutside(const Job &job, Range in)
{
    const Unit &unit = job.unit;
    const auto isDirect = [&](Range range) {
        for (int i = range.begin; i < range.end; ++i) {
            if (isOutsideAt(unit, i))
                return true;
        }
        return false;
    };
    if (isDirect(in))
        return true;
    for (int i = in.begin; i < in.end; ++i) {
        if (!unit.isName(i) || unit.is(i - 1, "."))
            continue;
        if (isDirect(valueBefore(job, i)))
            return true;
        const Variable *variable = job.names.find(i);
        if (variable && variable->kind == Variable::Kind::Local && isDirect(variable->init))
            return true;
    }
    return false;
}

std::vector<Range> argumentsAt(const Unit &unit, int open)
{
    return unit.split({open + 1, unit.closing(open)});
}

int pathBegin(const Unit &unit, int i)
{
    while (unit.is(i - 1, ".") || unit.is(i - 1, "->") || unit.is(i - 1, "::") || unit.is(i - 1, "?.")) {
        i -= 2;
        while (unit[i].match >= 0 && unit[i].match < i)
            i = unit[i].match - (unit[unit[i].match - 1].kind == Tok::Ident ? 1 : 0);
    }
    return i;
}

int operandEnd(const Unit &unit, int i)
{
    while (unit.is(i, "!") || unit.is(i, "-") || unit.is(i, "*") || unit.is(i, "&") || unit.is(i, "not"))
        ++i;
    i = unit.closing(i) + 1;
    while (i < unit.size()) {
        if (unit.is(i, ".") || unit.is(i, "->") || unit.is(i, "::") || unit.is(i, "?."))
            i += 2;
        else if ((unit.is(i, "(") || unit.is(i, "[")) && unit.isOpen(i))
            i = unit.closing(i) + 1;
        else
            break;
    }
    return i;
}

int operandBegin(const Unit &unit, int end)
{
    int i = end - 1;
    for (;;) {
        while (unit[i].match >= 0 && unit[i].match < i) {
            i = unit[i].match;
            if (unit[i - 1].kind == Tok::Ident && !unit.isKeyword(i - 1))
                --i;
            else if (unit[i - 1].match < 0 || unit[i - 1].match > i - 1)
                return i;
            else
                --i;
        }
        if (unit.is(i - 1, ".") || unit.is(i - 1, "->") || unit.is(i - 1, "::") || unit.is(i - 1, "?."))
            i -= 2;
        else
            return i;
    }
}

bool isAngle(const Unit &unit, int i)
{
    if (!unit.isCpp() || (!unit.is(i, "<") && !unit.is(i, ">")))
        return false;
    const auto touches = [&](int a, int b) { return unit.text(a).data() + unit.text(a).size() == unit.text(b).data(); };
    return touches(i - 1, i) || touches(i, i + 1);
}

int enclosingBody(const Unit &unit, int i)
{
    for (int open = unit.around(i); open >= 0; open = unit.around(open)) {
        if (!unit.is(open, "{"))
            continue;
        const auto holds = [&](const auto &one) { return one.body.begin == open + 1; };
        if (std::any_of(unit.functions().begin(), unit.functions().end(), holds)
            || std::any_of(unit.blocks().begin(), unit.blocks().end(), holds) || unit.isStatementStart(open))
            return open;
    }
    return -1;
}

int outerStatement(const Unit &unit, int i)
{
    while (unit.around(i) >= 0)
        i = unit.around(i);
    return unit.statementBegin(i);
}

bool isAssignment(std::string_view punct)
{
    constexpr std::array kAll{"="sv,  "+="sv, "-="sv,  "*="sv,  "/="sv,  "%="sv,   "&="sv,  "|="sv, "^="sv,
                              "<<="sv, ">>="sv, ">>>="sv, "**="sv, "//="sv, "&&="sv, "||="sv, ":="sv, "?\?="sv};
    return isOneOf(punct, kAll);
}

bool isAssigned(const Unit &unit, int i)
{
    if (unit[i + 1].kind == Tok::Punct && (isAssignment(unit.text(i + 1)) || unit.is(i + 1, "++") || unit.is(i + 1, "--")))
        return true;
    const bool isPostfix = unit[i].isFirst; // of what stands before: a name never follows it on the same line
    const bool isPart = unit.is(i + 1, ".") || unit.is(i + 1, "[") || unit.is(i + 1, "->");
    return (unit.is(i - 1, "++") || unit.is(i - 1, "--")) && !isPostfix && !isPart;
}

bool isTestedBetween(const Unit &unit, int from, int to, std::string_view name)
{
    for (const Block &block : unit.blocks()) {
        if (block.start >= to)
            break;
        const bool isTest = block.word == "if" || block.word == "elif" || block.word == "while" || block.word == "for";
        const bool isPassed = block.word == "for" && block.end <= to; // the loop ran, perhaps not once
        if (block.head.begin < from || !isTest || isPassed)
            continue;
        for (int i = block.head.begin; i < block.head.end && i < to; ++i) {
            if (unit.text(i) == name && unit[i].kind == Tok::Ident)
                return true;
        }
    }
    for (int i = from; i < to; ++i) {
        if (unit[i].kind != Tok::Ident || unit.text(i) != name)
            continue;
        const int begin = unit.statementBegin(i);
        if (unit.is(begin, "assert") || speaksOf(unit.text(begin), {"assert", "require", "ensure", "check", "expect"}))
            return true;
        const int end = unit.statementEnd(i);
        for (int k = i; k < end; k = unit.closing(k) + 1) { // name ? a : b, name && b, name or b
            if (unit.is(k, "?") || unit.is(k, "&&") || unit.is(k, "||") || unit.is(k, "and") || unit.is(k, "or") || unit.is(k, "??"))
                return true;
        }
        for (int k = begin; unit.isPython() && k < end; ++k) { // a if name else b
            if (unit.is(k, "if") && k > begin)
                return true;
        }
    }
    return false;
}

std::string_view functionNameAt(const Unit &unit, int i)
{
    for (int f = unit.functionAt(i); f >= 0; f = unit.functions()[static_cast<std::size_t>(f)].parent) {
        const Function &function = unit.functions()[static_cast<std::size_t>(f)];
        if (function.name >= 0)
            return unit.text(function.name);
    }
    return {};
}

bool isInLoop(const Unit &unit, int i)
{
    const int function = unit.functionAt(i);
    return std::any_of(unit.blocks().begin(), unit.blocks().end(), [&](const Block &block) {
        return (block.word == "for" || block.word == "while" || block.word == "do") && block.body.has(i)
            && unit.functionAt(block.start) == function;
    });
}

bool hasTypeWord(const Unit &unit, const Variable &variable, std::string_view word)
{
    return unit.find(variable.type, word) >= 0;
}

} // namespace skep::checks
