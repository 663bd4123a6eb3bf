// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

constexpr std::array kIntegers{"int"sv, "long"sv, "short"sv, "unsigned"sv, "size_t"sv, "int8_t"sv, "int16_t"sv, "int32_t"sv, "int64_t"sv, "uint8_t"sv, "uint16_t"sv, "uint32_t"sv, "uint64_t"sv, "ptrdiff_t"sv, "size_type"sv};
constexpr std::array kUnsigned{"unsigned"sv, "size_t"sv, "uint8_t"sv, "uint16_t"sv, "uint32_t"sv, "uint64_t"sv, "size_type"sv};

bool hasType(const Unit &unit, const Variable &variable, const auto &words)
{
    if (unit.contains(variable.type, "*") || unit.contains(variable.type, "<") || variable.isArray)
        return false;
    for (int i = variable.type.begin; i < variable.type.end; ++i) {
        if (isOneOf(unit.text(i), words))
            return true;
    }
    return false;
}

bool isInteger(const Unit &unit, const Variable &variable)
{
    return hasType(unit, variable, kIntegers) && !unit.contains(variable.type, "double") && !unit.contains(variable.type, "float");
}

bool isReal(const Unit &unit, Range type)
{
    return (unit.contains(type, "double") || unit.contains(type, "float")) && !unit.contains(type, "*") && !unit.contains(type, "<");
}

// ---- double x = a / b with integers

/// True when every value in the operand is an integer as far as the file tells.
bool isIntegerOperand(const Job &job, Range in)
{
    const Unit &unit = job.unit;
    bool hasValue = false;
    for (int i = in.begin; i < in.end; ++i) {
        const Token &token = unit[i];
        if (token.kind == Tok::Number) {
            if (token.text.find('.') != std::string_view::npos || token.text.back() == 'f')
                return false;
            hasValue = true;
        } else if (token.kind == Tok::Ident) {
            const bool isSize = (unit.is(i, "size") || unit.is(i, "length") || unit.is(i, "count")) && unit.is(i + 1, "(") && unit.is(i - 1, ".");
            if (isSize) {
                hasValue = true;
                i += 2;
                continue;
            }
            if (unit.is(i + 1, ".") && (unit.is(i + 2, "size") || unit.is(i + 2, "length") || unit.is(i + 2, "count")) && unit.is(i + 3, "("))
                continue;
            if (unit.is(i, "static_cast"))
                return false;
            const Variable *variable = unit.isName(i) && !unit.is(i + 1, "(") && !unit.is(i + 1, "[") ? job.names.find(i) : nullptr;
            if (unit.is(i - 1, ".") || unit.is(i - 1, "->")) { // a member: any of this name in the file
                variable = nullptr;
                for (const Variable &one : job.names.all()) {
                    if (one.kind == Variable::Kind::Member && unit.text(one.name) == token.text)
                        variable = &one;
                }
            } else if (unit.is(i + 1, ".") || unit.is(i + 1, "->")) {
                continue;
            }
            if (!variable || !isInteger(unit, *variable))
                return false;
            hasValue = true;
        }
    }
    return hasValue;
}

void checkDivision(const Job &job, Range value)
{
    const Unit &unit = job.unit;
    for (int i = value.begin; i < value.end; ++i) {
        const bool isReal = unit.contains({i, i + 1}, "double") || unit.contains({i, i + 1}, "float") || (unit[i].kind == Tok::Number && unit.text(i).find('.') != std::string_view::npos);
        if (isReal)
            return; // something makes the sum real; where is the author's business
    }
    for (int i = value.begin; i < value.end; ++i) {
        if (!unit.is(i, "/"))
            continue;
        const Range left{operandBegin(unit, i), i};
        const Range right{i + 1, operandEnd(unit, i + 1)};
        if (isIntegerOperand(job, left) && isIntegerOperand(job, right) && left.begin >= value.begin) {
            job.report.add(i, Severity::High, "integer-division", "Both sides are integers, so the fraction is cut off before the result becomes a real number.");
            return;
        }
    }
}

