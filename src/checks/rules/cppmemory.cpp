// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

enum class Source : unsigned char { None, New, NewArray, Malloc, File };

/// What an expression of this range hands out for others to give back.
Source sourceOf(const Unit &unit, Range init)
{
    if (unit.is(init.begin, "new")) {
        for (int i = init.begin + 1; i < init.end; ++i) {
            if (unit.is(i, "(") || unit.is(i, "{"))
                return Source::New;
            if (unit.is(i, "["))
                return Source::NewArray;
        }
        return Source::New;
    }
    for (int i = init.begin; i < init.end; ++i) {
        if (unit.is(i + 1, "(") && (unit.is(i, "malloc") || unit.is(i, "calloc") || unit.is(i, "strdup")))
            return Source::Malloc;
        if (unit.is(i + 1, "(") && (unit.is(i, "fopen") || unit.is(i, "popen") || unit.is(i, "fdopen")))
            return Source::File;
    }
    return Source::None;
}

/// True where the value is given back: delete p, free(p), fclose(p).
bool isRelease(const Unit &unit, int use)
{
    if (unit.is(use - 1, "delete") || (unit.is(use - 1, "]") && unit.is(use - 3, "delete")))
        return true;
    const int around = unit.around(use);
    return unit.is(around, "(") && (unit.is(around - 1, "free") || unit.is(around - 1, "fclose") || unit.is(around - 1, "pclose"));
}

/// Somebody else gets the pointer: an argument, a return, another name, a list of values.
bool isHandedOn(const Unit &unit, int use, Source source)
{
    if (isRelease(unit, use))
        return false;
    const int begin = unit.statementBegin(use);
    if (unit.is(begin, "return") && unit.is(use + 1, ";"))
        return true;
    if (unit.is(begin, "return") && (unit.is(use - 1, "(") || unit.is(use - 1, "{") || unit.is(use - 1, ",")) && source != Source::File)
        return true;
    if (unit.is(use - 1, "=") && !unit.is(use + 1, "->") && !unit.is(use + 1, ".") && !unit.is(use + 1, "["))
        return true;
    const int around = unit.around(use);
    const bool isArgument = (unit.is(use - 1, "(") || unit.is(use - 1, ",") || unit.is(use - 1, "{")) && (unit.is(use + 1, ")") || unit.is(use + 1, ",") || unit.is(use + 1, "}"));
    if (isArgument && unit.is(around, "{"))
        return true;
    if (!isArgument || !unit.is(around, "("))
        return unit.is(use - 1, "[") || (unit.is(around, "[") && !unit.isName(around - 1));
    constexpr std::array kBorrow{"fprintf"sv, "fgets"sv, "fread"sv, "fwrite"sv, "fputs"sv, "fputc"sv, "fgetc"sv, "fscanf"sv, "fseek"sv, "ftell"sv, "feof"sv, "fflush"sv, "ferror"sv, "getline"sv,
                                 "memcpy"sv, "memset"sv, "memmove"sv, "strcpy"sv, "strncpy"sv, "strlen"sv, "strcmp"sv, "strcat"sv, "printf"sv, "snprintf"sv, "sprintf"sv, "if"sv, "while"sv, "read"sv, "write"sv, "puts"sv, "rewind"sv, "vfprintf"sv, "putc"sv, "getc"sv, "fill"sv, "copy"sv};
    return std::find(kBorrow.begin(), kBorrow.end(), unit.text(around - 1)) == kBorrow.end();
}

std::string_view releaseOf(Source source)
{
    return source == Source::File ? "closed" : "freed";
}

/// "!p", "p == nullptr", "p == NULL"
bool testsName(const Unit &unit, Range head, std::string_view name)
{
    for (int i = head.begin; i < head.end; ++i) {
        if (unit.text(i) != name)
            continue;
        if (unit.is(i - 1, "!") || ((unit.is(i + 1, "==") ) && (unit.is(i + 2, "nullptr") || unit.is(i + 2, "NULL"))) || unit.is(i - 1, "=="))
            return true;
    }
    return false;
}

