// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

/// What a class declares, as far as its own body shows.
struct Shape
{
    int destructor = -1; // token of its name
    bool isDestructorVirtual = false;
    bool isDestructorProtected = false;
    bool hasVirtual = false;
    bool isAbstract = false;
    bool hasCopy = false; // declared or deleted
    bool hasConstructor = false;
    std::set<std::string_view> virtuals;
};

Shape shapeOf(const Unit &unit, const Class &one)
{
    Shape shape;
    const auto name = unit.text(one.name);
    std::string_view access = one.isStruct ? "public" : "private";
    for (int i = one.body.begin; i < one.body.end; ++i) {
        const bool isLevel = unit.around(i) == one.body.begin - 1;
        if (!isLevel)
            continue;
        if ((unit.is(i, "public") || unit.is(i, "protected") || unit.is(i, "private")) && unit.is(i + 1, ":"))
            access = unit.text(i);
        if (unit.is(i, "~") && unit.text(i + 1) == name) {
            shape.destructor = i + 1;
            shape.isDestructorVirtual = unit.is(i - 1, "virtual") || unit.contains({i, unit.statementEnd(i)}, "override");
            shape.isDestructorProtected = access == "protected" || access == "private";
            ++i;
            continue;
        }
        if (unit.is(i, "virtual") && !unit.is(i + 1, "~")) {
            shape.hasVirtual = true;
            const int end = unit.statementEnd(i);
            for (int k = i; k < end; ++k) {
                if (unit.is(k, "(") && unit[k - 1].kind == Tok::Ident) {
                    shape.virtuals.insert(unit.text(k - 1));
                    break;
                }
            }
            shape.isAbstract = shape.isAbstract || (unit.is(end - 1, "0") && unit.is(end - 2, "="));
        }
        if (unit.text(i) == name && unit.is(i + 1, "(") && !unit.is(i - 1, "~")) {
            shape.hasConstructor = true;
            const Range params{i + 2, unit.closing(i + 1)};
            shape.hasCopy = shape.hasCopy || (unit.contains(params, name) && unit.contains(params, "&"));
        }
        if (unit.is(i, "operator") && unit.is(i + 1, "="))
            shape.hasCopy = true;
        if (unit.is(i, "Q_DISABLE_COPY") || unit.is(i, "Q_DISABLE_COPY_MOVE"))
            shape.hasCopy = true;
    }
    return shape;
}

void checkDestructor(const Job &job, const Class &one, const Shape &shape)
{
    const Unit &unit = job.unit;
    if (!one.bases.isEmpty() || !shape.hasVirtual || shape.isDestructorVirtual || shape.isDestructorProtected || unit.is(one.name + 1, "final"))
        return;
    const int place = shape.destructor >= 0 ? shape.destructor : one.name;
    job.report.add(place, Severity::High, "missing-virtual-destructor", "The class has virtual functions and no virtual destructor, so deleting a derived object through it is undefined.");
}

/// The function that defines Class::member, inside or outside of the class.
std::vector<const Function *> definitionsOf(const Unit &unit, const Class &one, std::string_view name, bool isDestructor)
{
    std::vector<const Function *> found;
    for (const Function &function : unit.functions()) {
        if (function.name < 0 || unit.text(function.name) != name || unit.is(function.name - 1, "~") != isDestructor)
            continue;
        const int before = function.name - (isDestructor ? 2 : 1);
        const bool isOutside = unit.is(before, "::") && unit.text(before - 1) == unit.text(one.name);
        if (isOutside || one.body.has(function.name))
            found.push_back(&function);
    }
    return found;
}

void checkCopies(const Job &job, const Class &one, const Shape &shape)
{
    const Unit &unit = job.unit;
    if (shape.hasCopy || !one.bases.isEmpty() || shape.destructor < 0)
        return;
    for (const Function *destructor : definitionsOf(unit, one, unit.text(one.name), true)) {
        for (int i = destructor->body.begin; i < destructor->body.end; ++i) {
            const bool frees = unit.is(i, "delete") || ((unit.is(i, "free") || unit.is(i, "fclose") || unit.is(i, "close")) && unit.is(i + 1, "(") && !unit.is(i - 1, ".") && !unit.is(i - 1, "->"));
            if (!frees)
                continue;
            job.report.add(one.name, Severity::High, "copy-of-owner", "The class gives something back in its destructor and can be copied, so copies give it back twice; forbid or write the copy.");
            return;
        }
    }
}

void checkConstructorCalls(const Job &job, const Class &one, const Shape &shape)
{
    const Unit &unit = job.unit;
    for (const bool isDestructor : {false, true}) {
        for (const Function *function : definitionsOf(unit, one, unit.text(one.name), isDestructor)) {
            for (int i = function->body.begin; i < function->body.end; ++i) {
                const bool isOwn = unit.isName(i) && unit.is(i + 1, "(") && !unit.is(i - 1, ".") && !unit.is(i - 1, "::") && (!unit.is(i - 1, "->") || unit.is(i - 2, "this"));
                if (isOwn && shape.virtuals.contains(unit.text(i)) && unit.functionAt(i) == unit.functionAt(function->body.begin) && !unit.is(one.name + 1, "final"))
                    job.report.add(i, Severity::Medium, "virtual-in-constructor", "In a constructor or destructor the derived class's version is not called.");
            }
        }
    }
}