void checkDivisions(const Job &job)
{
    const Unit &unit = job.unit;
    for (const Variable &variable : job.names.all()) {
        if (!isReal(unit, variable.type) || variable.kind == Variable::Kind::Function || variable.kind == Variable::Kind::Param)
            continue;
        if (!variable.init.isEmpty())
            checkDivision(job, variable.init);
        for (const int use : job.names.uses(variable)) {
            if (unit.is(use + 1, "=") && unit.isStatementStart(use))
                checkDivision(job, {use + 2, unit.statementEnd(use)});
        }
    }
    for (const Function &function : unit.functions()) {
        if (function.name < 0 || !isReal(unit, {function.start, function.name}))
            continue;
        for (int i = function.body.begin; i < function.body.end; ++i) {
            if (unit.is(i, "return") && unit.functionAt(i) == unit.functionAt(function.body.begin))
                checkDivision(job, {i + 1, unit.statementEnd(i)});
        }
    }
}

// ---- int x; x += 1

void checkUninitialised(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    if (variable.kind != Variable::Kind::Local || !variable.init.isEmpty() || variable.isPattern || unit.functionAt(variable.name) < 0 || !unit.is(variable.name + 1, ";"))
        return;
    constexpr std::array kPlain{"int"sv, "long"sv, "short"sv, "char"sv, "bool"sv, "double"sv, "float"sv, "unsigned"sv, "size_t"sv, "int32_t"sv, "int64_t"sv, "uint32_t"sv, "uint64_t"sv, "uint8_t"sv};
    const bool isPointer = unit.is(variable.name - 1, "*");
    if ((!isPointer && !hasType(unit, variable, kPlain)) || unit.contains(variable.type, "static") || unit.contains(variable.type, "extern") || unit.contains(variable.type, "<"))
        return;
    for (const int use : job.names.uses(variable)) {
        if (use < variable.name)
            continue;
        const bool isSet = unit.is(use + 1, "=") || unit.is(use - 1, "&") || (unit.is(use - 1, ">") && unit.is(use - 2, ">")) || unit.is(use - 1, "sizeof") || unit.is(use - 2, "sizeof") || unit.is(use - 2, "decltype");
        const int around = unit.around(use);
        const bool isGiven = (unit.is(use - 1, "(") || unit.is(use - 1, ",")) && (unit.is(use + 1, ")") || unit.is(use + 1, ",")) && unit.is(around, "(") && unit[around - 1].kind == Tok::Ident && !unit.is(around - 1, "if")
            && !unit.is(around - 1, "while") && !unit.is(around - 1, "return") && !unit.is(around - 1, "switch") && !unit.is(around - 1, "printf");
        const bool isCaptured = unit.functionAt(use) != unit.functionAt(variable.name) || unit.is(around, "[");
        if (isSet || isGiven || isCaptured)
            return;
        job.report.add(use, Severity::High, "uninitialised", "\"" + std::string(unit.text(use)) + "\" is read before it was ever set, so its value is whatever lies there.");
        return;
    }
}

// ---- sizes of arrays

long arraySize(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    if (!variable.isArray || !unit.is(variable.name + 3, "]"))
        return -1;
    int size = variable.name + 2;
    if (unit.isName(size)) {
        const Variable *constant = job.names.find(size);
        if (!constant || constant->init.end - constant->init.begin != 1)
            return -1;
        size = constant->init.begin;
    }
    return unit[size].kind == Tok::Number && unit.text(size).front() != '\'' ? std::strtol(std::string(unit.text(size)).c_str(), nullptr, 0) : -1;
}

bool isCharArray(const Unit &unit, const Variable &variable)
{
    return unit.contains(variable.type, "char") || unit.contains(variable.type, "uint8_t") || unit.contains(variable.type, "byte");
}