/// A branch that leaves between taking and giving back.
int leakingExit(const Job &job, const Variable &variable, int release)
{
    const Unit &unit = job.unit;
    const int function = unit.functionAt(variable.name);
    const auto name = unit.text(variable.name);
    for (int i = variable.init.end; i < release; ++i) {
        if (!(unit.is(i, "return") || unit.is(i, "throw")) || unit.functionAt(i) != function)
            continue;
        bool isSafe = unit.contains({i, unit.statementEnd(i)}, name);
        for (const Block &block : unit.blocks()) {
            if (!block.body.has(i) || block.start < variable.init.end)
                continue;
            const bool isFailure = block.word == "if" && (testsName(unit, block.head, name)); // if (!p) return
            bool isReleased = false;
            for (int k = block.body.begin; k < i; ++k)
                isReleased = isReleased || (unit.text(k) == name && isRelease(unit, k));
            isSafe = isSafe || isFailure || isReleased;
        }
        if (!isSafe)
            return i;
    }
    return -1;
}

void checkLeak(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const bool isOwner = variable.kind == Variable::Kind::Local && unit.functionAt(variable.name) >= 0 && !variable.isPattern;
    const bool isPointer = unit.contains(variable.type, "*") || unit.contains(variable.type, "auto");
    if (!isOwner || !isPointer || unit.contains(variable.type, "static") || unit.contains(variable.type, "unique_ptr") || unit.contains(variable.type, "shared_ptr"))
        return;
    const Source source = sourceOf(unit, variable.init);
    if (source == Source::None || unit.contains(variable.init, "this"))
        return; // a parent takes care of it
    const auto type = unit.text(variable.init.begin + 1);
    if (source == Source::New && type.size() > 2 && type[0] == 'Q' && type[1] >= 'A' && type[1] <= 'Z' && !unit.contains(variable.init, "nullptr"))
        return; // Qt objects belong to their parent or layout
    const int placement = variable.init.begin + 1;
    if (unit.is(placement, "(") && source != Source::File && source != Source::Malloc)
        return; // new (place) T
    int release = -1;
    for (const int use : job.names.uses(variable)) {
        if (use < variable.init.end)
            continue;
        if (isRelease(unit, use))
            release = use;
        else if (isHandedOn(unit, use, source))
            return;
    }
    if (release < 0) {
        job.report.add(variable.name, Severity::High, source == Source::File ? "resource-leak" : "memory-leak",
                       "\"" + std::string(unit.text(variable.name)) + "\" is never " + std::string(releaseOf(source)) + " in this function and nobody else gets it, so it leaks.");
        return;
    }
    if (const int exit = leakingExit(job, variable, release); exit >= 0)
        job.report.add(exit, Severity::High, source == Source::File ? "resource-leak" : "memory-leak",
                       "The function leaves here and \"" + std::string(unit.text(variable.name)) + "\" is not " + std::string(releaseOf(source)) + " on this way.");
}

/// new Thing(x); as a statement: nobody can delete it. With a parent among the arguments it is kept.
void checkDropped(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "new") || !unit.isStatementStart(i) || unit.is(i - 1, "operator"))
        return;
    const Range statement{i, unit.statementEnd(i)};
    if (!unit.contains(statement, "this") && !speaksOf(unit, statement, {"parent"}) && !unit.is(i + 1, "("))
        job.report.add(i, Severity::High, "memory-leak", "The new object's address is dropped, so nobody can delete it.");
}

// ---- delete against delete[], free against delete