/// Members without value that no constructor sets.
void checkMembers(const Job &job, const Class &one, const Shape &shape)
{
    const Unit &unit = job.unit;
    const auto constructors = definitionsOf(unit, one, unit.text(one.name), false);
    if (!shape.hasConstructor || constructors.empty())
        return;
    // each declared one must be seen with its body
    int declared = 0;
    for (int i = one.body.begin; i < one.body.end; ++i) {
        const bool isConstructor = unit.text(i) == unit.text(one.name) && unit.is(i + 1, "(") && unit.around(i) == one.body.begin - 1 && !unit.is(i - 1, "~");
        const int end = isConstructor ? unit.statementEnd(unit.closing(i + 1)) : 0;
        declared += isConstructor && !(unit.is(end - 1, "default") || unit.is(end - 1, "delete")) ? 1 : 0;
    }
    if (declared != static_cast<int>(constructors.size()))
        return;
    constexpr std::array kPlain{"int"sv, "long"sv, "short"sv, "char"sv, "bool"sv, "double"sv, "float"sv, "unsigned"sv, "size_t"sv, "int32_t"sv, "int64_t"sv, "uint32_t"sv, "uint64_t"sv, "uint8_t"sv, "uint16_t"sv};
    for (const Variable &variable : job.names.all()) {
        if (variable.kind != Variable::Kind::Member || unit.around(variable.name) != one.body.begin - 1 || !unit.is(variable.name + 1, ";") || unit.contains(variable.type, "static"))
            continue;
        bool isPlain = unit.is(variable.name - 1, "*");
        for (int i = variable.type.begin; i < variable.type.end; ++i)
            isPlain = isPlain || (std::find(kPlain.begin(), kPlain.end(), unit.text(i)) != kPlain.end() && !unit.contains(variable.type, "<"));
        if (!isPlain || unit.contains(variable.type, "&"))
            continue;
        for (const Function *constructor : constructors) {
            const Range all{constructor->close, constructor->body.end};
            bool delegates = unit.is(constructor->close + 1, ":") && unit.text(constructor->close + 2) == unit.text(one.name);
            if (!delegates && !unit.contains(all, unit.text(variable.name)) && !unit.contains(constructor->body, "memset") && !unit.contains(constructor->body, "reset") && !unit.contains(constructor->body, "init")
                && !unit.contains(constructor->body, "clear")) {
                job.report.add(variable.name, Severity::Medium, "uninitialised", "A constructor leaves \"" + std::string(unit.text(variable.name)) + "\" unset, so its value is whatever lies there.");
                break;
            }
        }
    }
}

/// throw in a destructor or in a function that promises not to.
void checkThrow(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    const bool isDestructor = function.name >= 0 && unit.is(function.name - 1, "~");
    bool isNoexcept = false;
    for (int i = std::max(function.close, 0); i < function.body.begin && function.close >= 0; ++i)
        isNoexcept = isNoexcept || (unit.is(i, "noexcept") && !(unit.is(i + 1, "(") && !unit.is(i + 2, "true")));
    if (!isDestructor && !isNoexcept)
        return;
    for (int i = function.body.begin; i < function.body.end; ++i) {
        if (unit.is(i, "throw") && unit.functionAt(i) == unit.functionAt(function.body.begin) && !unit.isInTry(i)) {
            job.report.add(i, Severity::High, "throw-ends-program", isDestructor ? "An exception that leaves a destructor ends the program." : "The function promises not to throw, so this ends the program.");
            return;
        }
    }
}

/// a = a deletes what it is about to copy.
void checkSelfAssignment(const Job &job, const Function &function)
{
    const Unit &unit = job.unit;
    if (function.name < 0 || !unit.is(function.name, "operator") || !unit.is(function.name + 1, "=") || !unit.is(function.name + 2, "("))
        return;
    const Range params{function.open + 1, function.close};
    if (unit.contains(params, "&&") || !unit.contains(params, "&"))
        return;
    const int gone = unit.find(function.body, "delete");
    if (gone >= 0 && !unit.contains({function.body.begin, gone}, "this") && !unit.contains({function.body.begin, gone}, "new"))
        job.report.add(gone, Severity::High, "self-assignment", "When an object is assigned to itself, this deletes what is copied next.");
}

} // namespace

void checkCppClasses(const Job &job)
{
    const Unit &unit = job.unit;
    if (!unit.isCpp())
        return;
    for (const Class &one : unit.classes()) {
        if (one.name < 0)
            continue;
        const Shape shape = shapeOf(unit, one);
        checkDestructor(job, one, shape);
        checkCopies(job, one, shape);
        checkConstructorCalls(job, one, shape);
        checkMembers(job, one, shape);
    }
    for (const Function &function : unit.functions()) {
        checkThrow(job, function);
        checkSelfAssignment(job, function);
    }
}

} // namespace skep::checks