void checkArray(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const long size = arraySize(job, variable);
    if (size <= 0 || variable.kind == Variable::Kind::Param)
        return;
    const auto numberAt = [&](Range in) -> long {
        if (in.end - in.begin != 1)
            return -1;
        int at = in.begin;
        if (unit.isName(at)) {
            const Variable *constant = job.names.find(at);
            if (!constant || !constant->isConst || constant->init.end - constant->init.begin != 1)
                return -1;
            at = constant->init.begin;
        }
        return unit[at].kind == Tok::Number && unit.text(at).front() != '\'' ? std::strtol(std::string(unit.text(at)).c_str(), nullptr, 0) : -1;
    };
    for (const int use : job.names.uses(variable)) {
        if (unit.is(use + 1, "[") && !unit.is(use - 1, "&") && numberAt({use + 2, unit.closing(use + 1)}) >= size)
            job.report.add(use, Severity::High, "out-of-bounds", "The array has " + std::to_string(size) + " places, and this is behind the last one.");
        const int around = unit.around(use);
        constexpr std::array kSized{"read"sv, "recv"sv, "fgets"sv, "snprintf"sv, "memcpy"sv, "memset"sv, "strncpy"sv, "memmove"sv, "vsnprintf"sv, "recvfrom"sv, "getline"sv, "strftime"sv};
        if (!unit.is(around, "(") || !isOneOf(unit.text(around - 1), kSized) || !isCharArray(unit, variable))
            continue;
        const auto arguments = argumentsAt(unit, around);
        const bool readsInto = unit.is(around - 1, "read") || unit.is(around - 1, "recv") || unit.is(around - 1, "recvfrom");
        const std::size_t target = readsInto ? 1 : 0;
        const std::size_t limit = readsInto || unit.is(around - 1, "memcpy") || unit.is(around - 1, "memset") || unit.is(around - 1, "strncpy") || unit.is(around - 1, "memmove") ? 2 : 1;
        if (arguments.size() > limit && arguments[target].begin == use && numberAt(arguments[limit]) > size)
            job.report.add(arguments[limit].begin, Severity::High, "out-of-bounds", "The call may write more than the " + std::to_string(size) + " bytes that the buffer has.");
        if (arguments.size() > limit && arguments[target].begin == use && unit.is(around - 1, "strncpy") && unit.isCpp() && unit.is(arguments[limit].begin, "strlen"))
            job.report.add(use, Severity::High, "unbounded-copy", "The bound is the length of the source, so nothing bounds the copy into the buffer.");
    }
    // for (i = 0; i <= N; ++i) a[i]
    for (const Block &block : unit.blocks()) {
        if (block.word != "for" || !variable.scope.has(block.start))
            continue;
        for (int i = block.head.begin; i < block.head.end; ++i) {
            if (!unit.is(i, "<=") || !unit.isName(i - 1) || numberAt({i + 1, operandEnd(unit, i + 1)}) < size || !unit.is(i + 2, ";"))
                continue;
            for (int k = block.body.begin; k < block.body.end; ++k) {
                if (unit.text(k) == unit.text(variable.name) && unit.is(k + 1, "[") && unit.text(k + 2) == unit.text(i - 1) && unit.is(k + 3, "]")) {
                    job.report.add(i, Severity::High, "off-by-one", "The last turn reads one place behind the end of the array.");
                    break;
                }
            }
        }
    }
}