void checkMismatch(const Job &job)
{
    const Unit &unit = job.unit;
    std::map<std::string, Source> made; // by name and, for locals, function
    const auto keyOf = [&](int name) {
        const Variable *variable = job.names.find(name);
        const bool isLocal = variable && (variable->kind == Variable::Kind::Local || variable->kind == Variable::Kind::Param);
        return std::string(unit.text(name)) + (isLocal ? "@" + std::to_string(variable->name) : std::string());
    };
    for (int i = 1; i < unit.size(); ++i) {
        const bool isGiven = unit.is(i, "new") && (unit.is(i - 1, "=") || unit.is(i - 1, "(") || unit.is(i - 1, "{")) && unit.isName(i - 2);
        if (isGiven)
            made[keyOf(i - 2)] = sourceOf(unit, {i, unit.is(i - 1, "=") ? unit.statementEnd(i) : unit.closing(i - 1)});
        if (unit.is(i, "=") && unit.isName(i - 1) && sourceOf(unit, {i + 1, unit.statementEnd(i)}) == Source::Malloc)
            made[keyOf(i - 1)] = Source::Malloc;
    }
    for (int i = 0; i + 1 < unit.size(); ++i) {
        int name = -1;
        Source wanted = Source::None;
        if (unit.is(i, "delete") && unit.isName(i + 1) && unit.is(i + 2, ";")) {
            name = i + 1;
            wanted = Source::New;
        } else if (unit.is(i, "delete") && unit.is(i + 1, "[") && unit.isName(i + 3) && unit.is(i + 4, ";")) {
            name = i + 3;
            wanted = Source::NewArray;
        } else if (unit.is(i, "free") && unit.is(i + 1, "(") && unit.isName(i + 2) && unit.is(i + 3, ")")) {
            name = i + 2;
            wanted = Source::Malloc;
        }
        const auto source = name < 0 ? made.end() : made.find(keyOf(name));
        if (source == made.end() || source->second == Source::None || source->second == Source::File || source->second == wanted)
            continue;
        const std::string_view made_ = source->second == Source::NewArray ? "new[]" : source->second == Source::New ? "new" : "malloc";
        job.report.add(i, Severity::High, "delete-mismatch", "What was made by " + std::string(made_) + " must be given back by " + (source->second == Source::NewArray ? "delete[]" : source->second == Source::New ? "delete" : "free") + ", else the heap is damaged.");
    }
}

// ---- after delete, after move

/// Walks the statements behind `after` in the same list and reports the first use of the name, until it is set anew.
void checkLaterUse(const Job &job, int name, int after, std::string_view rule, const std::string &message)
{
    const Unit &unit = job.unit;
    const int brace = enclosingBody(unit, after);
    Range list = brace >= 0 && unit.is(brace, "{") ? Range{brace + 1, unit.closing(brace)} : unit.scopeAt(after);
    const auto text = unit.text(name);
    bool isBehind = false;
    for (const Range &statement : unit.statements(list)) {
        if (statement.begin <= after && after < statement.end) {
            isBehind = true;
            const bool leaves = unit.is(statement.begin, "return") || unit.is(statement.begin, "throw");
            const int block = unit.blockFrom(statement.begin);
            if (leaves || block >= 0)
                return;
            continue;
        }
        if (!isBehind)
            continue;
        if (unit.is(statement.begin, "return") && !unit.contains(statement, text))
            return;
        if (unit.is(statement.begin, "case") || unit.is(statement.begin, "default") || unit.is(statement.begin, "break"))
            return;
        for (int i = statement.begin; i < statement.end; ++i) {
            if (unit.text(i) != text || unit[i].kind != Tok::Ident || unit.is(i - 1, ".") || unit.is(i - 1, "->") || unit.is(i - 1, "::"))
                continue;
            const bool isSet = unit.is(i + 1, "=") || (unit.is(i - 1, ">") && unit.is(i - 2, ">"));
            const bool isRenewed = unit.is(i + 1, ".") && (unit.is(i + 2, "clear") || unit.is(i + 2, "reset") || unit.is(i + 2, "assign") || unit.is(i + 2, "resize") || unit.is(i + 2, "swap") || unit.is(i + 2, "str"));
            const bool isTested = rule == "use-after-move" && unit.is(i + 1, ".") && (unit.is(i + 2, "empty") || unit.is(i + 2, "valid"));
            const bool isOut = unit.is(i - 1, "&") || (unit.is(i - 1, "(") && (unit.is(unit.around(i) - 1, "getline") || unit.is(unit.around(i) - 1, "exchange") || unit.is(unit.around(i) - 1, "swap"))) || (unit.is(unit.around(i) - 1, "getline"));
            const bool isDeclared = job.names.find(i) && job.names.find(i)->name == i;
            if (isSet || isRenewed || isTested || isOut || isDeclared || unit.functionAt(i) != unit.functionAt(after))
                return;
            job.report.add(i, Severity::High, rule, message);
            return;
        }
    }
}