/// memset(p, 0, sizeof(p)) with a pointer, sizeof(a) / sizeof(a[0]) with a parameter
void checkSizeof(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "sizeof"))
        return;
    const int name = unit.is(i + 1, "(") ? i + 2 : i + 1;
    const int after = unit.is(i + 1, "(") ? name + 2 : name + 1;
    const Variable *variable = unit.isName(name) && !(unit.is(i + 1, "(") && !unit.is(name + 1, ")")) ? job.names.find(name) : nullptr;
    if (!variable || variable->kind == Variable::Kind::Class || variable->kind == Variable::Kind::Function)
        return;
    const bool isPointer = (unit.is(variable->name - 1, "*") && !variable->isArray) || (variable->isArray && variable->kind == Variable::Kind::Param && !unit.contains(variable->type, "&") && !unit.is(variable->name - 1, ")"));
    if (!isPointer)
        return;
    const bool isCount = unit.is(after, "/") && unit.is(after + 1, "sizeof");
    const int around = unit.around(i);
    constexpr std::array kSized{"memset"sv, "memcpy"sv, "memmove"sv, "snprintf"sv, "strncpy"sv, "fgets"sv, "read"sv, "recv"sv, "malloc"sv, "fread"sv, "memcmp"sv};
    if (isCount || (unit.is(around, "(") && isOneOf(unit.text(around - 1), kSized)))
        job.report.add(i, Severity::High, "size-of-pointer", "sizeof gives the size of the pointer here, not of what it points to.");
}

// ---- signs

void checkSign(const Job &job, int i)
{
    const Unit &unit = job.unit;
    static const Pattern kSizes(". size|length ( ) - %1 . size|length ( ) <|>=|> 0");
    if (kSizes.at(unit, i))
        job.report.add(i, Severity::High, "unsigned-comparison", "Sizes are unsigned, so their difference is never below 0; compare the sizes.");
    const bool isTest = (unit.is(i, "<") || unit.is(i, ">=")) && unit.is(i + 1, "0") && unit.isName(i - 1) && !unit.is(i - 2, ".") && !unit.is(i - 2, "->");
    if (!isTest)
        return;
    const Variable *variable = job.names.find(i - 1);
    const int around = unit.around(i);
    const bool isCountdown = unit.is(around, "(") && unit.is(around - 1, "for"); // has a rule of its own
    if (variable && variable->kind != Variable::Kind::Function && hasType(unit, *variable, kUnsigned) && !isCountdown)
        job.report.add(i, Severity::High, "unsigned-comparison", "An unsigned number is never below 0, so the comparison is always the same.");
}

// ---- texts

void checkTexts(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if ((unit.is(i, "==") || unit.is(i, "!=")) && (unit.isString(i + 1) || unit.isString(i - 1))) {
        const int name = unit.isString(i + 1) ? i - 1 : i + 1;
        const Variable *variable = unit.isName(name) && !unit.is(name - 1, ".") && !unit.is(name - 1, "->") && !unit.is(name + 1, ".") && !unit.is(name + 1, "[") ? job.names.find(name) : nullptr;
        if (variable && unit.contains(variable->type, "char") && unit.is(variable->name - 1, "*") && !unit.contains(variable->type, "<"))
            job.report.add(i, Severity::High, "address-comparison", "This compares addresses, not texts; use strcmp or a string.");
    }
    const bool isPrint = (unit.is(i, "printf") || unit.is(i, "fprintf") || unit.is(i, "snprintf") || unit.is(i, "sprintf")) && unit.is(i + 1, "(") && unit.isOpen(i + 1);
    if (!isPrint)
        return;
    for (const Range &argument : argumentsAt(unit, i + 1)) {
        const bool isAlone = argument.end - argument.begin == 1 && unit.isName(argument.begin);
        const Variable *variable = isAlone ? job.names.find(argument.begin) : nullptr;
        if (variable && hasTypeWord(unit, *variable, "string") && unit.is(variable->type.end - 1, "&") + unit.is(variable->type.end - 1, "string") > 0 && !unit.contains(variable->type, "<"))
            job.report.add(argument.begin, Severity::High, "format-mismatch", "printf cannot take a std::string; pass c_str().");
    }
}