void checkAfterDelete(const Job &job, int i)
{
    const Unit &unit = job.unit;
    int name = -1;
    if (unit.is(i, "delete") && unit.isName(i + 1) && unit.is(i + 2, ";"))
        name = i + 1;
    else if (unit.is(i, "delete") && unit.is(i + 1, "[") && unit.isName(i + 3) && unit.is(i + 4, ";"))
        name = i + 3;
    else if ((unit.is(i, "free") || unit.is(i, "fclose")) && unit.is(i + 1, "(") && unit.isName(i + 2) && unit.is(i + 3, ")"))
        name = i + 2;
    if (name >= 0)
        checkLaterUse(job, name, i, "use-after-free", "\"" + std::string(unit.text(name)) + "\" was given back before, so this touches memory that belongs to nobody.");
}

void checkAfterMove(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "move") || !unit.is(i - 1, "::") || !unit.is(i + 1, "(") || !unit.isName(i + 2) || !unit.is(i + 3, ")"))
        return;
    const Variable *variable = job.names.find(i + 2);
    if (!variable || (variable->kind != Variable::Kind::Local && variable->kind != Variable::Kind::Param && variable->kind != Variable::Kind::Loop))
        return;
    const int begin = unit.statementBegin(i);
    if (unit.text(begin) == unit.text(i + 2) && unit.is(begin + 1, "="))
        return; // x = f(std::move(x))
    const int function = unit.functionAt(i);
    if (function != unit.functionAt(variable->name) && variable->kind != Variable::Kind::Param)
        return;
    checkLaterUse(job, i + 2, i, "use-after-move", "\"" + std::string(unit.text(i + 2)) + "\" was moved away before, so its value is no longer known.");
    for (const Block &block : unit.blocks()) { // moved again in the next turn
        const bool isLoop = (block.word == "for" || block.word == "while") && block.body.has(i) && !block.body.has(variable->name) && !block.head.has(variable->name) && unit.functionAt(block.start) == function;
        if (!isLoop)
            continue;
        bool isRenewed = false;
        for (int k = block.head.begin; k < block.body.end; ++k) {
            if (unit.text(k) == unit.text(i + 2) && (unit.is(k + 1, "=") || (unit.is(k + 1, ".") && (unit.is(k + 2, "clear") || unit.is(k + 2, "reset") || unit.is(k + 2, "assign"))) || unit.is(unit.around(k) - 1, "getline") || (unit.is(k - 1, ">") && unit.is(k - 2, ">"))))
                isRenewed = true;
        }
        const int end = unit.statementEnd(i);
        const int brace = enclosingBody(unit, i);
        bool leaves = unit.is(begin, "return");
        for (const Range &next : unit.statements({end, brace >= 0 ? unit.closing(brace) : end}))
            leaves = leaves || unit.is(next.begin, "break") || unit.is(next.begin, "return");
        if (!isRenewed && !leaves)
            job.report.add(i, Severity::High, "use-after-move", "The loop moves \"" + std::string(unit.text(i + 2)) + "\" in its first turn and uses what is left in the next.");
    }
}

// ---- dangling results

void checkReturned(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.name < 0 || function.isArrow)
        return;
    const Range type{function.start, function.name};
    const bool isReference = unit.contains(type, "&");
    const bool isView = unit.contains(type, "string_view") || unit.contains(type, "span");
    const bool isPointer = unit.contains(type, "*");
    const auto localOf = [&](int i) -> const Variable * {
        const Variable *variable = unit.isName(i) ? job.names.find(i) : nullptr;
        const bool isLocal = variable && (variable->kind == Variable::Kind::Local || (variable->kind == Variable::Kind::Param && !unit.contains(variable->type, "&") && !unit.contains(variable->type, "*")));
        return isLocal && function.body.begin <= (variable->kind == Variable::Kind::Param ? function.body.begin : variable->name) && !unit.contains(variable->type, "static") && !unit.contains(variable->type, "thread_local") ? variable : nullptr;
    };
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (!unit.is(i, "return") || unit.functionAt(i) != unit.functionAt(function.body.begin))
            continue;
        const int value = i + 1;
        const bool isAlone = unit.is(value + 1, ";");
        bool dangles = false;
        if (unit.is(value, "&") && unit.is(value + 2, ";")) {
            const Variable *variable = localOf(value + 1);
            dangles = isPointer && variable && !unit.contains(variable->type, "&");
        } else if (const Variable *variable = localOf(value)) {
            const bool isText = hasTypeWord(unit, *variable, "string") || hasTypeWord(unit, *variable, "vector") || hasTypeWord(unit, *variable, "QByteArray");
            const bool isOwn = !unit.contains(variable->type, "&") && !unit.contains(variable->type, "*");
            if (isAlone)
                dangles = (isReference && isOwn) || (variable->isArray && isPointer) || (isView && isText && isOwn && !hasTypeWord(unit, *variable, "string_view"));
            else
                dangles = isPointer && isText && isOwn && unit.is(value + 1, ".") && (unit.is(value + 2, "c_str") || unit.is(value + 2, "data")) && unit.is(value + 4, ")") && unit.is(value + 5, ";");
        } else if (unit.is(value, "[") && unit.is(value + 1, "&") && (unit.is(value + 2, "]") || localOf(value + 2))) {
            dangles = true; // a lambda that refers to what ends here
        }
        if (dangles)
            job.report.add(i, Severity::High, "dangling", "What is returned refers to a variable of this function, which ends here.");
    }
}

/// auto &first = list[0]; list.push_back(x); first...
void checkInvalidated(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const bool isReference = unit.contains(variable.type, "&") || unit.contains(variable.type, "*");
    if (variable.kind != Variable::Kind::Local || variable.init.isEmpty() || unit.functionAt(variable.name) < 0)
        return;
    int container = variable.init.begin + (unit.is(variable.init.begin, "&") ? 1 : 0);
    if (!unit.isName(container))
        return;
    const int next = container + 1;
    const bool isElement = isReference && (unit.is(next, "[") || (unit.is(next, ".") && (unit.is(next + 1, "front") || unit.is(next + 1, "back") || unit.is(next + 1, "at") || unit.is(next + 1, "data"))));
    const bool isIterator = unit.is(next, ".") && (unit.is(next + 1, "begin") || unit.is(next + 1, "end")) && unit.contains(variable.type, "auto");
    const Variable *owner = job.names.find(container);
    if ((!isElement && !isIterator) || !owner || !(hasTypeWord(unit, *owner, "vector") || (hasTypeWord(unit, *owner, "string") && isIterator)))
        return;
    static const std::array kChanges{"push_back"sv, "emplace_back"sv, "insert"sv, "erase"sv, "resize"sv, "clear"sv, "reserve"sv};
    const int brace = unit.around(variable.name);
    int changed = -1;
    for (int i = variable.init.end; i < variable.scope.end; ++i) {
        if (unit.text(i) == unit.text(container) && unit.is(i + 1, ".") && std::find(kChanges.begin(), kChanges.end(), unit.text(i + 2)) != kChanges.end() && unit.around(unit.statementBegin(i)) == brace && !isInLoop(unit, i)) {
            const bool isRenewed = unit.text(unit.statementBegin(i)) == unit.text(variable.name);
            changed = isRenewed ? -1 : unit.statementEnd(i);
        }
        if (changed < 0 || i <= changed || unit.text(i) != unit.text(variable.name) || unit.is(i - 1, ".") || unit[i].kind != Tok::Ident)
            continue;
        if (!(unit.is(i + 1, "=") && isIterator))
            job.report.add(i, Severity::High, "dangling", "The container was changed in between, which may move its elements, so \"" + std::string(unit.text(i)) + "\" refers to nothing.");
        return;
    }
}

// ---- threads and locks