/// char c; while ((c = getchar()) != EOF)
void checkEof(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const int call = unit.is(i + 2, "std") ? i + 4 : i + 2;
    const bool isRead = unit.isName(i) && unit.is(i + 1, "=") && (unit.is(call, "getchar") || unit.is(call, "fgetc") || unit.is(call, "getc"));
    const Variable *variable = isRead ? job.names.find(i) : nullptr;
    if (variable && unit.is(variable->name - 1, "char") && !unit.contains(variable->type, "*"))
        job.report.add(i, Severity::High, "end-in-char", "A char cannot tell the end of the file from a byte, so the loop ends too early or never; use int.");
}

// ---- functions that should return

bool neverEnds(const Unit &unit, Range body)
{
    for (int i = body.begin; i < body.end; ++i) {
        const bool isLoop = (unit.is(i, "while") && unit.is(i + 1, "(") && (unit.is(i + 2, "true") || unit.is(i + 2, "1")) && unit.is(i + 3, ")")) || (unit.is(i, "for") && unit.is(i + 2, ";") && unit.is(i + 3, ";"));
        if (isLoop || unit.is(i, "abort") || unit.is(i, "exit") || unit.is(i, "terminate") || unit.is(i, "_Exit") || unit.is(i, "Q_UNREACHABLE") || unit.is(i, "__builtin_unreachable") || unit.is(i, "unreachable") || unit.is(i, "quick_exit") || unit.is(i, "asm"))
            return true;
    }
    return false;
}

void checkMissingReturn(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    const Range type{function.start, function.name};
    if (function.name < 0 || function.isArrow || type.isEmpty() || unit.is(function.name, "operator") || unit.is(function.name, "main") || unit.is(function.name - 1, "~"))
        return;
    int words = 0;
    bool isVoid = false;
    for (int i = type.begin; i < type.end; ++i) {
        if (unit.is(i, "void") && !unit.is(i + 1, "*"))
            isVoid = true;
        constexpr std::array kNoType{"static"sv, "inline"sv, "virtual"sv, "explicit"sv, "constexpr"sv, "extern"sv, "friend"sv, "template"sv, "Q_INVOKABLE"sv, "noreturn"sv, "nodiscard"sv, "auto"sv, "consteval"sv};
        if (unit.is(i, "noreturn") || unit.is(i, "else") || unit.is(i, "auto"))
            return;
        if (unit[i].kind == Tok::Ident && !isOneOf(unit.text(i), kNoType) && !unit.is(i + 1, "::"))
            ++words;
    }
    if (isVoid || words == 0 || unit.contains({function.close, function.body.begin}, "->"))
        return;
    // Class::Class(...) has no type: the words are the class's own name.
    if (words == 1 && unit.is(function.name - 1, "::") && unit.text(function.name - 2) == unit.text(function.name))
        return;
    if (unit.is(function.name - 1, "::") && function.start == function.name - 2)
        return;
    bool hasReturn = false;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit.functionAt(i) != unit.functionAt(function.body.begin))
            continue;
        hasReturn = hasReturn || unit.is(i, "return") || unit.is(i, "throw") || unit.is(i, "co_return") || unit.is(i, "co_yield") || unit.is(i, "co_await");
    }
    if (neverEnds(unit, function.body))
        return;
    const auto statements = unit.statements(function.body);
    if (!hasReturn) {
        if (!function.body.isEmpty() && !statements.empty())
            job.report.add(function.name, Severity::High, "missing-return", "The function promises a value and returns none, so the caller gets whatever lies there.");
        return;
    }
    if (statements.empty() || unit.contains(function.body, "co_return"))
        return;
    const int block = unit.blockFrom(statements.back().begin);
    if (block < 0)
        return;
    const Block &last = unit.blocks()[static_cast<std::size_t>(block)];
    const bool mayFall = last.word == "if" || last.word == "elif" || last.word == "for" || last.word == "while";
    if (mayFall && !unit.is(last.head.begin - 2, "constexpr"))
        job.report.add(statements.back().end - 1, Severity::High, "missing-return", "The end of the function can be reached without a return, so the caller gets whatever lies there.");
}

/// v.reserve(n); v[i] = x
void checkReserve(const Job &job, int i)
{
    const Unit &unit = job.unit;
    static const Pattern kReserve("$1 . reserve (*) ;");
    const auto match = kReserve.at(unit, i);
    if (!match || unit.is(i - 1, ".") || unit.is(i - 1, "->"))
        return;
    const Variable *variable = job.names.find(i);
    if (!variable || !hasTypeWord(unit, *variable, "vector") || variable->kind != Variable::Kind::Local || (!variable->init.isEmpty() && unit.closing(variable->init.begin) > variable->init.begin + 1))
        return;
    for (int k = match->end; k < variable->scope.end; ++k) {
        if (unit.text(k) != unit.text(i) || unit.is(k - 1, "."))
            continue;
        if (unit.is(k + 1, "[")) {
            job.report.add(k, Severity::High, "out-of-bounds", "reserve() makes room and no elements, so there is nothing at this index; use resize().");
            return;
        }
        return;
    }
}

// ---- macros

void checkMacro(const Job &job, const Token &directive)
{
    auto text = directive.text;
    const auto define = text.find("define");
    const auto open = text.find('(');
    if (define == std::string_view::npos || open == std::string_view::npos || text.substr(define + 7, open - define - 7).find(' ') != std::string_view::npos)
        return;
    const auto close = text.find(')', open);
    if (close == std::string_view::npos)
        return;
    auto params = text.substr(open + 1, close - open - 1);
    const auto body = text.substr(close + 1);
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    while (!params.empty()) {
        const auto comma = std::min(params.find(','), params.size());
        auto name = params.substr(0, comma);
        params.remove_prefix(std::min(comma + 1, params.size()));
        while (!name.empty() && name.front() == ' ')
            name.remove_prefix(1);
        while (!name.empty() && name.back() == ' ')
            name.remove_suffix(1);
        for (auto at = body.find(name); !name.empty() && name != "..." && at != std::string_view::npos; at = body.find(name, at + 1)) {
            const auto end = at + name.size();
            if ((at > 0 && isWord(body[at - 1])) || (end < body.size() && isWord(body[end])))
                continue;
            const auto before = body.find_last_not_of(" \t\\\n", at == 0 ? 0 : at - 1);
            const auto after = body.find_first_not_of(" \t\\\n", end);
            const char left = at == 0 || before == std::string_view::npos ? ' ' : body[before];
            const char right = after == std::string_view::npos ? ' ' : body[after];
            constexpr auto kOperators = "*/%"sv;
            if (kOperators.find(left) != std::string_view::npos || kOperators.find(right) != std::string_view::npos) {
                job.report.addLine(directive.line, Severity::Medium, "macro-argument", "The macro uses \"" + std::string(name) + "\" without brackets, so with a sum as argument it computes something else.");
                return;
            }
        }
    }
}

/// 1 << 40 in an int.
void checkShift(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "1") || !unit.is(i + 1, "<<") || unit[i + 2].kind != Tok::Number)
        return;
    if (std::strtol(std::string(unit.text(i + 2)).c_str(), nullptr, 0) >= 32)
        job.report.add(i, Severity::High, "shift-too-far", "1 is an int, so shifting it by 32 or more is undefined; write 1ull.");
}

} // namespace

void checkCppValues(const Job &job)
{
    const Unit &unit = job.unit;
    if (!unit.isCpp())
        return;
    checkDivisions(job);
    for (const Variable &variable : job.names.all()) {
        checkUninitialised(job, variable);
        checkArray(job, variable);
    }
    for (const Function &function : unit.functions())
        checkMissingReturn(job, function);
    for (const Token &directive : unit.directives())
        checkMacro(job, directive);
    for (int i = 0; i < unit.size(); ++i) {
        checkSizeof(job, i);
        checkSign(job, i);
        checkTexts(job, i);
        checkEof(job, i);
        checkReserve(job, i);
        checkShift(job, i);
    }
}

} // namespace skep::checks