void checkThread(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    const bool isThread = variable.type.end - variable.type.begin == 3 && unit.is(variable.type.begin, "std") && unit.is(variable.type.begin + 2, "thread");
    if (variable.kind != Variable::Kind::Local || !isThread || variable.init.isEmpty() || unit.functionAt(variable.name) < 0)
        return;
    bool isDetached = false;
    for (const int use : job.names.uses(variable)) {
        isDetached = isDetached || (unit.is(use + 1, ".") && unit.is(use + 2, "detach"));
        if (!isDetached && ((unit.is(use + 1, ".") && (unit.is(use + 2, "join") || unit.is(use + 2, "swap"))) || unit.is(use - 1, "(") || unit.is(unit.statementBegin(use), "return")))
            return;
    }
    if (!isDetached)
        job.report.add(variable.name, Severity::High, "thread-not-joined", "The thread is neither joined nor detached, so its destructor ends the program.");
    else if (unit.is(variable.init.begin + 1, "[") && unit.is(variable.init.begin + 2, "&"))
        job.report.add(variable.name, Severity::High, "dangling", "The thread outlives the variables that it refers to.");
}

void checkLock(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "lock") || !(unit.is(i - 1, ".") || unit.is(i - 1, "->")) || !unit.is(i + 1, "(") || !unit.is(i + 2, ")") || !unit.is(i + 3, ";") || !unit.isStatementStart(pathBegin(unit, i)))
        return;
    const Variable *variable = job.names.find(i - 2);
    if (variable && (hasTypeWord(unit, *variable, "unique_lock") || hasTypeWord(unit, *variable, "weak_ptr")))
        return;
    const auto function = functionNameAt(unit, i);
    if (function == "lock" || function == "acquire")
        return;
    const Range scope = unit.scopeAt(i);
    int unlock = -1;
    int exit = -1;
    for (int k = i + 4; k < scope.end; ++k) {
        if (unit.is(k, "unlock") && unit.text(k - 2) == unit.text(i - 2)) {
            unlock = k;
            break;
        }
        if ((unit.is(k, "return") || unit.is(k, "throw")) && exit < 0)
            exit = k;
    }
    if (unlock < 0)
        job.report.add(i, Severity::High, "lock-not-released", "The lock is taken and not given back in this function; use a lock_guard.");
    else if (exit >= 0)
        job.report.add(exit, Severity::High, "lock-not-released", "The function leaves here with the lock held; use a lock_guard.");
}

/// std::unique_ptr<T> p(new T[n]), p.release();
void checkSmartPointers(const Job &job, const Variable &variable)
{
    const Unit &unit = job.unit;
    if (!unit.contains(variable.type, "unique_ptr") && !unit.contains(variable.type, "shared_ptr"))
        return;
    const int made = unit.is(variable.init.begin, "(") || unit.is(variable.init.begin, "{") ? variable.init.begin + 1 : variable.init.begin;
    if (unit.is(made, "new") && sourceOf(unit, {made, variable.init.end}) == Source::NewArray && !unit.contains(variable.type, "["))
        job.report.add(variable.name, Severity::High, "delete-mismatch", "An array is given to a pointer that deletes a single object; use unique_ptr<T[]> or a vector.");
    for (const int use : job.names.uses(variable)) {
        if (unit.is(use + 1, ".") && unit.is(use + 2, "release") && unit.is(use + 4, ")") && unit.is(use + 5, ";") && unit.isStatementStart(use))
            job.report.add(use, Severity::High, "memory-leak", "release() gives the object away without deleting it, and nobody takes it; use reset().");
        if (unit.is(use - 1, "delete") || (unit.is(use + 1, ".") && unit.is(use + 2, "get") && unit.is(use - 1, "delete")))
            job.report.add(use, Severity::High, "use-after-free", "The smart pointer deletes the object once more when it ends.");
    }
}

} // namespace

void checkCppMemory(const Job &job)
{
    if (!job.unit.isCpp())
        return;
    checkMismatch(job);
    for (const Variable &variable : job.names.all()) {
        checkLeak(job, variable);
        checkInvalidated(job, variable);
        checkThread(job, variable);
        checkSmartPointers(job, variable);
    }
    for (const Function &function : job.unit.functions())
        checkReturned(job, function);
    for (int i = 0; i < job.unit.size(); ++i) {
        checkDropped(job, i);
        checkAfterDelete(job, i);
        checkAfterMove(job, i);
        checkLock(job, i);
    }
}

} // namespace skep::checks
